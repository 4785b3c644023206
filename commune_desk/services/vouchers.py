"""Which vouchers an expense must hold, and which of them are attached already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.execution import EXPENSE_CHAIN
from commune_desk.domain.search import fold
from commune_desk.services.attachments import of_record
from commune_desk.services.expense_lists import required_papers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import EntryKind
    from commune_desk.domain.money import Money
    from commune_desk.services.attachments import AttachmentRow


class Voucher(NamedTuple):
    """A paper that an expense must hold, or one that is attached besides."""

    title: str
    attachment: AttachmentRow | None
    kind: EntryKind | None
    """The act before which it must be there; None where nothing asks for it."""


def vouchers(
    session: Session,
    code: str,
    amount: Money,
    reached: Iterable[EntryKind],
    operation_id: int | None,
) -> list[Voucher]:
    """List the vouchers of an expense on an account, for the acts that it reached."""
    attached = of_record(session, "operations", operation_id) if operation_id else []
    last = max((EXPENSE_CHAIN.index(kind) for kind in reached), default=-1)
    found: list[Voucher] = []
    used: set[int] = set()
    for paper in required_papers(session):
        wanted = (
            paper.active
            and code.startswith(paper.code_prefix)
            and EXPENSE_CHAIN.index(paper.kind) <= last
            and (paper.from_amount is None or paper.from_amount <= amount)
        )
        if not wanted:
            continue
        own = next(
            (
                each
                for each in attached
                if each.id not in used
                and fold(each.title).startswith(fold(paper.title))
            ),
            None,
        )
        if own is not None:
            used.add(own.id)
        found.append(Voucher(paper.title, own, paper.kind))
    others = (each for each in attached if each.id not in used)
    return [*found, *(Voucher(each.title, each, None) for each in others)]

"""Headings of the cash sheet: dated data, for all types of committee or for one.

No chart of accounts of committees was found (`planning.md` 4.8): all of them are a
working proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import CashCategory, CashEntry, CommitteeType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: CashCategory) -> Iterator[Issue]:
    if taken(unit, CashCategory, ("title",), (row.title,), row.id):
        text = N_("The heading “{title}” of the cash sheet is already there.",
                  title=row.title)  # fmt: skip
        yield Issue(Severity.ERROR, text, field="title")
    if row.id is None:
        return
    entries = select(CashEntry).where(CashEntry.category_id == row.id)
    other = CashEntry.expense if row.receipt else CashEntry.receipt
    wrong = len(unit.session.scalars(entries.where(other != Money(0))).all())
    if wrong:
        text = P_(
            "“{title}”: {count} line of a cash book is on the other side.",
            "“{title}”: {count} lines of cash books are on the other side.",
            count=wrong,
            title=row.title,
        )
        yield Issue(Severity.ERROR, text, field="receipt")


CATEGORY = Entity(
    CashCategory,
    N_("heading “{title}” of the cash sheet"),
    lambda row: row.title,
    {
        "title": N_("Heading"),
        "receipt": N_("Money comes in"),
        "type_id": N_("Type of committee"),
        "position": N_("Order"),
    },
    rules=_rules,
    required=frozenset({"title", "receipt"}),
    users={"cash_entries": (CashEntry, "category_id")},
)


@dataclass(frozen=True)
class AddCategory(Add):
    """Add a heading of the cash sheet."""

    label: ClassVar[Text] = N_("Add a heading of the cash sheet")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CATEGORY


@dataclass(frozen=True)
class ReviseCategory(Revise):
    """Correct a heading of the cash sheet."""

    label: ClassVar[Text] = N_("Correct a heading of the cash sheet")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CATEGORY


@dataclass(frozen=True)
class RemoveCategories(Remove):
    """Remove headings under which nothing was typed."""

    label: ClassVar[Text] = N_("Remove headings of the cash sheet")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CATEGORY


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A heading as tables see it."""

    id: int
    title: str
    receipt: bool
    type_id: int | None
    type: str
    position: int


def categories(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[CategoryRow]:
    """List the headings: those of all types first, receipts before expenses."""
    query = select(CashCategory, CommitteeType.title).outerjoin(
        CommitteeType, CommitteeType.id == CashCategory.type_id
    )
    if ids is not None:
        query = query.where(CashCategory.id.in_(ids))
    rows = [
        CategoryRow(row.id, row.title, row.receipt, row.type_id, title or "",
                    row.position)
        for row, title in session.execute(query)
    ]  # fmt: skip
    return sorted(
        rows, key=lambda row: (fold(row.type), not row.receipt, row.position, row.id)
    )

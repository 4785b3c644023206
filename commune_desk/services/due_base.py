"""What a due is reckoned on: money of the cash book, m³ sold, members.

The cash book of committees is read here and nowhere else in what they owe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.committees import DueKind
from commune_desk.domain.money import Money
from commune_desk.services.water import networks
from commune_desk.storage.models import CashEntry, Committee

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class Taken(NamedTuple):
    """What the cash book of a committee tells of a period."""

    gross: Money
    """All that came in, without what the renewal fund gave back."""

    net: Money
    """What is left of it once the expenses are paid; a loss is below zero."""


def taken_in(
    session: Session, committee_id: int, begins: dt.date, ends: dt.date
) -> Taken | None:
    """Add up the cash book of a period; None where no line was typed.

    What goes to the renewal fund is saved, not spent, and what comes from it is no
    receipt of the year. A line with both amounts is money carried between the box and
    the bank.
    """
    own = (
        CashEntry.committee_id == committee_id,
        CashEntry.made_on >= begins,
        CashEntry.made_on <= ends,
    )
    query = select(CashEntry.receipt, CashEntry.expense, CashEntry.renewal)
    rows = session.execute(query.where(*own)).all()
    if not rows:
        return None
    kept = [
        (receipt, expense)
        for receipt, expense, renewal in rows
        if not renewal and not (receipt and expense)
    ]
    gross = Money.total(receipt for receipt, _ in kept)
    return Taken(gross, gross - Money.total(expense for _, expense in kept))


def base_of(
    session: Session, kind: DueKind, committee_id: int, span: tuple[dt.date, dt.date]
) -> int | None:
    """Give francs, m³ or members of a period; None where the dossier knows nothing."""
    match kind:
        case DueKind.FIXED:
            return None
        case DueKind.GROSS | DueKind.NET:
            found = taken_in(session, committee_id, *span)
            if found is None:
                return None
            return (found.gross if kind is DueKind.GROSS else found.net).francs
        case DueKind.CUBIC_METRE:
            network = networks(session).get(committee_id)
            return None if network is None else network.balance(*span).sold
        case DueKind.MEMBER:
            committee = session.get(Committee, committee_id)
            return None if committee is None else committee.members

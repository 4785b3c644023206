"""What a due is reckoned on: money of the cash book, m³ sold, members.

The cash book of committees is asked here and nowhere else in what they owe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.committees import DueKind
from commune_desk.domain.money import Money
from commune_desk.services.committee_cash import cash_books
from commune_desk.services.water import networks
from commune_desk.storage.models import Committee

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
    receipt of the year.
    """
    known = cash_books(session).get(committee_id)
    moves = [m for m in known.moves if begins <= m.on <= ends] if known else []
    if not moves:
        return None
    kept = [move for move in moves if not move.renewal]
    gross = sum(move.received for move in kept)
    return Taken(Money(gross), Money(gross - sum(move.spent for move in kept)))


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

"""What a line of a notebook is likely to be, from how its object was typed before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.search import fold
from commune_desk.services.committee_cash import cash_books
from commune_desk.storage.models import CashCategory, Committee

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from commune_desk.domain.committee_cash import Move, Way


class Guess(NamedTuple):
    """What an object was noted with before."""

    category_id: int | None = None
    way: Way | None = None
    """None where only the heading is guessed."""

    renewal: bool = False


def guessed(session: Session, committee_id: int, title: str) -> Guess:
    """Guess heading and way of an object from how it was typed before.

    The same words come first, then the committee’s own lines, then the latest; words
    that begin alike tell the heading alone.
    """
    wanted = fold(title)
    if not wanted:
        return Guess()
    usable = _usable(session, committee_id)
    best: tuple[tuple[bool, bool, dt.date], Move] | None = None
    for owner, book in cash_books(session).items():
        for move in book.moves:
            if move.category_id is None and not move.carried:
                continue
            if move.category_id is not None and move.category_id not in usable:
                continue
            typed = fold(move.title)
            if typed != wanted and typed.split()[0] != wanted.split()[0]:
                continue
            rank = (typed == wanted, owner == committee_id, move.on)
            if best is None or rank > best[0]:
                best = (rank, move)
    if best is None:
        return Guess()
    (same, _, _), move = best
    if same:
        return Guess(move.category_id, move.way, move.renewal)
    return Guess(move.category_id)


def _usable(session: Session, committee_id: int) -> set[int]:
    committee = session.get(Committee, committee_id)
    own = None if committee is None else committee.type_id
    rows = session.execute(select(CashCategory.id, CashCategory.type_id))
    return {row_id for row_id, type_id in rows if type_id in {None, own}}

"""The command that answers questions on the committees; no telephone is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened
from commune_desk.l10n import reading
from commune_desk.services.due_lists import owing
from commune_desk.services.term_lists import ending_soon, holders, terms
from commune_desk.services.today import today
from commune_desk.services.water import least_sold, losing_more

if TYPE_CHECKING:
    import datetime as dt
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.services.due_lists import Debt
    from commune_desk.services.term_lists import TermRow
    from commune_desk.services.water import NetworkRow

    Cells = tuple[object, ...]


def answer(asked: Namespace, words: Words) -> int:
    """Say which mandates end, who held a post, who loses water, who owes what.

    One line each, with tabs: of a mandate committee, post, person, from, to, state; of
    a network committee, m³ produced, sold, lost, losses; of what is owed committee,
    due, paid, left, late, since. Without a date the day is that of the situation.
    """
    typed = reading.date(asked.on or "")
    with opened(asked.dossier) as desk, desk.store.reading() as session:
        day = typed or today(session)
        found: Iterable[Cells]
        if asked.losses is not None:
            most = 100 - least_sold(session) if asked.losses < 0 else asked.losses
            found = map(_lost, losing_more(session, day, most))
        elif asked.owing:
            found = map(_owed, owing(session, day))
        else:
            found = map(_mandate, _mandates(asked, terms(session), day))
        lines = list(found)
    for cells in lines:
        print("\t".join(words.say(cell) for cell in cells))
    return 0


def _mandates(
    asked: Namespace, rows: Sequence[TermRow], day: dt.date
) -> Iterable[TermRow]:
    if asked.ending is None:
        return holders(rows, day, asked.post)
    return ending_soon(rows, day, asked.ending)


def _mandate(row: TermRow) -> Cells:
    return (row.committee, row.post, row.person, row.begins_on, row.ends_on, row.state)


def _lost(row: NetworkRow) -> Cells:
    found = row.found
    volumes = (found.produced, found.sold, found.lost)
    return (row.committee, *volumes, found.losses)


def _owed(debt: Debt) -> Cells:
    sums = (debt.due, debt.paid, debt.left, debt.late)
    return (debt.committee, *sums, debt.since)

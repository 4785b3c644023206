"""The command that answers two questions on the committees; no telephone is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened
from commune_desk.l10n import reading
from commune_desk.services.term_lists import ending_soon, holders, terms
from commune_desk.services.today import today

if TYPE_CHECKING:
    from argparse import Namespace

    from commune_desk.l10n.words import Words


def answer(asked: Namespace, words: Words) -> int:
    """Say which mandates end within so many days, or who held a post on a day.

    One mandate a line: committee, post, person, from, to, state. Without a date the
    day is that of the situation.
    """
    typed = reading.date(asked.on or "")
    with opened(asked.dossier) as desk, desk.store.reading() as session:
        day = typed or today(session)
        rows = terms(session)
        found = list(
            holders(rows, day, asked.post)
            if asked.ending is None
            else ending_soon(rows, day, asked.ending)
        )
    for row in found:
        cells = (row.committee, row.post, row.person, row.begins_on, row.ends_on)
        print("\t".join(words.say(cell) for cell in (*cells, row.state)))
    return 0

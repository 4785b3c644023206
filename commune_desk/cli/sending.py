"""The command that makes the package for the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened
from commune_desk.domain.package.level import Level
from commune_desk.domain.package.manifest import Period, Privacy
from commune_desk.domain.text import N_, P_
from commune_desk.exchange.package.sending import deliver, prepare
from commune_desk.l10n import reading
from commune_desk.services.jobs import Silence
from commune_desk.services.sent.sendings import grouped
from commune_desk.services.sent.wish import Wish

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from commune_desk.exchange.package.sending import Sent
    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk

HALVES = {None: Period.YEAR, 1: Period.FIRST_HALF, 2: Period.SECOND_HALF}


def export(asked: Namespace, words: Words) -> int:
    """Write the package and record it; refuse where a finding stands in the way."""
    names = tuple(part.strip() for part in asked.tables.split(",") if part.strip())
    wish = Wish(
        asked.year,
        HALVES[asked.half],
        reading.date(asked.until) if asked.until else None,
        names=names,
        privacy=Privacy(asked.privacy),
        reason=asked.reason,
        recipient=asked.recipient,
        map=asked.map,
        overview=asked.overview,
        sign=asked.sign,
    )
    with opened(asked.dossier, asked) as desk:
        made = send(desk, wish, asked.output, words)
    text = P_(
        "{file}: {count} byte, sending no. {number}, SHA-256 {digest}",
        "{file}: {count} bytes, sending no. {number}, SHA-256 {digest}",
        count=made.size,
        file=str(made.path),
        number=made.manifest.sequence,
        digest=grouped(made.digest),
    )
    print(words.say(text))
    return 0


def send(desk: Desk, wish: Wish, folder: Path, words: Words) -> Sent:
    """Prepare and deliver; say what else was found."""
    with desk.store.reading() as session:
        ready = prepare(session, wish, Silence())
    for level in (Level.ERROR, Level.WARNING):
        count = len(ready.draft.issues(level))
        if count:
            text = N_("{level}: {count}", level=level, count=count)
            print(words.say(text))
    return deliver(desk, ready, folder)

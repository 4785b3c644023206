"""Check a whole dossier and tell what was found in plain words."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.storage import journal
from commune_desk.storage.copies import reading
from commune_desk.storage.salvage_rows import hollow
from commune_desk.storage.shelf import note, notes, sound_copies, state_of_copy

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.domain.text import Text
    from commune_desk.storage.shelf import Notes
    from commune_desk.storage.store import Store

EVERY = dt.timedelta(days=7)
"""How often the whole file is read, as Firefox does."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a full check found."""

    sound: bool
    text: Text
    head: journal.Head


def examine(store: Store) -> Examined:
    """Read the whole file, its references and the chain of its journal."""
    found = store.looking(_examined)
    if store.path is not None and found.sound:
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")

        def remember(present: Notes) -> None:
            present.examined = now

        note(store.path, remember)
    return found


def is_due(dossier: Path) -> bool:
    """Tell whether the last full check is more than a week old."""
    last = notes(dossier).examined
    if not last:
        return True
    return dt.datetime.now().astimezone() - dt.datetime.fromisoformat(last) > EVERY


def _examined(raw: sqlite3.Connection) -> Examined:
    head = journal.head(raw)
    finding = str(raw.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if finding != "ok":
        text = N_("The dossier is damaged: {finding}.", finding=finding)
        return Examined(sound=False, text=text, head=head)
    spoilt = hollow(raw)
    if spoilt is not None:
        text = N_(
            "The dossier is damaged: a text of “{table}” is spoilt.", table=spoilt
        )
        return Examined(sound=False, text=text, head=head)
    lost = raw.execute("PRAGMA foreign_key_check").fetchone()
    if lost is not None:
        text = N_(
            "The dossier is damaged: a row of “{table}” refers to one that is gone.",
            table=lost[0],
        )
        return Examined(sound=False, text=text, head=head)
    broken = journal.first_broken(raw)
    if broken is not None:
        text = N_("The journal does not hold from entry {number} on.", number=broken)
        return Examined(sound=False, text=text, head=head)
    text = N_(
        "The whole dossier was read: it is sound. Journal: {count} entries, all"
        " sealed.",
        count=head.number,
    )
    return Examined(sound=True, text=text, head=head)


@dataclass(frozen=True, slots=True)
class Offer:
    """A good copy of a damaged dossier, and what opening it would cost."""

    path: Path
    at: dt.datetime
    reason: str
    last: Text | None
    """The last act that it holds."""

    lost: int | None
    """Acts after it that the damaged file still tells of; None where it tells none."""


def offers(damaged: Path, most: int = 3) -> list[Offer]:
    """List the last good copies; what each would lose is read in the damaged file."""
    head = _head_of(damaged)
    found = []
    for copy in sound_copies(damaged, most):
        state = state_of_copy(copy.path)
        number = 0 if state is None else state.number
        lost = None if head is None else max(0, head - number)
        last = None if state is None else state.last
        found.append(Offer(copy.path, copy.at, copy.reason, last, lost))
    return found


def _head_of(damaged: Path) -> int | None:
    """Ask a damaged file for its last entry, without writing anything beside it."""
    try:
        with reading(damaged) as raw:
            return journal.head(raw).number
    except sqlite3.DatabaseError:
        return None

"""All that the screens ask of the copies of one dossier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_
from commune_desk.services.copies import keeping, outside, phrase
from commune_desk.services.copies.examining import examine, is_due
from commune_desk.services.copies.locking import SetLock, present_lock
from commune_desk.storage.copies import check_copy
from commune_desk.storage.key_copy import new_lock
from commune_desk.storage.shelf import (
    Kept,
    last_outside,
    note,
    notes,
    shelf,
    state_of,
    state_of_copy,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.services.copies.examining import Examined
    from commune_desk.services.copies.outside import Brought
    from commune_desk.services.desk import Desk
    from commune_desk.storage.key_copy import Lock
    from commune_desk.storage.shelf import Notes

REASONS: dict[str, Text] = {
    keeping.ROUTINE: N_("every 30 minutes"),
    keeping.AT_CLOSE: N_("at closing"),
    keeping.ASKED: N_("asked for"),
    keeping.BEFORE_IMPORT: N_("before an import"),
    keeping.BEFORE_CLOSING: N_("before closing a year"),
    "avant-restauration": N_("before a restoration"),
    "avant-migration": N_("before a new layout"),
}
"""By the reason in the name of a copy, less what may follow it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A copy as the page lists it."""

    kept: Kept
    reason: Text
    since: int | None
    """Acts done after it; None where the copy does not tell, or tells another past."""

    last: Text | None
    """The last act that it holds."""

    spoilt: bool
    checked: dt.datetime | None
    """When it was last read back, its making not counted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the copies of a dossier stand."""

    here: dt.datetime | None
    outside: dt.datetime | None
    outside_spoilt: bool
    examined: dt.datetime | None
    phrase_since: dt.date | None


@dataclass(frozen=True, slots=True)
class Routine:
    """What the half-hourly round did and found."""

    made: bool
    trouble: Text | None = None
    """What the user must be told; None where all is well."""

    told: Text | None = None
    """Good news of a key that came back."""


class CopyCounter:
    """Makes, lists and checks the copies of one dossier."""

    def __init__(self, desk: Callable[[], Desk], path: Path, words: Words) -> None:
        self._desk, self.path, self._words = desk, path, words

    def standing(self) -> Standing:
        """Tell how the copies stand."""
        told = notes(self.path)
        here = next((c.at for c in shelf(self.path) if c.sealed), None)
        with self._desk().store.reading() as session:
            lock = present_lock(session)
        return Standing(
            here,
            last_outside(self.path),
            bool(told.outside) and not told.outside[0].sound,
            dt.datetime.fromisoformat(told.examined) if told.examined else None,
            None if lock is None else lock[1],
        )

    def lines(self) -> list[Line]:
        """List the copies, the newest first."""
        told = notes(self.path)
        present = self._desk().store.looking(state_of)
        found = []
        for copy in shelf(self.path):
            state = state_of_copy(copy.path)
            ahead = state is not None and state.number > present.number
            since = None if state is None or ahead else present.number - state.number
            checked = told.checked.get(copy.path.name)
            found.append(
                Line(
                    copy,
                    reason_words(copy.reason),
                    since,
                    None if state is None else state.last,
                    copy.path.name in told.spoilt or state is None,
                    dt.datetime.fromisoformat(checked) if checked else None,
                )
            )
        return found

    def keep(self) -> bool:
        """Keep a copy now; False where the last one holds the same."""
        return keeping.keep(self._desk().store, keeping.ASKED) is not None

    def routine(self) -> Routine:
        """Do what is due: a copy if anything changed, the weekly check, the key."""
        store = self._desk().store
        made = keeping.keep(store, keeping.ROUTINE) is not None
        if is_due(self.path):
            found = examine(store)
            if not found.sound:
                return Routine(made, found.text)
        back = outside.come_back(self.path)
        if back is None:
            return Routine(made)
        sound, said = back
        return Routine(made, None, said) if sound else Routine(made, said)

    def check(self, copy: Path) -> bool:
        """Read a copy back; remember what was found."""
        try:
            check_copy(copy)
            sound = True
        except (DeskError, OSError):
            sound = False
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")

        def remember(present: Notes) -> None:
            present.spoilt = [n for n in present.spoilt if n != copy.name]
            present.checked.pop(copy.name, None)
            if sound:
                present.checked[copy.name] = now
            else:
                present.spoilt.append(copy.name)

        note(self.path, remember)
        return sound

    def examine(self) -> Examined:
        """Read the whole dossier."""
        return examine(self._desk().store)

    def bring_outside(self, folder: Path) -> Brought:
        """Copy to a key or a disk, encrypted."""
        return outside.bring_outside(self._desk().store, folder, self._words)

    @staticmethod
    def draw_phrase() -> tuple[str, tuple[int, ...]]:
        """Draw a new phrase, and the places of the words to ask back."""
        return phrase.new_phrase(), phrase.asked_back()

    @staticmethod
    def lock_for(drawn: str) -> Lock:
        """Make the lock that a phrase opens; takes a second."""
        return new_lock(drawn)

    def use(self, lock: Lock) -> None:
        """Close the copies with this lock from now on."""
        today = dt.datetime.now().astimezone().date()
        self._desk().do(SetLock(lock, today))


def reason_words(reason: str) -> Text:
    """Put the reason in the name of a copy into words."""
    known = max(
        (name for name in REASONS if reason.startswith(name)), key=len, default=""
    )
    return REASONS.get(known, N_("{reason}", reason=reason))

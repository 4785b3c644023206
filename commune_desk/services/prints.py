"""What was printed or saved as a file: when, by whom, and in which state.

It is kept beside the journal, not in it: a print changes nothing, must not be undone,
and must leave the foot of the next page as it is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.storage.models import JournalEntry, Print

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit

PAPER = "paper"
"""The kind of what went to a printer; other kinds are endings of files."""


@dataclass(frozen=True)
class KeepPrints(Command[None]):
    """Note that papers were printed or saved; one line for each."""

    label: ClassVar[Text] = N_("Note what was printed")
    needs: ClassVar[Permission] = Permission.PRINT

    papers: tuple[tuple[str, str], ...]
    """Name of each document, and its one record; an empty text for all."""

    kind: str
    year: int
    actor: str

    def apply(self, unit: Unit) -> None:
        """Add the lines, at the state that the dossier is in."""
        today = dt.datetime.now().astimezone().date()
        entry = last_entry(unit.session)
        for document, only in self.papers:
            unit.insert(
                Print,
                {
                    "document": document,
                    "only": only,
                    "kind": self.kind,
                    "printed_on": today,
                    "actor": self.actor,
                    "year": self.year,
                    "entry": entry,
                },
            )


@dataclass(frozen=True, slots=True)
class Printed:
    """The last time a paper left the desk."""

    document: str
    on: dt.date
    actor: str
    kind: str
    year: int
    entry: int
    """Number of the last entry of the journal at that time."""


def last_entry(session: Session) -> int:
    """Give the number of the last entry of the journal; 0 where nothing was done."""
    return session.scalar(select(func.max(JournalEntry.id))) or 0


def last_prints(session: Session, year: int) -> dict[str, Printed]:
    """Give the last print of each document that was made for a year."""
    last = select(func.max(Print.id)).where(Print.year == year).group_by(Print.document)
    rows = session.execute(
        select(
            Print.document,
            Print.printed_on,
            Print.actor,
            Print.kind,
            Print.year,
            Print.entry,
        ).where(Print.id.in_(last))
    )
    return {row[0]: Printed(*row) for row in rows}

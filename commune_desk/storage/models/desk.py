"""What the desk keeps about itself: its journal, its settings, what it printed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.storage.models.base import Base


class JournalEntry(Base):
    """One act at the desk; only ever added, each chained to the one before."""

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("operation"),)

    operation: Mapped[str]
    """Unique name of the act: after trouble at COMMIT it tells whether it was kept."""

    at: Mapped[str]
    """UTC, ISO 8601, to the second."""

    actor: Mapped[str]
    deed: Mapped[str]
    """`do`, `undo`, `redo` or `final`."""

    undoes: Mapped[int | None]
    """For an undo or a redo: the entry taken back or done again."""

    label: Mapped[str]
    """What was done, as JSON: sentence and facts, still without a language."""

    changes: Mapped[str]
    """The rows before and after, as canonical JSON."""

    previous: Mapped[str]
    seal: Mapped[str]
    """SHA-256 of this entry and of the seal before it."""


class JournalTouches(Base):
    """Which rows an entry of the journal touched, told a second time.

    On other pages than the journal: where the page of an entry is destroyed, this
    still tells which rows that entry cannot have changed (`storage/salvage.py`).
    """

    __tablename__ = "journal_touches"

    touches: Mapped[str]
    """Tables with the ids of their rows, `villages:3,7 actions:12`; a table alone where
    there were too many; `*` where any row may have changed."""


class Setting(Base):
    """One setting that belongs to the commune; its value is JSON."""

    __tablename__ = "settings"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    value: Mapped[str]


class Print(Base):
    """A paper that left the desk; only ever added.

    The journal does not repeat it: a print changes nothing, and what stands at the
    foot of a page, the number of the last entry, must be the same the next time.
    """

    __tablename__ = "prints"

    document: Mapped[str] = mapped_column(index=True)
    """Its name in the catalogue of papers."""

    only: Mapped[str]
    """The record that was printed alone; empty for all."""

    kind: Mapped[str]
    """`paper` for the printer, else the ending of the file: `pdf`, `docx`, `xlsx`."""

    printed_on: Mapped[dt.date]
    actor: Mapped[str]
    year: Mapped[int]
    entry: Mapped[int]
    """Number of the last entry of the journal: the state that the paper shows."""

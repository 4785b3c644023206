"""What the desk keeps about itself: its journal and its settings."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

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


class Setting(Base):
    """One setting that belongs to the commune; its value is JSON."""

    __tablename__ = "settings"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    value: Mapped[str]

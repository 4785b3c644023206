"""What the commune sent to its region, and what was answered."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.package.manifest import Period, Privacy, Stage, Standing
from commune_desk.domain.package.verdict import Answer
from commune_desk.storage.models.base import Base, EnumColumn


class Sending(Base):
    """A package that left the desk; what was in it is never changed."""

    __tablename__ = "sendings"
    __table_args__ = (
        UniqueConstraint("year", "source", "sequence"),
        UniqueConstraint("package"),
        CheckConstraint("sequence >= 1 AND size >= 1", name="counts"),
    )

    year: Mapped[int]
    period: Mapped[Period] = mapped_column(EnumColumn(Period))
    stage: Mapped[Stage] = mapped_column(EnumColumn(Stage))
    standing: Mapped[Standing] = mapped_column(EnumColumn(Standing))
    until_on: Mapped[dt.date]
    """The last day that the figures tell of."""

    source: Mapped[str]
    """Random name of this dossier, as the region knows it."""

    sequence: Mapped[int]
    package: Mapped[str]
    """UUID."""

    sha256: Mapped[str]
    size: Mapped[int]
    """Bytes of the file."""

    file: Mapped[str]
    privacy: Mapped[Privacy] = mapped_column(EnumColumn(Privacy))
    scope: Mapped[str]
    """Names of the tables in it, separated by commas."""

    partial: Mapped[bool]
    totals: Mapped[str]
    """Control totals, as JSON: what the slip prints again."""

    reason: Mapped[str]
    """Why persons are in it, or why it went with errors."""

    recipient: Mapped[str]
    sent_on: Mapped[dt.date]
    journal_number: Mapped[int]
    journal_seal: Mapped[str]
    """The head of the journal before the sending, as the manifest has it."""

    supersedes: Mapped[str]
    """UUID of the package that it replaces; empty for the first."""

    signed: Mapped[str]
    """Fingerprint of the key that signed it; empty where it is not signed."""

    answer: Mapped[Answer | None] = mapped_column(EnumColumn(Answer), default=None)
    answered_on: Mapped[dt.date | None] = mapped_column(default=None)
    answer_note: Mapped[str] = mapped_column(default="")

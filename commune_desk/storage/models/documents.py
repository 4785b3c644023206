"""Written parts of the plan, headings of papers, attached files."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.attachments import AttachmentKind, PhotoStage
from commune_desk.storage.models.base import Base, EnumColumn


class Section(Base):
    """A section of the plan’s document: prose, or a part that is generated."""

    __tablename__ = "sections"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    position: Mapped[int]
    title: Mapped[str]
    level: Mapped[int] = mapped_column(default=1)
    part: Mapped[str] = mapped_column(default="")
    """Name of the generated part that follows the prose; empty for prose alone."""

    annex: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(default="")
    """Prose: `**bold**`, `*italic*`, lines that begin with “- ” or “1. ”, and
    sub-headings that begin with “## ”."""

    hint: Mapped[str] = mapped_column(default="")
    """What the section should hold, shown while it is empty."""


class Heading(Base):
    """An official heading that takes the place of the program’s own."""

    __tablename__ = "headings"
    __table_args__ = (UniqueConstraint("paper", "key"),)

    paper: Mapped[str]
    key: Mapped[str]
    title: Mapped[str]
    source: Mapped[str] = mapped_column(default="")


class PrintSelection(Base):
    """Papers that are printed together, under the use that is made of them."""

    __tablename__ = "print_selections"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    papers: Mapped[str]
    """Names of documents in the order of the booklet, separated by a space."""

    title: Mapped[str] = mapped_column(default="")
    """What the cover says; empty for the name."""

    session: Mapped[bool] = mapped_column(default=False)
    """Whether the cover names the session of the council."""

    note: Mapped[str] = mapped_column(default="")


class PaperText(Base):
    """What the commune writes into a paper of a year, in its own words."""

    __tablename__ = "paper_texts"
    __table_args__ = (UniqueConstraint("paper", "year"),)

    paper: Mapped[str]
    """Name of the document."""

    year: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    """Prose, as in the sections of the plan."""

    note: Mapped[str] = mapped_column(default="")


class LegalTextLine(Base):
    """A legal text that acts name, besides those of the program or in their place."""

    __tablename__ = "legal_texts"

    title: Mapped[str]
    since: Mapped[dt.date]
    replaces: Mapped[str] = mapped_column(default="")
    """Key of the text of the program whose place it takes; empty for a further one."""

    use: Mapped[str] = mapped_column(default="")
    """Which acts name it; empty for those that name the text it replaces."""

    until: Mapped[dt.date | None] = mapped_column(default=None)
    sure: Mapped[bool] = mapped_column(default=False)
    """Whether the wording was read in the text itself."""

    source: Mapped[str] = mapped_column(default="")


class File(Base):
    """The bytes of an attached file, under their digest; only ever added.

    The journal does not repeat them: it keeps who attached which digest.
    """

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("digest"),)

    digest: Mapped[str]
    """SHA-256, hexadecimal."""

    content: Mapped[bytes]


class Attachment(Base):
    """A file attached to a record."""

    __tablename__ = "attachments"

    record_table: Mapped[str] = mapped_column(index=True)
    record_id: Mapped[int]
    title: Mapped[str]
    name: Mapped[str]
    """Name of the file as it came."""

    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    """Bytes kept."""

    kind: Mapped[AttachmentKind] = mapped_column(
        EnumColumn(AttachmentKind), default=AttachmentKind.OTHER
    )
    stage: Mapped[PhotoStage | None] = mapped_column(
        EnumColumn(PhotoStage), default=None
    )
    dated: Mapped[dt.date | None] = mapped_column(default=None)
    number: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

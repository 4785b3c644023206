"""Files attached to any record: minutes, contracts, photographs.

The bytes lie in the table `files` under their digest, and are only ever added; the
row that names the digest is journaled, so that undo and redo find the bytes again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.attachments import AttachmentKind, PhotoStage
from commune_desk.domain.errors import Rejected
from commune_desk.domain.file_kinds import kind_of
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Entity, Remove, Revise
from commune_desk.storage.models import Attachment, File

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import Base
    from commune_desk.storage.unit import Unit

NAMING = (
    "title",
    "name",
    "object",
    "subject",
    "recipient",
    "held_on",
    "number",
    "reference",
)
"""Columns by which a record is called, the best first."""

RECORDS: dict[str, Text] = {
    "actions": N_("action"),
    "agreements": N_("agreement"),
    "fund_reports": N_("report to a funder"),
    "fund_uses": N_("use of an agreement’s money"),
    "tranches": N_("tranche of an agreement"),
    "assets": N_("thing of the inventory"),
    "operations": N_("expense or receipt"),
    "committee_acts": N_("act of a committee"),
    "committee_meetings": N_("meeting of a committee"),
    "committees": N_("committee"),
    "complaints": N_("complaint"),
    "communes": N_("commune"),
    "council_sessions": N_("council session"),
    "installations": N_("installation"),
    "micro_expenses": N_("purchase of a micro-project"),
    "micro_projects": N_("micro-project"),
    "micro_steps": N_("step of a micro-project"),
    "partners": N_("partner"),
    "plans": N_("plan"),
    "process_steps": N_("step of the process"),
    "procurements": N_("contract"),
    "procurement_steps": N_("step of a contract"),
    "progress": N_("progress"),
    "transmissions": N_("transmission"),
    "villages": N_("village"),
    "visits": N_("visit to a committee"),
    "public_sessions": N_("restitution"),
    "body_sessions": N_("session of a body"),
    "recommendations": N_("recommendation"),
}
"""How the records are called to which papers are mostly attached."""


def _attachment_rules(_: Unit, row: Attachment) -> Iterator[Issue]:
    if row.stage is not None and row.kind is not AttachmentKind.PHOTO:
        text = N_("“{title}” is no photograph: it has no stage.", title=row.title)
        yield Issue(Severity.ERROR, text, field="stage")


ATTACHMENT = Entity(
    Attachment,
    N_("paper “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Title"),
        "kind": N_("Kind"),
        "stage": N_("Moment"),
        "dated": N_("Date"),
        "number": N_("No."),
        "note": N_("Note"),
    },
    rules=_attachment_rules,
    required=frozenset({"title"}),
)


@dataclass(frozen=True)
class ReviseAttachment(Revise):
    """Correct what is said of an attached file."""

    label: ClassVar[Text] = N_("Correct an attached file")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = ATTACHMENT


@dataclass(frozen=True)
class RemoveAttachments(Remove):
    """Take attached files off their record; the bytes stay, for undo."""

    label: ClassVar[Text] = N_("Remove attached files")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = ATTACHMENT


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attached file as tables and papers see it."""

    id: int
    record_table: str
    record_id: int
    title: str
    name: str
    digest: str
    size: int
    kind: AttachmentKind
    stage: PhotoStage | None
    dated: dt.date | None
    number: str
    note: str
    of: str = ""
    """What the record is called."""

    @property
    def kilobytes(self) -> int:
        """The size in kilobytes, rounded up: what people read."""
        return -(-self.size // 1000)


def attachments(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[AttachmentRow]:
    """List all attached files, record by record."""
    query = select(*Attachment.__table__.columns).order_by(
        Attachment.record_table, Attachment.record_id, Attachment.id
    )
    if ids is not None:
        query = query.where(Attachment.id.in_(ids))
    rows = [tuple(row) for row in session.execute(query)]
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row[1], set()).add(row[2])
    named = {
        table: named_records(session, table, found) for table, found in wanted.items()
    }
    return [AttachmentRow(*(*row, named[row[1]].get(row[2], ""))) for row in rows]


def of_record(session: Session, table: str, row_id: int) -> list[AttachmentRow]:
    """List what is attached to one record, the oldest first."""
    query = (
        select(*Attachment.__table__.columns)
        .where(Attachment.record_table == table, Attachment.record_id == row_id)
        .order_by(Attachment.id)
    )
    return [AttachmentRow(*row) for row in session.execute(query)]


def kinds_of(session: Session, table: str) -> dict[int, set[AttachmentKind]]:
    """Tell, for each record of a table, what kinds of papers are attached."""
    found: dict[int, set[AttachmentKind]] = {}
    rows = session.execute(
        select(Attachment.record_id, Attachment.kind).where(
            Attachment.record_table == table
        )
    )
    for row_id, kind in rows:
        found.setdefault(row_id, set()).add(kind)
    return found


def content_of(session: Session, digest: str) -> bytes:
    """Read the bytes kept under a digest; refuse where they are no longer whole."""
    content = session.scalar(select(File.content).where(File.digest == digest))
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        text = N_("The file is missing from the dossier, or no longer whole.")
        raise Rejected([Issue(Severity.ERROR, text)])
    return bytes(content)


def copy_name(row: AttachmentRow, content: bytes) -> str:
    """Name a copy on disk: as it came, but ending as its content asks."""
    kind = kind_of(content, row.name)
    ending = kind.value if kind is not None else "bin"
    stem = row.name.rpartition(".")[0] or row.name
    safe = "".join(c if c.isalnum() or c in " -_()" else "_" for c in stem).strip()
    return f"{safe[:80] or 'document'}.{ending}"


def model_of(table: str) -> type[Base] | None:
    """Find the model of a database table; None where there is no such table."""
    models: Sequence[type[Base]] = [
        mapper.class_ for mapper in Attachment.registry.mappers
    ]
    return next((m for m in models if m.__tablename__ == table), None)


def named_records(
    session: Session, table: str, ids: Collection[int] | None = None
) -> dict[int, str]:
    """Name records by the first of their columns that reads as a name; all, or some."""
    model = model_of(table)
    columns = model.__table__.columns.keys() if model is not None else []
    name = next((column for column in NAMING if column in columns), None)
    if model is None or name is None:
        return {}
    query = select(model.id, getattr(model, name))
    if ids is not None:
        query = query.where(model.id.in_(ids))
    return {row_id: _read(title) for row_id, title in session.execute(query)}


def _read(title: object) -> str:
    return f"{title:%d/%m/%Y}" if isinstance(title, dt.date) else str(title)

"""Files attached to any record: minutes, contracts, photographs.

The bytes lie in the table `files` under their digest, and are only ever added; the
row that names the digest is journaled, so that undo and redo find the bytes again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.attachments import AttachmentKind, PhotoStage
from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.file_kinds import FileKind, is_program, kind_of
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.photographs import MILLION, PhotoLimits, reduced
from commune_desk.services.records import Entity, Remove, Revise
from commune_desk.services.settings import whole_number
from commune_desk.storage.models import Attachment, File

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import Base
    from commune_desk.storage.store import Unit

NAMING = ("title", "name", "subject", "recipient", "held_on", "number")
"""Columns by which a record is called, the best first."""

RECORDS: dict[str, Text] = {
    "actions": N_("action"),
    "communes": N_("commune"),
    "council_sessions": N_("council session"),
    "partners": N_("partner"),
    "plans": N_("plan"),
    "process_steps": N_("step of the process"),
    "progress": N_("progress"),
    "transmissions": N_("transmission"),
    "villages": N_("village"),
}
"""How the records are called to which papers are mostly attached."""

ACCEPTED = tuple(kind.value.upper() for kind in FileKind)


@dataclass(frozen=True, slots=True)
class Limits:
    """What may come in, read from the settings."""

    most_bytes: int
    most_photo_bytes: int
    photo: PhotoLimits


def limits(session: Session) -> Limits:
    """Read the limits; raise `Rejected` where a setting is no number in its range."""
    megabytes = whole_number(session, "files.most_megabytes", 1, 200)
    before = whole_number(session, "photos.most_megabytes", 1, 500)
    return Limits(
        megabytes * MILLION,
        before * MILLION,
        PhotoLimits(
            whole_number(session, "photos.longest_side", 200, 10_000),
            whole_number(session, "photos.quality", 10, 95),
            whole_number(session, "photos.most_megapixels", 1, 400),
        ),
    )


def read_file(session: Session, path: Path) -> bytes:
    """Read a file that is to be attached; one too large is not even read."""
    try:
        size = path.stat().st_size
        most = limits(session).most_photo_bytes
        if size > most:
            raise _too_large(path.name, size, most)
        return path.read_bytes()
    except OSError as error:
        text = N_("“{name}” cannot be read: {reason}.", name=path.name, reason=error)
        raise Rejected([Issue(Severity.ERROR, text)]) from error


def accepted(content: bytes, name: str, bounds: Limits) -> bytes:
    """Give the bytes that are kept of a file: a photograph is shrunk.

    Raises `Rejected` for a program, an unknown kind, and what is too large.
    """
    kind = kind_of(content, name)
    if kind is None:
        raise _unknown(content, name)
    if kind.is_picture:
        if len(content) > bounds.most_photo_bytes:
            raise _too_large(name, len(content), bounds.most_photo_bytes)
        content = reduced(content, kind, name, bounds.photo)
    if len(content) > bounds.most_bytes:
        raise _too_large(name, len(content), bounds.most_bytes)
    return content


def _unknown(content: bytes, name: str) -> Rejected:
    if not content:
        text = N_("“{name}” is empty: nothing was attached.", name=name)
    elif is_program(content):
        text = N_(
            "“{name}” is a program, whatever its name says: it is not attached.",
            name=name,
        )
    else:
        text = N_(
            "“{name}” is of a kind that is not kept. Kept are: {kinds}.",
            name=name,
            kinds=ACCEPTED,
        )
    return Rejected([Issue(Severity.ERROR, text)])


def _too_large(name: str, size: int, most: int) -> Rejected:
    text = N_(
        "“{name}” weighs {size} MB; at most {most} MB are kept.",
        name=name,
        size=-(-size // MILLION),
        most=most // MILLION,
    )
    return Rejected([Issue(Severity.ERROR, text)])


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
        "stage": N_("Stage"),
        "dated": N_("Date"),
        "number": N_("No."),
        "note": N_("Note"),
    },
    rules=_attachment_rules,
    required=frozenset({"title"}),
)


@dataclass(frozen=True)
class AttachFile(Command[int]):
    """Attach a file to a record; returns the id of the attachment."""

    label: ClassVar[Text] = N_("Attach a file")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    record: tuple[str, int]
    """Database table and id."""

    name: str
    content: bytes = field(repr=False)
    values: Mapping[str, Any] = field(default_factory=dict)
    """Title, kind, stage, date, number, note; what is absent is guessed or empty."""

    def apply(self, unit: Unit) -> int:
        """Keep the bytes under their digest, and the row that names them."""
        table, row_id = self.record
        if not _exists(unit, table, row_id):
            raise Stale
        kept = accepted(self.content, self.name, limits(unit.session))
        picture = kept.startswith(b"\xff\xd8\xff")
        kind = AttachmentKind.PHOTO if picture else AttachmentKind.OTHER
        row = Attachment(
            record_table=table,
            record_id=row_id,
            name=self.name,
            digest=hashlib.sha256(kept).hexdigest(),
            size=len(kept),
            **{"title": _title(self.name), "kind": kind, **self.values},
        )
        with unit.session.no_autoflush:
            ATTACHMENT.check(unit, row)
        _keep(unit, row.digest, kept)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name the file."""
        del unit
        return N_("“{name}” attached", name=self.name)


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
    named = {table: _titles(session, table, found) for table, found in wanted.items()}
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


def _model(table: str) -> type[Base] | None:
    models: Sequence[type[Base]] = [
        mapper.class_ for mapper in Attachment.registry.mappers
    ]
    return next((m for m in models if m.__tablename__ == table), None)


def _exists(unit: Unit, table: str, row_id: int) -> bool:
    model = _model(table)
    return model is not None and unit.session.get(model, row_id) is not None


def _titles(session: Session, table: str, ids: Collection[int]) -> dict[int, str]:
    """Name records by the first of their columns that reads as a name."""
    model = _model(table)
    columns = model.__table__.columns.keys() if model is not None else []
    name = next((column for column in NAMING if column in columns), None)
    if model is None or name is None:
        return {}
    query = select(model.id, getattr(model, name)).where(model.id.in_(ids))
    return {row_id: str(title) for row_id, title in session.execute(query)}


def _keep(unit: Unit, digest: str, content: bytes) -> None:
    known = unit.session.scalar(select(File.id).where(File.digest == digest))
    if known is None:
        unit.session.add(File(digest=digest, content=content))
        unit.session.flush()


def _title(name: str) -> str:
    return (name.rpartition(".")[0] or name).replace("_", " ").strip() or name

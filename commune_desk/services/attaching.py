"""Attach a file to a record: what may come in, and how it is kept.

Apart from `attachments.py` for start-up time: here Pillow is brought in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.file_kinds import FileKind, is_program, kind_of
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.attachments import ATTACHMENT, model_of
from commune_desk.services.command import Command
from commune_desk.services.photographs import MILLION, PhotoLimits, reduced
from commune_desk.services.settings import whole_number
from commune_desk.storage.models import Attachment, File

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit

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


def _exists(unit: Unit, table: str, row_id: int) -> bool:
    model = model_of(table)
    return model is not None and unit.session.get(model, row_id) is not None


def _keep(unit: Unit, digest: str, content: bytes) -> None:
    known = unit.session.scalar(select(File.id).where(File.digest == digest))
    if known is None:
        unit.session.add(File(digest=digest, content=content))
        unit.session.flush()


def _title(name: str) -> str:
    return (name.rpartition(".")[0] or name).replace("_", " ").strip() or name

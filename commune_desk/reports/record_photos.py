"""The photographs of a record, ready for a paper: before, during, after the works."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.attachments import AttachmentKind, PhotoStage
from commune_desk.domain.errors import Rejected
from commune_desk.reports.blocks import Photo
from commune_desk.services.attachments import content_of, of_record

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.attachments import AttachmentRow

_ORDER = {stage: place for place, stage in enumerate(PhotoStage)}


def photos_of(session: Session, table: str, row_id: int) -> tuple[Photo, ...]:
    """Give the photographs of a record by stage, then by date.

    One whose bytes are no longer whole keeps its place, and the paper says so.
    """
    rows = [
        row
        for row in of_record(session, table, row_id)
        if row.kind is AttachmentKind.PHOTO
    ]
    return tuple(
        Photo(_content(session, row), row.title, row.stage, row.dated)
        for row in sorted(rows, key=_place)
    )


def _place(row: AttachmentRow) -> tuple[int, dt.date, int]:
    stage = _ORDER[row.stage] if row.stage is not None else len(_ORDER)
    return stage, row.dated or dt.date.max, row.id


def _content(session: Session, row: AttachmentRow) -> bytes:
    try:
        return content_of(session, row.digest)
    except Rejected:
        return b""

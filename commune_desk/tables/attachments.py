"""Every attached file, wherever it hangs: the archive of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.attachments import AttachmentKind, PhotoStage
from commune_desk.domain.text import N_
from commune_desk.services.attachments import (
    ATTACHMENT,
    RECORDS,
    RemoveAttachments,
    ReviseAttachment,
    attachments,
)
from commune_desk.tables.choices import members
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from commune_desk.services.attachments import AttachmentRow

_paper = fields_of(ATTACHMENT, ReviseAttachment)


def _of(row: AttachmentRow) -> Any:
    return RECORDS.get(row.record_table, row.record_table)


ATTACHMENTS: Table[AttachmentRow] = Table(
    name="attachments",
    title=N_("Attached papers"),
    purpose=N_(
        "Every paper and photograph of the dossier; drop a file here, or at its record."
    ),
    rows=attachments,
    reads={"attachments": "id"},
    columns=always(
        _paper("title", width=28),
        _paper("kind", Kind.CHOICE, width=18, choices=members(AttachmentKind)),
        _paper(
            "stage", Kind.CHOICE, width=18, choices=members(PhotoStage), shown=False
        ),
        _paper("dated", Kind.DATE, width=12),
        _paper("number", width=19),
        Column("record", N_("Attached to"), _of, width=17),
        Column("of", N_("Record"), lambda x: x.of, width=28),
        Column("size", N_("Size (kB)"), lambda x: x.kilobytes, Kind.INTEGER, 10),
        Column("name", N_("File"), lambda x: x.name, width=22),
        _paper("note", width=24, shown=False),
        Column("digest", N_("Digest"), lambda x: x.digest, width=24, shown=False),
    ),
    remove=lambda rows: RemoveAttachments(tuple(row.id for row in rows)),
    record="attachments",
    row_title=lambda row: row.title,
    empty=N_("No paper attached yet."),
)

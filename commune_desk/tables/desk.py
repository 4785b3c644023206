"""What the desk says of itself: its journal and what the rules found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.history import entries
from commune_desk.services.removed import removed
from commune_desk.services.review import finding_rows
from commune_desk.storage.models import Base
from commune_desk.storage.recorder import UNRECORDED
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from commune_desk.services.history import EntryRow
    from commune_desk.services.removed import RemovedRow
    from commune_desk.services.review import FindingRow

JOURNAL: Table[EntryRow] = Table(
    name="journal",
    title=N_("Journal"),
    purpose=N_("Everything that was done, by whom and when; nothing is ever erased."),
    rows=entries,
    reads=dict.fromkeys(sorted(set(Base.metadata.tables) - UNRECORDED)),
    columns=always(
        Column("id", N_("No."), lambda x: x.id, Kind.INTEGER, 8),
        Column("at", N_("When"), lambda x: x.at, Kind.TEXT, 18),
        Column("actor", N_("Who"), lambda x: x.actor, Kind.TEXT, 26),
        Column("act", N_("Kind"), lambda x: x.act, Kind.TEXT, 20),
        Column("label", N_("What was done"), lambda x: x.label, Kind.TEXT, 50),
        Column("rows", N_("Rows"), lambda x: x.rows, Kind.INTEGER, 8),
        Column("seal", N_("Seal"), lambda x: x.seal[:12], Kind.CODE, 16),
    ),
    row_title=lambda row: str(row.id),
)  # fmt: skip

REMOVED: Table[RemovedRow] = Table(
    name="removed",
    title=N_("Bin"),
    purpose=N_("What was removed, by whom and when; each act can be put back whole."),
    rows=removed,
    reads=JOURNAL.reads,
    columns=always(
        Column("id", N_("No."), lambda x: x.id, Kind.INTEGER, 8),
        Column("at", N_("When"), lambda x: x.at, Kind.TEXT, 18),
        Column("actor", N_("Who"), lambda x: x.actor, Kind.TEXT, 18),
        Column("act", N_("What was done"), lambda x: x.act, Kind.TEXT, 36),
        Column("records", N_("What was removed"), lambda x: x.named, Kind.TEXT, 60),
        Column("count", N_("Records"), lambda x: x.count, Kind.INTEGER, 8),
    ),
    row_title=lambda row: row.records[0],
    empty=N_("Nothing was removed that is not back."),
)  # fmt: skip

FINDINGS: Table[FindingRow] = Table(
    name="findings",
    title=N_("Findings"),
    purpose=N_("What the rules found; nothing is corrected in silence."),
    rows=finding_rows,
    reads=JOURNAL.reads,
    columns=always(
        Column("severity", N_("State"), lambda x: x.issue.severity, Kind.TEXT, 14),
        Column("text", N_("Finding"), lambda x: x.issue.text, Kind.TEXT, 90),
        Column("code", N_("Rule"), lambda x: x.issue.code, Kind.CODE, 10),
    ),
    empty=N_("The rules found nothing to settle."),
)

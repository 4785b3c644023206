"""The packages that came, the region's remarks, and its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.services.region.lists import SettleRemark
from commune_desk.services.region.queries.board import Package, packages
from commune_desk.services.region.queries.written import RemarkRow, entries, remarks
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.region.queries.acts import Act
    from commune_desk.services.scope import Scope

READS = {"received": None, "communes": None, "chosen_sources": None}


def received(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[Package]:
    """List the packages of the year, the last that came first."""
    found = [p for p in packages(session, scope.year) if ids is None or p.id in ids]
    return found[::-1]


def standing(package: Package) -> Text:
    """Say what is done with a package."""
    if package.aside:
        return N_("waits: two databases")
    if package.is_current and package.partial:
        return N_("read, its tables only")
    if package.is_current:
        return N_("read")
    return N_("kept, older") if package.late else N_("kept, replaced")


def _remarkable(package: Package) -> Text | None:
    return N_("the one before never came") if package.gap else None


RECEIVED_PACKAGES: Table[Package] = Table(
    name="region-received",
    title=N_("Packages received"),
    purpose=N_("Every package that came, and whether its figures are those read."),
    rows=received,
    reads=READS,
    columns=always(
        Column("received_at", N_("Received"), lambda x: x.received_at, width=17),
        Column("code", N_("Code"), lambda x: x.commune_code, Kind.CODE, 12),
        Column("commune", N_("Commune"), lambda x: x.commune, width=22),
        Column("sequence", N_("No."), lambda x: x.sequence, Kind.INTEGER, 6),
        Column("stage", N_("Tells of"), lambda x: x.stage, width=18),
        Column("period", N_("Period"), lambda x: x.period, width=12),
        Column("until", N_("Up to"), lambda x: x.until, Kind.DATE, 11),
        Column("standing", N_("Whose word"), lambda x: x.standing, width=18),
        Column("state", N_("What is read"), standing, width=20),
        Column("gap", N_("Remark"), _remarkable, width=24),
        Column("signed", N_("Signature"), lambda x: x.signed, width=18),
        Column("bytes", N_("Bytes"), lambda x: x.bytes, Kind.INTEGER, 9),
        Column(
            "source", N_("Database"), lambda x: x.source, Kind.CODE, 12, shown=False
        ),
        Column("sha256", N_("SHA-256"), lambda x: x.sha256, Kind.CODE, 20, shown=False),
        Column("actor", N_("By"), lambda x: x.actor, width=14, shown=False),
    ),
    row_title=lambda row: f"{row.commune} – {row.year} – {row.sequence}",
    empty=N_("Nothing of this year has come yet: receive the files of the communes."),
    year_bound=True,
)

REMARKS_TABLE: Table[RemarkRow] = Table(
    name="region-remarks",
    title=N_("Remarks"),
    purpose=N_("What the region remarks; it goes back to the commune as a text."),
    rows=remarks,
    reads={"annotations": None, "communes": None},
    columns=always(
        Column("code", N_("Code"), lambda x: x.remark.commune_code, Kind.CODE, 12),
        Column("commune", N_("Commune"), lambda x: x.commune, width=22),
        Column("subject", N_("Subject"), lambda x: x.remark.subject, width=22),
        Column("words", N_("Remark"), lambda x: x.remark.words, width=50),
        Column(
            "written_at",
            N_("Written"),
            lambda x: x.remark.written_at.astimezone(),
            width=17,
        ),
        Column("actor", N_("By"), lambda x: x.remark.actor, width=14),
        Column(
            "settled",
            N_("Settled"),
            lambda x: x.remark.settled,
            Kind.FLAG,
            8,
            edit=lambda row, value: SettleRemark(
                row.remark.commune_code, row.id, settled=bool(value)
            ),
        ),
    ),
    row_title=lambda row: row.commune,
    empty=N_("No remark on this year."),
    year_bound=True,
)

JOURNAL: Table[Act] = Table(
    name="region-journal",
    title=N_("Journal"),
    purpose=N_("Everything that was done, by whom and when; nothing is ever erased."),
    rows=entries,
    reads={"journal": None, "received": None, "annotations": None},
    columns=always(
        Column("id", N_("No."), lambda x: x.id, Kind.INTEGER, 8),
        Column("at", N_("When"), lambda x: x.at.astimezone(), width=17),
        Column("actor", N_("Who"), lambda x: x.actor, width=18),
        Column("commune", N_("Commune"), lambda x: x.commune_code, Kind.CODE, 14),
        Column("label", N_("What was done"), lambda x: x.label, width=56),
        Column("seal", N_("Seal"), lambda x: x.seal[:12], Kind.CODE, 16),
    ),
    row_title=lambda row: str(row.id),
)

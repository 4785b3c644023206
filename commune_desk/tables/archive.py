"""What the archive should hold: papers asked for, and papers that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.agreements import AgreementState
from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.services.attachments import RECORDS
from commune_desk.services.missing_papers import missing_papers
from commune_desk.services.procedure_papers import (
    PROCEDURE_PAPER,
    PROCEDURES,
    AddProcedurePaper,
    RemoveProcedurePapers,
    ReviseProcedurePaper,
    procedure_papers,
)
from commune_desk.services.procurement_steps import template
from commune_desk.tables.choices import members
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.missing_papers import MissingRow
    from commune_desk.services.procedure_papers import ProcedurePaperRow
    from commune_desk.services.scope import Scope

_paper = fields_of(PROCEDURE_PAPER, ReviseProcedurePaper)


def procedure_choices(_: Session, __: Scope) -> Sequence[Choice]:
    """Offer the procedures under their names."""
    return [Choice(name, RECORDS[name], (name,)) for name in PROCEDURES]


def step_choices(_: Session, __: Scope) -> Sequence[Choice]:
    """Offer the steps of contracts, then the states of agreements and projects."""
    steps = [Choice(each.key, each.title, (each.key,)) for each in template()]
    states = [
        Choice(str(state.value), NAMES[state], (str(state.value),))
        for kind in (AgreementState, MicroState)
        for state in kind
    ]
    return [*steps, *states]


READ = (
    *PROCEDURES,
    "attachments",
    "procedure_papers",
    "procurement_steps",
    "committee_acts",
    "bodies",
    "settings",
)
"""Database tables from which it follows what is missing."""

PROCEDURE_PAPERS: Table[ProcedurePaperRow] = Table(
    name="procedure_papers",
    title=N_("Papers asked for"),
    purpose=N_("Which paper each procedure should leave in the archive, and why."),
    rows=procedure_papers,
    reads={"procedure_papers": "id"},
    columns=always(
        _paper("record_table", Kind.CHOICE, width=24, choices=procedure_choices),
        _paper("title", width=40),
        _paper("kind", Kind.CHOICE, width=20, choices=members(AttachmentKind)),
        _paper(
            "state",
            Kind.CHOICE,
            width=22,
            choices=step_choices,
            note=N_("Empty: from the beginning on."),
        ),
        _paper("legal", width=44),
        _paper(
            "sure",
            Kind.FLAG,
            width=7,
            note=N_("“no”: a working proposal, to be verified."),
        ),
        _paper("active", Kind.FLAG, width=8),
    ),
    identity=("record_table", "title"),
    add=lambda _, values: AddProcedurePaper(known(values)),
    remove=lambda rows: RemoveProcedurePapers(tuple(row.id for row in rows)),
    record="procedure_papers",
    required=frozenset({"record_table", "title", "kind"}),
    row_title=lambda row: row.title,
    empty=N_("No paper is asked for yet."),
)
MISSING: Table[MissingRow] = Table(
    name="missing_papers",
    title=N_("What is missing"),
    purpose=N_("The papers that procedures ask for and that no record holds yet."),
    rows=missing_papers,
    reads=dict.fromkeys(READ),
    columns=always(
        Column(
            "procedure", N_("Procedure"), lambda x: x.procedure, width=24, shown=False
        ),
        Column("name", N_("Record"), lambda row: row.name, width=46),
        Column("on", N_("Date"), lambda row: row.on, Kind.DATE, 12),
        Column("paper", N_("Paper that is missing"), lambda x: x.paper, width=38),
        Column("kind", N_("Kind"), lambda x: NAMES[x.kind], width=22, shown=False),
        Column("legal", N_("Text"), lambda row: row.legal, width=40, shown=False),
        Column("sure", N_("Sure"), lambda row: row.sure, Kind.FLAG, 7, shown=False),
    ),
    levels=(Level(lambda row: PROCEDURES.index(row.table), lambda row: row.procedure),),
    row_title=lambda row: f"{row.name} – {row.paper}",
    empty=N_("Nothing is missing: every paper asked for is there."),
    fills=("missing-papers",),
)

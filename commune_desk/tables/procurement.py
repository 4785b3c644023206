"""The tables of contracts: the register, the steps, the thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import ProcurementKind
from commune_desk.domain.names import NAMES
from commune_desk.domain.procurement import AWARD
from commune_desk.domain.text import N_
from commune_desk.services.procurement_lists import contract_titles, procurements
from commune_desk.services.procurement_steps import (
    STEP,
    AddContractStep,
    RemoveContractSteps,
    ReviseContractStep,
    contract_steps,
)
from commune_desk.services.procurement_thresholds import (
    THRESHOLD,
    AddThreshold,
    RemoveThresholds,
    ReviseThreshold,
    procedures,
    thresholds,
)
from commune_desk.services.procurements import (
    PROCUREMENT,
    AddProcurement,
    RemoveProcurements,
    ReviseProcurement,
)
from commune_desk.tables.choices import members
from commune_desk.tables.fields import fields_of
from commune_desk.tables.owners import known_actions
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.procurement_lists import ProcurementRow
    from commune_desk.services.procurement_steps import StepRow
    from commune_desk.services.procurement_thresholds import ThresholdRow
    from commune_desk.services.records import Add
    from commune_desk.services.scope import Scope

_contract = fields_of(PROCUREMENT, ReviseProcurement)
_step = fields_of(STEP, ReviseContractStep)
_threshold = fields_of(THRESHOLD, ReviseThreshold)

KIND_ORDER = tuple(ProcurementKind)
KINDS = members(
    ProcurementKind,
    {
        ProcurementKind.SERVICES: ("services", "services courants"),
        ProcurementKind.INTELLECTUAL: ("prestations", "études"),
    },
)


def procedure_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the procedures that thresholds name."""
    return [Choice(name, name) for name in procedures(session)]


def contract_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the contracts: “M-2026-001 Trois salles de classe (2026)”."""
    return [
        Choice(row_id, f"{reference} {object_} ({year})", (reference,))
        for row_id, year, reference, object_ in contract_titles(session)
    ]


def _adding(command: type[Add]) -> Callable[[Scope, Mapping[str, Any]], Command[int]]:
    return lambda _, values: command({k: v for k, v in values.items() if v is not None})


def _add_contract(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = {key: value for key, value in values.items() if value is not None}
    return AddProcurement({"year": scope.year, **given})


PROCUREMENTS: Table[ProcurementRow] = Table(
    name="procurements",
    title=N_("Contracts"),
    purpose=N_("Each contract from its plan to the release of the guarantee."),
    rows=procurements,
    reads={
        "procurements": "id",
        "procurement_steps": None,
        "procurement_thresholds": None,
        "operations": None,
        "ledger_entries": None,
        "parties": None,
        "actions": None,
        "settings": None,
    },
    columns=always(
        _contract("reference", width=13),
        _contract("object", width=30),
        Column("state", N_("Last step done"), lambda x: x.state, width=20),
        _contract("estimate", Kind.MONEY, width=14, adds=True, shown=False),
        _contract("amount", Kind.MONEY, width=14, adds=True),
        Column(
            "paid", N_("Paid"), lambda x: x.paid, Kind.MONEY, 13, adds=True, shown=False
        ),
        Column("left", N_("Left to pay"), lambda x: x.left, Kind.MONEY, 13, adds=True),
        Column("late", N_("Days late"), lambda x: x.late, Kind.INTEGER, 9),
        _contract("kind", Kind.CHOICE, width=14, choices=KINDS, shown=False),
        _contract(
            "procedure",
            Kind.CHOICE,
            width=22,
            choices=procedure_choices,
            shown=False,
        ),
        Column(
            "asked",
            N_("Procedure asked for"),
            lambda x: x.asked.procedure if x.asked else None,
            width=22,
            shown=False,
            note=N_("By the thresholds in force when it began: to be verified."),
        ),
        _contract("supplier", width=24, shown=False),
        _contract(
            "action_id", Kind.CHOICE, width=30, choices=known_actions, shown=False
        ),
        _contract("delay_days", Kind.INTEGER, width=9, shown=False),
        _contract("guarantee", Kind.SHARE, width=9, shown=False),
        Column(
            "retained",
            N_("Guarantee retained"),
            lambda x: x.retained,
            Kind.MONEY,
            13,
            adds=True,
            shown=False,
        ),
        Column(
            "committed",
            N_("Committed"),
            lambda x: x.committed,
            Kind.MONEY,
            13,
            adds=True,
            shown=False,
        ),
        Column(
            "ordered",
            N_("Ordered for payment"),
            lambda x: x.ordered,
            Kind.MONEY,
            13,
            adds=True,
            shown=False,
        ),
        Column("next", N_("Next step"), lambda x: x.next, width=22, shown=False),
        Column(
            "next_on",
            N_("Planned for"),
            lambda x: x.next_on,
            Kind.DATE,
            12,
            shown=False,
        ),
        _contract("year", Kind.YEAR, width=8, shown=False),
        _contract("note", width=24, shown=False),
    ),
    levels=(
        Level(lambda x: -x.year, lambda x: N_("Contracts of {year}", year=str(x.year))),
    ),
    identity=("year", "reference"),
    likeness=("reference",),
    add=_add_contract,
    remove=lambda rows: RemoveProcurements(tuple(row.id for row in rows)),
    record="procurements",
    required=frozenset({"object", "kind"}),
    row_title=lambda row: f"{row.reference}  {row.object}",
    empty=N_("No contract in this year yet."),
    fills=("procurement-plan", "procurement-register", "procurement-sheets"),
    year_bound=True,
)

PROCUREMENT_STEPS: Table[StepRow] = Table(
    name="procurement_steps",
    title=N_("Steps of contracts"),
    purpose=N_("Every step with its planned and its real day; they may be filled in."),
    rows=contract_steps,
    reads={"procurement_steps": "id", "procurements": None},
    columns=always(
        _step(
            "procurement_id",
            Kind.CHOICE,
            width=30,
            choices=contract_choices,
            shown=False,
        ),
        _step("title", width=40),
        _step("planned_on", Kind.DATE, width=12),
        _step("done_on", Kind.DATE, width=12),
        _step("note", width=30),
        _step("position", Kind.INTEGER, width=7, shown=False),
    ),
    levels=(
        Level(lambda x: (-x.year, x.reference), lambda x: f"{x.reference}  {x.object}"),
    ),
    identity=("procurement_id", "title"),
    add=_adding(AddContractStep),
    remove=lambda rows: RemoveContractSteps(tuple(row.id for row in rows)),
    record="procurement_steps",
    required=frozenset({"procurement_id", "title"}),
    row_title=lambda row: f"{row.reference}  {row.title}",
    empty=N_("No step yet: they are laid out from the sheet of a contract."),
    fills=("procurement-register", "procurement-sheets"),
)

AWARD_SHEET: Table[ProcurementRow] = replace(
    PROCUREMENTS,
    columns=always(
        _contract("supplier", width=24),
        _contract("amount", Kind.MONEY, width=14),
        Column("on", N_("Awarded on"), lambda x: x.contract.done(AWARD), Kind.DATE),
    ),
)
"""What is asked when a contract is awarded: no table of its own."""

THRESHOLDS: Table[ThresholdRow] = Table(
    name="procurement_thresholds",
    title=N_("Thresholds"),
    purpose=N_(
        "From which sum on which procedure; from memory, to be verified and replaced."
    ),
    rows=thresholds,
    reads={"procurement_thresholds": "id"},
    columns=always(
        _threshold("kind", Kind.CHOICE, width=24, choices=KINDS, shown=False),
        _threshold("procedure", width=30),
        _threshold("lowest", Kind.MONEY, width=14),
        _threshold("highest", Kind.MONEY, width=14),
        _threshold("valid_from", Kind.DATE, width=12),
        _threshold("sure", Kind.FLAG, width=9),
        _threshold("legal", width=44),
    ),
    levels=(Level(lambda x: KIND_ORDER.index(x.kind), lambda x: NAMES[x.kind]),),
    identity=("kind", "procedure", "valid_from"),
    add=_adding(AddThreshold),
    remove=lambda rows: RemoveThresholds(tuple(row.id for row in rows)),
    record="procurement_thresholds",
    required=frozenset({"kind", "procedure", "lowest"}),
    row_title=lambda row: str(row.procedure),
    empty=N_("No threshold: no procedure can be proposed."),
    fills=("procurement-plan",),
    one_sum=False,
)

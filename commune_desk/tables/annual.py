"""The annual plans: their lines, and the list from which the next one is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.annual import SetAnnualAmount, TickActions, UntickActions
from commune_desk.services.annual_lines import (
    LINE,
    AddAnnualLine,
    RemoveAnnualLines,
    ReviseAnnualLine,
    annual_lines,
    candidates,
)
from commune_desk.tables.actions import ACTIONS, LEVELS, under
from commune_desk.tables.choices import action_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.followup import BOOKS
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.money import Money
    from commune_desk.services.annual_lines import AnnualLineRow, CandidateRow
    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope

_line = fields_of(LINE, ReviseAnnualLine)


def _add(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddAnnualLine({k: v for k, v in values.items() if v is not None})


ANNUAL_LINES: Table[AnnualLineRow] = Table(
    name="annual-lines",
    title=N_("Lines of the PIA"),
    purpose=N_("What each annual plan holds, year after year, and what was put off."),
    rows=annual_lines,
    reads={"annual_lines": "id", "actions": None, "action_costs": None},
    columns=always(
        _line("action_id", Kind.CHOICE, width=52, choices=action_choices),
        _line("year", Kind.YEAR, width=7, shown=False),
        _line("amount", Kind.MONEY, width=16, adds=True),
        Column(
            "planned",
            N_("Cost in the PIP"),
            lambda x: x.planned,
            Kind.MONEY,
            16,
            adds=True,
        ),
        _line("carried_from", Kind.YEAR, width=12, also=("Reporté de",)),
        _line("reason", width=34),
    ),
    levels=(Level(lambda x: x.year, lambda x: N_("PIA {year}", year=str(x.year))),),
    identity=("action_id", "year"),
    add=_add,
    remove=lambda rows: RemoveAnnualLines(tuple(row.id for row in rows)),
    record="annual_lines",
    required=frozenset({"action_id", "year", "amount"}),
    row_title=lambda row: f"{row.code}  {row.year}",
    empty=N_("No annual plan was ticked yet."),
    fills=("pia",),
)


def _tick(row: CandidateRow, ticked: object) -> Command[Any]:
    ids = (row.id,)
    return TickActions(ids, row.year) if ticked else UntickActions(ids, row.year)


def _amount(row: CandidateRow, amount: Money | None) -> Command[Any]:
    return SetAnnualAmount(row.id, row.year, amount)


def _candidate(scope: Scope) -> tuple[Column[CandidateRow], ...]:
    year = str(scope.year)
    return (
        Column("ticked", N_("PIA"), lambda x: x.ticked, Kind.FLAG, 8, edit=_tick),
        Column("code", N_("No."), lambda x: x.action.code, Kind.CODE, 7),
        Column("title", N_("Action"), lambda x: x.action.title, Kind.TEXT, 40),
        Column("places", N_("Place"), lambda x: x.action.places, Kind.PLACES, 18),
        Column(
            "planned",
            N_("PIP cost {year}", year=year),
            lambda x: x.planned,
            Kind.MONEY,
            14,
            adds=True,
        ),
        Column(
            "annual",
            N_("PIA cost {year}", year=year),
            lambda x: x.annual,
            Kind.MONEY,
            14,
            edit=_amount,
            adds=True,
            note=N_("A figure ticks the action; nothing takes it out."),
        ),
        Column(
            "left",
            N_("Left before {year}", year=year),
            lambda x: x.left,
            Kind.MONEY,
            14,
            adds=True,
            note=N_("Cost of earlier years that was not paid, of actions not done."),
        ),
        Column(
            "coverage",
            N_("Secured"),
            lambda x: x.coverage,
            Kind.COVERAGE,
            14,
            adds=True,
        ),
        Column(
            "state",
            N_("State"),
            lambda x: x.action.state,
            Kind.TEXT,
            14,
            shown=False,
        ),
    )


PREPARATION: Table[CandidateRow] = Table(
    name="pia-preparation",
    title=N_("Draw up the PIA"),
    purpose=N_("Tick what the year takes in: the sums follow against the envelopes."),
    rows=candidates,
    reads={**ACTIONS.reads, "progress": None, **BOOKS},
    columns=_candidate,
    levels=tuple(map(under, LEVELS)),
    identity=("code",),
    row_title=lambda row: f"{row.action.code}  {row.action.title}",
    empty=N_("No action has a cost in this year, and none is left of earlier years."),
    fills=("pia",),
    record="annual candidates",
    year_bound=True,
)

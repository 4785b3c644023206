"""The tables that shape a plan: plans, axes, objectives, sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.strategy import Tags
from commune_desk.domain.text import N_
from commune_desk.services.plan_lists import axes, objectives, plans, sectors
from commune_desk.services.plans import (
    AXIS,
    OBJECTIVE,
    PLAN,
    SECTOR,
    AddAxis,
    AddObjective,
    AddPlan,
    AddSector,
    RemoveAxes,
    RemoveObjectives,
    RemovePlans,
    RemoveSectors,
    ReviseAxis,
    ReviseObjective,
    RevisePlan,
    ReviseSector,
)
from commune_desk.services.themes import TagObjective
from commune_desk.tables.choices import (
    axis_choices,
    head_sector_choices,
    sector_choices,
    theme_choices,
)
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commune_desk.services.command import Command
    from commune_desk.services.plan_lists import (
        AxisRow,
        ObjectiveRow,
        PlanRow,
        SectorRow,
    )
    from commune_desk.services.records import Add
    from commune_desk.services.scope import Scope

_plan, _axis = fields_of(PLAN, RevisePlan), fields_of(AXIS, ReviseAxis)
_objective = fields_of(OBJECTIVE, ReviseObjective)
_sector = fields_of(SECTOR, ReviseSector)


def _adding(command: type[Add]) -> Callable[[Scope, Mapping[str, Any]], Command[int]]:
    return lambda _, values: command({k: v for k, v in values.items() if v is not None})


def _add_objective(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    own = {k: v for k, v in values.items() if k != "policies" and v is not None}
    return AddObjective(own, values.get("policies") or Tags())


def _add_axis(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddAxis({"plan_id": scope.plan_id, **values})


PLANS: Table[PlanRow] = Table(
    name="plans",
    title=N_("Plans"),
    purpose=N_("Each plan with its years, its adoption and its announced cost."),
    rows=plans,
    reads={"plans": "id", "actions": "plan_id"},
    columns=always(
        _plan("title", width=40),
        _plan("first_year", Kind.YEAR, width=9),
        _plan("years", Kind.INTEGER, width=7),
        _plan("version", Kind.INTEGER, width=8),
        _plan("adopted_on", Kind.DATE, width=12),
        _plan("deliberation", width=18),
        _plan("announced", Kind.MONEY, width=16),
        Column("archived", N_("Archived"), lambda x: x.archived, Kind.FLAG, 10),
        Column("actions", N_("Actions"), lambda x: x.actions, Kind.INTEGER, 8),
        _plan("vision", width=60, shown=False),
        _plan("note", width=30, shown=False),
    ),
    identity=("first_year", "version"),
    add=_adding(AddPlan),
    remove=lambda rows: RemovePlans(tuple(row.id for row in rows)),
    record="plans",
    required=frozenset({"title", "first_year"}),
    row_title=lambda row: row.title,
    empty=N_("No plan yet."),
    fills=("pia", "pip", "financing"),
)

AXES: Table[AxisRow] = Table(
    name="axes",
    title=N_("Axes"),
    purpose=N_("The few great directions of the plan."),
    rows=axes,
    reads={"axes": "id"},
    columns=always(
        _axis("number", Kind.INTEGER, width=6),
        _axis("title", width=40),
        _axis("aim", width=40, also=("Objectif général",)),
    ),
    identity=("number",),
    add=_add_axis,
    remove=lambda rows: RemoveAxes(tuple(row.id for row in rows)),
    record="axes",
    required=frozenset({"number", "title"}),
    row_title=lambda row: f"{row.number} {row.title}",
    empty=N_("No axis yet."),
    fills=("pip",),
)

OBJECTIVES: Table[ObjectiveRow] = Table(
    name="objectives",
    title=N_("Objectives"),
    purpose=N_("What each axis wants for a sector; it heads the sector in the PIA."),
    rows=objectives,
    reads={
        "objectives": "id",
        "objective_themes": "objective_id",
        "axes": None,
        "sectors": None,
        "themes": None,
    },
    columns=always(
        _objective("title", width=60),
        _objective("axis_id", Kind.CHOICE, width=28, choices=axis_choices, shown=False),
        _objective("sector_id", Kind.CHOICE, width=28, choices=sector_choices),
        Column(
            "policies",
            N_("Policies and goals"),
            lambda x: x.policies,
            Kind.TAGS,
            30,
            edit=lambda row, value: TagObjective(row.id, value or Tags()),
            choices=theme_choices,
            shown=False,
            note=N_("National policies and goals, separated by semicolons."),
        ),
    ),
    levels=(Level(lambda x: x.axis_number, lambda x: f"{x.axis_number} {x.axis}"),),
    identity=("title",),
    add=_add_objective,
    remove=lambda rows: RemoveObjectives(tuple(row.id for row in rows)),
    record="objectives",
    required=frozenset({"title", "axis_id", "sector_id"}),
    row_title=lambda row: row.title,
    empty=N_("No objective yet."),
    fills=("pia",),
)

SECTORS: Table[SectorRow] = Table(
    name="sectors",
    title=N_("Sectors"),
    purpose=N_(
        "The list by which actions are classed; codes stay stable for the region."
    ),
    rows=sectors,
    reads={"sectors": None, "actions": "sector_id"},
    columns=always(
        _sector("code", Kind.CODE, width=8),
        _sector("title", width=48),
        _sector(
            "parent_id",
            Kind.CHOICE,
            width=36,
            choices=head_sector_choices,
            shown=False,
        ),
        _sector("domain", width=18),
        Column(
            "actions", N_("Actions"), lambda x: x.actions, Kind.INTEGER, 8, adds=True
        ),
    ),
    levels=(
        Level(
            lambda x: x.parent_code or x.code,
            lambda x: f"{x.parent_code or x.code} {x.parent or x.title}",
        ),
    ),
    identity=("code",),
    add=_adding(AddSector),
    remove=lambda rows: RemoveSectors(tuple(row.id for row in rows)),
    record="sectors",
    required=frozenset({"code", "title"}),
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("No sector yet."),
    fills=("pia", "pip"),
)

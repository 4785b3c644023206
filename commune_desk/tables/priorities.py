"""The tables of the ranking: criteria, and the grid of actions × criteria.

Columns of `planning.md` T2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.places import Places
from commune_desk.domain.text import N_
from commune_desk.services.actions import ACTION, PlaceAction, ReviseAction
from commune_desk.services.priorities import (
    CRITERION,
    AddCriterion,
    AddProposal,
    MarkAction,
    RemoveCriteria,
    ReviseCriterion,
)
from commune_desk.services.priority_grid import criteria, priorities
from commune_desk.tables.choices import DECISIONS, sector_choices, village_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.ranking import Measure
    from commune_desk.services.command import Command
    from commune_desk.services.priority_grid import CriterionRow, PriorityRow
    from commune_desk.services.scope import Scope

_criterion = fields_of(CRITERION, ReviseCriterion)
_action = fields_of(ACTION, ReviseAction)


def _add_criterion(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    known = {key: value for key, value in values.items() if value is not None}
    return AddCriterion({"weight": 1, "top": 3, "plan_id": scope.plan_id or 0, **known})


CRITERIA: Table[CriterionRow] = Table(
    name="criteria",
    title=N_("Criteria of the ranking"),
    purpose=N_(
        "By what proposals are ranked, and how much each weighs;"
        " other weights are compared side by side."
    ),
    rows=criteria,
    reads={"criteria": "id"},
    columns=always(
        _criterion("number", Kind.INTEGER, width=6, also=("N°",)),
        _criterion("title", width=48),
        _criterion("weight", Kind.INTEGER, width=8, adds=True),
        _criterion("other_weight", Kind.INTEGER, width=8, adds=True),
        _criterion("top", Kind.INTEGER, width=10),
        _criterion("note", width=40),
    ),
    identity=("number",),
    add=_add_criterion,
    remove=lambda rows: RemoveCriteria(tuple(row.id for row in rows)),
    record="criteria",
    required=frozenset({"number", "title"}),
    row_title=lambda row: f"{row.number} {row.title}",
    empty=N_("No criterion in this plan yet."),
    fills=("priority-grid",),
)


def _mark(measure: Measure) -> Column[PriorityRow]:
    key = measure.id
    return Column(
        f"c{measure.number}",
        measure.name,
        lambda x: x.marks.get(key),
        Kind.INTEGER,
        5,
        edit=lambda row, mark: MarkAction(row.id, key, mark),
        also=(measure.title, f"Critère {measure.number}"),
        note=N_(
            "{criterion}: marks 0 to {top}, weight {weight}.",
            criterion=measure.title,
            top=measure.top,
            weight=measure.weight,
        ),
    )


def _columns(scope: Scope) -> tuple[Column[PriorityRow], ...]:
    return (
        _action("code", Kind.CODE, width=6, also=("N°", "Numéro")),
        _action("title", width=22, also=("Action/projet", "Projet", "Action")),
        *map(_mark, scope.criteria),
        Column("total", N_("Total"), lambda x: x.total, Kind.INTEGER, 6),
        Column("rank", N_("Rank"), lambda x: x.rank, Kind.INTEGER, 6),
        Column(
            "other_rank", N_("Other rank"), lambda x: x.other_rank, Kind.INTEGER, 6,
            note=N_("The rank with the other weights."),
        ),
        Column("shift", N_("Change"), lambda x: x.shift, Kind.TEXT, 6),
        _action("decision_reason", width=12, also=("Motif",)),
        _action("decision", Kind.CHOICE, width=14, choices=DECISIONS),
        Column(
            "places",
            ACTION.fields["places"],
            lambda x: x.places,
            Kind.PLACES,
            16,
            edit=lambda row, value: PlaceAction(row.id, value or Places()),
            choices=village_choices,
            also=("Localisation", "Lieu", "Village"),
            shown=False,
        ),
        _action(
            "sector_id", Kind.CHOICE, width=24, choices=sector_choices, shown=False
        ),
        Column(
            "other_total", N_("Other total"), lambda x: x.other_total, Kind.INTEGER, 8,
            shown=False,
        ),
        Column("tie", N_("How the tie was broken"), lambda x: x.tie, Kind.TEXT, 30,
               shown=False),
    )  # fmt: skip


def _add(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    own = ("code", "title", "sector_id", "decision", "decision_reason")
    marks = {
        measure.id: values[f"c{measure.number}"]
        for measure in scope.criteria
        if values.get(f"c{measure.number}") is not None
    }
    return AddProposal(
        scope.plan_id or 0,
        {key: values[key] for key in own if values.get(key) is not None},
        values.get("places") or Places(),
        marks=marks,
    )


PRIORITIES: Table[PriorityRow] = Table(
    name="priorities",
    title=N_("Priorities"),
    purpose=N_("Marks give the rank; “kept” puts an action in the programme."),
    rows=priorities,
    reads=dict.fromkeys(
        ("scores", "criteria", "actions", "action_costs", "action_places", "villages")
    ),
    columns=_columns,
    identity=("code",),
    likeness=("title", "places"),
    add=_add,
    record="scores",
    past="actions",
    required=frozenset({"title", "sector_id"}),
    row_title=lambda row: f"{row.code}  {row.title}",
    empty=N_("Nothing to rank yet."),
    fills=("priority-grid",),
)

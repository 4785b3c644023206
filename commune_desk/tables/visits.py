"""Visits with the grid of self-assessment, and the grid itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committee_lights import ANSWERS
from commune_desk.domain.text import N_
from commune_desk.services.grid_lists import (
    CLASS,
    ITEM,
    AddGridClass,
    AddGridItem,
    RemoveGridClasses,
    RemoveGridItems,
    ReviseGridClass,
    ReviseGridItem,
    grid_classes,
    grid_items,
)
from commune_desk.services.visit_lists import visits
from commune_desk.services.visits import (
    GRID,
    VISIT,
    AddVisit,
    RemoveVisits,
    ReviseVisit,
    ScoreVisit,
)
from commune_desk.tables.committee_types import known
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.grid_lists import ClassRow, ItemRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.visit_lists import VisitRow

_visit = fields_of(VISIT, ReviseVisit)
_item = fields_of(ITEM, ReviseGridItem)
_class = fields_of(CLASS, ReviseGridClass)


VISITS: Table[VisitRow] = Table(
    name="visits",
    title=N_("Visits"),
    purpose=N_("Visits of the commune: class, trend, and what is still to be settled."),
    rows=visits,
    reads={
        "visits": "id",
        "grid_scores": None,
        "grid_items": None,
        "grid_classes": None,
        "committees": None,
        "committee_types": None,
        "settings": None,
    },
    columns=always(
        _visit("committee_id", Kind.CHOICE, width=30, choices=committee_choices),
        _visit("made_on", Kind.DATE, width=12),
        _visit("agent", width=18, shown=False),
        Column("total", N_("Points"), lambda row: row.total, Kind.INTEGER, 8),
        Column("class", N_("Class of the grid"), lambda row: row.class_title, width=18),
        Column("trend", N_("Trend"), lambda row: row.trend, width=14),
        _visit("deadline", Kind.DATE, width=12),
        Column("standing", N_("Follow-up"), lambda row: row.standing, width=20),
        _visit("remarks", width=44, shown=False),
        _visit("settled_on", Kind.DATE, width=12, shown=False),
        Column(
            GRID,
            N_("Points of the grid"),
            lambda row: row.grid,
            width=40,
            edit=lambda row, value: ScoreVisit(row.id, value),
            shown=False,
            note=N_("Number of the question = points: “1=2 2=1 3=0”."),
        ),
        _visit("note", width=24, shown=False),
    ),
    identity=("committee_id", "made_on"),
    add=lambda _, values: AddVisit(known(values)),
    remove=lambda rows: RemoveVisits(tuple(row.id for row in rows)),
    record="visits",
    required=frozenset({"committee_id", "made_on"}),
    row_title=lambda row: f"{row.committee} – {row.made_on:%d/%m/%Y}",
    empty=N_("No visit yet."),
    fills=("visit-sheet", "control-letter", "committee-ranking"),
)


def answer_choices(_session: Session, _scope: Scope) -> Sequence[Choice]:
    """Offer what the dossier can answer, under its names and keys."""
    return [Choice(key, title, (key,)) for key, title in ANSWERS.items()]


GRID_ITEMS: Table[ItemRow] = Table(
    name="grid_items",
    title=N_("Grid of visits"),
    purpose=N_("The questions of the grid, 0 to 2 points each; a working proposal."),
    rows=grid_items,
    reads={"grid_items": "id"},
    columns=always(
        _item("code", Kind.CODE, width=7),
        _item("theme", width=16),
        _item("title", width=56),
        _item("position", Kind.INTEGER, width=8),
        _item("key", Kind.CHOICE, width=26, choices=answer_choices),
        _item("valid_from", Kind.DATE, width=12),
        _item("active", Kind.FLAG, width=8),
        _item("source", width=24, shown=False),
    ),
    identity=("code", "valid_from"),
    add=lambda _, values: AddGridItem(known(values)),
    remove=lambda rows: RemoveGridItems(tuple(row.id for row in rows)),
    record="grid_items",
    required=frozenset({"code", "theme", "title"}),
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("The grid has no question yet."),
    fills=("visit-sheet",),
)

GRID_CLASSES: Table[ClassRow] = Table(
    name="grid_classes",
    title=N_("Classes of the grid"),
    purpose=N_("From how many points on a committee is in which class."),
    rows=grid_classes,
    reads={"grid_classes": "id"},
    columns=always(
        _class("lowest", Kind.INTEGER, width=10),
        _class("title", width=26),
        _class("source", width=50),
    ),
    identity=("lowest",),
    add=lambda _, values: AddGridClass(known(values)),
    remove=lambda rows: RemoveGridClasses(tuple(row.id for row in rows)),
    record="grid_classes",
    required=frozenset({"lowest", "title"}),
    row_title=lambda row: row.title,
    empty=N_("The grid has no class yet."),
    fills=("committee-ranking",),
)

"""The selections of papers that a commune saved for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.selections import (
    SELECTION,
    AddSelection,
    RemoveSelections,
    ReviseSelection,
    saved_selections,
)
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from commune_desk.services.selections import SelectionRow

_selection = fields_of(SELECTION, ReviseSelection)


SELECTIONS: Table[SelectionRow] = Table(
    name="print_selections",
    title=N_("Selections of papers"),
    purpose=N_(
        "Papers that are printed together, by their use, under their short names;"
        " they are ticked more easily under Documents."
    ),
    rows=saved_selections,
    reads={"print_selections": "id"},
    columns=always(
        _selection("name", width=28),
        _selection("title", width=32),
        _selection("session", Kind.FLAG, width=10),
        Column("titles", N_("What is in it"), lambda row: row.titles, width=70),
        _selection("papers", width=30, shown=False),
        _selection("note", width=24, shown=False),
    ),
    identity=("name",),
    add=lambda _, values: AddSelection(known(values)),
    remove=lambda rows: RemoveSelections(tuple(row.id for row in rows)),
    record="print_selections",
    required=frozenset({"name", "papers"}),
    row_title=lambda row: row.name,
)

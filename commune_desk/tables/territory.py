"""The tables of the territory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.territory import (
    COMMUNE,
    VILLAGE,
    AddCommune,
    AddVillage,
    RemoveCommunes,
    RemoveVillages,
    ReviseCommune,
    ReviseVillage,
    communes,
    villages,
)
from commune_desk.tables.choices import VILLAGE_KINDS
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope
    from commune_desk.services.territory import CommuneRow, VillageRow

_village = fields_of(VILLAGE, ReviseVillage)


def _add(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddVillage({k: v for k, v in values.items() if v is not None})


def _add_commune(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddCommune({k: v for k, v in values.items() if v is not None})


VILLAGES: Table[VillageRow] = Table(
    name="villages",
    title=N_("Villages"),
    purpose=N_("Where the commune acts: every action names its villages."),
    rows=villages,
    reads={"villages": "id", "action_places": "village_id"},
    columns=always(
        _village("name", width=26),
        _village("kind", Kind.CHOICE, width=10, choices=VILLAGE_KINDS),
        _village("aliases", width=26),
        _village("code", Kind.CODE, width=10),
        _village("population", Kind.INTEGER, width=11, adds=True),
        _village("population_year", Kind.YEAR, width=9),
        _village("households", Kind.INTEGER, width=9, adds=True),
        _village("zone", width=12, also=("Secteur du diagnostic",)),
        Column("actions", N_("Actions"), lambda x: x.actions, Kind.INTEGER, 8),
        _village("latitude", Kind.DECIMAL, width=10, shown=False),
        _village("longitude", Kind.DECIMAL, width=10, shown=False),
        _village("source", width=20, shown=False),
        _village("note", width=24, shown=False),
    ),
    identity=("name",),
    add=_add,
    remove=lambda rows: RemoveVillages(tuple(row.id for row in rows)),
    record="villages",
    required=frozenset({"name"}),
    row_title=lambda row: row.name,
    empty=N_("No village yet."),
    fills=("pia", "pip"),
)

_commune = fields_of(COMMUNE, ReviseCommune)

COMMUNES: Table[CommuneRow] = Table(
    name="communes",
    title=N_("Commune"),
    purpose=N_("Who we are on every paper, and the communes we work with."),
    rows=communes,
    reads={"communes": "id"},
    columns=always(
        _commune("name", width=24),
        _commune("code", Kind.CODE, width=12),
        _commune("code_list", width=20),
        _commune("region", width=14),
        _commune("cercle", width=14),
        _commune("arrondissement", width=14),
        _commune("population", Kind.INTEGER, width=11),
        _commune("population_year", Kind.YEAR, width=9),
        _commune("population_source", width=24, shown=False),
        _commune("note", width=24, shown=False),
    ),
    identity=("name",),
    add=_add_commune,
    remove=lambda rows: RemoveCommunes(tuple(row.id for row in rows)),
    record="communes",
    required=frozenset({"name"}),
    row_title=lambda row: row.name,
)

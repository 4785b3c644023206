"""The inventory: what the commune owns, in which state, and who is in charge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import AssetState
from commune_desk.domain.text import N_
from commune_desk.services.asset_lists import asset_expenses, assets
from commune_desk.services.assets import ASSET, AddAsset, RemoveAssets, ReviseAsset
from commune_desk.tables.choices import members, village_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.owners import known_actions
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.asset_lists import AssetRow
    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope

_asset = fields_of(ASSET, ReviseAsset)
GONE = N_("Left the inventory")
NO_VILLAGE = N_("Town hall, whole commune")
"""Where a thing stands that no village has."""


def expense_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the expenses of investment: “12 Trois salles de classe”."""
    return [
        Choice(row_id, f"{row_id} {object_}")
        for row_id, object_ in asset_expenses(session)
    ]


def _add(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddAsset({k: v for k, v in values.items() if v is not None})


ASSETS: Table[AssetRow] = Table(
    name="assets",
    title=N_("Inventory"),
    purpose=N_("What the commune owns, where, in which state, and who runs it."),
    rows=assets,
    reads={
        "assets": "id",
        "villages": None,
        "actions": None,
        "sectors": None,
        "operations": None,
        "ledger_entries": None,
    },
    columns=always(
        _asset("number", Kind.CODE, width=13),
        _asset("title", width=32),
        Column("kind", N_("Nature"), lambda x: x.kind, width=16),
        _asset(
            "state",
            Kind.CHOICE,
            width=20,
            choices=members(
                AssetState,
                {AssetState.BROKEN: ("en panne",), AssetState.GOOD: ("bon",)},
            ),
        ),
        Column(
            "held",
            N_("Value held"),
            lambda x: None if x.gone else x.value,
            Kind.MONEY,
            14,
            adds=True,
            note=N_("What left the inventory adds nothing."),
        ),
        _asset("committee", width=22),
        _asset(
            "village_id", Kind.CHOICE, width=18, choices=village_choices, shown=False
        ),
        _asset("acquired_on", Kind.DATE, width=12, shown=False),
        _asset("value", Kind.MONEY, width=14, shown=False),
        _asset("action_id", Kind.CHOICE, width=30, choices=known_actions, shown=False),
        _asset(
            "operation_id",
            Kind.CHOICE,
            width=30,
            choices=expense_choices,
            shown=False,
        ),
        _asset("disposed_on", Kind.DATE, width=12, shown=False),
        _asset("note", width=34, shown=False),
    ),
    levels=(
        Level(
            lambda x: (x.gone, not x.village, x.village),
            lambda x: GONE if x.gone else x.village or NO_VILLAGE,
        ),
    ),
    identity=("number",),
    likeness=("title", "village_id", "acquired_on"),
    add=_add,
    remove=lambda rows: RemoveAssets(tuple(row.id for row in rows)),
    record="assets",
    required=frozenset({"title"}),
    row_title=lambda row: f"{row.number}  {row.title}",
    empty=N_("Nothing is in the inventory yet."),
    fills=("inventory", "inventory-leaving"),
)

"""The actions of the plan: five years side by side, and one year in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.places import Places
from commune_desk.domain.strategy import Tags
from commune_desk.domain.text import N_, Text
from commune_desk.services.actions import (
    ACTION,
    AddAction,
    CostAction,
    DuplicateAction,
    FundAction,
    Gift,
    NamePartners,
    PlaceAction,
    RemoveActions,
    ReviseAction,
)
from commune_desk.services.annual import AddToYear, CostInYear
from commune_desk.services.plan_sums import (
    cost_of_all,
    coverage_of_all,
    given_by_all,
    total_of_all,
)
from commune_desk.services.programming import actions, programmed
from commune_desk.services.themes import TagAction
from commune_desk.tables.choices import (
    ACTION_KINDS,
    objective_choices,
    sector_choices,
    theme_choices,
    village_choices,
)
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Level, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.money import Money
    from commune_desk.services.command import Command
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope

_field = fields_of(ACTION, ReviseAction)

PLACES: Column[ActionRow] = Column(
    "places",
    ACTION.fields["places"],
    lambda x: x.places,
    Kind.PLACES,
    20,
    edit=lambda row, value: PlaceAction(row.id, value or Places()),
    choices=village_choices,
    also=("Localisation", "Lieu", "Site", "Village"),
    note=N_(
        "Villages separated by commas; “Commune” for all;"
        " any other place is kept as typed."
    ),
)
HEAD = (
    _field("code", Kind.CODE, width=7, also=("N°", "N", "Numéro")),
    _field(
        "title",
        width=42,
        also=(
            "Objectifs/Actions",
            "Objectifs / Actions",
            "Action",
            "Activité",
            "Projet",
        ),
    ),
    PLACES,
)
DETAIL: tuple[Column[ActionRow], ...] = (
    _field("sector_id", Kind.CHOICE, width=26, choices=sector_choices, shown=False),
    _field(
        "objective_id", Kind.CHOICE, width=30, choices=objective_choices, shown=False
    ),
    _field("kind", Kind.CHOICE, width=14, choices=ACTION_KINDS, shown=False),
    _field("quantity", Kind.INTEGER, width=9, shown=False),
    _field("unit", width=12, shown=False),
    _field("indicator", width=24, shown=False),
    _field("responsible", width=20, shown=False),
    Column(
        "unit_cost",
        N_("Cost of one unit"),
        lambda x: x.unit_cost,
        Kind.MONEY,
        13,
        shown=False,
    ),
    _field("note", width=24, shown=False),
    _field("source", width=24, shown=False),
    _field("women", Kind.INTEGER, width=9, shown=False),
    _field("men", Kind.INTEGER, width=9, shown=False),
    _field("starts_on", Kind.DATE, width=11, shown=False),
    _field("ends_on", Kind.DATE, width=11, shown=False),
    Column(
        "themes",
        N_("Themes"),
        lambda x: x.themes,
        Kind.TAGS,
        30,
        edit=lambda row, value: TagAction(row.id, value or Tags()),
        choices=theme_choices,
        shown=False,
        note=N_("Themes separated by semicolons: “Gender (principal)”."),
    ),
)
_APART = {"places", "themes", "unit_cost"}
_OWN = frozenset(column.key for column in (*HEAD, *DETAIL)) - _APART

LEVELS: tuple[Level[ActionRow], ...] = (
    Level(
        lambda x: (x.axis_number is None, x.axis_number or 0),
        lambda x: (
            f"{x.axis_number} {x.axis}" if x.axis_number else N_("Without objective")
        ),
    ),
    Level(lambda x: x.sector_code, lambda x: x.sector),
)


def under(level: Level[ActionRow]) -> Level[Any]:
    """Group rows that carry an action as the actions are grouped."""
    return Level(lambda x: level.key(x.action), lambda x: level.title(x.action))


def _cost(year: int) -> Column[ActionRow]:
    return Column(
        str(year),
        str(year),
        lambda x: x.costs.get(year),
        Kind.MONEY,
        13,
        edit=lambda row, amount: CostAction(row.id, year, amount),
        adds=True,
        sum_of=lambda rows: cost_of_all(rows, year),
    )


def _years(scope: Scope) -> tuple[Column[ActionRow], ...]:
    return (
        *HEAD,
        *(_cost(year) for year in scope.years),
        Column(
            "total",
            N_("Total"),
            lambda x: x.total,
            Kind.MONEY,
            14,
            adds=True,
            sum_of=total_of_all,
        ),
        Column(
            "coverage",
            N_("Secured"),
            lambda x: x.coverage,
            Kind.COVERAGE,
            14,
            adds=True,
            sum_of=coverage_of_all,
        ),
        *DETAIL,
    )


def _add(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    costs = {
        int(key): v for key, v in values.items() if key.isdigit() and v is not None
    }
    return _new(scope, values, costs, ())


def _new(
    scope: Scope,
    values: Mapping[str, Any],
    costs: Mapping[int, Money],
    gifts: tuple[Gift, ...],
) -> AddAction:
    own = {key: value for key, value in values.items() if key in _OWN}
    places = values.get("places") or Places()
    tags = values.get("themes") or Tags()
    return AddAction(scope.plan_id or 0, own, places, costs, gifts, tags)


ACTIONS: Table[ActionRow] = Table(
    name="actions",
    title=N_("Programming"),
    purpose=N_("What the commune will do, where, when, and who pays."),
    rows=actions,
    reads={
        "actions": "id",
        "action_costs": "action_id",
        "action_places": "action_id",
        "contributions": "action_id",
        "action_themes": "action_id",
        "themes": None,
        "transitions": "action_id",
        "annual_lines": "action_id",
        "axes": None,
        "objectives": None,
        "plans": None,
        "sectors": None,
        "villages": None,
    },
    columns=_years,
    levels=LEVELS,
    identity=("code",),
    likeness=("title", "places"),
    add=_add,
    duplicate=lambda row: DuplicateAction(row.id),
    remove=lambda rows: RemoveActions(tuple(row.id for row in rows)),
    record="actions",
    required=frozenset({"title", "sector_id"}),
    carries=("sector_id", "objective_id"),
    row_title=lambda row: f"{row.code}  {row.title}",
    empty=N_("No action in this plan yet."),
    fills=("pip", "pia", "financing"),
)

PAYERS: tuple[tuple[FunderClass, Text], ...] = tuple(
    (who, NAMES[who]) for who in FunderClass
)


PUBLISHED: dict[FunderClass, tuple[str, ...]] = {
    FunderClass.COMMUNE: ("Commune", "Mairie"),
    FunderClass.STATE: ("Etat", "État"),
    FunderClass.ANICT: ("ANICT", "FNACT"),
    FunderClass.PARTNER: ("PTF", "Partenaires", "Coopération"),
    FunderClass.POPULATION: ("Population", "Bénéficiaires"),
    FunderClass.DIASPORA: ("Diaspora", "Migrants", "Ressortissants"),
    FunderClass.OTHER: ("Autres",),
}
"""What published plans write above the two columns of a class (`planning.md` T5)."""


def _paid(scope: Scope, who: FunderClass, head: Text) -> tuple[Column[ActionRow], ...]:
    """Two columns a class of funders, as the published PIA has: share and amount."""
    year, key = scope.year, who.value
    share: Column[ActionRow] = Column(
        f"{key}_share",
        N_("%"),
        lambda x: Share.of(x.by_class(year, who), x.costs.get(year)),
        Kind.SHARE,
        7,
        ratio=(key, "cost"),
        group=head,
        also=tuple(f"{name} %" for name in PUBLISHED[who]),
        shown=False,
    )
    amount: Column[ActionRow] = Column(
        key,
        N_("Amount"),
        lambda x: x.by_class(year, who),
        Kind.MONEY,
        13,
        edit=lambda row, value: FundAction(row.id, year, who, value),
        adds=True,
        sum_of=lambda rows: given_by_all(rows, year, who),
        group=head,
        also=tuple(f"{name} Montant" for name in PUBLISHED[who]),
        shown=who in {FunderClass.COMMUNE, FunderClass.STATE, FunderClass.ANICT,
                      FunderClass.PARTNER, FunderClass.POPULATION},
    )  # fmt: skip
    return share, amount


def _year(scope: Scope) -> tuple[Column[ActionRow], ...]:
    year = scope.year
    cost: Column[ActionRow] = Column(
        "cost",
        N_("Cost {year}", year=year),
        lambda x: x.costs.get(year),
        Kind.MONEY,
        14,
        edit=lambda row, amount: CostInYear(row.id, year, amount),
        adds=True,
        sum_of=lambda rows: cost_of_all(rows, year),
        also=(f"Coût total en {year}", f"Coût {year}", "Coût total", "Coût"),
    )
    partner: Column[ActionRow] = Column(
        "partner_name",
        N_("Partner"),
        lambda x: x.partners(year, FunderClass.PARTNER),
        Kind.TEXT,
        18,
        edit=lambda row, name: NamePartners(row.id, year, name or ""),
        group=NAMES[FunderClass.PARTNER],
        also=("PTF Partenaire", "Partenaire"),
    )
    paid = [_paid(scope, who, head) for who, head in PAYERS]
    columns = [
        column
        for (who, _), pair in zip(PAYERS, paid, strict=True)
        for column in ((*pair, partner) if who is FunderClass.PARTNER else pair)
    ]
    coverage: Column[ActionRow] = Column(
        "coverage",
        N_("Secured"),
        lambda x: x.coverage_of(year),
        Kind.COVERAGE,
        14,
        adds=True,
        sum_of=lambda rows: coverage_of_all(rows, year),
    )
    return (*HEAD, cost, *columns, coverage, *DETAIL)


def _add_to_year(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    cost = values.get("cost")
    partner = values.get("partner_name") or ""
    gifts = tuple(
        Gift(scope.year, who, values.get(who.value), name)
        for who, _ in PAYERS
        if values.get(who.value) is not None or (who is FunderClass.PARTNER and partner)
        for name in (partner if who is FunderClass.PARTNER else "",)
    )
    costs = {} if cost is None else {scope.year: cost}
    return AddToYear(_new(scope, values, costs, gifts), scope.year)


ANNUAL: Table[ActionRow] = Table(
    name="pia",
    title=N_("Annual plan"),
    purpose=N_("The actions of the year, and who pays how much of each."),
    rows=programmed,
    reads={**ACTIONS.reads, "annual_lines": None},
    columns=_year,
    levels=LEVELS,
    identity=("code",),
    likeness=("title", "places"),
    add=_add_to_year,
    duplicate=ACTIONS.duplicate,
    remove=ACTIONS.remove,
    record="actions",
    required=ACTIONS.required,
    carries=ACTIONS.carries,
    row_title=ACTIONS.row_title,
    empty=N_("No action in this year yet."),
    fills=("pia", "financing"),
    year_bound=True,
)

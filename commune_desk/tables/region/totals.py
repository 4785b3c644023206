"""Roll-ups: budget, plan, funding, committees, and what has one line a commune."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from commune_desk.domain.money import Share
from commune_desk.domain.package.region import Level as Whose
from commune_desk.domain.package.words import FUNDERS, FUNDING, LIGHTS, PARTS, STATES
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.region.queries import totals
from commune_desk.tables.region.places import NO_CERCLE, TOLD, called
from commune_desk.tables.table import Column, Kind, Level, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.region.scope import RegionScope
    from commune_desk.services.scope import Scope

READS = {"received": None, "communes": None, "current_tables": None}


def _of(
    query: Callable[[Session, int, Whose], list[Any]],
) -> Callable[[Session, Scope, Collection[int] | None], list[Any]]:
    """Ask for the level that is looked at."""

    def rows(
        session: Session, scope: Scope, ids: Collection[int] | None = None
    ) -> list[Any]:
        found = query(session, scope.year, cast("RegionScope", scope).level)
        return found if ids is None else [row for row in found if row.id in ids]

    return rows


def _amount(key: str, title: Text, read: Callable[[Any], Any] | None = None) -> Any:
    value = read or (lambda row: getattr(row, key))
    return Column(key, title, value, Kind.MONEY, 15, adds=True)


def _count(key: str, title: Text) -> Any:
    return Column(key, title, lambda row: getattr(row, key), Kind.INTEGER, 9, adds=True)


def _rate(key: str, title: Text, part: str, whole: str) -> Any:
    def share(row: Any) -> Share | None:
        return Share.of(getattr(row, part), getattr(row, whole))

    return Column(key, title, share, Kind.SHARE, 9, ratio=(part, whole))


def _groups(scope: Scope) -> tuple[Column[Any], ...]:
    """Name whose figures they are; the region has no need of it."""
    if cast("RegionScope", scope).level is Whose.REGION:
        return (TOLD,)
    return (_CODE, _NAME) if _by_commune(scope) else (_NAME, TOLD)


def _by_commune(scope: Scope) -> bool:
    return cast("RegionScope", scope).level is Whose.COMMUNE


def _place(group: totals.Group) -> Text | str:
    """Name a commune, or a cercle; communes without one stand together."""
    return group.name or group.code or NO_CERCLE


_CODE: Column[Any] = Column("code", N_("Code"), lambda x: x.group.code, Kind.CODE, 12)
_NAME: Column[Any] = Column(
    "name", N_("Commune or cercle"), lambda x: _place(x.group), width=22
)


def _columns(*own: Column[Any]) -> Callable[[Scope], tuple[Column[Any], ...]]:
    return lambda scope: (*_groups(scope), *own)


def _cercle(row: Any) -> str:
    return row.group.cercle if row.group.code else ""


BY_CERCLE: Level[Any] = Level(
    lambda row: fold(_cercle(row)),
    lambda row: (_cercle(row) or NO_CERCLE) if row.group.code else "",
)
"""Cercles stand above communes only."""

PART_ORDER = list(PARTS)

BUDGETS: Table[totals.BudgetTotal] = Table(
    name="region-budget",
    title=N_("Budgets"),
    purpose=N_("Credits and execution of all communes, by section and side."),
    rows=_of(totals.budget),
    reads=READS,
    columns=lambda scope: (
        *_groups(scope),
        _amount("primitive", N_("Primitive")),
        _amount("credit", N_("Final forecast")),
        _amount(
            "half",
            N_("Carried out in the 1st half-year"),
            lambda row: row.done(
                "titre_fcfa" if row.side == "R" else "mandate_fcfa", 1
            ),
        ),
        _amount("realised", N_("Titles or orders")),
        _amount("moved", N_("Collected or paid")),
        _rate("rate", N_("Rate"), "realised", "credit"),
        _rate("moved_rate", N_("Rate of money"), "moved", "credit"),
    ),
    levels=(
        Level(
            lambda row: PART_ORDER.index((row.section, row.side)),
            lambda row: PARTS[row.section, row.side],
        ),
        BY_CERCLE,
    ),
    row_title=lambda row: called(row.group),
    empty=N_("No budget of this year has come yet."),
    one_sum=False,
    year_bound=True,
)

PLANS: Table[totals.PlanTotal] = Table(
    name="region-plan",
    title=N_("Plans"),
    purpose=N_("Projects of all plans, by sector and state, with what was paid."),
    rows=_of(totals.plan),
    reads=READS,
    columns=_columns(
        Column("state", N_("State"), lambda x: STATES[x.state], width=16),
        _count("projects", N_("Projects")),
        _count("beyond_plan", N_("Outside the plan")),
        _amount("cost", N_("Cost, all years")),
        _amount("year_cost", N_("Cost of the year")),
        _amount("engaged", N_("Committed")),
        _amount("paid", N_("Paid")),
        _count("women", N_("Women")),
        _count("men", N_("Men")),
    ),
    levels=(Level(lambda row: fold(row.sector), lambda row: row.sector),),
    row_title=lambda row: called(row.group),
    empty=N_("No plan of this year has come yet."),
    year_bound=True,
)

_FUNDERS = list(FUNDERS)

FUNDINGS: Table[totals.FundingTotal] = Table(
    name="region-funding",
    title=N_("Who pays"),
    purpose=N_("Contributions to the projects, by class of funder and how sure."),
    rows=_of(totals.funding),
    reads=READS,
    columns=_columns(
        Column("state", N_("State"), lambda x: FUNDING[x.state], width=14),
        _count("contributions", N_("Contributions")),
        _amount("amount", N_("Amount, all years")),
        _amount("year_amount", N_("Amount of the year")),
    ),
    levels=(
        Level(lambda row: _FUNDERS.index(row.kind), lambda row: FUNDERS[row.kind]),
    ),
    row_title=lambda row: called(row.group),
    empty=N_("No contribution of this year has come yet."),
    year_bound=True,
)

COMMITTEES: Table[totals.CommitteeTotal] = Table(
    name="region-committees",
    title=N_("Committees"),
    purpose=N_("Management committees by type and light; no person is in it."),
    rows=_of(totals.committees),
    reads=READS,
    columns=_columns(
        Column("light", N_("Light"), lambda x: LIGHTS.get(x.light, ""), width=12),
        _count("committees", N_("Committees")),
        _count("active", N_("Active")),
        _count("with_receipt", N_("With a receipt")),
        _count("members", N_("Members")),
        _count("women", N_("Women")),
        _count("vacant", N_("Vacant posts")),
        _amount("income", N_("Receipts")),
        _amount("spending", N_("Spent")),
        _amount("dues", N_("Dues to the commune")),
        _amount("dues_paid", N_("Dues that came")),
    ),
    levels=(Level(lambda row: fold(row.kind), lambda row: row.kind),),
    row_title=lambda row: called(row.group),
    empty=N_("No committee of this year has come yet."),
    year_bound=True,
)

COMMUNES: Table[totals.CommuneTotal] = Table(
    name="region-communes",
    title=N_("TDRL and life of the communes"),
    purpose=N_("TDRL, villages, agreements, restitutions and complaints."),
    rows=_of(totals.communes),
    reads=READS,
    columns=_columns(
        _count("villages", N_("Villages")),
        _count("population", N_("Inhabitants")),
        _count("liable", N_("Liable")),
        _amount("tax_due", N_("TDRL due")),
        _amount("tax_paid", N_("Collected")),
        _rate("tax_rate", N_("Rate"), "tax_paid", "tax_due"),
        _amount("arrears", N_("Arrears")),
        _amount("arrears_paid", N_("Arrears collected")),
        _count("agreements", N_("Agreements")),
        _amount("instalments_received", N_("Tranches received")),
        _count("sessions", N_("Restitutions")),
        _count("complaints", N_("Complaints")),
        _count("complaints_answered", N_("Answered")),
    ),
    levels=(BY_CERCLE,),
    row_title=lambda row: called(row.group),
    empty=N_("Nothing of this year has come yet."),
    year_bound=True,
)

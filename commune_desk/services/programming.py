"""The actions of the plan: queries."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from commune_desk.domain.funding import Coverage, FunderClass, FundingStatus
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.priorities import Decision
from commune_desk.domain.strategy import Tags
from commune_desk.services.action_parts import (
    annual_of,
    costs_of,
    given_of,
    objectives_by_id,
    places_of,
    sectors_by_id,
    states_of,
)
from commune_desk.services.memory import read_once, undisturbed
from commune_desk.services.themes import action_tags
from commune_desk.storage.columnwise import columns_of
from commune_desk.storage.models import Action, AnnualLine

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.plan import ActionKind
    from commune_desk.services.action_parts import Given
    from commune_desk.services.scope import Scope

FIRM = (FundingStatus.SECURED, FundingStatus.PAID)
"""What counts as money in hand."""

FEW = 500
"""Above so many ids it is quicker to read them all."""

KNOWN_CODES = 1 << 16
"""Numbers of actions whose place in the order is remembered."""

NOWHERE: tuple[tuple[int, ...], tuple[str, ...]] = ((), ())
UNSERVED = Tags()
AIMLESS = ("", None, "")
"""What stands for the objective and the axis of an action that has none."""


class ActionRow(NamedTuple):
    """An action with its places, its costs and who pays."""

    id: int
    code: str
    title: str
    kind: ActionKind
    sector_id: int
    sector_code: str
    sector: str
    """The sector itself, even where the action names one of its sub-sectors."""

    subsector: str
    objective_id: int | None
    objective: str
    axis_number: int | None
    axis: str
    quantity: int | None
    unit: str
    indicator: str
    responsible: str
    source: str
    note: str
    outside_plan: bool
    decision: Decision
    decision_reason: str
    women: int | None
    men: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    places: Places
    costs: dict[int, Money]
    given: tuple[Given, ...]
    state: ActionState
    """The state it reached last; programmed where none was noted."""

    annual: dict[int, Money]
    """Its cost in the annual plan of each year for which it was ticked."""

    themes: Tags

    @property
    def total(self) -> Money | None:
        """The cost of all years; None where no year has one."""
        return Money.total(self.costs.values()) if self.costs else None

    @property
    def unit_cost(self) -> Money | None:
        """What one unit costs, to the franc below; None where it counts no units."""
        if not self.quantity or not self.unit or self.total is None:
            return None
        return Money(self.total.francs // self.quantity)

    @property
    def coverage(self) -> Coverage | None:
        """How much of the whole cost is secured and promised."""
        return self.covered(self.costs, None)

    def coverage_of(self, year: int) -> Coverage | None:
        """How much of one year's cost is secured and promised."""
        costs = {year: self.costs[year]} if year in self.costs else {}
        return self.covered(costs, year)

    def covered(self, costs: dict[int, Money], year: int | None) -> Coverage | None:
        """Add up what is firm and what is promised."""
        if not costs:
            return None
        firm = hoped = 0
        for gift in self.given:
            if gift.amount is None or year not in {None, gift.year}:
                continue
            if gift.status in FIRM:
                firm += gift.amount.francs
            elif gift.status is FundingStatus.PROMISED:
                hoped += gift.amount.francs
        return Coverage(Money.total(costs.values()).francs, firm, hoped)

    def by_class(self, year: int, *classes: FunderClass) -> Money | None:
        """What classes of funders give in a year; None where none is named."""
        amounts = [
            given.amount
            for given in self.given
            if given.year == year
            and given.funder_class in classes
            and given.amount is not None
        ]
        return Money.total(amounts) if amounts else None

    def partners(self, year: int, *classes: FunderClass) -> str:
        """Name the funders of a year, each once."""
        names = (
            given.partner
            for given in self.given
            if given.year == year and given.funder_class in classes and given.partner
        )
        return ", ".join(dict.fromkeys(names))


_action = partial(tuple.__new__, ActionRow)
"""Make a row of a tuple of all its fields, without a call of Python for each."""


def actions(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ActionRow]:
    """List by number the actions that the plan holds: those that were kept."""
    if ids is not None and len(ids) <= FEW:
        return _kept(proposals(session, scope, ids))
    name = ("kept", scope.plan_id)
    rows = read_once(session, name, lambda: _kept(proposals(session, scope)))
    return [row for row in rows if ids is None or row.id in ids]


def _kept(rows: list[ActionRow]) -> list[ActionRow]:
    return [r for r in rows if r.decision is Decision.KEPT and not r.outside_plan]


def proposals(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ActionRow]:
    """List by number all that was proposed, kept or not, planned or not."""
    if ids is not None and len(ids) <= FEW:
        return _in_order(_actions(session, scope, ids))
    name = ("actions", scope.plan_id)
    rows = read_once(session, name, lambda: _all_actions(session, scope))
    return [row for row in rows if ids is None or row.id in ids]


def _all_actions(session: Session, scope: Scope) -> list[ActionRow]:
    with undisturbed():
        return _in_order(_actions(session, scope, None))


def _in_order(rows: list[ActionRow]) -> list[ActionRow]:
    return sorted(rows, key=lambda row: code_key(row.code))


def _actions(
    session: Session, scope: Scope, wanted: Collection[int] | None
) -> list[ActionRow]:
    sectors, objectives = sectors_by_id(session), objectives_by_id(session, scope)
    query = select(*_FIELDS).where(Action.plan_id == scope.plan_id)
    if wanted is not None:
        query = query.where(Action.id.in_(wanted))
    ids, codes, titles, sector_ids, aims, kinds, whole, other, *more = columns_of(
        session, query
    )
    heads = [sectors[sector_id] for sector_id in sector_ids]
    axes = [objectives.get(aim, AIMLESS) for aim in aims]
    places = places_of(session, scope, wanted)
    costs, given = costs_of(session, scope, wanted), given_of(session, scope, wanted)
    states, annual = (
        states_of(session, scope, wanted),
        annual_of(session, scope, wanted),
    )
    served = action_tags(session, scope, wanted)
    known: dict[Any, Places] = {}
    lines = zip(
        ids,
        codes,
        titles,
        kinds,
        sector_ids,
        *_columns(heads, 3),
        aims,
        *_columns(axes, 3),
        *more,
        [
            _placed(known, (*places.get(row_id, NOWHERE), everywhere, elsewhere))
            for row_id, everywhere, elsewhere in zip(ids, whole, other, strict=True)
        ],
        [costs.get(row_id) or {} for row_id in ids],
        [tuple(given.get(row_id, ())) for row_id in ids],
        [states.get(row_id, ActionState.PROGRAMMED) for row_id in ids],
        [annual.get(row_id) or {} for row_id in ids],
        [served.get(row_id, UNSERVED) for row_id in ids],
        strict=True,
    )
    return list(map(_action, lines))


def _columns(rows: Sequence[tuple[Any, ...]], count: int) -> Sequence[Any]:
    return tuple(zip(*rows, strict=True)) or ((),) * count


def _placed(known: dict[Any, Places], facts: tuple[Any, ...]) -> Places:
    """Share one object among the actions of one place: most have a village each."""
    found = known.get(facts)
    if found is None:
        villages, names, whole, other = facts
        found = known[facts] = Places(villages, whole, other, names)
    return found


def programmed(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ActionRow]:
    """List the actions of the annual plan (PIA) of the year of the scope.

    Once lines were ticked for the year they are the annual plan, at the cost they have
    there. Until then it is the year's slice of the plan: `drawn_up` tells which.
    """
    year = scope.year
    rows = actions(session, scope, ids)
    if drawn_up(session, scope):
        return [
            r._replace(costs={**r.costs, year: r.annual[year]})
            for r in rows
            if year in r.annual
        ]
    return [r for r in rows if year in r.costs or any(g.year == year for g in r.given)]


def drawn_up(session: Session, scope: Scope) -> bool:
    """Tell whether an annual plan was ticked for the year of the scope."""
    query = (
        select(AnnualLine.id)
        .join(Action, Action.id == AnnualLine.action_id)
        .where(Action.plan_id == scope.plan_id, AnnualLine.year == scope.year)
        .limit(1)
    )
    return session.scalar(query) is not None


def action_titles(session: Session, scope: Scope) -> list[tuple[int, str, str]]:
    """List the actions by number: id, number and title."""
    query = select(Action.id, Action.code, Action.title)
    rows = session.execute(query.where(Action.plan_id == scope.plan_id))
    found = [(row.id, row.code, row.title) for row in rows]
    return sorted(found, key=lambda row: code_key(row[1]))


@lru_cache(KNOWN_CODES)
def code_key(code: str) -> tuple[tuple[int, str], ...]:
    """Order numbers as people count: 1.2 before 1.10, and “A” after figures."""
    parts = re.findall(r"\d+|\D+", code)
    return tuple(
        (int(p), "") if p.isdigit() else (1 << 31, p) for p in parts if p != "."
    )


_ACTION = Action.__table__.c
_FIELDS = (
    _ACTION.id,
    _ACTION.code,
    _ACTION.title,
    _ACTION.sector_id,
    _ACTION.objective_id,
    _ACTION.kind,
    _ACTION.whole_commune,
    _ACTION.other_place,
    _ACTION.quantity,
    _ACTION.unit,
    _ACTION.indicator,
    _ACTION.responsible,
    _ACTION.source,
    _ACTION.note,
    _ACTION.outside_plan,
    _ACTION.decision,
    _ACTION.decision_reason,
    _ACTION.women,
    _ACTION.men,
    _ACTION.starts_on,
    _ACTION.ends_on,
)

"""The actions of the plan: queries."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.funding import Coverage, FunderClass, FundingStatus
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.priorities import Decision
from commune_desk.services.memory import undisturbed
from commune_desk.storage.models import (
    Action,
    ActionCost,
    ActionPlace,
    AnnualLine,
    Axis,
    Contribution,
    Objective,
    Partner,
    Sector,
    Transition,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session

    from commune_desk.domain.plan import ActionKind
    from commune_desk.services.scope import Scope

FIRM = frozenset({FundingStatus.SECURED, FundingStatus.PAID})
"""What counts as money in hand."""

FEW = 500
"""Above so many ids it is quicker to read them all."""

KNOWN_CODES = 1 << 16
"""Numbers of actions whose place in the order is remembered."""

NOWHERE: tuple[list[int], list[str]] = ([], [])
AIMLESS = ("", None, "")
"""What stands for the objective and the axis of an action that has none."""


class Given(NamedTuple):
    """A contribution as the action's row carries it."""

    year: int
    funder_class: FunderClass
    amount: Money | None
    status: FundingStatus
    partner: str


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


def actions(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ActionRow]:
    """List by number the actions that the plan holds: those that were kept."""
    rows = proposals(session, scope, ids)
    return [r for r in rows if r.decision is Decision.KEPT and not r.outside_plan]


def proposals(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ActionRow]:
    """List by number all that was proposed, kept or not, planned or not."""
    wanted = None if ids is None or len(ids) > FEW else ids
    with undisturbed():
        rows = _actions(session, scope, wanted)
    if ids is not None and wanted is None:
        rows = [row for row in rows if row.id in ids]
    return sorted(rows, key=lambda row: code_key(row.code))


def _actions(
    session: Session, scope: Scope, wanted: Collection[int] | None
) -> list[ActionRow]:
    sectors, objectives = _sectors(session), _objectives(session, scope)
    villages = _places(session, scope, wanted)
    costs, given = _costs(session, scope, wanted), _given(session, scope, wanted)
    states, annual = _states(session, scope, wanted), _annual(session, scope, wanted)
    query = select(*_FIELDS).where(Action.plan_id == scope.plan_id)
    if wanted is not None:
        query = query.where(Action.id.in_(wanted))
    rows = []
    for line in session.connection().execute(query).all():
        row_id, *names, sector, objective, kind, whole, other = line[:8]
        here, called = villages.get(row_id, NOWHERE)
        rows.append(
            ActionRow._make(
                (
                    row_id,
                    *names,
                    kind,
                    sector,
                    *sectors[sector],
                    objective,
                    *objectives.get(objective, AIMLESS),
                    *line[8:],
                    Places(tuple(here), whole, other, tuple(called)),
                    costs.get(row_id, {}),
                    tuple(given.get(row_id, ())),
                    states.get(row_id, ActionState.PROGRAMMED),
                    annual.get(row_id, {}),
                )
            )
        )
    return rows


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


def _sectors(session: Session) -> dict[int, tuple[str, str, str]]:
    """Map each sector to the code and title of its head, and its own sub-title."""
    rows = session.execute(
        select(Sector.id, Sector.code, Sector.title, Sector.parent_id)
    ).all()
    heads = {row_id: (code, title) for row_id, code, title, _ in rows}
    return {
        row_id: (*heads[parent or row_id], title if parent else "")
        for row_id, _, title, parent in rows
    }


def _objectives(
    session: Session, scope: Scope
) -> dict[int | None, tuple[str, int | None, str]]:
    rows = session.execute(
        select(Objective.id, Objective.title, Axis.number, Axis.title)
        .join(Axis, Axis.id == Objective.axis_id)
        .where(Axis.plan_id == scope.plan_id)
    )
    return {row_id: (title, number, axis) for row_id, title, number, axis in rows}


def _places(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, tuple[list[int], list[str]]]:
    table = ActionPlace.__table__.c
    village = Village.__table__.c
    query = (
        select(table.action_id, village.id, village.name)
        .join_from(ActionPlace, Village, village.id == table.village_id)
        .order_by(table.id)
    )
    found: dict[int, tuple[list[int], list[str]]] = {}
    for action, row_id, name in _of(session, query, table.action_id, scope, ids):
        here = found.setdefault(action, ([], []))
        here[0].append(row_id)
        here[1].append(name)
    return found


def _costs(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, dict[int, Money]]:
    table = ActionCost.__table__.c
    query = select(table.action_id, table.year, table.amount).order_by(table.year)
    found: dict[int, dict[int, Money]] = {}
    for action, year, amount in _of(session, query, table.action_id, scope, ids):
        found.setdefault(action, {})[year] = amount
    return found


def _states(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, ActionState]:
    table = Transition.__table__.c
    query = select(table.action_id, table.state).order_by(table.reached_on, table.id)
    return dict(_of(session, query, table.action_id, scope, ids))


def _annual(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, dict[int, Money]]:
    table = AnnualLine.__table__.c
    query = select(table.action_id, table.year, table.amount).order_by(table.year)
    found: dict[int, dict[int, Money]] = {}
    for action, year, amount in _of(session, query, table.action_id, scope, ids):
        found.setdefault(action, {})[year] = amount
    return found


def _given(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, list[Given]]:
    table = Contribution.__table__.c
    query = (
        select(
            table.action_id,
            table.year,
            table.funder_class,
            table.amount,
            table.status,
            func.coalesce(Partner.name, ""),
        )
        .join_from(Contribution, Partner, Partner.id == table.partner_id, isouter=True)
        .order_by(table.year, table.id)
    )
    found: dict[int, list[Given]] = {}
    for action, *facts in _of(session, query, table.action_id, scope, ids):
        found.setdefault(action, []).append(Given(*facts))
    return found


def _of(
    session: Session,
    query: Select[*tuple[Any, ...]],
    action_id: Any,
    scope: Scope,
    ids: Collection[int] | None,
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Keep what belongs to the actions asked for."""
    if ids is not None:
        return session.connection().execute(query.where(action_id.in_(ids))).all()
    plan = select(Action.id).where(Action.plan_id == scope.plan_id)
    return session.connection().execute(query.where(action_id.in_(plan))).all()

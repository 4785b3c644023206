"""What surrounds the actions of a plan, read by column: places, costs, payers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from commune_desk.storage.columnwise import columns_of
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
    from collections.abc import Collection, Iterator

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from commune_desk.domain.funding import FunderClass, FundingStatus
    from commune_desk.domain.lifecycle import ActionState
    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope


class Given(NamedTuple):
    """A contribution as the action's row carries it."""

    year: int
    funder_class: FunderClass
    amount: Money | None
    status: FundingStatus
    partner: str


_gift = partial(tuple.__new__, Given)


def sectors_by_id(session: Session) -> dict[int, tuple[str, str, str]]:
    """Map each sector to the code and title of its head, and its own sub-title."""
    rows = session.execute(
        select(Sector.id, Sector.code, Sector.title, Sector.parent_id)
    ).all()
    heads = {row_id: (code, title) for row_id, code, title, _ in rows}
    return {
        row_id: (*heads[parent or row_id], title if parent else "")
        for row_id, _, title, parent in rows
    }


def objectives_by_id(
    session: Session, scope: Scope
) -> dict[int | None, tuple[str, int | None, str]]:
    """Give the title, the axis number and the axis of each objective."""
    rows = session.execute(
        select(Objective.id, Objective.title, Axis.number, Axis.title)
        .join(Axis, Axis.id == Objective.axis_id)
        .where(Axis.plan_id == scope.plan_id)
    )
    return {row_id: (title, number, axis) for row_id, title, number, axis in rows}


def places_of(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, tuple[tuple[int, ...], tuple[str, ...]]]:
    """Give the villages of each action: ids and names."""
    table = ActionPlace.__table__.c
    query = select(table.action_id, table.village_id).order_by(table.id)
    columns = _of(session, query, table.action_id, scope, ids)
    villages = dict(_pairs(session, select(Village.id, Village.name)))
    alone = {row_id: ((row_id,), (name,)) for row_id, name in villages.items()}
    found: dict[int, tuple[tuple[int, ...], tuple[str, ...]]] = {}
    for action, row_id in zip(*columns, strict=True):
        if action in found:
            here, called = found[action]
            found[action] = ((*here, row_id), (*called, villages[row_id]))
        else:
            found[action] = alone[row_id]
    return found


def costs_of(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, dict[int, Money]]:
    """Give francs by year for each action."""
    table = ActionCost.__table__.c
    query = select(table.action_id, table.year, table.amount).order_by(table.year)
    columns = _of(session, query, table.action_id, scope, ids)
    found: dict[int, dict[int, Money]] = {action: {} for action in columns[0]}
    for action, year, amount in zip(*columns, strict=True):
        found[action][year] = amount
    return found


def states_of(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, ActionState]:
    """Give the state that each action reached last."""
    table = Transition.__table__.c
    query = select(table.action_id, table.state).order_by(table.reached_on, table.id)
    columns = _of(session, query, table.action_id, scope, ids)
    return dict(zip(*columns, strict=True))


def annual_of(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, dict[int, Money]]:
    """Give what each action costs in the annual plans it was ticked for."""
    table = AnnualLine.__table__.c
    query = select(table.action_id, table.year, table.amount).order_by(table.year)
    found: dict[int, dict[int, Money]] = {}
    columns = _of(session, query, table.action_id, scope, ids)
    for action, year, amount in zip(*columns, strict=True):
        found.setdefault(action, {})[year] = amount
    return found


def given_of(
    session: Session, scope: Scope, ids: Collection[int] | None
) -> dict[int, list[Given]]:
    """List who pays for each action."""
    table = Contribution.__table__.c
    query = select(
        table.action_id,
        table.year,
        table.funder_class,
        table.amount,
        table.status,
        table.partner_id,
    ).order_by(table.year, table.id)
    actions, *facts, partners = _of(session, query, table.action_id, scope, ids)
    names = dict(_pairs(session, select(Partner.id, Partner.name)))
    called = [names.get(partner, "") for partner in partners]
    found: dict[int, list[Given]] = {}
    for action, gift in zip(
        actions, map(_gift, zip(*facts, called, strict=True)), strict=True
    ):
        if action in found:
            found[action].append(gift)
        else:
            found[action] = [gift]
    return found


def _pairs(session: Session, query: Select[Any, Any]) -> Iterator[tuple[Any, Any]]:
    return zip(*columns_of(session, query), strict=True)


def _of(
    session: Session,
    query: Select[*tuple[Any, ...]],
    action_id: Any,
    scope: Scope,
    ids: Collection[int] | None,
) -> list[Any]:
    """Keep what belongs to the actions asked for."""
    if ids is not None:
        query = query.where(action_id.in_(ids))
    elif _has_others(session, scope):
        plan = select(Action.id).where(Action.plan_id == scope.plan_id)
        query = query.where(action_id.in_(plan))
    return columns_of(session, query)


def _has_others(session: Session, scope: Scope) -> bool:
    """Tell whether another plan has actions too: if not, no row need be looked at."""
    others = select(Action.id).where(Action.plan_id != scope.plan_id).limit(1)
    return scope.plan_id is None or session.scalar(others) is not None

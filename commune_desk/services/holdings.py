"""How many records a dossier holds, without reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.services.memory import read_once
from commune_desk.storage.models import (
    Action,
    Contribution,
    Partner,
    Plan,
    Sector,
    Village,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope

_ACTION = Action.__table__.c


def holdings(session: Session, scope: Scope) -> dict[str, int]:
    """Count what a plan is made from, by the name of its table."""
    return read_once(
        session, ("holdings", scope.plan_id), lambda: _counted(session, scope)
    )


def _counted(session: Session, scope: Scope) -> dict[str, int]:
    count = func.count()
    whole = {
        model.__tablename__: select(count).select_from(model.__table__)
        for model in (Village, Plan, Sector, Partner)
    }
    actions = select(count).where(_ACTION.plan_id == scope.plan_id)
    gifts = (
        select(count)
        .join_from(Contribution.__table__, Action.__table__)
        .where(_ACTION.plan_id == scope.plan_id)
    )
    wanted = {**whole, "actions": actions, "contributions": gifts}
    query = select(*(each.scalar_subquery().label(n) for n, each in wanted.items()))
    found = session.connection().execute(query).one()
    return dict(zip(wanted, found, strict=True))

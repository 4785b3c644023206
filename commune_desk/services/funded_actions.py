"""How far the actions are that the money of agreements paid for, of whatever plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.services.scope import Scope
from commune_desk.services.today import today
from commune_desk.services.tracking import tracked
from commune_desk.storage.models import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from commune_desk.services.tracking import FollowRow


def funded_actions(session: Session, ids: Iterable[int | None]) -> dict[int, FollowRow]:
    """Map actions to their follow-up on the day of the situation."""
    wanted = {each for each in ids if each is not None}
    plans = session.scalars(
        select(Action.plan_id).where(Action.id.in_(wanted)).distinct()
    ).all()
    year = today(session).year
    return {
        row.id: row
        for plan in plans
        for row in tracked(session, Scope(year, plan_id=plan), wanted)
    }

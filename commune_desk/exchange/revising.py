"""What happens to the plan of the demonstration after its first version.

The first version is archived by the command that a commune uses, then the file of the
present state is brought in: what differs between both files is the revision.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.actions import RemoveActions
from commune_desk.services.carrying import CarryOver
from commune_desk.services.council import AdoptPlan
from commune_desk.services.plans import scope_for
from commune_desk.services.version_copy import NewVersion
from commune_desk.storage.models import Action, CouncilSession

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk

REASON = N_("Revision of the demonstration: two actions added, one removed (invented)")
DROPPED = "4.7"
"""An action of the first version that the council gave up."""

LATE, AMOUNT = "1.16", Money(4_200_000)
FROM_YEAR, TO_YEAR = 2025, 2026
ADOPTED = dt.date(2025, 12, 29)
DECIDED = dt.date(2025, 12, 15)
WHY = N_("funding not obtained in 2025 (invented for the demonstration)")


def archive_first(desk: Desk, words: Words) -> None:
    """Archive the first version, and take out what the second gives up."""
    with desk.store.reading() as session:
        plan = scope_for(session, FROM_YEAR).plan_id or 0
    desk.do(NewVersion(plan, words.say(REASON)))
    desk.do(RemoveActions((_named(desk, DROPPED),)))


def adopt_second(desk: Desk, words: Words) -> None:
    """Record that the council adopted the second version."""
    del words
    with desk.store.reading() as session:
        query = select(CouncilSession.id).where(CouncilSession.held_on == ADOPTED)
        held = session.scalars(query).one()
    desk.do(AdoptPlan(held))


def carry_over(desk: Desk, words: Words) -> None:
    """Put off to the next year the action that found no money."""
    action = _named(desk, LATE)
    why = words.say(WHY)
    desk.do(CarryOver(action, FROM_YEAR, TO_YEAR, AMOUNT, why, DECIDED))


def _named(desk: Desk, code: str) -> int:
    with desk.store.reading() as session:
        plan = scope_for(session, FROM_YEAR).plan_id
        query = select(Action.id).where(Action.plan_id == plan, Action.code == code)
        return session.scalars(query).one()

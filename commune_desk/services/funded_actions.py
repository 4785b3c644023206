"""Actions that the money of agreements pays for: foreseen, spent, how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.domain.money import Money
from commune_desk.services.programming import code_key
from commune_desk.services.scope import Scope
from commune_desk.services.today import today
from commune_desk.services.tracking import tracked
from commune_desk.storage.models import Action, Contribution, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.tracking import FollowRow


@dataclass(frozen=True, slots=True)
class ActionMoney:
    """An action: what the plan foresees from the funders, and what they paid."""

    action_id: int | None
    code: str
    title: str
    planned: Money
    """Contributions of the agreement’s funders in its years, in francs."""

    paid: dict[str, Money]
    """Francs by funder; under an empty name what is of all of them."""

    proofs: int
    uses: int

    @property
    def spent(self) -> Money:
        """Francs that were paid in all."""
        return Money.total(self.paid.values())

    @property
    def left(self) -> Money:
        """What the plan foresees and is not paid yet; below zero where more was."""
        return self.planned - self.spent


def action_money(session: Session, row: Overview) -> list[ActionMoney]:
    """Set the plan’s contributions of the funders beside what was paid, by action."""
    funders = [partner for partner, _ in row.funders()]
    foreseen = session.execute(
        select(Action.id, Action.code, Action.title, func.sum(Contribution.amount))
        .join(Contribution, Contribution.action_id == Action.id)
        .join(Plan, Plan.id == Action.plan_id)
        .where(
            Plan.archived.is_(False),
            Contribution.partner_id.in_(funders),
            Contribution.year.in_(row.years),
        )
        .group_by(Action.id)
    )
    planned = {
        action: (code, title, amount or Money(0))
        for action, code, title, amount in foreseen
    }
    found = []
    for group in row.by_action():
        _, _, hoped = planned.pop(group.action_id or 0, ("", "", Money(0)))
        paid: dict[str, Money] = {}
        for use in group.uses:
            paid[use.partner] = paid.get(use.partner, Money(0)) + use.counted
        proofs = sum(bool(use.voucher) for use in group.uses)
        found.append(
            ActionMoney(group.action_id, group.code, group.title, hoped, paid, proofs,
                        len(group.uses))
        )  # fmt: skip
    found += [
        ActionMoney(action, code, title, hoped, {}, 0, 0)
        for action, (code, title, hoped) in planned.items()
    ]
    return sorted(found, key=lambda x: (x.action_id is None, code_key(x.code)))


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

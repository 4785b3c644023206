"""The versions of a plan, and what changed from one to the next: queries."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.domain.versions import Change, Difference, compared
from commune_desk.services.programming import actions, code_key
from commune_desk.services.scope import Scope
from commune_desk.storage.models import Action, Plan

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.programming import ActionRow


@dataclass(frozen=True, slots=True)
class SectorSums:
    """A sector in both versions: actions and francs."""

    code: str
    title: str
    actions_before: int
    actions_after: int
    before: Money
    after: Money


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions, and what both make."""

    old: Plan
    new: Plan
    differences: tuple[Difference, ...]
    sectors: tuple[SectorSums, ...]

    def of(self, *kinds: Change) -> list[Difference]:
        """Choose the differences of some kinds."""
        return [d for d in self.differences if set(d.changes) & set(kinds)]


def versions_of(session: Session, plan_id: int | None) -> list[Plan]:
    """List the versions of a plan, the oldest first."""
    plan = session.get(Plan, plan_id) if plan_id else None
    if plan is None:
        return []
    query = select(Plan).where(Plan.first_year == plan.first_year)
    return list(session.scalars(query.order_by(Plan.version)))


def compare(session: Session, old: Plan, new: Plan) -> Comparison:
    """Compare two versions of a plan, action by action, then by sector."""
    before, after = _by_origin(session, old), _by_origin(session, new)
    found = sorted(
        compared(before, after),
        key=lambda d: code_key(d.known.code if d.known else ""),
    )
    return Comparison(old, new, tuple(found), _sectors(before, after))


def _by_origin(session: Session, plan: Plan) -> dict[int, ActionRow]:
    years = tuple(range(plan.first_year, plan.first_year + plan.years))
    rows = actions(session, Scope(plan.first_year, plan.id, years))
    query = select(Action.id, Action.origin_id).where(Action.plan_id == plan.id)
    origins = {row_id: origin or row_id for row_id, origin in session.execute(query)}
    return {origins[row.id]: row for row in rows}


def _sectors(
    before: dict[int, ActionRow], after: dict[int, ActionRow]
) -> tuple[SectorSums, ...]:
    every = [*before.values(), *after.values()]
    names = sorted({(row.sector_code, row.sector) for row in every})
    return tuple(
        SectorSums(
            code,
            title,
            len(_in(before, code)),
            len(_in(after, code)),
            Money.total(row.total for row in _in(before, code)),
            Money.total(row.total for row in _in(after, code)),
        )
        for code, title in names
    )


def _in(rows: dict[int, ActionRow], code: str) -> list[ActionRow]:
    return [row for row in rows.values() if row.sector_code == code]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A difference as a table sees it, with the two versions it lies between."""

    id: int
    old: int
    new: int
    difference: Difference

    @property
    def kind(self) -> Change | None:
        """Added or removed; None for an action that changed."""
        first = self.difference.changes[0]
        return first if first in {Change.ADDED, Change.REMOVED} else None


def differences(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[DifferenceRow]:
    """List what changed from each version of the plan to the next."""
    found: list[DifferenceRow] = []
    for old, new in pairwise(versions_of(session, scope.plan_id)):
        for difference in compare(session, old, new).differences:
            number = len(found) + 1
            row = DifferenceRow(number, old.version, new.version, difference)
            found.append(row)
    return [row for row in found if ids is None or row.id in ids]

"""The grid of priorities as tables and papers see it: queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.priorities import Decision
from commune_desk.domain.ranking import Entrant, moved, points, ranking
from commune_desk.services.programming import code_key, proposals
from commune_desk.services.village_shares import village_shares
from commune_desk.storage.models import Criterion, Score

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.domain.places import Places
    from commune_desk.domain.text import Text
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.village_shares import VillageShare


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion of the plan."""

    id: int
    number: int
    title: str
    weight: int
    other_weight: int | None
    top: int
    note: str


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """An action in the grid: its marks, its place, what was decided."""

    id: int
    code: str
    title: str
    places: Places
    sector_id: int
    sector_code: str
    sector: str
    marks: dict[int, int]
    total: int | None
    """None while it has no mark."""

    rank: int | None
    other_total: int | None
    other_rank: int | None
    """With the other weights."""

    tie: Text | None
    decision: Decision
    decision_reason: str

    @property
    def shift(self) -> str:
        """What the other weights would change."""
        return moved(self.rank, self.other_rank)


def criteria(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[CriterionRow]:
    """List the criteria of the plan by number."""
    query = (
        select(
            Criterion.id,
            Criterion.number,
            Criterion.title,
            Criterion.weight,
            Criterion.other_weight,
            Criterion.top,
            Criterion.note,
        )
        .where(Criterion.plan_id == scope.plan_id)
        .order_by(Criterion.number)
    )
    if ids is not None:
        query = query.where(Criterion.id.in_(ids))
    return [CriterionRow(*row) for row in session.execute(query)]


def priorities(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[PriorityRow]:
    """List by number all that was proposed, with its place in the ranking."""
    rows = [row for row in proposals(session, scope) if not row.outside_plan]
    marks = marks_given(session, scope)
    weights = {each.id: each.weight for each in scope.criteria}
    others = {each.id: each.compared for each in scope.criteria}
    entrants = list(_entrants(session, rows, marks))
    first, second = ranking(entrants, weights), ranking(entrants, others)
    found = []
    for row in rows:
        own = marks.get(row.id, {})
        place, other = first.get(row.id), second.get(row.id)
        found.append(
            PriorityRow(
                row.id,
                row.code,
                row.title,
                row.places,
                row.sector_id,
                row.sector_code,
                row.sector,
                own,
                points(own, weights) if own else None,
                place.rank if place else None,
                other.total if other else None,
                other.rank if other else None,
                place.tie if place else None,
                row.decision,
                row.decision_reason,
            )
        )
    return [row for row in found if ids is None or row.id in ids]


def marks_given(session: Session, scope: Scope) -> dict[int, dict[int, int]]:
    """Read the marks of the plan: action → criterion → mark."""
    query = (
        select(Score.action_id, Score.criterion_id, Score.mark)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .where(Criterion.plan_id == scope.plan_id)
        .order_by(Criterion.number)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for action, criterion, mark in session.execute(query):
        found[action][criterion] = mark
    return dict(found)


def _entrants(
    session: Session, rows: list[ActionRow], marks: dict[int, dict[int, int]]
) -> Iterable[Entrant]:
    kept = [row for row in rows if row.decision is Decision.KEPT]
    shares = village_shares(session, kept)
    for row in rows:
        here = list(shares) if row.places.whole_commune else row.places.villages
        villages = [shares[village] for village in here]
        yield Entrant(
            row.id,
            row.code,
            code_key(row.code),
            marks.get(row.id, {}),
            _a_head(villages, row.id),
            _kept(villages, row.id),
        )


def _a_head(villages: list[VillageShare], action: int) -> Fraction | None:
    """Francs by inhabitant that its villages receive from the other kept actions."""
    people = [village.population for village in villages]
    if not people or not all(people):
        return None
    francs = sum(
        village.cost.francs
        - sum(money.francs for money in village.parts.get(action, {}).values())
        for village in villages
    )
    return Fraction(francs, sum(filter(None, people)))


def _kept(villages: list[VillageShare], action: int) -> Fraction | int:
    """Other kept actions by village; without any village, as if it had them all."""
    if not villages:
        return 0
    count = sum(len(village.parts.keys() - {action}) for village in villages)
    return Fraction(count, len(villages))

"""Visits as tables, screens and papers see them: points, class, trend, what is open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.text import N_, P_, Text
from commune_desk.domain.visits import Score, Seen, Trend, grid_on, score_of, trend_of
from commune_desk.services.grid_lists import questions, steps
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Committee,
    CommitteeType,
    GridScore,
    Village,
    Visit,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as tables and papers see it."""

    id: int
    committee_id: int
    committee: str
    type: str
    village: str
    made_on: dt.date
    agent: str
    remarks: str
    deadline: dt.date | None
    settled_on: dt.date | None
    note: str
    points: Mapping[int, int]
    """By the ids of the questions."""

    grid: str
    score: Score
    before: Score | None
    """That of the visit before, to the same committee."""

    before_on: dt.date | None
    day: dt.date

    @property
    def seen(self) -> Seen:
        """As the rules read it."""
        return Seen(
            self.committee,
            self.made_on,
            self.remarks,
            self.deadline,
            self.settled_on,
        )

    @property
    def trend(self) -> Trend:
        """How the points went since the visit before."""
        return trend_of(self.score, self.before)

    @property
    def total(self) -> int | None:
        """The points; None where no question is answered."""
        return self.score.points if self.score.answered else None

    @property
    def class_title(self) -> Text | str | None:
        """The class, or how much of the grid is still empty."""
        if not self.score.answered:
            return None
        if self.score.whole:
            return self.score.title
        return P_(
            "{count} question of {asked}",
            "{count} questions of {asked}",
            count=self.score.answered,
            asked=self.score.asked,
        )

    @property
    def standing(self) -> Text | None:
        """Say how the remarks stand."""
        if not self.remarks:
            return None
        if self.settled_on is not None:
            return N_("settled")
        late = self.seen.late(self.day)
        if late:
            return P_("{count} day late", "{count} days late", count=late)
        if self.deadline is not None:
            left = (self.deadline - self.day).days
            return P_("in {count} day", "in {count} days", count=left)
        return N_("still open")


def visits(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[VisitRow]:
    """List the visits, the latest first."""
    known, classes, day = questions(session), steps(session), today(session)
    codes = {each.id: each.code for each in known}
    points: dict[int, dict[int, int]] = defaultdict(dict)
    for each in session.scalars(select(GridScore)):
        points[each.visit_id][each.item_id] = each.points
    query = (
        select(Visit, Committee.name, CommitteeType.title, Village.name)
        .join(Committee, Committee.id == Visit.committee_id)
        .join(CommitteeType, CommitteeType.id == Committee.type_id)
        .join(Village, Village.id == Committee.village_id, isouter=True)
        .order_by(Visit.made_on, Visit.id)
    )
    earlier: dict[int, tuple[Score, dt.date]] = {}
    keys, found = Visit.__table__.columns.keys(), []
    for row, committee, kind, village in session.execute(query):
        grid = grid_on(row.made_on, known)
        score = score_of(points[row.id], grid, classes)
        before, before_on = earlier.get(row.committee_id, (None, None))
        if score.answered:
            earlier[row.committee_id] = (score, row.made_on)
        order = {each.id: place for place, each in enumerate(grid)}
        own = sorted(points[row.id], key=lambda item: order.get(item, len(order)))
        found.append(
            VisitRow(
                **{key: getattr(row, key) for key in keys},
                committee=committee,
                type=kind,
                village=village or "",
                points=points[row.id],
                grid=" ".join(f"{codes[i]}={points[row.id][i]}" for i in own),
                score=score,
                before=before,
                before_on=before_on,
                day=day,
            )
        )
    return [row for row in reversed(found) if ids is None or row.id in ids]


def last_visits(rows: Collection[VisitRow]) -> list[VisitRow]:
    """Keep of each committee its last visit whose grid is whole."""
    latest: dict[int, VisitRow] = {}
    for row in sorted(rows, key=lambda each: (each.made_on, each.id)):
        if row.score.whole:
            latest[row.committee_id] = row
    return list(latest.values())

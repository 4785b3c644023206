"""What came of the actions: queries on states, progress, rates and equity."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.action_money import Booked, BookedAct, booked, counted
from commune_desk.domain.lifecycle import ActionState, Stage, stage_of
from commune_desk.domain.money import Money, Share
from commune_desk.domain.plan import ActionKind
from commune_desk.domain.priorities import Decision
from commune_desk.domain.progress import (
    Course,
    Seen,
    latest,
    of_course,
    physical_of,
)
from commune_desk.domain.rates import Rates, Tracked, rates
from commune_desk.services.action_books import booked_acts
from commune_desk.services.programming import FEW, code_key, proposals
from commune_desk.services.registry import committees_of_actions
from commune_desk.services.settings import preference
from commune_desk.services.today import limits, today
from commune_desk.storage.models import (
    Action,
    Progress,
    Sustainability,
    Transition,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.places import Places
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope

NOTHING = Money(0)


class TransitionRow(NamedTuple):
    """A state that an action has reached."""

    id: int
    action_id: int
    action_code: str
    action: str
    state: ActionState
    reached_on: dt.date
    to_year: int | None
    reason: str
    deliberation: str
    note: str


class ProgressRow(NamedTuple):
    """How far an action had come on a day."""

    id: int
    action_id: int
    action_code: str
    action: str
    seen_on: dt.date
    quantity: int | None
    percent: int | None
    committed: Money | None
    paid: Money | None
    difficulties: str
    measures: str
    note: str

    @property
    def seen(self) -> Seen:
        """As the rules read it."""
        return Seen(
            self.seen_on, self.quantity, self.percent, self.committed, self.paid
        )


class FollowRow(NamedTuple):
    """An action, what was planned of it, and what came of it by a day."""

    id: int
    plan: ActionRow
    state: ActionState
    since: dt.date | None
    turns: tuple[TransitionRow, ...]
    entries: tuple[ProgressRow, ...]
    acts: tuple[BookedAct, ...] = ()
    """What the books hold for it."""

    @property
    def code(self) -> str:
        """Its number."""
        return self.plan.code

    @property
    def title(self) -> str:
        """What is done."""
        return self.plan.title

    @property
    def places(self) -> Places:
        """Where."""
        return self.plan.places

    @property
    def cost(self) -> Money | None:
        """What it was to cost, all years."""
        return self.plan.total

    @property
    def stage(self) -> Stage:
        """What papers say of its state."""
        return stage_of(self.state)

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Its entries as the rules read them."""
        return tuple(entry.seen for entry in self.entries)

    @property
    def quantity(self) -> int | None:
        """Units done."""
        return _integer(latest(self.seen, "quantity"))

    @property
    def committed(self) -> Money | None:
        """Francs committed: the greater of what was typed and of the books."""
        typed = _money(latest(self.seen, "committed"))
        return counted(typed, self.booked.committed)

    @property
    def paid(self) -> Money | None:
        """Francs paid: the greater of what was typed and of the books."""
        return counted(_money(latest(self.seen, "paid")), self.booked.paid)

    @property
    def booked(self) -> Booked:
        """What the books say of it."""
        return booked(self.acts)

    @property
    def physical(self) -> Share | None:
        """How far the works are."""
        return physical_of(self.seen, self.plan.quantity)

    @property
    def financial(self) -> Share | None:
        """How much of the cost is paid."""
        return Share.of(self.paid, self.cost)

    @property
    def difficulties(self) -> str:
        """What the last entry that names any says."""
        texts = (entry.difficulties for entry in reversed(self.entries))
        return next((text for text in texts if text), "")

    @property
    def measures(self) -> str:
        """What was done about it."""
        texts = (entry.measures for entry in reversed(self.entries))
        return next((text for text in texts if text), "")

    @property
    def seen_on(self) -> dt.date | None:
        """The day of the last entry."""
        return self.entries[-1].seen_on if self.entries else None

    @property
    def reason(self) -> str:
        """Why it is where it is."""
        return self.turns[-1].reason if self.turns else ""

    @property
    def years(self) -> tuple[int, ...]:
        """The years for which it has a cost."""
        return tuple(sorted(self.plan.costs))

    def paid_by(self, day: dt.date) -> Money:
        """Francs paid by a day."""
        seen = tuple(each for each in self.seen if each.seen_on <= day)
        typed = _money(latest(seen, "paid"))
        return counted(typed, booked(self.acts, day).paid) or NOTHING

    def paid_in(self, year: int) -> Money:
        """Francs paid during a year."""
        before = self.paid_by(dt.date(year - 1, 12, 31))
        return self.paid_by(dt.date(year, 12, 31)) - before

    def tracked(self, year: int | None = None) -> Tracked:
        """As the rates see it: as a whole, or for one year alone."""
        cost, paid = self.cost or NOTHING, self.paid or NOTHING
        if year is not None:
            cost, paid = self.plan.costs.get(year, NOTHING), self.paid_in(year)
        done = self.stage is Stage.DONE
        return Tracked(cost, paid, self.physical or Share(0), done)


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _money(value: object) -> Money | None:
    return value if isinstance(value, Money) else None


def transitions(
    session: Session,
    scope: Scope,
    ids: Collection[int] | None = None,
    *,
    of: Collection[int] | None = None,
) -> list[TransitionRow]:
    """List the states that the actions of the plan have reached, action by action.

    `of` chooses actions, `ids` the states themselves.
    """
    query = (
        select(
            Transition.id,
            Action.id,
            Action.code,
            Action.title,
            Transition.state,
            Transition.reached_on,
            Transition.to_year,
            Transition.reason,
            Transition.deliberation,
            Transition.note,
        )
        .join_from(Transition, Action, Action.id == Transition.action_id)
        .where(Action.plan_id == scope.plan_id, *_chosen(Transition, ids, of))
        .order_by(Transition.reached_on, Transition.id)
    )
    found = [TransitionRow._make(row) for row in session.execute(query)]
    return sorted(found, key=lambda row: code_key(row.action_code))


def progress(
    session: Session,
    scope: Scope,
    ids: Collection[int] | None = None,
    *,
    of: Collection[int] | None = None,
) -> list[ProgressRow]:
    """List the entries of progress, action by action; `of` chooses actions."""
    query = (
        select(
            Progress.id,
            Action.id,
            Action.code,
            Action.title,
            Progress.seen_on,
            Progress.quantity,
            Progress.percent,
            Progress.committed,
            Progress.paid,
            Progress.difficulties,
            Progress.measures,
            Progress.note,
        )
        .join_from(Progress, Action, Action.id == Progress.action_id)
        .where(Action.plan_id == scope.plan_id, *_chosen(Progress, ids, of))
        .order_by(Progress.seen_on, Progress.id)
    )
    found = [ProgressRow._make(row) for row in session.execute(query)]
    return sorted(found, key=lambda row: code_key(row.action_code))


def _chosen(
    entry: type[Transition | Progress],
    ids: Collection[int] | None,
    of: Collection[int] | None,
) -> Iterator[ColumnElement[bool]]:
    """Keep to the entries `ids` and to those of the actions `of`, where given."""
    if ids is not None:
        yield entry.id.in_(ids)
    if of is not None:
        yield Action.id.in_(of)


def tracked(
    session: Session,
    scope: Scope,
    ids: Collection[int] | None = None,
    *,
    on: dt.date | None = None,
) -> list[FollowRow]:
    """List the actions followed: those of the plan, then those outside it.

    What was noted or entered after `on` (the day of the situation) is left out.
    """
    day = on or today(session)
    rows = [r for r in proposals(session, scope, ids) if r.decision is Decision.KEPT]
    of = None if ids is None or len(ids) > FEW else ids
    turns: dict[int, list[TransitionRow]] = {}
    for turn in transitions(session, scope, of=of):
        if turn.reached_on <= day:
            turns.setdefault(turn.action_id, []).append(turn)
    entries: dict[int, list[ProgressRow]] = {}
    for entry in progress(session, scope, of=of):
        if entry.seen_on <= day:
            entries.setdefault(entry.action_id, []).append(entry)
    acts = {
        action: tuple(act for act in every if act.made_on <= day)
        for action, every in booked_acts(session).items()
    }
    found = [
        _followed(
            row, turns.get(row.id, ()), entries.get(row.id, ()), acts.get(row.id, ())
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.plan.outside_plan)


def _followed(
    row: ActionRow,
    turns: Sequence[TransitionRow],
    entries: Sequence[ProgressRow],
    acts: tuple[BookedAct, ...],
) -> FollowRow:
    state = turns[-1].state if turns else ActionState.PROGRAMMED
    since = turns[-1].reached_on if turns else None
    return FollowRow(row.id, row, state, since, tuple(turns), tuple(entries), acts)


def planned(rows: Iterable[FollowRow]) -> list[FollowRow]:
    """Leave out what was done outside the plan."""
    return [row for row in rows if not row.plan.outside_plan]


def due(rows: Iterable[FollowRow], year: int) -> list[FollowRow]:
    """Keep the planned actions that were programmed to begin by the end of a year."""
    return [row for row in planned(rows) if row.years and row.years[0] <= year]


def rates_to(rows: Iterable[FollowRow], year: int) -> Rates:
    """Take the rates of the plan up to a year."""
    return rates(row.tracked() for row in due(rows, year))


def rates_of_year(rows: Iterable[FollowRow], year: int) -> Rates:
    """Take the rates of one year: its tranche of each action, and what it paid."""
    here = [row for row in planned(rows) if year in row.years]
    return rates(row.tracked(year) for row in here)


def courses(session: Session, rows: Iterable[FollowRow]) -> Iterator[Course]:
    """Put the actions before the rules."""
    query = select(Sustainability.action_id, Sustainability.committee)
    named = {action: committee for action, committee in session.execute(query)}  # noqa: C416  rows are no pairs
    named |= committees_of_actions(session)
    served = {
        code.strip() for code in preference(session, "followup.served").split(",")
    }
    for row in rows:
        built = row.plan.kind is ActionKind.INVESTMENT
        yield Course(
            row.id,
            row.code,
            row.state,
            row.since,
            row.plan.ends_on,
            row.plan.quantity,
            row.plan.unit,
            row.cost,
            row.physical,
            row.financial,
            row.seen,
            row.turns[-1].deliberation if row.turns else "",
            built and row.plan.sector_code in served,
            named.get(row.id, ""),
            row.booked,
        )


def followup_findings(session: Session, scope: Scope) -> Iterator[Issue]:
    """Run the rules of follow-up over the plan."""
    day, bounds = today(session), limits(session)
    for course in courses(session, tracked(session, scope, on=day)):
        yield from of_course(course, day, bounds)

"""Meetings of committees, and what they decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.committee_life import (
    Decided,
    Met,
    decision_refusals,
    meeting_refusals,
)
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Committee,
    CommitteeDecision,
    CommitteeMeeting,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import MeetingKind
    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _met(row: CommitteeMeeting) -> Met:
    return Met(
        row.kind,
        row.held_on,
        row.women,
        row.men,
        minutes=bool(row.minutes),
        accounts_shown=bool(row.accounts_shown),
    )


def _meeting_rules(unit: Unit, row: CommitteeMeeting) -> Iterator[Issue]:
    committee = unit.find(Committee, row.committee_id)
    day = today(unit.session)
    yield from meeting_refusals(committee.name, _met(row), committee.created_on, day)


def _decision_rules(unit: Unit, row: CommitteeDecision) -> Iterator[Issue]:
    meeting = unit.find(CommitteeMeeting, row.meeting_id)
    committee = unit.find(Committee, meeting.committee_id)
    decided = Decided(
        committee.name,
        row.title,
        meeting.held_on,
        row.responsible or "",
        row.due_on,
        row.done_on,
    )
    yield from decision_refusals(decided, today(unit.session))


MEETING = Entity(
    CommitteeMeeting,
    N_("meeting of {title}"),
    lambda row: f"{row.held_on:%d/%m/%Y}",
    {
        "committee_id": N_("Committee"),
        "kind": N_("Kind of meeting"),
        "held_on": N_("Held on"),
        "place": N_("Place"),
        "women": N_("Women"),
        "men": N_("Men"),
        "agenda": N_("Agenda"),
        "minutes": N_("Minutes handed in"),
        "accounts_shown": N_("Accounts shown"),
        "note": N_("Note"),
    },
    rules=_meeting_rules,
    required=frozenset({"committee_id", "kind", "held_on"}),
    users={"terms": (Term, "meeting_id")},
)
DECISION = Entity(
    CommitteeDecision,
    N_("decision “{title}”"),
    lambda row: row.title,
    {
        "meeting_id": N_("Meeting"),
        "title": N_("Decision"),
        "responsible": N_("Responsible"),
        "due_on": N_("Due on"),
        "done_on": N_("Done on"),
        "note": N_("Note"),
    },
    rules=_decision_rules,
    required=frozenset({"meeting_id", "title"}),
)


@dataclass(frozen=True)
class AddMeeting(Add):
    """Note a meeting of a committee."""

    label: ClassVar[Text] = N_("Note a meeting")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = MEETING


@dataclass(frozen=True)
class ReviseMeeting(Revise):
    """Correct a meeting of a committee."""

    label: ClassVar[Text] = N_("Correct a meeting")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = MEETING


@dataclass(frozen=True)
class RemoveMeetings(Remove):
    """Remove meetings with their decisions; not one that elected."""

    label: ClassVar[Text] = N_("Remove meetings")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = MEETING


@dataclass(frozen=True)
class AddDecision(Add):
    """Note what a meeting decided."""

    label: ClassVar[Text] = N_("Note a decision")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DECISION


@dataclass(frozen=True)
class ReviseDecision(Revise):
    """Correct a decision, or say that it is done."""

    label: ClassVar[Text] = N_("Correct a decision")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DECISION


@dataclass(frozen=True)
class RemoveDecisions(Remove):
    """Remove decisions."""

    label: ClassVar[Text] = N_("Remove decisions")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DECISION


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as tables and papers see it."""

    id: int
    committee_id: int
    committee: str
    kind: MeetingKind
    held_on: dt.date
    place: str
    women: int | None
    men: int | None
    agenda: str
    minutes: bool
    accounts_shown: bool
    note: str
    decisions: int = 0
    open: int = 0
    """Decisions that are not done."""

    @property
    def present(self) -> int | None:
        """Everybody who was counted."""
        known = [count for count in (self.women, self.men) if count is not None]
        return sum(known) if known else None

    @property
    def met(self) -> Met:
        """As the rules read it."""
        return Met(
            self.kind,
            self.held_on,
            self.women,
            self.men,
            minutes=self.minutes,
            accounts_shown=self.accounts_shown,
        )


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with the meeting that took it."""

    id: int
    meeting_id: int
    committee_id: int
    committee: str
    kind: MeetingKind
    met_on: dt.date
    title: str
    responsible: str
    due_on: dt.date | None
    done_on: dt.date | None
    note: str
    day: dt.date
    """The day of the situation."""

    @property
    def decided(self) -> Decided:
        """As the rules read it."""
        return Decided(
            self.committee,
            self.title,
            self.met_on,
            self.responsible,
            self.due_on,
            self.done_on,
        )

    @property
    def late(self) -> int:
        """Days past its deadline."""
        return self.decided.late(self.day)

    @property
    def standing(self) -> Text:
        """Say how far it is: done, late, to be done."""
        if self.done_on is not None:
            return N_("done")
        if self.late:
            return P_("{count} day late", "{count} days late", count=self.late)
        if self.due_on is not None:
            left = (self.due_on - self.day).days
            return P_("in {count} day", "in {count} days", count=left)
        return N_("no deadline")


def meetings(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[MeetingRow]:
    """List the meetings, committee by committee, the latest first."""
    counts: dict[int, tuple[int, int]] = {}
    known = select(CommitteeDecision.meeting_id, CommitteeDecision.done_on)
    for meeting_id, done in session.execute(known):
        whole, waits = counts.get(meeting_id, (0, 0))
        counts[meeting_id] = (whole + 1, waits + (done is None))
    query = (
        select(CommitteeMeeting, Committee.name)
        .join(Committee, Committee.id == CommitteeMeeting.committee_id)
        .order_by(
            Committee.name, CommitteeMeeting.held_on.desc(), CommitteeMeeting.id.desc()
        )
    )
    if ids is not None:
        query = query.where(CommitteeMeeting.id.in_(ids))
    keys = CommitteeMeeting.__table__.columns.keys()
    return [
        MeetingRow(
            **{key: getattr(row, key) for key in keys},
            committee=name,
            decisions=counts.get(row.id, (0, 0))[0],
            open=counts.get(row.id, (0, 0))[1],
        )
        for row, name in session.execute(query)
    ]


def decisions(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[DecisionRow]:
    """List the decisions: those not done first by their deadline, then the others."""
    day = today(session)
    query = (
        select(CommitteeDecision, CommitteeMeeting, Committee.name)
        .join(CommitteeMeeting, CommitteeMeeting.id == CommitteeDecision.meeting_id)
        .join(Committee, Committee.id == CommitteeMeeting.committee_id)
    )
    if ids is not None:
        query = query.where(CommitteeDecision.id.in_(ids))
    keys = CommitteeDecision.__table__.columns.keys()
    rows = [
        DecisionRow(
            **{key: getattr(row, key) for key in keys},
            committee_id=meeting.committee_id,
            committee=name,
            kind=meeting.kind,
            met_on=meeting.held_on,
            day=day,
        )
        for row, meeting, name in session.execute(query)
    ]
    return sorted(rows, key=_by_need)


def _by_need(row: DecisionRow) -> tuple[bool, dt.date, int]:
    if row.done_on is not None:
        return True, dt.date.max - (row.done_on - dt.date.min), row.id
    return False, row.due_on or dt.date.max, row.id

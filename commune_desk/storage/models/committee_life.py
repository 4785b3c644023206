"""The life of committees: meetings, decisions, training, visits, complaints."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.committees import ComplaintState, MeetingKind
from commune_desk.storage.models.base import Base, EnumColumn


class CommitteeMeeting(Base):
    """A meeting, with who came."""

    __tablename__ = "committee_meetings"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    kind: Mapped[MeetingKind] = mapped_column(EnumColumn(MeetingKind))
    held_on: Mapped[dt.date]
    place: Mapped[str] = mapped_column(default="")
    women: Mapped[int | None] = mapped_column(default=None)
    men: Mapped[int | None] = mapped_column(default=None)
    agenda: Mapped[str] = mapped_column(default="")
    minutes: Mapped[bool] = mapped_column(default=False)
    """Whether minutes were handed in."""

    accounts_shown: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class CommitteeDecision(Base):
    """What a meeting decided, and what became of it."""

    __tablename__ = "committee_decisions"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("committee_meetings.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str]
    responsible: Mapped[str] = mapped_column(default="")
    due_on: Mapped[dt.date | None] = mapped_column(default=None)
    done_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Training(Base):
    """Training that a committee received."""

    __tablename__ = "trainings"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    held_on: Mapped[dt.date]
    topic: Mapped[str]
    provider: Mapped[str] = mapped_column(default="")
    women: Mapped[int | None] = mapped_column(default=None)
    men: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class GridItem(Base):
    """A question of the grid of self-assessment, 0 to 2 points: dated data."""

    __tablename__ = "grid_items"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    code: Mapped[str]
    theme: Mapped[str]
    title: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(default="")
    """Name of what the dossier can answer by itself; empty where only a visit can."""

    valid_from: Mapped[dt.date | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class GridClass(Base):
    """A class of the grid: the points from which it holds."""

    __tablename__ = "grid_classes"
    __table_args__ = (UniqueConstraint("lowest"),)

    lowest: Mapped[int]
    title: Mapped[str]
    source: Mapped[str] = mapped_column(default="")


class Visit(Base):
    """A visit of the commune to a committee."""

    __tablename__ = "visits"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    made_on: Mapped[dt.date]
    agent: Mapped[str] = mapped_column(default="")
    remarks: Mapped[str] = mapped_column(default="")
    deadline: Mapped[dt.date | None] = mapped_column(default=None)
    """Until when the remarks are to be settled."""

    settled_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class GridScore(Base):
    """The points of one question at one visit."""

    __tablename__ = "grid_scores"
    __table_args__ = (
        UniqueConstraint("visit_id", "item_id"),
        CheckConstraint("points BETWEEN 0 AND 2", name="points"),
    )

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("grid_items.id"), index=True)
    points: Mapped[int]


class Complaint(Base):
    """A complaint, about a committee or about anything else."""

    __tablename__ = "complaints"
    __table_args__ = (UniqueConstraint("year", "number"),)

    year: Mapped[int]
    number: Mapped[int]
    received_on: Mapped[dt.date]
    subject: Mapped[str]
    channel: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    confidential: Mapped[bool] = mapped_column(default=False)
    complainant: Mapped[str] = mapped_column(default="")
    """Never printed in statistics, nor where the complaint is confidential."""

    committee_id: Mapped[int | None] = mapped_column(
        ForeignKey("committees.id"), default=None, index=True
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    state: Mapped[ComplaintState] = mapped_column(
        EnumColumn(ComplaintState), default=ComplaintState.RECEIVED
    )
    due_on: Mapped[dt.date | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[dt.date | None] = mapped_column(default=None)
    closed_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")

"""Answering to people: restitutions, concertation, complaints, the archive’s lists."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.accountability import BodyLevel, RecommendationState
from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.committees import Sex
from commune_desk.storage.models.base import Base, EnumColumn


class PublicSession(Base):
    """The yearly public restitution (`planning.md` 1.7)."""

    __tablename__ = "public_sessions"
    __table_args__ = (UniqueConstraint("year", "held_on"),)

    year: Mapped[int]
    """The exercise that is told of."""

    held_on: Mapped[dt.date]
    place: Mapped[str] = mapped_column(default="")
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    announced_on: Mapped[dt.date | None] = mapped_column(default=None)
    channels: Mapped[str] = mapped_column(default="")
    """How people were called: crier, radio, chiefs."""

    chair: Mapped[str] = mapped_column(default="")
    guests: Mapped[str] = mapped_column(default="")
    """Services and authorities that were there."""

    paid_by: Mapped[str] = mapped_column(default="")
    minutes: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class SessionAttendance(Base):
    """Who came from a village."""

    __tablename__ = "session_attendances"
    __table_args__ = (
        UniqueConstraint("session_id", "village_id"),
        CheckConstraint("women >= 0 AND men >= 0 AND young >= 0", name="counts"),
    )

    session_id: Mapped[int] = mapped_column(
        ForeignKey("public_sessions.id", ondelete="CASCADE")
    )
    village_id: Mapped[int] = mapped_column(ForeignKey("villages.id"), index=True)
    women: Mapped[int] = mapped_column(default=0)
    men: Mapped[int] = mapped_column(default=0)
    young: Mapped[int] = mapped_column(default=0)
    """Young people among these women and men."""


class SessionQuestion(Base):
    """A question of the public, and what was answered."""

    __tablename__ = "session_questions"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("public_sessions.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    question: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[Sex | None] = mapped_column(EnumColumn(Sex), default=None)
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    sector_id: Mapped[int | None] = mapped_column(
        ForeignKey("sectors.id"), default=None, index=True
    )


class Body(Base):
    """A body of concertation (CLOCSAD, CROCSAD …), under a text that may change."""

    __tablename__ = "bodies"
    __table_args__ = (UniqueConstraint("short", "valid_from"),)

    short: Mapped[str]
    title: Mapped[str]
    level: Mapped[BodyLevel] = mapped_column(EnumColumn(BodyLevel))
    chaired_by: Mapped[str] = mapped_column(default="")
    sessions_a_year: Mapped[int | None] = mapped_column(default=None)
    legal: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[dt.date | None] = mapped_column(default=None)
    valid_until: Mapped[dt.date | None] = mapped_column(default=None)
    sure: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class BodySession(Base):
    """A session of a body."""

    __tablename__ = "body_sessions"
    __table_args__ = (UniqueConstraint("body_id", "held_on"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    held_on: Mapped[dt.date]
    subject: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    women: Mapped[int | None] = mapped_column(default=None)
    men: Mapped[int | None] = mapped_column(default=None)
    delegates: Mapped[str] = mapped_column(default="")
    """Who sat there for the commune."""

    minutes: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Recommendation(Base):
    """What a restitution or a body asked for, by whom and by when."""

    __tablename__ = "recommendations"
    __table_args__ = (
        CheckConstraint(
            "(public_session_id IS NULL) <> (body_session_id IS NULL)",
            name="one_session",
        ),
    )

    number: Mapped[int]
    title: Mapped[str]
    public_session_id: Mapped[int | None] = mapped_column(
        ForeignKey("public_sessions.id"), default=None, index=True
    )
    body_session_id: Mapped[int | None] = mapped_column(
        ForeignKey("body_sessions.id"), default=None, index=True
    )
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[dt.date | None] = mapped_column(default=None)
    state: Mapped[RecommendationState] = mapped_column(
        EnumColumn(RecommendationState), default=RecommendationState.OPEN
    )
    done_on: Mapped[dt.date | None] = mapped_column(default=None)
    followup: Mapped[str] = mapped_column(default="")
    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    note: Mapped[str] = mapped_column(default="")


class ComplaintCategory(Base):
    """A category of complaints, and the days within which an answer is due."""

    __tablename__ = "complaint_categories"
    __table_args__ = (UniqueConstraint("title"),)

    title: Mapped[str]
    days: Mapped[int | None] = mapped_column(default=None)
    confidential: Mapped[bool] = mapped_column(default=False)
    """Whether complaints of this kind are confidential unless said otherwise."""

    sure: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class ComplaintStep(Base):
    """What was done about a complaint."""

    __tablename__ = "complaint_steps"

    complaint_id: Mapped[int] = mapped_column(
        ForeignKey("complaints.id", ondelete="CASCADE"), index=True
    )
    done_on: Mapped[dt.date]
    title: Mapped[str]
    by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ProcedurePaper(Base):
    """A paper that the archive should hold for each record of a kind."""

    __tablename__ = "procedure_papers"
    __table_args__ = (UniqueConstraint("record_table", "title"),)

    record_table: Mapped[str]
    title: Mapped[str]
    kind: Mapped[AttachmentKind] = mapped_column(
        EnumColumn(AttachmentKind), default=AttachmentKind.OTHER
    )
    state: Mapped[str] = mapped_column(default="")
    """State of the record from which on it is asked for; empty: always."""

    legal: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)

"""The making of the plan: steps, council sessions, transmissions, the calendar."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.process import SessionKind, StepState
from commune_desk.storage.models.base import Base, EnumColumn


class ProcessStep(Base):
    """One of the steps 0 to 13 by which a plan is made (`planning.md` 1.4)."""

    __tablename__ = "process_steps"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    title: Mapped[str]
    output: Mapped[str] = mapped_column(default="")
    """What the step leaves behind: the paper that is asked for."""

    state: Mapped[StepState] = mapped_column(
        EnumColumn(StepState), default=StepState.TO_COME
    )
    planned_on: Mapped[dt.date | None] = mapped_column(default=None)
    held_on: Mapped[dt.date | None] = mapped_column(default=None)
    place: Mapped[str] = mapped_column(default="")
    men: Mapped[int | None] = mapped_column(default=None)
    """Grown men present; the young are counted apart."""

    women: Mapped[int | None] = mapped_column(default=None)
    young_men: Mapped[int | None] = mapped_column(default=None)
    young_women: Mapped[int | None] = mapped_column(default=None)
    responsible: Mapped[str] = mapped_column(default="")
    minutes: Mapped[str] = mapped_column(default="")
    """Number or place of the minutes."""

    note: Mapped[str] = mapped_column(default="")


class CouncilSession(Base):
    """A session of the council, or of the délégation spéciale."""

    __tablename__ = "council_sessions"
    __table_args__ = (
        CheckConstraint(
            "coalesce(present, 0) >= 0 AND coalesce(votes_for, 0) >= 0"
            " AND coalesce(votes_against, 0) >= 0 AND coalesce(abstentions, 0) >= 0",
            name="counts_not_negative",
        ),
    )

    held_on: Mapped[dt.date]
    plan_id: Mapped[int | None] = mapped_column(
        ForeignKey("plans.id"), default=None, index=True
    )
    """The plan that the session deliberates on, if it does."""

    kind: Mapped[SessionKind] = mapped_column(
        EnumColumn(SessionKind), default=SessionKind.ORDINARY
    )
    convened_on: Mapped[dt.date | None] = mapped_column(default=None)
    place: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    chair: Mapped[str] = mapped_column(default="")
    scribe: Mapped[str] = mapped_column(default="")
    seats: Mapped[int | None] = mapped_column(default=None)
    """Members in office; empty: the number that the population gives."""

    present: Mapped[int | None] = mapped_column(default=None)
    proxies: Mapped[int | None] = mapped_column(default=None)
    votes_for: Mapped[int | None] = mapped_column(default=None)
    votes_against: Mapped[int | None] = mapped_column(default=None)
    abstentions: Mapped[int | None] = mapped_column(default=None)
    deliberation: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Transmission(Base):
    """A plan sent to someone, and what came back."""

    __tablename__ = "transmissions"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    recipient: Mapped[str]
    sent_on: Mapped[dt.date | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    """Number of the slip (bordereau d’envoi)."""

    received_on: Mapped[dt.date | None] = mapped_column(default=None)
    observations: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[dt.date | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")


class Deadline(Base):
    """A line of the calendar of each year (`planning.md` 1.8)."""

    __tablename__ = "deadlines"

    title: Mapped[str]
    first_month: Mapped[int]
    last_month: Mapped[int]
    last_day: Mapped[int | None] = mapped_column(default=None)
    """Day of the last month by which it is due; empty: its end."""

    place: Mapped[str] = mapped_column(default="")
    """The place of the window where the work is done."""

    source: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=False)
    """Whether a text was read that says so; otherwise usage, to be verified."""

"""What came of the actions: dated states, and progress."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class Transition(Base):
    """A state that an action has reached, and when; the latest is its state."""

    __tablename__ = "transitions"

    action_id: Mapped[int] = mapped_column(
        ForeignKey("actions.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ActionState] = mapped_column(EnumColumn(ActionState))
    reached_on: Mapped[dt.date]
    to_year: Mapped[int | None] = mapped_column(default=None)
    """For a postponed action: the year it is put off to."""

    reason: Mapped[str] = mapped_column(default="")
    deliberation: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Progress(Base):
    """How far an action has come on a day: works and money since its start."""

    __tablename__ = "progress"
    __table_args__ = (
        CheckConstraint(
            "coalesce(quantity, 0) >= 0 AND coalesce(percent, 0) BETWEEN 0 AND 100"
            " AND coalesce(committed, 0) >= 0 AND coalesce(paid, 0) >= 0",
            name="within_bounds",
        ),
    )

    action_id: Mapped[int] = mapped_column(
        ForeignKey("actions.id", ondelete="CASCADE"), index=True
    )
    seen_on: Mapped[dt.date]
    quantity: Mapped[int | None] = mapped_column(default=None)
    """Units done since the start, where the action counts units."""

    percent: Mapped[int | None] = mapped_column(default=None)
    """Physical progress, where units do not say it."""

    committed: Mapped[Money | None] = mapped_column(default=None)
    paid: Mapped[Money | None] = mapped_column(default=None)
    """Francs since the start of the action."""

    difficulties: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

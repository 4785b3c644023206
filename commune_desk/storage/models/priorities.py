"""The grid of priorities: criteria with their weights, marks."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.storage.models.base import Base


class Criterion(Base):
    """A criterion of a plan’s grid (`planning.md` 2.3)."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint(
            "weight >= 0 AND coalesce(other_weight, 0) >= 0 AND top > 0",
            name="weights_not_negative",
        ),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    title: Mapped[str]
    weight: Mapped[int] = mapped_column(default=1)
    other_weight: Mapped[int | None] = mapped_column(default=None)
    """A weight to compare with; empty: the same."""

    top: Mapped[int] = mapped_column(default=3)
    """The best mark; the least is 0."""

    note: Mapped[str] = mapped_column(default="")


class Score(Base):
    """The mark of an action under one criterion."""

    __tablename__ = "scores"
    __table_args__ = (
        UniqueConstraint("action_id", "criterion_id"),
        CheckConstraint("mark >= 0", name="mark_not_negative"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("criteria.id", ondelete="CASCADE"), index=True
    )
    mark: Mapped[int]

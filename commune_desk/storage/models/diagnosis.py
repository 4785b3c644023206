"""What villages say: assemblies, problems, and the actions that answer them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.storage.models.base import Base


class Assembly(Base):
    """The assembly of a village for the diagnosis of a plan."""

    __tablename__ = "assemblies"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("villages.id"), index=True)
    held_on: Mapped[dt.date | None] = mapped_column(default=None)
    place: Mapped[str] = mapped_column(default="")
    men: Mapped[int | None] = mapped_column(default=None)
    women: Mapped[int | None] = mapped_column(default=None)
    young_men: Mapped[int | None] = mapped_column(default=None)
    young_women: Mapped[int | None] = mapped_column(default=None)
    facilitator: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Problem(Base):
    """One line of a village’s sheet: a problem of a sector (`planning.md` T1)."""

    __tablename__ = "problems"
    __table_args__ = (
        CheckConstraint(
            "coalesce(rank_men, 1) > 0 AND coalesce(rank_women, 1) > 0"
            " AND coalesce(rank_youth, 1) > 0 AND coalesce(rank_kept, 1) > 0",
            name="ranks_positive",
        ),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("villages.id"), index=True)
    sector_id: Mapped[int] = mapped_column(ForeignKey("sectors.id"), index=True)
    title: Mapped[str]
    causes: Mapped[str] = mapped_column(default="")
    consequences: Mapped[str] = mapped_column(default="")
    assets: Mapped[str] = mapped_column(default="")
    solutions: Mapped[str] = mapped_column(default="")
    rank_men: Mapped[int | None] = mapped_column(default=None)
    rank_women: Mapped[int | None] = mapped_column(default=None)
    rank_youth: Mapped[int | None] = mapped_column(default=None)
    rank_kept: Mapped[int | None] = mapped_column(default=None)
    """The rank that the assembly kept, 1 the first."""

    note: Mapped[str] = mapped_column(default="")


class Answer(Base):
    """An action that answers a problem."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("problem_id", "action_id"),)

    problem_id: Mapped[int] = mapped_column(
        ForeignKey("problems.id", ondelete="CASCADE")
    )
    action_id: Mapped[int] = mapped_column(
        ForeignKey("actions.id", ondelete="CASCADE"), index=True
    )

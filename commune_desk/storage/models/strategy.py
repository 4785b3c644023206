"""The logical frame: results, indicators and their values, themes."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.strategy import Direction, Marker, ThemeKind
from commune_desk.storage.models.base import Base, EnumColumn


class Result(Base):
    """A result that an objective expects."""

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("objective_id", "number"),)

    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id"))
    number: Mapped[int]
    title: Mapped[str]
    assumptions: Mapped[str] = mapped_column(default="")


class Indicator(Base):
    """What is measured, from where and to where."""

    __tablename__ = "indicators"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    title: Mapped[str]
    objective_id: Mapped[int | None] = mapped_column(
        ForeignKey("objectives.id"), default=None, index=True
    )
    result_id: Mapped[int | None] = mapped_column(
        ForeignKey("results.id"), default=None, index=True
    )
    unit: Mapped[str] = mapped_column(default="")
    direction: Mapped[Direction] = mapped_column(
        EnumColumn(Direction), default=Direction.RISES
    )
    by_sex: Mapped[bool] = mapped_column(default=False)
    """Whether women and men are to be told apart."""

    baseline: Mapped[float | None] = mapped_column(default=None)
    baseline_year: Mapped[int | None] = mapped_column(default=None)
    target: Mapped[float | None] = mapped_column(default=None)
    target_year: Mapped[int | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(default="")
    """Where the figures come from (source de vérification)."""

    note: Mapped[str] = mapped_column(default="")


class IndicatorValue(Base):
    """What was measured in one year."""

    __tablename__ = "indicator_values"
    __table_args__ = (UniqueConstraint("indicator_id", "year"),)

    indicator_id: Mapped[int] = mapped_column(
        ForeignKey("indicators.id", ondelete="CASCADE")
    )
    year: Mapped[int]
    value: Mapped[float | None] = mapped_column(default=None)
    women: Mapped[float | None] = mapped_column(default=None)
    men: Mapped[float | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(default="")


class Theme(Base):
    """A theme, a national policy or a goal of sustainable development."""

    __tablename__ = "themes"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    title: Mapped[str]
    kind: Mapped[ThemeKind] = mapped_column(
        EnumColumn(ThemeKind), default=ThemeKind.THEME
    )
    source: Mapped[str] = mapped_column(default="")


class ActionTheme(Base):
    """A theme that an action serves."""

    __tablename__ = "action_themes"
    __table_args__ = (UniqueConstraint("action_id", "theme_id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    marker: Mapped[Marker] = mapped_column(EnumColumn(Marker), default=Marker.PRINCIPAL)


class ObjectiveTheme(Base):
    """A policy that an objective carries out."""

    __tablename__ = "objective_themes"
    __table_args__ = (UniqueConstraint("objective_id", "theme_id"),)

    objective_id: Mapped[int] = mapped_column(
        ForeignKey("objectives.id", ondelete="CASCADE")
    )
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)

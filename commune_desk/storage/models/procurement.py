"""Contracts of the commune, their steps and thresholds; what the commune owns."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.execution import AssetState, ProcurementKind
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class Procurement(Base):
    """A contract (marché) from the plan of procurement to the final handover."""

    __tablename__ = "procurements"
    __table_args__ = (UniqueConstraint("year", "reference"),)

    year: Mapped[int]
    reference: Mapped[str]
    object: Mapped[str]
    kind: Mapped[ProcurementKind] = mapped_column(EnumColumn(ProcurementKind))
    procedure: Mapped[str] = mapped_column(default="")
    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    estimate: Mapped[Money | None] = mapped_column(default=None)
    amount: Mapped[Money | None] = mapped_column(default=None)
    """What was awarded, in francs."""

    party_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties.id"), default=None, index=True
    )
    guarantee: Mapped[int | None] = mapped_column(default=None)
    """Retention money, hundredths of a per cent."""

    delay_days: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class ProcurementStep(Base):
    """A step of a contract, with its planned and its real date."""

    __tablename__ = "procurement_steps"
    __table_args__ = (UniqueConstraint("procurement_id", "key"),)

    procurement_id: Mapped[int] = mapped_column(
        ForeignKey("procurements.id", ondelete="CASCADE")
    )
    key: Mapped[str]
    title: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    planned_on: Mapped[dt.date | None] = mapped_column(default=None)
    done_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class ProcurementThreshold(Base):
    """Which procedure an estimate asks for, from a day on."""

    __tablename__ = "procurement_thresholds"
    __table_args__ = (UniqueConstraint("kind", "procedure", "valid_from"),)

    kind: Mapped[ProcurementKind] = mapped_column(EnumColumn(ProcurementKind))
    procedure: Mapped[str]
    lowest: Mapped[Money]
    highest: Mapped[Money | None] = mapped_column(default=None)
    valid_from: Mapped[dt.date | None] = mapped_column(default=None)
    legal: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=False)


class Asset(Base):
    """Something that the commune owns, in the inventory."""

    __tablename__ = "assets"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("value >= 0", name="value"),
    )

    number: Mapped[str]
    title: Mapped[str]
    state: Mapped[AssetState] = mapped_column(
        EnumColumn(AssetState), default=AssetState.GOOD
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    acquired_on: Mapped[dt.date | None] = mapped_column(default=None)
    value: Mapped[Money | None] = mapped_column(default=None)
    operation_id: Mapped[int | None] = mapped_column(
        ForeignKey("operations.id"), default=None, index=True
    )
    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    committee: Mapped[str] = mapped_column(default="")
    """Who runs it."""

    disposed_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")

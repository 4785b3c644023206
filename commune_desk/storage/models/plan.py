"""The plan: what the commune will do, where, when, and who pays."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commune_desk.domain.agreements import PartnerKind
from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.money import Money
from commune_desk.domain.plan import ActionKind
from commune_desk.domain.priorities import Decision
from commune_desk.storage.models.base import Base, EnumColumn


class Sector(Base):
    """A sector, or a sub-sector of one; its code stays stable for the export."""

    __tablename__ = "sectors"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    title: Mapped[str]
    domain: Mapped[str] = mapped_column(default="")
    """Social, economy, environment, governance: a head above sectors."""

    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("sectors.id"), default=None, index=True
    )


class Plan(Base):
    """A five-year plan (PDSEC)."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("first_year", "version"),)

    title: Mapped[str]
    first_year: Mapped[int]
    years: Mapped[int] = mapped_column(default=5)
    version: Mapped[int] = mapped_column(default=1)
    adopted_on: Mapped[dt.date | None] = mapped_column(default=None)
    deliberation: Mapped[str] = mapped_column(default="")
    announced: Mapped[Money | None] = mapped_column(default=None)
    """Cost printed on the cover of the plan, to be compared with the sum."""

    note: Mapped[str] = mapped_column(default="")
    vision: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)
    """Whether a later version took its place; the rows are then a frozen copy."""


class Axis(Base):
    """A strategic axis of a plan."""

    __tablename__ = "axes"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    title: Mapped[str]
    aim: Mapped[str] = mapped_column(default="")
    """The overall objective (objectif global)."""


class Objective(Base):
    """What an axis wants of one sector; the line that heads a sector of the PIA."""

    __tablename__ = "objectives"

    axis_id: Mapped[int] = mapped_column(ForeignKey("axes.id"), index=True)
    sector_id: Mapped[int] = mapped_column(ForeignKey("sectors.id"), index=True)
    title: Mapped[str]


class Partner(Base):
    """A funder from outside or inside the commune."""

    __tablename__ = "partners"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    funder_class: Mapped[FunderClass] = mapped_column(
        EnumColumn(FunderClass), default=FunderClass.PARTNER
    )
    country: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    kind: Mapped[PartnerKind] = mapped_column(
        EnumColumn(PartnerKind), default=PartnerKind.OTHER
    )
    contact: Mapped[str] = mapped_column(default="")
    """Who is written to there: private, like what follows."""

    contact_post: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")


class Action(Base):
    """One action of the plan."""

    __tablename__ = "actions"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    code: Mapped[str]
    title: Mapped[str]
    sector_id: Mapped[int] = mapped_column(ForeignKey("sectors.id"), index=True)
    objective_id: Mapped[int | None] = mapped_column(
        ForeignKey("objectives.id"), default=None, index=True
    )
    kind: Mapped[ActionKind] = mapped_column(
        EnumColumn(ActionKind), default=ActionKind.INVESTMENT
    )
    whole_commune: Mapped[bool] = mapped_column(default=False)
    other_place: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int | None] = mapped_column(default=None)
    unit: Mapped[str] = mapped_column(default="")
    indicator: Mapped[str] = mapped_column(default="")
    responsible: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    """Where the line comes from; says “inventé” for figures of a demonstration."""

    note: Mapped[str] = mapped_column(default="")
    origin_id: Mapped[int | None] = mapped_column(default=None, index=True)
    """In an archived version: the living action of which this is the copy."""

    outside_plan: Mapped[bool] = mapped_column(default=False)
    """Done without having been planned: counted apart (`planning.md` T10)."""

    decision: Mapped[Decision] = mapped_column(
        EnumColumn(Decision), default=Decision.KEPT
    )
    decision_reason: Mapped[str] = mapped_column(default="")
    women: Mapped[int | None] = mapped_column(default=None)
    """Beneficiaries, women and girls; men and boys beside."""

    men: Mapped[int | None] = mapped_column(default=None)
    starts_on: Mapped[dt.date | None] = mapped_column(default=None)
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)

    places: Mapped[list[ActionPlace]] = relationship(
        cascade="all, delete-orphan", default_factory=list, order_by="ActionPlace.id"
    )
    costs: Mapped[list[ActionCost]] = relationship(
        cascade="all, delete-orphan", default_factory=list, order_by="ActionCost.year"
    )
    contributions: Mapped[list[Contribution]] = relationship(
        cascade="all, delete-orphan", default_factory=list, order_by="Contribution.id"
    )


class ActionPlace(Base):
    """A village that an action serves."""

    __tablename__ = "action_places"
    __table_args__ = (UniqueConstraint("action_id", "village_id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), init=False)
    village_id: Mapped[int] = mapped_column(ForeignKey("villages.id"), index=True)


class ActionCost(Base):
    """What an action costs in one year."""

    __tablename__ = "action_costs"
    __table_args__ = (
        UniqueConstraint("action_id", "year"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), init=False)
    year: Mapped[int]
    amount: Mapped[Money]


class Contribution(Base):
    """What one funder gives to an action in one year."""

    __tablename__ = "contributions"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    action_id: Mapped[int] = mapped_column(
        ForeignKey("actions.id"), init=False, index=True
    )
    year: Mapped[int]
    funder_class: Mapped[FunderClass] = mapped_column(EnumColumn(FunderClass))
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("partners.id"), default=None, index=True
    )
    amount: Mapped[Money | None] = mapped_column(default=None)
    """Unknown where a source names a funder without an amount."""

    status: Mapped[FundingStatus] = mapped_column(
        EnumColumn(FundingStatus), default=FundingStatus.SOUGHT
    )
    currency: Mapped[str] = mapped_column(default="XOF")
    foreign_cents: Mapped[int | None] = mapped_column(default=None)
    rate: Mapped[str] = mapped_column(default="")
    """Francs for one unit of the currency, as text: exact."""

    note: Mapped[str] = mapped_column(default="")

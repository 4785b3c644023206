"""What frames the programming: envelopes, the annual plan, shares, what comes after."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class Envelope(Base):
    """What a class of funders can give in a year, all actions together."""

    __tablename__ = "envelopes"
    __table_args__ = (
        UniqueConstraint("plan_id", "year", "funder_class"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    year: Mapped[int]
    funder_class: Mapped[FunderClass] = mapped_column(EnumColumn(FunderClass))
    amount: Mapped[Money]
    reason: Mapped[str] = mapped_column(default="")
    """Why more than the envelope was planned, where it was."""

    note: Mapped[str] = mapped_column(default="")


class AnnualLine(Base):
    """An action ticked for the annual plan (PIA) of a year."""

    __tablename__ = "annual_lines"
    __table_args__ = (
        UniqueConstraint("action_id", "year"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    year: Mapped[int]
    amount: Mapped[Money]
    """Cost in the annual plan; rule 6 compares it with the five-year plan."""

    carried_from: Mapped[int | None] = mapped_column(default=None)
    """The year of which it was not done, if it was carried over."""

    reason: Mapped[str] = mapped_column(default="")


class ActionShare(Base):
    """The part of one commune in an action that several share."""

    __tablename__ = "action_shares"
    __table_args__ = (
        UniqueConstraint("action_id", "commune_id"),
        CheckConstraint("share BETWEEN 0 AND 10000", name="share_of_the_whole"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    commune_id: Mapped[int] = mapped_column(ForeignKey("communes.id"), index=True)
    share: Mapped[int]
    """Hundredths of a per cent: 10 000 is the whole."""

    note: Mapped[str] = mapped_column(default="")


class Sustainability(Base):
    """Who runs what was built, and what pays for it."""

    __tablename__ = "sustainability"
    __table_args__ = (UniqueConstraint("action_id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    operator: Mapped[str] = mapped_column(default="")
    committee: Mapped[str] = mapped_column(default="")
    yearly_cost: Mapped[Money | None] = mapped_column(default=None)
    income: Mapped[str] = mapped_column(default="")
    yearly_income: Mapped[Money | None] = mapped_column(default=None)
    land_title: Mapped[str] = mapped_column(default="")
    maintenance: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

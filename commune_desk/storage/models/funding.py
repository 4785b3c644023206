"""Agreements with partners: who, what for, how much, when it came, what it paid."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.agreements import AgreementState, PartyRole, Route
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class Agreement(Base):
    """An agreement; its fields are those of the French Atlas (seed 004)."""

    __tablename__ = "agreements"
    __table_args__ = (
        UniqueConstraint("reference"),
        CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="days"),
    )

    reference: Mapped[str]
    title: Mapped[str]
    currency: Mapped[str]
    """ISO 4217; amounts of the agreement are hundredths of it (whole francs × 100)."""

    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    signed_on: Mapped[dt.date | None] = mapped_column(default=None)
    first_signed: Mapped[int | None] = mapped_column(default=None)
    """Year in which the partners signed for the first time."""

    rate: Mapped[str] = mapped_column(default="")
    """Francs for one unit of the currency, as text: exact; empty for francs."""

    rate_on: Mapped[dt.date | None] = mapped_column(default=None)
    form: Mapped[str] = mapped_column(default="")
    state: Mapped[AgreementState] = mapped_column(
        EnumColumn(AgreementState), default=AgreementState.IN_FORCE
    )
    context: Mapped[str] = mapped_column(default="")
    history: Mapped[str] = mapped_column(default="")
    aim: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    beneficiaries: Mapped[str] = mapped_column(default="")
    women: Mapped[int | None] = mapped_column(default=None)
    men: Mapped[int | None] = mapped_column(default=None)
    evaluation: Mapped[str] = mapped_column(default="")
    communication: Mapped[str] = mapped_column(default="")
    volunteers: Mapped[str] = mapped_column(default="")
    outlook: Mapped[str] = mapped_column(default="")
    report_months: Mapped[int | None] = mapped_column(default=None)
    """Months between two reports that the funder asks for."""

    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class AgreementTheme(Base):
    """A theme of an agreement; priority 0 is the main one."""

    __tablename__ = "agreement_themes"
    __table_args__ = (UniqueConstraint("agreement_id", "priority"),)

    agreement_id: Mapped[int] = mapped_column(
        ForeignKey("agreements.id", ondelete="CASCADE")
    )
    priority: Mapped[int]
    theme: Mapped[str]
    sub_theme: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")


class AgreementParty(Base):
    """A commune, an authority or an association that has a part in an agreement."""

    __tablename__ = "agreement_parties"
    __table_args__ = (UniqueConstraint("agreement_id", "role", "name"),)

    agreement_id: Mapped[int] = mapped_column(
        ForeignKey("agreements.id", ondelete="CASCADE")
    )
    name: Mapped[str]
    role: Mapped[PartyRole] = mapped_column(EnumColumn(PartyRole))
    country: Mapped[str] = mapped_column(default="")
    commune_id: Mapped[int | None] = mapped_column(
        ForeignKey("communes.id"), default=None, index=True
    )
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("partners.id"), default=None, index=True
    )
    contact: Mapped[str] = mapped_column(default="")
    """Who is written to there: private, like what follows."""

    contact_post: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class AgreementFunding(Base):
    """What a funder gives to an agreement in a year, as the agreement says."""

    __tablename__ = "agreement_fundings"
    __table_args__ = (
        UniqueConstraint("agreement_id", "partner_id", "year", "way"),
        CheckConstraint("amount_cents >= 0", name="amount"),
    )

    agreement_id: Mapped[int] = mapped_column(
        ForeignKey("agreements.id", ondelete="CASCADE")
    )
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    year: Mapped[int]
    amount_cents: Mapped[int]
    """Hundredths of the agreement’s currency."""

    way: Mapped[Route] = mapped_column(EnumColumn(Route), default=Route.BESIDE)
    water_cents: Mapped[int | None] = mapped_column(default=None)
    """Part told apart as “1 % water”, first column of the Atlas."""

    water_other_cents: Mapped[int | None] = mapped_column(default=None)
    """The second column that the Atlas heads with the same words."""

    note: Mapped[str] = mapped_column(default="")


class Tranche(Base):
    """A part of the money: forecast, promised, received."""

    __tablename__ = "tranches"
    __table_args__ = (
        UniqueConstraint("agreement_id", "partner_id", "number"),
        CheckConstraint(
            "forecast_cents >= 0 AND coalesce(promised_cents, 0) >= 0"
            " AND coalesce(received_cents, 0) >= 0",
            name="amounts",
        ),
    )

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    number: Mapped[int]
    forecast_on: Mapped[dt.date]
    forecast_cents: Mapped[int]
    promised_on: Mapped[dt.date | None] = mapped_column(default=None)
    promised_cents: Mapped[int | None] = mapped_column(default=None)
    received_on: Mapped[dt.date | None] = mapped_column(default=None)
    received_cents: Mapped[int | None] = mapped_column(default=None)
    received_francs: Mapped[Money | None] = mapped_column(default=None)
    """What the bank or the Treasury credited; empty: reckoned at the rate."""

    rate: Mapped[str] = mapped_column(default="")
    """Rate of the day of receipt; empty: that of the agreement."""

    way: Mapped[Route] = mapped_column(EnumColumn(Route), default=Route.BESIDE)
    operation_id: Mapped[int | None] = mapped_column(
        ForeignKey("operations.id"), default=None, index=True
    )
    """The receipt of the budget by which it came in."""

    condition: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class FundUse(Base):
    """What an agreement’s money paid for."""

    __tablename__ = "fund_uses"
    __table_args__ = (
        CheckConstraint("(francs IS NULL) <> (cents IS NULL)", name="one_amount"),
        CheckConstraint("coalesce(francs, cents) >= 0", name="amount"),
    )

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"), index=True)
    spent_on: Mapped[dt.date]
    title: Mapped[str]
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("partners.id"), default=None, index=True
    )
    """The funder whose money it is; empty: of all, by their shares."""

    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    francs: Mapped[Money | None] = mapped_column(default=None)
    cents: Mapped[int | None] = mapped_column(default=None)
    """Hundredths of the agreement’s currency, where it was spent in that."""

    operation_id: Mapped[int | None] = mapped_column(
        ForeignKey("operations.id"), default=None, index=True
    )
    """The expense of the budget that it was; empty: paid beside the budget."""

    voucher: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class FundReport(Base):
    """A report owed to a funder: due, sent."""

    __tablename__ = "fund_reports"
    __table_args__ = (UniqueConstraint("agreement_id", "begins_on", "ends_on"),)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    sent_on: Mapped[dt.date | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    achieved: Mapped[str] = mapped_column(default="")
    """What was done: the technical part, in the commune’s words."""

    difficulties: Mapped[str] = mapped_column(default="")
    next_steps: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

"""The money of committees: cash, stock, water, members’ dues, dues to the commune."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.committees import DueKind, MeterKind
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class CashPeriod(Base):
    """A span of the cash book: what it opened and closed with, as counted."""

    __tablename__ = "cash_periods"
    __table_args__ = (
        UniqueConstraint("committee_id", "begins_on"),
        CheckConstraint("ends_on >= begins_on", name="days"),
    )

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    opening_cash: Mapped[Money] = mapped_column(default=Money(0))
    opening_bank: Mapped[Money] = mapped_column(default=Money(0))
    closing_cash: Mapped[Money | None] = mapped_column(default=None)
    """As counted; None while the period runs."""

    closing_bank: Mapped[Money | None] = mapped_column(default=None)
    approved_on: Mapped[dt.date | None] = mapped_column(default=None)
    """Day of the assembly that heard the account."""

    note: Mapped[str] = mapped_column(default="")


class CashCategory(Base):
    """A heading of the cash sheet, for all types or for one."""

    __tablename__ = "cash_categories"
    __table_args__ = (UniqueConstraint("type_id", "title"),)

    title: Mapped[str]
    receipt: Mapped[bool]
    """Whether money comes in under it."""

    type_id: Mapped[int | None] = mapped_column(
        ForeignKey("committee_types.id"), default=None, index=True
    )
    position: Mapped[int] = mapped_column(default=0)


class CashEntry(Base):
    """A line of a committee’s notebook."""

    __tablename__ = "cash_entries"
    __table_args__ = (CheckConstraint("receipt >= 0 AND expense >= 0", name="amounts"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    made_on: Mapped[dt.date]
    title: Mapped[str]
    receipt: Mapped[Money] = mapped_column(default=Money(0))
    expense: Mapped[Money] = mapped_column(default=Money(0))
    category_id: Mapped[int | None] = mapped_column(
        ForeignKey("cash_categories.id"), default=None, index=True
    )
    bank: Mapped[bool] = mapped_column(default=False)
    """Whether the money moved at the bank, not in the box."""

    renewal: Mapped[bool] = mapped_column(default=False)
    """Whether it goes to, or comes from, the renewal fund."""

    voucher: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class StockEntry(Base):
    """What came into a store or went out of it."""

    __tablename__ = "stock_entries"
    __table_args__ = (
        CheckConstraint("taken_in >= 0 AND given_out >= 0", name="quantities"),
    )

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    made_on: Mapped[dt.date]
    item: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    taken_in: Mapped[int] = mapped_column(default=0)
    given_out: Mapped[int] = mapped_column(default=0)
    unit_price: Mapped[Money | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class MemberDues(Base):
    """What members owe a committee in a year, and how many paid."""

    __tablename__ = "member_dues"
    __table_args__ = (UniqueConstraint("committee_id", "year", "title"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    year: Mapped[int]
    title: Mapped[str]
    payers: Mapped[int]
    rate: Mapped[Money]
    """Francs a payer."""

    paid: Mapped[int] = mapped_column(default=0)
    """Payers who paid whole."""

    collected: Mapped[Money] = mapped_column(default=Money(0))
    note: Mapped[str] = mapped_column(default="")


class Meter(Base):
    """A water meter: at the borehole, at a standpipe, at a house."""

    __tablename__ = "meters"
    __table_args__ = (UniqueConstraint("committee_id", "title"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    title: Mapped[str]
    kind: Mapped[MeterKind] = mapped_column(EnumColumn(MeterKind))
    installation_id: Mapped[int | None] = mapped_column(
        ForeignKey("installations.id"), default=None, index=True
    )
    holder: Mapped[str] = mapped_column(default="")
    """Who pays the bill of a private connection."""

    attendant_share: Mapped[int | None] = mapped_column(default=None)
    """Hundredths of a per cent of the sales that the attendant keeps."""

    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class MeterReading(Base):
    """What a meter showed on a day, in m³."""

    __tablename__ = "meter_readings"
    __table_args__ = (UniqueConstraint("meter_id", "read_on"),)

    meter_id: Mapped[int] = mapped_column(ForeignKey("meters.id"))
    read_on: Mapped[dt.date]
    shown: Mapped[int]
    replaced: Mapped[bool] = mapped_column(default=False)
    """Whether a new meter begins here: the step before it is not counted."""

    paid: Mapped[Money | None] = mapped_column(default=None)
    """What was taken in for the water since the reading before."""

    note: Mapped[str] = mapped_column(default="")


class WaterPrice(Base):
    """The price of a m³, from a day on."""

    __tablename__ = "water_prices"
    __table_args__ = (UniqueConstraint("committee_id", "kind", "valid_from"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    valid_from: Mapped[dt.date]
    per_cubic_metre: Mapped[Money]
    kind: Mapped[MeterKind] = mapped_column(
        EnumColumn(MeterKind), default=MeterKind.STANDPIPE
    )
    decision: Mapped[str] = mapped_column(default="")


class DueRule(Base):
    """What a committee owes the commune, from a day on."""

    __tablename__ = "due_rules"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    kind: Mapped[DueKind] = mapped_column(EnumColumn(DueKind))
    valid_from: Mapped[dt.date]
    valid_until: Mapped[dt.date | None] = mapped_column(default=None)
    amount: Mapped[Money | None] = mapped_column(default=None)
    """Francs: fixed, per m³ or per member."""

    rate: Mapped[int | None] = mapped_column(default=None)
    """Hundredths of a per cent of gross receipts or of the net result."""

    every_months: Mapped[int] = mapped_column(default=12)
    days_to_pay: Mapped[int] = mapped_column(default=30)
    code: Mapped[str] = mapped_column(default="")
    """Account of the commune’s receipts that it fills."""

    legal: Mapped[str] = mapped_column(default="")
    """Convention or deliberation."""

    note: Mapped[str] = mapped_column(default="")


class Due(Base):
    """What a committee owes for a span of time, as reckoned that day."""

    __tablename__ = "dues"
    __table_args__ = (UniqueConstraint("rule_id", "begins_on"),)

    rule_id: Mapped[int] = mapped_column(ForeignKey("due_rules.id"))
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    amount: Mapped[Money]
    base: Mapped[int | None] = mapped_column(default=None)
    """Francs, m³ or members that it was reckoned on."""

    note: Mapped[str] = mapped_column(default="")


class DuePayment(Base):
    """What was paid of a due, with the receipt of the régisseur or the entry."""

    __tablename__ = "due_payments"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    due_id: Mapped[int] = mapped_column(ForeignKey("dues.id"), index=True)
    paid_on: Mapped[dt.date]
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(default="")
    receipt_id: Mapped[int | None] = mapped_column(
        ForeignKey("receipts.id"), default=None, index=True
    )
    entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("ledger_entries.id"), default=None, index=True
    )
    note: Mapped[str] = mapped_column(default="")

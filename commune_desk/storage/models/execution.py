"""Execution: operations, their ledger entries, slips, closings, corrections."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.execution import (
    EntryKind,
    PartyKind,
    PaymentMode,
    SlipKind,
    Verb,
)
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class Party(Base):
    """A supplier, an agent, a debtor: the other side of an operation (tiers)."""

    __tablename__ = "parties"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    kind: Mapped[PartyKind] = mapped_column(
        EnumColumn(PartyKind), default=PartyKind.SUPPLIER
    )
    tax_number: Mapped[str] = mapped_column(default="")
    """NIF."""

    trade_number: Mapped[str] = mapped_column(default="")
    """RCCM."""

    bank: Mapped[str] = mapped_column(default="")
    bank_account: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class RepeatedExpense(Base):
    """An expense that comes back, such as a salary or a subscription."""

    __tablename__ = "repeated_expenses"
    __table_args__ = (
        CheckConstraint("every_months BETWEEN 1 AND 12", name="every_months"),
    )

    object: Mapped[str]
    section: Mapped[Section] = mapped_column(EnumColumn(Section))
    code: Mapped[str]
    """Code of its account in the nomenclature of the year."""

    amount: Mapped[Money]
    first_on: Mapped[dt.date]
    party_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties.id"), default=None, index=True
    )
    every_months: Mapped[int] = mapped_column(default=1)
    last_on: Mapped[dt.date | None] = mapped_column(default=None)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class Operation(Base):
    """One expense or one receipt, from its first act to its last."""

    __tablename__ = "operations"

    fiscal_year_id: Mapped[int] = mapped_column(
        ForeignKey("fiscal_years.id"), index=True
    )
    side: Mapped[Side] = mapped_column(EnumColumn(Side))
    line_id: Mapped[int] = mapped_column(ForeignKey("budget_lines.id"), index=True)
    object: Mapped[str]
    party_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties.id"), default=None, index=True
    )
    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    procurement_id: Mapped[int | None] = mapped_column(
        ForeignKey("procurements.id"), default=None, index=True
    )
    repeated_id: Mapped[int | None] = mapped_column(
        ForeignKey("repeated_expenses.id"), default=None, index=True
    )
    roll_id: Mapped[int | None] = mapped_column(
        ForeignKey("tdrl_rolls.id"), default=None, index=True
    )
    """The roll for which a chief is remitted his part."""

    note: Mapped[str] = mapped_column(default="")


class ExpenseSource(Base):
    """Who pays what of an expense."""

    __tablename__ = "expense_sources"
    __table_args__ = (UniqueConstraint("operation_id", "funder", "partner_id"),)

    operation_id: Mapped[int] = mapped_column(
        ForeignKey("operations.id", ondelete="CASCADE")
    )
    funder: Mapped[FunderClass] = mapped_column(EnumColumn(FunderClass))
    amount: Mapped[Money]
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("partners.id"), default=None, index=True
    )


class Slip(Base):
    """A slip (bordereau) that carries orders or titles to the receveur."""

    __tablename__ = "slips"
    __table_args__ = (UniqueConstraint("fiscal_year_id", "kind", "number"),)

    fiscal_year_id: Mapped[int] = mapped_column(ForeignKey("fiscal_years.id"))
    kind: Mapped[SlipKind] = mapped_column(EnumColumn(SlipKind))
    number: Mapped[int]
    made_on: Mapped[dt.date]
    sent_on: Mapped[dt.date | None] = mapped_column(default=None)
    returned_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class LedgerEntry(Base):
    """One act of an operation: the entry that fills every register.

    A reversal has the amount of what it takes back, below zero, and points at it; an
    entry that was cancelled keeps its number and no longer counts.
    """

    __tablename__ = "ledger_entries"
    __table_args__ = (
        UniqueConstraint("fiscal_year_id", "kind", "number"),
        CheckConstraint("period BETWEEN 1 AND 13", name="period"),
    )

    operation_id: Mapped[int] = mapped_column(ForeignKey("operations.id"), index=True)
    fiscal_year_id: Mapped[int] = mapped_column(ForeignKey("fiscal_years.id"))
    """The year whose books hold it; a later one than the operation’s for what was
    left to collect or to pay."""

    kind: Mapped[EntryKind] = mapped_column(EnumColumn(EntryKind))
    number: Mapped[int]
    made_on: Mapped[dt.date]
    period: Mapped[int]
    """Month of the year, or 13 for the complementary days."""

    amount: Mapped[Money]
    """Gross, in francs."""

    follows_id: Mapped[int | None] = mapped_column(
        ForeignKey("ledger_entries.id"), default=None, index=True
    )
    """The act that it carries on: a payment follows its order."""

    reverses_id: Mapped[int | None] = mapped_column(
        ForeignKey("ledger_entries.id"), default=None, index=True
    )
    rejection: Mapped[bool] = mapped_column(default=False)
    """Whether the receveur sent the order back: a reversal of its own kind."""

    reason: Mapped[str] = mapped_column(default="")
    """Why it reverses, rejects, writes off or was cancelled."""

    cancelled_on: Mapped[dt.date | None] = mapped_column(default=None)
    slip_id: Mapped[int | None] = mapped_column(
        ForeignKey("slips.id"), default=None, index=True
    )
    invoice: Mapped[str] = mapped_column(default="")
    """Number of the supplier’s invoice; on liquidations."""

    invoiced_on: Mapped[dt.date | None] = mapped_column(default=None)
    mode: Mapped[PaymentMode | None] = mapped_column(
        EnumColumn(PaymentMode), default=None
    )
    reference: Mapped[str] = mapped_column(default="")
    """Number of the cheque, of the transfer or of the receveur’s receipt."""

    remittance_id: Mapped[int | None] = mapped_column(
        ForeignKey("remittances.id"), default=None, index=True
    )
    """The régisseur’s payment to the receveur that brought it."""

    _operation: Mapped[Operation] = relationship(init=False, lazy="raise")
    """Never read: it makes SQLAlchemy write a new operation before its entries."""


class DeductionKind(Base):
    """What is usually withheld from an order, and at which rate."""

    __tablename__ = "deduction_kinds"
    __table_args__ = (UniqueConstraint("title"),)

    title: Mapped[str]
    rate: Mapped[int | None] = mapped_column(default=None)
    """Hundredths of a per cent of the gross; None where it is typed each time."""

    legal: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class Deduction(Base):
    """What is withheld from an order: gross − withheld = net."""

    __tablename__ = "deductions"
    __table_args__ = (UniqueConstraint("entry_id", "title"),)

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("ledger_entries.id", ondelete="CASCADE")
    )
    title: Mapped[str]
    amount: Mapped[Money]


class Closing(Base):
    """A month, the complementary days or a year that takes no more entries."""

    __tablename__ = "closings"
    __table_args__ = (
        CheckConstraint("period BETWEEN 0 AND 13", name="period"),
        CheckConstraint(
            "reopened_on IS NULL OR reopening_reason <> ''", name="reopening"
        ),
    )

    fiscal_year_id: Mapped[int] = mapped_column(
        ForeignKey("fiscal_years.id"), index=True
    )
    period: Mapped[int]
    """Month, 13 for the complementary days, 0 for the whole year."""

    closed_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(default="")
    reopened_on: Mapped[dt.date | None] = mapped_column(default=None)
    reopening_reason: Mapped[str] = mapped_column(default="")


class Correction(Base):
    """Why a record was corrected, reversed or cancelled, and what it said before."""

    __tablename__ = "corrections"

    record_table: Mapped[str] = mapped_column(index=True)
    record_id: Mapped[int]
    verb: Mapped[Verb] = mapped_column(EnumColumn(Verb))
    reason: Mapped[str]
    made_on: Mapped[dt.date]
    detail: Mapped[str] = mapped_column(default="")
    """What was changed: field, value before, value after."""


class RequiredPaper(Base):
    """A voucher that an operation must hold, such as three quotations."""

    __tablename__ = "required_papers"

    title: Mapped[str]
    code_prefix: Mapped[str] = mapped_column(default="")
    """First figures of the accounts that ask for it; empty for all."""

    kind: Mapped[EntryKind] = mapped_column(
        EnumColumn(EntryKind), default=EntryKind.ORDER
    )
    """The act before which it must be there."""

    from_amount: Mapped[Money | None] = mapped_column(default=None)
    legal: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)

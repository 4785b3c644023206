"""Revenue beside the titles: the régisseur’s books, tariffs, the TDRL rolls."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.execution import BookKind
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class ReceiptBook(Base):
    """A book of numbered receipts or tickets, from the receveur to a collector."""

    __tablename__ = "receipt_books"
    __table_args__ = (
        UniqueConstraint("kind", "series", "first_number"),
        CheckConstraint("first_number <= last_number", name="numbers"),
    )

    series: Mapped[str]
    first_number: Mapped[int]
    last_number: Mapped[int]
    kind: Mapped[BookKind] = mapped_column(
        EnumColumn(BookKind), default=BookKind.RECEIPTS
    )
    face_value: Mapped[Money | None] = mapped_column(default=None)
    """What one ticket is worth; None for receipts, whose amount is written."""

    received_on: Mapped[dt.date | None] = mapped_column(default=None)
    collector_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties.id"), default=None, index=True
    )
    handed_on: Mapped[dt.date | None] = mapped_column(default=None)
    returned_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Tariff(Base):
    """What the council voted to charge: a market place, a document, a stay."""

    __tablename__ = "tariffs"
    __table_args__ = (UniqueConstraint("title", "valid_from"),)

    title: Mapped[str]
    amount: Mapped[Money]
    code: Mapped[str] = mapped_column(default="")
    """Code of the account of operating revenue that it fills."""

    unit: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[dt.date | None] = mapped_column(default=None)
    valid_until: Mapped[dt.date | None] = mapped_column(default=None)
    deliberation: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Remittance(Base):
    """A payment of the régisseur to the receveur, against a receipt."""

    __tablename__ = "remittances"
    __table_args__ = (
        UniqueConstraint("fiscal_year_id", "number"),
        CheckConstraint("period BETWEEN 1 AND 13", name="period"),
    )

    fiscal_year_id: Mapped[int] = mapped_column(ForeignKey("fiscal_years.id"))
    number: Mapped[int]
    made_on: Mapped[dt.date]
    period: Mapped[int]
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(default="")
    """Number of the receveur’s receipt (récépissé)."""

    cancelled_on: Mapped[dt.date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class TdrlRoll(Base):
    """The roll of the TDRL of one village for one year."""

    __tablename__ = "tdrl_rolls"
    __table_args__ = (UniqueConstraint("year", "village_id"),)

    year: Mapped[int]
    village_id: Mapped[int] = mapped_column(ForeignKey("villages.id"), index=True)
    families: Mapped[int | None] = mapped_column(default=None)
    population: Mapped[int | None] = mapped_column(default=None)
    over_14: Mapped[int | None] = mapped_column(default=None)
    """Persons over 14, of whom the liable and the exempt are a part (CGI art. 152)."""

    liable: Mapped[int] = mapped_column(default=0)
    rate: Mapped[Money] = mapped_column(default=Money(0))
    """Francs a person and year."""

    note: Mapped[str] = mapped_column(default="")


class ExemptionReason(Base):
    """Why a person is exempt from the TDRL (CGI art. 153): dated data."""

    __tablename__ = "exemption_reasons"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    title: Mapped[str]
    legal: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class TdrlExemption(Base):
    """How many persons of a roll are exempt for a reason."""

    __tablename__ = "tdrl_exemptions"
    __table_args__ = (UniqueConstraint("roll_id", "reason_id"),)

    roll_id: Mapped[int] = mapped_column(
        ForeignKey("tdrl_rolls.id", ondelete="CASCADE")
    )
    reason_id: Mapped[int] = mapped_column(
        ForeignKey("exemption_reasons.id"), index=True
    )
    persons: Mapped[int]


class SharingKey(Base):
    """Which part of a tax each level has, from a day on."""

    __tablename__ = "sharing_keys"
    __table_args__ = (
        UniqueConstraint("tax", "level", "valid_from"),
        CheckConstraint("share BETWEEN 0 AND 10000", name="share"),
    )

    tax: Mapped[str]
    level: Mapped[str]
    share: Mapped[int]
    """Hundredths of a per cent."""

    takes_rest: Mapped[bool] = mapped_column(default=False)
    """Whether the francs that rounding leaves are its own."""

    valid_from: Mapped[dt.date | None] = mapped_column(default=None)
    legal: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=False)


class Receipt(Base):
    """Money that the régisseur took in, against a number of a book."""

    __tablename__ = "receipts"
    __table_args__ = (CheckConstraint("period BETWEEN 1 AND 13", name="period"),)

    fiscal_year_id: Mapped[int] = mapped_column(
        ForeignKey("fiscal_years.id"), index=True
    )
    made_on: Mapped[dt.date]
    period: Mapped[int]
    line_id: Mapped[int] = mapped_column(ForeignKey("budget_lines.id"), index=True)
    amount: Mapped[Money]
    book_id: Mapped[int | None] = mapped_column(
        ForeignKey("receipt_books.id"), default=None, index=True
    )
    first_number: Mapped[int | None] = mapped_column(default=None)
    last_number: Mapped[int | None] = mapped_column(default=None)
    """Same as the first for one receipt; a run of tickets has its last."""

    payer: Mapped[str] = mapped_column(default="")
    party_id: Mapped[int | None] = mapped_column(
        ForeignKey("parties.id"), default=None, index=True
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    roll_id: Mapped[int | None] = mapped_column(
        ForeignKey("tdrl_rolls.id"), default=None, index=True
    )
    """The roll of the TDRL that it pays."""

    tariff_id: Mapped[int | None] = mapped_column(
        ForeignKey("tariffs.id"), default=None, index=True
    )
    quantity: Mapped[int | None] = mapped_column(default=None)
    remittance_id: Mapped[int | None] = mapped_column(
        ForeignKey("remittances.id"), default=None, index=True
    )
    cancelled_on: Mapped[dt.date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

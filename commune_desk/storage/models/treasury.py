"""Money elsewhere: Treasury statements, the receveur’s account, ANICT, results."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base


class TreasuryStatement(Base):
    """What the receveur says the commune has at the Treasury on a day."""

    __tablename__ = "treasury_statements"
    __table_args__ = (UniqueConstraint("fiscal_year_id", "made_on"),)

    fiscal_year_id: Mapped[int] = mapped_column(ForeignKey("fiscal_years.id"))
    made_on: Mapped[dt.date]
    opening: Mapped[Money] = mapped_column(default=Money(0))
    receipts: Mapped[Money] = mapped_column(default=Money(0))
    payments: Mapped[Money] = mapped_column(default=Money(0))
    balance: Mapped[Money] = mapped_column(default=Money(0))
    note: Mapped[str] = mapped_column(default="")


class StatementLine(Base):
    """A movement of a statement, or a difference that is explained."""

    __tablename__ = "statement_lines"

    statement_id: Mapped[int] = mapped_column(
        ForeignKey("treasury_statements.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str]
    amount: Mapped[Money]
    """In francs; what goes out is below zero."""

    made_on: Mapped[dt.date | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("ledger_entries.id"), default=None, index=True
    )
    """The entry of the commune that it is found in."""

    explanation: Mapped[str] = mapped_column(default="")


class ReceveurFigure(Base):
    """What the receveur’s account (compte de gestion) says of an account of a year."""

    __tablename__ = "receveur_figures"
    __table_args__ = (UniqueConstraint("fiscal_year_id", "account_id"),)

    fiscal_year_id: Mapped[int] = mapped_column(ForeignKey("fiscal_years.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    taken_up: Mapped[Money | None] = mapped_column(default=None)
    """Titles or orders that the receveur took charge of (prise en charge)."""

    realised: Mapped[Money | None] = mapped_column(default=None)
    """Collected or paid."""

    note: Mapped[str] = mapped_column(default="")


class DrawingRight(Base):
    """A drawing right at ANICT: forecast, notified, mobilised, received."""

    __tablename__ = "drawing_rights"

    year: Mapped[int]
    window: Mapped[str]
    """Guichet: DIN, DAT, intercommunality …"""

    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    forecast: Mapped[Money | None] = mapped_column(default=None)
    notified: Mapped[Money | None] = mapped_column(default=None)
    mobilised: Mapped[Money | None] = mapped_column(default=None)
    received: Mapped[Money | None] = mapped_column(default=None)
    counterpart: Mapped[Money | None] = mapped_column(default=None)
    """What the commune must add."""

    notified_on: Mapped[dt.date | None] = mapped_column(default=None)
    received_on: Mapped[dt.date | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ResultAllocation(Base):
    """The result of a year, and what the council makes of it."""

    __tablename__ = "result_allocations"
    __table_args__ = (UniqueConstraint("year"),)

    year: Mapped[int]
    operating_result: Mapped[Money | None] = mapped_column(default=None)
    """Typed for a year that the dossier did not execute; else read from its entries."""

    investment_result: Mapped[Money | None] = mapped_column(default=None)
    to_investment: Mapped[Money | None] = mapped_column(default=None)
    """What goes to the investment section (122)."""

    carried_operating: Mapped[Money | None] = mapped_column(default=None)
    carried_investment: Mapped[Money | None] = mapped_column(default=None)
    deliberation: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")

"""The budget: nomenclature in versions, fiscal years, documents, lines, figures."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.budget import (
    Collector,
    DocumentKind,
    DocumentState,
    Origin,
    Section,
    Side,
)
from commune_desk.domain.issues import Severity
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class Nomenclature(Base):
    """A version of the list of accounts; the year of a budget names the one it uses."""

    __tablename__ = "nomenclatures"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    title: Mapped[str]
    valid_from: Mapped[dt.date | None] = mapped_column(default=None)
    valid_until: Mapped[dt.date | None] = mapped_column(default=None)
    official: Mapped[bool] = mapped_column(default=False)
    """Whether it is the annex of the State’s text; a working list is not."""

    source: Mapped[str] = mapped_column(default="")


class Account(Base):
    """An account of one nomenclature, by nature; only leaves take amounts."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("nomenclature_id", "section", "side", "code"),)

    nomenclature_id: Mapped[int] = mapped_column(ForeignKey("nomenclatures.id"))
    section: Mapped[Section] = mapped_column(EnumColumn(Section))
    side: Mapped[Side] = mapped_column(EnumColumn(Side))
    code: Mapped[str]
    title: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id"), default=None, index=True
    )
    compulsory: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[Origin] = mapped_column(EnumColumn(Origin), default=Origin.NONE)
    tax: Mapped[bool] = mapped_column(default=False)
    collector: Mapped[Collector] = mapped_column(
        EnumColumn(Collector), default=Collector.NONE
    )
    order: Mapped[bool] = mapped_column(default=False)
    """An operation within the budget (opération d’ordre): no money moves."""

    pass_through: Mapped[bool] = mapped_column(default=False)
    """Money that only passes through, such as teachers’ pay: told apart in totals."""

    function_code: Mapped[str] = mapped_column(default="")
    """The function proposed for its lines."""

    source: Mapped[str] = mapped_column(default="")


class Function(Base):
    """A function of one nomenclature: what the money is for."""

    __tablename__ = "functions"
    __table_args__ = (UniqueConstraint("nomenclature_id", "code"),)

    nomenclature_id: Mapped[int] = mapped_column(ForeignKey("nomenclatures.id"))
    code: Mapped[str]
    title: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("functions.id"), default=None, index=True
    )


class Conversion(Base):
    """Which account of another nomenclature takes the place of an account."""

    __tablename__ = "conversions"
    __table_args__ = (
        UniqueConstraint("old_id", "new_id"),
        CheckConstraint("share BETWEEN 1 AND 10000", name="share_of_the_whole"),
    )

    old_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    new_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    share: Mapped[int] = mapped_column(default=10_000)
    """Hundredths of a per cent of the old account’s amounts."""

    note: Mapped[str] = mapped_column(default="")


class SectorFunction(Base):
    """The function proposed for the investments of a sector of the plan."""

    __tablename__ = "sector_functions"
    __table_args__ = (UniqueConstraint("sector_id"),)

    sector_id: Mapped[int] = mapped_column(ForeignKey("sectors.id"))
    function_code: Mapped[str]
    account_code: Mapped[str] = mapped_column(default="")
    """The account proposed for its investments."""


class FiscalYear(Base):
    """A year of the budget: calendar year, one nomenclature."""

    __tablename__ = "fiscal_years"
    __table_args__ = (UniqueConstraint("year"),)

    year: Mapped[int]
    nomenclature_id: Mapped[int] = mapped_column(ForeignKey("nomenclatures.id"))
    closed_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class BudgetDocument(Base):
    """A version of a year’s budget; once voted it is frozen by its deliberation."""

    __tablename__ = "budget_documents"
    __table_args__ = (UniqueConstraint("fiscal_year_id", "kind", "number"),)

    fiscal_year_id: Mapped[int] = mapped_column(ForeignKey("fiscal_years.id"))
    kind: Mapped[DocumentKind] = mapped_column(EnumColumn(DocumentKind))
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[DocumentState] = mapped_column(
        EnumColumn(DocumentState), default=DocumentState.PREPARED
    )
    reason: Mapped[str] = mapped_column(default="")
    debated_on: Mapped[dt.date | None] = mapped_column(default=None)
    voted_on: Mapped[dt.date | None] = mapped_column(default=None)
    deliberation: Mapped[str] = mapped_column(default="")
    transmitted_on: Mapped[dt.date | None] = mapped_column(default=None)
    transmission: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[dt.date | None] = mapped_column(default=None)
    approval: Mapped[str] = mapped_column(default="")
    tacit: Mapped[bool] = mapped_column(default=False)
    """Whether approval came by silence, if the texts of the day allow it."""

    remarks: Mapped[str] = mapped_column(default="")
    """What the State’s representative asked to change."""


class BudgetLine(Base):
    """A line of a year: an account, perhaps crossed with a function and a place."""

    __tablename__ = "budget_lines"

    fiscal_year_id: Mapped[int] = mapped_column(
        ForeignKey("fiscal_years.id"), index=True
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    function_id: Mapped[int | None] = mapped_column(
        ForeignKey("functions.id"), default=None, index=True
    )
    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    restricted_id: Mapped[int | None] = mapped_column(
        ForeignKey("budget_lines.id"), default=None, index=True
    )
    """The receipt that pays this line and nothing else."""

    outside_reason: Mapped[str] = mapped_column(default="")
    """Why an investment stands outside the plan (N5)."""

    note: Mapped[str] = mapped_column(default="")
    """Justification, printed as a footnote."""


class LineAmount(Base):
    """What one document says of a line, in francs; a transfer may be negative."""

    __tablename__ = "line_amounts"
    __table_args__ = (UniqueConstraint("document_id", "line_id"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("budget_documents.id"))
    line_id: Mapped[int] = mapped_column(
        ForeignKey("budget_lines.id", ondelete="CASCADE"), index=True
    )
    proposed: Mapped[Money | None] = mapped_column(default=None)
    voted: Mapped[Money | None] = mapped_column(default=None)
    approved: Mapped[Money | None] = mapped_column(default=None)
    origin: Mapped[str] = mapped_column(default="")
    """Where the proposal comes from: “budget 2025 + 3 %”."""


class PastFigure(Base):
    """What an account was forecast and realised in a year that the dossier lacks."""

    __tablename__ = "past_figures"
    __table_args__ = (UniqueConstraint("year", "section", "side", "code"),)

    year: Mapped[int]
    section: Mapped[Section] = mapped_column(EnumColumn(Section))
    side: Mapped[Side] = mapped_column(EnumColumn(Side))
    code: Mapped[str]
    forecast: Mapped[Money | None] = mapped_column(default=None)
    realised: Mapped[Money | None] = mapped_column(default=None)


class MonthlyShare(Base):
    """How much of an account’s year comes or goes in a month."""

    __tablename__ = "monthly_shares"
    __table_args__ = (
        UniqueConstraint("account_id", "month"),
        CheckConstraint(
            "share BETWEEN 0 AND 10000 AND month BETWEEN 1 AND 12", name="share"
        ),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE")
    )
    month: Mapped[int]
    share: Mapped[int]
    """Hundredths of a per cent of the year."""


class BudgetStep(Base):
    """A step of the legal calendar of a budget, with its due and its real date."""

    __tablename__ = "budget_steps"
    __table_args__ = (UniqueConstraint("fiscal_year_id", "key"),)

    fiscal_year_id: Mapped[int] = mapped_column(ForeignKey("fiscal_years.id"))
    key: Mapped[str]
    title: Mapped[str]
    due_on: Mapped[dt.date | None] = mapped_column(default=None)
    done_on: Mapped[dt.date | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class BudgetRule(Base):
    """How a rule of the budget is applied: its severity, threshold and text."""

    __tablename__ = "budget_rules"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    code: Mapped[str]
    title: Mapped[str]
    severity: Mapped[Severity] = mapped_column(EnumColumn(Severity))
    active: Mapped[bool] = mapped_column(default=True)
    threshold: Mapped[int | None] = mapped_column(default=None)
    """Per cent, for the rules that have one."""

    legal: Mapped[str] = mapped_column(default="")
    """Text and article, or what it is inferred from."""

    sure: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[dt.date | None] = mapped_column(default=None)

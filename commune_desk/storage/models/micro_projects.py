"""Portfolios of micro-projects, each with its own cycle and ceilings."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.micro_projects import MicroState
from commune_desk.storage.models.base import Base, EnumColumn


class Portfolio(Base):
    """A programme of small projects: quick-impact, trust fund, DCC, diaspora."""

    __tablename__ = "portfolios"
    __table_args__ = (UniqueConstraint("title"),)

    title: Mapped[str]
    short: Mapped[str]
    currency: Mapped[str] = mapped_column(default="XOF")
    ceiling_cents: Mapped[int | None] = mapped_column(default=None)
    """Most that a project may cost, in hundredths of the portfolio’s currency."""

    months: Mapped[int | None] = mapped_column(default=None)
    """Most months that a project may last."""

    own_share: Mapped[int | None] = mapped_column(default=None)
    """Least that the community brings, in hundredths of a per cent of the cost."""

    funders: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class PortfolioStep(Base):
    """A step of a portfolio’s cycle, and the state that it brings a project to."""

    __tablename__ = "portfolio_steps"
    __table_args__ = (UniqueConstraint("portfolio_id", "position"),)

    portfolio_id: Mapped[int] = mapped_column(
        ForeignKey("portfolios.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    title: Mapped[str]
    state: Mapped[MicroState] = mapped_column(EnumColumn(MicroState))
    paper: Mapped[str] = mapped_column(default="")
    """The paper that the step leaves behind."""

    sure: Mapped[bool] = mapped_column(default=True)


class MicroProject(Base):
    """A small project of a village, a quarter or an association."""

    __tablename__ = "micro_projects"
    __table_args__ = (
        UniqueConstraint("portfolio_id", "number"),
        CheckConstraint(
            "coalesce(cost_cents, 0) >= 0 AND coalesce(cash_cents, 0) >= 0"
            " AND coalesce(kind_cents, 0) >= 0",
            name="amounts",
        ),
    )

    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolios.id"))
    number: Mapped[str]
    title: Mapped[str]
    currency: Mapped[str] = mapped_column(default="XOF")
    cost_cents: Mapped[int | None] = mapped_column(default=None)
    """Hundredths of its currency; unknown where a source gives none."""

    rate: Mapped[str] = mapped_column(default="")
    """Francs for one unit of the currency, as text; empty for francs or unknown."""

    cash_cents: Mapped[int | None] = mapped_column(default=None)
    """What the community brings in money, of the cost."""

    kind_cents: Mapped[int | None] = mapped_column(default=None)
    """What it brings in work and material, valued."""

    state: Mapped[MicroState] = mapped_column(
        EnumColumn(MicroState), default=MicroState.NEED
    )
    projects: Mapped[int] = mapped_column(default=1)
    """How many projects the line stands for: a bulletin gives sums of many."""

    sector_id: Mapped[int | None] = mapped_column(
        ForeignKey("sectors.id"), default=None, index=True
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    place: Mapped[str] = mapped_column(default="")
    """Where, if it is no village of the commune."""

    region: Mapped[str] = mapped_column(default="")
    need_rank: Mapped[int | None] = mapped_column(default=None)
    sponsor: Mapped[str] = mapped_column(default="")
    executing: Mapped[str] = mapped_column(default="")
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("partners.id"), default=None, index=True
    )
    agreement_id: Mapped[int | None] = mapped_column(
        ForeignKey("agreements.id"), default=None, index=True
    )
    committee_id: Mapped[int | None] = mapped_column(
        ForeignKey("committees.id"), default=None, index=True
    )
    """The committee that carries it (CDVQF) or that runs it after handover."""

    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    starts_on: Mapped[dt.date | None] = mapped_column(default=None)
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    women: Mapped[int | None] = mapped_column(default=None)
    men: Mapped[int | None] = mapped_column(default=None)
    read_as: Mapped[str] = mapped_column(default="")
    """How the amount stood in the file that it came from."""

    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class MicroStep(Base):
    """A step that a project has taken."""

    __tablename__ = "micro_steps"
    __table_args__ = (UniqueConstraint("project_id", "step_id"),)

    project_id: Mapped[int] = mapped_column(
        ForeignKey("micro_projects.id", ondelete="CASCADE")
    )
    step_id: Mapped[int] = mapped_column(ForeignKey("portfolio_steps.id"), index=True)
    done_on: Mapped[dt.date]
    women: Mapped[int | None] = mapped_column(default=None)
    """Present, where people met; men and young people beside."""

    men: Mapped[int | None] = mapped_column(default=None)
    young: Mapped[int | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class MicroTranche(Base):
    """Money that a project receives, part by part."""

    __tablename__ = "micro_tranches"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint(
            "forecast_cents >= 0 AND coalesce(received_cents, 0) >= 0", name="amounts"
        ),
    )

    project_id: Mapped[int] = mapped_column(
        ForeignKey("micro_projects.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    forecast_on: Mapped[dt.date]
    forecast_cents: Mapped[int]
    received_on: Mapped[dt.date | None] = mapped_column(default=None)
    received_cents: Mapped[int | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class MicroExpense(Base):
    """A purchase of a project, with its voucher."""

    __tablename__ = "micro_expenses"
    __table_args__ = (CheckConstraint("amount_cents > 0", name="amount"),)

    project_id: Mapped[int] = mapped_column(
        ForeignKey("micro_projects.id", ondelete="CASCADE"), index=True
    )
    made_on: Mapped[dt.date]
    title: Mapped[str]
    amount_cents: Mapped[int]
    supplier: Mapped[str] = mapped_column(default="")
    voucher: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

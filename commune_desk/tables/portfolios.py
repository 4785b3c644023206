"""Portfolios of micro-projects and their cycles: lists of the desk, replaceable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.text import N_
from commune_desk.services.committee_types import share_of
from commune_desk.services.portfolios import (
    PORTFOLIO,
    PORTFOLIO_STEP,
    AddPortfolio,
    AddPortfolioStep,
    RemovePortfolios,
    RemovePortfolioSteps,
    RevisePortfolio,
    RevisePortfolioStep,
    portfolio_steps,
    portfolios,
)
from commune_desk.tables.cents import amount_column, in_cents
from commune_desk.tables.choices import members
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.portfolios import PortfolioRow, PortfolioStepRow
    from commune_desk.services.scope import Scope

_portfolio = fields_of(PORTFOLIO, RevisePortfolio)
_step = fields_of(PORTFOLIO_STEP, RevisePortfolioStep)
UNSURE = N_("“no”: a working proposal, to be adapted to the manual of the programme.")
MICRO_STATES = members(MicroState)


def portfolio_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the portfolios, under their titles and short names."""
    return [Choice(row.id, row.title, (row.short,)) for row in portfolios(session)]


def _add(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = in_cents(values, "ceiling")
    if "own_share" in given:
        given["own_share"] = share_of(given["own_share"])
    return AddPortfolio(given)


PORTFOLIOS: Table[PortfolioRow] = Table(
    name="portfolios",
    title=N_("Portfolios"),
    purpose=N_("Programmes of small projects: their currency, ceiling, months, cycle."),
    rows=portfolios,
    reads={"portfolios": "id", "micro_projects": None},
    columns=always(
        _portfolio("title", width=40),
        _portfolio("short", Kind.CODE, width=12),
        _portfolio("currency", Kind.CODE, width=8),
        amount_column(PORTFOLIO, RevisePortfolio, "ceiling", width=14),
        _portfolio("months", Kind.INTEGER, width=8),
        Column(
            "own_share",
            PORTFOLIO.fields["own_share"],
            lambda row: row.share,
            Kind.SHARE,
            10,
            edit=lambda row, value: RevisePortfolio(
                row.id, "own_share", share_of(value)
            ),
        ),
        Column("count", N_("Projects"), lambda row: row.count, Kind.INTEGER, 9),
        _portfolio("sure", Kind.FLAG, width=6, note=UNSURE),
        _portfolio("active", Kind.FLAG, width=6, shown=False),
        _portfolio("funders", width=30, shown=False),
        _portfolio("source", width=30, shown=False),
        _portfolio("note", width=30, shown=False),
    ),
    identity=("title",),
    add=_add,
    remove=lambda rows: RemovePortfolios(tuple(row.id for row in rows)),
    record="portfolios",
    required=frozenset({"title", "short"}),
    row_title=lambda row: row.title,
    empty=N_("No portfolio yet."),
    fills=("micro-list",),
)

PORTFOLIO_STEPS: Table[PortfolioStepRow] = Table(
    name="portfolio_steps",
    title=N_("Cycles of the portfolios"),
    purpose=N_("The steps of each portfolio, and the state that each brings to."),
    rows=portfolio_steps,
    reads={"portfolio_steps": "id", "portfolios": None},
    columns=always(
        _step("portfolio_id", Kind.CHOICE, width=34, choices=portfolio_choices,
              shown=False),
        _step("position", Kind.INTEGER, width=6),
        _step("title", width=44),
        _step("state", Kind.CHOICE, width=18, choices=MICRO_STATES),
        _step("paper", width=34),
        _step("sure", Kind.FLAG, width=6, note=UNSURE),
    ),
    levels=(
        Level(lambda row: (row.portfolio_id, row.portfolio), lambda row: row.portfolio),
    ),
    identity=("portfolio_id", "position"),
    add=lambda _, values: AddPortfolioStep(known(values)),
    remove=lambda rows: RemovePortfolioSteps(tuple(row.id for row in rows)),
    record="portfolio_steps",
    required=frozenset({"portfolio_id", "position", "title", "state"}),
    carries=("portfolio_id",),
    row_title=lambda row: f"{row.short} – {row.title}",
    empty=N_("No step yet."),
)  # fmt: skip

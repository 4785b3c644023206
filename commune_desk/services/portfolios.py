"""Portfolios of micro-projects and their cycles: data (`planning.md` 4.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.micro_course import CycleStep
from commune_desk.domain.micro_rules import Pot, pot_refusals
from commune_desk.domain.money import Share
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    MicroProject,
    MicroStep,
    Portfolio,
    PortfolioStep,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.micro_projects import MicroState
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def pot_of(row: Portfolio | PortfolioRow) -> Pot:
    """Give a portfolio as the rules see it."""
    return Pot(
        row.title or "",
        "XOF" if row.currency is None else row.currency,
        row.ceiling_cents,
        row.months,
        row.own_share,
    )


def _rules(unit: Unit, row: Portfolio) -> Iterator[Issue]:
    for key in ("title", "short"):
        value = getattr(row, key)
        if value and taken(unit, Portfolio, (key,), (value,), row.id):
            text = N_("There is already a portfolio “{name}”.", name=value)
            yield Issue(Severity.ERROR, text, field=key)
    yield from pot_refusals(pot_of(row))


PORTFOLIO = Entity(
    Portfolio,
    N_("portfolio “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Portfolio"),
        "short": N_("Short name"),
        "currency": N_("Currency"),
        "ceiling_cents": N_("Ceiling of a project"),
        "months": N_("Months allowed"),
        "own_share": N_("Part of the community"),
        "funders": N_("Funders of the portfolio"),
        "source": N_("Source"),
        "sure": N_("Sure"),
        "active": N_("Active"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"title", "short"}),
    {"micro_projects": (MicroProject, "portfolio_id")},
)


@dataclass(frozen=True)
class AddPortfolio(Add):
    """Add a portfolio."""

    label: ClassVar[Text] = N_("Add a portfolio")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PORTFOLIO


@dataclass(frozen=True)
class RevisePortfolio(Revise):
    """Correct a portfolio."""

    label: ClassVar[Text] = N_("Correct a portfolio")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PORTFOLIO


@dataclass(frozen=True)
class RemovePortfolios(Remove):
    """Remove portfolios that hold no project, with their cycles."""

    label: ClassVar[Text] = N_("Remove portfolios")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PORTFOLIO


def _step_rules(unit: Unit, row: PortfolioStep) -> Iterator[Issue]:
    place = (row.portfolio_id, row.position)
    if taken(unit, PortfolioStep, ("portfolio_id", "position"), place, row.id):
        text = N_(
            "{portfolio}: there is already a step no. {number}.",
            portfolio=unit.find(Portfolio, row.portfolio_id).title,
            number=row.position,
        )
        yield Issue(Severity.ERROR, text, field="position")


PORTFOLIO_STEP = Entity(
    PortfolioStep,
    N_("step “{title}” of a cycle"),
    lambda row: row.title,
    {
        "portfolio_id": N_("Portfolio"),
        "position": N_("Step no."),
        "title": N_("Step"),
        "state": N_("State it brings to"),
        "paper": N_("Paper it leaves"),
        "sure": N_("Sure"),
    },
    _step_rules,
    frozenset({"portfolio_id", "position", "title", "state"}),
    {"micro_steps": (MicroStep, "step_id")},
)


@dataclass(frozen=True)
class AddPortfolioStep(Add):
    """Add a step to a cycle."""

    label: ClassVar[Text] = N_("Add a step to a cycle")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PORTFOLIO_STEP


@dataclass(frozen=True)
class RevisePortfolioStep(Revise):
    """Correct a step of a cycle."""

    label: ClassVar[Text] = N_("Correct a step of a cycle")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PORTFOLIO_STEP


@dataclass(frozen=True)
class RemovePortfolioSteps(Remove):
    """Remove steps that no project has taken."""

    label: ClassVar[Text] = N_("Remove steps of a cycle")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PORTFOLIO_STEP


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """A portfolio as tables see it."""

    id: int
    title: str
    short: str
    currency: str
    ceiling_cents: int | None
    months: int | None
    own_share: int | None
    funders: str
    source: str
    sure: bool
    active: bool
    note: str
    count: int
    """Projects that its lines stand for."""

    @property
    def share(self) -> Share | None:
        """The part of the community, as a part of a whole."""
        return None if self.own_share is None else Share(self.own_share)


def portfolios(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PortfolioRow]:
    """List the portfolios, in the order in which they came in."""
    counts = select(
        MicroProject.portfolio_id, func.sum(MicroProject.projects).label("count")
    ).group_by(MicroProject.portfolio_id)
    counted = counts.subquery()
    query = (
        select(Portfolio, counted.c.count)
        .join(counted, counted.c.portfolio_id == Portfolio.id, isouter=True)
        .order_by(Portfolio.id)
    )
    if ids is not None:
        query = query.where(Portfolio.id.in_(ids))
    keys = Portfolio.__table__.columns.keys()
    return [
        PortfolioRow(**{key: getattr(row, key) for key in keys}, count=int(count or 0))
        for row, count in session.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class PortfolioStepRow:
    """A step of a cycle as tables see it."""

    id: int
    portfolio_id: int
    position: int
    title: str
    state: MicroState
    paper: str
    sure: bool
    portfolio: str
    short: str


def portfolio_steps(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PortfolioStepRow]:
    """List the cycles, step by step."""
    query = (
        select(PortfolioStep, Portfolio.title, Portfolio.short)
        .join(Portfolio, Portfolio.id == PortfolioStep.portfolio_id)
        .order_by(Portfolio.id, PortfolioStep.position)
    )
    if ids is not None:
        query = query.where(PortfolioStep.id.in_(ids))
    keys = PortfolioStep.__table__.columns.keys()
    return [
        PortfolioStepRow(
            **{key: getattr(row, key) for key in keys}, portfolio=title, short=short
        )
        for row, title, short in session.execute(query)
    ]


def cycles(session: Session) -> dict[int, tuple[CycleStep, ...]]:
    """Read the cycles of all portfolios, by portfolio."""
    found: dict[int, list[CycleStep]] = {}
    for row in portfolio_steps(session):
        step = CycleStep(row.id, row.position, row.title, row.state)
        found.setdefault(row.portfolio_id, []).append(step)
    return {key: tuple(steps) for key, steps in found.items()}

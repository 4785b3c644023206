"""The stock-taking of the plan: one year, or a whole plan (`planning.md` T10)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.lifecycle import Stage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.rates import rates
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import Heading, Prose, Title, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.official_heads import heads, titled
from commune_desk.reports.tracking import (
    FOLLOWUP,
    formulae,
    plan_label,
    rates_figures,
    signatures,
)
from commune_desk.services.plans import scope_for
from commune_desk.services.today import situation
from commune_desk.services.tracking import NOTHING, planned, tracked
from commune_desk.storage.models import Plan
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.rates import Rates
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.scope import Scope
    from commune_desk.services.tracking import FollowRow

STAGES = (
    Stage.DONE,
    Stage.UNDER_WAY,
    Stage.NOT_STARTED,
    Stage.POSTPONED,
    Stage.ABANDONED,
)
PAPER = "stocktaking"
KEYS = ("done", "under_way", "not_started", "postponed", "abandoned")


@dataclass(frozen=True, slots=True)
class Stock:
    """The actions of one year, or of a whole plan, and what came of them."""

    rows: Sequence[FollowRow]
    """All that is followed: planned, and outside the plan."""

    year: int | None
    """None for the whole plan."""

    @property
    def planned(self) -> list[FollowRow]:
        """What the plan had for the time considered."""
        rows = planned(self.rows)
        if self.year is None:
            return rows
        return [row for row in rows if self.year in row.years]

    @property
    def outside(self) -> list[FollowRow]:
        """What was done in that time without having been planned."""
        rows = [row for row in self.rows if row.plan.outside_plan]
        if self.year is None:
            return rows
        return [row for row in rows if self.year in row.years]

    def paid(self, row: FollowRow) -> Money:
        """What was paid for an action in that time."""
        if self.year is None:
            return row.paid or NOTHING
        return row.paid_in(self.year)

    def rates(self, rows: Sequence[FollowRow]) -> Rates:
        """Take the rates of some actions."""
        return rates(row.tracked(self.year) for row in rows)


def story(telling: Telling) -> Iterator[Block]:
    """Tell the year of the scope."""
    session, scope = telling.session, telling.scope
    day = situation(session, scope.year)
    ours = N_(
        "Stock-taking of the {plan}, {year}",
        plan=plan_label(telling),
        year=str(scope.year),
    )
    yield Title(
        titled(telling, PAPER, ours),
        N_("Situation on {date}", date=day),
    )
    yield from tell(telling, Stock(tracked(session, scope, on=day), scope.year))


def previous_scope(telling: Telling) -> Scope | None:
    """Find the plan before that of the scope."""
    years = telling.scope.years
    if not years:
        return None
    query = select(Plan.first_year, Plan.years).where(
        Plan.first_year < years[0], Plan.archived.is_(False)
    )
    found = telling.session.execute(query.order_by(Plan.first_year.desc())).first()
    if found is None:
        return None
    return scope_for(telling.session, found.first_year + found.years - 1)


def previous(telling: Telling) -> Iterator[Block]:
    """Tell the whole of the plan before this one."""
    scope = previous_scope(telling)
    if scope is None:
        yield Title(N_("Stock-taking of the previous {plan}", plan=plan_label(telling)))
        yield say_prose(N_("The dossier holds no earlier plan."))
        return
    day = situation(telling.session, scope.years[-1])
    years = f"{scope.years[0]}-{scope.years[-1]}"
    yield Title(
        N_("Stock-taking of the {plan} {years}", plan=plan_label(telling), years=years),
        N_("Situation on {date}", date=day),
    )
    yield from tell(telling, Stock(tracked(telling.session, scope, on=day), None))


def tell(telling: Telling, stock: Stock) -> Iterator[Block]:
    """Tell the rates, the sectors, what explains the gaps, what came beside."""
    yield rates_figures(telling, stock.rates(stock.planned))
    yield Heading(N_("By sector"))
    yield _by_sector(telling, stock)
    yield formulae(telling)
    yield Heading(N_("What was not done as planned"))
    yield _causes(telling, stock)
    yield Heading(N_("Actions outside the plan"))
    yield from _beside(telling, stock)
    yield signatures(telling)


def called(name: str) -> str:
    """Keep what a sector is called by: what stands before its list of contents."""
    return name.split(",", maxsplit=1)[0].split("(", maxsplit=1)[0].strip()


def sectors(rows: Sequence[FollowRow]) -> list[tuple[str, list[FollowRow]]]:
    """Put actions under their sectors, in the order of the list."""
    ordered = sorted(rows, key=lambda row: row.plan.sector_code)
    return [
        (sector, list(group))
        for (_, sector), group in groupby(
            ordered, lambda row: (row.plan.sector_code, row.plan.sector)
        )
    ]


def _by_sector(telling: Telling, stock: Stock) -> TableBlock:
    heading = heads(telling, PAPER)
    right = Align.RIGHT
    columns = (
        TableColumn(heading("sector"), 48),
        TableColumn(heading("planned"), 16, right, adds=True),
        *(TableColumn(heading(key), 16, right, adds=True) for key in KEYS),
        TableColumn(heading("physical"), 17, right, percent_in_head=True),
        TableColumn(heading("cost"), 24, right, adds=True),
        TableColumn(heading("paid"), 24, right, adds=True),
        TableColumn(
            heading("financial"), 17, right, ratio=(9, 8), percent_in_head=True
        ),
        TableColumn(heading("causes"), 64, ruled=True),
    )
    lines = [
        Row((sector, *_figures(stock, rows), _why(rows)))
        for sector, rows in sectors(stock.planned)
    ]
    if lines:
        total = (N_("Overall total"), *_figures(stock, stock.planned), None)
        lines.append(Row(total, Role.GRAND))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _figures(stock: Stock, rows: Sequence[FollowRow]) -> tuple[Any, ...]:
    found = stock.rates(rows)
    stages = [sum(row.stage is stage for row in rows) for stage in STAGES]
    return (
        len(rows),
        *stages,
        found.physical,
        found.cost,
        found.paid,
        found.financial,
    )


def _why(rows: Sequence[FollowRow]) -> str:
    """Gather what the town hall noted, each cause once."""
    noted = (why(row) for row in rows if row.stage is not Stage.DONE)
    return " ".join(dict.fromkeys(text for text in noted if text))


def why(row: FollowRow) -> str:
    """Say why an action is not where it should be: its reason, or its difficulty."""
    text = row.reason or row.difficulties
    return f"{row.code} : {text}" if text else ""


def _causes(telling: Telling, stock: Stock) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 10),
        TableColumn(N_("Action"), 64),
        TableColumn(N_("Location"), 30),
        TableColumn(N_("State"), 28),
        TableColumn(N_("Reason or difficulty"), 70),
        TableColumn(N_("Measures, solutions"), 60),
    )
    rows = [row for row in stock.planned if row.stage is not Stage.DONE]
    return TableBlock(
        columns,
        tuple(
            Row(
                (
                    row.code,
                    row.title,
                    places_text(row.places, telling.words),
                    _state(row),
                    row.reason or row.difficulties,
                    row.measures,
                )
            )
            for row in rows
        ),
    )


def _state(row: FollowRow) -> Any:
    year = row.turns[-1].to_year if row.turns else None
    if year is None:
        return row.state
    return N_("postponed to {year}", year=str(year))


def _beside(telling: Telling, stock: Stock) -> Iterator[Block]:
    """Tell the actions outside the plan, and which part of all they make."""
    outside, inside = stock.outside, stock.planned
    done = [row for row in outside if row.stage is Stage.DONE]
    every = len(done) + sum(row.stage is Stage.DONE for row in inside)
    if not outside:
        yield say_prose(N_("Nothing was done outside the plan."))
        return
    share = Share.of(Money(len(done)), Money(every))
    yield _said(done, every, share)
    heading = heads(telling, PAPER)
    columns = (
        TableColumn(N_("No."), 10),
        TableColumn(N_("Action"), 80),
        TableColumn(N_("Location"), 40),
        TableColumn(N_("State"), 30),
        TableColumn(heading("cost"), 26, Align.RIGHT, adds=True),
        TableColumn(heading("paid"), 26, Align.RIGHT, adds=True),
    )
    lines = [
        Row(
            (
                row.code,
                row.title,
                places_text(row.places, telling.words),
                row.state,
                row.tracked(stock.year).cost,
                stock.paid(row),
            )
        )
        for row in outside
    ]
    found = stock.rates(outside)
    total = (N_("Total"), None, None, None, found.cost, found.paid)
    lines.append(Row(total, Role.TOTAL, (Span(0, 3, Align.RIGHT),)))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _said(done: Sequence[FollowRow], every: int, share: Share | None) -> Prose:
    if share is None:
        return say_prose(N_("No action is done yet, in the plan or outside it."))
    text = P_(
        "Of {every} actions done, {count} was not in the plan: {share}.",
        "Of {every} actions done, {count} were not in the plan: {share}.",
        count=len(done),
        every=every,
        share=share,
    )
    return say_prose(text)


STOCKTAKING = Document(
    PAPER,
    N_("Yearly stock-taking of the plan"),
    story,
    landscape=True,
    group=FOLLOWUP,
    over=lambda scope: str(scope.year),
    purpose=N_(
        "By sector: planned, done, postponed, rates and causes; for the council and"
        " the public restitution."
    ),
)
PREVIOUS = Document(
    "previous-plan",
    N_("Stock-taking of the previous plan"),
    previous,
    landscape=True,
    group=FOLLOWUP,
    purpose=N_("The same over the whole of the plan before; a chapter of the new one."),
)

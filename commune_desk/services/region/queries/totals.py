"""Roll-ups of what is current: by commune, by cercle, for the region; by year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, select

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.format import BUDGET, EXECUTION
from commune_desk.domain.package.region import Level
from commune_desk.domain.search import fold
from commune_desk.services.region.queries.communes import places
from commune_desk.services.region.summing import total
from commune_desk.storage.region.own import COMMUNES
from commune_desk.storage.region.sums import (
    BUDGETS,
    COMMITTEES,
    COMMUNE,
    FUNDING,
    HALVES,
    PROJECTS,
    half_column,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Table
    from sqlalchemy.orm import Session


OF_BUDGET = BUDGET.amounts
CREDIT, PRIMITIVE = map(OF_BUDGET.index, ("credit_fcfa", "primitif_fcfa"))
OF_EXECUTION = {name: place for place, name in enumerate(EXECUTION.amounts)}
OF_HALVES = tuple(
    tuple(half_column(half, name) for name in EXECUTION.amounts) for half in HALVES
)


@dataclass(frozen=True, slots=True)
class Group:
    """Whose figures they are: a commune, a cercle, or the region (empty)."""

    code: str = ""
    name: str = ""
    cercle: str = ""


@dataclass(frozen=True, slots=True)
class BudgetTotal:
    """One section and side of the budgets of a group."""

    id: int
    group: Group
    communes: int
    section: str
    side: str
    lines: int
    amounts: tuple[Money, ...]
    """In the order of the amounts of the resource `budget_lignes`."""

    order: Money
    """What of the credit only moves within the budgets."""

    halves: tuple[tuple[Money, ...], ...]
    """By half-year, in the order of the amounts of `budget_execution`."""

    @property
    def credit(self) -> Money:
        """The final forecast or credit."""
        return self.amounts[CREDIT]

    @property
    def primitive(self) -> Money:
        """What the primitive budgets said."""
        return self.amounts[PRIMITIVE]

    def done(self, name: str, half: int | None = None) -> Money:
        """Give an amount of execution, of one half-year or of all told."""
        place = OF_EXECUTION[name]
        chosen = self.halves if half is None else (self.halves[half - 1],)
        return Money.total(each[place] for each in chosen)

    @property
    def realised(self) -> Money:
        """What counts as carried out: titled, or ordered."""
        return self.done("titre_fcfa" if self.side == "R" else "mandate_fcfa")

    @property
    def moved(self) -> Money:
        """Money that moved: collected, or paid."""
        return self.done("recouvre_fcfa" if self.side == "R" else "paye_fcfa")

    @property
    def rate(self) -> Share | None:
        """Realised ÷ credit; None where there is none."""
        return Share.of(self.realised, self.credit)

    @property
    def moved_rate(self) -> Share | None:
        """Collected or paid ÷ credit."""
        return Share.of(self.moved, self.credit)


@dataclass(frozen=True, slots=True)
class PlanTotal:
    """Projects of a group, of one sector and state."""

    id: int
    group: Group
    communes: int
    sector: str
    state: str
    projects: int
    beyond_plan: int
    cost: Money
    year_cost: Money
    engaged: Money
    paid: Money
    women: int
    men: int


@dataclass(frozen=True, slots=True)
class FundingTotal:
    """Contributions to projects, of one class of funder and state."""

    id: int
    group: Group
    communes: int
    kind: str
    state: str
    contributions: int
    amount: Money
    year_amount: Money


@dataclass(frozen=True, slots=True)
class CommitteeTotal:
    """Committees of a group, of one type and light."""

    id: int
    group: Group
    communes: int
    kind: str
    light: str
    committees: int
    active: int
    with_receipt: int
    members: int
    women: int
    young: int
    posts: int
    vacant: int
    income: Money
    spending: Money
    dues: Money
    dues_paid: Money


@dataclass(frozen=True, slots=True)
class CommuneTotal:
    """Territory, TDRL, agreements, indicators and the public, of a group."""

    id: int
    group: Group
    communes: int
    villages: int
    population: int
    households: int
    tax_villages: int
    liable: int
    tax_due: Money
    tax_paid: Money
    arrears: Money
    arrears_paid: Money
    agreements: int
    agreed: Money
    used: Money
    instalments: int
    instalments_planned: Money
    instalments_received: Money
    indicators: int
    indicators_told: int
    sessions: int
    session_women: int
    session_men: int
    complaints: int
    complaints_answered: int
    complaints_late: int

    @property
    def tax_rate(self) -> Share | None:
        """TDRL collected ÷ due of the year's roll."""
        return Share.of(self.tax_paid, self.tax_due)


def budget(session: Session, year: int, level: Level) -> list[BudgetTotal]:
    """Add budgets up by section and side."""
    return [
        BudgetTotal(
            number,
            group,
            row["communes"],
            row["section"],
            row["side"],
            row["lines"],
            tuple([Money(row[name]) for name in OF_BUDGET]),
            Money(row["order_fcfa"]),
            tuple(tuple([Money(row[name]) for name in half]) for half in OF_HALVES),
        )
        for number, group, row in _rolled(
            session, BUDGETS, year, level, ("section", "side")
        )
    ]


def plan(session: Session, year: int, level: Level) -> list[PlanTotal]:
    """Add projects up by sector and state."""
    keys = ("sector", "state")
    return [
        PlanTotal(number, group, row["communes"], *_cells(PROJECTS, row))
        for number, group, row in _rolled(session, PROJECTS, year, level, keys)
    ]


def funding(session: Session, year: int, level: Level) -> list[FundingTotal]:
    """Add contributions up by class of funder and state."""
    keys = ("kind", "state")
    return [
        FundingTotal(number, group, row["communes"], *_cells(FUNDING, row))
        for number, group, row in _rolled(session, FUNDING, year, level, keys)
    ]


def committees(session: Session, year: int, level: Level) -> list[CommitteeTotal]:
    """Add committees up by type and light."""
    keys = ("kind", "light")
    return [
        CommitteeTotal(number, group, row["communes"], *_cells(COMMITTEES, row))
        for number, group, row in _rolled(session, COMMITTEES, year, level, keys)
    ]


def communes(session: Session, year: int, level: Level) -> list[CommuneTotal]:
    """Add up what has one line for a commune: TDRL, villages, agreements and so on."""
    return [
        CommuneTotal(number, group, row["communes"], *_cells(COMMUNE, row))
        for number, group, row in _rolled(session, COMMUNE, year, level, ())
    ]


def _cells(table: Table, row: Any) -> Iterator[Any]:
    """Give the cells of a row after its commune and year; francs as money."""
    for column in table.columns:
        if column.name not in {"commune_code", "year"}:
            value = row[column.name]
            yield Money(value) if column.name.endswith("_fcfa") else value


def _rolled(
    session: Session, table: Table, year: int, level: Level, keys: Sequence[str]
) -> Iterator[tuple[int, Group, Any]]:
    """Group a table of sums; number its lines in their order."""
    plain = cache(fold)  # the same few words in thousands of lines
    found = sorted(
        _grouped(session, table, year, level, keys),
        key=lambda each: (each[0], [plain(str(each[2][key])) for key in keys]),
    )
    for number, (_, group, row) in enumerate(found, 1):
        yield number, group, row


def _grouped(
    session: Session, table: Table, year: int, level: Level, keys: Sequence[str]
) -> Iterator[tuple[Any, Group, Any]]:
    match level:
        case Level.COMMUNE:
            yield from _of_communes(session, table, year)
        case Level.CERCLE:
            cercle = func.coalesce(COMMUNES.c.cercle, "").label("cercle")
            for row in session.execute(_added(table, year, keys, cercle)).mappings():
                name = row["cercle"]
                yield (not name, fold(name)), Group("", name, name), row
        case _:
            for row in session.execute(_added(table, year, keys)).mappings():
                if row["communes"]:  # sums of nothing are one line
                    yield 0, Group(), row


def _of_communes(
    session: Session, table: Table, year: int
) -> Iterator[tuple[Any, Group, Any]]:
    """The sums are kept by commune: nothing is left to add up."""
    asked = select(table, literal(1).label("communes")).where(table.c.year == year)
    order, groups = {}, {}
    for number, place in enumerate(places(session).values()):
        order[place.code] = number
        groups[place.code] = Group(place.code, place.name, place.cercle)
    for row in session.execute(asked).mappings():
        code = row["commune_code"]
        yield order[code], groups[code], row


def _added(table: Table, year: int, keys: Sequence[str], *by: Any) -> Any:
    columns = [*by, *(table.c[key] for key in keys)]
    sums = [total(c, c.name) for c in table.columns if not c.primary_key]
    told = func.count(table.c.commune_code.distinct()).label("communes")
    asked = select(*columns, told, *sums).where(table.c.year == year)
    if by:
        asked = asked.outerjoin(
            COMMUNES, COMMUNES.c.commune_code == table.c.commune_code
        )
    return asked.group_by(*columns) if columns else asked

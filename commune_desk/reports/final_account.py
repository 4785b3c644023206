"""The administrative account: every column of `budget.md` 3.4, then its results."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.account_tree import account_tree, figure, quotient
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    PageBreak,
    Title,
    say_prose,
)
from commune_desk.reports.budget_detail import SECTION_TITLES, SIDE_TITLES
from commune_desk.reports.budget_sheet import GROUP, commune_of, nothing_yet, over
from commune_desk.reports.document import Document
from commune_desk.reports.final_balance import balance
from commune_desk.reports.final_result import closing, result_blocks
from commune_desk.reports.grids import Role
from commune_desk.reports.official_heads import heads, titled
from commune_desk.reports.remainders import left_blocks
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import days_of
from commune_desk.services.results import result_of, results, whole_year
from commune_desk.services.situation import part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.reports.official_heads import Heads
    from commune_desk.services.results import SectionResult
    from commune_desk.services.scope import Scope
    from commune_desk.services.situation import Situation
    from commune_desk.storage.models import FiscalYear

PAPER = "administrative-account"
TITLE = N_("Administrative account")
REAL = {
    (Section.OPERATING, Side.REVENUE): N_("Total real operating receipts"),
    (Section.OPERATING, Side.EXPENDITURE): N_("Total real operating expenditure"),
    (Section.INVESTMENT, Side.REVENUE): N_("Total real investment receipts"),
    (Section.INVESTMENT, Side.EXPENDITURE): N_("Total real investment expenditure"),
}
ORDER = {
    Side.REVENUE: N_("Total receipts within the budget (d’ordre)"),
    Side.EXPENDITURE: N_("Total expenditure within the budget (d’ordre)"),
}
WHOLE = {
    Section.OPERATING: N_("Sub-total operating"),
    Section.INVESTMENT: N_("Sub-total investment"),
}
INCOME = (
    "primitive", "additional", "changes", "final", "titled", "collected", "to_collect",
)  # fmt: skip
SPENDING = (
    "primitive", "additional", "changes", "final", "committed", "ordered", "paid",
    "to_pay",
)  # fmt: skip
KEYS = {Side.REVENUE: INCOME, Side.EXPENDITURE: SPENDING}
DONE = {Side.REVENUE: "titled", Side.EXPENDITURE: "ordered"}
"""Column (2): what the rate divides by the final forecast."""


@dataclass(frozen=True)
class YearAccount:
    """The account of a year, as its papers read it."""

    telling: Telling
    year: FiscalYear

    @cached_property
    def rows(self) -> Sequence[Situation]:
        """Every account with a forecast or an entry."""
        return whole_year(self.telling.session, self.year)

    @cached_property
    def results(self) -> list[SectionResult]:
        """Operating, then investment."""
        return results(self.telling.session, self.year)

    @property
    def label(self) -> str:
        """The year as a title writes it."""
        return str(self.year.year)


def account_of(telling: Telling) -> YearAccount | None:
    """Find the account of the year; None while the year is not open."""
    year = fiscal_year(telling.session, telling.scope.year)
    return YearAccount(telling, year) if year is not None else None


def value(row: Situation, key: str) -> Money:
    """Give a figure of an account: of its credit, or of its execution."""
    if key in {"primitive", "additional", "changes"}:
        found: Money = getattr(row.credit, key)
        return found
    amount: Money = getattr(row, key)
    return amount


def story(telling: Telling) -> Iterator[Block]:
    """Tell the account: four parts, balance, results, remainders, closing."""
    account = account_of(telling)
    if account is None:
        yield from nothing_yet(TITLE, telling.scope.year)
        return
    words, session = telling.words, telling.session
    last = days_of(session, account.year).last
    name = N_("{title}, year {year}", title=titled(telling, PAPER, TITLE),
              year=account.label)  # fmt: skip
    held = N_(
        "{commune}; operations until {date}, complementary days included",
        commune=commune_of(session),
        date=words.long_date(last),
    )
    yield Title(name, held)
    yield KeyFigures(tuple(_figures(account)))
    yield from result_blocks(account.results)
    named = heads(telling, PAPER)
    for section in Section:
        for side in Side:
            yield PageBreak()
            yield Heading(SECTION_TITLES[section], beside=SIDE_TITLES[side])
            rows = part(account.rows, section, side)
            if rows:
                yield tree(rows, named)
            else:
                yield say_prose(N_("No forecast and no entry."))
    yield PageBreak()
    yield Heading(N_("Table of balance"))
    yield from balance(account.rows, account.results, session)
    yield PageBreak()
    yield from left_blocks(telling, account.year)
    yield PageBreak()
    yield from closing(telling, account.results)


def _figures(account: YearAccount) -> Iterator[Figure]:
    whole = Money.total(row.result for row in account.results)
    for row in account.results:
        yield Figure(row.result, N_("Result: {section}", section=row.section))
    yield Figure(whole, N_("Overall result"))
    cash = Money.total(row.in_cash for row in account.results)
    yield Figure(cash, N_("On the base of money"))


def tree(rows: Sequence[Situation], named: Heads) -> Any:
    """Lay one of the four parts out, real operations before those d’ordre."""
    first = rows[0]
    section, side = first.section, first.side
    keys = KEYS[side]
    done = keys.index(DONE[side])
    columns = (
        *(figure(named(key)) for key in keys),
        quotient(named("rate"), done, keys.index("final")),
    )

    def told(own: Sequence[Situation]) -> tuple[Any, ...]:
        sums = [Money.total(value(row, key) for row in own) for key in keys]
        return (*sums, Share.of(sums[done], sums[keys.index("final")]) or "–")

    real = [row for row in rows if not row.account.order]
    order = [row for row in rows if row.account.order]
    ends: list[tuple[Said, Sequence[Situation], Role]] = []
    if real:
        ends.append((REAL[section, side], real, Role.TOTAL))
    if order:
        ends.append((ORDER[side], order, Role.TOTAL))
    ends.append((WHOLE[section], rows, Role.GRAND))
    return account_tree(rows, (named("code"), named("title")), columns, told, ends)


def standing(session: Session, scope: Scope) -> tuple[Said, Said]:
    """Say whether the year is closed: until then figures may change."""
    year = fiscal_year(session, scope.year)
    if year is None or result_of(session, scope.year) is None:
        return "", ""
    if year.closed_on is not None:
        return N_("year closed on {date}", date=year.closed_on), ""
    return N_("year not closed: figures may change"), ""


ACCOUNT = Document(
    PAPER,
    TITLE,
    story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("What the council judges in the first session: every line, results."),
    standing=standing,
)

"""The situation of the budget on a day: expenditure, revenue, totals, periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import COMPLEMENTARY
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text
from commune_desk.services import situation
from commune_desk.services.budget_lines import SECTIONS
from commune_desk.services.closings import period_name
from commune_desk.tables.nomenclature import PARTS
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from commune_desk.services.situation import PartTotal, PeriodRow, Situation

READS = {
    "ledger_entries": None,
    "operations": None,
    "budget_documents": None,
    "budget_lines": None,
    "line_amounts": None,
    "fiscal_years": None,
    "accounts": None,
    "settings": None,
}
"""What moves the situation of a year."""

LEVELS: tuple[Level[Any], ...] = (
    Level(
        lambda x: SECTIONS.index(x.section),
        lambda x: PARTS[x.section, x.side],
    ),
    Level(
        lambda x: (x.account.order, x.account.chapter),
        lambda x: f"{x.account.chapter} {x.account.chapter_title}",
    ),
    Level(
        lambda x: x.account.article or x.account.code,
        lambda x: f"{x.account.article} {x.account.article_title}".strip(),
    ),
)
"""Section, chapter, article where there is one."""


def amount(key: str, title: Text, *, shown: bool = True) -> Column[Any]:
    """Give a column of francs that adds up."""
    return Column(
        key, title, lambda x: getattr(x, key), Kind.MONEY, 13, adds=True, shown=shown
    )


CODE: Column[Any] = Column("code", N_("Code"), lambda x: x.account.code, Kind.CODE, 8)
TITLE: Column[Any] = Column("title", N_("Title"), lambda x: x.account.title, width=34)
CREDIT: tuple[Column[Any], ...] = (
    Column(
        "primitive",
        N_("Primitive"),
        lambda x: x.credit.primitive,
        Kind.MONEY,
        13,
        adds=True,
        shown=False,
    ),
    Column(
        "additional",
        N_("Additional"),
        lambda x: x.credit.additional,
        Kind.MONEY,
        13,
        adds=True,
        shown=False,
    ),
    Column(
        "changes",
        N_("Changes +/−"),
        lambda x: x.credit.changes,
        Kind.MONEY,
        13,
        adds=True,
        shown=False,
    ),
    amount("final", N_("Final forecast")),
)


def rate(part: str, title: Text) -> Column[Any]:
    """Give a column that divides an amount by the final forecast."""
    return Column(
        f"{part}_rate",
        title,
        lambda x: Share.of(getattr(x, part), x.final),
        Kind.SHARE,
        9,
        ratio=(part, "final"),
    )


EXPENDITURE: Table[Situation] = Table(
    name="situation_expenditure",
    title=N_("Situation of expenditure"),
    purpose=N_("Credit, committed, ordered, paid: each account as on the day chosen."),
    rows=situation.expenditure,
    reads=READS,
    columns=always(
        CODE,
        TITLE,
        *CREDIT,
        amount("committed", N_("Committed")),
        amount("liquidated", N_("Liquidated")),
        amount("ordered", N_("Ordered")),
        amount("paid", N_("Paid")),
        amount("available", N_("Available")),
        amount("to_pay", N_("To pay")),
        rate("ordered", N_("Rate")),
    ),
    levels=LEVELS,
    row_title=lambda row: f"{row.account.code} {row.account.title}",
    empty=N_("No credit and no expenditure in this year yet."),
    year_bound=True,
)

REVENUE: Table[Situation] = Table(
    name="situation_revenue",
    title=N_("Situation of revenue"),
    purpose=N_("Forecast, titles, collected, left: each account as on the day chosen."),
    rows=situation.revenue,
    reads=READS,
    columns=always(
        CODE,
        TITLE,
        *CREDIT,
        amount("titled", N_("Titles")),
        amount("collected", N_("Collected")),
        amount("written_off", N_("Written off")),
        amount("to_collect", N_("To collect")),
        rate("titled", N_("Rate of titles")),
        rate("collected", N_("Rate collected")),
    ),
    levels=LEVELS,
    row_title=lambda row: f"{row.account.code} {row.account.title}",
    empty=N_("No forecast and no revenue in this year yet."),
    year_bound=True,
)


def _counted(row: PartTotal) -> Text:
    if row.passing is None:
        return N_("Everything")
    return N_("of which teachers’ pay") if row.passing else N_("Without teachers’ pay")


TOTALS: Table[PartTotal] = Table(
    name="situation_totals",
    title=N_("Totals of the situation"),
    purpose=N_("Each part whole, then without the pay that only passes through."),
    rows=situation.totals,
    reads=READS,
    columns=always(
        Column("part", N_("Part"), lambda x: PARTS[x.section, x.side], width=34),
        Column("counted", N_("What is counted"), _counted, width=26),
        Column("final", N_("Final forecast"), lambda x: x.final, Kind.MONEY, 15),
        Column(
            "realised", N_("Titles or orders"), lambda x: x.realised, Kind.MONEY, 15
        ),
        Column("moved", N_("Collected or paid"), lambda x: x.moved, Kind.MONEY, 15),
        Column("left", N_("Left"), lambda x: x.left, Kind.MONEY, 15),
        Column("rate", N_("Rate"), lambda x: x.rate, Kind.SHARE, 9),
    ),
    row_title=lambda row: str(row.id),
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
    one_sum=False,
)


def _sum(key: str, title: Text) -> Column[PeriodRow]:
    return Column(
        key,
        title,
        lambda x: Money(getattr(x.done, key)),
        Kind.MONEY,
        14,
        adds=True,
    )


PERIODS: Table[PeriodRow] = Table(
    name="situation_periods",
    title=N_("Execution by period"),
    purpose=N_("Twelve months and the complementary days: what each brought."),
    rows=situation.by_period,
    reads=READS,
    columns=always(
        Column("period", N_("Period"), lambda x: period_title(x.id), width=24),
        _sum("titled", N_("Titles")),
        _sum("collected", N_("Collected")),
        _sum("committed", N_("Committed")),
        _sum("liquidated", N_("Liquidated")),
        _sum("ordered", N_("Ordered")),
        _sum("paid", N_("Paid")),
    ),
    row_title=lambda row: str(row.id),
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
)


def period_title(period: int) -> Text:
    """Name a period by its number and its month."""
    name = N_("Complementary days")
    if period != COMPLEMENTARY:
        name = period_name(period)
    return N_("{number}. {month}", number=period, month=name)

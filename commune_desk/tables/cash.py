"""The months of the budget: the profile of each account, and the cash plan."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Side
from commune_desk.domain.cash import YEAR
from commune_desk.domain.errors import Unreadable
from commune_desk.domain.months import SHORT
from commune_desk.domain.text import N_, P_
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.cash import cash_lines
from commune_desk.services.monthly import SetMonth, monthly_profiles
from commune_desk.tables.budget_papers import READS_BUDGET
from commune_desk.tables.nomenclature import (
    PARTS,
    SECTION_CHOICES,
    SIDE_CHOICES,
)
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from commune_desk.domain.text import Text
    from commune_desk.services.cash import CashLine
    from commune_desk.services.monthly import ProfileRow

READS_MONTHS = {
    **READS_BUDGET,
    "accounts": None,
    "monthly_shares": None,
    "settings": None,
}
PERCENT = 100
MONTHS = tuple(f"m{number:02}" for number in range(1, YEAR + 1))
"""Keys of the months."""


def _set(row: ProfileRow, month: int, value: Decimal | None) -> SetMonth:
    """Read per cents with two decimals, no finer."""
    if value is None:
        return SetMonth(row.id, month, None)
    share = value * PERCENT
    if share != share.to_integral_value():
        text = N_("“{typed}”: two decimals at the most.", typed=str(value))
        raise Unreadable(text)
    return SetMonth(row.id, month, int(share))


def _month(place: int, key: str) -> Column[ProfileRow]:
    return Column(
        key,
        SHORT[place],
        lambda row: Decimal(row.shares[place]) / PERCENT,
        Kind.DECIMAL,
        5,
        edit=lambda row, value: _set(row, place + 1, value),
    )


def _told(row: ProfileRow) -> Text:
    if not row.told:
        return N_("twelfths")
    if row.told == YEAR:
        return N_("typed")
    return P_("{count} month typed", "{count} months typed", count=row.told)


PROFILES: Table[ProfileRow] = Table(
    name="monthly",
    title=N_("Monthly profile"),
    purpose=N_(
        "When the money of each account comes or goes, in % of its year. A month that"
        " is emptied shares what the others leave."
    ),
    rows=monthly_profiles,
    reads=READS_MONTHS,
    columns=always(
        Column("code", N_("Code"), lambda x: x.account.code, Kind.CODE, 7),
        Column("title", N_("Title"), lambda x: x.account.title, width=24),
        Column(
            "section",
            N_("Section"),
            lambda x: x.section,
            Kind.CHOICE,
            14,
            choices=SECTION_CHOICES,
            shown=False,
        ),
        Column(
            "side",
            N_("Side"),
            lambda x: x.side,
            Kind.CHOICE,
            10,
            choices=SIDE_CHOICES,
            also=("Sens",),
            shown=False,
        ),
        Column("amount", N_("Year"), lambda x: x.amount, Kind.MONEY, 11),
        *(_month(place, key) for place, key in enumerate(MONTHS)),
        Column("told", N_("Profile"), _told, width=11),
    ),
    levels=(
        Level(
            lambda x: (SECTIONS.index(x.section), SIDES.index(x.side)),
            lambda x: PARTS[x.section, x.side],
        ),
    ),
    identity=("section", "side", "code"),
    likeness=("code",),
    row_title=lambda row: f"{row.account.code} {row.account.title}",
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
    one_sum=False,
)

SIDES_OF_CASH: dict[Side, Text] = {
    Side.REVENUE: N_("Receipts"),
    Side.EXPENDITURE: N_("Expenditure"),
}


def _flow(place: int, key: str) -> Column[CashLine]:
    return Column(
        key, SHORT[place], lambda row: row.months[place], Kind.MONEY, 9, adds=True
    )


def _chapter(row: CashLine) -> str:
    return f"{row.chapter} {row.title}"


CASH: Table[CashLine] = Table(
    name="cash",
    title=N_("Cash plan"),
    purpose=N_(
        "What should come in and go out each month, and what is then left; operations"
        " of order and earlier results are left out."
    ),
    rows=cash_lines,
    reads=READS_MONTHS,
    columns=always(
        Column("chapter", N_("Chapter"), _chapter, width=18),
        *(_flow(place, key) for place, key in enumerate(MONTHS)),
        Column(
            "total",
            N_("Year"),
            lambda x: x.total,
            Kind.MONEY,
            10,
            adds=True,
            shown=False,
        ),
    ),
    levels=(Level(lambda x: SIDES.index(x.side), lambda x: SIDES_OF_CASH[x.side]),),
    row_title=_chapter,
    fills=("cash-plan",),
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
    one_sum=False,
)

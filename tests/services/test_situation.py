"""The situation on any day: credits in force then, and what was entered by then."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from played import YEAR, played

from commune_desk.domain.budget import Section, Side
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.scope import Scope
from commune_desk.services.situation import (
    by_period,
    expenditure,
    part_totals,
    revenue,
    situation,
    totals,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk
    from commune_desk.services.situation import Situation

END = Scope(YEAR, until=dt.date(2027, 2, 28))


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    made = played()
    yield made
    made.store.close()


def on(desk: Desk, code: str, day: dt.date, side: Side = Side.EXPENDITURE) -> Situation:
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        rows = situation(session, year, day)
    return next(r for r in rows if r.account.code == code and r.side is side)


def test_a_document_counts_from_the_day_of_its_force(desk: Desk) -> None:
    before, after = dt.date(2025, 12, 9), dt.date(2025, 12, 10)
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        assert situation(session, year, before) == []
        assert situation(session, year, after)
    fuel = [on(desk, "6053", dt.date(2026, 9, day)).final.francs for day in (8, 9)]
    assert fuel == [900_000, 990_000]
    moved = on(desk, "6053", dt.date(2026, 9, 9)).credit
    assert [m.francs for m in moved] == [900_000, 0, 90_000]
    class_ = on(desk, "232", dt.date(2026, 6, 24))
    assert [m.francs for m in class_.credit] == [13_000_000, 600_000, 0]
    day = dt.date(2026, 6, 23)
    assert on(desk, "232", day).credit.additional.francs == 0


def test_an_entry_counts_from_its_date(desk: Desk) -> None:
    march = on(desk, "6053", dt.date(2026, 3, 31))
    assert march.done[:4] == (200_000, 200_000, 180_000, 100_000)
    assert march.available.francs == 700_000
    assert march.to_pay.francs == 80_000
    october = on(desk, "6053", dt.date(2026, 10, 31))
    assert october.done[:4] == (320_000, 290_000, 180_000, 100_000)
    assert october.available.francs == 990_000 - 320_000
    december = on(desk, "6012", dt.date(2026, 12, 31))
    assert december.committed.francs == 0
    assert on(desk, "6012", dt.date(2027, 1, 31)).committed.francs == 40_000


def test_what_is_left_to_collect_and_the_rate(desk: Desk) -> None:
    tax = on(desk, "7111", dt.date(2026, 12, 31), Side.REVENUE)
    assert (tax.titled.francs, tax.collected.francs) == (2_400_000, 1_250_000)
    assert tax.to_collect.francs == 1_150_000
    assert tax.rate is not None
    assert tax.rate.basis_points == 3846  # 2 400 000 of 6 240 000
    empty = on(desk, "0421", dt.date(2026, 5, 1))
    assert empty.rate is not None
    nothing = on(desk, "121", dt.date(2027, 1, 1), Side.REVENUE)
    assert nothing.rate is not None


def test_an_account_without_forecast_has_no_rate(desk: Desk) -> None:
    row = on(desk, "121", dt.date(2027, 1, 1), Side.REVENUE)
    bare = row._replace(credit=type(row.credit)())
    assert bare.rate is None


def test_totals_tell_what_only_passes_through_apart(desk: Desk) -> None:
    with desk.store.reading() as session:
        listed = totals(session, END)
        year = fiscal_year(session, YEAR)
        assert year is not None
        again = part_totals(situation(session, year, dt.date(2027, 2, 28)))
    assert listed == again
    whole, passing, rest = (
        row
        for row in listed
        if (row.section, row.side) == (Section.OPERATING, Side.EXPENDITURE)
    )
    assert passing.realised.francs == 44_000_000
    assert whole.realised == passing.realised + rest.realised
    assert whole.final == passing.final + rest.final
    assert rest.realised.francs == 150_000 + 180_000 + 1_000_000


def test_thirteen_periods_add_up_to_the_year(desk: Desk) -> None:
    with desk.store.reading() as session:
        periods = by_period(session, END)
        rows = [*expenditure(session, END), *revenue(session, END)]
    assert [row.id for row in periods] == list(range(1, 14))
    assert periods[12].done.committed == 40_000
    for key in ("committed", "liquidated", "ordered", "paid", "titled", "collected"):
        by_account = sum(getattr(row.done, key) for row in rows)
        assert sum(getattr(row.done, key) for row in periods) == by_account > 0


def test_the_scope_bounds_the_tables(desk: Desk) -> None:
    march = replace(END, until=dt.date(2026, 3, 31))
    with desk.store.reading() as session:
        spent = sum(row.committed.francs for row in expenditure(session, march))
        later = sum(row.committed.francs for row in expenditure(session, END))
    assert (spent, later) == (350_000, 350_000 + 120_000 + 3_000_000 + 45_040_000)

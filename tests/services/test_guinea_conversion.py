"""The whole list of Guinea, every leaf used, brought to the working list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sample import DATA, FRENCH, content
from test_budget_conversion import number
from test_budgets import make

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.exchange.founding import LATER
from commune_desk.exchange.nomenclature_file import conversion_from, nomenclature_from
from commune_desk.reports.catalogue import printed
from commune_desk.reports.conversion import CONVERSION, story
from commune_desk.reports.document import Telling
from commune_desk.reports.grids import Role, TableBlock
from commune_desk.services.budget_conversion import ConvertYear, conversion_plan
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.budgets import ProposeAmount
from commune_desk.services.command import Several
from commune_desk.services.fiscal_years import OpenYear
from commune_desk.services.jobs import Silence
from commune_desk.services.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk

SCOPE = Scope(2030)
TABLE = DATA / "conversion_gn_2026.csv"
LEAVES = 379
SURE = 159

Sums = dict[tuple[Section, Side], int]


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = make()
    guinea = made.do(nomenclature_from(DATA / "nomenclature_gn.csv", FRENCH, "GN"))
    made.do(conversion_from(TABLE, FRENCH, "GN", LATER))
    made.do(OpenYear(2030, guinea))
    with made.store.reading() as session:
        rows = budget_lines(session, SCOPE)
    steps = tuple(
        ProposeAmount(row.document_id, row.id, Money(100_003 + 977 * n))
        for n, row in enumerate(rows)
    )
    made.do(Several(steps, N_("Proposal on line {code}", code="GN")))
    yield made
    made.store.close()


def sums(desk: Desk) -> Sums:
    found: Sums = defaultdict(int)
    with desk.store.reading() as session:
        for row in budget_lines(session, SCOPE):
            if row.proposed is not None:
                found[row.section, row.side] += row.proposed.francs
    return found


def test_what_is_converted_and_what_is_left_over_make_the_budget(desk: Desk) -> None:
    before = sums(desk)
    with desk.store.reading() as session:
        parts, lost = conversion_plan(session, SCOPE)
    assert len(lost) == LEAVES - SURE
    assert len({part.line.id for part in parts}) == SURE
    made: Sums = defaultdict(int)
    for part in parts:
        assert part.amount is not None
        made[part.account.section, part.account.side] += part.amount.francs
    for row in lost:
        assert row.proposed is not None
        made[row.section, row.side] += row.proposed.francs
    assert made == before
    assert sum(before.values()) > 100_000 * LEAVES


def test_a_code_that_means_something_else_there_is_left_over(desk: Desk) -> None:
    with desk.store.reading() as session:
        _, lost = conversion_plan(session, SCOPE)
    assert {"653", "2316"} <= {row.code for row in lost}


def test_the_command_names_each_line_that_has_no_account(desk: Desk) -> None:
    rows = content(desk.store)
    with desk.store.reading() as session:
        _, lost = conversion_plan(session, SCOPE)
    with pytest.raises(Rejected) as refused:
        desk.do(ConvertYear(2030, number(desk, LATER)))
    issues = refused.value.issues
    assert [dict(i.text.facts)["code"] for i in issues] == [row.code for row in lost]
    assert content(desk.store) == rows


CATCH_ALL = {
    (Section.OPERATING, Side.REVENUE): "759",
    (Section.OPERATING, Side.EXPENDITURE): "653",
    (Section.INVESTMENT, Side.REVENUE): "105",
    (Section.INVESTMENT, Side.EXPENDITURE): "2442",
}
"""Where a commune may decide to put what has no account of its own."""


def test_once_the_table_is_completed_the_budget_moves_to_the_franc(desk: Desk) -> None:
    before = sums(desk)
    with desk.store.reading() as session:
        _, lost = conversion_plan(session, SCOPE)
    table = conversion_from(TABLE, FRENCH, "GN", LATER)
    own = tuple(
        (
            (row.section, row.side, row.code),
            (row.section, row.side, CATCH_ALL[row.section, row.side]),
            10_000,
            "",
        )
        for row in lost
    )
    desk.do(replace(table, steps=(*table.steps, *own)))
    assert desk.do(ConvertYear(2030, number(desk, LATER))) == LEAVES
    assert sums(desk) == before
    desk.undo()
    assert sums(desk) == before


def test_the_report_lists_both_and_its_sums_are_those_of_the_budget(
    desk: Desk,
) -> None:
    before = sum(sums(desk).values())
    with desk.store.reading() as session:
        telling = Telling(session, SCOPE, FRENCH, Silence())
        blocks = list(story(telling))
        pdf = printed(CONVERSION, telling, ".pdf")
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    listed = [
        Money.total(row.cells[-1] for row in table.rows if row.role is Role.LINE)
        for table in tables
    ]
    totals = [
        Money.total(row.cells[-1] for row in table.rows if row.role is Role.TOTAL)
        for table in tables
    ]
    assert listed == totals
    assert sum(each.francs for each in listed) == before
    assert [sum(r.role is Role.LINE for r in t.rows) for t in tables] == [
        SURE,
        LEAVES - SURE,
    ]
    assert pdf.startswith(b"%PDF")

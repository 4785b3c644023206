from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from sample import DATA

from commune_desk.domain.issues import Severity
from commune_desk.services.funders import contributions
from commune_desk.services.plans import scope_for
from commune_desk.services.review import findings
from commune_desk.services.settings import preference
from commune_desk.storage.store import Store
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RATE = Decimal("655.957")
OPEN_TO_ALL = {"users"}
"""Nobody is asked who he is in a demonstration: it has no person."""


@pytest.fixture(scope="module")
def store(demonstration: Path) -> Iterator[Store]:
    opened = Store(demonstration)
    opened.open()
    yield opened
    opened.close()


def published() -> dict[tuple[str, int], int]:
    """Francs of each funder and year, from the published euros, line by line."""
    found: dict[tuple[str, int], int] = defaultdict(int)
    path = DATA / "partnership_funding_2019_2021.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            francs = (Decimal(line["amount_eur"]) * RATE).quantize(1, ROUND_HALF_UP)
            found[line["funder"], int(line["year"])] += int(francs)
    return dict(found)


def test_the_real_co_financing_is_that_of_the_published_figures(store: Store) -> None:
    kept: dict[tuple[str, int], int] = defaultdict(int)
    with store.reading() as session:
        for row in contributions(session, scope_for(session, 2020)):
            assert row.amount is not None
            kept[row.partner, row.year] += row.amount.francs
    assert kept == published()


def test_line_by_line_it_makes_one_franc_more_than_converted_at_once() -> None:
    assert sum(published().values()) == 249_442_081
    assert int((380_272 * RATE).quantize(1, ROUND_HALF_UP)) == 249_442_080


@pytest.mark.parametrize("year", [2020, 2026])
def test_nothing_in_it_is_to_correct(store: Store, year: int) -> None:
    with store.reading() as session:
        found = findings(session, scope_for(session, year))
    assert [issue for issue in found if issue.severity is Severity.ERROR] == []


def test_every_table_has_rows_and_the_dossier_its_mark(store: Store) -> None:
    with store.reading() as session:
        scope = scope_for(session, 2026)
        assert preference(session, "demonstration")
        for table in TABLES:
            filled = bool(table.rows(session, scope, None))
            assert filled == (table.name not in OPEN_TO_ALL), table.name

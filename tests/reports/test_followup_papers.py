"""Rates and totals on paper, recomputed from the spreadsheets of the tables."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from recounted import entered, in_books
from sample import FRENCH

from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.sketch_frame import Frame, free, rings
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.followup import EQUITY, PROGRESS_TABLE, TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEAR = 2026


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


def lines(
    store: Store, table: Any, folder: Path, year: int = YEAR
) -> list[dict[str, Any]]:
    path = folder / f"{table.name}.xlsx"
    with store.reading() as session:
        write_table(session, table, scope_for(session, year), FRENCH, path)
    head, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    heads = [str(title).replace("\u00a0", " ") for title in head]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def text_of(store: Store, name: str, year: int = YEAR) -> str:
    with store.reading() as session:
        telling = Telling(session, scope_for(session, year), FRENCH, Silence())
        pages = pypdfium2.PdfDocument(printed(document(name), telling, ".pdf"))
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def count_pages(store: Store, name: str) -> int:
    with store.reading() as session:
        telling = Telling(session, scope_for(session, YEAR), FRENCH, Silence())
        pages = pypdfium2.PdfDocument(printed(document(name), telling, ".pdf"))
    count = len(pages)
    pages.close()
    return count


def percent(number: Fraction) -> str:
    points = int(number * 10_000 + Fraction(1, 2))
    return f"{points // 100},{points % 100:02d}"


def grouped(francs: int) -> str:
    return f"{francs:,}".replace(",", " ")


class Recomputed:
    """The plan, put together again from spreadsheets, without our code."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.planned = {str(row["N°"]): row for row in lines(store, ACTIONS, folder)}
        self.entries: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.done: dict[str, Any] = {}
        self.books = entered(store, folder)
        for row in lines(store, PROGRESS_TABLE, folder):
            self.entries[row["Action"].split(" ")[0]].append(row)
        turns = sorted(lines(store, TRANSITIONS, folder), key=lambda r: day(r["Date"]))
        for row in turns:
            self.done[row["Action"].split(" ")[0]] = row["État"]

    def cost(self, code: str, year: int) -> int:
        return self.planned[code][str(year)] or 0

    def total(self, code: str) -> int:
        return sum(self.cost(code, year) for year in range(2024, 2029))

    def paid(self, code: str, until: dt.date) -> int:
        seen = sorted(self.entries[code], key=lambda row: day(row["Date"]))
        known = [
            r["Payé"] for r in seen if day(r["Date"]) <= until and r["Payé"] is not None
        ]
        typed = known[-1] if known else 0
        return max(typed, in_books(self.books, code, "Payé", until))

    def physical(self, code: str) -> Fraction:
        seen = sorted(self.entries[code], key=lambda row: day(row["Date"]))
        for row in reversed(seen):
            if row["Travaux en %"] is not None:
                return Fraction(row["Travaux en %"], 100)
            if row["Quantité réalisée"] is not None:
                planned = self.planned[code]["Quantité"]
                return min(Fraction(1), Fraction(row["Quantité réalisée"], planned))
        return Fraction(0)

    def is_done(self, code: str) -> bool:
        return self.done.get(code) in {"réalisée", "réceptionnée provisoirement"}


def day(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return dt.datetime.strptime(value, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


def test_the_tracking_table_prints_the_rates_of_the_plan_to_date(
    demo: Store, tmp_path: Path
) -> None:
    plan = Recomputed(demo, tmp_path)
    due = [
        code
        for code in plan.planned
        if any(plan.cost(code, year) for year in range(2024, YEAR + 1))
    ]
    cost = sum(plan.total(code) for code in due)
    paid = sum(plan.paid(code, dt.date(2026, 10, 31)) for code in due)
    made = sum(plan.total(code) * plan.physical(code) for code in due)
    done = sum(plan.is_done(code) for code in due)
    for name in ("tracking", "officials"):
        text = text_of(demo, name)
        assert percent(made / cost) in text
        assert percent(Fraction(paid, cost)) in text
        assert percent(Fraction(done, len(due))) in text
        assert f"{grouped(paid)} F payés sur {grouped(cost)} F" in text


def test_the_yearly_stock_taking_prints_the_rates_of_its_year(
    demo: Store, tmp_path: Path
) -> None:
    plan = Recomputed(demo, tmp_path)
    here = [code for code in plan.planned if plan.cost(code, YEAR)]
    cost = sum(plan.cost(code, YEAR) for code in here)
    ends = dt.date(YEAR - 1, 12, 31), dt.date(YEAR, 10, 31)
    paid = sum(plan.paid(code, ends[1]) - plan.paid(code, ends[0]) for code in here)
    made = sum(plan.cost(code, YEAR) * plan.physical(code) for code in here)
    done = sum(plan.is_done(code) for code in here)
    text = text_of(demo, "stocktaking")
    assert percent(made / cost) in text
    assert percent(Fraction(paid, cost)) in text
    assert percent(Fraction(done, len(here))) in text
    assert f"{grouped(paid)} F payés sur {grouped(cost)} F" in text
    poster = text_of(demo, "restitution")
    for figure in (
        f"{grouped(cost)} F",
        f"{grouped(paid)} F",
        f"{done} sur {len(here)}",
    ):
        assert figure in poster


def test_equity_adds_up_to_the_plan(demo: Store, tmp_path: Path) -> None:
    plan = Recomputed(demo, tmp_path)
    whole = sum(plan.total(code) for code in plan.planned)
    rows = lines(demo, EQUITY, tmp_path)
    assert sum(row["Coût"] for row in rows) == whole
    assert grouped(whole) in text_of(demo, "equity")


def test_each_paper_says_how_its_rates_are_made(demo: Store) -> None:
    for name in ("tracking", "stocktaking", "previous-plan", "officials"):
        text = " ".join(text_of(demo, name).split())
        assert "Taux physique =" in text
        assert "Taux financier =" in text
        assert "Taux de réalisation =" in text


def test_what_is_one_page_is_one_page(demo: Store) -> None:
    assert [
        count_pages(demo, name) for name in ("restitution", "officials", "map")
    ] == [
        1,
        1,
        1,
    ]


def test_the_previous_plan_is_told_and_its_absence_too(demo: Store) -> None:
    assert "249 442 081" in text_of(demo, "previous-plan")
    assert "pas de plan antérieur" in text_of(demo, "previous-plan", 2021)


def test_every_action_of_a_village_stands_on_the_map(
    demo: Store, tmp_path: Path
) -> None:
    text = text_of(demo, "map")
    for row in lines(demo, ACTIONS, tmp_path):
        assert str(row["N°"]) in text


def test_a_map_of_one_place_and_names_that_find_room() -> None:
    frame = Frame.around([(-6.4, 11.7)], 200, 140)
    assert frame.at(-6.4, 11.7) == pytest.approx((100, 70))
    room = (2.0, 2.0, 198.0, 138.0)
    first = free((100, 70), (20, 5), [], room)
    taken = [(first[0], first[1], first[0] + 20, first[1] + 5)]
    second = free((100, 70), (20, 5), taken, room)
    assert (
        second[0] >= first[0] + 20
        or second[0] + 20 <= first[0]
        or (second[1] >= first[1] + 5 or second[1] + 5 <= first[1])
    )


def test_the_rings_of_a_boundary_are_read() -> None:
    ring = [[-6.5, 11.6], [-6.2, 11.6], [-6.2, 11.9], [-6.5, 11.6]]
    kept = json.dumps({"type": "MultiPolygon", "coordinates": [[ring], [ring]]})
    assert len(rings(kept)) == 2
    assert rings("") == []

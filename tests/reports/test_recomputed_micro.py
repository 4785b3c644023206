"""The public figures of the bulletin, recomputed from the exported table."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from sample import FRENCH

from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store

SHORT = "S&R 2022"
THIN = "\u202f"


@pytest.fixture(scope="module")
def lines(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, str]]:
    path = tmp_path_factory.mktemp("micro") / "micro.csv"
    with store.reading() as session:
        table = TABLES.named("micro_projects")
        write_table(session, table, scope_for(session, 2026), FRENCH, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [row for row in rows if row["Portefeuille"].startswith("Stabilisation")]


def text_of(store: Store, name: str, suffix: str = ".pdf") -> bytes:
    with store.reading() as session:
        row = next(
            r
            for r in TABLES.named("portfolios").rows(session, None, None)  # type: ignore[arg-type]  # no scope
            if r.short == SHORT
        )
        scope = scope_for(session, 2026)
        telling = Telling(session, scope, FRENCH, Silence(), str(row.id))
        return printed(document(name), telling, suffix)


def words(pdf: bytes) -> tuple[str, int]:
    pages = PdfDocument(pdf)
    text = " ".join(p.get_textpage().get_text_range() for p in pages)
    count = len(pages)
    pages.close()
    return text, count


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", THIN)


def test_the_sums_that_the_bulletin_gives_are_those_of_the_lines(
    lines: list[dict[str, str]],
) -> None:
    handed = [
        int(row["Coût"])
        for row in lines
        if row["Autre lieu"] == "Cercle d’Ansongo" and row["État"] == "remis"
    ]
    assert sorted(handed) == [119_093_930, 313_058_379]
    assert sum(handed) == 432_152_309
    costs = {int(row["Coût"]) for row in lines}
    assert costs >= {763_060_068, 26_534_100, 25_112_500, 24_752_766, 65_000_000,
                     27_000_000, 78_500_000, 191_817_697}  # fmt: skip
    seven = next(row for row in lines if row["Coût"] == "78500000")
    assert seven["Projets"] == "7"


def test_totals_averages_and_shares_are_printed(
    store: Store, lines: list[dict[str, str]]
) -> None:
    whole = sum(int(row["Coût"]) for row in lines)
    count = sum(int(row["Projets"]) for row in lines)
    mean = (2 * whole + count) // (2 * count)
    listed, _ = words(text_of(store, "micro-list"))
    bulletin, pages = words(text_of(store, "micro-bulletin"))
    assert pages == 2
    for text in (listed, bulletin):
        assert grouped(whole) in text
        assert grouped(mean) in text
    assert grouped(432_152_309) in listed
    states: dict[str, int] = defaultdict(int)
    for row in lines:
        states[row["État"]] += int(row["Coût"])
    for cost in states.values():
        basis = (cost * 20_000 + whole) // (2 * whole)
        assert f"{basis // 100},{basis % 100:02d}" in bulletin


def test_the_bulletin_of_all_portfolios_has_two_pages(store: Store) -> None:
    with store.reading() as session:
        scope = scope_for(session, 2026)
        telling = Telling(session, scope, FRENCH, Silence())
        text, pages = words(printed(document("micro-bulletin"), telling, ".pdf"))
    assert pages == 2
    assert "EUR" in text


def test_a_spreadsheet_holds_the_same(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(text_of(store, "micro-list", ".xlsx"))
    cells = {
        str(value)
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    }
    assert any("432" in cell and "152" in cell for cell in cells)

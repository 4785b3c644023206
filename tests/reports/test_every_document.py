"""What holds for every paper, today's and tomorrow's; sums recomputed from tables."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from counts import count
from openpyxl import load_workbook
from printed import anew, paper
from sample import FRENCH

from commune_desk.domain.money import Money
from commune_desk.domain.plan import ActionKind
from commune_desk.exchange.demonstration import DEMONSTRATION
from commune_desk.exchange.revising import AMOUNT
from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import DOCUMENTS, document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.services.programming import programmed
from commune_desk.tables.actions import ACTIONS, ANNUAL
from commune_desk.tables.funding import CONTRIBUTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.reports.document import Document
    from commune_desk.storage.store import Store


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def grouped(francs: int) -> str:
    return f"{francs:,}".replace(",", " ")


def column(store: Store, table: object, folder: Path, *heads: str) -> list[int]:
    """Add up columns of a table as its spreadsheet holds them."""
    path = folder / "table.xlsx"
    with store.reading() as session:
        write_table(session, table, scope_for(session, 2026), FRENCH, path)  # type: ignore[arg-type]  # any table
    lines = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    places = [lines[0].index(head) for head in heads]
    return [sum(line[place] or 0 for line in lines[1:]) for place in places]


AGAIN = count(suite={".pdf"}, full={".pdf", ".docx", ".xlsx"})
"""Formats that are printed twice; `test_office` holds the writers to it too."""


@pytest.mark.full
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
@pytest.mark.parametrize("wanted", DOCUMENTS, ids=lambda d: d.name)
def test_it_prints_the_same_bytes_twice(
    demo: Store, wanted: Document, suffix: str
) -> None:
    first = paper(demo, wanted, suffix)
    assert first
    assert suffix not in AGAIN or first == anew(demo, wanted, suffix)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
@pytest.mark.parametrize("wanted", DOCUMENTS, ids=lambda d: d.name)
def test_it_prints_for_a_new_commune_too(
    empty: Store, wanted: Document, suffix: str
) -> None:
    assert paper(empty, wanted, suffix)


@pytest.mark.parametrize("wanted", DOCUMENTS, ids=lambda d: d.name)
def test_every_page_of_the_demonstration_says_so(demo: Store, wanted: Document) -> None:
    pages = pypdfium2.PdfDocument(paper(demo, wanted))
    for page in pages:
        assert "DÉMONSTRATION" in page.get_textpage().get_text_range()
    pages.close()


def ticked(year: int) -> int:
    """Add up the lines of an annual plan as the data file holds them."""
    path = DEMONSTRATION / "annual-lines-2024.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    return sum(int(x["Coût au PIA"]) for x in lines if x["Année"] == str(year))


def test_the_annual_plan_prints_the_sums_of_its_table(
    demo: Store, tmp_path: Path
) -> None:
    heads = ("Coût 2026", "Commune Montant", "Population Montant")
    cost, commune, _ = column(demo, ANNUAL, tmp_path, *heads)
    text = words_of(paper(demo, document("pia")))
    assert cost == ticked(2026) + AMOUNT.francs  # what was carried over is no line
    assert grouped(cost) in text
    assert grouped(commune) in text
    assert FRENCH.in_letters(Money(cost)).replace("\u00a0", " ") in text
    assert "aucun PIA" not in text


def test_a_year_without_annual_plan_says_so(demo: Store) -> None:
    with demo.reading() as session:
        telling = Telling(session, scope_for(session, 2027), FRENCH, Silence())
        text = words_of(printed(document("pia"), telling, ".pdf"))
    assert "tranche 2027 du plan, aucun PIA n’est encore arrêté" in text


@pytest.mark.parametrize("name", ["costs", "pip-villages", "versions"])
def test_papers_of_the_whole_plan_make_its_cost(
    demo: Store, tmp_path: Path, name: str
) -> None:
    (cost,) = column(demo, ACTIONS, tmp_path, "Total")
    assert grouped(cost) in words_of(paper(demo, document(name)))


def test_each_project_of_the_year_has_one_page(demo: Store) -> None:
    with demo.reading() as session:
        rows = programmed(session, scope_for(session, 2026))
    built = [row for row in rows if row.kind is ActionKind.INVESTMENT]
    pages = pypdfium2.PdfDocument(paper(demo, document("project-sheets")))
    texts = [page.get_textpage().get_text_range() for page in pages]
    pages.close()
    assert len(texts) == len(built)
    for row, text in zip(built, texts, strict=True):
        assert f"Projet {row.code}" in text


def test_the_five_year_plan_prints_the_sums_of_each_year(
    demo: Store, tmp_path: Path
) -> None:
    years = [str(year) for year in range(2024, 2029)]
    sums = column(demo, ACTIONS, tmp_path, *years, "Total")
    text = words_of(paper(demo, document("pip")))
    assert sum(sums[:-1]) == sums[-1]
    for total in sums:
        assert grouped(total) in text


def test_the_financing_scheme_prints_what_is_given_and_what_is_to_find(
    demo: Store, tmp_path: Path
) -> None:
    (given,) = column(demo, CONTRIBUTIONS, tmp_path, "Montant")
    (cost,) = column(demo, ACTIONS, tmp_path, "Total")
    text = words_of(paper(demo, document("financing")))
    for figure in (given, cost, cost - given):
        assert grouped(figure) in text

"""Papers of the budget: sums recomputed from the exported table, and in words."""

from __future__ import annotations

import io
import re
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from openpyxl import load_workbook
from sample import DATA, FRENCH

from commune_desk.domain.roles import Role
from commune_desk.exchange.founding import EARLIER, load_working_lists, open_year
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Request
from commune_desk.exchange.workbook import write_table
from commune_desk.reports.budget_papers import BUDGET_PAPERS
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.desk import Desk, User
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.services.scope import Scope
from commune_desk.storage.store import Store
from commune_desk.tables.budget import BUDGET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Sums = dict[tuple[str, ...], int]

WHOLE = ["budget-primitive", "budget-crossed", "budget-summary", "budget-balance"]
HEADS = [(2025, "Voté 2025"), (2026, "Proposé 2026")]
OPERATING, INVESTMENT, ALL = "65 945 000", "23 455 800", "89 400 800"
IN_WORDS = "quatre-vingt-neuf millions quatre cent mille huit cents francs CFA"


@pytest.fixture(scope="module")
def rural() -> Iterator[Store]:
    """A dossier with the imported budget of a rural commune, and nothing else."""
    store = Store()
    store.open()
    desk = Desk(store, User("secrétaire", Role.SECRETARY))
    load_working_lists(desk, FRENCH)
    grid = read_grid(DATA / "budget_demo_rural.csv")
    matching = propose(BUDGET, Scope(2026), grid.headings, FRENCH)
    fixed = {"nomenclature": EARLIER}
    request = Request(BUDGET, Scope(2026), grid, matching, FRENCH, "rural.csv", fixed)
    command = prepare(store, request).command
    assert command is not None
    desk.do(command)
    yield store
    store.close()


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


def paper(store: Store, name: str, year: int = 2026, suffix: str = ".pdf") -> bytes:
    with store.reading() as session:
        telling = Telling(session, scope_for(session, year), FRENCH, Silence())
        return printed(document(name), telling, suffix)


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return re.sub(r"\s+", " ", text)


def grouped(francs: int) -> str:
    return f"{francs:,}".replace(",", " ")


def recomputed(store: Store, folder: Path, year: int, head: str) -> Sums:
    """Add the exported table up by side, by part and by chapter."""
    path = folder / "budget.xlsx"
    with store.reading() as session:
        write_table(session, BUDGET, scope_for(session, year), FRENCH, path)
    heads, *lines = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    at = {name: heads.index(name) for name in ("Section", "Sens", "Code", head)}
    sums: Sums = defaultdict(int)
    for line in lines:
        amount = line[at[head]] or 0
        section, side, code = (str(line[at[n]]) for n in ("Section", "Sens", "Code"))
        chapter = code[:3] if code.startswith("0") else code[:2]
        for key in ((side,), (section, side), (section, side, chapter)):
            sums[key] += amount
    return sums


def test_the_imported_budget_prints_its_three_sums(
    rural: Store, tmp_path: Path
) -> None:
    sums = recomputed(rural, tmp_path, 2026, "Proposé 2026")
    assert {sums[side,] for side in ("recette", "dépense")} == {89_400_800}
    for name in WHOLE:
        text = words_of(paper(rural, name))
        assert all(sum_ in text for sum_ in (OPERATING, INVESTMENT, ALL))
    for name in ("budget-primitive", "budget-deliberation", "budget-note"):
        assert IN_WORDS in words_of(paper(rural, name))
    for name in ("budget-letter", "budget-poster", "budget-convocation"):
        assert ALL in words_of(paper(rural, name))


@pytest.mark.parametrize("name", ["budget-note", "budget-balance", "budget-debate"])
def test_the_part_that_goes_to_investment_is_told_twice(
    rural: Store, name: str
) -> None:
    text = words_of(paper(rural, name))
    assert "4,18 %" in text
    assert "15,36 %" in text


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize(
    ("year", "head"), [(2025, "Voté 2025"), (2026, "Proposé 2026")]
)
def test_every_total_is_the_sum_of_the_exported_lines(
    demo: Store, name: str, year: int, head: str, tmp_path: Path
) -> None:
    sums = recomputed(demo, tmp_path, year, head)
    assert sums["recette",] == sums["dépense",] > 0
    text = words_of(paper(demo, name, year))
    missing = {key: sum_ for key, sum_ in sums.items() if grouped(sum_) not in text}
    assert not {key for key, sum_ in missing.items() if sum_}


def test_a_draft_says_so_and_a_voted_budget_does_not(
    demo: Store, tmp_path: Path
) -> None:
    path = tmp_path / demo.path.name
    shutil.copyfile(demo.path, path)
    copy = Store(path)
    copy.open()
    open_year(Desk(copy, User("test", Role.SECRETARY)), 2027)
    assert "PROJET" in words_of(paper(copy, "budget-primitive", 2027))
    copy.close()
    assert "PROJET" not in words_of(paper(demo, "budget-primitive", 2025))


@pytest.mark.parametrize(
    ("name", "sum_"),
    [
        (
            "budget-additional",
            "un million sept cent trente-deux mille huit cents francs CFA",
        ),
        ("budget-authorisation", "un million cinq cent mille francs CFA"),
        ("budget-transfer", "quatre-vingt-dix mille francs CFA"),
    ],
)
def test_a_change_prints_what_it_moves_in_words(
    demo: Store, name: str, sum_: str
) -> None:
    assert sum_ in words_of(paper(demo, name, 2025))


def test_a_year_without_budget_says_so_in_one_sentence(demo: Store) -> None:
    for each in BUDGET_PAPERS:
        assert "n’a pas encore de budget" in words_of(paper(demo, each.name, 2027))


def value_of(cell: str, values: Mapping[str, object], told: dict[str, float]) -> float:
    """Work a cell of a printed workbook out as a spreadsheet would."""
    if cell not in told:
        content = values.get(cell)
        if isinstance(content, str) and content.startswith("="):
            told[cell] = _worked(content[1:], values, told)
        else:
            told[cell] = float(content) if isinstance(content, (int, float)) else 0.0
    return told[cell]


def _worked(
    formula: str, values: Mapping[str, object], told: dict[str, float]
) -> float:
    inner = re.fullmatch(r"SUM\((.*)\)", formula)
    assert inner, formula
    total = 0.0
    for part in inner[1].split(","):
        first, _, last = part.replace("$", "").partition(":")
        column = re.match(r"[A-Z]+", first)
        assert column
        start, end = (int(re.sub(r"\D", "", end)) for end in (first, last or first))
        for row in range(start, end + 1):
            total += value_of(f"{column[0]}{row}", values, told)
    return total


@pytest.mark.parametrize(
    "name", ["budget-primitive", "budget-summary", "budget-crossed"]
)
def test_the_formulas_of_the_workbook_make_the_totals(
    demo: Store, name: str, tmp_path: Path
) -> None:
    sums = recomputed(demo, tmp_path, 2026, "Proposé 2026")
    book = load_workbook(io.BytesIO(paper(demo, name, suffix=".xlsx")))
    made: set[int] = set()
    for sheet in book:
        values = {c.coordinate: c.value for row in sheet.iter_rows() for c in row}
        for cell, content in values.items():
            if isinstance(content, str) and content.startswith("=SUM("):
                made.add(round(value_of(cell, values, {})))
    parts = {sum_ for key, sum_ in sums.items() if len(key) == 2 and sum_}
    assert parts <= made

"""The papers of the diagnosis: one page a village, sums made again from the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from sample import FRENCH, build

from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.options import Options
from commune_desk.services.diagnosis import AddProblem
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.services.territory import AddVillage, ReviseVillage
from commune_desk.storage.store import Store
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEARS = ("2024", "2025", "2026", "2027", "2028")


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


def pages(store: Store, name: str, year: int = 2026, *, sober: bool = False) -> Any:
    with store.reading() as session:
        telling = Telling(session, scope_for(session, year), FRENCH, Silence())
        pdf = printed(document(name), telling, ".pdf", Options(sober=sober))
    opened = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in opened]
    opened.close()
    return [re.sub(r"[\u202f\u00a0]", " ", text) for text in texts]


def lines(store: Store, table: str, folder: Path) -> list[dict[str, str]]:
    """Read a table again from the file it is exported to."""
    path = folder / f"{table}.csv"
    described = next(each for each in TABLES if each.name == table)
    with store.reading() as session:
        write_table(session, described, scope_for(session, 2026), FRENCH, path)
    grid = read_grid(path)
    return [dict(zip(grid.headings, texts, strict=True)) for _, texts in grid.lines]


def amount(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


@pytest.mark.parametrize("year", [2024, 2026, 2028])
@pytest.mark.parametrize("sober", [False, True])
def test_each_village_has_one_page(demo: Store, year: int, *, sober: bool) -> None:
    found = pages(demo, "village-sheets", year, sober=sober)
    with demo.reading() as session:
        villages = sorted(r.name for r in _rows(session, "villages"))
    assert len(found) == len(villages)
    for name, text in zip(villages, found, strict=True):
        assert f"Le village de {name}" in text or f"Le village d’{name}" in text
        assert "Reçu par le chef de village" in text


def _rows(session: Any, table: str) -> list[Any]:
    described = next(each for each in TABLES if each.name == table)
    return list(described.rows(session, scope_for(session, 2026), None))


def test_the_part_of_each_village_is_that_of_the_exported_plan(
    demo: Store, tmp_path: Path
) -> None:
    parts: dict[str, int] = {}
    for line in lines(demo, "actions", tmp_path):
        places = [place.strip() for place in line["Lieu"].split(",")]
        if places == ["Commune"]:
            continue
        for year in YEARS:
            each, rest = divmod(amount(line[year]), len(places))
            for number, place in enumerate(places):
                parts[place] = parts.get(place, 0) + each + (number < rest)
    found = pages(demo, "village-sheets")
    assert len(parts) > 10
    for text in found:
        name = next(n for n in parts if re.search(rf"Le village d.{{1,2}}{n}\b", text))
        if name == "Konona" and "Konona Noumousso" in text:
            name = "Konona Noumousso"
        assert f"{parts[name]:,} F".replace(",", " ") in text


def test_the_grid_prints_totals_made_again_from_the_marks(
    demo: Store, tmp_path: Path
) -> None:
    weights = {
        f"C{line['N°']}": int(line["Poids"])
        for line in lines(demo, "criteria", tmp_path)
    }
    rows = lines(demo, "priorities", tmp_path)
    text = "\n".join(pages(demo, "priority-grid"))
    assert len(rows) > 40
    for row in rows:
        total = sum(weights[head] * int(row[head]) for head in weights)
        assert int(row["Total"]) == total
        marks = " ".join(row[head] for head in weights)
        assert re.search(rf"\b{re.escape(marks)} {total} {row['Autre rang']} ", text)
    ranks = sorted(int(row["Rang"]) for row in rows)
    assert ranks == list(range(1, len(rows) + 1))
    totals = {int(row["Rang"]): int(row["Total"]) for row in rows}
    assert [totals[r] for r in ranks] == sorted(totals.values(), reverse=True)


def test_what_was_turned_down_is_printed_with_its_reason(demo: Store) -> None:
    text = " ".join("\n".join(pages(demo, "priority-grid")).split())
    assert "reportée : terrain non acquis" in text
    assert "écartée : relève du cercle" in text


def test_the_synthesis_counts_the_villages_of_the_exported_problems(
    demo: Store, tmp_path: Path
) -> None:
    told = lines(demo, "problems", tmp_path)
    text = " ".join("\n".join(pages(demo, "diagnosis-synthesis")).split())
    villages = len({line["Village"] for line in told})
    assert f"{len(told)} problèmes dits par {villages} villages sur 12" in text
    for title in ("Contraintes et difficultés", "Potentialités et atouts", "Solutions"):
        assert title in text


def test_the_blank_sheet_is_one_page(demo: Store) -> None:
    (text,) = pages(demo, "diagnosis-blank")
    assert "Rang" in text
    assert "Le chef de village" in text


def test_francs_by_inhabitant_say_the_year_of_the_population() -> None:
    sample = build()
    sample.desk.do(ReviseVillage(sample.village, "population", 1600))
    sample.desk.do(ReviseVillage(sample.village, "population_year", 2022))
    text = " ".join(pages(sample.store, "village-sheets", 2024)[0].split())
    assert "1 600" in text
    assert "en 2022" in text
    assert "6 250 F" in text  # 10 000 000 F for 1 600 people
    assert "population de 2022" in text
    sample.store.close()


def test_a_crowded_village_still_has_one_page() -> None:
    sample = build()
    sample.desk.do(AddVillage({"name": "Sondio"}))
    for number in range(1, 16):
        values = {
            "plan_id": sample.plan,
            "village_id": sample.village,
            "sector_id": sample.sector,
            "title": f"Problème {number}",
            "rank_kept": number,
        }
        sample.desk.do(AddProblem(values))
    found = pages(sample.store, "village-sheets", 2024)
    assert len(found) == 2
    assert "autres besoins" in found[0]
    sample.store.close()

"""The region's papers: what they add up, how they stand on their pages."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import filled
import page_geometry
import pypdfium2
import pytest
from openpyxl import load_workbook

from commune_desk.domain.money import Money, Share
from commune_desk.reports.blocks import Picture
from commune_desk.reports.pdf.picture import picture_pdf
from commune_desk.reports.region.catalogue import REGION_DOCUMENTS, printed
from commune_desk.reports.region.map import RegionMap, Spot, graded, region_map
from commune_desk.reports.sums import summed_lines
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.region.queries.communes import Place
from commune_desk.services.region.queries.positions import Position, positions

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.reports.document import Document
    from commune_desk.storage.region.store import RegionStore

from paper_reading import (
    BY_NAME,
    CLERK,
    FRENCH,
    SUFFIXES,
    WHOLE,
    opened,
    sent,
    tables,
    telling,
)


def printed_twice(store: RegionStore, document: Document, suffix: str) -> bytes:
    once, again = (_printed(store, document, suffix) for _ in range(2))
    assert once == again
    return once


def _printed(store: RegionStore, document: Document, suffix: str) -> bytes:
    with store.reading() as session:
        return printed(document, telling(session), suffix)


@pytest.mark.parametrize("document", REGION_DOCUMENTS, ids=lambda each: each.name)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_paper_prints_the_same_twice(
    full: RegionStore, document: Document, suffix: str
) -> None:
    content = printed_twice(full, document, suffix)
    assert content.startswith(b"%PDF" if suffix == ".pdf" else b"PK")


@pytest.mark.parametrize("document", REGION_DOCUMENTS, ids=lambda each: each.name)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_paper_of_an_empty_region(
    empty: RegionStore, document: Document, suffix: str
) -> None:
    content = printed_twice(empty, document, suffix)
    if suffix == ".pdf":
        assert page_geometry.faults(content) == []


@pytest.mark.parametrize("document", REGION_DOCUMENTS, ids=lambda each: each.name)
def test_nothing_on_a_page_covers_anything(
    full: RegionStore, document: Document
) -> None:
    content = _printed(full, document, ".pdf")
    assert page_geometry.faults(content) == []
    for page in page_geometry.pages(content):
        assert (page.width > page.height) is document.landscape


def test_every_page_of_a_demonstration_says_so(tmp_path: Path) -> None:
    store = opened(tmp_path / "demonstration.region")
    filled.fill(RegionDesk(store, CLERK), demonstration=True)
    for document in REGION_DOCUMENTS:
        file = pypdfium2.PdfDocument(_printed(store, document, ".pdf"))
        for page in file:
            assert "DÉMONSTRATION" in page.get_textpage().get_text_range()
        file.close()
    store.close()


@pytest.mark.parametrize("document", REGION_DOCUMENTS, ids=lambda each: each.name)
def test_every_total_adds_up_its_lines(session: Session, document: Document) -> None:
    """A total that does would be written as a figure, not as a formula."""
    checked = 0
    for block in tables(session, document.name):
        for at, one in enumerate(block.rows):
            if not one.role.sums:
                continue
            lines = [block.rows[n] for n in summed_lines(block.rows, at)]
            for place, column in enumerate(block.columns):
                if column.adds:
                    added = sum(_whole(line.cells[place]) for line in lines)
                    assert _whole(one.cells[place]) == added
                    checked += 1
                if column.ratio and isinstance(one.cells[place], Share):
                    part, whole = (one.cells[n] for n in column.ratio)
                    if isinstance(part, Money):
                        assert one.cells[place] == Share.of(part, whole)
    assert checked or document.name in {"region-board", "region-map"}


def _whole(cell: Any) -> int:
    return cell.francs if isinstance(cell, Money) else cell or 0


def test_totals_are_formulas_in_the_spreadsheet(full: RegionStore) -> None:
    book = load_workbook(
        io.BytesIO(_printed(full, BY_NAME["region-report"], ".xlsx")), read_only=False
    )
    found = 0
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            if line[0].value == WHOLE:
                kinds = [str(c.value)[:5] for c in line[1:] if c.value is not None]
                assert {"=SUM("} <= set(kinds) <= {"=SUM(", "=ROUN"}, sheet.title
                found += 1
    assert found >= 7


def test_communes_lie_at_the_mean_of_their_villages(session: Session) -> None:
    villages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in sent(session, "villages"):
        villages[line["commune_code"]].append(line)
    found = positions(session, filled.YEAR)
    assert set(found) == set(villages)
    for code, lines in villages.items():
        east = sum(line["longitude"] for line in lines) / len(lines)
        north = sum(line["latitude"] for line in lines) / len(lines)
        at = found[code]
        assert (at.longitude, at.latitude) == pytest.approx((east, north), abs=1e-6)


def test_the_map_is_drawn_only_where_positions_came(
    session: Session, empty: RegionStore
) -> None:
    picture = region_map(telling(session))
    assert isinstance(picture, Picture)
    assert picture.facts is not None
    assert len(picture.facts.rows) == 14
    with empty.reading() as nothing:
        assert region_map(telling(nothing)) is None


def test_thirds_hold_equal_values_together() -> None:
    assert graded([5, 1, 9]) == [1, 0, 2]
    assert graded([2, 2, 2, 2]) == [0, 0, 0, 0]
    assert graded([]) == []


def test_names_of_a_crowded_map_cover_nothing() -> None:
    spots = tuple(
        Spot(
            Place(n, f"ML{n}", f"Commune au long nom d’essai {n}", "Cercle"),
            Position(-6 + n * 37 % 101 / 90, 11 + n * 53 % 97 / 90, 3),
            f"{n},00 %",
            n % 3,
        )
        for n in range(120)
    )
    drawn = RegionMap(spots, ((2, "a"), (1, "b"), (0, "c")), "Mesure", FRENCH, 265, 150)
    picture = Picture(265, 150, drawn.draw, "Croquis")
    content = picture_pdf(picture, FRENCH)
    told = [
        f for page in page_geometry.pages(content) for f in page_geometry.overlaps(page)
    ]
    assert told == []

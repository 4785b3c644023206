from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from docx.shared import Mm
from openpyxl import load_workbook
from paper_stories import budget_table
from sample import FRENCH

from commune_desk.domain.errors import Rejected
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import EDGES, Telling
from commune_desk.reports.options import AS_DESIGNED, Options
from commune_desk.reports.pdf.fold import sides
from commune_desk.reports.pdf.parted import parted
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE, BUDGET, PIA = "budget-note", "budget-primitive", "pia"


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


PRINTED: dict[tuple[str, str, Options], bytes] = {}


def made(
    store: Store, name: str, suffix: str = ".pdf", options: Options = AS_DESIGNED
) -> bytes:
    known = (name, suffix, options)
    if known not in PRINTED:
        with store.reading() as session:
            telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
            PRINTED[known] = printed(document(name), telling, suffix, options)
    return PRINTED[known]


def refused(store: Store, name: str, suffix: str, options: Options) -> str:
    with pytest.raises(Rejected) as refusal:
        made(store, name, suffix, options)
    return FRENCH.say(refusal.value.text)


def texts(pdf: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in file]
    file.close()
    return [text.replace("\u202f", " ").replace("\u00a0", " ") for text in found]


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in millimetres."""
    file = pypdfium2.PdfDocument(pdf)
    mm = [tuple(round(edge * 25.4 / 72) for edge in page.get_size()) for page in file]
    file.close()
    return mm  # type: ignore[return-value]  # two edges each


def sizes_of_type(pdf: bytes) -> list[float]:
    """Heights of the type on all pages, as they are printed."""
    file = pypdfium2.PdfDocument(pdf)
    found = []
    for page in file:
        for part in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            size = part.get_font_size() * abs(part.get_matrix().d)
            found.append(round(size, 2))
    file.close()
    return found


CARRIED = ("À reporter", "Report ")
"""How the lines begin whose sums depend on where a page ends."""


def words_of(pdf: bytes) -> set[str]:
    """Give all words and figures but those that depend on the number of pages."""
    lines = [line for text in texts(pdf) for line in text.splitlines()]
    return {
        word
        for line in lines
        if not line.startswith(CARRIED) and "page " not in line
        for word in line.split()
    }


def lost(first: bytes, other: bytes) -> set[str]:
    """Give the words of the first print that the other lacks."""
    return words_of(first) - words_of(other)


def test_without_a_choice_nothing_changes(demo: Store) -> None:
    with demo.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        bare = printed(document(NOTE), telling, ".pdf")
    assert bare == made(demo, NOTE)
    assert bare == made(demo, NOTE, options=Options(size="A4"))


@pytest.mark.parametrize("name", [NOTE, BUDGET, PIA])
def test_the_letterhead_can_be_left_to_the_paper(demo: Store, name: str) -> None:
    own, bare = made(demo, name), made(demo, name, options=Options(letterhead=False))
    assert "RÉPUBLIQUE DU MALI" in texts(own)[0]
    assert "RÉPUBLIQUE DU MALI" not in "".join(texts(bare))
    assert len(texts(own)) == len(texts(bare))
    assert {"RÉPUBLIQUE", "MINISTÈRE"} <= lost(own, bare)
    word = docx.Document(
        io.BytesIO(made(demo, name, ".docx", Options(letterhead=False)))
    )
    assert all(
        "RÉPUBLIQUE" not in c.text for t in word.tables for c in t.columns[0].cells
    )


@pytest.mark.parametrize(
    "name", [NOTE, BUDGET, PIA, "committee-directory", "deliberation"]
)
def test_large_print_loses_no_word_and_no_figure(demo: Store, name: str) -> None:
    own, large = made(demo, name), made(demo, name, options=Options(large=True))
    assert not {word for word in lost(own, large) if word[0].isdigit()}
    rows = [size for size in sizes_of_type(large) if abs(size - 8.5 * 1.25) < 0.02]
    assert len(rows) > 10
    short, long = EDGES[document(name).size]
    assert set(sheets(large)) <= {(short, long), (long, short)}


@pytest.mark.parametrize("size", ["A3", "A4", "A5"])
@pytest.mark.parametrize("name", [NOTE, PIA, "map-a3", "committee-directory"])
def test_any_sheet_can_be_chosen(demo: Store, name: str, size: str) -> None:
    pdf = made(demo, name, options=Options(size=size))
    short, long = EDGES[size]
    assert set(sheets(pdf)) <= {(short, long), (long, short)}
    for page, text in zip(pages_within(pdf), texts(pdf), strict=True):
        assert page, text[:80]


def pages_within(pdf: bytes) -> Iterator[bool]:
    """Tell of each page whether all that is written stands on it."""
    file = pypdfium2.PdfDocument(pdf)
    for page in file:
        wide, high = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        yield all(
            left >= 0 and bottom >= 0 and right <= wide and top <= high
            for left, bottom, right, top in boxes
        )
    file.close()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", ["A5", "A4"])
@pytest.mark.parametrize("name", [BUDGET, PIA, "map", "plan"])
def test_nothing_leaves_the_page(
    demo: Store, name: str, size: str, *, large: bool
) -> None:
    pdf = made(demo, name, options=Options(size=size, large=large))
    assert all(pages_within(pdf))


def test_there_is_no_other_sheet(demo: Store) -> None:
    said = refused(demo, NOTE, ".pdf", Options(size="A6"))
    assert "A6" in said
    assert "A5" in said


@pytest.mark.parametrize("name", [BUDGET, PIA, "financing"])
def test_a_blank_column_stands_beside_the_last_amount(demo: Store, name: str) -> None:
    options = Options(blank=True)
    assert "Nouveau montant" in "".join(
        texts(made(demo, name, options=options))
    ).replace("\r\n", " ")
    word = docx.Document(io.BytesIO(made(demo, name, ".docx", options)))
    headed = [
        (column, [cell.text for cell in column.cells])
        for table in word.tables
        for column in table.columns
    ]
    blank = [(c, words) for c, words in headed if "Nouveau montant" in words]
    assert blank
    for column, words in blank:
        assert set(words) <= {"", "Nouveau montant"} or spanned(words)
        assert column.width >= Mm(25.99)  # whole twips


def spanned(words: list[str]) -> bool:
    """Tell whether what stands in an empty column is a title across the table."""
    return all(not word.replace(" ", "").isdigit() for word in words if word)


def test_the_spreadsheet_adds_new_amounts_up(demo: Store) -> None:
    content = made(demo, BUDGET, ".xlsx", Options(blank=True))
    book = load_workbook(io.BytesIO(content))
    sums = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for place in row:
                if place.value == "Nouveau montant":
                    below = [
                        cell.value
                        for (cell,) in sheet.iter_rows(
                            place.row + 1, min_col=place.column, max_col=place.column
                        )
                        if cell.value is not None
                    ]
                    sums += sum(str(value).startswith("=SUM(") for value in below)
                    assert all(isinstance(value, str) for value in below)
    assert sums > 5


def test_rows_keep_their_order_beside_the_blank_column(demo: Store) -> None:
    own, blank = (
        load_workbook(io.BytesIO(made(demo, BUDGET, ".xlsx", options))).worksheets
        for options in (AS_DESIGNED, Options(blank=True))
    )
    for before, after in zip(own, blank, strict=True):
        names = [
            [row[0] for row in s.iter_rows(values_only=True)] for s in (before, after)
        ]
        assert names[0] == names[1]


def test_ink_is_saved_in_every_format(demo: Store) -> None:
    options = Options(sober=True)
    for sheet in load_workbook(
        io.BytesIO(made(demo, BUDGET, ".xlsx", options))
    ).worksheets:
        assert all(c.fill.fill_type is None for row in sheet.iter_rows() for c in row)
    xml = docx.Document(io.BytesIO(made(demo, BUDGET, ".docx", options))).element.xml
    assert "EBEBEB" not in xml


@pytest.mark.parametrize(("first", "last"), [(2, 3), (0, 2), (3, 0), (2, 2), (2, 99)])
def test_a_range_of_pages_keeps_its_numbers(demo: Store, first: int, last: int) -> None:
    whole = texts(made(demo, BUDGET))
    some = texts(made(demo, BUDGET, options=Options(first=first, last=last)))
    assert some == whole[max(0, first - 1) : last or None]


@pytest.mark.parametrize(("first", "last"), [(99, 0), (5, 3), (-2, 4)])
def test_pages_that_are_not_there_are_refused(
    demo: Store, first: int, last: int
) -> None:
    said = refused(demo, BUDGET, ".pdf", Options(first=first, last=last))
    assert f"{len(texts(made(demo, BUDGET)))} pages" in said


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("options", [Options(first=2), Options(booklet=True)])
def test_only_the_pdf_has_pages(demo: Store, suffix: str, options: Options) -> None:
    assert suffix in refused(demo, NOTE, suffix, options)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 13, 60])
def test_a_folded_pile_reads_from_first_to_last(count: int) -> None:
    leaves = list(sides(count))
    assert len(leaves) % 2 == 0
    whole = 2 * len(leaves)
    assert sorted(page for side in leaves for page in side) == list(range(whole))
    read: list[int] = []
    # Fold the pile: right halves of fronts and left halves of backs, sheet by sheet,
    # then the other way round.
    for front, back in zip(leaves[::2], leaves[1::2], strict=True):
        read += [front[1], back[0]]
    for front, back in list(zip(leaves[::2], leaves[1::2], strict=True))[::-1]:
        read += [back[1], front[0]]
    assert read == list(range(whole))
    assert whole - count < 4


@pytest.mark.parametrize("name", [NOTE, PIA])
def test_a_booklet_has_pages_two_by_two(demo: Store, name: str) -> None:
    flat = texts(made(demo, name, options=Options(size="A5")))
    folded = made(demo, name, options=Options(booklet=True))
    assert set(sheets(folded)) == {(297, 210)}
    assert all(pages_within(folded))
    for (left, right), side in zip(sides(len(flat)), texts(folded), strict=True):
        for page in (left, right):
            if page < len(flat):
                assert f"page {page + 1} / {len(flat)}" in side
                assert set(flat[page].split()) <= set(side.split())


def test_a3_pages_are_not_folded(demo: Store) -> None:
    assert "A3" in refused(demo, NOTE, ".pdf", Options(booklet=True, size="A3"))


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_what_is_printed_all_the_same_says_so(demo: Store, suffix: str) -> None:
    content = made(demo, NOTE, suffix, Options(marked="INCOMPLET"))
    if suffix == ".pdf":
        assert all("DÉMONSTRATION – INCOMPLET" in text for text in texts(content))
    elif suffix == ".docx":
        section = docx.Document(io.BytesIO(content)).sections[0]
        assert "INCOMPLET" in section.first_page_header.paragraphs[0].text
        assert "INCOMPLET" in section.header.paragraphs[0].text
    else:
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            assert "INCOMPLET" in sheet.oddHeader.right.text


CHOICES = [
    Options(large=True, blank=True),
    Options(size="A5", sober=True),
    Options(booklet=True, letterhead=False),
]


@pytest.mark.parametrize("options", CHOICES)
def test_the_same_choice_prints_the_same_bytes(demo: Store, options: Options) -> None:
    with demo.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        again = printed(document(PIA), telling, ".pdf", options)
    assert again == made(demo, PIA, options=options)


def test_a_table_in_parts_names_its_rows_in_each() -> None:
    whole = budget_table()
    parts = parted(whole, 120, FRENCH)
    assert len(parts) > 1
    for part in parts:
        assert [c.title for c in part.columns[:2]] == ["Chap.", "Art."]
        assert len(part.rows) == len(whole.rows)
        assert all(len(row.cells) == len(part.columns) for row in part.rows)
    shown = [c.title for part in parts for c in part.columns[2:]]
    assert shown == [c.title for c in whole.columns[2:]]


def test_a_table_that_fits_stays_whole() -> None:
    whole = budget_table()
    assert parted(whole, 400, FRENCH) == [whole]

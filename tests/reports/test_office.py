from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
from annual_plan_story import annual_plan, plan_paper
from docx.oxml.ns import qn
from paper_stories import (
    FRENCH,
    HUGE,
    budget_table,
    everything,
    paper,
)

from commune_desk.domain.money import Money
from commune_desk.reports.cells import cell
from commune_desk.reports.grids import Align, Role, Row, TableBlock, TableColumn
from commune_desk.reports.sheet import xlsx_bytes
from commune_desk.reports.word import docx_bytes


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("write", [docx_bytes, xlsx_bytes])
def test_the_same_story_makes_the_same_bytes(write: Any) -> None:
    once, twice = write(everything(), paper()), write(everything(), paper())
    assert once == twice
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2025, 10, 28)}
        assert b"2025-10-28T00:00:00Z" in archive.read("docProps/core.xml")


def test_the_word_file_holds_every_amount() -> None:
    file = docx.Document(io.BytesIO(docx_bytes(everything(), paper())))
    block = budget_table()
    table = next(t for t in file.tables if len(t.columns) == len(block.columns))
    printed = [
        [
            "".join(part.text for part in place.iter(qn("w:t")))
            for place in row._tr.tc_lst
        ]
        for row in table.rows
    ]
    for row, texts in zip(block.rows, printed[1:], strict=True):
        amounts = [
            cell(value, column, FRENCH)
            for value, column in zip(row.cells, block.columns, strict=True)
            if isinstance(value, Money)
        ]
        assert [text for text in texts if text in amounts] == amounts
    head = table.rows[0]._tr.trPr.xml
    assert "tblHeader" in head
    assert file.styles["Heading 1"].name in {p.style.name for p in file.paragraphs}
    section = file.sections[0]
    assert section.page_width > section.page_height
    footer = section.footer._element.xml
    assert "NUMPAGES" in footer
    assert "AF33 90E8" in footer


def computed(sheet: Any, formula: str) -> int:
    total = 0
    for part in formula.removeprefix("=SUM(").removesuffix(")").split(","):
        for (place,) in sheet[part] if ":" in part else ((sheet[part],),):
            assert not isinstance(place.value, str)
            total += place.value or 0
    return total


def test_totals_of_the_workbook_are_formulas_that_give_the_printed_figures() -> None:
    block = budget_table()
    sheet = opened(xlsx_bytes(everything(), paper())).worksheets[0]
    formulas = 0
    for number, row in enumerate(block.rows, 5):
        for letter, value in zip("EFGH", row.cells[4:8], strict=True):
            found = sheet[f"{letter}{number}"].value
            if row.role.sums:
                formulas += 1
                assert computed(sheet, found) == value.francs
            elif isinstance(value, Money):
                assert found == value.francs
    assert formulas == 4 * (9 * 6 + 9 + 1)
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert HUGE.francs in [place.value for place in sheet["H"]]


def test_shares_of_a_total_are_quotients() -> None:
    sheet = opened(xlsx_bytes(annual_plan(), plan_paper())).worksheets[0]
    row = next(r for r in sheet.iter_rows() if str(r[0].value).startswith("Total"))
    assert row[3].value == "=SUM(D7:D14)"
    assert row[4].value == f"=ROUND(100*F{row[0].row}/D{row[0].row},2)"


def test_a_total_that_the_lines_do_not_give_stays_as_it_was_published() -> None:
    columns = (TableColumn("Domaine"), TableColumn("F", 9, Align.RIGHT, adds=True))
    rows = (Row(("Santé", Money(5))), Row(("Total", Money(7)), Role.TOTAL))
    sheet = opened(xlsx_bytes([TableBlock(columns, rows)], paper())).worksheets[0]
    assert sheet["B6"].value == 7


@pytest.mark.parametrize("text", ["=1+1", "+223 70", "-5", "@SUM(A1)", "=cmd|' /C'!A0"])
def test_no_text_becomes_a_formula(text: str) -> None:
    block = TableBlock((TableColumn(text),), (Row((text,)),), title=text)
    book = opened(xlsx_bytes([block], paper()))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(place.data_type != "f" for place in row)
    assert book.worksheets[0]["A5"].value == text


def test_hostile_titles_make_valid_sheets() -> None:
    columns = (TableColumn("a"),)
    names = ["[x]:*?/\\", "x" * 60, "X" * 60, "", "History\x07"]
    blocks = [TableBlock(columns, (Row(("b\x0bc",)),), title=name) for name in names]
    book = opened(xlsx_bytes(blocks, paper()))
    assert len(book.sheetnames) == len(names) + 1
    assert docx.Document(io.BytesIO(docx_bytes(blocks, paper()))).tables

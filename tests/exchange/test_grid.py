from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from sample import FRENCH

from commune_desk.domain.errors import Unreadable
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.workbook import write_lines

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = {
    "empty.csv": b"",
    "heads.csv": b"A;B\n",
    "binary.csv": b"A;B\n\x00\x01;2\n",
    "empty.xlsx": b"",
    "text.xlsx": b"A;B\n1;2\n",
    "plan.pdf": b"%PDF-1.4",
}
FORMULAS = ["=1+1", "+33", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("x")']


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_sheet_is_refused_with_its_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    with pytest.raises(Unreadable) as refusal:
        read_grid(path)
    assert name in FRENCH.say(refusal.value.text)


def test_a_workbook_that_unpacks_far_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trap.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(6):
            archive.writestr(f"xl/{part}.xml", b"\0" * 100_000_000)
    with pytest.raises(Unreadable):
        read_grid(path)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_becomes_a_formula_and_comes_back_whole(
    text: str, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"lines{suffix}"
    write_lines(path, ["Titre"], [[text]])
    if suffix == ".xlsx":
        sheet = load_workbook(path).worksheets[0]
        assert sheet["A2"].data_type == "s"
    else:
        assert path.read_text("utf-8-sig").splitlines()[1].lstrip('"')[0] == "'"
    assert read_grid(path).lines == ((2, (text,)),)


def test_numbers_and_dates_of_a_workbook_are_read_as_typed(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["A", "B", "C"])
    book.active.append([12_500_000.0, 11.5, None])
    book.save(tmp_path / "a.xlsx")
    assert read_grid(tmp_path / "a.xlsx").lines == ((2, ("12500000", "11,5", "")),)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=st.binary(max_size=400), suffix=st.sampled_from([".csv", ".xlsx"]))
def test_any_file_is_read_or_refused(
    content: bytes, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)
    try:
        grid = read_grid(path)
    except Unreadable:
        return
    assert all(len(texts) == len(grid.headings) for _, texts in grid.lines)

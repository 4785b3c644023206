"""Read a spreadsheet of any origin as a grid of texts.

`.xlsx` and `.csv`; a CSV may use `;`, `,` or tabs, UTF-8 or Windows' cp1252. What a
cell holds is read later, by the column it belongs to. openpyxl reads XML through
defusedxml by itself where that is installed, as our locks make sure.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_
from commune_desk.exchange.zip_limits import require_modest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LARGEST_FILE = 50_000_000
"""Bytes."""

MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CELLS = 2_000_000
"""Cells that hold something."""

LONGEST_CELL = 32_767
"""Characters: a spreadsheet program holds no more in a cell."""

DELIMITERS = ";,\t"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, SyntaxError, ValueError, TypeError,
    LookupError, AttributeError, ArithmeticError, OSError, EOFError, struct.error,
    zlib.error, RecursionError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip
"""All that openpyxl and zipfile raise over bytes that are no workbook."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The texts of a sheet: a line of headings, then the lines below it."""

    headings: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    """Each with its number in the file, counted from 1."""


def read_grid(path: Path) -> Grid:
    """Read the first sheet of a file.

    Raises `Unreadable` with what is wrong: another kind of file, too large, empty.
    """
    if not path.is_file():
        raise Unreadable(N_("There is no file “{name}”.", name=path.name))
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(
            N_(
                "“{name}” is too large: {size} MB, {largest} MB at most.",
                name=path.name,
                size=path.stat().st_size // 1_000_000,
                largest=LARGEST_FILE // 1_000_000,
            )
        )
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            rows = _workbook(path)
        case ".csv" | ".txt":
            return csv_grid(path.read_bytes(), path.name)
        case _:
            raise Unreadable(
                N_("“{name}” is neither an .xlsx nor a .csv file.", name=path.name)
            )
    return _grid(rows, path.name)


def csv_grid(raw: bytes, name: str) -> Grid:
    """Read the text of a CSV file called `name`; raise `Unreadable` as above."""
    return _grid(_csv(raw, name), name)


def _grid(rows: list[list[str]], name: str) -> Grid:
    numbered = [
        (number, [cell.strip() for cell in row])
        for number, row in enumerate(rows, start=1)
    ]
    full = [(number, row) for number, row in numbered if any(row)]
    if len(full) < 2:  # noqa: PLR2004  a head and one line
        raise Unreadable(N_("“{name}” holds no line under a heading.", name=name))
    if len(full) > MOST_ROWS:
        raise Unreadable(
            N_(
                "“{name}” holds {count} lines, {most} at most.",
                name=name,
                count=len(full),
                most=MOST_ROWS,
            )
        )
    width = min(MOST_COLUMNS, max(map(_filled, (row for _, row in full))))
    padded = [(n, tuple((row + [""] * width)[:width])) for n, row in full]
    return Grid(padded[0][1], tuple(padded[1:]))


def _filled(row: list[str]) -> int:
    """Count the cells up to the last one that holds something."""
    return max((n for n, cell in enumerate(row, start=1) if cell), default=0)


def _csv(raw: bytes, name: str) -> list[list[str]]:
    if b"\x00" in raw:
        raise Unreadable(N_("“{name}” is not a text file.", name=name))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        lines = (found.group() for found in _LINE.finditer(text))
        rows = csv.reader(lines, delimiter=delimiter)
        return _kept(([_unguarded(cell) for cell in row] for row in rows), name)
    except csv.Error as error:
        raise Unreadable(
            N_("“{name}” cannot be read: {reason}.", name=name, reason=str(error))
        ) from error


def _unguarded(cell: str) -> str:
    """Take off the mark that keeps a spreadsheet from reading a text as a formula."""
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def _workbook(path: Path) -> list[list[str]]:
    try:
        require_modest(path)
        # From its bytes: openpyxl leaves a file open where it cannot read it.
        held = io.BytesIO(path.read_bytes())
        book = load_workbook(held, read_only=True, data_only=True, keep_links=False)
        try:
            return _kept(_rows(book.worksheets[0]), path.name)
        finally:
            book.close()
    except _BROKEN as error:
        raise Unreadable(
            N_("“{name}” is not a readable workbook.", name=path.name)
        ) from error


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Read rows one by one, each up to its last cell that holds something."""
    most = MOST_COLUMNS
    for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1, max_col=most):
        width = len(row)
        while width and row[width - 1] is None:
            width -= 1
        yield [_text(value) for value in row[:width]]


def _kept(rows: Iterable[list[str]], name: str) -> list[list[str]]:
    """Take rows in until there are too many of them, or of what they hold."""
    found: list[list[str]] = []
    cells = 0
    for number, row in enumerate(rows, start=1):
        cells += len(row)
        if len(found) > MOST_ROWS or cells > MOST_CELLS:
            raise Unreadable(
                N_(
                    "“{name}” is too large: it holds more than {rows} lines or {cells}"
                    " cells.",
                    name=name,
                    rows=MOST_ROWS,
                    cells=MOST_CELLS,
                )
            )
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Unreadable(
                N_(
                    "“{name}”, line {number}: a cell holds more than {most} signs.",
                    name=name,
                    number=number,
                    most=LONGEST_CELL,
                )
            )
        found.append(row)
    return found


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float():
            return (
                str(int(value)) if value.is_integer() else str(value).replace(".", ",")
            )
        case dt.datetime():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
    return str(value)

"""Any table of the desk as a spreadsheet, `.xlsx` or `.csv`.

Its columns are those that the import reads: what leaves can come back.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from commune_desk.domain.money import Money, Share
from commune_desk.domain.plain_text import cleaned
from commune_desk.exchange.headings import heading
from commune_desk.storage.whole_file import write_whole
from commune_desk.tables.cells import Options, write_cell
from commune_desk.tables.table import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from sqlalchemy.orm import Session

    from commune_desk.l10n.words import Words
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Column, Table

GROUPED = "#,##0"
PERCENT = '0.00" %"'
AS_THEY_ARE = (Money, Share, int, float)
"""Values that stay numbers in a workbook; all others leave as they are typed."""

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program may take for a formula."""


def write_table(  # noqa: PLR0913  what, of what, where, and what is asked for by name
    session: Session,
    table: Table[Any],
    scope: Scope,
    words: Words,
    path: Path,
    *,
    private: Collection[str] = (),
) -> int:
    """Write all rows of a table; return how many.

    A private column leaves only if its key is among `private`.
    """
    if path.suffix.lower() == ".csv":
        count, data = table_csv(session, table, scope, words, private)
        path.write_bytes(data)
        return count
    columns = _leaving(table, scope, private)
    rows = table.rows(session, scope, None)
    options = {c.key: Options(c.choices(session, scope), words) for c in columns}
    head = [heading(column, words) for column in columns]
    cells = (
        [_value(column, row, options[column.key], words) for column in columns]
        for row in rows
    )
    title = words.say(table.title)
    _write_xlsx(path, title, head, cells, [c.width for c in columns])
    return len(rows)


def _leaving(
    table: Table[Any], scope: Scope, private: Collection[str]
) -> list[Column[Any]]:
    return [
        column
        for column in table.columns(scope)
        if column.kind is not Kind.COVERAGE
        and (not column.private or column.key in private)
    ]


def table_csv(
    session: Session,
    table: Table[Any],
    scope: Scope,
    words: Words,
    private: Collection[str] = (),
) -> tuple[int, bytes]:
    """Write all rows of a table as CSV: how many, and the bytes."""
    columns = _leaving(table, scope, private)
    options = {c.key: Options(c.choices(session, scope), words) for c in columns}
    lines = [
        [_text(write_cell(c, c.value(row), options[c.key], words)) for c in columns]
        for row in table.rows(session, scope, None)
    ]
    return len(lines), csv_bytes([heading(column, words) for column in columns], lines)


def write_lines(
    path: Path, head: Sequence[str], lines: Sequence[Sequence[str | float]]
) -> None:
    """Write lines of texts and numbers, such as those an import hands back."""
    if path.suffix.lower() == ".csv":
        guarded = (
            [c if not isinstance(c, str) else _text(c) for c in line] for line in lines
        )
        write_csv(path, head, guarded)
    else:
        _write_xlsx(path, path.stem, head, lines, [18] * len(head))


def write_csv(path: Path, head: Sequence[str], lines: Any) -> None:
    """Write a CSV file as `csv_bytes` makes it."""
    write_whole(path, csv_bytes(head, lines))


def csv_bytes(head: Sequence[str], lines: Any) -> bytes:
    """Write a CSV as Excel in French opens it: `;`, UTF-8 with its mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _write_xlsx(
    path: Path,
    title: str,
    head: Sequence[str],
    rows: Iterator[list[Any]] | Sequence[Sequence[Any]],
    widths: Sequence[int],
) -> None:
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001  a fixed date: the same bytes twice
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(width, 8)
    sheet.append([_cell(sheet, text, bold=True) for text in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    write_whole(path, file.getvalue())


def _cell(sheet: WriteOnlyWorksheet, value: Any, *, bold: bool = False) -> Any:
    number = None
    if isinstance(value, Money):
        value, number = value.francs, GROUPED
    elif isinstance(value, Share):
        value, number = value.basis_points / 100, PERCENT
    elif isinstance(value, str):
        value = cleaned(value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text stays a text, even if it begins with “=”
    if number:
        cell.number_format = number
    if bold:
        cell.font = Font(bold=True)
    return cell


def _value(column: Column[Any], row: Any, options: Options, words: Words) -> Any:
    value = column.value(row)
    if column.kind is not Kind.CHOICE and isinstance(value, AS_THEY_ARE):
        return value
    return write_cell(column, value, options, words)


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text

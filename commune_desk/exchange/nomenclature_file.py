"""Read a nomenclature and its conversion table out of files.

The columns are those of the table of accounts: what leaves it can come back as
another version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.nomenclature import Entry, Key
from commune_desk.domain.text import N_
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.services.nomenclature_files import (
    FunctionEntry,
    LoadConversion,
    LoadNomenclature,
)
from commune_desk.services.scope import Scope
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.nomenclature import ACCOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from commune_desk.exchange.grid import Grid
    from commune_desk.l10n.words import Words

NEEDED = ("code", "title", "section", "side")
FLAGS = (
    "compulsory",
    "origin",
    "tax",
    "collector",
    "order",
    "pass_through",
    "function_code",
    "source",
)
PERCENT = 100


def nomenclature_from(
    path: Path, words: Words, name: str, functions: Path | None = None, **facts: Any
) -> LoadNomenclature:
    """Read a list of accounts; raise `Rejected` where a column is missing.

    `facts` are those of `LoadNomenclature`: title, valid_from, official, source.
    """
    lists = read_grid(path), read_grid(functions) if functions else None
    return nomenclature_of(lists, words, name, path.name, **facts)


def nomenclature_of(
    lists: tuple[Grid, Grid | None], words: Words, name: str, file: str, **facts: Any
) -> LoadNomenclature:
    """Read a list of accounts and one of functions; `file` is named in a refusal."""
    grid, functions = lists
    entries: list[Entry] = []
    flags: dict[Key, Mapping[str, Any]] = {}
    for number, values in _lines(grid, file, words):
        entry = Entry(
            values["section"],
            values["side"],
            values["code"] or "",
            values["title"] or "",
            values.get("parent") or "",
            number,
        )
        entries.append(entry)
        flags[entry.key] = {
            key: values[key] for key in FLAGS if values.get(key) is not None
        }
    return LoadNomenclature(
        name,
        facts.pop("title", name),
        tuple(entries),
        flags,
        functions_of(functions) if functions else (),
        **facts,
    )


def _lines(grid: Grid, file: str, words: Words) -> Iterator[tuple[int, dict[str, Any]]]:
    scope = Scope(0)
    matching = propose(ACCOUNTS, scope, grid.headings, words)
    missing = [key for key in NEEDED if key not in matching.values()]
    if missing:
        titles = tuple(ACCOUNTS.column(key, scope).title for key in missing)
        text = N_(
            "“{file}” is no list of accounts: the columns {columns} are missing.",
            file=file,
            columns=titles,
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    columns = {at: ACCOUNTS.column(key, scope) for at, key in matching.items()}
    options = {at: _options(column.key, words) for at, column in columns.items()}
    for number, row in grid.lines:
        if any(cell.strip() for cell in row):
            yield (
                number,
                {
                    column.key: read_cell(column, row[at], options[at], words)
                    for at, column in columns.items()
                },
            )


def functions_of(grid: Grid) -> tuple[FunctionEntry, ...]:
    """Read a list of functions out of a grid."""
    return tuple(FunctionEntry(*row[:3]) for _, row in grid.lines)


def conversion_from(path: Path, words: Words, old: str, new: str) -> LoadConversion:
    """Read a conversion table: section, side, old code, new code, part in %, note."""
    return conversion_of(read_grid(path), words, old, new)


def conversion_of(grid: Grid, words: Words, old: str, new: str) -> LoadConversion:
    """Read a conversion table out of a grid."""
    sections = _options("section", words)
    sides = _options("side", words)
    steps = []
    for section, side, before, after, part, note in _rows(grid):
        place = sections.find(section), sides.find(side)
        share = round(float(part.replace(",", ".")) * PERCENT)
        steps.append(((*place, before), (*place, after), share, note))
    return LoadConversion(old, new, tuple(steps))


def _rows(grid: Grid) -> list[tuple[str, ...]]:
    return [row for _, row in grid.lines]


def _options(key: str, words: Words) -> Options:
    scope = Scope(0)
    choices = ACCOUNTS.column(key, scope).choices
    return Options(choices(None, scope), words)  # type: ignore[arg-type]  # fixed choices ask no session

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
    entries: list[Entry] = []
    flags: dict[Key, Mapping[str, Any]] = {}
    for number, values in _lines(path, words):
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
        functions_from(functions) if functions else (),
        **facts,
    )


def _lines(path: Path, words: Words) -> Iterator[tuple[int, dict[str, Any]]]:
    grid = read_grid(path)
    scope = Scope(0)
    matching = propose(ACCOUNTS, scope, grid.headings, words)
    missing = [key for key in NEEDED if key not in matching.values()]
    if missing:
        titles = tuple(ACCOUNTS.column(key, scope).title for key in missing)
        text = N_(
            "“{file}” is no list of accounts: the columns {columns} are missing.",
            file=path.name,
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


def functions_from(path: Path) -> tuple[FunctionEntry, ...]:
    """Read a list of functions: code, title, parent."""
    return tuple(FunctionEntry(*row[:3]) for _, row in read_grid(path).lines)


def conversion_from(path: Path, words: Words, old: str, new: str) -> LoadConversion:
    """Read a conversion table: section, side, old code, new code, part in %, note."""
    sections = _options("section", words)
    sides = _options("side", words)
    steps = []
    for section, side, before, after, part, note in _rows(path):
        place = sections.find(section), sides.find(side)
        share = round(float(part.replace(",", ".")) * PERCENT)
        steps.append(((*place, before), (*place, after), share, note))
    return LoadConversion(old, new, tuple(steps))


def _rows(path: Path) -> list[tuple[str, ...]]:
    return [row for _, row in read_grid(path).lines]


def _options(key: str, words: Words) -> Options:
    scope = Scope(0)
    choices = ACCOUNTS.column(key, scope).choices
    return Options(choices(None, scope), words)  # type: ignore[arg-type]  # fixed choices ask no session

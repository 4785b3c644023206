"""Match the headings of a file with the columns of a table."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from commune_desk.domain.search import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Column, Table

Matching = dict[int, str]
"""Place of a heading in the file → key of a column."""

ALIKE = 0.86
"""How like two headings must be for one to be proposed for the other, 0 to 1."""


def heading(column: Column[Any], words: Words) -> str:
    """Name a column alone on its line, its group included: “Commune Montant”."""
    title = words.say(column.title)
    return f"{words.say(column.group)} {title}" if column.group else title


def propose(
    table: Table[Any],
    scope: Scope,
    headings: Sequence[str],
    words: Words,
    remembered: Mapping[str, str] | None = None,
) -> Matching:
    """Propose a column for each heading: as last time, else by name, else by likeness.

    A column is proposed once; headings that resemble none stay out.
    """
    known = _known(table, scope, words)
    keys = {column.key for column in table.columns(scope)}
    known |= {fold(h): key for h, key in (remembered or {}).items() if key in keys}
    found: Matching = {}
    for place, text in enumerate(headings):
        key = known.get(_squeezed(text))
        if key is not None and key not in found.values():
            found[place] = key
    for place, text in enumerate(headings):
        if place not in found and (
            near := get_close_matches(_squeezed(text), known, n=1, cutoff=ALIKE)
        ):
            key = known[near[0]]
            if key not in found.values() and _figures(near[0]) == _figures(text):
                found[place] = key
    return found


def _figures(text: str) -> list[str]:
    """Find the numbers of a heading: the cost of 2016 is not that of 2020."""
    return re.findall(r"\d+", text)


def _known(table: Table[Any], scope: Scope, words: Words) -> dict[str, str]:
    known: dict[str, str] = {}
    columns = table.columns(scope)
    for column in columns:
        known.setdefault(_squeezed(heading(column, words)), column.key)
        known.setdefault(_squeezed(column.key), column.key)
    for column in columns:
        for other in (
            *column.also,
            *([] if column.group else [words.say(column.title)]),
        ):
            known.setdefault(_squeezed(other), column.key)
    return known


def _squeezed(text: str) -> str:
    """Fold a heading; “%” is a word of its own, for it may be all there is."""
    return fold(text.replace("%", " pourcent "))

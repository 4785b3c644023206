"""A setting in words: its name, and its value, which the file keeps as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, Text
from commune_desk.services.preferences import BY_NAME
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MATCHING, OPENING = "matching.", "cash.opening."
MOST_PARTS = 12
"""Parts of a value that a sentence tells; the dossier holds the rest."""

LONGEST = 160
"""Signs of a text that a sentence quotes."""


def setting_name(name: str) -> Text | None:
    """Name a setting as its page does; None where no page shows it."""
    if name in BY_NAME:
        return N_("setting “{title}”", title=BY_NAME[name].title)
    if name.startswith(OPENING):
        return N_("Balance on 1 January {year}", year=name.removeprefix(OPENING))
    if name.startswith(MATCHING):
        try:
            table = TABLES.named(name.removeprefix(MATCHING))
        except KeyError:  # of an older program
            return None
        return N_("columns of imported files for “{title}”", title=table.title)
    return None


def setting_value(name: str, text: str) -> Any:
    """Put the value of a setting into words."""
    try:
        value = json.loads(text)
    except ValueError:
        return _quoted(text)
    if isinstance(value, dict) and name.startswith(MATCHING):
        return tuple(value)  # the headings; where each goes the next import shows
    return _spoken(value)


def kept_as_json(text: str) -> Any:
    """Put a text into words that the file keeps as JSON; None where it is none."""
    if not text.startswith(("{", "[")):
        return None
    try:
        return _spoken(json.loads(text))
    except ValueError:
        return None


def _spoken(value: Any) -> Any:
    match value:
        case bool() | float() | Text():
            return value
        case int():
            return Money(value)
        case list() if value:
            return tuple(_spoken(each) for each in value[:MOST_PARTS])
        case dict() if value:
            return tuple(_parts(value))[:MOST_PARTS]
        case str() if value:
            return _quoted(value)
    return N_("nothing")


def _parts(value: Mapping[str, Any]) -> Iterator[Text]:
    for name, part in value.items():
        yield N_("{field}: {value}", field=name, value=_spoken(part))


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"« {line if len(line) <= LONGEST else f'{line[:LONGEST]}…'} »"

"""Read what was typed into a cell, whatever its column holds."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.places import Places
from commune_desk.domain.plain_text import foreign, named
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.l10n import amounts, reading
from commune_desk.tables.table import Kind, locked
from commune_desk.tables.tags import read_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.tables.table import Choice, Column

SHOWN_CHOICES = 4
"""How many values a refusal names when nothing resembles what was typed."""

WHOLE_COMMUNE = N_("Commune")
"""What people write for an action that serves all villages."""

LONGEST = {
    Kind.PROSE: 200_000,
    Kind.TEXT: 4_000,
    Kind.CODE: 200,
    Kind.CHOICE: 1_000,
    Kind.PLACES: 8_000,
    Kind.TAGS: 8_000,
}
"""Characters of what is typed into a cell."""

LONGEST_FIGURE = 80

_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.MONEY: reading.money,
    Kind.INTEGER: reading.integer,
    Kind.YEAR: reading.integer,
    Kind.DECIMAL: reading.decimal,
    Kind.SHARE: reading.share,
    Kind.PROGRESS: reading.share,
    Kind.DATE: reading.date,
}


def _amount(typed: str) -> Any:
    """Read an amount of any currency; what beside it names one is left to the file."""
    found = amounts.amount(typed)
    return None if found is None else found.value


class Options:
    """The values a column takes, found by any of their spellings."""

    def __init__(self, choices: Sequence[Choice], words: Words) -> None:
        self.choices = tuple(choices)
        self.titles = tuple(words.say(choice.title) for choice in choices)

    @cached_property
    def _values(self) -> dict[str, Any]:
        """The values by their spellings; a card is shown before anybody types in it."""
        found: dict[str, Any] = {}
        for choice, title in zip(self.choices, self.titles, strict=True):
            for spelling in (title, *choice.also):
                found.setdefault(fold(spelling), choice.value)
        return found

    def find(self, typed: str) -> Any:
        """Return the value meant; raise `Unreadable` naming those that resemble it."""
        wanted = fold(typed)
        if wanted in self._values:
            return self._values[wanted]
        raise Unreadable(self._unknown(typed.strip(), wanted))

    def known(self, typed: str) -> bool:
        """Tell whether the word is one of the values."""
        return fold(typed) in self._values

    def _unknown(self, typed: str, wanted: str) -> Text:
        by_fold = {fold(title): title for title in self.titles}
        near = get_close_matches(wanted, by_fold, n=2, cutoff=0.7)
        if near:
            names = tuple(by_fold[name] for name in near)
            return N_(
                "“{typed}” is unknown. Did you mean: {names}?", typed=typed, names=names
            )
        if not self.titles:
            return N_("“{typed}” is unknown: the list is still empty.", typed=typed)
        names = self.titles[:SHOWN_CHOICES]
        return N_(
            "“{typed}” is unknown; possible values: {names}…", typed=typed, names=names
        )


def read_cell(column: Column[Any], typed: str, options: Options, words: Words) -> Any:
    """Turn what a person typed into a value of the column; None for an empty cell.

    Raises `Unreadable` with a sentence that says what was read.
    """
    _require_plain(column, typed)
    if column.kind is Kind.MONEY and (column.signed or column.edit is locked):
        return reading.signed_money(typed)
    written = _amount if column.written is not None else None
    if reader := written or _READERS.get(column.kind):
        return reader(typed)
    if column.kind is Kind.PROSE:
        return typed.strip()
    text = " ".join(typed.split())
    match column.kind:
        case Kind.TAGS:
            return read_tags(text, options, words)
        case Kind.PLACES:
            return _places(text, options, words)
        case Kind.FLAG:
            return _flag(text, words)
        case Kind.CHOICE:
            return options.find(text) if text else None
    return text


def _require_plain(column: Column[Any], typed: str) -> None:
    """Refuse what no text holds, and what is too long, before it is read."""
    most = LONGEST.get(column.kind, LONGEST_FIGURE)
    if len(typed) > most:
        raise Unreadable(
            N_(
                "{count} signs were typed; {field} takes {most} at most.",
                count=len(typed),
                field=column.title,
                most=most,
            )
        )
    sign = foreign(typed)
    if sign is not None:
        raise Unreadable(
            N_(
                "The text holds a hidden sign ({sign}), which could make it read as"
                " another: type it anew.",
                sign=named(sign),
            )
        )


def write_cell(column: Column[Any], value: Any, options: Options, words: Words) -> str:
    """Write a value as `read_cell` reads it back; what a cell shows to be edited."""
    if value is None:
        return ""
    match column.kind:
        case Kind.CHOICE:
            titles = zip(options.choices, options.titles, strict=True)
            return next((t for c, t in titles if c.value == value), words.say(value))
        case Kind.PLACES:
            return places_text(value, words)
        case Kind.DECIMAL:
            return str(value).removesuffix(".0").replace(".", ",")
    return words.say(value)


def places_text(places: Places, words: Words) -> str:
    """Name the places as one cell does."""
    whole = (words.say(WHOLE_COMMUNE),) if places.whole_commune else ()
    other = (places.other,) if places.other else ()
    return ", ".join((*whole, *places.names, *other))


def _places(text: str, options: Options, words: Words) -> Places:
    """Read places; a name that is no village stays as it was written."""
    villages: list[int] = []
    names: list[str] = []
    other: list[str] = []
    whole = False
    titles: Mapping[Any, str] = dict(
        zip((c.value for c in options.choices), options.titles, strict=True)
    )
    for part in filter(None, (part.strip() for part in text.split(","))):
        if options.known(part):
            village = options.find(part)
            villages.append(village)
            names.append(titles[village])
        elif fold(part) in {fold(words.say(WHOLE_COMMUNE)), "commune"}:
            whole = True
        else:
            other.append(part)
    return Places(tuple(villages), whole, ", ".join(other), tuple(names))


def _flag(text: str, words: Words) -> bool | None:
    yes, no = fold(words.say(True)), fold(words.say(False))  # noqa: FBT003  the value itself
    match fold(text):
        case "":
            return None
        case "1" | "x" | "vrai":
            return True
        case "0":
            return False
        case word if word in {yes, "oui", "yes"}:
            return True
        case word if word in {no, "non", "no"}:
            return False
    raise Unreadable(N_("“{typed}” is neither yes nor no.", typed=text))

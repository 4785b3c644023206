"""Themes with their markers, as one cell holds them: “Genre (principal); Climat”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.search import fold
from commune_desk.domain.strategy import Marker, Tag, Tags
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.tables.table import Choice

_MARKED = re.compile(r"(.*\S)\s*\(([^()]+)\)")


class Themes(Protocol):
    """The themes that a column offers, found by any of their spellings."""

    @property
    def choices(self) -> Sequence[Choice]:
        """Each theme."""

    @property
    def titles(self) -> Sequence[str]:
        """Its words, in the same order."""

    def find(self, typed: str) -> Any:
        """Return the theme meant; raise `Unreadable` naming those that resemble it."""

    def known(self, typed: str) -> bool:
        """Tell whether the words are a theme."""


def read_tags(text: str, options: Themes, words: Words) -> Tags:
    """Read themes separated by semicolons, each perhaps with its marker behind it.

    Raises `Unreadable` naming the theme that is unknown or comes twice.
    """
    found: dict[int, Tag] = {}
    titles = {c.value: t for c, t in zip(options.choices, options.titles, strict=True)}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, marker = _parted(part, options, words)
        theme = options.find(name)
        if theme in found:
            raise Unreadable(N_("“{theme}” is named twice.", theme=titles[theme]))
        found[theme] = Tag(theme, titles[theme], marker)
    return Tags(tuple(found.values()))


def _parted(part: str, options: Themes, words: Words) -> tuple[str, Marker | None]:
    """Cut a marker off, unless the brackets belong to the name of the theme."""
    by_name = {fold(words.say(marker)): marker for marker in Marker}
    marked = _MARKED.fullmatch(part)
    if marked is None or options.known(part):
        return part, None
    name, word = marked.groups()
    marker = by_name.get(fold(word))
    return (name, marker) if marker is not None else (part, None)

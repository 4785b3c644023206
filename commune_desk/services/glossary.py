"""The words of the trade: what they mean, and which of them a screen says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from commune_desk.domain.search import fold
from commune_desk.services.reference import reference

FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it is said, its other forms, and its meaning by language."""

    word: str
    forms: tuple[str, ...]
    """All its forms, folded; a plural in “s” is understood besides."""

    french: str
    english: str

    @property
    def said(self) -> re.Pattern[str]:
        """Find it in folded text: whole words, each of which may be a plural."""
        forms = "|".join(form.replace(" ", "s? ") for form in self.forms)
        return re.compile(rf"\b(?:{forms})s?\b")

    def meaning(self, language: str) -> str:
        """Say what it means; in English where the language is no other that we have."""
        return self.french if language == FRENCH else self.english


@cache
def glossary() -> tuple[Term, ...]:
    """Read the words from `resources/reference/words.csv`."""
    return tuple(
        Term(
            line["Mot"],
            tuple(map(fold, (line["Mot"], *filter(None, line["Aussi"].split("|"))))),
            line["Sens"],
            line["Meaning"],
        )
        for line in reference("words.csv")
    )


def said_in(text: str) -> list[Term]:
    """Give the words that a text says, in the order of the list."""
    there = fold(text)
    return [term for term in glossary() if term.said.search(there)]

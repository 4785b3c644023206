"""Sentences that wait for a language.

The domain speaks in texts, not in strings. A text keeps its sentence and its
facts apart until a screen or a printed page, each in its own language, asks
for words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence to translate, and the facts it speaks of."""

    sentence: str
    facts: tuple[tuple[str, object], ...] = ()
    plural: str = ""
    """The sentence for another `count` than one; empty if it does not vary."""

    @property
    def count(self) -> int:
        """The number that chooses between singular and plural."""
        count = dict(self.facts).get("count", 1)
        return count if isinstance(count, int) else 1


def N_(sentence: str, **facts: object) -> Text:
    """Mark a sentence for translation; Babel finds it under this name."""
    return Text(sentence, tuple(facts.items()))


def P_(singular: str, plural: str, *, count: int, **facts: object) -> Text:
    """Mark a sentence that varies with `count`; Babel finds it under this name."""
    return Text(singular, (("count", count), *facts.items()), plural)

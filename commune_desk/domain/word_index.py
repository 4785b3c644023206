"""Find among many texts by words half typed, or typed with a mistake.

All is kept in two plain dictionaries: a commune's dossier has some ten thousand
different words, and each question looks at every one of them in a few milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nsmallest
from typing import TYPE_CHECKING, Generic, TypeVar

from commune_desk.domain.search import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

T = TypeVar("T")

LEAST_LETTERS = 2
"""Shorter questions find everything, and say nothing."""

ONE_MISTAKE, TWO_MISTAKES = 4, 8
"""Letters from which a word may be one mistake away, or two."""

FEW = 5
"""With fewer results than this, words with a mistake are looked for too."""

_WHOLE, _BEGUN, _WITHIN, _MISTAKEN = 0, 1, 3, 6
"""How far a word found is from the word asked for; each mistake counts once more."""


def mistakes_allowed(word: str) -> int:
    """Tell how many mistakes a word may hold: one in 4 to 7 letters, two beyond."""
    if not word.isalpha() or len(word) < ONE_MISTAKE:
        return 0
    return 1 if len(word) < TWO_MISTAKES else 2


_WORDS = 8
"""As many words as a text may have: from there on it is read itself."""

_ENDING = 1
"""Letters by which a word may be longer and still be the one asked for, as a plural."""


class Mistakes:
    """Counts the mistakes between one word and the nearest beginning of others.

    A letter too many, missing, wrong, or two that changed places, is one mistake. All
    letters of the word are weighed at once, as bits of whole numbers (H. Hyyrö, 2003).
    """

    def __init__(self, wanted: str) -> None:
        self._length = len(wanted)
        self._last, self._all = 1 << (len(wanted) - 1), (1 << len(wanted)) - 1
        self._places: dict[str, int] = {}
        for place, letter in enumerate(wanted):
            self._places[letter] = self._places.get(letter, 0) | 1 << place

    def to(self, word: str) -> int:
        """Count those to one word."""
        known, every, last = self._places.get, self._all, self._last
        more, less, same, before = every, 0, 0, 0
        best = count = self._length
        for letter in word:
            here = known(letter, 0)
            swapped = ((~same & here) << 1) & before
            same = (((here & more) + more) ^ more) | here | less | swapped
            up, down = less | (every & ~(same | more)), same & more
            count += bool(up & last) - bool(down & last)
            best = min(best, count)
            up, down = (up << 1) | 1, down << 1
            more, less = (down | ~(same | up)) & every, up & same & every
            before = here
        return best


class WordIndex(Generic[T]):
    """Texts and what they stand for."""

    def __init__(self) -> None:
        self._values: list[T] = []
        self._texts: list[str] = []
        self._names: list[str] = []
        self._orders: list[tuple[int, int]] = []
        self._gone: set[int] = set()
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._letters: dict[str, int] = {}
        """The words of letters alone, with one bit for each letter they have."""

    def __len__(self) -> int:
        return len(self._values) - len(self._gone)

    def add(self, text: str, value: T, kind: int = 0, name: str = "") -> int:
        """Take a text up; give the number by which it is dropped.

        Of texts equally near, those of the lower `kind` come first, then those that
        have all that is asked in their own `name`, then those that begin with it.
        """
        number, folded = len(self._values), fold(text)
        self._values.append(value)
        self._texts.append(folded)
        self._names.append(fold(name))
        self._orders.append((kind, len(folded)))
        for word in dict.fromkeys(folded.split()):
            self._at[word].append(number)
            if word not in self._letters and word.isalpha():
                self._letters[word] = _bits(word)
        return number

    def drop(self, number: int) -> None:
        """Forget a text."""
        self._gone.add(number)

    def find(self, asked: str, most: int) -> list[T]:
        """Give what has all the words, the nearest first."""
        words = fold(asked).split()
        if len("".join(words)) < LEAST_LETTERS:
            return []
        found, start = self._scored(words), " ".join(words)
        texts, names, orders = self._texts, self._names, self._orders

        def order(number: int) -> tuple[int, int, bool, bool, int]:
            kind, length = orders[number]
            name = names[number]
            beside = any(word not in name for word in words)
            later = not texts[number].startswith(start)
            return found[number], kind, beside, later, length

        return [self._values[number] for number in nsmallest(most, found, key=order)]

    def _scored(self, words: Sequence[str]) -> Mapping[int, int]:
        """Give the texts that hold each word, with their distance."""
        near = [self._near(word) for word in words]
        found = self._meeting(near)
        if len(found) >= FEW or not any(map(mistakes_allowed, words)):
            return found
        wider = [
            {**self._mistaken(word), **exact}
            for word, exact in zip(words, near, strict=True)
        ]
        return {**self._meeting(wider), **found}

    def _near(self, wanted: str) -> dict[str, int]:
        """Give the words that hold the one wanted, with their distance."""
        found = {
            word: _BEGUN if word.startswith(wanted) else _WITHIN
            for word in self._at
            if wanted in word
        }
        longest = len(wanted) + _ENDING
        for word, distance in found.items():
            if distance == _BEGUN and len(word) <= longest:
                found[word] = _WHOLE
        return found

    def _mistaken(self, wanted: str) -> dict[str, int]:
        """Give the words that begin like the one wanted, but for its mistakes."""
        most = mistakes_allowed(wanted)
        if not most:
            return {}
        bits, count = _bits(wanted), Mistakes(wanted)
        longest = len(wanted) + most
        alike = (
            word
            for word, letters in self._letters.items()
            if (bits & ~letters).bit_count() <= most
        )
        counted = {word: count.to(word[:longest]) for word in alike}
        return {
            word: _MISTAKEN + 2 * number + (len(word) > longest)
            for word, number in counted.items()
            if number <= most
        }

    def _meeting(self, groups: Sequence[Mapping[str, int]]) -> dict[int, int]:
        """Give the texts that hold a word of each group, begun with the rarest."""
        rarest, *others = sorted(groups, key=self._spread)
        found = self._all_holding(rarest)
        for near in others:
            if self._spread(near) < len(found) * _WORDS:
                held = self._all_holding(near)
                both = found.keys() & held.keys()
                found = {number: found[number] + held[number] for number in both}
            else:
                found = dict(self._holding(found, near))
        for number in self._gone & found.keys():
            del found[number]
        return found

    def _all_holding(self, near: Mapping[str, int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for word in sorted(near, key=near.__getitem__, reverse=True):
            found.update(dict.fromkeys(self._at[word], near[word]))
        return found

    def _spread(self, near: Mapping[str, int]) -> int:
        return sum(len(self._at[word]) for word in near)

    def _holding(
        self, found: Mapping[int, int], near: Mapping[str, int]
    ) -> Iterator[tuple[int, int]]:
        for number, distance in found.items():
            held = near.keys() & self._texts[number].split()
            if held:
                yield number, distance + min(near[word] for word in held)


def _bits(word: str) -> int:
    """Give one bit for each letter, and others for its second and third time."""
    once, twice, thrice = 0, 0, 0
    for letter in word:
        bit = 1 << (ord(letter) & 31)
        thrice |= twice & bit
        twice |= once & bit
        once |= bit
    return once | twice << 32 | thrice << 64

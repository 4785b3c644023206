"""The list of accounts as a tree: what a file of one must hold (`budget.md` 2, N1-N3).

Codes are unique within a section and a side only: 16 stands on both sides of
investment. A parent is found by its code, never by the beginning of a text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commune_desk.domain.budget import Section, Side
    from commune_desk.domain.text import Text

WHOLE = 10_000
"""A whole, in hundredths of a per cent."""

Key = tuple["Section", "Side", str]
"""What tells an account from the others of its list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One account of a file."""

    section: Section
    side: Side
    code: str
    title: str
    parent: str = ""
    line: int = 0
    """Its line in the file, for the sentence of a refusal."""

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return self.section, self.side, self.code

    @property
    def above(self) -> Key | None:
        """The key of its parent; None for a chapter."""
        return (self.section, self.side, self.parent) if self.parent else None


def faults(entries: Sequence[Entry]) -> Iterator[Issue]:
    """Find what keeps a file from being a list of accounts."""
    yield from _nameless(entries)
    yield from _doubled(entries)
    yield from _orphans(entries)
    yield from _cycles(entries)


def _refuse(text: Text) -> Issue:
    return Issue(Severity.ERROR, text, "BUDGET-N2")


def _nameless(entries: Sequence[Entry]) -> Iterator[Issue]:
    for entry in entries:
        if not entry.code or not entry.title:
            text = N_(
                "Line {line}: an account needs a code and a title.", line=entry.line
            )
            yield _refuse(text)


def _doubled(entries: Sequence[Entry]) -> Iterator[Issue]:
    first: dict[Key, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.key, entry)
        if other is not entry:
            text = N_(
                "Line {line}: {code} ({section}, {side}) stands already at line"
                " {first}: “{title}” and “{other}”.",
                line=entry.line,
                code=entry.code,
                section=entry.section,
                side=entry.side,
                first=other.line,
                title=other.title,
                other=entry.title,
            )
            yield _refuse(text)


def _orphans(entries: Sequence[Entry]) -> Iterator[Issue]:
    known = {entry.key for entry in entries}
    for entry in entries:
        if entry.above is not None and entry.above not in known:
            text = N_(
                "Line {line}: {code} stands under {parent}, which the list lacks"
                " ({section}, {side}).",
                line=entry.line,
                code=entry.code,
                parent=entry.parent,
                section=entry.section,
                side=entry.side,
            )
            yield _refuse(text)


def _cycles(entries: Sequence[Entry]) -> Iterator[Issue]:
    above = {entry.key: entry.above for entry in entries}
    told: set[Key] = set()
    for entry in entries:
        path: list[Key] = []
        key: Key | None = entry.key
        while key is not None and key not in path and key not in told:
            path.append(key)
            key = above.get(key)
        if key is not None and key in path:
            ring = path[path.index(key) :]
            told.update(ring)
            codes = " → ".join(code for *_, code in [*ring, ring[0]])
            text = N_(
                "Line {line}: these accounts stand under one another: {codes}.",
                line=entry.line,
                codes=codes,
            )
            yield _refuse(text)


def leaves(entries: Iterable[Entry]) -> set[Key]:
    """Give the accounts that stand above no other: only they take amounts (N1)."""
    listed = list(entries)
    parents = {entry.above for entry in listed}
    return {entry.key for entry in listed} - parents


def quieter(title: str) -> str:
    """Write a title of capitals in small letters."""
    return title.capitalize() if title.isupper() else title


def chain(parents: Mapping[int, int | None], account: int) -> list[int]:
    """Give the accounts above one, from the chapter down, itself last."""
    path: list[int] = []
    at: int | None = account
    while at is not None and at not in path:
        path.append(at)
        at = parents.get(at)
    return path[::-1]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a conversion: part of an old account goes to a new one."""

    old: Key
    new: Key
    share: int
    """Hundredths of a per cent."""


def unconverted(olds: Iterable[Key], steps: Iterable[Step]) -> list[Key]:
    """List the accounts whose parts do not make the whole, 10 000."""
    shares: Counter[Key] = Counter()
    for step in steps:
        shares[step.old] += step.share
    return [key for key in olds if shares[key] != WHOLE]


def split(francs: int, shares: Sequence[int]) -> list[int]:
    """Cut an amount by shares; the last part takes what rounding leaves."""
    parts = [francs * share // WHOLE for share in shares[:-1]]
    return [*parts, francs - sum(parts)]

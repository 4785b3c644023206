"""The ranking of proposals: points by weight, ties by equity between villages.

`planning.md` 2.3: the score is the sum of weight × mark; where scores are equal, the
villages that have received least go first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from commune_desk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Measure:
    """A criterion of the grid."""

    id: int
    number: int
    title: str
    weight: int
    other_weight: int | None
    top: int

    @property
    def name(self) -> str:
        """How heads of columns call it: C1."""
        return f"C{self.number}"

    @property
    def compared(self) -> int:
        """The weight to compare with: the other one, or the same."""
        return self.weight if self.other_weight is None else self.other_weight


@dataclass(frozen=True, slots=True)
class Entrant:
    """A proposal, and what its villages receive from the other kept actions."""

    id: int
    code: str
    order: tuple[Any, ...]
    """Its number as people count; no two are equal."""

    marks: Mapping[int, int]
    """Criterion → mark."""

    a_head: Fraction | None = None
    """Francs by inhabitant; None where a population is unknown."""

    kept: Fraction | int = 0
    """Kept actions by village."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a proposal comes in the ranking."""

    rank: int
    total: int
    tie: Text | None = None
    """How it was told from those with as many points."""


def points(marks: Mapping[int, int], weights: Mapping[int, int]) -> int:
    """Add up weight × mark; what has no mark yet counts nothing."""
    return sum(weights.get(each, 0) * mark for each, mark in marks.items())


def ranking(
    entrants: Iterable[Entrant], weights: Mapping[int, int]
) -> dict[int, Place]:
    """Rank those that have a mark: 1, 2, 3… without a gap and without a tie left."""
    groups: dict[int, list[Entrant]] = {}
    for each in entrants:
        if each.marks:
            groups.setdefault(points(each.marks, weights), []).append(each)
    places: dict[int, Place] = {}
    for total in sorted(groups, reverse=True):
        tied = groups[total]
        known = all(each.a_head is not None for each in tied)
        tied.sort(key=lambda each: _equity(each, known=known))
        for each in tied:
            tie = _told(each, tied, known=known) if len(tied) > 1 else None
            places[each.id] = Place(len(places) + 1, total, tie)
    return places


def _equity(each: Entrant, *, known: bool) -> tuple[Any, ...]:
    """Order a tie: francs by inhabitant, then kept actions, then the number."""
    return (each.a_head if known else 0, each.kept, each.order)


def _told(each: Entrant, tied: Sequence[Entrant], *, known: bool) -> Text:
    others = [other for other in tied if other is not each]
    codes = tuple(other.code for other in sorted(others, key=lambda x: x.order))
    if (
        known
        and each.a_head is not None
        and all(other.a_head != each.a_head for other in others)
    ):
        return N_(
            "Tied with {codes}: {francs} F by inhabitant for its villages;"
            " the least served go first.",
            codes=codes,
            francs=Money(round(each.a_head)),
        )
    alike = [other for other in others if not known or other.a_head == each.a_head]
    if all(other.kept != each.kept for other in alike):
        return N_(
            "Tied with {codes}: {kept} kept actions by village;"
            " the least served go first.",
            codes=codes,
            kept=_tenths(each.kept),
        )
    return N_("Tied with {codes}, villages served alike: by number.", codes=codes)


def _tenths(number: Fraction | int) -> str:
    """Write a number of actions with one decimal, where it is not whole."""
    tenths = round(number * 10)
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else str(whole)


def moved(rank: int | None, other: int | None) -> str:
    """Say with an arrow what the other weights would change: ▲ 2, ▼ 1, =."""
    if rank is None or other is None:
        return ""
    if rank == other:
        return "="
    return f"▲ {rank - other}" if other < rank else f"▼ {other - rank}"

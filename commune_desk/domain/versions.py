"""What changed between two versions of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commune_desk.domain.places import Places


class Change(Enum):
    """What became of an action."""

    ADDED = "added"
    REMOVED = "removed"
    COST = "cost_changed"
    YEARS = "years_changed"
    PLACE = "place_changed"
    TITLE = "title_changed"


class Versioned(Protocol):
    """What is compared of an action."""

    @property
    def code(self) -> str:
        """Its number."""

    @property
    def title(self) -> str:
        """What is to be done."""

    @property
    def places(self) -> Places:
        """Where it lies."""

    @property
    def costs(self) -> Mapping[int, Money]:
        """Francs by year."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One action that is not the same in both versions; None where it is not in one."""

    origin: int
    """The living action, or the one it was."""

    changes: tuple[Change, ...]
    before: Versioned | None
    after: Versioned | None

    @property
    def cost_before(self) -> Money:
        """Its cost of all years in the older version."""
        return cost_of(self.before)

    @property
    def cost_after(self) -> Money:
        """Its cost of all years in the later version."""
        return cost_of(self.after)

    @property
    def known(self) -> Versioned | None:
        """The action in its latest form."""
        return self.after or self.before


def cost_of(action: Versioned | None) -> Money:
    """Add up the years; nothing for an action that is not there."""
    return Money.total(action.costs.values()) if action else Money(0)


def compared(
    before: Mapping[int, Versioned], after: Mapping[int, Versioned]
) -> Iterator[Difference]:
    """Compare two versions, given by the living action that each row stands for."""
    for origin, old in before.items():
        new = after.get(origin)
        if new is None:
            yield Difference(origin, (Change.REMOVED,), old, None)
        elif changes := tuple(_changes(old, new)):
            yield Difference(origin, changes, old, new)
    for origin, new in after.items():
        if origin not in before:
            yield Difference(origin, (Change.ADDED,), None, new)


def _changes(old: Versioned, new: Versioned) -> Iterator[Change]:
    if cost_of(old) != cost_of(new):
        yield Change.COST
    same_sum = cost_of(old) == cost_of(new)
    if _years(old) != _years(new) or (same_sum and _by_year(old) != _by_year(new)):
        yield Change.YEARS
    if _where(old.places) != _where(new.places):
        yield Change.PLACE
    if old.title != new.title:
        yield Change.TITLE


def _by_year(action: Versioned) -> dict[int, int]:
    return {year: cost.francs for year, cost in action.costs.items() if cost}


def _years(action: Versioned) -> set[int]:
    return set(_by_year(action))


def _where(places: Places) -> tuple[frozenset[int], bool, str]:
    return frozenset(places.villages), places.whole_commune, places.other

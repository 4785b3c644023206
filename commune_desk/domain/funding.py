"""Who pays, and how far the promise has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from commune_desk.domain.money import Money, Share


class FunderClass(Enum):
    """The classes of `planning.md` T7; ANICT stays visible apart from the State."""

    COMMUNE = "commune"
    STATE = "state"
    ANICT = "anict"
    PARTNER = "partner"
    POPULATION = "population"
    DIASPORA = "diaspora"
    OTHER = "other"


class FundingStatus(Enum):
    """How sure the money is."""

    SOUGHT = "sought"
    PROMISED = "promised"
    SECURED = "secured"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A cost, and what of it is secured (or paid) and promised, in francs."""

    cost: int = 0
    secured: int = 0
    promised: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.cost + other.cost,
            self.secured + other.secured,
            self.promised + other.promised,
        )

    def __sub__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.cost - other.cost,
            self.secured - other.secured,
            self.promised - other.promised,
        )

    @property
    def missing(self) -> Money:
        """What nobody has promised yet, in francs; never negative."""
        return Money(max(0, self.cost - self.secured - self.promised))

    @property
    def share(self) -> Share | None:
        """Secured over cost; None without a cost."""
        return Share.of(Money(self.secured), Money(self.cost))

"""Who pays, as papers show it: classes side by side, one bar, what is to be found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import Part, Shade, WhoPays

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commune_desk.services.action_parts import Given
    from commune_desk.services.programming import ActionRow

TO_FIND = N_("To find")
SHADES = {
    FunderClass.COMMUNE: Shade.BLACK,
    FunderClass.STATE: Shade.HATCH,
    FunderClass.ANICT: Shade.HATCH,
}


@dataclass(frozen=True, slots=True)
class Payers:
    """What actions cost in some years, and what each class gives, in francs."""

    cost: Money
    by_class: dict[FunderClass, Money]

    def given(self, *classes: FunderClass) -> Money | None:
        """What classes give together; None where they give nothing."""
        amounts = [self.by_class[c] for c in classes if c in self.by_class]
        return Money.total(amounts) if amounts else None

    @property
    def missing(self) -> Money:
        """What nobody gives: cost less contributions, never negative."""
        gap = self.cost - Money.total(self.by_class.values())
        return gap if gap.francs > 0 else Money(0)


def payers(rows: Iterable[ActionRow], years: Sequence[int]) -> Payers:
    """Add up costs and contributions of actions over years."""
    wanted = frozenset(years)
    cost = 0
    by_class: dict[FunderClass, Money] = {}
    for row in rows:
        cost += sum(m.francs for year, m in row.costs.items() if year in wanted)
        for gift in row.given:
            if gift.year in wanted and gift.amount is not None:
                known = by_class.get(gift.funder_class, Money(0))
                by_class[gift.funder_class] = known + gift.amount
    return Payers(Money(cost), by_class)


def bar(found: Payers, title: Text | None = None) -> WhoPays:
    """Draw who pays as one bar: black, hatched, white; what is to be found last."""
    parts = [
        Part(NAMES[who], amount, SHADES.get(who, Shade.WHITE))
        for who in FunderClass
        if (amount := found.by_class.get(who)) is not None and amount
    ]
    if found.missing:
        parts.append(Part(TO_FIND, found.missing, Shade.WHITE))
    return WhoPays(tuple(parts)) if title is None else WhoPays(tuple(parts), title)


def named(gifts: Iterable[Given]) -> list[str]:
    """Name the funders, each once, in the order of the plan."""
    return list(dict.fromkeys(gift.partner for gift in gifts if gift.partner))

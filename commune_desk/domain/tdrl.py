"""The TDRL: rolls, exemptions, shares of each level, recovery village by village.

`budget.md` 7: due for every person over 14 (CGI art. 152), exempt by reasons of
art. 153; shared 80/15/5, the francs of rounding to the level that takes the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from commune_desk.domain.balance import Applied

WHOLE = 10_000
"""Hundredths of a per cent of a whole."""


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll of a village as the rules see it."""

    id: int
    village: str
    year: int
    over_14: int | None
    liable: int
    exempt: int
    rate: Money
    population: int | None = None

    @property
    def amount(self) -> Money:
        """Persons liable × rate."""
        return Money(self.liable * self.rate.francs)


def counted(roll: Roll) -> Iterator[Issue]:
    """Check that no more are on the roll than there are persons over 14."""
    facts = {"village": roll.village, "year": str(roll.year)}
    where = Record("tdrl_rolls", roll.id)
    if roll.liable < 0 or roll.rate.francs < 0:
        text = N_("Roll {village} {year}: a figure is below zero.", **facts)
        yield Issue(Severity.ERROR, text, "TDRL-01", where, "liable")
    if roll.over_14 is None:
        return
    total = roll.liable + roll.exempt
    if total > roll.over_14:
        text = N_(
            "Roll {village} {year}: {liable} liable + {exempt} exempt = {total}, but"
            " {over_14} persons over 14: {excess} too many.",
            liable=roll.liable,
            exempt=roll.exempt,
            total=total,
            over_14=roll.over_14,
            excess=total - roll.over_14,
            **facts,
        )
        yield Issue(Severity.ERROR, text, "TDRL-01", where, "liable")
    if roll.population is not None and roll.over_14 > roll.population:
        text = N_(
            "Roll {village} {year}: {over_14} persons over 14, but a population of"
            " {population}.",
            over_14=roll.over_14,
            population=roll.population,
            **facts,
        )
        yield Issue(Severity.ERROR, text, "TDRL-01", where, "over_14")


@dataclass(frozen=True, slots=True)
class Key:
    """The part of a tax that one level has."""

    level: str
    share: int
    """Hundredths of a per cent."""

    takes_rest: bool = False


def shared(amount: Money, keys: Sequence[Key]) -> dict[str, Money]:
    """Share an amount to the franc: each level’s part is rounded down.

    What is left goes to the level that takes the rest, the first where none does.
    """
    if not keys:
        return {}
    parts = {key.level: amount.francs * key.share // WHOLE for key in keys}
    rest = amount.francs - sum(parts.values())
    taker = next((key.level for key in keys if key.takes_rest), keys[0].level)
    parts[taker] += rest
    return {level: Money(francs) for level, francs in parts.items()}


def complete(tax: str, on: dt.date, keys: Sequence[Key]) -> Iterator[Issue]:
    """Check that the shares of a tax make one hundred per cent."""
    total = sum(key.share for key in keys)
    if keys and total != WHOLE:
        text = N_(
            "Sharing of {tax} on {date}: the shares make {total}, not 100 %.",
            tax=tax,
            date=on,
            total=Share(total),
        )
        yield Issue(Severity.ERROR, text, "TDRL-02")


@dataclass(frozen=True, slots=True)
class Paid:
    """What a village has paid of its roll."""

    roll_id: int
    village: str
    year: int
    amount: Money
    paid: Money

    @property
    def left(self) -> Money:
        """What it owes; nothing once it has paid more than its roll."""
        return Money(max(0, self.amount.francs - self.paid.francs))

    @property
    def rate(self) -> Share | None:
        """The part of the roll that is paid."""
        return Share.of(self.paid, self.amount)


def within_roll(paid: Paid, rule: Applied) -> Iterator[Issue]:
    """Check that a village pays no more than its roll."""
    if paid.paid.francs <= paid.amount.francs:
        return
    excess = paid.paid - paid.amount
    text = N_(
        "TDRL {year}, {village}: roll of {amount} F, {paid} F paid, {excess} F more"
        " than the roll.",
        year=str(paid.year),
        village=paid.village,
        amount=paid.amount,
        paid=paid.paid,
        excess=excess,
    )
    where = Record("tdrl_rolls", paid.roll_id)
    yield Issue(rule.severity, text, "TDRL-03", where, "amount", amount=excess)


def ranked(rows: Iterable[Paid]) -> list[tuple[int, Paid]]:
    """Rank villages by their rate; equal rates share a rank."""
    by_rate = sorted(
        rows,
        key=lambda row: (
            -(row.rate.basis_points if row.rate else 0),
            -row.paid.francs,
            row.village,
        ),
    )
    found: list[tuple[int, Paid]] = []
    for place, row in enumerate(by_rate, start=1):
        same = found and found[-1][1].rate == row.rate
        found.append((found[-1][0] if same else place, row))
    return found


def forecast_within(
    year: int, forecast: Money, rolls: Money, part: Money, rule: Applied
) -> Iterator[Issue]:
    """Check that the budget forecasts no more TDRL than the rolls bring (N6)."""
    if not rolls or forecast.francs <= part.francs:
        return
    text = N_(
        "TDRL {year}: {forecast} F forecast, but the rolls of {rolls} F bring the"
        " commune {part} F: {excess} F too much.",
        year=str(year),
        forecast=forecast,
        rolls=rolls,
        part=part,
        excess=forecast - part,
    )
    yield Issue(rule.severity, text, "N6", amount=forecast - part)

"""Water that meters counted: steps, losses, what it should bring (`planning.md` 4.4).

A step of a meter is the water between two readings; it belongs to the period in which
the later one was read, at the price of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import MeterKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

WHOLE = 10_000
"""Hundredths of a per cent."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a meter showed on a day, in m³."""

    read_on: dt.date
    shown: int
    replaced: bool = False
    """Whether a new meter begins here: nothing is counted up to it."""

    paid: Money | None = None
    """What was taken in for the water since the reading before."""


@dataclass(frozen=True, slots=True)
class Step:
    """The water between two readings of a meter."""

    since: dt.date | None
    """Day of the reading before; None for the first reading."""

    until: dt.date
    volume: int | None
    """m³; None where nothing can be counted: first reading, or a new meter."""

    paid: Money | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a m³ from a day on."""

    kind: MeterKind
    valid_from: dt.date
    per_cubic_metre: Money


def steps(readings: Iterable[Shown]) -> Iterator[Step]:
    """Count the water between readings that follow each other in time."""
    before: Shown | None = None
    for each in readings:
        fresh = before is None or each.replaced
        volume = None if before is None or fresh else each.shown - before.shown
        yield Step(before.read_on if before else None, each.read_on, volume, each.paid)
        before = each


def price_on(prices: Iterable[Price], kind: MeterKind, day: dt.date) -> Money | None:
    """Give the price of a day; a connection without its own pays that of standpipes."""
    for wanted in (kind, MeterKind.STANDPIPE):
        own = [p for p in prices if p.kind is wanted and p.valid_from <= day]
        if own:
            return max(own, key=lambda price: price.valid_from).per_cubic_metre
    return None


@dataclass(frozen=True, slots=True)
class Point:
    """What one meter made in a period."""

    kind: MeterKind
    volume: int
    due: Money | None
    """What its water should bring in; None without a price, or where produced."""

    paid: Money
    share: int | None = None
    """Hundredths of a per cent of what is taken in that the attendant keeps."""

    counted: bool = True
    """Whether any step ends in the period."""

    @property
    def kept(self) -> Money:
        """What the attendant keeps of the money that was taken in."""
        return portion(self.paid, self.share or 0)

    @property
    def rate(self) -> Share | None:
        """The part of what it should bring that was taken in."""
        return Share.of(self.paid, self.due)


def portion(amount: Money, share: int) -> Money:
    """Take hundredths of a per cent of an amount, to the nearest franc."""
    return Money((2 * amount.francs * share + WHOLE) // (2 * WHOLE))


def point(
    kind: MeterKind,
    counted: Sequence[Step],
    prices: Sequence[Price],
    share: int | None = None,
) -> Point:
    """Add up the steps of one meter in a period."""
    volume, due, priced = 0, 0, kind is not MeterKind.PRODUCTION
    for step in counted:
        volume += step.volume or 0
        price = price_on(prices, kind, step.until) if priced else None
        if price is None:
            priced = priced and not step.volume
        else:
            due += (step.volume or 0) * price.francs
    return Point(
        kind,
        volume,
        Money(due) if priced else None,
        Money.total(step.paid for step in counted),
        share,
        any(step.volume is not None for step in counted),
    )


@dataclass(frozen=True, slots=True)
class Balance:
    """What a network produced, sold, lost and took in in a period."""

    produced: int | None
    """m³ at the borehole; None where no meter counts there."""

    sold: int | None
    """m³ at standpipes and connections; None where none was read."""

    due: Money | None
    paid: Money
    kept: Money
    """By the attendants."""

    @property
    def lost(self) -> int | None:
        """The m³ that were produced and not sold."""
        if self.produced is None or self.sold is None:
            return None
        return self.produced - self.sold

    @property
    def losses(self) -> Share | None:
        """The part of the water produced that was not sold."""
        if self.lost is None or not self.produced:
            return None
        return Share.of(Money(self.lost), Money(self.produced))

    @property
    def rate(self) -> Share | None:
        """The part of what the water should bring that was taken in."""
        return Share.of(self.paid, self.due)

    @property
    def net(self) -> Money:
        """What is left to the committee once the attendants have their share."""
        return self.paid - self.kept


def balance(points: Iterable[Point]) -> Balance:
    """Add the meters of a network up."""
    own = [each for each in points if each.counted or each.paid]
    made = [each for each in own if each.kind is MeterKind.PRODUCTION]
    sold = [each for each in own if each.kind is not MeterKind.PRODUCTION]
    priced = [each.due for each in sold]
    return Balance(
        sum(each.volume for each in made) if made else None,
        sum(each.volume for each in sold) if sold else None,
        Money.total(priced) if priced and None not in priced else None,
        Money.total(each.paid for each in sold),
        Money.total(each.kept for each in sold),
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """A reading that is typed, with what the meter showed around it."""

    meter: str
    """Committee and meter, as people call them."""

    kind: MeterKind
    shown: Shown
    before: Shown | None = None
    after: Shown | None = None


def reading_refusals(typed: Typed, today: dt.date) -> Iterator[Issue]:
    """Refuse a meter that goes back, a day to come, money at the borehole."""
    shown, facts = typed.shown, {"meter": typed.meter, "date": typed.shown.read_on}
    if shown.read_on > today:
        text = N_(
            "{meter}, reading of {date}: it comes after the day of the situation,"
            " {today}.",
            today=today,
            **facts,
        )
        yield _refusal(text, "read_on", "COM-35")
    if shown.shown < 0:
        text = N_("{meter}, {date}: a meter cannot show {shown} m³.",
                  shown=shown.shown, **facts)  # fmt: skip
        yield _refusal(text, "shown", "COM-31")
    if shown.paid is not None and shown.paid.francs < 0:
        text = N_("{meter}, {date}: {amount} F cannot have been taken in.",
                  amount=shown.paid, **facts)  # fmt: skip
        yield _refusal(text, "paid", "COM-32")
    if shown.paid and typed.kind is MeterKind.PRODUCTION:
        text = N_(
            "{meter}, {date}: nothing is sold at a production meter, {amount} F typed.",
            amount=shown.paid,
            **facts,
        )
        yield _refusal(text, "paid", "COM-32")
    yield from _backwards(typed.meter, typed.before, shown)
    yield from _backwards(typed.meter, shown, typed.after)


def _backwards(
    meter: str, before: Shown | None, after: Shown | None
) -> Iterator[Issue]:
    if before is None or after is None or after.replaced or after.shown >= before.shown:
        return
    text = N_(
        "{meter}: {shown} m³ on {date} after {before} m³ on {day}, that is {less} m³"
        " back. If a new meter begins there, tick “New meter”.",
        meter=meter,
        shown=grouped(after.shown),
        date=after.read_on,
        before=grouped(before.shown),
        day=before.read_on,
        less=grouped(before.shown - after.shown),
    )
    yield _refusal(text, "shown", "COM-31")


def grouped(number: int) -> Money:
    """Have m³ grouped by three in a sentence, as amounts are."""
    return Money(number)


def _refusal(text: Any, field: str, code: str) -> Issue:
    return Issue(Severity.ERROR, text, code, field=field)


def losses(
    name: str,
    record: Record,
    found: Balance,
    least: int,
    span: tuple[dt.date, dt.date],
) -> Iterator[Issue]:
    """Name a network that sells less than `least` per cent of what it produces.

    `planning.md` 7, rule 24.
    """
    if not found.produced or found.sold is None or found.lost is None:
        return
    if found.sold * 100 >= found.produced * least:
        return
    text = N_(
        "{name}: water losses of {lost} m³ out of {produced} m³ produced from {since}"
        " to {day}, that is {share}; at most {most} % is expected.",
        name=name,
        lost=grouped(found.lost),
        produced=grouped(found.produced),
        since=span[0],
        day=span[1],
        share=found.losses or "–",
        most=100 - least,
    )
    yield Issue(Severity.WARNING, text, "PLAN-24", record)

"""What an agreement, its tranches and what it paid may not contradict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.agreement_money import FRANC, HUNDRED, rate_of, whole
from commune_desk.domain.agreements import Route
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Foreign, Money
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from fractions import Fraction

    from commune_desk.domain.agreement_money import Terms

CODE = 3
"""Letters of a currency’s name in ISO 4217."""


def refused(text: Text, field: str = "", code: str = "") -> Issue:
    """Say why something cannot be written."""
    return Issue(Severity.ERROR, text, code, field=field or None)


def agreement_refusals(terms: Terms) -> Iterator[Issue]:
    """Refuse an agreement without currency or rate, or that ends before it begins."""
    name = terms.reference
    letters = terms.currency
    if len(letters) != CODE or not letters.isalpha() or letters != letters.upper():
        text = N_(
            "Agreement {reference}: its currency is missing; type XOF for francs,"
            " EUR for euros, or the three letters of another currency.",
            reference=name,
        )
        yield refused(text, "currency", "FUND-01")
    elif terms.foreign or terms.rate:
        yield from _rate_refusals(terms)
    if terms.ends_on is not None and terms.ends_on < terms.begins_on:
        text = N_(
            "Agreement {reference}: it would end on {ends}, before it begins on"
            " {begins}.",
            reference=name,
            ends=terms.ends_on,
            begins=terms.begins_on,
        )
        yield refused(text, "ends_on", "FUND-02")


def _rate_refusals(terms: Terms) -> Iterator[Issue]:
    name, currency = terms.reference, terms.currency
    if not terms.foreign:
        text = N_(
            "Agreement {reference} is in francs: a rate of {rate} has no place in it.",
            reference=name,
            rate=terms.rate,
        )
        yield refused(text, "rate", "FUND-03")
    elif not terms.rate:
        text = N_(
            "Agreement {reference} is in {currency}: the francs for one {currency}"
            " are missing.",
            reference=name,
            currency=currency,
        )
        yield refused(text, "rate", "FUND-03")
    else:
        yield from rate_refusals(name, currency, terms.rate)


def rate_refusals(name: Text | str, currency: str, rate: str) -> Iterator[Issue]:
    """Refuse a rate that converts nothing."""
    found = rate_of(rate)
    if rate and (found is None or found <= 0):
        text = N_(
            "{name}: a rate of {rate} F for one {currency} converts nothing; type a"
            " rate above zero.",
            name=name,
            rate=rate,
            currency=currency,
        )
        yield refused(text, "rate", "FUND-03")


def amount_refusals(
    name: Text | str, currency: str, cents: int | None, field: str
) -> Iterator[Issue]:
    """Refuse an amount below zero, or francs with a part of a franc."""
    if cents is None:
        return
    if cents < 0:
        text = N_(
            "{name}: {amount} is below zero.",
            name=name,
            amount=Foreign(cents, currency),
        )
        yield refused(text, field, "FUND-04")
    elif currency == FRANC and cents % HUNDRED:
        text = N_(
            "{name}: {francs} F and {cents} hundredths; francs are whole.",
            name=name,
            francs=Money(cents // HUNDRED),
            cents=cents % HUNDRED,
        )
        yield refused(text, field, "FUND-04")


def year_refusals(name: Text | str, terms: Terms, year: int) -> Iterator[Issue]:
    """Refuse a year in which the agreement does not run."""
    first, last = terms.begins_on.year, terms.last_year
    if year < first or (last is not None and year > last):
        text = N_(
            "{name}: the year {year} is outside; the agreement {reference} runs from"
            " {first} to {last}.",
            name=name,
            year=str(year),
            reference=terms.reference,
            first=str(first),
            last="…" if last is None else str(last),
        )
        yield refused(text, "year", "FUND-05")


@dataclass(frozen=True, slots=True)
class Received:
    """A tranche as the rules see it."""

    name: Text | str
    """ "Tranche 2 of Fondation (exemple), agreement X"."""

    forecast: int
    promised: int | None = None
    received: int | None = None
    received_on: dt.date | None = None
    rate: str = ""
    way: Route = Route.BESIDE
    in_budget: bool = False
    """Whether a receipt of the budget is named."""


def tranche_refusals(
    terms: Terms, tranche: Received, today: dt.date
) -> Iterator[Issue]:
    """Refuse a receipt before the agreement, half a receipt, a rate of zero."""
    name, on = tranche.name, tranche.received_on
    for field in ("forecast", "promised", "received"):
        cents = getattr(tranche, field)
        yield from amount_refusals(name, terms.currency, cents, f"{field}_cents")
    if (on is None) != (tranche.received is None):
        text = N_("{name}: the day and the amount received go together.", name=name)
        yield refused(text, "received_on", "FUND-06")
    if on is not None and on < terms.opens:
        signed = N_("signed on {day}", day=terms.opens)
        begins = N_("beginning on {day}", day=terms.opens)
        text = N_(
            "{name}: received on {date}, before the agreement {what}.",
            name=name,
            date=on,
            what=signed if terms.signed_on else begins,
        )
        yield refused(text, "received_on", "FUND-06")
    if on is not None and on > today:
        text = N_(
            "{name}: received on {date}, and today is {today}.",
            name=name,
            date=on,
            today=today,
        )
        yield refused(text, "received_on", "FUND-06")
    if tranche.rate and not terms.foreign:
        text = N_("{name} is in francs: it takes no rate.", name=name)
        yield refused(text, "rate", "FUND-03")
    else:
        yield from rate_refusals(name, terms.currency, tranche.rate)
    if tranche.in_budget and tranche.way is not Route.BUDGET:
        text = N_(
            "{name}: a receipt of the budget is named, but the money goes beside the"
            " budget.",
            name=name,
        )
        yield refused(text, "way", "FUND-06")


@dataclass(frozen=True, slots=True)
class Spent:
    """A use of the money as the rules see it."""

    name: Text | str
    spent_on: dt.date
    francs: Money | None
    cents: int | None


def use_refusals(terms: Terms, use: Spent, today: dt.date) -> Iterator[Issue]:
    """Refuse a use with no amount or two, or on a day when it cannot have been."""
    name = use.name
    if (use.francs is None) == (use.cents is None):
        text = N_(
            "{name}: type one amount, in francs or in {currency}.",
            name=name,
            currency=terms.currency,
        )
        yield refused(text, "francs", "FUND-07")
    yield from amount_refusals(name, terms.currency, use.cents, "cents")
    if use.spent_on < terms.begins_on:
        text = N_(
            "{name}: spent on {date}, before the agreement begins on {begins}.",
            name=name,
            date=use.spent_on,
            begins=terms.begins_on,
        )
        yield refused(text, "spent_on", "FUND-07")
    if use.spent_on > today:
        text = N_(
            "{name}: spent on {date}, and today is {today}.",
            name=name,
            date=use.spent_on,
            today=today,
        )
        yield refused(text, "spent_on", "FUND-07")


def balance_refusals(
    reference: str, received: Fraction, spent: Fraction, asked: Fraction | None
) -> Iterator[Issue]:
    """Refuse spending above what came in; `asked` is part of `spent`, if it is new."""
    if spent <= received:
        return
    missing = max(Money(1), whole(spent - received))
    if asked is None:
        text = N_(
            "Agreement {reference}: received {received} F, spent {spent} F; {missing}"
            " F are missing.",
            reference=reference,
            received=whole(received),
            spent=whole(spent),
            missing=missing,
        )
    else:
        text = N_(
            "Agreement {reference}: received {received} F, already spent {spent} F;"
            " asked {asked} F, {missing} F are missing.",
            reference=reference,
            received=whole(received),
            spent=whole(spent - asked),
            asked=whole(asked),
            missing=missing,
        )
    yield refused(text, "francs", "FUND-08")

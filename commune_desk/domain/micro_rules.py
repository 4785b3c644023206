"""What must hold for a micro-project: ceiling, months, cycle (`planning.md` 4.7).

Amounts are hundredths of the project’s currency. Two currencies are compared only where
the rate of each is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from commune_desk.domain.currencies import CURRENCY, FRANCS, HUNDREDTHS, stated
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Foreign, Share
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

WHOLE = 10_000
"""A whole, in hundredths of a per cent."""


@dataclass(frozen=True, slots=True)
class Pot:
    """What a portfolio allows."""

    title: str
    currency: str = FRANCS
    ceiling_cents: int | None = None
    months: int | None = None
    own_share: int | None = None


@dataclass(frozen=True, slots=True)
class Micro:
    """A project as the rules see it."""

    called: str
    pot: Pot
    currency: str = FRANCS
    cost_cents: int | None = None
    rate: str = ""
    cash_cents: int | None = None
    kind_cents: int | None = None
    projects: int = 1
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    women: int | None = None
    men: int | None = None
    need_rank: int | None = None
    rates: Mapping[str, str] = field(default_factory=dict)
    """Rates that its agreement knows: currency → francs for one unit, as text."""

    def rate_of(self, currency: str) -> Decimal | None:
        """Give the francs for one unit of a currency; None where nobody knows."""
        if currency == FRANCS:
            return Decimal(1)
        text = self.rate if currency == self.currency else ""
        text = text or self.rates.get(currency, "")
        return Decimal(text) if text and Decimal(text) > 0 else None


def pot_refusals(pot: Pot) -> Iterator[Issue]:
    """Say what is wrong with a portfolio."""
    facts = {"portfolio": pot.title}
    if not CURRENCY.fullmatch(pot.currency):
        text = N_(
            "{portfolio}: “{currency}” is no code of a currency (XOF, EUR, USD…).",
            currency=pot.currency,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="currency")
    if pot.ceiling_cents is not None and pot.ceiling_cents <= 0:
        text = N_(
            "{portfolio}: the ceiling must be above zero; leave it empty if there is"
            " none.",
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="ceiling_cents")
    if pot.months is not None and pot.months < 1:
        text = N_("{portfolio}: a project lasts one month at least.", **facts)
        yield Issue(Severity.ERROR, text, field="months")
    if pot.own_share is not None and not 0 <= pot.own_share <= WHOLE:
        text = N_(
            "{portfolio}: the part of the community lies between 0 and 100 %.", **facts
        )
        yield Issue(Severity.ERROR, text, field="own_share")


def micro_refusals(micro: Micro) -> Iterator[Issue]:
    """Say what is wrong with the sheet of a project."""
    yield from _of_currency(micro)
    yield from _of_figures(micro)
    own = (micro.cash_cents or 0) + (micro.kind_cents or 0)
    if micro.cost_cents is not None and own > micro.cost_cents:
        text = N_(
            "{project}: the community brings {own}, more than the cost of {cost}.",
            project=micro.called,
            own=stated(own, micro.currency),
            cost=stated(micro.cost_cents, micro.currency),
        )
        yield Issue(Severity.ERROR, text, field="cash")
    if micro.starts_on and micro.ends_on and micro.ends_on < micro.starts_on:
        text = N_(
            "{project}: it ends on {ends}, before its beginning on {starts}.",
            project=micro.called,
            ends=micro.ends_on,
            starts=micro.starts_on,
        )
        yield Issue(Severity.ERROR, text, field="ends_on")
    yield from above_ceiling(micro)


def _of_currency(micro: Micro) -> Iterator[Issue]:
    if not CURRENCY.fullmatch(micro.currency):
        text = N_(
            "{project}: “{currency}” is no code of a currency (XOF, EUR, USD…).",
            project=micro.called,
            currency=micro.currency,
        )
        yield Issue(Severity.ERROR, text, field="currency")
    if micro.rate and micro.currency == FRANCS:
        text = N_(
            "{project}: its amounts are in CFA francs, a rate of {rate} has no use.",
            project=micro.called,
            rate=micro.rate,
        )
        yield Issue(Severity.ERROR, text, field="rate")
    elif micro.rate and Decimal(micro.rate) <= 0:
        text = N_(
            "{project}: a rate of {rate} franc for one {currency} is none; leave it"
            " empty as long as it is not known.",
            project=micro.called,
            rate=micro.rate,
            currency=micro.currency,
        )
        yield Issue(Severity.ERROR, text, field="rate")


def _of_figures(micro: Micro) -> Iterator[Issue]:
    for key, told, cents in (
        ("cost", N_("the cost"), micro.cost_cents),
        ("cash", N_("what the community brings in cash"), micro.cash_cents),
        ("kind", N_("what the community brings in kind"), micro.kind_cents),
    ):
        if cents is None:
            continue
        if cents < 0:
            text = N_("{project}: {what} lies below zero.", project=micro.called,
                      what=told)  # fmt: skip
            yield Issue(Severity.ERROR, text, field=key)
        elif micro.currency == FRANCS and cents % HUNDREDTHS:
            text = N_(
                "{project}: {what} is {amount}, and francs are whole.",
                project=micro.called,
                what=told,
                amount=f"{Decimal(cents) / HUNDREDTHS}".replace(".", ","),
            )
            yield Issue(Severity.ERROR, text, field=key)
    for key, told, value, least in (
        ("projects", N_("projects that the line stands for"), micro.projects, 1),
        ("women", N_("women who benefit"), micro.women, 0),
        ("men", N_("men who benefit"), micro.men, 0),
        ("need_rank", N_("rank of the need"), micro.need_rank, 1),
    ):
        if value is not None and value < least:
            text = N_(
                "{project}: {what}: {value}, and it is {least} at least.",
                project=micro.called,
                what=told,
                value=value,
                least=least,
            )
            yield Issue(Severity.ERROR, text, field=key)


def above_ceiling(micro: Micro) -> Iterator[Issue]:
    """Refuse a project that costs more than its portfolio allows.

    A line that stands for several projects is held to as many ceilings.
    """
    pot = micro.pot
    if pot.ceiling_cents is None or micro.cost_cents is None:
        return
    cost, ceiling = _comparable(micro)
    if cost is None or ceiling is None or cost <= ceiling * micro.projects:
        return
    text = P_(
        "{project}: {cost} is above the ceiling of {ceiling} of {portfolio}.",
        "{project}: {cost} for {count} projects is above the ceiling of {ceiling} each"
        " of {portfolio}.",
        count=micro.projects,
        project=micro.called,
        cost=_with_francs(micro.cost_cents, micro.currency, micro),
        ceiling=_with_francs(pot.ceiling_cents, pot.currency, micro),
        portfolio=pot.title,
    )
    yield Issue(Severity.ERROR, text, "MICRO-01", field="cost")


def _comparable(micro: Micro) -> tuple[Decimal | None, Decimal | None]:
    """Give cost and ceiling in one currency; None where a rate is not known."""
    cost, pot = micro.cost_cents or 0, micro.pot
    if micro.currency == pot.currency:
        return Decimal(cost), Decimal(pot.ceiling_cents or 0)
    own, other = micro.rate_of(micro.currency), micro.rate_of(pot.currency)
    return (
        None if own is None else cost * own,
        None if other is None else (pot.ceiling_cents or 0) * other,
    )


def _with_francs(cents: int, currency: str, micro: Micro) -> object:
    """Say an amount, and what it makes in francs where two currencies meet."""
    said = stated(cents, currency)
    rate = micro.rate_of(currency)
    if currency == FRANCS or micro.currency == micro.pot.currency or rate is None:
        return said
    francs = Foreign(cents, currency).in_francs(rate)
    return N_("{amount} (that is {francs} F)", amount=said, francs=francs)


def months_between(starts_on: dt.date, ends_on: dt.date) -> int:
    """Count the months that a span enters: 1 January to 30 June makes six."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    return months + (ends_on.day >= starts_on.day)


def sheet_warnings(micro: Micro, record: Record) -> Iterator[Issue]:
    """Find what a portfolio does not like and the desk keeps all the same."""
    pot, called = micro.pot, micro.called
    if micro.starts_on and micro.ends_on and pot.months is not None:
        months = months_between(micro.starts_on, micro.ends_on)
        if months > pot.months:
            text = P_(
                "{project}: from {starts} to {ends}, {months} months; {portfolio}"
                " allows {count} month.",
                "{project}: from {starts} to {ends}, {months} months; {portfolio}"
                " allows {count} months.",
                count=pot.months,
                project=called,
                starts=micro.starts_on,
                ends=micro.ends_on,
                months=months,
                portfolio=pot.title,
            )
            yield Issue(Severity.WARNING, text, "MICRO-03", record, "ends_on")
    if pot.own_share and micro.cost_cents:
        own = (micro.cash_cents or 0) + (micro.kind_cents or 0)
        if own * WHOLE < pot.own_share * micro.cost_cents:
            part = Share.of_heads(own, micro.cost_cents)
            text = N_(
                "{project}: the community brings {own}, {share} of the cost;"
                " {portfolio} asks for {asked}.",
                project=called,
                own=stated(own, micro.currency),
                share=part,
                portfolio=pot.title,
                asked=Share(pot.own_share),
            )
            yield Issue(Severity.WARNING, text, "MICRO-02", record, "cash")
    if pot.ceiling_cents is not None and micro.cost_cents is not None:
        if None in _comparable(micro):
            text = N_(
                "{project}: {cost} is not compared with the ceiling of {ceiling}: no"
                " rate is known.",
                project=called,
                cost=stated(micro.cost_cents, micro.currency),
                ceiling=stated(pot.ceiling_cents, pot.currency),
            )
            yield Issue(Severity.INFORMATION, text, "MICRO-09", record, "rate")
        for issue in above_ceiling(micro):
            yield Issue(issue.severity, issue.text, issue.code, record, issue.field)

"""What must hold for the stock of a committee and the dues of its members."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from commune_desk.domain.text import Text

STOCK, DUES = "COM-31", "COM-32"


@dataclass(frozen=True, slots=True)
class Stocked:
    """A line of the stock book: so much in, or so much out."""

    id: int
    on: dt.date
    item: str
    unit: str
    taken_in: int
    given_out: int


def of_items(lines: Iterable[Stocked]) -> dict[str, list[Stocked]]:
    """Bring the lines of each thing together, in the order of days."""
    found: dict[str, list[Stocked]] = defaultdict(list)
    for line in sorted(lines, key=lambda each: (each.on, each.id)):
        found[fold(line.item)].append(line)
    return found


def stock_refusals(committee: str, lines: Iterable[Stocked]) -> Iterator[Issue]:
    """A store holds no less than nothing, and counts a thing in one unit."""
    for own in of_items(lines).values():
        first, left = own[0], 0
        for day, some in groupby(own, lambda line: line.on):
            today = list(some)
            came = sum(line.taken_in for line in today)
            went = sum(line.given_out for line in today)
            if left + came - went < 0:
                text = N_(
                    "{committee}, {date}, {item}: {left} {unit} in store + {came} in −"
                    " {went} out would leave {rest}.",
                    committee=committee,
                    date=day,
                    item=first.item,
                    left=left,
                    unit=first.unit,
                    came=came,
                    went=went,
                    rest=left + came - went,
                )
                yield _of(text, today[-1], "given_out")
                break
            left += came - went
        for line in own:
            if fold(line.unit) != fold(first.unit):
                text = N_(
                    "{committee}, {date}, {item}: counted in “{unit}”, but in “{first}”"
                    " since {since}.",
                    committee=committee,
                    date=line.on,
                    item=line.item,
                    unit=line.unit,
                    first=first.unit,
                    since=first.on,
                )
                yield _of(text, line, "unit")
                break


def line_refusals(committee: str, line: Stocked, day: dt.date) -> Iterator[Issue]:
    """Say what is wrong with one line of a stock book."""
    facts = {"committee": committee, "date": line.on, "item": line.item}
    if line.on > day:
        text = N_(
            "{committee}, {date}, {item}: it comes after the day of the situation,"
            " {today}.",
            today=day,
            **facts,
        )
        yield Issue(Severity.ERROR, text, STOCK, field="made_on")
    if line.taken_in < 0 or line.given_out < 0:
        text = N_(
            "{committee}, {date}, {item}: {count} is no quantity.",
            count=min(line.taken_in, line.given_out),
            **facts,
        )
        yield Issue(Severity.ERROR, text, STOCK, field="taken_in")
    elif bool(line.taken_in) is bool(line.given_out):
        text = N_(
            "{committee}, {date}, {item}: {taken} in and {given} out; a line is one or"
            " the other.",
            taken=line.taken_in,
            given=line.given_out,
            **facts,
        )
        yield Issue(Severity.ERROR, text, STOCK, field="taken_in")


def _of(text: Text, line: Stocked, field: str) -> Issue:
    record = Record("stock_entries", line.id)
    return Issue(Severity.ERROR, text, STOCK, record, field)


@dataclass(frozen=True, slots=True)
class Dues:
    """What members owe in a year, and how many paid."""

    committee: str
    year: int
    title: str
    payers: int
    rate: int
    paid: int
    collected: int

    @property
    def due(self) -> int:
        """Francs if everybody pays."""
        return self.payers * self.rate


def dues_refusals(dues: Dues) -> Iterator[Issue]:
    """Nobody pays who is not there, nor more than all owe."""
    facts = {
        "committee": dues.committee,
        "year": str(dues.year),
        "title": dues.title,
    }
    for field in ("payers", "rate", "paid", "collected"):
        value: int = getattr(dues, field)
        if value < 0:
            text = N_(
                "{committee}, “{title}” of {year}: {count} is less than nothing.",
                count=value,
                **facts,
            )
            yield Issue(Severity.ERROR, text, DUES, field=field)
            return
    if dues.paid > dues.payers:
        text = N_(
            "{committee}, “{title}” of {year}: {paid} paid, but only {payers} have to.",
            paid=dues.paid,
            payers=dues.payers,
            **facts,
        )
        yield Issue(Severity.ERROR, text, DUES, field="paid")
    elif dues.collected > dues.due:
        text = N_(
            "{committee}, “{title}” of {year}: {collected} F collected, but {payers} ×"
            " {rate} F are {due} F.",
            collected=Money(dues.collected),
            payers=dues.payers,
            rate=Money(dues.rate),
            due=Money(dues.due),
            **facts,
        )
        yield Issue(Severity.ERROR, text, DUES, field="collected")
    elif dues.collected < dues.paid * dues.rate:
        text = N_(
            "{committee}, “{title}” of {year}: {paid} paid whole, which makes {least}"
            " F, but {collected} F were collected.",
            paid=dues.paid,
            least=Money(dues.paid * dues.rate),
            collected=Money(dues.collected),
            **facts,
        )
        yield Issue(Severity.ERROR, text, DUES, field="collected")

"""What the commune owns: its number, its state, what was paid and never entered.

`budget.md` 3.4 (accounts 21 to 24) and `peers.md` row 36: wells and classrooms with
the committee in charge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.execution import AssetState
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from commune_desk.domain.issues import Remedy
    from commune_desk.domain.money import Money

YEAR, RANK = "{année}", "{rang}"
"""The places of a pattern of inventory numbers."""

DIGITS = 3
"""A rank has at least so many figures: 001."""


def next_number(pattern: str, year: int, known: Iterable[str]) -> str:
    """Propose the next inventory number of a year, after the highest there is."""
    shape = re.escape(pattern.replace(YEAR, str(year)))
    shape = shape.replace(re.escape(RANK), r"(\d+)")
    found = (re.fullmatch(shape, number) for number in known)
    highest = max((int(match[1]) for match in found if match), default=0)
    rank = str(highest + 1).zfill(DIGITS)
    return pattern.replace(YEAR, str(year)).replace(RANK, rank)


@dataclass(frozen=True, slots=True)
class Owned:
    """A thing of the inventory as the rules see it."""

    id: int
    number: str
    title: str
    state: AssetState
    committee: str
    acquired_on: dt.date | None
    disposed_on: dt.date | None
    note: str
    value: Money | None
    managed: bool
    """Whether it belongs to a sector whose works need a committee."""

    @property
    def record(self) -> Record:
        """Where a finding leads."""
        return Record("assets", self.id)


def refusals(thing: Owned) -> Iterator[Issue]:
    """Refuse a value below zero, and a disposal without its day or before its time."""
    if thing.value is not None and thing.value.francs < 0:
        text = N_("{number}: the value {value} F is below zero.",
                  number=thing.number, value=thing.value)  # fmt: skip
        yield Issue(Severity.ERROR, text, "ASSET-10", thing.record, "value")
    gone = thing.state is AssetState.DISPOSED
    if gone and thing.disposed_on is None:
        text = N_(
            "{number} {title}: type the day on which it left the inventory.",
            number=thing.number,
            title=thing.title,
        )
        yield Issue(Severity.ERROR, text, "ASSET-11", thing.record, "disposed_on")
    if (
        thing.disposed_on is not None
        and thing.acquired_on is not None
        and thing.disposed_on < thing.acquired_on
    ):
        text = N_(
            "{number} {title}: it left on {left}, before it was acquired on {came}.",
            number=thing.number,
            title=thing.title,
            left=thing.disposed_on,
            came=thing.acquired_on,
        )
        yield Issue(Severity.ERROR, text, "ASSET-12", thing.record, "disposed_on")


def findings(thing: Owned) -> Iterator[Issue]:
    """Find what is out of order, left without a reason, or run by nobody."""
    if thing.state is AssetState.BROKEN:
        text = N_(
            "{number} {title} is out of order; in charge: {committee}.",
            number=thing.number,
            title=thing.title,
            committee=thing.committee or N_("nobody"),
        )
        yield Issue(Severity.WARNING, text, "ASSET-02", thing.record, "state")
    if thing.state is AssetState.DISPOSED:
        if not thing.note.strip():
            text = N_(
                "{number} {title} left the inventory on {date} without a reason.",
                number=thing.number,
                title=thing.title,
                date=thing.disposed_on,
            )
            yield Issue(Severity.WARNING, text, "ASSET-03", thing.record, "note")
    elif thing.managed and not thing.committee.strip():
        text = N_(
            "{number} {title}: no committee is in charge.",
            number=thing.number,
            title=thing.title,
        )
        yield Issue(Severity.INFORMATION, text, "ASSET-04", thing.record, "committee")


@dataclass(frozen=True, slots=True)
class Bought:
    """An expense of investment that was paid whole."""

    id: int
    code: str
    """Code of its account."""

    object: str
    paid: Money
    paid_on: dt.date


def unlisted(bought: Bought, remedy: Remedy) -> Iterator[Issue]:
    """Find what was paid and is not in the inventory."""
    text = N_(
        "{code} “{object}”: {paid} F paid on {date}, not in the inventory.",
        code=bought.code,
        object=bought.object,
        paid=bought.paid,
        date=bought.paid_on,
    )
    where = Record("operations", bought.id)
    yield Issue(
        Severity.WARNING,
        text,
        "ASSET-01",
        where,
        amount=bought.paid,
        remedies=(remedy,),
    )

"""Key figures of portfolios: numbers and amounts by sector, place, year, state, funder.

Amounts add up currency by currency. An average is the sum of the known costs over the
projects that these lines stand for, rounded half up to the franc or to the cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.currencies import Sums, mean_of, stated
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.money import Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from commune_desk.domain.money import Foreign
    from commune_desk.services.micro_rows import MicroRow

NOT_SAID = N_("not said")


@dataclass(frozen=True, slots=True)
class Slice:
    """Lines of one kind, counted and added up."""

    name: Text | str
    lines: int
    projects: int
    sums: Sums
    known: tuple[tuple[str, int], ...]
    """Currency and projects whose cost is known."""

    women: int
    men: int

    def average(self, currency: str) -> int | None:
        """Give the mean cost of a project, in hundredths; None where none is known."""
        count = dict(self.known).get(currency, 0)
        if not count:
            return None
        return mean_of(self.sums.cents(currency), currency, count)

    def part(self, currency: str, whole: Slice) -> Share | None:
        """Give its part of a whole, in one currency."""
        every = whole.sums.cents(currency)
        return Share.of_heads(self.sums.cents(currency), every) if every else None

    @property
    def averages(self) -> tuple[Text | Foreign, ...]:
        """Say the mean cost, currency by currency."""
        found = ((code, self.average(code)) for code, _ in self.sums.parts)
        return tuple(stated(cents, code) for code, cents in found if cents is not None)


def whole(rows: Iterable[MicroRow], name: Text | str = "") -> Slice:
    """Count lines and add them up."""
    every = list(rows)
    known: dict[str, int] = {}
    for row in every:
        if row.cost_cents is not None:
            known[row.currency] = known.get(row.currency, 0) + row.projects
    return Slice(
        name,
        len(every),
        sum(row.projects for row in every),
        Sums.of((row.currency, row.cost_cents) for row in every),
        tuple(known.items()),
        sum(row.women or 0 for row in every),
        sum(row.men or 0 for row in every),
    )


@dataclass(frozen=True, slots=True)
class Way:
    """A way to look at a portfolio."""

    key: str
    title: Text
    of: Callable[[MicroRow], str | MicroState]
    ordered: bool = False
    """Whether its groups stand in their own order, not the largest first."""


WAYS: tuple[Way, ...] = (
    Way("sector", N_("Sector"), lambda row: row.sector),
    Way("where", N_("Place"), lambda row: row.where),
    Way("region", N_("Region"), lambda row: row.region),
    Way("year", N_("Year"), lambda row: str(row.year or ""), ordered=True),
    Way("state", N_("State"), lambda row: row.state, ordered=True),
    Way("funder", N_("Funder"), lambda row: row.funder),
    Way("portfolio", N_("Portfolio"), lambda row: row.portfolio.title),
)


def slices(rows: Sequence[MicroRow], way: Way) -> list[Slice]:
    """Cut a portfolio one way: the largest first; states and years in their order."""
    groups: dict[str | MicroState, list[MicroRow]] = {}
    for row in rows:
        groups.setdefault(way.of(row), []).append(row)
    found = [(key, whole(members, _named(key))) for key, members in groups.items()]
    if way.ordered:
        states = list(MicroState)
        found.sort(key=lambda each: (
            states.index(each[0]) if isinstance(each[0], MicroState) else 0,
            str(each[0]),
        ))  # fmt: skip
    else:
        found.sort(key=lambda each: (
            not each[0], -max((c for _, c in each[1].sums.parts), default=0),
            -each[1].projects, str(each[0]),
        ))  # fmt: skip
    return [each for _, each in found]


def _named(key: str | MicroState) -> Text | str:
    if isinstance(key, MicroState):
        return NAMES[key]
    return key or NOT_SAID


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a project, for the bulletin."""

    on: dt.date
    row: MicroRow
    title: Text | str
    """The step, or the beginning that a source gives."""

    women: int | None = None
    men: int | None = None


def latest(rows: Iterable[MicroRow], most: int, day: dt.date) -> list[Event]:
    """List the latest events of some projects, the newest first."""
    found: list[Event] = []
    for row in rows:
        titles = {step.id: step.title for step in row.cycle}
        found += [
            Event(s.done_on, row, titles.get(s.step_id, ""), s.women, s.men)
            for s in row.steps
        ]
        if not row.steps and row.starts_on is not None and row.starts_on <= day:
            found.append(Event(row.starts_on, row, NAMES[row.state]))
    found.sort(key=lambda e: (e.on, e.row.id), reverse=True)
    return found[:most]

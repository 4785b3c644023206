"""The revenue of the demonstration: acts in the order of their days, as commands.

Amounts, debtors and numbers are invented; objects and reasons are those of the files
`resources/demonstration/revenue-*.csv`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import PaymentMode
from commune_desk.domain.money import Money, Share
from commune_desk.domain.revenue import Stage
from commune_desk.domain.text import N_
from commune_desk.exchange.grid import read_grid
from commune_desk.paths import RESOURCES
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.remittances import Remit
from commune_desk.services.revenue import operations
from commune_desk.services.scope import Scope
from commune_desk.services.sharing import CHIEFS, AddKey
from commune_desk.services.title_slips import MakeTitleSlip
from commune_desk.services.titles import (
    Collect,
    CollectFirst,
    IssueTitle,
    Regularise,
    WriteOff,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commune_desk.l10n.words import Words
    from commune_desk.services.command import Command
    from commune_desk.services.desk import Desk

FOLDER = RESOURCES / "demonstration"
YEARS = (2024, 2025, 2026)
RATE_OF_CHIEFS = Share(500)
INVENTED = N_("rate invented for the demonstration")
NOTE = N_("invented for the demonstration")


@dataclass(frozen=True)
class _Line:
    """A line of the file."""

    act: str
    on: dt.date
    code: str
    object: str
    debtor: str
    francs: int
    mode: str
    reference: str
    reason: str

    @property
    def amount(self) -> Money:
        """Its amount."""
        return Money(self.francs)

    @property
    def way(self) -> PaymentMode | None:
        """How the money moved."""
        return PaymentMode(self.mode) if self.mode else None


def collect(year: int, desk: Desk, words: Words) -> None:
    """Carry the revenue of a year through its acts."""
    if year == YEARS[0]:
        key = {"tax": CHIEFS, "level": words.say(CHIEF), "share": RATE_OF_CHIEFS}
        desk.do(AddKey({**key, "legal": words.say(INVENTED)}))
    book = _Book(desk, year, words)
    for _, (act, on, code, object_, debtor, amount, *more) in read_grid(
        FOLDER / f"revenue-{year}.csv"
    ).lines:
        day = dt.date.fromisoformat(on)
        line = _Line(act, day, code, object_, debtor, int(amount or 0), *more)
        for command in book.commands(line):
            result = desk.do(command)
            if isinstance(command, (IssueTitle, CollectFirst)):
                book.opened[line.object] = int(result)


CHIEF = N_("Village chiefs")

LIVED: Mapping[str, Callable[[Desk, Words], None]] = {
    f"receipts-{year}.csv": partial(collect, year) for year in YEARS
}
"""What is done at the desk once the receipts of a year are in."""


class _Book:
    """Finds the lines and the operations that the acts speak of."""

    def __init__(self, desk: Desk, year: int, words: Words) -> None:
        self._desk, self._year = desk, year
        self._note = words.say(NOTE)
        self.opened: dict[str, int] = {}
        with desk.store.reading() as session:
            rows = budget_lines(session, Scope(year))
            for earlier in YEARS:
                for row in operations(session, Scope(earlier)):
                    self.opened[row.object] = row.id
        self._lines = {r.code: r.id for r in reversed(rows) if r.side is Side.REVENUE}

    def commands(self, line: _Line) -> list[Command[int]]:
        """Give the commands of a line."""
        match line.act:
            case "title":
                return [IssueTitle(**self._opens(line))]
            case "first":
                facts = self._opens(line)
                facts |= {"mode": line.way, "reference": line.reference}
                return [CollectFirst(**facts)]
            case "collect":
                of = self.opened[line.object]
                return [Collect(of, line.on, line.amount, line.way, line.reference)]
            case "regularise":
                return [Regularise(self.opened[line.object], line.on)]
            case "write_off":
                of = self.opened[line.object]
                why = f"{line.reason} ({self._note})"
                return [WriteOff(of, line.on, why, line.reference, line.amount)]
            case "remit":
                return [Remit(line.on, line.reference, note=self._note)]
            case "slip":
                return [MakeTitleSlip(self._year, line.on)]
        return self._gathered(line)

    def _opens(self, line: _Line) -> dict[str, Any]:
        return {
            "line_id": self._lines[line.code],
            "object": line.object,
            "amount": line.amount,
            "on": line.on,
            "debtor": line.debtor,
            "note": self._note,
        }

    def _gathered(self, line: _Line) -> list[Command[int]]:
        """Title all that came in before its title."""
        with self._desk.store.reading() as session:
            rows = operations(session, Scope(self._year))
        waiting = [row for row in rows if row.stage is Stage.BEFORE_TITLE]
        return [Regularise(row.id, line.on) for row in waiting]

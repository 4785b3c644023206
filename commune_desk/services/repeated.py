"""Expenses that come back: which are due by a day, and their entry in one step."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.text import P_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.command import Several
from commune_desk.services.expense_lists import RepeatedRow, repeated_expenses
from commune_desk.services.expense_rows import expenses
from commune_desk.services.expenses import NextAct, RecordExpense
from commune_desk.services.last_time import last_time, line_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope

MONTHS = 12


class Due(NamedTuple):
    """An expense that should have been entered for a month and was not."""

    repeated: RepeatedRow
    on: dt.date
    line_id: int | None
    """The line of the year on its account; None where the budget has none."""

    @property
    def month(self) -> tuple[int, int]:
        """Year and month."""
        return self.on.year, self.on.month


@dataclass(frozen=True, slots=True)
class Accepted:
    """A due expense that is entered, perhaps with another amount."""

    due: Due
    amount: Money
    deductions: tuple[tuple[str, Money], ...] = ()
    """Of its order: title and francs withheld."""


FAR = EXPENSE_CHAIN[:3]
"""How far a repeated expense is entered at once: what is paid has a day of its own."""


def withheld_before(
    session: Session, scope: Scope, due: Due, amount: Money
) -> tuple[tuple[str, Money], ...]:
    """Give what was withheld the last time, where the amount is the same."""
    last = last_time(session, scope, due.repeated.party)
    if last is None or last.amount != amount or last.line_id != due.line_id:
        return ()
    return last.deductions


def due_expenses(session: Session, scope: Scope, until: dt.date) -> list[Due]:
    """List what is due in the year by the end of the month of a day, the oldest first.

    What was entered for the same account and party in the same month counts as
    entered, whether it was proposed or typed.
    """
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    entered: dict[int, set[int]] = defaultdict(set)
    alike: dict[tuple[str, int | None], set[int]] = defaultdict(set)
    for row in expenses(session, scope):
        if not row.acts or row.committed.francs <= 0:
            continue
        month = row.acts[0].made_on.month
        if row.repeated_id is not None:
            entered[row.repeated_id].add(month)
        alike[row.account.code, row.party_id].add(month)
    found = []
    for each in repeated_expenses(session, scope):
        if not each.active:
            continue
        line = line_with(
            session, year.id, year.nomenclature_id, each.section, each.code
        )
        done = entered[each.id] | alike[each.code, each.party_id]
        found += [
            Due(each, day, line)
            for day in _days(each, scope.year)
            if day <= _end(until) and day.month not in done
        ]
    return sorted(found, key=lambda due: (due.on, due.repeated.id))


def _end(day: dt.date) -> dt.date:
    """Give the last day of a month."""
    after = day.replace(day=28) + dt.timedelta(4)
    return after.replace(day=1) - dt.timedelta(1)


def _days(row: RepeatedRow, year: int) -> list[dt.date]:
    """List the days of a year on which an expense comes back."""
    found = []
    start = row.first_on.year * MONTHS + row.first_on.month - 1
    for month in range(MONTHS):
        ahead = year * MONTHS + month - start
        if ahead < 0 or ahead % row.every_months:
            continue
        last = _end(dt.date(year, month + 1, 1)).day
        day = dt.date(year, month + 1, min(row.first_on.day, last))
        if row.last_on is None or day <= row.last_on:
            found.append(day)
    return found


def entering(
    accepted: Sequence[Accepted], until: EntryKind = EntryKind.COMMITMENT
) -> Several:
    """Make the one step that enters what was accepted, each up to an act of its day."""
    acts = FAR[: FAR.index(until) + 1]
    commands = tuple(
        RecordExpense(
            each.due.line_id or 0,
            each.due.repeated.object,
            each.amount,
            tuple(
                NextAct(
                    kind,
                    each.due.on,
                    deductions=each.deductions if kind is EntryKind.ORDER else (),
                )
                for kind in acts
            ),
            each.due.repeated.party,
            repeated_id=each.due.repeated.id,
            note=each.due.repeated.note,
        )
        for each in accepted
    )
    name = P_(
        "{count} repeated expense entered",
        "{count} repeated expenses entered",
        count=len(commands),
    )
    return Several(commands, name)

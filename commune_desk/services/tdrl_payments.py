"""What villages pay of their rolls: receipts on the line of the TDRL."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money, Share
from commune_desk.domain.rates import WHOLE
from commune_desk.domain.tdrl import Paid, ranked, within_roll
from commune_desk.domain.text import N_
from commune_desk.services.accounts import accounts_of
from commune_desk.services.budget_review import rules_of
from commune_desk.services.corrections import refuse
from commune_desk.services.settings import preference
from commune_desk.services.sharing import chiefs_rate
from commune_desk.services.tdrl_rolls import RollRow, all_rolls
from commune_desk.services.today import situation
from commune_desk.storage.models import (
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
    Receipt,
    TdrlRoll,
    Village,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def line_of_code(unit: Unit, year: FiscalYear, code: str) -> int | None:
    """Find the first line of an account of revenue of the year."""

    def read() -> dict[str, int]:
        accounts = accounts_of(unit.session, year.nomenclature_id)
        rows = unit.session.execute(
            select(BudgetLine.id, BudgetLine.account_id)
            .where(BudgetLine.fiscal_year_id == year.id)
            .order_by(BudgetLine.id.desc())
        )
        return {
            accounts[account].code: line
            for line, account in rows
            if accounts[account].side is Side.REVENUE
        }

    return unit.once(f"revenue.lines.{year.id}", read).get(code)


def line_for_roll(unit: Unit, year: FiscalYear, roll_id: int) -> int:
    """Give the line on which a payment of a roll is booked: present year or arrears."""
    roll = unit.find(TdrlRoll, roll_id)
    name = "tdrl.account" if roll.year >= year.year else "tdrl.arrears"
    code = preference(unit.session, name)
    line = line_of_code(unit, year, code)
    if line is None:
        text = N_(
            "TDRL {roll}: the budget of {year} has no line {code} (a setting).",
            roll=str(roll.year),
            year=str(year.year),
            code=code,
        )
        raise refuse(text, "TDRL-05", "line_id")
    return line


def _receipts_of_rolls(unit: Unit) -> dict[int, dict[int, int]]:
    """Read roll → receipt → francs, once for the unit."""

    def read() -> dict[int, dict[int, int]]:
        unit.settle()
        found: dict[int, dict[int, int]] = {}
        for roll, receipt, amount in unit.session.execute(
            select(Receipt.roll_id, Receipt.id, Receipt.amount).where(
                Receipt.roll_id.is_not(None), Receipt.cancelled_on.is_(None)
            )
        ):
            if roll is not None:
                found.setdefault(roll, {})[receipt] = amount.francs
        return found

    with unit.session.no_autoflush:
        return unit.once("tdrl.paid", read)


def note_paid(unit: Unit, row: Receipt) -> None:
    """Keep the sums of the rolls true when a receipt is added."""
    if row.roll_id is not None:
        known = _receipts_of_rolls(unit).setdefault(row.roll_id, {})
        known[row.id] = row.amount.francs


def roll_rules(unit: Unit, row: Receipt) -> Iterator[Issue]:
    """Check a payment against its roll: the village, and no more than it owes."""
    if row.roll_id is None:
        return
    roll = unit.find(TdrlRoll, row.roll_id)
    village = unit.find(Village, roll.village_id).name
    if row.village_id is not None and row.village_id != roll.village_id:
        other = unit.find(Village, row.village_id).name
        text = N_(
            "TDRL {year}: the roll is that of {village}, the receipt says {other}.",
            year=str(roll.year),
            village=village,
            other=other,
        )
        yield from refuse(text, "TDRL-06", "village_id").issues
    rules = unit.once("execution.rules.all", lambda: rules_of(unit.session))
    rule = rules.get(OVERPAID)
    if rule is None:
        return
    known = _receipts_of_rolls(unit).get(roll.id, {})
    paid = sum(n for receipt, n in known.items() if receipt != row.id)
    amount = Money(roll.liable * roll.rate.francs)
    total = Money(paid + row.amount.francs)
    yield from within_roll(Paid(roll.id, village, roll.year, amount, total), rule)


OVERPAID = "T1"
"""The rule that a village pays no more than its roll, among the rules of the budget."""


class Standing(NamedTuple):
    """How a village stands with one roll."""

    roll: RollRow
    paid: Money
    before: Money
    """What was paid before the year of the situation: earlier years’ rolls only."""

    last_on: dt.date | None
    rank: int
    due_to_chief: Money
    paid_to_chief: Money

    @property
    def id(self) -> int:
        """The roll."""
        return self.roll.id

    @property
    def village(self) -> str:
        """Whose roll it is."""
        return self.roll.village

    @property
    def year(self) -> int:
        """The year of the roll."""
        return self.roll.year

    @property
    def amount(self) -> Money:
        """What the roll asks."""
        return self.roll.amount

    @property
    def left(self) -> Money:
        """What is left to pay."""
        return Money(max(0, self.amount.francs - self.paid.francs))

    @property
    def rate(self) -> Share | None:
        """The part of the roll that is paid."""
        return Share.of(self.paid, self.amount)

    @property
    def left_to_chief(self) -> Money:
        """What the chief has not been given yet."""
        return self.due_to_chief - self.paid_to_chief


def paid_by_roll(
    session: Session, until: dt.date | None = None
) -> dict[int, tuple[Money, dt.date]]:
    """Add up by roll what was paid, and give the day of the last payment."""
    query = (
        select(Receipt.roll_id, func.sum(Receipt.amount), func.max(Receipt.made_on))
        .where(Receipt.roll_id.is_not(None), Receipt.cancelled_on.is_(None))
        .group_by(Receipt.roll_id)
    )
    if until is not None:
        query = query.where(Receipt.made_on <= until)
    return {roll: (paid, last) for roll, paid, last in session.execute(query) if roll}


def _to_chiefs(session: Session, until: dt.date) -> dict[int, Money]:
    """Add up by roll what was paid to chiefs: payments of expenses that name a roll."""
    query = (
        select(Operation.roll_id, func.sum(LedgerEntry.amount))
        .join(LedgerEntry, LedgerEntry.operation_id == Operation.id)
        .where(
            Operation.roll_id.is_not(None),
            Operation.side == Side.EXPENDITURE,
            LedgerEntry.kind == EntryKind.PAYMENT,
            LedgerEntry.cancelled_on.is_(None),
            LedgerEntry.made_on <= until,
        )
        .group_by(Operation.roll_id)
    )
    return {roll: paid for roll, paid in session.execute(query) if roll}


def seen_on(session: Session, scope: Scope) -> dt.date:
    """Give the day that the scope looks at, at most the last of its year."""
    if scope.until is None:
        return situation(session, scope.year)
    return min(scope.until, dt.date(scope.year, 12, 31))


def standings(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[Standing]:
    """Rank the villages by what they paid of the year’s roll."""
    day = seen_on(session, scope)
    return standings_on(session, scope.year, day, ids)


def standings_on(
    session: Session, year: int, day: dt.date, ids: Collection[int] | None = None
) -> list[Standing]:
    """Rank the villages by what they had paid of a roll on a day."""
    paid = paid_by_roll(session, day)
    chiefs = _to_chiefs(session, day)
    rate = chiefs_rate(session, day)
    rows = {row.id: row for row in all_rolls(session) if row.year == year}
    nothing = (Money(0), None)
    order = ranked(
        Paid(row.id, row.village, row.year, row.amount, paid.get(row.id, nothing)[0])
        for row in rows.values()
    )
    return [
        Standing(
            rows[each.roll_id],
            each.paid,
            Money(0),
            paid.get(each.roll_id, nothing)[1],
            rank,
            Money(each.paid.francs * rate.basis_points // WHOLE.basis_points),
            chiefs.get(each.roll_id, Money(0)),
        )
        for rank, each in order
        if ids is None or each.roll_id in ids
    ]


def roll_arrears(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[Standing]:
    """List the rolls of earlier years on which something is left, oldest first."""
    day = seen_on(session, scope)
    years = sorted({row.year for row in all_rolls(session) if row.year < scope.year})
    found = []
    for year in years:
        before = {
            row.id: row.paid
            for row in standings_on(session, year, day.replace(month=1, day=1))
        }
        found += [
            row._replace(before=before.get(row.id, Money(0)))
            for row in sorted(
                standings_on(session, year, day, ids), key=lambda row: row.village
            )
            if row.left or row.paid != before.get(row.id)
        ]
    return found


def late(session: Session, scope: Scope) -> list[Standing]:
    """List the villages below the threshold of the settings, the latest first."""
    threshold = late_threshold(session)
    return [
        row
        for row in reversed(standings(session, scope))
        if row.left and (row.rate is None or row.rate.basis_points < threshold * 100)
    ]


def late_threshold(session: Session) -> int:
    """Give the per cent below which a village is late: a setting of the commune."""
    typed = preference(session, "tdrl.late").strip()
    return int(typed) if typed.isdigit() else HALF


HALF = 50
"""The threshold where none is set: a working proposal."""

"""The yearly account of each committee, as its assembly hears it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.committee_cash import year_account
from commune_desk.domain.committees import CommitteeState
from commune_desk.domain.money import Money, Share
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.committee_cash import cash_books
from commune_desk.services.registry import book as registry
from commune_desk.services.today import situation
from commune_desk.storage.models import CashCategory, MemberDues

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.domain.committee_cash import CashBook, Move, YearAccount
    from commune_desk.services.scope import Scope

DECEMBER = (12, 31)
NO_HEADING = N_("Without heading")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """What a committee had, took in, spent and has, in a year."""

    id: int
    """The committee."""

    committee: str
    type: str
    village: str
    year: int
    day: dt.date
    """The day to which it speaks: the last of the year, or that of the situation."""

    account: YearAccount | None
    target: Money | None
    payers: int
    paid: int
    due: Money
    collected: Money
    lines: int

    def _of(self, francs: int) -> Money | None:
        return None if self.account is None else Money(francs)

    @property
    def opening(self) -> Money | None:
        """Box and bank at the beginning."""
        return self._of(self.account.opening.whole) if self.account else None

    @property
    def received(self) -> Money | None:
        """Receipts."""
        return self._of(self.account.received) if self.account else None

    @property
    def spent(self) -> Money | None:
        """Expenses."""
        return self._of(self.account.spent) if self.account else None

    @property
    def gap(self) -> Money | None:
        """What the counts found beyond the book."""
        return self._of(self.account.gap) if self.account else None

    @property
    def closing(self) -> Money | None:
        """Box and bank at the end."""
        return self._of(self.account.closing.whole) if self.account else None

    @property
    def box(self) -> Money | None:
        """The box at the end."""
        return self._of(self.account.closing.box) if self.account else None

    @property
    def bank(self) -> Money | None:
        """The bank at the end."""
        return self._of(self.account.closing.bank) if self.account else None

    @property
    def fund(self) -> Money | None:
        """The renewal fund at the end; None where nothing is asked and nothing is."""
        if self.account is None or (self.target is None and not self.account.fund):
            return None
        return Money(self.account.fund)

    @property
    def reached(self) -> Share | None:
        """The renewal fund against its target."""
        return Share.of(self.fund, self.target)

    @property
    def recovery(self) -> Share | None:
        """Members who paid."""
        return Share.of_heads(self.paid, self.payers)


def accounts(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[AccountRow]:
    """List the account of every committee at work, or of those asked for."""
    day = situation(session, scope.year)
    books = cash_books(session)
    dues: dict[int, list[MemberDues]] = defaultdict(list)
    query = select(MemberDues).where(MemberDues.year == scope.year)
    for each in session.scalars(query):
        dues[each.committee_id].append(each)
    found = []
    for known in registry(session):
        gone = known.committee.state is CommitteeState.DISSOLVED
        own = books.get(known.id)
        if (ids is not None and known.id not in ids) or (gone and own is None):
            continue
        begins, before = dt.date(scope.year, 1, 1), dt.date(scope.year - 1, *DECEMBER)
        account = (own and year_account(own, begins, day, before)) or None
        row = AccountRow(
            known.id,
            known.committee.name,
            known.type.title,
            known.village,
            scope.year,
            day,
            account,
            known.committee.renewal_target,
            sum(each.payers for each in dues[known.id]),
            sum(each.paid for each in dues[known.id]),
            Money(sum(each.payers * each.rate.francs for each in dues[known.id])),
            Money.total(each.collected for each in dues[known.id]),
            len(own.within(begins, day)) if own else 0,
        )
        found.append(row)
    return found


@dataclass(frozen=True, slots=True)
class HeadingSum:
    """What came in or went out under one heading."""

    title: Text | str
    receipt: bool
    amount: Money
    lines: int


def by_heading(
    session: Session, book: CashBook, begins: dt.date, ends: dt.date
) -> list[HeadingSum]:
    """Add the lines of some days up, heading by heading: receipts, then expenses."""
    rows = {row.id: row for row in session.scalars(select(CashCategory))}
    found: dict[tuple[bool, int, int], list[Move]] = defaultdict(list)
    for move in book.within(begins, ends):
        if not move.carried:
            known = rows.get(move.category_id or 0)
            place = known.position if known else 10_000
            key = (move.spent > 0, place, move.category_id or 0)
            found[key].append(move)
    return [
        HeadingSum(
            rows[category].title if category else NO_HEADING,
            not spent,
            _sum(moves, receipt=not spent),
            len(moves),
        )
        for (spent, _, category), moves in sorted(found.items(), key=lambda e: e[0])
    ]


def _sum(moves: Iterable[Move], *, receipt: bool) -> Money:
    return Money(sum(move.received if receipt else move.spent for move in moves))


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year: what came, what went, what was there at its end."""

    number: int
    received: int
    spent: int
    closing: int | None
    """None where it has not begun."""


def quarters(book: CashBook, year: int, day: dt.date) -> list[Quarter]:
    """Cut a year into quarters, up to a day."""
    found = []
    for number in range(1, 5):
        begins = dt.date(year, number * 3 - 2, 1)
        ends = dt.date(year, *DECEMBER) if number == 4 else _eve(year, number * 3 + 1)  # noqa: PLR2004  the last quarter
        moves = book.within(begins, min(ends, day))
        held = book.held(min(ends, day)) if begins <= day else None
        found.append(
            Quarter(
                number,
                sum(move.received for move in moves),
                sum(move.spent for move in moves),
                None if held is None else held.whole,
            )
        )
    return found


def _eve(year: int, month: int) -> dt.date:
    return dt.date(year, month, 1) - dt.timedelta(days=1)


def with_money(session: Session) -> list[tuple[int, str]]:
    """Name the committees whose cash can be typed: those at work, in their order."""
    found = [(e.id, e.committee.name) for e in registry(session) if e.active]
    return sorted(found, key=lambda each: fold(each[1]))

"""The cash books of the committees: read once, checked together at the end of an act.

One reckoning serves the sheet, the yearly account, the lights and the rules.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.cash_rules import refusals
from commune_desk.domain.committee_cash import CashBook, Move, Span
from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.services.memory import read_once
from commune_desk.storage.columnwise import columns_of
from commune_desk.storage.models import CashEntry, CashPeriod, Committee, MemberDues

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit


def cash_books(session: Session) -> Mapping[int, CashBook]:
    """Read the cash books of all committees that have one, by committee."""
    return read_once(session, "committees.cash", lambda: _read(session, None))


def _read(session: Session, ids: Collection[int] | None) -> dict[int, CashBook]:
    spans: dict[int, list[Span]] = defaultdict(list)
    moves: dict[int, list[Move]] = defaultdict(list)
    periods = select(*CashPeriod.__table__.columns).order_by(CashPeriod.begins_on)
    entries = select(
        CashEntry.committee_id,
        CashEntry.id,
        CashEntry.made_on,
        CashEntry.title,
        CashEntry.receipt,
        CashEntry.expense,
        CashEntry.bank,
        CashEntry.renewal,
        CashEntry.category_id,
    ).order_by(CashEntry.made_on, CashEntry.id)
    names = select(Committee.id, Committee.name)
    if ids is not None:
        periods = periods.where(CashPeriod.committee_id.in_(ids))
        entries = entries.where(CashEntry.committee_id.in_(ids))
        names = names.where(Committee.id.in_(ids))
    for row in session.execute(periods):
        spans[row.committee_id].append(span_of(row))
    for owner, row_id, on, title, receipt, expense, bank, renewal, category in zip(
        *columns_of(session, entries), strict=True
    ):
        move = Move(
            row_id,
            on,
            title,
            receipt.francs,
            expense.francs,
            bank=bank,
            renewal=renewal,
            category_id=category,
        )
        moves[owner].append(move)
    return {
        owner: CashBook(owner, name, tuple(spans[owner]), tuple(moves[owner]))
        for owner, name in session.execute(names)
        if owner in spans or owner in moves
    }


def span_of(row: Any) -> Span:
    """Take a period as the rules see it."""
    return Span(
        row.id,
        row.begins_on,
        row.ends_on,
        row.opening_cash.francs if row.opening_cash else 0,
        row.opening_bank.francs if row.opening_bank else 0,
        None if row.closing_cash is None else row.closing_cash.francs,
        None if row.closing_bank is None else row.closing_bank.francs,
        row.approved_on,
        row.note or "",
    )


def check_cash(unit: Unit, committee_id: int) -> None:
    """Look at the whole book of a committee, once the act has written all of it."""
    touched: set[int] = unit.once("cash.touched", set)
    touched.add(committee_id)

    def check() -> None:
        ids = set(touched)
        touched.clear()
        books = _read(unit.session, ids).values()
        found = [issue for book in books for issue in refusals(book)]
        if found:
            raise Rejected(found)

    unit.check_later("cash", check)


def money_facts(session: Session, day: dt.date) -> dict[int, dict[str, Any]]:
    """Tell what the lights read of the cash: last line, renewal fund, dues of members.

    Dues are those of the last year that some are noted for.
    """
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for owner, book in cash_books(session).items():
        days = [move.on for move in book.moves if move.on <= day]
        if days:
            found[owner]["last_cash"] = days[-1]
        if any(move.renewal and move.on <= day for move in book.moves):
            found[owner]["fund"] = Money(book.fund(day))
    for owner, (_, payers, paid) in dues_of_last_year(session, day.year).items():
        found[owner] |= {"payers": payers, "paid": paid}
    return found


def dues_of_last_year(session: Session, year: int) -> dict[int, tuple[int, int, int]]:
    """Give year, payers and payers who paid, of the last year up to this one."""
    found: dict[int, tuple[int, int, int]] = {}
    dues = select(MemberDues).where(MemberDues.year <= year).order_by(MemberDues.year)
    for row in session.scalars(dues):
        last, payers, paid = found.get(row.committee_id, (row.year, 0, 0))
        if last != row.year:
            payers = paid = 0
        own = (row.year, payers + row.payers, paid + row.paid)
        found[row.committee_id] = own
    return found

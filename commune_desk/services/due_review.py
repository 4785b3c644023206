"""What the rules find in water and in dues (`planning.md` 7, rule 24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.dues import span, unpaid
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_, P_
from commune_desk.domain.water import losses
from commune_desk.services.due_lists import dues_on, payments
from commune_desk.services.due_rules import due_rules
from commune_desk.services.dues import waiting
from commune_desk.services.registry import book
from commune_desk.services.today import today
from commune_desk.services.water import least_sold, networks, year_before
from commune_desk.storage.models import LedgerEntry, Receipt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope


def of_money_and_water(session: Session, _: Scope | None = None) -> Iterator[Issue]:
    """Find what committees owe and is late, and water that is lost."""
    day = today(session)
    yield from _of_water(session, day)
    for row in dues_on(session, day):
        yield from unpaid(row.owed, Record("dues", row.id), day)
    yield from _waiting(session, day)
    yield from _booked(session)


def _of_water(session: Session, day: dt.date) -> Iterator[Issue]:
    begins, ends = year_before(day)
    least, known = least_sold(session), networks(session)
    for each in book(session):
        if each.active and each.id in known:
            record = Record("committees", each.id)
            made = known[each.id].balance(begins, ends)
            name = each.committee.name
            yield from losses(name, record, made, least, (begins, ends))


def _waiting(session: Session, day: dt.date) -> Iterator[Issue]:
    rules = {row.id: row for row in due_rules(session)}
    found: dict[int, list[tuple[dt.date, dt.date]]] = {}
    for rule_id, period in waiting(session, day):
        found.setdefault(rule_id, []).append(period)
    for rule_id, periods in found.items():
        text = P_(
            "{committee}: {count} due is not reckoned yet, for {span}.",
            "{committee}: {count} dues are not reckoned yet, the first for {span}.",
            count=len(periods),
            committee=rules[rule_id].committee,
            span=span(*periods[0]),
        )
        yield Issue(Severity.INFORMATION, text, "COM-44", Record("due_rules", rule_id))


def _booked(session: Session) -> Iterator[Issue]:
    """Compare each payment with what it is booked with."""
    rows = [row for row in payments(session) if row.booked]
    receipts = _amounts(session, Receipt, {row.receipt_id for row in rows})
    entries = _amounts(session, LedgerEntry, {row.entry_id for row in rows})
    for row in rows:
        record = Record("due_payments", row.id)
        if row.void:
            text = N_(
                "{committee}, {span}: the receipt or the entry of {amount} F on {date}"
                " was taken back; this payment no longer counts.",
                committee=row.committee,
                span=row.span,
                amount=row.amount,
                date=row.paid_on,
            )
            yield Issue(Severity.WARNING, text, "COM-42", record, amount=row.amount)
            continue
        booked = (
            receipts.get(row.receipt_id)
            if row.receipt_id is not None
            else entries.get(row.entry_id or 0)
        )
        if booked is not None and booked != row.amount:
            text = N_(
                "{committee}, {span}: a payment of {amount} F is booked for {booked}"
                " F.",
                committee=row.committee,
                span=row.span,
                amount=row.amount,
                booked=booked,
            )
            yield Issue(Severity.WARNING, text, "COM-42", record, amount=row.amount)


def _amounts(
    session: Session, model: type[Receipt | LedgerEntry], ids: set[int | None]
) -> dict[int, Money]:
    query = select(model.id, model.amount).where(model.id.in_(ids - {None}))
    rows: Any = session.execute(query)
    return {row_id: amount for row_id, amount in rows}  # noqa: C416  rows are no pairs

"""What the rules find in receipts, books and rolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.revenue import Stage
from commune_desk.domain.tdrl import Paid, complete, forecast_within, within_roll
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.book_rows import receipt_books
from commune_desk.services.budget_review import rules_of
from commune_desk.services.revenue import line_states, operations
from commune_desk.services.settings import preference
from commune_desk.services.sharing import TDRL, in_books, keys_on
from commune_desk.services.tdrl_payments import OVERPAID, standings
from commune_desk.services.today import situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope

FORECAST = "N6"
"""The rule that the budget forecasts no more TDRL than the rolls bring."""


def revenue_findings(session: Session, scope: Scope) -> Iterator[Issue]:
    """List what the rules find in the revenue of the year."""
    if fiscal_year(session, scope.year) is None:
        return
    yield from _books(session, scope)
    yield from _untitled(session, scope)
    yield from _tdrl(session, scope)


def _books(session: Session, scope: Scope) -> Iterator[Issue]:
    """A number that was passed over is a stub to look for."""
    for book in receipt_books(session, scope):
        if book.missing:
            text = N_(
                "Book {book} ({collector}): no receipt is noted for {numbers}; its next"
                " number would be {next}.",
                book=book.title,
                collector=book.collector or "–",
                numbers=book.missing,
                next=str(book.next_number or "–"),
            )
            where = Record("receipt_books", book.id)
            yield Issue(Severity.WARNING, text, "REV-20", where)


def _untitled(session: Session, scope: Scope) -> Iterator[Issue]:
    """Money that came before its title waits for one."""
    for row in operations(session, scope):
        if row.stage is Stage.BEFORE_TITLE:
            text = N_(
                "{code} {object}: {amount} F collected before title; the title is to be"
                " issued.",
                code=row.code,
                object=row.object,
                amount=row.course.untitled,
            )
            where = Record("operations", row.id)
            amount = row.course.untitled
            yield Issue(Severity.INFORMATION, text, "REV-21", where, amount=amount)


def _tdrl(session: Session, scope: Scope) -> Iterator[Issue]:
    rows = standings(session, scope)
    if not rows:
        return
    day = situation(session, scope.year)
    rules = rules_of(session, day)
    yield from complete(TDRL, day, keys_on(session, TDRL, day))
    if OVERPAID in rules:
        for row in rows:
            paid = Paid(row.id, row.village, row.year, row.amount, row.paid)
            yield from within_roll(paid, rules[OVERPAID])
    if FORECAST in rules:
        total = Money.total(row.amount for row in rows)
        code = preference(session, "tdrl.account")
        forecast = Money.total(
            line.forecast
            for line in line_states(session, scope).values()
            if line.code == code
        )
        part = in_books(session, total, day)
        yield from forecast_within(scope.year, forecast, total, part, rules[FORECAST])

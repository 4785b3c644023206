"""What the rules find in the money of agreements: late, kept back, without proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.agreements import AgreementState
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_, P_
from commune_desk.services.agreement_sums import overviews
from commune_desk.services.fund_reports import fund_reports
from commune_desk.services.today import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.scope import Scope

LIVE = frozenset({AgreementState.PREPARED, AgreementState.IN_FORCE})
"""States in which money is still waited for."""


def of_agreements(session: Session, _: Scope | None = None) -> Iterator[Issue]:
    """Find what is late, past its end, not spent or not proved."""
    day = today(session)
    for row in overviews(session):
        yield from _of_one(row, day)
    yield from _reports(session)


def _of_one(row: Overview, day: dt.date) -> Iterator[Issue]:
    record = Record("agreements", row.id)
    ended = row.ends_on is not None and row.ends_on < day
    if ended and row.state is AgreementState.IN_FORCE:
        text = N_(
            "Agreement {reference} ended on {date} and still counts as in force.",
            reference=row.reference,
            date=row.ends_on,
        )
        yield Issue(Severity.WARNING, text, "FUND-21", record, "state")
    if row.state in LIVE:
        yield from _late(row)
    if row.left.francs > 0 and (ended or row.state not in LIVE):
        text = N_(
            "Agreement {reference}: received {received} F, spent {spent} F; {left} F"
            " are not spent and the agreement is over.",
            reference=row.reference,
            received=row.credited,
            spent=row.spent,
            left=row.left,
        )
        yield Issue(Severity.WARNING, text, "FUND-23", record, amount=row.left)
    elif row.left.francs > 0:
        text = N_(
            "Agreement {reference}: received {received} F, spent {spent} F; {left} F"
            " are in hand.",
            reference=row.reference,
            received=row.credited,
            spent=row.spent,
            left=row.left,
        )
        yield Issue(Severity.INFORMATION, text, "FUND-23", record, amount=row.left)
    yield from _unproved(row)


def _late(row: Overview) -> Iterator[Issue]:
    for each in row.tranches:
        if each.late:
            text = P_(
                "Agreement {reference}: tranche {number} of {funder}, {amount}, was"
                " forecast for {date}; {count} day late.",
                "Agreement {reference}: tranche {number} of {funder}, {amount}, was"
                " forecast for {date}; {count} days late.",
                count=each.late,
                reference=row.reference,
                number=each.number,
                funder=each.partner,
                amount=row.terms.amount(each.forecast_cents),
                date=each.forecast_on,
            )
            yield Issue(
                Severity.WARNING,
                text,
                "FUND-20",
                Record("tranches", each.id),
                "received_on",
                row.terms.francs(each.forecast_cents),
            )


def _unproved(row: Overview) -> Iterator[Issue]:
    for use in row.uses:
        if not use.voucher and use.operation_id is None:
            text = N_(
                "Agreement {reference}: “{title}” of {date}, {amount} F, has no"
                " voucher.",
                reference=row.reference,
                title=use.title,
                date=use.spent_on,
                amount=use.counted,
            )
            record = Record("fund_uses", use.id)
            yield Issue(
                Severity.WARNING, text, "FUND-24", record, "voucher", use.counted
            )


def _reports(session: Session) -> Iterator[Issue]:
    for row in fund_reports(session):
        if row.late:
            text = P_(
                "Agreement {reference}: the report of {begins} to {ends} was due on"
                " {due}; {count} day late.",
                "Agreement {reference}: the report of {begins} to {ends} was due on"
                " {due}; {count} days late.",
                count=row.late,
                reference=row.agreement,
                begins=row.begins_on,
                ends=row.ends_on,
                due=row.due_on,
            )
            record = Record("fund_reports", row.id)
            yield Issue(Severity.WARNING, text, "FUND-22", record, "sent_on")

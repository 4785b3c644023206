"""What the rules find in the money of committees (`planning.md` 7, rules 23 and 24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.cash_rules import (
    below_target,
    recovered_too_little,
    refusals,
    watched,
)
from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.l10n import reading
from commune_desk.services.committee_cash import (
    cash_books,
    dues_of_last_year,
)
from commune_desk.services.preferences import BY_NAME
from commune_desk.services.registry import book
from commune_desk.services.settings import preference
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope


def of_cash(session: Session, _: Scope | None = None) -> Iterator[Issue]:
    """Find what the cash books of committees at work contradict or ask for."""
    day = today(session)
    counting, renewal, recovery = (
        _number(session, f"committees.{name}")
        for name in ("counting", "renewal", "recovery")
    )
    books, dues = cash_books(session), dues_of_last_year(session, day.year)
    for known in book(session):
        if not known.active:
            continue
        name, record = known.committee.name, Record("committees", known.id)
        own = books.get(known.id)
        if own is not None:
            yield from refusals(own)
            yield from watched(own, day, counting, known.committee.cash_ceiling)
            fund, target = Money(own.fund(day)), known.committee.renewal_target
            yield from below_target(name, record, fund, target, renewal)
        if known.id in dues:
            yield from recovered_too_little(name, record, dues[known.id], recovery)


def _number(session: Session, name: str) -> int:
    """Read a setting; where it was emptied, its proposal holds."""
    found = reading.integer(preference(session, name))
    return int(BY_NAME[name].default) if found is None else found

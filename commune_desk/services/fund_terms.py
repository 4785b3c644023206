"""What of an agreement its money depends on, as the file keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.agreement_money import Terms
from commune_desk.storage.models import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Executable
    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit

TERMS = (
    Agreement.reference,
    Agreement.currency,
    Agreement.begins_on,
    Agreement.ends_on,
    Agreement.signed_on,
    Agreement.rate,
)
"""What a query reads to know the terms."""


def terms_of(row: Agreement) -> Terms:
    """Give the terms of a row, of which some may still be missing."""
    return Terms(
        row.reference,
        row.currency or "",
        row.begins_on,
        row.ends_on,
        row.signed_on,
        row.rate or "",
    )


def terms_in(unit: Unit, agreement_id: int) -> Terms:
    """Find the terms of an agreement within a unit of work."""
    return terms_of(unit.find(Agreement, agreement_id))


def lines_of(session: Session, query: Executable) -> Iterator[tuple[Any, ...]]:
    """Read the lines of a query as plain tuples."""
    for line in session.execute(query):
        yield tuple(line)

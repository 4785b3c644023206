"""No year, day or length goes beyond what the rules can count with.

A record is asked before its own rules are, so that a form says it beside the field; the
one door of the desk asks again what SQLite recorded, whatever command wrote it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_
from commune_desk.services.record_words import FIELDS
from commune_desk.storage.bounded import bounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.bounds import Ends
    from commune_desk.domain.text import Text
    from commune_desk.storage.unit import Unit


def refuse_beyond(table: str, row: Any, fields: Mapping[str, Text]) -> None:
    """Refuse a record, or what is known of it, beyond its bounds; raise `Rejected`."""
    issues = [
        _issue(fields.get(column), column, value, ends, None)
        for column, ends in bounded(table).items()
        if (value := getattr(row, column, None)) is not None
        and not ends[0] <= value <= ends[1]
    ]
    if issues:
        raise Rejected(issues)


def refuse_written_beyond(unit: Unit) -> None:
    """Refuse an act that wrote a row beyond its bounds; raise `Rejected`."""
    found = unit.first_beyond()
    if found is not None:
        table, key, column, stored = found
        value = stored if isinstance(stored, int) else dt.date.fromisoformat(stored)
        ends = bounded(table)[column]
        raise Rejected([_issue(None, column, value, ends, Record(table, key))])


def _issue(
    field: Text | None, column: str, value: Any, ends: Ends, record: Record | None
) -> Issue:
    text = N_(
        "{field}: {value} was typed; it lies between {least} and {most}.",
        field=field or FIELDS.get(column) or N_("Year, day or duration"),
        value=_told(value), least=_told(ends[0]), most=_told(ends[1]),
    )  # fmt: skip
    return Issue(Severity.ERROR, text, field=column, record=record)


def _told(value: int | dt.date) -> object:
    """Write a day as days are written, and a year without the gap of thousands."""
    return value if isinstance(value, dt.date) else str(value)

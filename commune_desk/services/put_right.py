"""What was corrected, reversed and cancelled: the list of corrections."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, Text
from commune_desk.services.corrections import FIELDS, OPERATION_FIELDS
from commune_desk.services.history import of_record
from commune_desk.storage.models import (
    Closing,
    Correction,
    FiscalYear,
    LedgerEntry,
    Operation,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import Verb
    from commune_desk.services.scope import Scope


class CorrectionRow(NamedTuple):
    """Something that was put right, by whom and why."""

    id: int
    made_on: dt.date
    verb: Verb
    what: Text | str
    detail: Text | str
    """Field, value before, value after."""

    reason: str
    who: str


def corrections(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[CorrectionRow]:
    """List what was put right, the latest first."""
    query = select(Correction).order_by(Correction.made_on.desc(), Correction.id.desc())
    if ids is not None:
        query = query.where(Correction.id.in_(ids))
    rows = session.scalars(query).all()
    return [
        CorrectionRow(
            row.id,
            row.made_on,
            row.verb,
            _what(session, row),
            _detail(row.detail),
            row.reason,
            _who(session, row),
        )
        for row in rows
    ]


def _what(session: Session, row: Correction) -> Text | str:
    if row.record_table == LedgerEntry.__tablename__:
        entry = session.get(LedgerEntry, row.record_id)
        if entry is not None:
            return N_("{kind} no. {number}", kind=entry.kind, number=entry.number)
    if row.record_table == Operation.__tablename__:
        operation = session.get(Operation, row.record_id)
        if operation is not None:
            return operation.object
    return f"{row.record_table} {row.record_id}"


def _detail(told: str) -> Text | str:
    if not told:
        return ""
    change = json.loads(told)
    field = change["field"]
    name = FIELDS.get(field) or OPERATION_FIELDS.get(field) or field
    before, after = (_value(field, change[key]) for key in ("before", "after"))
    return N_("{field}: {before} → {after}", field=name, before=before, after=after)


def _value(field: str, value: str | int | None) -> object:
    if field == "amount" and isinstance(value, int):
        return Money(value)
    return "–" if value in (None, "") else str(value)


def _who(session: Session, row: Correction) -> str:
    deeds = of_record(session, Correction.__tablename__, row.id)
    return deeds[-1].actor if deeds else ""


class ClosingRow(NamedTuple):
    """A period that was closed, and perhaps opened again."""

    id: int
    period: int
    closed_on: dt.date
    closed_by: str
    note: str
    reopened_on: dt.date | None
    reopened_by: str
    reason: str


def closings(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ClosingRow]:
    """List every closing of the year, the reopened ones too."""
    query = select(Closing).order_by(Closing.id)
    found = []
    for row in session.scalars(query):
        if _year(session, row) != scope.year or (ids is not None and row.id not in ids):
            continue
        deeds = of_record(session, Closing.__tablename__, row.id)
        found.append(
            ClosingRow(
                row.id,
                row.period,
                row.closed_on,
                deeds[-1].actor if deeds else "",
                row.note,
                row.reopened_on,
                deeds[0].actor if deeds and row.reopened_on else "",
                row.reopening_reason,
            )
        )
    return found


def _year(session: Session, row: Closing) -> int | None:
    year = session.get(FiscalYear, row.fiscal_year_id)
    return year.year if year is not None else None

"""What was done at the desk: queries of the journal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.services.desk import spoken
from commune_desk.storage.journal import label_from_json
from commune_desk.storage.models import JournalEntry

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.scope import Scope

LATEST = 2_000
"""Entries that the screen lists; the file keeps them all."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the journal, as tables and papers see it."""

    id: int
    at: dt.datetime
    """In the time of this computer."""

    actor: str
    label: Text
    rows: int
    """How many rows it touched."""

    seal: str


def entries(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[EntryRow]:
    """List what was done, the latest first."""
    query = select(
        JournalEntry.id,
        JournalEntry.at,
        JournalEntry.actor,
        JournalEntry.deed,
        JournalEntry.label,
        func.json_array_length(JournalEntry.changes),
        JournalEntry.seal,
    ).order_by(JournalEntry.id.desc())
    query = (
        query.limit(LATEST) if ids is None else query.where(JournalEntry.id.in_(ids))
    )
    return [_row(row) for row in session.execute(query)]


def of_record(session: Session, table: str, row_id: int) -> list[EntryRow]:
    """List the entries that touched one record, the latest first."""
    touches = JournalEntry.changes.contains(f'["{table}",{row_id},', autoescape=True)
    query = (
        select(
            JournalEntry.id,
            JournalEntry.at,
            JournalEntry.actor,
            JournalEntry.deed,
            JournalEntry.label,
            func.json_array_length(JournalEntry.changes),
            JournalEntry.seal,
        )
        .where(touches)
        .order_by(JournalEntry.id.desc())
        .limit(50)
    )
    return [_row(row) for row in session.execute(query)]


def _row(fields: Row[*tuple[Any, ...]]) -> EntryRow:
    number, at, actor, deed, label, rows, seal = fields
    when = dt.datetime.fromisoformat(at).astimezone()
    return EntryRow(
        number, when, actor, spoken(deed, label_from_json(label)), rows, seal
    )

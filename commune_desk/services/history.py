"""What was done at the desk: queries of the journal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_
from commune_desk.services.desk import spoken
from commune_desk.storage.journal import label_from_json
from commune_desk.storage.models import JournalEntry
from commune_desk.storage.recorder import from_json

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.scope import Scope
    from commune_desk.storage.recorder import Change

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
    deed: str = "do"
    first: Record | None = None
    """The record that its first change touched."""

    @property
    def act(self) -> Text:
        """The kind of act."""
        return ACTS.get(self.deed, ACTS["do"])


ACTS = {
    "do": N_("Entry"),
    "final": N_("Act with legal effect"),
    "undo": N_("Taken back"),
    "redo": N_("Done again"),
}
"""What kinds of acts the journal tells apart."""


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
        *_FIRST,
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
            *_FIRST,
        )
        .where(touches)
        .order_by(JournalEntry.id.desc())
        .limit(50)
    )
    return [_row(row) for row in session.execute(query)]


def changes_of(
    session: Session, number: int, start: int = 0, most: int | None = None
) -> tuple[Change, ...]:
    """Read the rows that an entry changed, or so many of them from a place on.

    Those of an undo are the reverse.
    """
    entry = session.get(JournalEntry, number)
    if entry is None:
        return ()
    stop = None if most is None else start + most
    if entry.undoes is None:
        return from_json(entry.changes, start, stop)
    done = session.get_one(JournalEntry, entry.undoes).changes
    if entry.deed == "undo":
        count = how_many_changes(session, number)
        first = 0 if stop is None else max(0, count - stop)
        found = from_json(done, first, count - start)
        return tuple(change.reversed() for change in reversed(found))
    return from_json(done, start, stop)


def how_many_changes(session: Session, number: int) -> int:
    """Count the rows that an entry changed."""
    told = aliased(JournalEntry)
    query = (
        select(func.json_array_length(told.changes))
        .join(
            JournalEntry, told.id == func.coalesce(JournalEntry.undoes, JournalEntry.id)
        )
        .where(JournalEntry.id == number)
    )
    return session.execute(query).scalar() or 0


def of_period(session: Session, first: dt.date, last: dt.date) -> list[EntryRow]:
    """List the entries of some days, the earliest first."""
    start = dt.datetime.combine(first, dt.time.min).astimezone(dt.UTC)
    end = dt.datetime.combine(last, dt.time.max).astimezone(dt.UTC)
    query = (
        select(
            JournalEntry.id,
            JournalEntry.at,
            JournalEntry.actor,
            JournalEntry.deed,
            JournalEntry.label,
            func.json_array_length(JournalEntry.changes),
            JournalEntry.seal,
            *_FIRST,
        )
        .where(JournalEntry.at >= start.isoformat(timespec="seconds"))
        .where(JournalEntry.at <= end.isoformat(timespec="seconds"))
        .order_by(JournalEntry.id)
    )
    return [_row(row) for row in session.execute(query)]


def days_of(session: Session) -> list[dt.date]:
    """List the days on which something was done, the latest first."""
    query = select(func.substr(JournalEntry.at, 1, 10)).distinct()
    return sorted(map(dt.date.fromisoformat, session.scalars(query)), reverse=True)


def _row(fields: Row[*tuple[Any, ...]]) -> EntryRow:
    number, at, actor, deed, label, rows, seal, table, key = fields
    when = dt.datetime.fromisoformat(at).astimezone()
    first = Record(table, key) if table else None
    said = spoken(deed, label_from_json(label))
    return EntryRow(number, when, actor, said, rows, seal, deed, first)


_FIRST = (
    func.json_extract(JournalEntry.changes, "$[0][0]"),
    func.json_extract(JournalEntry.changes, "$[0][1]"),
)
"""Table and key of the first change of an entry."""

"""What was done at the region's desk, and what it remarked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.services.region.queries.communes import places
from commune_desk.storage.journal import label_from_json
from commune_desk.storage.region.own import JOURNAL, REMARKS

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.scope import Scope

LATEST = 2_000
"""Entries of the journal that a screen lists."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act."""

    id: int
    at: dt.datetime
    actor: str
    commune: str
    label: Text
    seal: str


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark on what a commune sent."""

    id: int
    code: str
    commune: str
    year: int
    subject: str
    words: str
    written_at: dt.datetime
    actor: str
    settled: bool


def entries(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[Entry]:
    """List what was done, the latest first."""
    c = JOURNAL.c
    asked = select(c.id, c.at, c.actor, c.commune_code, c.label, c.seal)
    asked = asked.order_by(c.id.desc()).limit(LATEST)
    if ids is not None:
        asked = asked.where(c.id.in_(ids))
    return [_entry(row) for row in session.execute(asked)]


def _entry(row: Any) -> Entry:
    return Entry(
        row.id,
        dt.datetime.fromisoformat(row.at).astimezone(),
        row.actor,
        row.commune_code,
        label_from_json(row.label),
        row.seal,
    )


def last_act(session: Session) -> Entry | None:
    """Give the last act; None at a desk where nothing was done yet."""
    c = JOURNAL.c
    asked = select(c.id, c.at, c.actor, c.commune_code, c.label, c.seal)
    row = session.execute(asked.order_by(c.id.desc()).limit(1)).first()
    return None if row is None else _entry(row)


def remarks(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RemarkRow]:
    """List the remarks on a year, the open ones first."""
    asked = select(REMARKS).where(REMARKS.c.year == scope.year)
    if ids is not None:
        asked = asked.where(REMARKS.c.id.in_(ids))
    known = places(session)
    found = [_remark(row, known) for row in session.execute(asked)]
    return sorted(found, key=lambda each: (each.settled, each.code, each.id))


def _remark(row: Any, known: dict[str, Any]) -> RemarkRow:
    place = known.get(row.commune_code)
    return RemarkRow(
        row.id,
        row.commune_code,
        row.commune_code if place is None else place.name,
        row.year,
        row.subject,
        row.words,
        dt.datetime.fromisoformat(row.written_at).astimezone(),
        row.actor,
        bool(row.settled),
    )

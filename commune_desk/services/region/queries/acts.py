"""What was done and remarked at the region's desk, the last first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.storage.journal import label_from_json
from commune_desk.storage.region.own import JOURNAL, REMARKS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the journal."""

    id: int
    at: dt.datetime
    actor: str
    label: Text
    commune_code: str
    """The commune that it concerns; empty where it is none's."""

    seal: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """A remark of the region on what a commune sent."""

    id: int
    commune_code: str
    year: int
    subject: str
    words: str
    written_at: dt.datetime
    actor: str
    settled: bool


def acts(session: Session, code: str = "", most: int = 500) -> list[Act]:
    """List the last acts; of one commune, or of all."""
    c = JOURNAL.c
    asked = (
        select(c.id, c.at, c.actor, c.label, c.commune_code, c.seal)
        .order_by(c.id.desc())
        .limit(most)
    )
    if code:
        asked = asked.where(c.commune_code == code)
    return [
        Act(
            row.id,
            dt.datetime.fromisoformat(row.at),
            row.actor,
            label_from_json(row.label),
            row.commune_code,
            row.seal,
        )
        for row in session.execute(asked)
    ]


def remarks_of(session: Session, code: str = "") -> list[Remarked]:
    """List the region's remarks, the last first; on one commune, or on all."""
    c = REMARKS.c
    asked = select(REMARKS).order_by(c.id.desc())
    if code:
        asked = asked.where(c.commune_code == code)
    return [
        Remarked(
            row.id,
            row.commune_code,
            row.year,
            row.subject,
            row.words,
            dt.datetime.fromisoformat(row.written_at),
            row.actor,
            bool(row.settled),
        )
        for row in session.execute(asked)
    ]

"""Which codes lead to which: what the region was told of renamed communes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.storage.region.own import CODES

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Mapping:
    """An old code, and the new one from a day on."""

    id: int
    old_list: str
    old_code: str
    new_list: str
    new_code: str
    since: dt.date
    note: str


def mappings(session: Session) -> list[Mapping]:
    """List them by old code, then by day."""
    c = CODES.c
    asked = select(CODES).order_by(c.old_list, c.commune_code, c.valid_from)
    return [
        Mapping(
            row.id,
            row.old_list,
            row.commune_code,
            row.new_list,
            row.new_code,
            dt.date.fromisoformat(row.valid_from),
            row.note,
        )
        for row in session.execute(asked)
    ]

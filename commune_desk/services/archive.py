"""The records that a file of the archive may belong to, under their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.services.attachments import RECORDS, named_records

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text

Place = tuple[str, int]
"""Database table and id."""


def places_of(session: Session) -> list[tuple[Place, Text | str, str]]:
    """List every record that papers hang at: its place, what it is, its name."""
    found: list[tuple[Place, Text | str, str]] = []
    for table, kind in RECORDS.items():
        names = named_records(session, table)
        found += [((table, row_id), kind, name) for row_id, name in names.items()]
    return found

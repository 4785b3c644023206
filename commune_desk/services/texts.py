"""Earlier texts of a section, as the journal kept them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.services.history import of_record
from commune_desk.storage.models import JournalEntry, Section
from commune_desk.storage.recorder import from_json

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text that a section once had."""

    entry: int
    at: dt.datetime
    """When it was written, in the time of this computer."""

    actor: str
    text: str


def earlier(session: Session, section: int) -> list[Earlier]:
    """List the texts that a section had, the latest first; the present one is left out.

    A text that stayed while the title or the place changed is listed once.
    """
    table = Section.__tablename__
    entries = {entry.id: entry for entry in of_record(session, table, section)}
    query = select(JournalEntry.id, JournalEntry.changes).where(
        JournalEntry.id.in_(entries)
    )
    present = session.scalar(select(Section.text).where(Section.id == section))
    found: list[Earlier] = []
    for number, changes in session.execute(query.order_by(JournalEntry.id)):
        for change in from_json(changes):
            if (change.table, change.key) != (table, section) or not change.after:
                continue
            text = str(change.after["text"])
            if text and (not found or found[-1].text != text):
                entry = entries[number]
                found.append(Earlier(number, entry.at, entry.actor, text))
    while found and found[-1].text == present:
        found.pop()
    return found[::-1]

"""Whether a commune's journal was written anew between two packages.

Each package names the last entry of the journal and its seal. A later package of the
same database must name the same entry, or a later one (`exchange-and-safety.md` 7.4).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_
from commune_desk.storage.region.own import RECEIVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


def rewritten(session: Session) -> Iterator[Issue]:
    """Compare the packages of each database, in the order of their numbers."""
    c = RECEIVED.c
    asked = select(
        c.commune_code,
        c.source,
        c.year,
        c.sequence,
        c.journal_number,
        c.journal_seal,
        c.sent_name,
        c.id,
    ).order_by(c.commune_code, c.source, c.year, c.sequence, c.id)
    for before, after in pairwise(session.execute(asked)):
        same = (before.commune_code, before.source) == (
            after.commune_code,
            after.source,
        )
        if same and _contradict(before, after):
            yield _told(before, after)


def _contradict(before: Any, after: Any) -> bool:
    if before.journal_number == after.journal_number:
        return bool(before.journal_seal != after.journal_seal)
    if before.year != after.year:
        return False  # an old year may be sent again after the new one
    return bool(after.journal_number < before.journal_number)


def _told(before: Any, after: Any) -> Issue:
    text = N_(
        "{commune}: sending {after} of {year} names the entry {last} of the journal, "
        "sending {before} of {old} named {first}: the history was written anew.",
        commune=after.sent_name,
        after=after.sequence,
        year=after.year,
        last=f"{after.journal_number} ({after.journal_seal[:12]})",
        before=before.sequence,
        old=before.year,
        first=f"{before.journal_number} ({before.journal_seal[:12]})",
    )
    return Issue(Severity.WARNING, text, "REG-11", Record(RECEIVED.name, after.id))

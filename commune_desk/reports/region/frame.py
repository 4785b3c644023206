"""The frame of a region’s paper: letterhead, year, journal, mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.document import DEMONSTRATION, Imprint, Letterhead
from commune_desk.reports.frame import UNDATED
from commune_desk.services.preferences import BY_NAME
from commune_desk.services.region.queries.written import last_act
from commune_desk.services.region.settings import region

if TYPE_CHECKING:
    from commune_desk.reports.document import Document, Telling


def region_imprint(document: Document, telling: Telling) -> Imprint:
    """Say which region prints what, and how far its journal had come.

    The date is that of the last act, so that the same desk prints the same bytes on
    any day.
    """
    session, say = telling.session, telling.words.say
    own, last = region(session), last_act(session)
    name = say(N_("Region of {name}", name=own.name or "…"))
    years = document.over(telling.scope)
    title = f"{say(document.title)} {years}".strip()
    return Imprint(
        title=document.named(telling) if document.named is not None else title,
        commune=name,
        letterhead=Letterhead(
            ministry=tuple(BY_NAME["letterhead.ministry"].default.splitlines()),
            places=(),
            commune=name.upper(),
            country=BY_NAME["letterhead.state"].default,
            motto=BY_NAME["letterhead.motto"].default,
        ),
        date=last.at.date() if last else UNDATED,
        journal_number=last.id if last else None,
        journal_head=last.seal if last else "",
        mark=DEMONSTRATION if own.demonstration else "",
    )

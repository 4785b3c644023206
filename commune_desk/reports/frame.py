"""The frame of a paper, read from the dossier: letterhead, version, journal, mark."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.reports.document import (
    DEMONSTRATION,
    DEMONSTRATION_DRAFT,
    DRAFT,
    Imprint,
    Letterhead,
    Telling,
)
from commune_desk.services.settings import preferences
from commune_desk.services.territory import own_commune
from commune_desk.storage.models import JournalEntry, Plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.reports.document import Document

UNDATED = dt.date(2000, 1, 1)
"""For a dossier in which nothing was done yet."""


def imprint(document: Document, telling: Telling) -> Imprint:
    """Say who prints what, and how far the dossier had come.

    The date is that of the last entry of the journal, so that the same dossier
    prints the same bytes on any day.
    """
    session, scope = telling.session, telling.scope
    settings, commune = preferences(session), own_commune(session)
    last = session.execute(
        select(JournalEntry.id, JournalEntry.at, JournalEntry.seal)
        .order_by(JournalEntry.id.desc())
        .limit(1)
    ).first()
    name = named(commune.name if commune else "…")
    places = []
    if commune and commune.region:
        places.append(N_("Region of {name}", name=commune.region))
    if commune and commune.cercle:
        places.append(N_("Cercle of {name}", name=commune.cercle))
    years = document.over(scope)
    title = f"{telling.words.say(document.title)} {years}".strip()
    version, mark = (
        document.standing(session, scope)
        if document.standing
        else (_version(session, scope.plan_id), "")
    )
    return Imprint(
        title=document.named(telling) if document.named is not None else title,
        commune=telling.words.say(name),
        letterhead=Letterhead(
            ministry=tuple(settings["letterhead.ministry"].splitlines()),
            places=tuple(telling.words.say(place).upper() for place in places),
            commune=telling.words.say(name).upper(),
            country=settings["letterhead.state"],
            motto=settings["letterhead.motto"],
        ),
        date=dt.date.fromisoformat(last.at[:10]) if last else UNDATED,
        version=version,
        journal_number=last.id if last else None,
        journal_head=last.seal if last else "",
        note=settings["demonstration"],
        mark=_mark(mark, demonstration=bool(settings["demonstration"])),
    )


def _mark(own: Text | str, *, demonstration: bool) -> Text | str:
    """Say of a draft in the demonstration that it is both."""
    if not demonstration:
        return own
    return DEMONSTRATION_DRAFT if own == DRAFT else DEMONSTRATION


def named(name: str) -> Text | str:
    """Say “Commune rurale de Dembela”, but “Commune V” of one that says it itself."""
    if fold(name).startswith("comune"):
        return name
    return N_("Commune rurale of {name}", name=name)


def _version(session: Session, plan_id: int | None) -> Text | str:
    """Say which version of which plan is printed, and whether it was adopted."""
    plan = session.get(Plan, plan_id) if plan_id else None
    if plan is None:
        return ""
    facts = {"plan": plan.title, "version": plan.version}
    if plan.adopted_on is None:
        return N_("{plan}, version {version}, not adopted", **facts)
    return N_(
        "{plan}, version {version}, adopted on {date}", **facts, date=plan.adopted_on
    )

"""The whole plan as one document: cover, contents, prose, tables, annexes.

Its sections are data (`sections`): the usual table of contents of `planning.md` 1.5 is
a template that a commune changes as it likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.places import VillageKind
from commune_desk.domain.plan_document import FRONT, words_in
from commune_desk.domain.text import N_, P_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import (
    Contents,
    Cover,
    Figure,
    Heading,
    Note,
    PageBreak,
    Turned,
)
from commune_desk.reports.document import Document
from commune_desk.reports.five_years import spanned
from commune_desk.reports.narrative import parts_of
from commune_desk.reports.plan_parts import PARTS, part_of
from commune_desk.services.programming import actions
from commune_desk.services.sections import sections
from commune_desk.services.settings import preferences
from commune_desk.services.territory import own_commune, villages
from commune_desk.storage.models import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.sections import SectionRow

NO_CONTENTS = N_(
    "The document has no section yet: take the usual table of contents on the page"
    " “Document”."
)


SHORT = 120
"""Words of prose that go with a broad part on its page."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell the plan section by section."""
    yield _cover(telling)
    rows = sections(telling.session, telling.scope)
    if not rows:
        yield Note(NO_CONTENTS)
        return
    yield Contents(N_("Table of contents"))
    broad, annexes, sheets = False, False, False
    for number, row in enumerate(rows, start=1):
        telling.progress.step(N_("Printing the plan"), number, len(rows))
        lies = _lies(row)
        top = sheets or (row.level <= 1 and not (row.annex and annexes))
        annexes = annexes or row.annex
        if lies is not broad:
            yield Turned(lies)
        elif top:
            yield PageBreak()
        broad, sheets = lies, bool(row.part) and PARTS[row.part].sheets
        yield Heading(_called(row), max(1, row.level))
        yield from parts_of(row.text, max(1, row.level) + 1)
        if row.part:
            if not broad and PARTS[row.part].landscape:
                broad = True
                yield Turned(landscape=True)
            yield from part_of(telling, row.part, max(1, row.level))
        elif not row.text and row.hint and not _heads(rows, number):
            yield Note(N_("To be written: {hint}", hint=row.hint))


def _lies(row: SectionRow) -> bool:
    """Tell whether a section begins on a broad page: a broad part follows soon."""
    broad = bool(row.part) and PARTS[row.part].landscape
    return broad and words_in(row.text) <= SHORT


def _heads(rows: list[SectionRow], after: int) -> bool:
    """Tell whether the section before place `after` heads the one at it."""
    return after < len(rows) and rows[after].level > rows[after - 1].level > FRONT


def _called(row: SectionRow) -> Text | str:
    if not row.number:
        return row.title
    if row.annex and row.level == 1:
        number = row.number.removeprefix("A")
        return N_("Annex {number} – {title}", number=number, title=row.title)
    return f"{row.number}  {row.title}"


def _cover(telling: Telling) -> Cover:
    session, scope = telling.session, telling.scope
    settings, commune = preferences(session), own_commune(session)
    plan = session.get(Plan, scope.plan_id) if scope.plan_id else None
    rows, places = actions(session, scope), villages(session, scope)
    places = [each for each in places if each.kind is not VillageKind.HAMLET]
    name = N_("Commune rurale of {name}", name=commune.name) if commune else "…"
    figures = [
        Figure(len(places), P_("village in all", "villages in all", count=len(places))),
        Figure(len(rows), P_("action in all", "actions in all", count=len(rows))),
        Figure(
            Money.total(row.total for row in rows),
            N_("cost of all actions"),
        ),
    ]
    return Cover(
        settings["plan.label"],
        spanned(scope),
        f"{settings['plan.name']}\n{telling.words.say(name)}",
        tuple(figures) if rows else (),
        note=_standing(plan),
    )


def _standing(plan: Plan | None) -> Text | str:
    """Say which version this is, and by which act it holds."""
    if plan is None:
        return ""
    if plan.adopted_on is None:
        return N_("Version {version}, not adopted yet", version=plan.version)
    return N_(
        "Version {version}, adopted on {date}, deliberation {act}",
        version=plan.version,
        date=plan.adopted_on,
        act=plan.deliberation or "…",
    )


def _named(telling: Telling) -> str:
    label = preferences(telling.session)["plan.label"]
    return f"{label} {spanned(telling.scope)}".strip()


PLAN_DOCUMENT = Document(
    "plan",
    N_("The plan, whole document"),
    story,
    group=PLAN,
    purpose=N_("Cover, contents, prose, tables and annexes; what the council adopts."),
    named=_named,
)

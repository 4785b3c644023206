"""The annual report of the region: what its communes sent, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.region import Level
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Contents,
    Cover,
    Figure,
    Heading,
    Note,
    PageBreak,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.region.board import UNSURE, by_document, sentence
from commune_desk.reports.region.looked_at import year_of
from commune_desk.reports.region.map import map_pages
from commune_desk.reports.region.money import agreements, budgets, spent, tax
from commune_desk.reports.region.provenance import missing_and_origin
from commune_desk.reports.region.striking import striking
from commune_desk.reports.region.works import committees, plans, public, who_pays
from commune_desk.services.region.queries import totals
from commune_desk.services.region.queries.board import board
from commune_desk.services.region.queries.coverage import coverage
from commune_desk.services.region.queries.figures import DONE
from commune_desk.services.region.scope import this_day
from commune_desk.services.region.settings import region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.region.scope import RegionScope

WIDTH = 265.0
"""Millimetres of the text on a broad page."""

TITLE = N_("Annual report on the communes")


def story(telling: Telling) -> Iterator[Block]:
    """Tell everything that the communes sent of the year, sums before parts."""
    name = region(telling.session).name
    yield Cover(
        TITLE,
        N_("Year {year}", year=year_of(telling.scope)),
        N_("Region of {name}", name=name or "…"),
        tuple(_key_figures(telling)),
        N_(
            "Made on {date} of what the communes sent; the region corrected nothing.",
            date=telling.words.long_date(this_day()),
        ),
    )
    yield Contents(N_("Table of contents"), 1)
    yield Heading(N_("1. Who has sent"))
    yield from _senders(telling)
    yield Heading(N_("2. Budgets"))
    yield from budgets(telling, WIDTH)
    yield PageBreak()
    yield Heading(N_("3. Plans"))
    yield from plans(telling, WIDTH)
    yield PageBreak()
    yield Heading(N_("4. Who pays"))
    yield from who_pays(telling)
    yield PageBreak()
    yield Heading(N_("5. Management committees"))
    yield from committees(telling)
    yield Heading(N_("6. TDRL"))
    yield from tax(telling, WIDTH)
    yield Heading(N_("7. Agreements and their tranches"))
    yield from agreements(telling)
    yield Heading(N_("8. Restitutions and complaints"))
    yield from public(telling)
    yield Heading(N_("9. Sketch map"))
    yield from map_pages(telling)
    yield Heading(N_("10. What strikes"))
    yield from striking(telling)
    yield from missing_and_origin(telling, 11)


def _senders(telling: Telling) -> Iterator[Block]:
    scope = cast("RegionScope", telling.scope)
    rows = board(telling.session, scope.year, this_day())
    if not rows:
        yield say_prose(
            N_("No commune yet: enter the list of the region, or receive a package.")
        )
        return
    yield say_prose(sentence(rows))
    if scope.sendings:
        yield by_document(rows, scope.sendings)
        if not all(sending.sure for sending in scope.sendings):
            yield Note(UNSURE)


def _key_figures(telling: Telling) -> Iterator[Figure]:
    session, year = telling.session, telling.scope.year
    found = coverage(session, year)
    yield Figure(
        N_("{sent} of {all}", sent=len(found.read), all=len(found.expected)),
        N_("communes have sent"),
    )
    credit, ordered = spent(totals.budget(session, year, Level.REGION))
    yield Figure(
        Share.of(ordered, credit) or "–",
        N_("of the credits were ordered"),
        N_("{ordered} F of {credit} F", ordered=ordered, credit=credit),
    )
    plan = totals.plan(session, year, Level.REGION)
    done = sum(row.projects for row in plan if row.state in DONE)
    yield Figure(
        N_("{done} of {all}", done=done, all=sum(row.projects for row in plan)),
        N_("projects are finished"),
    )
    rows = totals.communes(session, year, Level.REGION)
    due = Money.total(row.tax_due for row in rows)
    paid = Money.total(row.tax_paid for row in rows)
    yield Figure(
        Share.of(paid, due) or "–",
        N_("of the TDRL was collected"),
        N_("{paid} F of {due} F", paid=paid, due=due),
    )


ANNUAL = Document(
    "region-report",
    TITLE,
    story,
    landscape=True,
    over=year_of,
    purpose=N_(
        "For the governor and the regional council: budgets, plans, committees and "
        "TDRL of all communes in one year."
    ),
)

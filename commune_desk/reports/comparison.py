"""Two versions of the plan side by side: what came, what went, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.domain.versions import Change
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import Figure, Heading, KeyFigures, Title, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.five_years import spanned
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.versions import compare, versions_of
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.domain.versions import Difference, Versioned
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.versions import Comparison
    from commune_desk.storage.models import Plan

CHANGED = (Change.COST, Change.YEARS, Change.PLACE, Change.TITLE)


def story(telling: Telling) -> Iterator[Block]:
    """Tell what the present version changed of the one before it."""
    versions = versions_of(telling.session, telling.scope.plan_id)
    telling.progress.step(N_("Comparing the versions"), 0, 1)
    if len(versions) < 2:  # noqa: PLR2004  one version cannot be compared
        yield Title(N_("Comparison of two versions"))
        yield say_prose(N_("The plan has one version only: nothing to compare yet."))
        return
    found = compare(telling.session, versions[-2], versions[-1])
    yield Title(
        N_(
            "{title}: version {old} compared with version {new}",
            title=found.new.title,
            old=str(found.old.version),
            new=str(found.new.version),
        ),
        _reason(found.new),
    )
    yield _figures(found)
    yield Heading(N_("Totals by sector"))
    yield _sectors(found)
    for title, kinds in (
        (N_("Added actions"), (Change.ADDED,)),
        (N_("Removed actions"), (Change.REMOVED,)),
    ):
        if some := found.of(*kinds):
            yield Heading(title)
            yield _plain(telling, some)
    if some := found.of(*CHANGED):
        yield Heading(N_("Changed actions"))
        yield _changed(telling, some)


def _reason(plan: Plan) -> Text | str:
    if not plan.note:
        return ""
    return N_("Reason for the revision: {reason}", reason=plan.note)


def _figures(found: Comparison) -> KeyFigures:
    before = Money.total(sector.before for sector in found.sectors)
    after = Money.total(sector.after for sector in found.sectors)
    count = len(found.of(*CHANGED))
    return KeyFigures(
        (
            Figure(before, N_("Version {number}", number=str(found.old.version))),
            Figure(after, N_("Version {number}", number=str(found.new.version))),
            Figure(after - before, N_("Gap")),
            Figure(
                len(found.differences),
                N_("Actions that differ"),
                P_(
                    "of which {count} changed",
                    "of which {count} changed",
                    count=count,
                ),
            ),
        )
    )


def _sectors(found: Comparison) -> TableBlock:
    old, new = (
        N_("Version {number}", number=str(plan.version))
        for plan in (found.old, found.new)
    )
    columns = (
        TableColumn(N_("Code"), 12),
        TableColumn(N_("Sector"), 70),
        TableColumn(N_("Actions"), 16, Align.RIGHT, old, adds=True),
        TableColumn(N_("Cost"), 26, Align.RIGHT, old, adds=True),
        TableColumn(N_("Actions"), 16, Align.RIGHT, new, adds=True),
        TableColumn(N_("Cost"), 26, Align.RIGHT, new, adds=True),
        TableColumn(N_("Gap"), 26, Align.RIGHT, adds=True),
    )
    rows = [
        Row(
            (
                s.code,
                s.title,
                s.actions_before,
                s.before,
                s.actions_after,
                s.after,
                s.after - s.before,
            )
        )
        for s in found.sectors
    ]
    before = Money.total(s.before for s in found.sectors)
    after = Money.total(s.after for s in found.sectors)
    total = (
        N_("Overall total"),
        None,
        sum(s.actions_before for s in found.sectors),
        before,
        sum(s.actions_after for s in found.sectors),
        after,
        after - before,
    )
    grand = Row(total, Role.GRAND, (Span(0, 1, Align.RIGHT),))
    return TableBlock(columns, (*rows, grand), unit=IN_FRANCS)


def _plain(telling: Telling, some: Sequence[Difference]) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 12),
        TableColumn(N_("Action"), 90),
        TableColumn(N_("Place"), 40, ruled=True),
        TableColumn(N_("Years"), 30, ruled=True),
        TableColumn(N_("Cost"), 26, Align.RIGHT, adds=True),
    )
    rows = []
    for difference in some:
        action = difference.known
        if action is not None:
            cost = Money.total(action.costs.values())
            place = places_text(action.places, telling.words)
            rows.append(Row((action.code, action.title, place, _years(action), cost)))
    total = Money.total(row.cells[-1] for row in rows)
    grand = (N_("Total"), None, None, None, total)
    return TableBlock(
        columns,
        (*rows, Row(grand, Role.GRAND, (Span(0, 3, Align.RIGHT),))),
        unit=IN_FRANCS,
    )


def _changed(telling: Telling, some: Sequence[Difference]) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 12),
        TableColumn(N_("Action"), 62),
        TableColumn(N_("What changed"), 22, ruled=True),
        TableColumn(N_("Before"), 52, ruled=True),
        TableColumn(N_("After"), 52, ruled=True),
        TableColumn(N_("Cost before"), 24, Align.RIGHT, adds=True),
        TableColumn(N_("Cost after"), 24, Align.RIGHT, adds=True),
        TableColumn(N_("Gap"), 24, Align.RIGHT, adds=True),
    )
    rows = []
    for d in some:
        if d.before is None or d.after is None:
            continue
        changes = tuple(NAMES[change] for change in d.changes)
        rows.append(
            Row(
                (
                    d.after.code,
                    d.after.title,
                    changes,
                    _told(telling, d.before, d.changes),
                    _told(telling, d.after, d.changes),
                    d.cost_before,
                    d.cost_after,
                    d.cost_after - d.cost_before,
                )
            )
        )
    sums = [Money.total(row.cells[at] for row in rows) for at in (5, 6)]
    total = (N_("Total"), None, None, None, None, *sums, sums[1] - sums[0])
    return TableBlock(
        columns,
        (*rows, Row(total, Role.GRAND, (Span(0, 4, Align.RIGHT),))),
        unit=IN_FRANCS,
    )


def _told(telling: Telling, action: Versioned, changes: Sequence[Change]) -> str:
    """Say of a version what the other has otherwise; costs have their columns."""
    told = []
    if Change.TITLE in changes:
        told.append(action.title)
    if Change.PLACE in changes:
        told.append(places_text(action.places, telling.words))
    if Change.YEARS in changes:
        told.append(_years(action))
    return "\n".join(told)


def _years(action: Versioned) -> str:
    return ", ".join(str(year) for year, cost in sorted(action.costs.items()) if cost)


COMPARISON = Document(
    "versions",
    N_("Comparison of two versions"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_("What the present version changed of the one before; for the council."),
)

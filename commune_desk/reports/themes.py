"""What the plan does for each theme, policy and goal (`planning.md` 1.10)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.strategy import Marker
from commune_desk.domain.text import N_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import Heading, Title
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
from commune_desk.services.plan_lists import objectives
from commune_desk.services.programming import actions
from commune_desk.services.themes import themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.themes import ThemeRow

COLUMNS = (
    TableColumn(N_("Theme"), 70),
    TableColumn(N_("Principal"), 18, Align.RIGHT),
    TableColumn(N_("Secondary"), 18, Align.RIGHT),
    TableColumn(N_("Actions"), 16, Align.RIGHT),
    TableColumn(N_("Cost of these actions"), 26, Align.RIGHT),
    TableColumn(N_("% of the plan"), 16, Align.RIGHT, percent_in_head=True),
    TableColumn(N_("Women served"), 20, Align.RIGHT),
    TableColumn(N_("Men served"), 20, Align.RIGHT),
    TableColumn(N_("Women %"), 16, Align.RIGHT, percent_in_head=True),
)


def story(telling: Telling) -> Iterator[Block]:
    """Count actions, francs and people by theme; then policies by objective."""
    session, scope = telling.session, telling.scope
    rows = actions(session, scope)
    yield Title(
        N_("Themes, policies and goals in the plan {years}", years=spanned(scope))
    )
    telling.progress.step(N_("Printing the themes"), 0, 1)
    yield Heading(N_("What the actions serve"))
    yield TableBlock(
        COLUMNS,
        tuple(_lines(rows, themes(session, scope))),
        unit=IN_FRANCS,
        caption=N_(
            "An action may serve several themes: the lines do not add up to the plan."
            " Women and men are those of the actions that name them."
        ),
    )
    served = [row for row in objectives(session, scope) if row.policies]
    if served:
        yield Heading(N_("What the objectives carry out"))
        columns = (
            TableColumn(N_("Axis"), 40),
            TableColumn(N_("Objective"), 80),
            TableColumn(N_("Policies and goals"), 80),
        )
        yield TableBlock(
            columns,
            tuple(
                Row(
                    (
                        f"{r.axis_number} {r.axis}",
                        r.title,
                        telling.words.say(r.policies),
                    )
                )
                for r in served
            ),
        )


def _lines(rows: Sequence[ActionRow], known: Sequence[ThemeRow]) -> Iterator[Row]:
    whole = Money.total(row.total for row in rows)
    last = len(COLUMNS) - 1
    for kind, members in groupby(known, key=lambda theme: theme.kind):
        lines = [_line(rows, theme, whole) for theme in members if theme.actions]
        if lines:
            yield Row((NAMES[kind], *(None,) * last), Role.CHAPTER, (Span(0, last),))
            yield from lines


def _line(rows: Sequence[ActionRow], theme: ThemeRow, whole: Money) -> Row:
    markers = [row.themes.marker_of(theme.id) for row in rows]
    serving = [row for row, m in zip(rows, markers, strict=True) if m is not None]
    cost = Money.total(row.total for row in serving)
    women = sum(row.women or 0 for row in serving)
    men = sum(row.men or 0 for row in serving)
    return Row(
        (
            theme.title,
            markers.count(Marker.PRINCIPAL) or None,
            markers.count(Marker.SECONDARY) or None,
            len(serving),
            cost,
            Share.of(cost, whole),
            women or None,
            men or None,
            Share.of_heads(women, women + men),
        )
    )


THEMES_REPORT = Document(
    "themes-report",
    N_("Themes, policies and goals"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_("Actions, francs and women served by theme; for partners."),
)

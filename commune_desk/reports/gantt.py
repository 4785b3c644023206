"""The calendar of works: a bar for each action, its progress inside, and today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.rates import WHOLE
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import Note, PageBreak, Picture, Title, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import (
    HAIR,
    INK,
    SECOND,
    TINT,
    WHITE,
    clipped,
    width_of,
)
from commune_desk.reports.pdf.picture import enlarged
from commune_desk.reports.stocktaking import sectors
from commune_desk.reports.tracking import FOLLOWUP, plan_label
from commune_desk.services.today import situation
from commune_desk.services.tracking import planned, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.pdf.ink import Ink
    from commune_desk.services.tracking import FollowRow

HEAD, LINE, FOOT = 11.0, 4.6, 8.0
"""Millimetres: years and quarters, one action, the legend."""

NAMES = 92.0
"""Millimetres of the names at the left."""

TAIL = 16.0
"""Room after the last year for the figure of a bar that ends there."""

STARTS = (1, 4, 7, 10)
UNDATED = (1.2, 1.2)


@dataclass(frozen=True, slots=True)
class Span:
    """When an action runs, and how far it is."""

    row: FollowRow
    first: dt.date
    last: dt.date
    dated: bool
    """False where the dates are only the years of its costs."""

    @property
    def share(self) -> float:
        """Part of the bar that is done, from 0 to 1."""
        done = self.row.physical
        return min(1.0, done.basis_points / WHOLE.basis_points) if done else 0.0


def span_of(row: FollowRow) -> Span | None:
    """Find when an action runs; None where not even its years are known."""
    plan = row.plan
    if plan.starts_on is not None and plan.ends_on is not None:
        return Span(row, plan.starts_on, plan.ends_on, dated=True)
    if not row.years:
        return None
    first = plan.starts_on or dt.date(row.years[0], 1, 1)
    last = plan.ends_on or dt.date(row.years[-1], 12, 31)
    return Span(row, first, max(first, last), dated=False)


@dataclass(frozen=True, slots=True)
class Timeline:
    """What one page of the calendar shows."""

    groups: tuple[tuple[str, tuple[Span, ...]], ...]
    years: tuple[int, ...]
    today: dt.date
    words: Words
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Millimetres for one day."""
        return (self.width - NAMES - TAIL) / max(1, self._days)

    @property
    def _days(self) -> int:
        return (dt.date(self.years[-1] + 1, 1, 1) - dt.date(self.years[0], 1, 1)).days

    def x(self, day: dt.date) -> float:
        """Find the place of a day; days outside the years stand at their edge."""
        first, last = dt.date(self.years[0], 1, 1), dt.date(self.years[-1], 12, 31)
        return NAMES + (min(max(day, first), last) - first).days * self.scale

    def draw(self, ink: Ink) -> None:
        """Draw the page."""
        foot = self.height - FOOT
        self._grid(ink, foot)
        said: list[tuple[float, float, str, str]] = []
        y = HEAD
        for title, spans in self.groups:
            ink.box(0, y, self.width, LINE, 0, fill=TINT)
            room = NAMES + 100
            ink.text(1, y + 3.3, clipped(title, 8, SANS_BOLD, room), 8, SANS_BOLD)
            y += LINE
            for span in spans:
                said.append(self._bar(ink, span, y))
                y += LINE
        self._now(ink, foot)
        for x, y, text, face in said:
            wide = width_of(text, 7, face)
            if wide:
                ink.box(x - 0.4, y - 2.4, wide + 0.8, 3.0, 0, fill=WHITE)
            ink.text(x, y, text, 7, face)
        self._legend(ink, foot + 5)

    def _grid(self, ink: Ink, foot: float) -> None:
        centre = Align.CENTRE
        for year in self.years:
            left, right = self.x(dt.date(year, 1, 1)), self.x(dt.date(year, 12, 31))
            middle = (left + right) / 2
            ink.text(middle, 4, str(year), 9, SANS_BOLD, centre)
            ink.rule(left, 0, left, foot, 0.5)
            for number, month in enumerate(STARTS, 1):
                edge = self.x(dt.date(year, month, 1))
                if number > 1:
                    ink.rule(edge, 5.4, edge, foot, 0.25, gray=HAIR)
                label = self.words.say(N_("Q{number}", number=number))
                at = edge + 45 * self.scale
                ink.text(at, 9, label, 7, SANS, centre, gray=SECOND)
        end = self.x(dt.date(self.years[-1], 12, 31))
        ink.rule(end, 0, end, foot, 0.5)
        ink.rule(0, HEAD - 0.6, self.width, HEAD - 0.6, 0.8)
        ink.rule(0, foot, self.width, foot, 0.8)

    def _bar(self, ink: Ink, span: Span, y: float) -> tuple[float, float, str, str]:
        """Draw a bar; return the words beside it, which stand above all lines."""
        row = span.row
        ink.text(1, y + 3.3, row.code, 7.5, SANS_BOLD)
        title = clipped(row.title, 7.5, SANS, NAMES - 12)
        ink.text(9, y + 3.3, title, 7.5, SANS)
        ink.rule(0, y + LINE, self.width, y + LINE, 0.2, gray=HAIR)
        left, right = self.x(span.first), self.x(span.last)
        wide, top, high = max(1.0, right - left), y + 1.0, LINE - 2.0
        if row.state is ActionState.ABANDONED:
            ink.rule(left, y + LINE / 2, left + wide, y + LINE / 2, 0.6, dash=UNDATED)
        else:
            self._filled(ink, span, (left, top, wide, high))
        share = self.words.share(row.physical, 0) if row.physical else ""
        said = self.words.say(row.state) if row.state in SAID else share
        face = SANS if row.state in SAID else SANS_BOLD
        return left + wide + 1.2, y + 3.3, said, face

    def _filled(
        self, ink: Ink, span: Span, box: tuple[float, float, float, float]
    ) -> None:
        left, top, wide, high = box
        ink.box(left, top, wide, high, 0.6, fill=WHITE)
        if not span.dated:
            ink.rule(left, top + high, left + wide, top + high, 1.0, dash=UNDATED)
        done = wide * span.share
        if not done:
            return
        if span.row.state is ActionState.SUSPENDED:
            ink.hatch(left, top, done, high)
            ink.box(left, top, wide, high, 0.6)
        else:
            ink.box(left, top, done, high, 0.6, fill=INK)

    def _now(self, ink: Ink, foot: float) -> None:
        if not self.years[0] <= self.today.year <= self.years[-1]:
            return
        x = self.x(self.today)
        ink.rule(x, 10, x, foot, 1.1, dash=(3, 2))
        said = self.words.say(self.today)
        ink.text(x, foot + 3.2, said, 7, SANS_BOLD, Align.CENTRE)

    def _legend(self, ink: Ink, y: float) -> None:
        say, x = self.words.say, 0.0
        for fill, text in (
            ("white", N_("planned time")),
            ("black", N_("part done")),
            ("hatch", N_("suspended")),
            ("line", N_("abandoned")),
        ):
            if fill == "line":
                ink.rule(x, y + 1.2, x + 8, y + 1.2, 0.6, dash=UNDATED)
            else:
                ink.box(x, y, 8, 2.4, 0.6, fill=INK if fill == "black" else WHITE)
            if fill == "hatch":
                ink.hatch(x, y, 8, 2.4)
                ink.box(x, y, 8, 2.4, 0.6)
            x += 9.5 + ink.text(x + 9.5, y + 2.2, say(text), 7.5) + 5


SAID = (ActionState.SUSPENDED, ActionState.POSTPONED, ActionState.ABANDONED)
"""States that the bar names in the place of its percentage."""


def timelines(
    telling: Telling,
    rows: Sequence[FollowRow],
    width: float,
    height: float,
    more: float = 0.0,
) -> list[Picture]:
    """Draw the calendar of actions, on as many pictures as it needs.

    Those after the first may be `more` millimetres higher.
    """
    spans = {row.id: span for row in rows if (span := span_of(row)) is not None}
    groups = [
        (title, tuple(spans[row.id] for row in members if row.id in spans))
        for title, members in sectors(rows)
    ]
    day = situation(telling.session, telling.scope.years[-1])
    whole = Timeline((), telling.scope.years, day, telling.words, width, height)
    first, others = (int((h - HEAD - FOOT) / LINE) for h in (height, height + more))
    pages = _parted([g for g in groups if g[1]], first, others)
    found = []
    for page in pages:
        lines = sum(1 + len(members) for _, members in page)
        high = HEAD + lines * LINE + FOOT
        drawn = replace(whole, groups=tuple(page), height=high)
        facts = _facts(page) if page is pages[0] else None
        title = N_("Calendar of works, {date}", date=day)
        found.append(Picture(width, high, drawn.draw, title, facts=facts))
    if len(found) > 1:
        found[0] = replace(found[0], facts=_facts(groups))
    return found


Groups = list[tuple[str, tuple[Span, ...]]]


def _parted(groups: Groups, first: int, others: int) -> list[Groups]:
    """Share the groups out among pages; a group that is too long is cut."""
    pages: list[Groups] = [[]]
    left = first
    for title, members in groups:
        waiting = members
        while waiting:
            if left < 2:  # noqa: PLR2004  a title and one action
                pages.append([])
                left = others
            here, waiting = waiting[: left - 1], waiting[left - 1 :]
            pages[-1].append((title, here))
            left -= 1 + len(here)
    return [page for page in pages if page]


def _facts(groups: Sequence[tuple[str, Sequence[Span]]]) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 10),
        TableColumn(N_("Action"), 60),
        TableColumn(N_("Sector"), 40),
        TableColumn(N_("Start"), 14),
        TableColumn(N_("End"), 14),
        TableColumn(N_("State"), 20),
        TableColumn(N_("Physical rate %"), 12, Align.RIGHT, percent_in_head=True),
    )
    lines = tuple(
        Row(
            (
                span.row.code,
                span.row.title,
                title,
                span.first,
                span.last,
                span.row.state,
                span.row.physical,
            )
        )
        for title, spans in groups
        for span in spans
    )
    return TableBlock(columns, lines, title=N_("Calendar of works"))


ROOM, WALL = (265.0, 152.0), (277.0, 162.0)
MORE = 15.0
"""Millimetres that a page without letterhead has more."""

"""Millimetres of the picture on an A4, and on an A3 before it is enlarged."""

LARGER = 1.4
"""How much larger all is on an A3."""


def story(
    telling: Telling, room: tuple[float, float] = ROOM, by: float = 1
) -> Iterator[Block]:
    """Tell the calendar in a room of so many millimetres, then made larger."""
    scope = telling.scope
    yield Title(
        N_("Calendar of works of the {plan}", plan=plan_label(telling)),
        f"{scope.years[0]}-{scope.years[-1]}" if scope.years else "",
    )
    rows = _rows(telling)
    pictures = timelines(telling, rows, *room, MORE) if rows else []
    if not pictures:
        yield say_prose(N_("No action has dates or yearly costs yet."))
    for number, picture in enumerate(pictures):
        if number:
            yield PageBreak()
        yield enlarged(picture, by)
    vague = [r.code for r in rows if (s := span_of(r)) is not None and not s.dated]
    if vague:
        yield Note(
            N_(
                "Dashed below: no dates yet, the whole years of the costs are shown:"
                " {codes}.",
                codes=tuple(vague),
            )
        )


TALL = 10_000.0
"""Millimetres: on the screen the calendar is one picture, however long."""


def calendar_of_works(telling: Telling) -> Picture | None:
    """Draw the calendar for the screen; None where there is nothing to draw."""
    rows = _rows(telling)
    found = timelines(telling, rows, ROOM[0], TALL) if rows else []
    return found[0] if found else None


def _rows(telling: Telling) -> list[FollowRow]:
    scope = telling.scope
    if not scope.years:
        return []
    day = situation(telling.session, scope.years[-1])
    return planned(tracked(telling.session, scope, on=day))


def _document(name: str, title: Text, size: str, by: float) -> Document:
    return Document(
        name,
        title,
        lambda telling: story(telling, ROOM if by == 1 else WALL, by),
        landscape=True,
        group=FOLLOWUP,
        size=size,
        over=lambda s: f"{s.years[0]}-{s.years[-1]}" if s.years else "",
        purpose=N_("When each action runs, how far it is, and where we stand today."),
    )


GANTT = _document("calendar-of-works", N_("Calendar of works"), "A4", 1)
GANTT_WALL = _document(
    "calendar-of-works-a3", N_("Calendar of works (A3)"), "A3", LARGER
)

"""A sketch map of the commune: villages, boundary, and the actions at each place."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.lifecycle import Stage
from commune_desk.domain.text import N_, P_, Text
from commune_desk.paths import RESOURCES
from commune_desk.reports.blocks import Note, Picture, Title, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.map_marks import north, scale
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import (
    HAIR,
    INK,
    MM,
    SECOND,
    WHITE,
    clipped,
    width_of,
)
from commune_desk.reports.pdf.picture import enlarged
from commune_desk.reports.pdf.symbols import symbol
from commune_desk.reports.pdf.typeset import wrap
from commune_desk.reports.sketch_frame import Box, Frame, free, rings
from commune_desk.reports.stocktaking import called, sectors
from commune_desk.reports.tracking import FOLLOWUP
from commune_desk.services.territory import villages
from commune_desk.services.today import situation
from commune_desk.services.tracking import planned, tracked
from commune_desk.storage.models import Commune

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.pdf.ink import Ink
    from commune_desk.services.territory import VillageRow
    from commune_desk.services.tracking import FollowRow

LEGEND = 76.0
"""Millimetres of the legend at the right."""

ROOM, WALL, LARGER = (265.0, 146.0), (277.0, 156.0), 1.4
"""Millimetres of the picture on an A4, and on an A3 before it is enlarged."""


TAG, HIGH, ACROSS = 7.6, 4.0, 4
"""Millimetres of the box of a number; how many stand side by side."""


@cache
def icon_of(sector: str) -> str:
    """Name the icon of a sector; a plain point where it has none."""
    path = RESOURCES / "reference" / "sector-icons.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter=";")
        known = {line["Code"]: line["Pictogramme"] for line in lines}
    return known.get(sector, "map-pin")


ACTIONS = N_("Actions by sector")


@dataclass(frozen=True, slots=True)
class SketchMap:
    """What the map shows, and how large."""

    villages: tuple[VillageRow, ...]
    """Those with a position."""

    rows: tuple[FollowRow, ...]
    boundary: tuple[tuple[tuple[float, float], ...], ...]
    words: Words
    width: float
    height: float
    heading: Text = ACTIONS

    def draw(self, ink: Ink) -> None:
        """Draw the map, its scale and its legend."""
        frame = self._frame()
        ink.box(0, 0, self.width - LEGEND - 4, self.height, 0.6)
        for ring in self.boundary:
            self._ring(ink, [frame.at(*point) for point in ring])
        taken = [
            self._dot(ink, frame.at(v.longitude or 0, v.latitude or 0))
            for v in self.villages
        ]
        for village, point in zip(self.villages, tuple(taken), strict=True):
            self._village(ink, village, point, taken)
        scale(ink, self.width - LEGEND, self.height, frame.millimetres)
        north(ink)
        self._legend(ink)

    def _frame(self) -> Frame:
        points = [(v.longitude or 0.0, v.latitude or 0.0) for v in self.villages]
        points += [point for ring in self.boundary for point in ring]
        return Frame.around(points, self.width - LEGEND - 4, self.height)

    @staticmethod
    def _ring(ink: Ink, points: Sequence[tuple[float, float]]) -> None:
        canvas = ink.canvas
        path = canvas.beginPath()
        for number, (x, y) in enumerate(points):
            (path.lineTo if number else path.moveTo)(x * MM, ink.y(y))
        path.close()
        canvas.setLineWidth(1.4)
        canvas.setDash(6, 2)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setDash([])

    @staticmethod
    def _dot(ink: Ink, at: tuple[float, float]) -> Box:
        x, y = at
        ink.disc(x, y, 1.1, 0.6, fill=INK)
        return (x - 1.3, y - 1.3, x + 1.3, y + 1.3)

    def _village(
        self, ink: Ink, village: VillageRow, dot: Box, taken: list[Box]
    ) -> None:
        """Write the name, and below it the numbers, where there is room."""
        here = [row for row in self.rows if village.id in row.places.villages]
        lines = -(-len(here) // ACROSS)
        wide = max(width_of(village.name, 8.5, SANS_BOLD), min(len(here), ACROSS) * TAG)
        high = 4.4 + lines * (HIGH + 0.6)
        x, y = (dot[0] + dot[2]) / 2, (dot[1] + dot[3]) / 2
        right, foot = self.width - LEGEND - 6, self.height - 2
        left, top = free((x, y), (wide, high), taken, (2, 2, right, foot))
        taken.append((left, top, left + wide, top + high))
        if not (left - 3 < x < left + wide + 3 and top - 3 < y < top + high + 3):
            near = (min(max(x, left), left + wide), min(max(y, top), top + high))
            ink.rule(x, y, *near, 0.4, gray=SECOND)
        before = left + wide <= x  # what stands left of its dot ends beside it
        name = wide - width_of(village.name, 8.5, SANS_BOLD) if before else 0
        ink.text(left + name, top + 3.2, village.name, 8.5, SANS_BOLD)
        for number, row in enumerate(here):
            down, across = divmod(number, ACROSS)
            of_line = min(ACROSS, len(here) - down * ACROSS)
            at = left + (wide - of_line * TAG if before else 0) + across * TAG
            tag(ink, row, at, top + 4.4 + down * (HIGH + 0.6))

    def _legend(self, ink: Ink) -> None:
        say, x, y = self.words.say, self.width - LEGEND, 3.6
        ink.text(x, y, say(self.heading), 9, SANS_BOLD)
        y += 2.2
        groups = sectors(self.rows)
        lines = len(self.rows) + len(groups)
        step, size = 4.6, 7.5
        full = lines * step <= self.height - 30
        codes = [
            wrap(", ".join(r.code for r in members), SANS, size, (LEGEND - 6) * MM)
            for _, members in groups
        ]
        if not full:
            room = self.height - 18 - y
            step = min(step, room / max(1, sum(1 + len(each) for each in codes)))
        for (title, members), listed in zip(groups, codes, strict=True):
            sector = members[0].plan.sector_code
            symbol(ink, icon_of(sector), x, y + 0.2, step - 0.6)
            head = title
            if width_of(head, size, SANS_BOLD) > LEGEND - 6:
                head = clipped(called(title), size, SANS_BOLD, LEGEND - 6)
            ink.text(x + 5.5, y + step - 1.3, head, size, SANS_BOLD)
            y += step
            if not full:
                for line in listed:
                    ink.text(x + 5.5, y + step - 1.6, line, size, SANS)
                    y += step
                continue
            for row in members:
                ink.text(x + 5.5, y + step - 1.3, row.code, size, SANS_BOLD)
                title_ = clipped(row.title, size, SANS, LEGEND - 15)
                ink.text(x + 14, y + step - 1.3, title_, size, SANS)
                y += step
        y = self.height - 10
        for number, (stage, text) in enumerate(SHADES):
            left, top = x + (number % 2) * LEGEND / 2.4, y + (number // 2) * 5.2
            _frame_of(ink, stage, left, top)
            ink.text(left + 8.4, top + 3, say(text), 7.5)


SHADES: tuple[tuple[Stage, Text | Stage], ...] = (
    (Stage.DONE, Stage.DONE),
    (Stage.UNDER_WAY, Stage.UNDER_WAY),
    (Stage.ABANDONED, Stage.ABANDONED),
    (Stage.NOT_STARTED, N_("Not begun, postponed")),
)
"""How the numbers are shaded, for the legend."""


def tag(ink: Ink, row: FollowRow, x: float, y: float) -> None:
    """Draw the number of an action in the shade of its stage."""
    stage = row.stage
    dark = _frame_of(ink, stage, x, y)
    size = 7 if len(row.code) < 5 else 6  # noqa: PLR2004  signs that fit
    canvas = ink.canvas
    if dark:
        line = canvas.beginText(
            (x + (TAG - 0.6) / 2) * MM - width_of(row.code, size, SANS_BOLD) * MM / 2,
            ink.y(y + 2.9),
        )
        line.setFillGray(1)
        line.setFont(SANS_BOLD, size)
        line.textOut(row.code)
        line.setFillGray(0)
        canvas.drawText(line)
        return
    ink.text(x + (TAG - 0.6) / 2, y + 2.9, row.code, size, SANS_BOLD, Align.CENTRE)


def _frame_of(ink: Ink, stage: Stage, x: float, y: float) -> bool:
    """Draw the box of a stage: black, grey, crossed, plain; tell if it is dark."""
    wide = TAG - 0.6
    match stage:
        case Stage.DONE:
            ink.box(x, y, wide, HIGH, 0.5, fill=INK)
            return not ink.sober
        case Stage.UNDER_WAY:
            ink.box(x, y, wide, HIGH, 0.5, fill=0.82)
        case Stage.ABANDONED:
            ink.box(x, y, wide, HIGH, 0.4, fill=WHITE, gray=HAIR)
            ink.rule(x, y + HIGH, x + wide, y, 0.4)
        case _:
            ink.box(x, y, wide, HIGH, 0.5, fill=WHITE)
    return False


def sketch(telling: Telling, width: float, height: float) -> Picture | None:
    """Draw the map; None where no village has a position."""
    session, scope = telling.session, telling.scope
    every = villages(session, scope)
    placed = [v for v in every if v.latitude is not None and v.longitude is not None]
    if not placed:
        return None
    day = situation(session, scope.years[-1] if scope.years else scope.year)
    rows = planned(tracked(session, scope, on=day))
    query = select(Commune.boundary).where(Commune.is_own)
    outline = rings(session.scalar(query) or "")
    drawn = SketchMap(
        tuple(placed),
        tuple(rows),
        tuple(tuple(ring) for ring in outline),
        telling.words,
        width,
        height,
    )
    title = N_("Sketch map of the commune, {date}", date=day)
    return Picture(width, height, drawn.draw, title, facts=_facts(telling, every, rows))


def _facts(
    telling: Telling, every: Sequence[VillageRow], rows: Sequence[FollowRow]
) -> TableBlock:
    del telling
    columns = (
        TableColumn(N_("Village"), 30),
        TableColumn(N_("Latitude"), 14, Align.RIGHT),
        TableColumn(N_("Longitude"), 14, Align.RIGHT),
        TableColumn(N_("Actions"), 80),
    )
    lines = tuple(
        Row((v.name, _degrees(v.latitude), _degrees(v.longitude), _codes(v, rows)))
        for v in every
    )
    return TableBlock(columns, lines, title=N_("Sketch map"))


def _degrees(value: Any) -> str:
    return "" if value is None else f"{value:.5f}".replace(".", ",")


def _codes(village: VillageRow, rows: Sequence[FollowRow]) -> str:
    return ", ".join(r.code for r in rows if village.id in r.places.villages)


def story(
    telling: Telling, room: tuple[float, float] = ROOM, by: float = 1
) -> Iterator[Block]:
    """Tell the map in a room of so many millimetres, then made larger."""
    yield Title(N_("Sketch map of the actions"), N_("Without scale of a survey"))
    picture = sketch(telling, *room)
    if picture is None:
        yield say_prose(
            N_("No village has a position: type latitude and longitude in their sheet.")
        )
        return
    yield enlarged(picture, by)
    every = villages(telling.session, telling.scope)
    lost = [v.name for v in every if v.latitude is None or v.longitude is None]
    if lost:
        yield Note(
            P_(
                "{count} village without a position: {names}.",
                "{count} villages without a position: {names}.",
                count=len(lost),
                names=tuple(lost),
            )
        )
    day = situation(telling.session, telling.scope.year)
    whole = [
        row.code
        for row in planned(tracked(telling.session, telling.scope, on=day))
        if not row.places.villages
    ]
    if whole:
        yield Note(
            N_("Not on the map, for the whole commune: {codes}.", codes=tuple(whole))
        )


def map_of_actions(telling: Telling) -> Picture | None:
    """Draw the map for the screen; None where no village has a position."""
    return sketch(telling, *WALL)


def _document(name: str, title: Text, size: str, by: float) -> Document:
    return Document(
        name,
        title,
        lambda telling: story(telling, ROOM if by == 1 else WALL, by),
        landscape=True,
        group=FOLLOWUP,
        size=size,
        purpose=N_("Where each action lies; no map of elsewhere is needed."),
    )


SKETCH_MAP = _document("map", N_("Sketch map of the actions"), "A4", 1)
SKETCH_WALL = _document("map-a3", N_("Sketch map of the actions (A3)"), "A3", LARGER)

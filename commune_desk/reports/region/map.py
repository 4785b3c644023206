"""A sketch map of the region: each commune where its villages lie, with one measure.

No boundary is drawn: no open list of boundaries of communes was found
(`texts-and-codes.md`), and this one must not look like a survey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Note, Picture, Title, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.map_marks import north, scale
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import INK, MM, SECOND, WHITE, clipped, width_of
from commune_desk.reports.pdf.typeset import wrap
from commune_desk.reports.region.looked_at import EMPTY, few, year_of
from commune_desk.reports.region.measures import value_cell
from commune_desk.reports.sketch_frame import Frame
from commune_desk.services.region.queries.comparison import BY_KEY, compare
from commune_desk.services.region.queries.coverage import coverage
from commune_desk.services.region.queries.positions import positions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.pdf.ink import Ink
    from commune_desk.reports.sketch_frame import Box
    from commune_desk.services.region.queries.communes import Place
    from commune_desk.services.region.queries.comparison import Measure
    from commune_desk.services.region.queries.positions import Position
    from commune_desk.services.region.scope import RegionScope

LEGEND = 62.0
"""Millimetres of the legend at the right."""

ROOM, SCREEN = (265.0, 132.0), (277.0, 156.0)
"""Millimetres of the picture: under a title on an A4, and in the window."""

RADII, FILLS = (1.5, 2.3, 3.1), (WHITE, 0.7, INK)
"""The three classes: millimetres and grey; size alone tells them apart."""


FAR = (1.0, 3.0, 6.0, 10.0)
"""Millimetres from the edge of a disc at which its name is tried."""

SIZE, CROWDED = 8.0, 40
"""Points of a name; with more communes than this they are smaller."""

MARK = N_("Sketch, of no value as a boundary")


@dataclass(frozen=True, slots=True)
class Spot:
    """One commune on the map."""

    place: Place
    at: Position
    figure: str
    """Its value, in words; a dash where it did not send what it takes."""

    grade: int | None
    """0, 1, 2: lowest, middle and highest third."""


def graded(values: Sequence[float]) -> list[int]:
    """Cut values into thirds by their order; equal ones stand in the same third."""
    ordered = sorted(values)
    return [3 * ordered.index(value) // len(ordered) for value in values]


@dataclass(frozen=True, slots=True)
class RegionMap:
    """What the map shows, and how large."""

    spots: tuple[Spot, ...]
    classes: tuple[tuple[int, str], ...]
    """Grade and bounds of each class that is not empty, the highest first."""

    title: str
    words: Words
    width: float
    height: float

    def draw(self, ink: Ink) -> None:
        """Draw the places, their names, the scale and the legend."""
        wide = self.width - LEGEND - 4
        points = [(s.at.longitude, s.at.latitude) for s in self.spots]
        frame = Frame.around(points, wide, self.height)
        ink.box(0, 0, wide, self.height, 0.6)
        dots = [frame.at(*point) for point in points]
        taken: list[Box] = [
            (2, self.height - 10, self.width / 4, self.height - 3),
            (3, 2, 13, 16),
        ]
        taken += [self._reach(s, *dot) for s, dot in zip(self.spots, dots, strict=True)]
        for spot, dot in zip(self.spots, dots, strict=True):
            self._disc(ink, spot.grade, *dot)
        numbered: list[tuple[int, Spot]] = []
        for spot, dot in zip(self.spots, dots, strict=True):
            if not self._name(ink, spot, dot, taken):
                numbered.append((len(numbered) + 1, spot))
                self._number(ink, len(numbered), dot, taken)
        scale(ink, self.width - LEGEND, self.height, frame.millimetres)
        north(ink)
        self._legend(ink, numbered)

    @staticmethod
    def _reach(spot: Spot, x: float, y: float) -> Box:
        radius = RADII[spot.grade or 0]
        return (x - radius, y - radius, x + radius, y + radius)

    @staticmethod
    def _disc(ink: Ink, grade: int | None, x: float, y: float) -> None:
        if grade is None:
            ink.disc(x, y, RADII[0], 0.6, fill=WHITE, dash=(1.0, 1.0))
            return
        ink.disc(x, y, RADII[grade], 0.6, fill=FILLS[grade])

    def _name(
        self, ink: Ink, spot: Spot, dot: tuple[float, float], taken: list[Box]
    ) -> bool:
        """Write name and figure where they cover nothing; tell if there was room."""
        size = SIZE if len(self.spots) <= CROWDED else SIZE - 1
        name = clipped(spot.place.name, size, SANS_BOLD, 46)
        wide = max(width_of(name, size, SANS_BOLD), width_of(spot.figure, size, SANS))
        high = 2 * size * 0.42
        room = (1, 1, self.width - LEGEND - 5, self.height - 1)
        radius = RADII[spot.grade or 0]
        free = _free(dot, radius, (wide, high), taken, room)
        if free is None:
            return False
        left, top = free
        taken.append((left - 0.4, top, left + wide + 0.4, top + high))
        near = (
            min(max(dot[0], left), left + wide),
            min(max(dot[1], top), top + high),
        )
        if abs(near[0] - dot[0]) + abs(near[1] - dot[1]) > radius + 5:
            ink.rule(*dot, *near, 0.3, gray=SECOND)
        ink.text(left, top + high / 2 - 0.5, name, size, SANS_BOLD)
        ink.text(left, top + high - 0.5, spot.figure, size, SANS)
        return True

    @staticmethod
    def _number(
        ink: Ink, number: int, dot: tuple[float, float], taken: list[Box]
    ) -> None:
        text = str(number)
        wide = width_of(text, 7, SANS_BOLD)
        edge = (0.0, 0.0, 1_000.0, 1_000.0)
        at = _free(dot, RADII[2], (wide, 2.6), taken, edge)
        left, top = at or (dot[0] + RADII[2], dot[1] - 1.3)
        taken.append((left, top, left + wide, top + 2.6))
        ink.text(left, top + 2.4, text, 7, SANS_BOLD)

    def _legend(self, ink: Ink, numbered: Sequence[tuple[int, Spot]]) -> None:
        say, x, y = self.words.say, self.width - LEGEND, 3.6
        room = LEGEND * MM
        lines = wrap(self.title, SANS_BOLD, 9, room)
        y = ink.lines(x, y, lines, 9, SANS_BOLD) + 3
        for grade, bounds in self.classes:
            self._disc(ink, grade, x + 4, y)
            ink.text(x + 10, y + 1.1, bounds, 8.5, SANS)
            y += 7.5
        if any(spot.grade is None for spot in self.spots):
            self._disc(ink, None, x + 4, y)
            ink.text(x + 10, y + 1.1, say(N_("not sent")), 8.5, SANS)
            y += 7.5
        lines = wrap(say(THIRDS), SANS, 7.5, room)
        y = ink.lines(x, y + 1, lines, 7.5, SANS, gray=SECOND) + 2
        for number, spot in numbered:
            text = f"{number} {spot.place.name}: {spot.figure}"
            if y > self.height - 9:
                break
            ink.text(x, y, clipped(text, 7, SANS, LEGEND), 7, SANS)
            y += 3.2
        lines = wrap(say(MARK), SANS_BOLD, 8.5, room)
        ink.lines(x, self.height - 1 - 4 * (len(lines) - 1), lines, 8.5, SANS_BOLD)


THIRDS = N_(
    "Each size holds a third of the communes; the figure stands under the name."
)


def _free(
    dot: tuple[float, float],
    radius: float,
    size: tuple[float, float],
    taken: Sequence[Box],
    room: Box,
) -> tuple[float, float] | None:
    """Find the place nearest to a disc where a box covers nothing; None for none."""
    (x, y), (wide, high) = dot, size
    for far in FAR:
        gap = radius + far
        for left, top in (
            (x + gap, y - high / 2),
            (x - gap - wide, y - high / 2),
            (x - wide / 2, y + gap),
            (x - wide / 2, y - gap - high),
            (x + gap * 0.7, y + gap * 0.7),
            (x - gap * 0.7 - wide, y + gap * 0.7),
            (x + gap * 0.7, y - gap * 0.7 - high),
            (x - gap * 0.7 - wide, y - gap * 0.7 - high),
        ):
            box = (left - 0.3, top, left + wide + 0.3, top + high)
            if _within(box, room) and not any(_meet(box, other) for other in taken):
                return left, top
    return None


def _meet(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0 and min(one[3], other[3]) - max(one[1], other[1]) > 0


def _within(box: Box, room: Box) -> bool:
    return (
        box[0] >= room[0]
        and box[1] >= room[1]
        and box[2] <= room[2]
        and box[3] <= room[3]
    )


def _measure(telling: Telling) -> Measure:
    return BY_KEY[telling.only or cast("RegionScope", telling.scope).measure]


def _spots(telling: Telling, measure: Measure) -> tuple[list[Spot], list[float]]:
    session, year = telling.session, telling.scope.year
    at = positions(session, year)
    rows = [row for row in compare(session, year, measure) if row.place.code in at]
    rows.sort(key=lambda row: row.place.order)
    values = [row.value for row in rows if row.value is not None]
    grades = iter(graded(values))
    spots = [
        Spot(
            row.place,
            at[row.place.code],
            telling.words.say(value_cell(measure, row.part, row.whole)) or "–",
            None if row.value is None else next(grades),
        )
        for row in rows
    ]
    return spots, values


def sketch(telling: Telling, width: float, height: float) -> Picture | None:
    """Draw the map; None where no commune has a position."""
    measure = _measure(telling)
    spots, values = _spots(telling, measure)
    if not spots:
        return None
    say = telling.words.say
    told = [spot for spot in spots if spot.grade is not None]
    classes = []
    for grade in sorted({spot.grade for spot in told if spot.grade is not None})[::-1]:
        own = [
            (value, spot.figure)
            for value, spot in zip(values, told, strict=True)
            if spot.grade == grade
        ]
        low, high = min(own)[1], max(own)[1]
        bounds = low if low == high else say(N_("{low} to {high}", low=low, high=high))
        classes.append((grade, bounds))
    drawn = RegionMap(
        tuple(spots),
        tuple(classes),
        say(measure.title),
        telling.words,
        width,
        height,
    )
    title = N_(
        "Sketch map of the communes: {measure}, {year}",
        measure=measure.title,
        year=year_of(telling.scope),
    )
    return Picture(width, height, drawn.draw, title, facts=_facts(spots, measure))


def _facts(spots: Sequence[Spot], measure: Measure) -> TableBlock:
    columns = (
        TableColumn(N_("Commune"), 30),
        TableColumn(N_("Cercle"), 24),
        TableColumn(measure.title, 20, Align.RIGHT),
        TableColumn(N_("Latitude"), 12, Align.RIGHT),
        TableColumn(N_("Longitude"), 12, Align.RIGHT),
        TableColumn(N_("Villages with a position"), 12, Align.RIGHT),
    )
    rows = tuple(
        Row(
            (
                spot.place.name,
                spot.place.cercle,
                spot.figure,
                _degrees(spot.at.latitude),
                _degrees(spot.at.longitude),
                spot.at.villages,
            )
        )
        for spot in spots
    )
    return TableBlock(columns, rows, title=N_("Sketch map"))


def _degrees(value: float) -> str:
    return f"{value:.5f}".replace(".", ",")


def map_pages(telling: Telling) -> Iterator[Block]:
    """Tell the map, and which communes are not on it."""
    picture = sketch(telling, *ROOM)
    if picture is None:
        yield say_prose(
            N_("No commune sent villages with a position: there is nothing to draw.")
        )
        return
    yield picture
    found = coverage(telling.session, telling.scope.year)
    at = positions(telling.session, telling.scope.year)
    lost = [place for code, place in found.expected.items() if code not in at]
    if lost:
        yield Note(
            P_(
                "{count} commune without a position: {names}.",
                "{count} communes without a position: {names}.",
                count=len(lost),
                names=few(lost),
            )
        )
    yield Note(
        N_(
            "A commune stands at the mean of the positions of its villages, as its "
            "last package tells them."
        )
    )


def story(telling: Telling) -> Iterator[Block]:
    """Tell the map alone."""
    measure: Text = _measure(telling).title
    yield Title(
        N_("Sketch map of the communes, {year}", year=year_of(telling.scope)),
        N_("{measure}. {mark}.", measure=measure, mark=MARK),
    )
    if not coverage(telling.session, telling.scope.year).read:
        yield say_prose(EMPTY)
        return
    yield from map_pages(telling)


def region_map(telling: Telling) -> Picture | None:
    """Draw the map for the screen; None where no commune has a position."""
    return sketch(telling, *SCREEN)


REGION_MAP = Document(
    "region-map",
    N_("Sketch map of the communes"),
    story,
    landscape=True,
    over=year_of,
    purpose=N_("Where each commune lies, with the measure that is looked at."),
)

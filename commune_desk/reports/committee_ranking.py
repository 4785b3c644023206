"""Committees ranked by self-assessment: a cell for each point, classes counted.

The last whole grid of each committee counts; what was never filled is told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.charts import LIGHTS
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    Note,
    Picture,
    Title,
    say_prose,
)
from commune_desk.reports.charts.told import charted
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Row, TableBlock, TableColumn
from commune_desk.reports.meeting_papers import GROUP, standing
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import INK, SECOND, clipped
from commune_desk.reports.visit_papers import PROPOSAL
from commune_desk.services.grid_lists import steps
from commune_desk.services.registry import book
from commune_desk.services.visit_lists import last_visits, visits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.domain.visits import Step
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.pdf.ink import Ink
    from commune_desk.services.visit_lists import VisitRow

WIDTH, LINE, HEAD = 175.0, 5.4, 6.0
"""Millimetres of the drawing, of one committee, and of the name of a type."""

NAMES, CELLS = 62.0, 76.0
"""Millimetres of the names, and of the cells of a whole grid."""

A_PAGE = 36
"""Lines of one drawing: what an upright page holds under its title."""


@dataclass(frozen=True, slots=True)
class _Ladder:
    """Lines of one drawing: the names of types, and committees below them."""

    lines: tuple[str | VisitRow, ...]

    @property
    def height(self) -> float:
        """Millimetres that it takes."""
        return sum(HEAD if isinstance(line, str) else LINE for line in self.lines)

    def draw(self, ink: Ink) -> None:
        """Draw each committee: name, a cell a point, sum, class, day."""
        y = 0.0
        for line in self.lines:
            if isinstance(line, str):
                ink.rule(0, y + 0.4, WIDTH, y + 0.4, 0.25)
                ink.text(0, y + 4.4, clipped(line, 9, SANS_BOLD, WIDTH), 9, SANS_BOLD)
                y += HEAD
            else:
                self._committee(ink, line, y)
                y += LINE

    @staticmethod
    def _committee(ink: Ink, row: VisitRow, y: float) -> None:
        score, base = row.score, y + 3.7
        name = clipped(row.committee, 8.5, SANS, NAMES - 2)
        ink.text(1, base, name, 8.5, SANS)
        pitch = CELLS / max(1, score.most)
        for at in range(score.most):
            left = NAMES + at * pitch
            fill = INK if at < score.points else None
            ink.box(left, y + 1.2, pitch - 0.35, 2.8, 0.25, fill=fill, gray=SECOND)
        right = NAMES + CELLS
        ink.text(right + 9, base, str(score.points), 8.5, SANS_BOLD, Align.RIGHT)
        ink.text(right + 11, base, score.title, 8.5, SANS)


def story(telling: Telling) -> Iterator[Block]:
    """Tell the classes, the ladder by type, then the counts by type and village."""
    session = telling.session
    rows = last_visits(visits(session))
    known = [each for each in book(session) if each.active]
    ids = {each.id for each in known}
    rows = [row for row in rows if row.committee_id in ids]
    classes = steps(session)
    subtitle = P_(
        "{count} committee assessed of {whole}",
        "{count} committees assessed of {whole}",
        count=len(rows),
        whole=len(known),
    )
    yield Title(RANKING.title, subtitle)
    if not rows:
        yield say_prose(N_("No committee has filled the whole grid yet."))
        return
    counts = Counter(row.score.title for row in rows)
    yield KeyFigures(
        tuple(
            Figure(counts[step.title], step.title, _span(step, classes))
            for step in classes
        )
    )
    yield from _ladders(telling, rows)
    yield Heading(N_("By type"), 2)
    yield _crossed(rows, classes, "type")
    yield Heading(N_("By village"), 2)
    yield _crossed(rows, classes, "village")
    yield Heading(N_("Lights by column"), 2)
    yield from charted(telling, LIGHTS)
    missing = [each.committee.name for each in known
               if each.id not in {row.committee_id for row in rows}]  # fmt: skip
    if missing:
        yield say_prose(N_("Without a whole grid: {names}.", names=tuple(missing)))
    yield Note(PROPOSAL)


def _span(step: Step, classes: Sequence[Step]) -> Text:
    above = [each.lowest for each in classes if each.lowest > step.lowest]
    if not above:
        return N_("{least} points and more", least=step.lowest)
    return N_("{least} to {most} points", least=step.lowest, most=min(above) - 1)


def _by_points(row: VisitRow) -> tuple[int, str]:
    return -row.score.points, row.committee


def _ladders(telling: Telling, rows: Sequence[VisitRow]) -> Iterator[Block]:
    lines: list[str | VisitRow] = []
    by_type: dict[str, list[VisitRow]] = defaultdict(list)
    for row in rows:
        by_type[row.type].append(row)
    for name in sorted(by_type, key=fold):
        lines.append(name)
        ranked: list[VisitRow] = sorted(by_type[name], key=_by_points)
        lines += ranked
    while lines:
        cut = A_PAGE
        if len(lines) > cut and isinstance(lines[cut - 1], str):
            cut -= 1
        part, lines = tuple(lines[:cut]), lines[cut:]
        ladder = _Ladder(part)
        title = N_("Committees by type and points")
        yield Picture(
            WIDTH, ladder.height, ladder.draw, title, facts=_facts(telling, part)
        )


def _facts(telling: Telling, lines: Sequence[str | VisitRow]) -> TableBlock:
    columns = (
        TableColumn(N_("Committee"), 50),
        TableColumn(N_("Points"), 10, Align.RIGHT),
        TableColumn(N_("Class of the grid"), 24),
        TableColumn(N_("Visit"), 14),
    )
    del telling
    rows = tuple(
        Row((line, None, None, None), Role.ARTICLE)
        if isinstance(line, str)
        else Row((line.committee, line.score.points, line.score.title, line.made_on))
        for line in lines
    )
    return TableBlock(columns, rows)


def _crossed(rows: Sequence[VisitRow], classes: Sequence[Step], key: str) -> TableBlock:
    columns = (
        TableColumn(N_("Type of committee") if key == "type" else N_("Village"), 52),
        *(TableColumn(step.title, 16, Align.RIGHT, adds=True) for step in classes),
        TableColumn(N_("Together"), 14, Align.RIGHT, adds=True),
        TableColumn(N_("Mean points"), 14, Align.RIGHT),
    )
    names = sorted({getattr(row, key) for row in rows}, key=fold)
    lines = [_line(name or "–", [r for r in rows if getattr(r, key) == name], classes)
             for name in names]  # fmt: skip
    total = _line(N_("Together"), rows, classes)
    return TableBlock(columns, (*lines, Row(total.cells, Role.GRAND)))


def _line(name: object, rows: Sequence[VisitRow], classes: Sequence[Step]) -> Row:
    counts = Counter(row.score.title for row in rows)
    mean = sum(row.score.points for row in rows) // len(rows) if rows else None
    known = (counts[step.title] or None for step in classes)
    return Row((name, *known, len(rows), mean))


RANKING = Document(
    "committee-ranking",
    N_("Ranking of the committees"),
    story,
    group=GROUP,
    purpose=N_("Self-assessment by type and village: a black cell is a point."),
    standing=standing,
)

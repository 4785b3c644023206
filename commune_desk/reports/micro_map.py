"""A sketch map of the micro-projects of the villages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from commune_desk.domain.lifecycle import Stage
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.places import Places
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import Note, Picture, Title, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.micro_bulletin import GROUP, MICRO_BULLETIN, standing
from commune_desk.reports.micro_papers import MICRO_LIST, MICRO_SHEET
from commune_desk.reports.sketch_frame import rings
from commune_desk.reports.sketch_map import ROOM, WALL, SketchMap
from commune_desk.services.micro_rows import micro_projects
from commune_desk.services.territory import villages
from commune_desk.storage.models import Commune

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.services.tracking import FollowRow

STAGES = {
    MicroState.RUNNING: Stage.UNDER_WAY,
    MicroState.HANDED_OVER: Stage.DONE,
    MicroState.REFUSED: Stage.ABANDONED,
    MicroState.ABANDONED: Stage.ABANDONED,
}


@dataclass(frozen=True, slots=True)
class InPlan:
    """What the legend asks of a line: its sector."""

    sector_code: str
    sector: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A micro-project as the map draws it."""

    code: str
    title: str
    stage: Stage
    places: Places
    plan: InPlan


def dots(rows: list[MicroRow]) -> list[Dot]:
    """Number the projects that lie in a village; their titles stand in the legend."""
    own = [row for row in rows if row.village_id is not None]
    own.sort(key=lambda row: (row.sector_code, row.portfolio_id, row.id))
    return [
        Dot(
            str(number),
            row.title,
            STAGES.get(row.state, Stage.NOT_STARTED),
            Places((row.village_id or 0,), names=(row.village,)),
            InPlan(row.sector_code[:2], row.sector),
        )
        for number, row in enumerate(own, 1)
    ]


def sketch(telling: Telling, width: float, height: float) -> Picture | None:
    """Draw the map; None where no village with a project has a position."""
    session, scope = telling.session, telling.scope
    every = villages(session, scope)
    placed = [v for v in every if v.latitude is not None and v.longitude is not None]
    shown = dots(micro_projects(session))
    if not placed or not shown:
        return None
    outline = rings(
        session.scalar(select(Commune.boundary).where(Commune.is_own)) or ""
    )
    drawn = SketchMap(
        tuple(placed),
        # The map reads of a line only what a dot has too.
        cast("tuple[FollowRow, ...]", tuple(shown)),
        tuple(tuple(ring) for ring in outline),
        telling.words,
        width,
        height,
        N_("Micro-projects by sector"),
    )
    title = N_("Sketch map of the micro-projects")
    return Picture(width, height, drawn.draw, title, facts=_facts(shown))


def _facts(shown: list[Dot]) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 10, Align.RIGHT),
        TableColumn(N_("Micro-project"), 80),
        TableColumn(N_("Village"), 30),
        TableColumn(N_("State"), 24),
    )
    lines = tuple(
        Row((dot.code, dot.title, dot.places.names[0], dot.stage)) for dot in shown
    )
    return TableBlock(columns, lines, title=N_("Sketch map"))


def story(telling: Telling) -> Iterator[Block]:
    """Tell the map, and what is not on it."""
    yield Title(N_("Sketch map of the micro-projects"), N_("Without scale of a survey"))
    picture = sketch(telling, *ROOM)
    if picture is None:
        yield say_prose(N_("No micro-project lies in a village with a position."))
        return
    yield picture
    away = [r for r in micro_projects(telling.session) if r.village_id is None]
    if away:
        count = sum(row.projects for row in away)
        yield Note(
            P_(
                "{count} project outside the villages of the commune is not drawn.",
                "{count} projects outside the villages of the commune are not drawn.",
                count=count,
            )
        )


def map_of_projects(telling: Telling) -> Picture | None:
    """Draw the map for the screen."""
    return sketch(telling, *WALL)


MICRO_MAP = Document(
    "micro-map",
    N_("Sketch map of the micro-projects"),
    story,
    landscape=True,
    group=GROUP,
    purpose=N_("Where each micro-project lies: black is handed over, grey under way."),
    standing=standing,
)
MICRO_PAPERS = (MICRO_BULLETIN, MICRO_SHEET, MICRO_LIST, MICRO_MAP)

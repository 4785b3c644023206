"""Papers and photographs for the demonstration, drawn by the program itself.

Each says DÉMONSTRATION across its face: nobody can take it for a real one.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from commune_desk.domain.attachments import AttachmentKind, PhotoStage
from commune_desk.paths import RESOURCES
from commune_desk.services.attaching import AttachFile
from commune_desk.storage.models import Action, CouncilSession, Plan, ProcessStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

MARK = "DÉMONSTRATION"
FACE = RESOURCES / "fonts" / "NotoSans-Bold.ttf"
A4 = (595, 842)
YEAR = 2024

_STEPS: dict[int, tuple[AttachmentKind, ...]] = {
    0: (AttachmentKind.MINUTES,),
    1: (AttachmentKind.MINUTES, AttachmentKind.DELIBERATION),
    3: (AttachmentKind.MINUTES, AttachmentKind.ATTENDANCE),
    4: (AttachmentKind.MINUTES,),
    5: (AttachmentKind.MINUTES, AttachmentKind.ATTENDANCE),
    6: (AttachmentKind.MINUTES,),
    7: (AttachmentKind.MINUTES,),
    8: (AttachmentKind.MINUTES, AttachmentKind.DELIBERATION),
    9: (AttachmentKind.LETTER,),
}
"""Papers at the steps; some are left out so that the screen shows what is missing."""

_TITLES = {
    AttachmentKind.MINUTES: "Procès-verbal",
    AttachmentKind.DELIBERATION: "Délibération",
    AttachmentKind.ATTENDANCE: "Liste de présence",
    AttachmentKind.LETTER: "Bordereau d’envoi",
}
_FILES = {
    AttachmentKind.MINUTES: "pv",
    AttachmentKind.DELIBERATION: "deliberation",
    AttachmentKind.ATTENDANCE: "presence",
    AttachmentKind.LETTER: "bordereau",
    PhotoStage.BEFORE: "photo-avant",
    PhotoStage.DURING: "photo-pendant",
    PhotoStage.AFTER: "photo-apres",
}
"""How the files are called: as a French commune would, without accents."""

_PHOTOGRAPHED = "1.1"
"""The action of the demonstration that has photographs."""


@dataclass(frozen=True, slots=True)
class _Paper:
    record: tuple[str, int]
    name: str
    content: bytes
    values: Mapping[str, Any] = field(default_factory=dict)


def sample_papers(session: Session) -> list[AttachFile]:
    """Draw the papers, each for its record."""
    papers = [*_of_steps(session), *_of_sessions(session), *_of_actions(session)]
    return [AttachFile(p.record, p.name, p.content, p.values) for p in papers]


def _of_steps(session: Session) -> Iterator[_Paper]:
    query = (
        select(ProcessStep)
        .join(Plan, Plan.id == ProcessStep.plan_id)
        .where(Plan.first_year == YEAR)
        .order_by(ProcessStep.number)
    )
    for step in session.scalars(query):
        for kind in _STEPS.get(step.number, ()):
            title = f"{_TITLES[kind]}, étape {step.number}"
            record = ("process_steps", step.id)
            yield _typed(record, kind, title, step.held_on, step.minutes)


def _of_sessions(session: Session) -> Iterator[_Paper]:
    for row in session.scalars(select(CouncilSession).order_by(CouncilSession.id)):
        if row.deliberation:
            kind = AttachmentKind.MINUTES
            title = f"{_TITLES[kind]} du {row.held_on:%d/%m/%Y}"
            record = ("council_sessions", row.id)
            yield _typed(record, kind, title, row.held_on, row.deliberation)


def _of_actions(session: Session) -> Iterator[_Paper]:
    query = (
        select(Action.id)
        .join(Plan, Plan.id == Action.plan_id)
        .where(Plan.first_year == YEAR, ~Plan.archived, Action.code == _PHOTOGRAPHED)
    )
    row_id = session.scalar(query)
    if row_id is None:
        return
    for stage, walls, on, title in (
        (PhotoStage.BEFORE, 0.0, dt.date(2024, 2, 12), "Terrain de l’école"),
        (PhotoStage.DURING, 0.6, dt.date(2024, 6, 3), "Murs élevés"),
        (PhotoStage.AFTER, 1.0, dt.date(2024, 10, 21), "Trois salles de classe"),
    ):
        values = {"title": title, "stage": stage, "dated": on, "note": MARK.lower()}
        name = f"{_FILES[stage]}.jpg"
        yield _Paper(("actions", row_id), name, _photo(walls), values)


def _typed(
    record: tuple[str, int],
    kind: AttachmentKind,
    title: str,
    on: dt.date | None,
    number: str,
) -> _Paper:
    values = {
        "title": title,
        "kind": kind,
        "dated": on,
        "number": number,
        "note": "inventé pour la démonstration",
    }
    return _Paper(record, f"{_FILES[kind]}-{record[1]}.pdf", _page(title), values)


def _page(title: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(60, 760, title.replace("’", "'").replace("–", "-"))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 736, "Pièce inventée pour la démonstration du programme.")
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(55)
    canvas.setFillGray(0.75)
    canvas.setFont("Helvetica-Bold", 64)
    canvas.drawCentredString(0, -20, MARK)
    canvas.save()
    return file.getvalue()


def _photo(walls: float) -> bytes:
    """Draw a school: bare ground, walls half up, or a roof over three rooms."""
    image = Image.new("RGB", (1200, 800), "#cfe3f2")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 520, 1200, 800), fill="#c9a36b")
    top = 620 - round(260 * walls)
    if walls:
        draw.rectangle(
            (180, top, 1020, 620), fill="#d9b48a", outline="#6b4a2a", width=4
        )
        for left in (230, 510, 790):
            draw.rectangle((left, max(top, 440), left + 90, 620), fill="#6b4a2a")
    if walls == 1:
        draw.polygon(((140, 360), (1060, 360), (980, 290), (220, 290)), fill="#7d8790")
    else:
        for left in range(200, 1040, 120):
            draw.line((left, 600, left, 640), fill="#6b4a2a", width=6)
    draw.rectangle((0, 0, 1200, 90), fill="#2b2b2b")
    face = ImageFont.truetype(str(FACE), 52)
    draw.text((600, 45), MARK, fill="white", font=face, anchor="mm")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()

"""Every page of every paper: nothing cut, nothing over other text, figures flush."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from counts import count
from page_geometry import MM, faults
from printed import paper
from reportlab.pdfgen.canvas import Canvas
from sample import FRENCH

from commune_desk.reports.catalogue import DOCUMENTS, document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.options import Options
from commune_desk.reports.pdf.fonts import SANS, open_all
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.reports.document import Document
    from commune_desk.storage.store import Store


@pytest.mark.parametrize("wanted", DOCUMENTS, ids=lambda d: d.name)
def test_no_page_of_the_demonstration_has_a_fault(
    demo: Store, wanted: Document
) -> None:
    assert faults(paper(demo, wanted)) == []


@pytest.mark.parametrize("wanted", DOCUMENTS, ids=lambda d: d.name)
def test_no_page_of_a_new_commune_has_a_fault(empty: Store, wanted: Document) -> None:
    assert faults(paper(empty, wanted)) == []


OPTIONS = {
    "large": Options(large=True),
    "A3": Options(size="A3"),
    "pencil": Options(blank=True),
    "no letterhead": Options(letterhead=False),
}
CHANGED = count(
    suite=tuple(map(document, ("pia", "budget-balance", "deliberation"))),
    full=DOCUMENTS,
)


@pytest.mark.full
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS.keys())
@pytest.mark.parametrize("wanted", CHANGED, ids=lambda d: d.name)
def test_no_page_printed_in_another_way_has_a_fault(
    demo: Store, wanted: Document, options: Options
) -> None:
    with demo.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        assert faults(printed(wanted, telling, ".pdf", options)) == []


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    """Draw on a bare A4, in points from its lower left corner."""
    open_all()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(210 * MM, 297 * MM), initialFontName="Sans")
    canvas.setFont(SANS, 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def clean(canvas: Canvas) -> None:
    canvas.drawString(60, 500, "Libellé")
    canvas.drawRightString(300, 500, "12\u202f500\u202f000")
    canvas.drawRightString(300, 486, "500\u202f000")
    canvas.line(60, 497, 300, 497)
    canvas.line(200, 480, 200, 512)


def overlapping(canvas: Canvas) -> None:
    canvas.drawString(60, 500, "Construction de trois salles de classe")
    canvas.drawString(200, 501, "12 500 000")


def cut(canvas: Canvas) -> None:
    canvas.drawString(180 * MM, 500, "Montants en francs CFA")


def punched(canvas: Canvas) -> None:
    canvas.drawString(10 * MM, 500, "Libellé")


def framed(canvas: Canvas) -> None:
    canvas.rect(60, 490, 50, 20)
    canvas.drawString(65, 496, "hors de son cadre")


def crossed(canvas: Canvas) -> None:
    canvas.drawString(60, 500, "Libellé")
    canvas.line(75, 480, 75, 520)


def hidden(canvas: Canvas) -> None:
    """A rule that ends at a white box, on which the words stand, is no fault."""
    canvas.line(75, 480, 75, 520)
    canvas.setFillGray(1)
    canvas.rect(58, 494, 60, 14, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(60, 500, "Libellé")


def centred(canvas: Canvas) -> None:
    canvas.drawCentredString(300, 500, "12\u202f500\u202f000")
    canvas.drawCentredString(300, 486, "500\u202f000")


@pytest.mark.parametrize("draw", [clean, hidden])
def test_a_sound_page_has_none(draw: Callable[[Canvas], None]) -> None:
    assert faults(drawn(draw)) == []


@pytest.mark.parametrize(
    ("draw", "fault"),
    [
        (overlapping, "one over the other"),
        (cut, "outside the margins"),
        (punched, "outside the margins"),
        (framed, "runs through"),
        (crossed, "runs through"),
        (centred, "not below each other"),
    ],
)
def test_a_planted_fault_is_found(draw: Callable[[Canvas], None], fault: str) -> None:
    (found,) = faults(drawn(draw))
    assert found.startswith(f"page 1: {fault}") or fault in found

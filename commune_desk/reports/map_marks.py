"""What every sketch map bears: the arrow to the north and the bar of kilometres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import INK, MM, WHITE

if TYPE_CHECKING:
    from commune_desk.reports.pdf.ink import Ink

STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
"""Kilometres that a bar may show."""


def north(ink: Ink) -> None:
    """Draw the arrow in the corner at the top left."""
    canvas = ink.canvas
    path = canvas.beginPath()
    path.moveTo(8 * MM, ink.y(6))
    path.lineTo(5.6 * MM, ink.y(15))
    path.lineTo(8 * MM, ink.y(13))
    path.lineTo(10.4 * MM, ink.y(15))
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)
    ink.text(8, 5, "N", 9, SANS_BOLD, Align.CENTRE)


def scale(ink: Ink, room: float, bottom: float, millimetres: float) -> None:
    """Draw a bar of whole kilometres at the bottom left, about a fifth of `room`.

    `room` and `bottom` in millimetres of the paper, `millimetres` to a kilometre.
    """
    step = max((s for s in STEPS if s * millimetres <= room / 5), default=STEPS[0])
    wide, x, y = step * millimetres, 5.0, bottom - 6
    ink.box(x, y, wide / 2, 1.4, 0.6, fill=INK)
    ink.box(x + wide / 2, y, wide / 2, 1.4, 0.6, fill=WHITE)
    ink.text(x, y - 1.2, "0", 7.5, SANS, Align.CENTRE)
    ink.text(x + wide, y - 1.2, f"{step}\u00a0km", 7.5, SANS, Align.CENTRE)

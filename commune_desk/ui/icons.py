"""Tabler icons, in the colours of the theme."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from commune_desk.paths import RESOURCES
from commune_desk.ui.theme import look

_RATIOS = (1.0, 1.25, 1.5, 2.0)
"""Scales of screens for which an icon is drawn beforehand."""


@cache
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=2048)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", colour)
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(
    name: str, colour: str = "ink", size: int = 16, ratio: float = 2.0
) -> QPixmap:
    """Draw an icon for a painter or a label."""
    worn = look()
    return _drawn(name, worn.colours.get(colour, colour), size, ratio)


def icon(name: str, colour: str = "ink", size: int = 16) -> QIcon:
    """Make an icon for a button, sharp at every scale of the screen."""
    worn = look()
    off = worn.colours["ink_soft"]
    return _icon(name, worn.colours.get(colour, colour), off, size)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, off: str, size: int) -> QIcon:
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(_drawn(name, colour, size, ratio))
        made.addPixmap(_drawn(name, off, size, ratio), QIcon.Mode.Disabled)
    return made

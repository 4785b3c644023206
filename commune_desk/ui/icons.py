"""Tabler icons, in the colours of the theme."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from commune_desk.paths import RESOURCES
from commune_desk.ui.theme import look


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
    """Make an icon for a button, sharp at the scale of each screen there is."""
    worn = look()
    off = worn.colours["ink_soft"]
    return _icon(name, worn.colours.get(colour, colour), off, size, _ratios())


_DRAWN_AT: set[float] = set()


def draw_at(scale: float) -> None:
    """Draw icons for a scale that no screen has: that of a picture."""
    _DRAWN_AT.add(scale)


def _ratios() -> tuple[float, ...]:
    """List the scales of the screens: drawing for others would be waited for."""
    screens = QGuiApplication.screens()
    return tuple(sorted(_DRAWN_AT | {each.devicePixelRatio() for each in screens}))


@lru_cache(maxsize=512)
def _icon(
    name: str, colour: str, off: str, size: int, ratios: tuple[float, ...]
) -> QIcon:
    made = QIcon()
    for ratio in ratios:
        made.addPixmap(_drawn(name, colour, size, ratio))
        made.addPixmap(_drawn(name, off, size, ratio), QIcon.Mode.Disabled)
    return made

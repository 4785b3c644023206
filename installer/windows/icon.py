"""The icon of the program, drawn from the one of its windows."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

from environment import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (256, 64, 48, 32, 16)
GROUND, INK = "#103A30", "#E3A93C"
ROUND = 0.18
"""Part of the side by which corners are rounded."""


def draw(path: Path) -> None:
    """Write the file of icons, one picture for each size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image  # noqa: PLC0415  the packages are there once .venv is made
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415  as above

    application = QGuiApplication.instance() or QGuiApplication([])
    pictures = [Image.open(io.BytesIO(_picture(size))) for size in SIZES]
    first, *others = pictures
    first.save(path, format="ICO", sizes=[(s, s) for s in SIZES], append_images=others)
    del application


def _picture(size: int) -> bytes:
    from PySide6.QtCore import (  # noqa: PLC0415  as above
        QBuffer,
        QByteArray,
        QRectF,
        Qt,
    )
    from PySide6.QtGui import QColor, QImage, QPainter  # noqa: PLC0415  as above
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  as above

    drawing = ROOT / "resources" / "icons" / "building-community.svg"
    svg = drawing.read_text("utf-8").replace("currentColor", INK)
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(GROUND))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * ROUND, size * ROUND)
    edge = size * 0.14
    inside = QRectF(edge, edge, size - 2 * edge, size - 2 * edge)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, inside)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(buffer.data().data())

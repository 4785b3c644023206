"""A picture of every page, drawn without a screen; and what is cut in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from commune_desk.ui.cut_check import cut
from commune_desk.ui.icons import draw_at
from commune_desk.ui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from commune_desk.ui.context import Context
    from commune_desk.ui.navigation import Place

PATIENCE = 20.0
"""Seconds given to the page of a document."""

TURNS = 5
"""Rounds of events after which layouts have come to rest."""


def logical(size: QSize, scale: float) -> QSize:
    """Tell how many logical pixels a screen has at a scale of the system."""
    return QSize(round(size.width() / scale), round(size.height() / scale))


def settle(window: Shell) -> None:
    """Let layouts come to rest, and long work come home."""
    window.show()
    until = time.monotonic() + PATIENCE
    while window.context.jobs.busy and time.monotonic() < until:
        QApplication.processEvents()
    for _ in range(TURNS):
        QApplication.processEvents()


def grab(window: QWidget, scale: float) -> QPixmap:
    """Draw a window as a screen of that scale shows it."""
    picture = QPixmap(window.size() * scale)
    picture.setDevicePixelRatio(scale)
    window.render(picture)
    return picture


def tour(
    context: Context,
    size: QSize,
    scale: float = 1.0,
    places: Sequence[Place] | None = None,
) -> Iterator[tuple[str, Shell]]:
    """Open every place of the window in turn; yields its key and the window."""
    shell = Shell(context, places)
    shell.resize(logical(size, scale))
    context.review()
    settle(shell)
    for place in shell.places:
        shell.show_place(place.key)
        settle(shell)
        yield place.key, shell
    shell.close()
    shell.deleteLater()


def draw_page(page: QWidget, path: Path, size: QSize, scale: float = 1.0) -> list[str]:
    """Write one PNG of a page outside the window; return what is cut."""
    page.resize(logical(size, scale))
    page.show()
    for _ in range(TURNS):
        QApplication.processEvents()
    grab(page, scale).save(str(path))
    found = cut(page)
    page.close()
    page.deleteLater()
    return found


def draw_all(
    context: Context,
    folder: Path,
    size: QSize,
    scale: float = 1.0,
    places: Sequence[Place] | None = None,
) -> dict[str, list[str]]:
    """Write one PNG for each place; return what is cut, by place."""
    folder.mkdir(parents=True, exist_ok=True)
    draw_at(scale)
    found = {}
    for key, shell in tour(context, size, scale, places):
        grab(shell, scale).save(str(folder / f"{key}.png"))
        found[key] = cut(shell)
    return found

"""Put the parts together; with the command line, the only place that knows all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from commune_desk.app import home
from commune_desk.app.program import Program, opened
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.ui import theme
from commune_desk.ui.pages.start import StartPage
from commune_desk.ui.screens import draw_all, draw_page

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Any of them tells Qt where to draw."""

if TYPE_CHECKING:
    from argparse import Namespace

    from commune_desk.l10n.words import Words


def show(dossier: Path | None, words: Words) -> int:
    """Open the window and stay until it is closed."""
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        raise StorageTrouble(N_("There is no screen here to open a window on."))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Commune Desk")
    program = Program(app, words)
    if dossier is None:
        program.start()
    else:
        program.open(dossier)
    done = app.exec()
    program.close()
    return done


def draw(asked: Namespace, words: Words) -> dict[str, list[str]]:
    """Draw every screen of a dossier into PNG files; return what is cut in each."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication.instance() or QApplication(sys.argv[:1])
    theme.dress(app, asked.theme)  # type: ignore[arg-type]  # it is a QApplication
    context = opened(Path(asked.dossier), words, asked.year)
    size = QSize(*asked.size)
    try:
        found = draw_all(context, asked.output, size, asked.scale)
        start = StartPage(words)
        found["start"] = draw_page(start, asked.output / "start.png", size, asked.scale)
    finally:
        context.close()
        context.desk.store.close()
    return found


__all__ = ["Program", "draw", "home", "show"]

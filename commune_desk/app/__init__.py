"""Put the parts together; with the command line, the only place that knows all."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from commune_desk.app.doorstep import Doorstep, name_for_taskbar
from commune_desk.app.later import later
from commune_desk.app.places import is_region
from commune_desk.app.program import Program
from commune_desk.app.tastes import enlarge, tastes
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS, own_folder
from commune_desk.services.memory import leave_for_rest
from commune_desk.ui import theme

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Any of them tells Qt where to draw."""


def show(dossier: Path | str | None) -> int:
    """Open the window and stay until it is closed."""
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        raise StorageTrouble(N_("There is no screen here to open a window on."))
    name_for_taskbar()
    chosen = tastes()
    enlarge(chosen.letters)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Commune Desk")
    doorstep = Doorstep(own_folder(), app)
    if not doorstep.first() and doorstep.hand_over(_whole(dossier)):
        return 0
    program = Program(app, Words(chosen.language, TRANSLATIONS), chosen.theme)
    doorstep.asked.connect(program.asked)
    doorstep.watch()
    program.begin(dossier)
    leave_for_rest()
    done = app.exec()
    program.close()
    doorstep.let_go()
    return done


def _whole(dossier: Path | str | None) -> str:
    """Name a dossier so that a program which stands in another folder finds it."""
    if dossier is None or isinstance(dossier, str):
        return dossier or ""
    return str(dossier.absolute())


def draw(asked: Namespace, words: Words) -> dict[str, list[str]]:
    """Draw every screen of a dossier into PNG files; return what is cut in each."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication.instance() or QApplication(sys.argv[:1])
    words = Words(asked.language, TRANSLATIONS) if asked.language else words
    theme.dress(app, asked.theme)  # type: ignore[arg-type]  # it is a QApplication
    screens, size = later("drawing"), QSize(*asked.size)
    places = None
    if is_region(asked.dossier):
        context = later("region").opened(asked.dossier, words)
        places = later("region").places()
    else:
        context = later("opening").opened(asked.dossier, words, asked.year)
    try:
        found: dict[str, list[str]] = screens.draw_all(
            context, asked.output, size, asked.scale, places
        )
        start = later("starting").blank(words)
        path = asked.output / "start.png"
        found["start"] = screens.draw_page(start, path, size, asked.scale)
    finally:
        context.close()
        context.desk.store.close()
    return found

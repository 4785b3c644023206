"""What stands around the pages, painted before the dossier itself is brought in.

It looks as the window will: rail, bars, head of the first page. Nobody waits before an
empty screen while the database and the rules are brought in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from commune_desk.domain.text import N_
from commune_desk.ui.navigation import places
from commune_desk.ui.rail import Rail
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.home_head import home_head
from commune_desk.ui.widgets.layouts import across, down, hold
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from commune_desk.l10n.words import Words

BAR, MARGIN = 36, 24
"""Height and margin of the bar at the foot."""


class WindowFrame(QMainWindow):
    """Stands in the place of the window until that is ready."""

    def __init__(self, words: Words, file: str) -> None:
        super().__init__()
        self.setWindowTitle("Commune Desk")
        self.rail = Rail(words, places())
        self.rail.show_place("home")
        margin = look().sizes["page_margin"]
        page = down(home_head(words), None, gap=10, margins=(margin, 10, margin, 12))
        top, bar = QWidget(), QWidget()
        top.setObjectName("top")
        top.setFixedHeight(look().sizes["topbar"])
        said = words.say(N_("Opening {file}…", file=file))
        bar.setObjectName("bar")
        bar.setFixedHeight(BAR)
        bar.setLayout(
            across(Label(said, "small", "ink_soft"), None, margins=(MARGIN, 0, 0, 0))
        )
        for strip in (top, bar):
            strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        main = down(top, gap=0)
        body = hold(page, "body")
        body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body.setFocus()  # else the first entry of the rail would be ringed
        main.addWidget(body, 1)
        main.addWidget(bar)
        whole = across(self.rail, gap=0)
        whole.addWidget(hold(main, "page"), 1)
        self.setCentralWidget(hold(whole, "page"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail as the window will."""
        super().resizeEvent(event)
        self.rail.fit_to(event.size())

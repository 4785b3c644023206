"""Keep the refusal under the row that caused it, while the table scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from commune_desk.domain.errors import Rejected
from commune_desk.domain.text import N_
from commune_desk.ui.remedies import ways
from commune_desk.ui.widgets.refusal_box import RefusalBox

if TYPE_CHECKING:
    from commune_desk.domain.errors import DeskError
    from commune_desk.ui.context import Context
    from commune_desk.ui.grid import Grid

WIDEST = 640
EDGE = 12


class RefusalPlace(QObject):
    """Shows the refusal of the model, right under its cell."""

    solved = Signal()
    """A button did what the desk could accept: what was typed is settled."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self._view = view
        self.box = RefusalBox(view.viewport())
        view.rows.refusal_changed.connect(self.refresh)
        view.rows.rebuilt.connect(lambda: QTimer.singleShot(0, self, self.place))
        view.verticalScrollBar().valueChanged.connect(self.place)

    def refresh(self) -> None:
        """Show what the model refuses, or nothing."""
        rows = self._view.rows
        if rows.refusal is None:
            self.box.hide()
        else:
            context = rows.context
            note = context.say(N_("Type another value, or press Esc to keep the old."))
            error = rows.refusal.error
            found = ways(error, context, lambda _: self.solved.emit())
            self.box.tell(sentences(error, context), note, found)
            self.make_room()
        self._view.viewport().update()

    def make_room(self) -> None:
        """Scroll so that the row and the box are both in sight."""
        index = self._view.rows.refused_index()
        if index.isValid():
            self._view.scrollTo(index)
            self.place()
            QTimer.singleShot(0, self, self.place)

    def place(self) -> None:
        """Put the box under its row, or above it where there is no room below."""
        if self._view.rows.refusal is None:
            return
        cell = self._view.visualRect(self._view.rows.refused_index())
        port = self._view.viewport().rect()
        width = min(WIDEST, port.width() - 2 * EDGE)
        height = self.box.heightForWidth(width)
        if height < 0:
            height = self.box.sizeHint().height()
        left = min(max(EDGE, cell.right() - width), port.width() - width - EDGE)
        top = cell.bottom() + 3
        if top + height > port.bottom() and cell.top() - height > 0:
            top = cell.top() - height - 3
        self.box.setGeometry(QRect(left, top, width, height))
        self.box.raise_()


def sentences(error: DeskError, context: Context) -> list[str]:
    """Put a refusal into sentences, the one that matters first."""
    if isinstance(error, Rejected):
        return [context.say(issue.text) for issue in error.issues]
    return [context.say(error.text)]

"""A dossier that is dropped on the window is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QWidget

ENDINGS = {".commune", ".region"}


class FileDrop(QObject):
    """Takes a dossier or a region’s desk where nothing in the window takes it."""

    dropped = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is one file of ours; leave all else to the window."""
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.Drop}:
            drop = cast("QDropEvent", event)
            place = _place(drop)
            if place:
                drop.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.dropped.emit(place)
                return True
        return super().eventFilter(watched, event)


def _place(drop: QDropEvent) -> str:
    """Give the one file that is carried, if it is ours; else nothing."""
    urls = drop.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return ""
    path = urls[0].toLocalFile()
    return path if Path(path).suffix.lower() in ENDINGS else ""

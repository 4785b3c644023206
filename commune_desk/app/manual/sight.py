"""All the words that a window shows just now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QTabBar,
)

from commune_desk.app.manual.hands import in_sight, plain
from commune_desk.ui.pages.paper_view import PaperView
from commune_desk.ui.pages.preview import PreviewPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

_TAGS = re.compile(r"<[^>]*>")


def seen(window: QWidget) -> str:
    """Give it as one text."""
    return plain(" · ".join(_texts(window)))


def _texts(window: QWidget) -> Iterator[str]:
    yield window.windowTitle()
    for label in in_sight(window, QLabel):
        yield str(label.property("words") or "") or _TAGS.sub("", label.text())
    for button in in_sight(window, QAbstractButton):
        yield button.text()
    for text in in_sight(window, QPlainTextEdit):
        yield text.toPlainText()
    for box in in_sight(window, QComboBox):
        yield box.currentText()
    for bar in in_sight(window, QTabBar):
        yield from (bar.tabText(at) for at in range(bar.count()))
    for view in in_sight(window, QAbstractItemView):
        yield from _cells(view.model(), QModelIndex())
    for paper in in_sight(window, PaperView):
        yield from _pages(paper.pdf)
    for preview in in_sight(window, PreviewPage):
        yield from _pages(preview.pdf)


def _cells(model: Any, parent: QModelIndex) -> Iterator[str]:
    if model is None:
        return
    a_list = isinstance(model, QAbstractListModel)  # its columns are not to be asked
    for row in range(model.rowCount(parent)):
        for column in range(1 if a_list else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if not a_list:
            yield from _cells(model, model.index(row, 0, parent))


def _pages(pdf: bytes) -> Iterator[str]:
    if not pdf:
        return
    opened = pypdfium2.PdfDocument(pdf)
    try:
        for page in opened:
            yield page.get_textpage().get_text_range()
    finally:
        opened.close()

"""Find words that have no room: labels, buttons, heads and cells of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from commune_desk.ui.faces import face_of
from commune_desk.ui.table_view import TableView
from commune_desk.ui.two_lines import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

SLACK = 1
"""Pixels that rounding may take."""


def cut(window: QWidget) -> list[str]:
    """List what is cut in a window that is shown, each in a few words."""
    return [*_too_small(window), *_labels(window), *_buttons(window), *_cells(window)]


def _too_small(window: QWidget) -> Iterator[str]:
    layout = window.layout()
    if layout is not None:
        least = layout.minimumSize()
        if least.width() > window.width() or least.height() > window.height():
            yield f"window needs {least.width()}x{least.height()}"


def _labels(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        words = str(label.property("words") or label.text())
        if label.wordWrap():
            need = label.heightForWidth(label.width())
            if need > label.height() + SLACK:
                yield f"label {words!r} needs {need} of height, has {label.height()}"
        elif label.sizeHint().width() > label.width() + SLACK:
            need = label.sizeHint().width()
            yield f"label {words!r} needs {need}, has {label.width()}"


def _buttons(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        if isinstance(button, QPushButton) and button.layout() is not None:
            continue
        need = button.sizeHint().width()
        if need > button.width() + SLACK:
            yield f"button {button.text()!r} needs {need}, has {button.width()}"


def _cells(window: QWidget) -> Iterator[str]:
    for view in window.findChildren(TableView):
        if view.isVisible():
            yield from _heads(view)
            yield from _rows(view)


def _heads(view: TableView) -> Iterator[str]:
    metrics = QFontMetrics(view.header().font())
    for number, column in enumerate(view.rows.columns):
        words = view.rows.head(column)
        need = max(map(metrics.horizontalAdvance, words.splitlines()), default=0) + 16
        if need > view.columnWidth(number) + SLACK:
            yield f"head {words!r} needs {need}, has {view.columnWidth(number)}"


def _rows(view: TableView) -> Iterator[str]:
    rows = view.rows
    index = view.indexAt(view.viewport().rect().topLeft())
    while index.isValid() and view.visualRect(index).top() < view.viewport().height():
        node = rows.node(index)
        for number, column in enumerate(rows.columns):
            if node.row is None and number == 0:
                continue
            face = face_of(rows, node, column)
            box = view.visualRect(index.siblingAtColumn(number))
            if not fits(face, box.width() + SLACK, box.height()):
                yield f"cell {face.text!r} needs {face.width()}, has {box.width()}"
        index = view.indexBelow(index)

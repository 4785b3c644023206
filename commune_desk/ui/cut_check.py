"""Find words that have no room: labels, buttons, heads and cells of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTabBar,
    QWidget,
)

from commune_desk.ui.column_fit import MOST_OF_LEAST, free
from commune_desk.ui.faces import face_of
from commune_desk.ui.meant import ARROWS
from commune_desk.ui.overlap_check import SLACK, laid_wrong, name
from commune_desk.ui.table_view import TableView
from commune_desk.ui.two_lines import SMALL_TABLE, fits
from commune_desk.ui.within import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex

STEP = 12
"""Pixels between two looks for the items of a list."""


def cut(window: QWidget) -> list[str]:
    """List what is cut in a window that is shown, each in a few words."""
    return [
        *_too_small(window),
        *_labels(window),
        *_buttons(window),
        *_choices(window),
        *_tabs(window),
        *_cells(window),
        *_tall_rows(window),
        *_plain_views(window),
        *_sideways(window),
        *laid_wrong(window),
    ]


def _too_small(window: QWidget) -> Iterator[str]:
    layout = window.layout()
    if layout is not None:
        least = layout.minimumSize()
        if least.width() > window.width() or least.height() > window.height():
            yield f"window needs {least.width()}x{least.height()}"


def _labels(window: QWidget) -> Iterator[str]:
    for label in within(window, QLabel):
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
        elif _ink(label) > label.height() + SLACK:
            yield f"label {words!r} needs {_ink(label)} of height, has {label.height()}"


def _ink(widget: QWidget) -> int:
    """Tell how high a line of words is, without the air above and below it."""
    metrics = widget.fontMetrics()
    return metrics.capHeight() + 2 * metrics.descent()


def _buttons(window: QWidget) -> Iterator[str]:
    for button in within(window, QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        if isinstance(button, QPushButton) and button.layout() is not None:
            continue
        need = button.sizeHint().width()
        if need > button.width() + SLACK:
            yield f"button {button.text()!r} needs {need}, has {button.width()}"
        if _ink(button) > button.height() + SLACK:
            yield f"button {button.text()!r} has {button.height()} of height"


def _choices(window: QWidget) -> Iterator[str]:
    """Look at what is chosen in a list, and at figures and dates in a field."""
    for combo in within(window, QComboBox):
        if combo.isVisible() and not combo.isEditable() and combo.currentText():
            option = QStyleOptionComboBox()
            combo.initStyleOption(option)
            room = combo.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox,
                option,
                QStyle.SubControl.SC_ComboBoxEditField,
                combo,
            )
            need = combo.fontMetrics().horizontalAdvance(combo.currentText())
            if need > room.width() + SLACK:
                yield f"choice {combo.currentText()!r} needs {need}, has {room.width()}"


def _tabs(window: QWidget) -> Iterator[str]:
    for bar in within(window, QTabBar):
        if not bar.isVisible():
            continue
        for number in range(bar.count()):
            words, box = bar.tabText(number), bar.tabRect(number)
            need = bar.tabSizeHint(number).width()
            if need > box.width() + SLACK:
                yield f"tab {words!r} needs {need}, has {box.width()}"
            if box.right() > bar.width() + SLACK and not bar.property(ARROWS):
                yield f"tab {words!r} stands beyond its bar"


def _plain_views(window: QWidget) -> Iterator[str]:
    """Look at lists and tables other than ours: their delegate says what they need."""
    for view in within(window, QAbstractItemView):
        if not view.isVisible() or isinstance(view, (TableView, QHeaderView)):
            continue
        if view.model() is None:
            continue
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        for index in _shown(view):
            box = view.visualRect(index)
            option.rect = box
            need = view.itemDelegateForIndex(index).sizeHint(option, index)
            words = str(index.data() or "")
            if words and need.width() > box.width() + SLACK:
                yield f"item {words!r} needs {need.width()}, has {box.width()}"
            elif words and need.height() > box.height() + SLACK:
                high = need.height(), box.height()
                yield f"item {words!r} needs {high[0]} of height, has {high[1]}"
        yield from _plain_heads(view)


def _shown(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """Walk the items in sight, down and across."""
    seen, sight = set(), view.viewport().rect()
    for top in range(2, sight.height(), STEP):
        for left in range(2, sight.width(), STEP):
            index = view.indexAt(QPoint(left, top))
            place = (index.row(), index.column(), index.parent().row())
            if index.isValid() and place not in seen:
                seen.add(place)
                yield index


def _plain_heads(view: QAbstractItemView) -> Iterator[str]:
    for header in within(view, QHeaderView):
        if not header.isVisible() or header.orientation() != Qt.Orientation.Horizontal:
            continue
        metrics = QFontMetrics(header.font())
        for number in range(header.count()):
            words = str(
                view.model().headerData(number, Qt.Orientation.Horizontal) or ""
            )
            need = max(map(metrics.horizontalAdvance, words.splitlines()), default=0)
            if need > header.sectionSize(number) + SLACK and header.sectionSize(number):
                yield f"head {words!r} needs {need}, has {header.sectionSize(number)}"


def _tall_rows(window: QWidget) -> Iterator[str]:
    """Find rows that stand taller than their words ask for: room given away."""
    for view in within(window, TableView):
        if not view.isVisible():
            continue
        option = QStyleOptionViewItem()
        hint, columns = view.itemDelegate().sizeHint, range(len(view.rows.columns))
        for row in {index.siblingAtColumn(0) for index in _shown(view)}:
            cells = map(row.siblingAtColumn, columns)
            need = max(hint(option, cell).height() for cell in cells)
            if (high := view.visualRect(row).height()) > need + SLACK:
                yield f"row {row.data()!r} is {high} high, needs {need}"


def _sideways(window: QWidget) -> Iterator[str]:
    """Find pages that would have to be pushed aside to be read."""
    for area in within(window, QScrollArea):
        content = area.widget()
        if area.isVisible() and content is not None and area.widgetResizable():
            lack = content.width() - area.viewport().width()
            if lack > SLACK:
                yield f"page {name(area)} is {lack} wider than what is seen of it"


def _cells(window: QWidget) -> Iterator[str]:
    for view in within(window, TableView):
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
    """Look at the cells in sight.

    The rows of a large table keep one height: words beyond what a column may insist on
    end there in “…” and are read in the sheet. Figures never do.
    """
    rows = view.rows
    large = len(rows.outline) > SMALL_TABLE
    index = view.indexAt(view.viewport().rect().topLeft())
    while index.isValid() and view.visualRect(index).top() < view.viewport().height():
        node = rows.node(index)
        for number, column in enumerate(rows.columns):
            face = face_of(rows, node, column)
            box = view.visualRect(index.siblingAtColumn(number))
            if node.row is None and number == 0:
                if large:
                    continue
                box.setWidth(box.width() + free(rows, node, view.columnWidth))
            if large and not face.right and box.width() >= MOST_OF_LEAST:
                continue
            if not fits(face, box.width() + SLACK, box.height()):
                yield f"cell {face.text!r} needs {face.width()}, has {box.width()}"
        index = view.indexBelow(index)

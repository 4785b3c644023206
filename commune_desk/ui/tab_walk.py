"""Tab goes as the eye does, over what is in sight; F6 goes from part to part.

Qt follows the order in which widgets were made: what is made anew while one works
would come last, behind the rail. A table keeps Tab for its cells; F6 leads out of it.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PART = "part"
"""The property of what F6 stops at, besides cards and tables."""

_WHOLE = (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QTextEdit)
"""What looks after the keys of its parts itself."""


def step(root: QWidget, *, onward: bool) -> bool:
    """Put the cursor on what comes next, or on what comes before."""
    order = list(_walk(root))
    at = _place(root, order)
    after = [*order[at + 1 :], *order[:at]]
    found = next((w for w in (after if onward else after[::-1]) if _stops(w)), None)
    if found is None:
        return False
    _stand(found, onward=onward)
    return True


def leap(root: QWidget, *, onward: bool) -> None:
    """Put the cursor into the next part of a window, or into the one before."""
    order = list(_walk(root))
    here = order[_place(root, order)]
    parts = [list(some) for _, some in groupby(order, _part)]
    at = next(number for number, some in enumerate(parts) if here in some)
    after = [*parts[at + 1 :], *parts[:at]]
    for some in after if onward else after[::-1]:
        if (first := next(filter(_stops, some), None)) is not None:
            _stand(first, onward=True)
            return


def _walk(widget: QWidget) -> Iterator[QWidget]:
    """Name a widget and what it holds, as it is read."""
    if widget.isVisible() and widget.isEnabled():
        yield widget
        for child in _held(widget):
            yield from _walk(child)


def _held(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, _WHOLE):
        return []
    if isinstance(widget, QScrollArea):
        return _one(widget.widget())
    if isinstance(widget, QMainWindow):
        return _one(widget.centralWidget())
    if isinstance(widget, QAbstractItemView):
        return _beside(widget.viewport(), [])
    children = [w for w in widget.children() if isinstance(w, QWidget)]
    layout = widget.layout()
    laid = [] if layout is None else list(_laid(layout, children))
    return [*laid, *_beside(widget, laid)]


def _one(widget: QWidget | None) -> list[QWidget]:
    return [] if widget is None else [widget]


def _laid(layout: QLayout, children: list[QWidget]) -> Iterator[QWidget]:
    """Name what stands in a layout, in its order.

    Its items are never asked for: a layout keeps the Python side of each, Qt deletes
    them with their widgets, and the next thing that Qt makes at such a place in
    memory is taken for the item that was.
    """
    parts: list[tuple[int, QWidget | QLayout]] = [
        (layout.indexOf(child), child) for child in children
    ]
    parts += [
        (layout.indexOf(inner), inner)
        for inner in layout.children()
        if isinstance(inner, QLayout)
    ]
    for number, part in sorted(parts, key=itemgetter(0)):
        if number < 0:
            continue
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _laid(part, children)


def _beside(widget: QWidget, laid: list[QWidget]) -> list[QWidget]:
    """Name what lies over a widget without a place in its layout."""
    over = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and not child.isWindow() and child not in laid
    ]
    return sorted(over, key=lambda child: (child.y(), child.x()))


def _stops(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    if widget.focusProxy() is not None:
        return False
    return not isinstance(widget, QScrollArea) or not any(
        _stops(inner) for inner in _walk(widget) if inner is not widget
    )


def _place(root: QWidget, order: list[QWidget]) -> int:
    """Tell where the cursor is; inside of something whole, there."""
    here: QWidget | None = root.focusWidget()
    while here is not None and here is not root:
        if here in order:
            return order.index(here)
        here = here.parentWidget()
    return 0


def _part(widget: QWidget) -> QWidget | None:
    """Name the part that something belongs to; None for what stands on the page."""
    found: QWidget | None = widget
    while found is not None and not _is_part(found):
        found = found.parentWidget()
    return found


def _is_part(widget: QWidget) -> bool:
    return (
        bool(widget.property(PART))
        or widget.objectName() == "card"
        or isinstance(widget, QAbstractItemView)
    )


def _stand(widget: QWidget, *, onward: bool) -> None:
    reason = Qt.FocusReason
    widget.setFocus(reason.TabFocusReason if onward else reason.BacktabFocusReason)
    bring_in_sight(widget)


def bring_in_sight(widget: QWidget) -> None:
    """Roll what holds a widget until it is seen."""
    above: QWidget | None = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()

"""What lies in a widget, looked at without keeping it.

`findChildren` keeps a Python object for each widget that it met, those that Qt made for
itself among them. Qt deletes these when it likes and says nothing; the next widget at
the same address is then taken for the old one, and the program ends when Python clears
up, long after. Here nothing is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

W = TypeVar("W", bound=QWidget)


def within(root: QWidget, kind: type[W]) -> Iterator[W]:
    """Give the widgets of a kind in a widget, each before what lies in it."""
    for child in root.children():
        if isinstance(child, kind):
            yield child
        if isinstance(child, QWidget):
            yield from within(child, kind)

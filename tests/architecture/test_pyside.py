"""What PySide6 does that a program must live with: each was met by running this one."""

from __future__ import annotations

import re
import sys

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from sources import name_of, python_files

EMITS = 2_000
ASIDE = 100
"""References that the test itself and its neighbours may take or drop."""


ALL_OBJECTS = re.compile(r"gc\.get_(objects|referrers)\(")
OF_LAYOUTS = re.compile(r"\.(itemAt|itemAtPosition)\(")


class Bell(QObject):
    rung = Signal(bool)


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="True and None are immortal since 3.12"
)
def test_a_signal_gives_back_what_it_was_lent() -> None:
    """PySide6 6.12 on CPython 3.11 loses one at each emit; the pin avoids it."""
    bell, heard = Bell(), []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003  it is counted
    for _ in range(EMITS):
        bell.rung.emit(True)  # noqa: FBT003  what is sent is what is counted
    heard.clear()
    after = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003  it is counted
    assert after[0] >= before[0] - ASIDE
    assert after[1] >= before[1] - ASIDE


def test_an_item_of_a_layout_outlives_what_it_stood_for(qapp: QApplication) -> None:
    """The next thing made at its place in memory is then taken for it.

    Once a scroll bar was: opening a page ended with an error.
    """
    page = QWidget()
    layout, label = QVBoxLayout(page), QLabel("words")
    layout.addWidget(label)
    item = layout.itemAt(0)
    shiboken6.delete(label)
    qapp.processEvents()
    assert layout.count() == 0
    assert shiboken6.isValid(item), "PySide6 knows by now: the rule below may go"
    layout.deleteLater()


def test_no_layout_is_asked_for_its_items() -> None:
    asked = [
        name_of(path)
        for path in python_files()
        if name_of(path).startswith("commune_desk/")
        and OF_LAYOUTS.search(path.read_text("utf-8"))
    ]
    assert asked == []


def test_nobody_asks_python_for_all_its_objects() -> None:
    """It would hold a tuple that a worker has not yet ended, which then fails there.

    “SystemError: bad argument to internal function”, in the midst of a job.
    """
    asked = [
        name_of(path)
        for path in python_files()
        if ALL_OBJECTS.search(path.read_text("utf-8"))
    ]
    assert not asked

"""Hands that type at a page with a table, as a clerk does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.pages.programming import ProgrammingPage

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def stand(page: ProgrammingPage, code: str, key: str) -> None:
    found = next(row for row in page.model.rows() if row.code == code)
    page.view.choose(found.id, key)
    page.view.setFocus()


def here(page: ProgrammingPage) -> tuple[str, str]:
    index = page.view.currentIndex()
    return page.model.row_at(index).code, page.model.column_at(index).key


def codes(page: ProgrammingPage) -> list[str]:
    return [row.code for row in page.model.outline.root.rows()]


def asked(page: ProgrammingPage, qtbot: QtBot, key: str, text: str) -> None:
    """Type under the head of a column, as from the keyboard."""
    stand(page, codes(page)[0], key)
    qtbot.keyClick(page.view, Key.Key_F, CONTROL | SHIFT)
    field = page.tools.filters.fields[key]
    assert QApplication.focusWidget() is field
    field.clear()
    qtbot.keyClicks(field, text)
    page.tools.filters.ask()

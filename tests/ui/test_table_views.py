"""Columns hidden and moved, views kept by name: by keys, in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from table_hands import ALT, CONTROL, SHIFT, Key, asked, codes, stand

from commune_desk.tables.actions import ACTIONS
from commune_desk.ui.arrangement import Arrangement
from commune_desk.ui.pages.programming import ProgrammingPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListView
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context


def opened(page: ProgrammingPage, qtbot: QtBot) -> QListView:
    page.view.setFocus()
    qtbot.keyClick(page.view, Key.Key_V, CONTROL | SHIFT)
    dialog = page.tools.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog.list


def test_columns_are_hidden_and_moved_by_keys(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    before = [column.key for column in page.model.columns]
    listed = opened(page, qtbot)
    qtbot.keyClick(listed, Key.Key_Down)
    qtbot.keyClick(listed, Key.Key_Down)
    qtbot.keyClick(listed, Key.Key_Space)
    gone = before[2]
    assert [c.key for c in page.model.columns] == [k for k in before if k != gone]
    qtbot.keyClick(listed, Key.Key_Space)
    assert [c.key for c in page.model.columns] == before
    qtbot.keyClick(listed, Key.Key_Down, ALT)
    after = [column.key for column in page.model.columns]
    assert after == [*before[:2], before[3], before[2], *before[4:]]
    qtbot.keyClick(listed, Key.Key_Escape)
    assert page.tools.dialog is not None
    assert not page.tools.dialog.isVisible()
    assert page.view.model().headerData(2, Qt.Orientation.Horizontal) is not None


def test_the_last_column_in_sight_stays(page: ProgrammingPage) -> None:
    page.model.arrange(
        Arrangement((), frozenset(column.key for column in page.model.can_show()))
    )
    assert len(page.model.columns) == 1


def test_a_view_kept_by_name_brings_columns_order_and_filters_back(
    page: ProgrammingPage, qtbot: QtBot, context: Context
) -> None:
    acts = context.desk.undo_label()
    asked(page, qtbot, "2026", ">10 000 000")
    stand(page, codes(page)[0], "2026")
    page.view.sort_here()
    opened(page, qtbot)
    dialog = page.tools.dialog
    assert dialog is not None
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "Gros chantiers")
    qtbot.keyClick(dialog.name, Key.Key_Return)
    dialog.accept()
    shown = codes(page)
    page.tools.look("")
    assert page.model.count == page.model.whole
    page.tools.look("Gros chantiers")
    assert codes(page) == shown
    assert page.model.order is not None
    assert page.tools.filters.isVisible()
    assert context.desk.undo_label() == acts

    again = ProgrammingPage(ACTIONS, context)
    qtbot.addWidget(again)
    assert again.tools.names() == ["Gros chantiers"]
    again.tools.forget_view("Gros chantiers")
    assert again.tools.names() == []


def test_columns_and_the_row_of_filters_are_found_again_in_a_new_window(
    page: ProgrammingPage, qtbot: QtBot, context: Context
) -> None:
    stand(page, "1.3", "2026")
    qtbot.keyClick(page.view, Key.Key_F, CONTROL | SHIFT)
    listed = opened(page, qtbot)
    qtbot.keyClick(listed, Key.Key_Down)
    qtbot.keyClick(listed, Key.Key_Space)
    keys = [column.key for column in page.model.columns]
    again = ProgrammingPage(ACTIONS, context)
    qtbot.addWidget(again)
    again.show()
    assert [column.key for column in again.model.columns] == keys
    assert again.tools.filters.isVisible()
    assert again.model.count == again.model.whole


def test_the_menu_of_the_button_names_the_keys(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    page.tools.button.setFocus()
    qtbot.keyClick(page.tools.button, Key.Key_Space)
    menu = page.tools.menu
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert any("Ctrl+Shift+F" in each for each in words)
    menu.close()


def test_the_button_tells_of_hidden_columns_and_brings_them_back(
    page: ProgrammingPage,
) -> None:
    before = page.model.columns
    page.model.arrange(Arrangement(hidden=frozenset({"2024", "2025"})))
    assert "2 colonnes masquées" in page.tools.button.accessibleName()
    page.tools.open_menu()
    menu = page.tools.menu
    assert menu is not None
    first = menu.actions()[0]
    assert first.text() == "Afficher les colonnes masquées (2)"
    first.trigger()
    menu.close()
    assert page.model.columns == before
    assert "masquée" not in page.tools.button.accessibleName()

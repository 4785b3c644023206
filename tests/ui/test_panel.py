from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from commune_desk.services.deadlines import AddDeadline
from commune_desk.tables.making import DEADLINES
from commune_desk.tables.territory import VILLAGES
from commune_desk.ui.pages.table_page import TablePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.programming import ProgrammingPage

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def words(page: TablePage) -> list[str]:
    return [label.text() for label in page.panel.findChildren(QLabel)]


def test_the_panel_follows_the_cursor(page: ProgrammingPage) -> None:
    page.view.choose(page.model.rows()[2].id)
    assert "1.3  Trois salles de classe équipées" in words(page)


def test_a_field_left_with_a_new_value_becomes_a_command(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    page.view.choose(page.model.rows()[2].id)
    field = page.panel.form.fields["responsible"]
    field.setFocus()
    qtbot.keyClicks(field, "Comite de gestion")
    qtbot.keyClick(field, Key.Key_Return)
    assert page.model.rows()[2].responsible == "Comite de gestion"


def test_an_unreadable_field_says_why_beside_it(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    page.view.choose(page.model.rows()[2].id)
    field = page.panel.form.fields["quantity"]
    field.setFocus()
    qtbot.keyClicks(field, "trois")
    qtbot.keyClick(field, Key.Key_Return)
    assert field.property("state") == "error"
    assert any("trois" in text for text in words(page))


def test_the_money_tab_names_the_payers_and_what_is_missing(
    page: ProgrammingPage,
) -> None:
    page.view.choose(page.model.rows()[2].id)
    assert "ANICT" in words(page)
    assert "1\u202f200\u202f000" in words(page)


def test_a_row_is_added_with_the_keyboard_only(context: Context, qtbot: QtBot) -> None:
    page = TablePage(VILLAGES, context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.activateWindow()
    page.view.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.view, Key.Key_N, CONTROL)
    field = page.panel.form.fields["name"]
    qtbot.keyClicks(field, "Fama")
    qtbot.keyClick(field, Key.Key_Return, CONTROL)
    assert [row.name for row in page.model.rows()].count("Fama") == 1
    assert page.model.row_at(page.view.currentIndex()).name == "Fama"


def test_a_row_without_what_is_required_is_not_added(
    context: Context, qtbot: QtBot
) -> None:
    page = TablePage(VILLAGES, context)
    qtbot.addWidget(page)
    page.add()
    page.panel.form.save()
    assert page.panel.form.fields["name"].property("state") == "error"
    assert len(page.model.rows()) == 7


def test_a_row_is_removed_and_the_way_back_is_offered(page: ProgrammingPage) -> None:
    page.view.choose(page.model.rows()[2].id)
    page.panel.remove()
    assert "1.3" not in [row.code for row in page.model.rows()]
    page.context.undo()
    assert "1.3" in [row.code for row in page.model.rows()]


def test_a_row_is_duplicated_and_shown(page: ProgrammingPage) -> None:
    page.view.choose(page.model.rows()[2].id)
    page.panel.duplicate()
    titles = [row.title for row in page.model.rows()]
    assert titles.count("Trois salles de classe équipées") == 3


def test_a_sheet_without_long_sentences_scrolls_and_is_not_squeezed(
    context: Context, qtbot: QtBot
) -> None:
    context.do(AddDeadline({"title": "Budget", "first_month": 10, "last_month": 10}))
    page = TablePage(DEADLINES, context)
    qtbot.addWidget(page)
    page.resize(1300, 420)
    page.show()
    qtbot.wait(30)
    fields = list(page.panel.form.fields.values())
    for above, below in pairwise(fields):
        assert below.y() - above.y() > above.height() + 10


def test_the_history_of_a_record_has_its_tab(page: ProgrammingPage) -> None:
    page.view.choose(page.model.rows()[2].id)
    titles = [page.panel.tabs.tabText(n) for n in range(page.panel.tabs.count())]
    assert titles[:3] == ["Fiche", "Argent", "Suivi"]
    assert titles[-2:] == ["Pièces", "Historique"]

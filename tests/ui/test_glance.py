"""The space bar shows a record at a glance, and takes it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from commune_desk.services.related import referred
from commune_desk.ui.glance import GlanceCard
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.ui.pages.programming import ProgrammingPage

Key = Qt.Key


def card(page: ProgrammingPage) -> GlanceCard:
    found = page.view.findChild(GlanceCard)
    assert isinstance(found, GlanceCard)
    return found


def words(page: ProgrammingPage) -> list[str]:
    return [label.text() for label in card(page).findChildren(Label)]


def test_a_column_tells_the_table_it_speaks_of() -> None:
    assert referred("actions", "sector_id") == "sectors"
    assert not referred("actions", "title")
    assert not referred("no such table", "id")


def test_a_row_and_its_village_are_seen_at_a_glance(page: ProgrammingPage) -> None:
    row = next(each for each in page.model.rows() if each.places.villages)
    page.view.choose(row.id, "title")
    QTest.keyClick(page.view, Key.Key_Space)
    assert card(page).isVisible()
    assert any(row.title in each for each in words(page))
    QTest.keyClick(page.view, Key.Key_Space)
    assert not card(page).isVisible()
    page.view.choose(row.id, "places")
    QTest.keyClick(page.view, Key.Key_Space)
    assert row.places.names[0] in words(page)
    assert "Villages" in words(page)
    QTest.keyClick(page.view, Key.Key_Escape)
    assert not card(page).isVisible()
    assert page.view.rows.typed(page.view.currentIndex())


def test_a_move_closes_it(page: ProgrammingPage) -> None:
    row = page.model.rows()[0]
    page.view.choose(row.id, "title")
    QTest.keyClick(page.view, Key.Key_Space)
    QTest.keyClick(page.view, Key.Key_Right)
    assert not card(page).isVisible()

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from commune_desk.domain.money import Money
from commune_desk.ui.fields import ChoiceField, Field

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.pages.programming import ProgrammingPage

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def row(page: ProgrammingPage, code: str) -> Any:
    return next(row for row in page.model.rows() if row.code == code)


def stand(page: ProgrammingPage, code: str, key: str) -> None:
    page.view.choose(row(page, code).id, key)


def here(page: ProgrammingPage) -> tuple[str, str]:
    index = page.view.currentIndex()
    return page.model.row_at(index).code, page.model.column_at(index).key


def write(page: ProgrammingPage, qtbot: QtBot, text: str) -> Field:
    """Type as a clerk does: the first key opens the cell, the others go into it."""
    qtbot.keyClicks(page.view, text[0])
    field = page.view.findChild(Field)
    assert isinstance(field, Field)
    qtbot.keyClicks(field, text[1:])
    return field


def paste(page: ProgrammingPage, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(page.view, Key.Key_V, CONTROL)


def test_an_amount_typed_over_a_cell_is_kept_and_enter_moves_down(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.3", "2026")
    qtbot.keyClick(write(page, qtbot, "15 000 000"), Key.Key_Return)
    assert row(page, "1.3").costs[2026] == Money(15_000_000)
    assert here(page) == ("1.4", "2026")


def test_tab_goes_on_to_the_right(page: ProgrammingPage, qtbot: QtBot) -> None:
    stand(page, "1.3", "2026")
    qtbot.keyClick(write(page, qtbot, "15000000"), Key.Key_Tab)
    assert row(page, "1.3").costs[2026] == Money(15_000_000)
    assert here(page) == ("1.3", "2027")


def test_enter_skips_the_groups(page: ProgrammingPage, qtbot: QtBot) -> None:
    stand(page, "1.4", "2026")
    qtbot.keyClick(page.view, Key.Key_Return)
    assert here(page) == ("1.5", "2026")


def test_a_refused_amount_stays_typed_with_its_sum_under_the_cell(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.3", "2026")
    field = write(page, qtbot, "9000")
    qtbot.keyClick(field, Key.Key_Return)
    assert field.text() == "9000"
    assert field.property("state") == "error"
    assert page.view.refusal.box.isVisible()
    assert "13\u202f000\u202f000" in page.view.refusal.box.words()
    cell = page.view.visualRect(page.view.currentIndex())
    assert page.view.refusal.box.y() >= cell.bottom()


def test_a_refused_amount_can_be_mended_in_place(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.3", "2026")
    field = write(page, qtbot, "9000")
    qtbot.keyClick(field, Key.Key_Return)
    field.selectAll()
    qtbot.keyClicks(field, "13500000")
    qtbot.keyClick(field, Key.Key_Return)
    assert row(page, "1.3").costs[2026] == Money(13_500_000)
    assert not page.view.refusal.box.isVisible()


def test_escape_gives_the_old_value_back(page: ProgrammingPage, qtbot: QtBot) -> None:
    stand(page, "1.3", "2026")
    field = write(page, qtbot, "9000")
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.keyClick(field, Key.Key_Escape)
    assert not page.view.refusal.box.isVisible()
    assert page.view.currentIndex().data() == "14\u202f200\u202f000"


def test_a_block_from_a_spreadsheet_is_one_step_of_undo(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.1", "2027")
    paste(page, qtbot, "1 000 000\t2 000 000\r\n3 000 000\t4 000 000\r\n")
    assert row(page, "1.1").costs[2027] == Money(1_000_000)
    assert row(page, "1.2").costs[2028] == Money(4_000_000)
    page.context.undo()
    assert 2027 not in row(page, "1.1").costs
    assert 2028 not in row(page, "1.2").costs


def test_a_block_with_one_bad_cell_is_refused_whole_and_the_cell_is_shown(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.1", "2027")
    paste(page, qtbot, "1 000 000\nbeaucoup")
    assert 2027 not in row(page, "1.1").costs
    assert page.model.refusal is not None
    assert page.model.refusal.typed == "beaucoup"
    assert page.model.refusal.row_id == row(page, "1.2").id


def test_one_amount_pasted_over_several_cells_fills_them(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.1", "2027")
    qtbot.keyClick(page.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    paste(page, qtbot, "750000")
    assert row(page, "1.1").costs[2027] == Money(750_000)
    assert row(page, "1.2").costs[2027] == Money(750_000)


def test_copied_cells_are_read_back_by_a_spreadsheet(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.5", "2025")
    qtbot.keyClick(page.view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.view, Key.Key_C, CONTROL)
    text = QGuiApplication.clipboard().text()
    assert text == "9\u202f000\u202f000\t5\u202f500\u202f000\n"


def test_fill_down_repeats_the_cell_above_as_one_step(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.2", "2024")
    qtbot.keyClick(page.view, Key.Key_D, CONTROL)
    assert row(page, "1.2").costs[2024] == Money(12_500_000)
    page.context.undo()
    assert 2024 not in row(page, "1.2").costs


def test_delete_empties_a_cell(page: ProgrammingPage, qtbot: QtBot) -> None:
    stand(page, "3.2", "2028")
    qtbot.keyClick(page.view, Key.Key_Delete)
    assert 2028 not in row(page, "3.2").costs


def test_places_are_completed_whatever_the_spelling(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "3.1", "places")
    field = write(page, qtbot, "ntiob")
    assert isinstance(field, ChoiceField)
    assert field.offers() == ["N’Tiobougou"]
    qtbot.keyClick(field, Key.Key_Escape)


@pytest.mark.parametrize(("typed", "amount"), [("2 600 000 F", 2_600_000), ("", None)])
def test_what_is_typed_is_read_as_people_write_it(
    typed: str, amount: int | None, page: ProgrammingPage
) -> None:
    index = page.model.find(row(page, "2.1").id, "2028")
    assert page.model.enter(index, typed) is None
    costs = row(page, "2.1").costs
    assert costs.get(2028) == (Money(amount) if amount is not None else None)

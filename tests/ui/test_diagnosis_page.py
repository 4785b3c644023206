"""An assembly’s notebook typed from the keyboard alone, village by village."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from commune_desk.domain.issues import Record
from commune_desk.tables.diagnosis import PROBLEMS
from commune_desk.ui.context import Destination
from commune_desk.ui.fields import Field
from commune_desk.ui.pages.diagnosis import DiagnosisPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context
    from commune_desk.ui.table_view import TableView

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sheet(context: Context, qtbot: QtBot) -> DiagnosisPage:
    made = DiagnosisPage(PROBLEMS, context)
    qtbot.addWidget(made)
    made.resize(1400, 700)
    made.show()
    made.activateWindow()
    made.view.setFocus()
    return made


def write(view: TableView, qtbot: QtBot, text: str, end: Key = Key.Key_Tab) -> None:
    """Type into the cell under the cursor, then leave it with a key."""
    qtbot.keyClicks(view, text[0])
    field = next(f for f in view.findChildren(Field) if f.isVisible())
    for sign in text[1:]:
        qtbot.keyClicks(field, sign)
    qtbot.keyClick(field, end)
    qtbot.wait(1)


def told(page: DiagnosisPage) -> list[tuple[Any, ...]]:
    with page.context.reading() as session:
        rows = PROBLEMS.rows(session, page.context.scope, None)
    return [
        (r.village, r.sector, r.title, r.causes, r.rank_men, r.rank_kept) for r in rows
    ]


def here(page: DiagnosisPage) -> tuple[str, str]:
    index = page.view.currentIndex()
    row = page.model.record_at(index)
    return (row.title if row else "new"), page.model.column_at(index).key


def first_line(page: DiagnosisPage, qtbot: QtBot) -> None:
    view = page.view
    write(view, qtbot, "11")
    write(view, qtbot, "Pompe en panne")
    write(view, qtbot, "Usure")
    write(view, qtbot, "Artisan")
    write(view, qtbot, "La reparer")
    for rank in "213":
        write(view, qtbot, rank)
    write(view, qtbot, "1", Key.Key_Return)


def test_a_new_line_begins_with_its_sector_and_its_problem(
    sheet: DiagnosisPage, qtbot: QtBot
) -> None:
    assert here(sheet) == ("new", "sector_id")
    write(sheet.view, qtbot, "12")
    assert told(sheet) == []
    write(sheet.view, qtbot, "Pompe en panne")
    ((village, sector, title, *_),) = told(sheet)
    assert (village, sector, title) == ("Dembela", "Hydraulique", "Pompe en panne")
    assert here(sheet) == ("Pompe en panne", "causes")


def test_two_lines_are_typed_without_the_mouse_and_the_sector_is_remembered(
    sheet: DiagnosisPage, qtbot: QtBot
) -> None:
    first_line(sheet, qtbot)
    assert here(sheet) == ("new", "title")
    write(sheet.view, qtbot, "Salles en banco")
    found = told(sheet)
    assert found[0] == ("Dembela", "Éducation", "Pompe en panne", "Usure", 2, 1)
    assert found[1][:3] == ("Dembela", "Éducation", "Salles en banco")


def test_the_second_rank_one_is_refused_under_its_cell_with_both_names(
    sheet: DiagnosisPage, qtbot: QtBot
) -> None:
    first_line(sheet, qtbot)
    write(sheet.view, qtbot, "Salles en banco")
    row = next(r for r in sheet.model.rows() if r.title == "Salles en banco")
    sheet.view.choose(row.id, "rank_kept")
    write(sheet.view, qtbot, "1", Key.Key_Return)
    words = sheet.view.refusal.box.words()
    assert "Salles en banco" in words
    assert "Pompe en panne" in words
    assert told(sheet)[1][5] is None


def test_escape_clears_a_line_that_was_only_begun(
    sheet: DiagnosisPage, qtbot: QtBot
) -> None:
    write(sheet.view, qtbot, "12")
    assert sheet.model.new.begun
    qtbot.keyClick(sheet.view, Key.Key_Escape)
    assert not sheet.model.new.begun
    assert told(sheet) == []


def test_lines_of_a_spreadsheet_are_added_as_one_step(
    sheet: DiagnosisPage, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText(
        "12\tPompe en panne\tUsure\r\n11\tSalles en banco\tPluies\r\n"
        "\tToit percé\tVent\r\n"
    )
    qtbot.keyClick(sheet.view, Key.Key_V, CONTROL)
    assert [(row[1], row[2]) for row in told(sheet)] == [
        ("Hydraulique", "Pompe en panne"),
        ("Éducation", "Salles en banco"),
        ("Éducation", "Toit percé"),
    ]
    sheet.context.undo()
    assert told(sheet) == []


def test_a_pasted_line_without_its_problem_refuses_all(
    sheet: DiagnosisPage, qtbot: QtBot
) -> None:
    text = "12\tPompe en panne\tUsure\n11\t\tPluies\n"
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(sheet.view, Key.Key_V, CONTROL)
    assert told(sheet) == []
    assert sheet.model.refusal is not None


def test_the_next_village_has_its_own_sheet_and_its_light(
    sheet: DiagnosisPage, qtbot: QtBot
) -> None:
    first_line(sheet, qtbot)
    assert "(1)" in sheet.villages.list.item(0).text()
    sheet.villages.step(1)
    assert sheet.villages.rows[sheet.villages.village].name == "Diakele"
    assert sheet.model.count == 0
    write(sheet.view, qtbot, "13")
    write(sheet.view, qtbot, "CSCom loin")
    assert {row[0] for row in told(sheet)} == {"Dembela", "Diakele"}


def test_the_assembly_is_typed_above(sheet: DiagnosisPage, qtbot: QtBot) -> None:
    sheet.met.setFocus()
    write(sheet.met, qtbot, "12/09/2023")
    write(sheet.met, qtbot, "Vestibule")
    for count in ("31", "27", "14", "12"):
        write(sheet.met, qtbot, count)
    (row,) = sheet.gathered.rows()
    assert (row.village, row.present, row.women) == ("Dembela", 84, 27)


def test_a_finding_opens_the_sheet_of_its_village(
    sheet: DiagnosisPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(sheet.view, Key.Key_Down, ALT)
    first_line(sheet, qtbot)
    (row,) = sheet.model.rows()
    qtbot.keyClick(sheet.view, Key.Key_Up, ALT)
    sheet.opened(Destination("problems", Record("problems", row.id)))
    assert sheet.villages.rows[sheet.villages.village].name == "Diakele"
    assert here(sheet)[0] == "Pompe en panne"

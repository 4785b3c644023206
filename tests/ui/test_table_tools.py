"""Filters under the heads, finding, sorting: by keys, in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from table_hands import CONTROL, SHIFT, Key, asked, codes, here, stand

from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.plan import AXES, SECTORS
from commune_desk.ui.context import Destination
from commune_desk.ui.cut_check import cut
from commune_desk.ui.delegates import CellDelegate
from commune_desk.ui.pages.programming import ProgrammingPage
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.total_row import TotalRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context


def total(page: ProgrammingPage, key: str) -> Money:
    return Money.total(
        row.costs.get(int(key), Money(0)) for row in page.model.outline.root.rows()
    )


def test_the_row_of_filters_costs_no_height_before_it_is_asked_for(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    bare = page.view.header().height()
    assert page.tools.filters.isHidden()
    stand(page, "1.3", "2026")
    qtbot.keyClick(page.view, Key.Key_F, CONTROL | SHIFT)
    assert page.tools.filters.isVisible()
    assert page.view.header().height() > bare
    qtbot.keyClick(page.tools.filters.fields["2026"], Key.Key_F, CONTROL | SHIFT)
    assert page.tools.filters.isHidden()
    assert page.view.header().height() == bare
    assert page.view.hasFocus()


def test_each_field_stands_under_its_head(page: ProgrammingPage, qtbot: QtBot) -> None:
    stand(page, "1.3", "2026")
    qtbot.keyClick(page.view, Key.Key_F, CONTROL | SHIFT)
    head = page.view.header()
    for number, column in enumerate(page.model.columns):
        field = page.tools.filters.fields[column.key]
        left = head.sectionViewportPosition(number)
        assert left <= field.x() < left + 8
        assert field.geometry().right() <= left + head.sectionSize(number)
    bottom = page.tools.filters.geometry().bottom()
    assert bottom == head.geometry().bottom()


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        (">10 000 000", lambda francs: francs > 10_000_000),
        ("<= 9000000", lambda francs: francs <= 9_000_000),
        ("5 000 000-10 000 000", lambda francs: 5_000_000 <= francs <= 10_000_000),
        ("5000000..10000000", lambda francs: 5_000_000 <= francs <= 10_000_000),
        ("14", lambda francs: str(francs).startswith("14")),
        ("=14 200 000", lambda francs: francs == 14_200_000),
    ],
)
def test_amounts_take_signs_and_spans(
    page: ProgrammingPage, qtbot: QtBot, text: str, keeps: Any
) -> None:
    asked(page, qtbot, "2026", text)
    amounts = [row.costs[2026].francs for row in page.model.rows() if 2026 in row.costs]
    found = [
        row.costs[2026].francs
        for row in page.model.outline.root.rows()
        if row.costs.get(2026)
    ]
    assert sorted(found) == sorted(each for each in amounts if keeps(each))
    assert found
    assert len(found) < len(amounts)


def test_words_are_found_without_their_accents(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    title = next(row.title for row in page.model.rows() if row.code == "1.3")
    asked(page, qtbot, "title", title.upper().replace("É", "E")[:18])
    assert "1.3" in codes(page)
    assert page.model.count < page.model.whole


def test_empty_and_filled_cells_can_be_asked_for(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    asked(page, qtbot, "2028", "=")
    empty = set(codes(page))
    asked(page, qtbot, "2028", "*")
    filled = set(codes(page))
    assert empty
    assert filled
    assert empty | filled == {row.code for row in page.model.rows()}
    assert not empty & filled


def test_what_is_no_figure_is_said_at_its_field_and_filters_nothing(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    asked(page, qtbot, "2026", ">beaucoup")
    field = page.tools.filters.fields["2026"]
    assert field.property("state") == "error"
    assert "beaucoup" in field.toolTip()
    assert page.model.count == page.model.whole


def test_groups_and_the_pinned_total_speak_of_the_rows_shown(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    before = page.grab().toImage()
    asked(page, qtbot, "2026", ">10 000 000")
    column = next(c for c in page.model.columns if c.key == "2026")
    outline = page.model.outline
    assert outline.value(outline.root, column) == total(page, "2026")
    groups = [outline.value(child, column) for child in outline.root.children]
    assert Money.total(groups) == total(page, "2026")
    (pinned,) = page.findChildren(TotalRow)
    assert pinned.title() == "Total des lignes affichées"
    assert page.grab().toImage() != before
    qtbot.keyClick(page.tools.filters.fields["2026"], Key.Key_Escape)
    assert pinned.title() == "Total"
    assert page.model.count == page.model.whole


def test_enter_leads_from_a_filter_to_the_rows_and_escape_closes_an_empty_row(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    asked(page, qtbot, "2026", ">10 000 000")
    field = page.tools.filters.fields["2026"]
    qtbot.keyClick(field, Key.Key_Return)
    assert page.view.hasFocus()
    assert page.tools.filters.isVisible()
    qtbot.keyClick(page.view, Key.Key_F, CONTROL | SHIFT)
    qtbot.keyClick(page.tools.filters.fields["2026"], Key.Key_Escape)
    qtbot.keyClick(page.tools.filters.fields["2026"], Key.Key_Escape)
    assert page.tools.filters.isHidden()
    assert page.view.hasFocus()


def test_an_edit_under_a_filter_is_kept_and_its_sums_follow(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    asked(page, qtbot, "2026", ">10 000 000")
    qtbot.keyClick(page.tools.filters.fields["2026"], Key.Key_Return)
    code = codes(page)[0]
    stand(page, code, "2026")
    qtbot.keyClicks(page.view, "2")
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "5000000")
    qtbot.keyClick(field, Key.Key_Return)
    row = next(row for row in page.model.rows() if row.code == code)
    assert row.costs[2026] == Money(25_000_000)
    column = next(c for c in page.model.columns if c.key == "2026")
    outline = page.model.outline
    assert outline.value(outline.root, column) == total(page, "2026")


def test_ctrl_f_finds_in_the_column_and_enter_goes_on(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    stand(page, "1.1", "title")
    qtbot.keyClick(page.view, Key.Key_F, CONTROL)
    field = page.tools.search.field
    assert QApplication.focusWidget() is field
    wanted = [row for row in page.model.outline.root.rows() if "de" in row.title]
    qtbot.keyClicks(field, "de")
    page.tools.search.look()
    first = here(page)[0]
    assert first in {row.code for row in wanted}
    qtbot.keyClick(field, Key.Key_Return)
    assert here(page)[0] != first
    assert here(page)[1] == "title"
    qtbot.keyClick(field, Key.Key_Return, SHIFT)
    assert here(page)[0] == first
    qtbot.keyClick(field, Key.Key_Escape)
    assert page.view.hasFocus()
    assert page.tools.search.isHidden()


def test_a_column_is_sorted_by_keys_both_ways_and_back(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    own = codes(page)
    stand(page, "1.3", "2026")
    qtbot.keyClick(page.view, Key.Key_S, CONTROL | SHIFT)
    rising = codes(page)
    assert page.view.header().isSortIndicatorShown()
    qtbot.keyClick(page.view, Key.Key_S, CONTROL | SHIFT)
    assert codes(page) != rising
    qtbot.keyClick(page.view, Key.Key_S, CONTROL | SHIFT)
    assert codes(page) == own
    assert not page.view.header().isSortIndicatorShown()


def test_a_filter_in_force_is_said_in_words_and_taken_back_by_one_click(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    assert page.shown.isHidden()
    qtbot.keyClick(page.view, Key.Key_F, CONTROL | SHIFT)
    assert "Tapez sous un titre" in page.shown.told.text()
    asked(page, qtbot, "2026", ">5 000 000")
    count, whole = page.model.count, page.model.whole
    assert page.shown.told.text() == f"{count} lignes affichées sur {whole}."
    qtbot.mouseClick(page.shown.all, Qt.MouseButton.LeftButton)
    assert page.model.count == whole
    assert page.tools.filters.fields["2026"].text() == ""
    qtbot.mouseClick(page.shown.close_filters, Qt.MouseButton.LeftButton)
    assert page.shown.isHidden()
    assert page.tools.filters.isHidden()


def test_words_in_the_field_above_are_taken_back_by_the_same_click(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    page.filter.setText("classe")
    qtbot.waitUntil(page.shown.isVisible)
    assert page.model.count < page.model.whole
    page.shown.all.click()
    assert page.filter.text() == ""
    assert page.model.count == page.model.whole
    assert page.shown.isHidden()


def test_what_is_no_figure_is_said_over_the_table(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    asked(page, qtbot, "2026", ">beaucoup")
    assert "beaucoup" in page.shown.told.text()
    assert page.shown.isVisible()


def test_a_record_asked_for_from_elsewhere_is_not_hidden_by_a_filter(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    asked(page, qtbot, "2026", ">10 000 000")
    gone = next(row for row in page.model.rows() if row.code not in codes(page))
    page.make_way()
    page.opened(Destination("actions", Record("actions", gone.id)))
    assert here(page)[0] == gone.code


def test_a_new_record_that_does_not_answer_is_shown_all_the_same(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    asked(page, qtbot, "2026", ">10 000 000")
    gone = next(row for row in page.model.rows() if row.code not in codes(page))
    page.panel.form.saved.emit(gone.id)
    assert here(page)[0] == gone.code


def test_rows_are_as_tall_as_their_words_at_any_width(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = TablePage(SECTORS, context)
    first = made.model.rows()[0].id
    title = made.model.find(first, "title")
    assert made.model.enter(title, "Éducation et alphabétisation " * 6) is None
    qtbot.addWidget(made)
    made.resize(1800, 600)
    made.show()
    heights = set()
    for width in (1800, 640, 1700, 660, 1800):
        made.resize(width, 600)
        qtbot.wait(20)
        assert [line for line in cut(made) if "high, needs" in line] == []
        heights.add(made.view.visualRect(made.model.find(first)).height())
    assert len(heights) > 1, "no row ever wanted a second line"
    monkeypatch.setattr(CellDelegate, "sizeHint", lambda *_: QSize(10, 9))
    assert any("high, needs 9" in line for line in cut(made))


def test_the_title_of_a_group_takes_a_second_line(
    context: Context, qtbot: QtBot
) -> None:
    axes = TablePage(AXES, context)
    qtbot.addWidget(axes)
    first = axes.model.find(axes.model.rows()[0].id, "title")
    assert axes.model.enter(first, "Services sociaux de base, partout " * 3) is None
    made = ProgrammingPage(ACTIONS, context)
    qtbot.addWidget(made)
    made.show()
    heights = []
    for width in (760, 1900):
        made.resize(width, 700)
        qtbot.wait(20)
        assert cut(made) == []
        heights.append(made.view.visualRect(made.model.index(0, 0)).height())
    assert heights[0] > heights[1]

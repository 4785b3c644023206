"""The crossed grid: sums against the file itself, cells typed by the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sample import FRENCH

from commune_desk.app.opening import opened
from commune_desk.domain.budget import Side
from commune_desk.domain.money import Money
from commune_desk.reports.budget_crossed import division
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.crossed import NO_FUNCTION
from commune_desk.tables.crossed import TOTAL
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.budget import BudgetPage
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.crossed import CrossedRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.crossed_grid import CrossedGrid

OPERATING, INVESTMENT, BOTH = range(3)
CROSSED = 2
SQL = """
    SELECT coalesce(sum(m.proposed), 0) FROM budget_lines l
    JOIN line_amounts m ON m.line_id = l.id
    JOIN budget_documents d ON d.id = m.document_id AND d.kind = 'primitive'
    JOIN fiscal_years y ON y.id = l.fiscal_year_id AND y.year = 2026
    JOIN accounts a ON a.id = l.account_id AND a.side = 'depense'
    WHERE a.section IN ({})
"""
"""Counts past the program’s own queries."""

SECTIONS = ("'fonctionnement'", "'investissement'", "'fonctionnement','investissement'")


@pytest.fixture
def context(
    qapp: QApplication,
    before_the_vote: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Context]:
    dress(qapp)
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    made = opened(before_the_vote, FRENCH, 2026)
    yield made
    made.close()
    made.desk.store.close()


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> BudgetPage:
    shell = Shell(context)
    qtbot.addWidget(shell)
    shell.resize(QSize(1366, 768))
    shell.show_place("budget")
    settle(shell)
    shell.activateWindow()
    made = shell.page()
    assert isinstance(made, BudgetPage)
    made.show_view(CROSSED)
    settle(shell)
    return made


def grid(page: BudgetPage) -> CrossedGrid:
    assert page.grid is not None
    assert page.crossed
    return page.grid


def rest(page: BudgetPage) -> None:
    shell = page.window()
    assert isinstance(shell, Shell)
    settle(shell)


def counted(context: Context, sections: int) -> int:
    sql = SQL.format(SECTIONS[sections])
    return int(context.desk.store.looking(lambda raw: raw.execute(sql).fetchone()[0]))


def whole(page: BudgetPage, key: str = TOTAL) -> int:
    made = grid(page).model
    column = next(c for c in made.columns if c.key == key)
    amount = made.outline.value(made.outline.root, column)
    return amount.francs if isinstance(amount, Money) else 0


def summed(page: BudgetPage) -> int:
    """Add the columns of the chapters up, past their total."""
    keys = [c.key for c in grid(page).model.columns][1:-1]
    return sum(whole(page, key) for key in keys)


def rows(page: BudgetPage) -> dict[int, CrossedRow]:
    return {row.id: row for row in grid(page).model.rows()}


def give(page: BudgetPage) -> None:
    grid(page).choose(NO_FUNCTION)
    assert page.cell.give is not None
    page.cell.give.click()
    rest(page)


def line(context: Context, line_id: int) -> BudgetRow:
    with context.reading() as session:
        (found,) = budget_lines(session, context.scope, (line_id,))
    return found


@pytest.mark.parametrize("sections", [OPERATING, INVESTMENT, BOTH])
def test_the_grid_adds_up_to_the_expenditure_of_the_file(
    context: Context, page: BudgetPage, sections: int
) -> None:
    page.show_sections(sections)
    wanted = counted(context, sections)
    assert wanted > 0
    assert whole(page) == summed(page) == wanted
    give(page)
    assert whole(page) == summed(page) == wanted
    used = [row for row in rows(page).values() if row.id > 0 and row.lines]
    assert used
    by_row = [m.proposed for r in rows(page).values() for m in r.lines]
    assert Money.total(by_row).francs == wanted


def test_functions_are_given_in_one_step_and_taken_back(
    context: Context, page: BudgetPage
) -> None:
    before = {row.id: row.lines for row in rows(page).values()}
    proposed = {row.id for row in rows(page).values() if row.proposed}
    assert proposed
    give(page)
    assert not any(row.proposed for row in rows(page).values())
    after = {row.id: row.lines for row in rows(page).values()}
    for row_id, lines in before.items():  # a line stays where it stood
        assert {x.id for x in lines} <= {x.id for x in after[row_id]}
    context.undo()
    assert {row.id for row in rows(page).values() if row.proposed} == proposed
    context.redo()
    assert not any(row.proposed for row in rows(page).values())


def test_grid_and_paper_put_every_line_under_the_same_division(
    context: Context, page: BudgetPage
) -> None:
    page.show_sections(BOTH)
    on_screen = {
        line.id: row.division.strip("~")
        for row in rows(page).values()
        for line in row.lines
        if line.proposed is not None
    }
    with context.reading() as session:
        lines = budget_lines(session, context.scope)
    on_paper = {
        line.id: division(line)
        for line in lines
        if line.side is Side.EXPENDITURE and line.proposed is not None
    }
    assert on_screen == on_paper


def behind(page: BudgetPage, count: int) -> tuple[int, str]:
    """Find a cell of a function behind which so many lines stand."""
    return next(
        (row.id, key)
        for row in rows(page).values()
        for key, lines in row.cells.items()
        if row.id > 0
        and len(lines) == count
        and all(line.proposed is not None for line in lines)
    )


def test_a_cell_with_one_line_is_typed_where_it_stands(
    context: Context, page: BudgetPage
) -> None:
    give(page)
    page.show_sections(OPERATING)
    row_id, key = behind(page, 1)
    own = rows(page)[row_id].cells[key][0]
    before = counted(context, OPERATING)
    assert own.proposed is not None
    view = grid(page).view
    grid(page).choose(row_id, key)
    page.keep_focus()
    QTest.keyClicks(view, "7")
    QTest.keyClicks(QApplication.focusWidget(), "77000")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    rest(page)
    assert line(context, own.id).proposed == Money(777_000)
    assert whole(page) == before + 777_000 - own.proposed.francs
    assert whole(page) == counted(context, OPERATING)
    assert page.foot.operating.words.text() != "équilibrée"
    context.undo()
    assert whole(page) == before


def test_a_negative_amount_is_refused_under_its_cell(
    context: Context, page: BudgetPage
) -> None:
    give(page)
    row_id, key = behind(page, 1)
    index = grid(page).model.find(row_id, key)
    before = counted(context, BOTH)
    assert grid(page).model.enter(index, "-5") is not None
    assert grid(page).model.refusal is not None
    assert counted(context, BOTH) == before


def test_an_empty_cell_makes_its_line_by_the_keyboard(
    context: Context, page: BudgetPage
) -> None:
    give(page)
    page.show_sections(OPERATING)
    page.show_functions(whole=True)
    rest(page)
    row = next(r for r in rows(page).values() if r.code == "0912")
    key = "fonctionnement-61"
    assert key not in row.cells
    before = counted(context, OPERATING)
    grid(page).choose(row.id, key)
    page.keep_focus()
    QTest.keyClick(grid(page).view, Qt.Key.Key_5)
    rest(page)
    account = page.cell.account
    assert account is not None
    assert account is QApplication.focusWidget()
    assert page.cell.amounts[0].text() == "5"
    page.cell.amounts[0].setText("5000")
    page.cell.enter()
    assert not page.cell.refusal.isHidden()
    page.cell.account.setText("6111")
    page.cell.enter()
    rest(page)
    assert counted(context, OPERATING) == before + 5000 == whole(page)
    (made,) = rows(page)[row.id].cells[key]
    assert (made.code, made.proposed) == ("6111", Money(5000))
    assert grid(page).view is QApplication.focusWidget()
    context.undo()
    assert key not in rows(page)[row.id].cells
    assert counted(context, OPERATING) == before


def test_a_first_line_that_is_bare_takes_the_function(
    context: Context, page: BudgetPage
) -> None:
    page.show_sections(OPERATING)
    page.show_functions(whole=True)
    with context.reading() as session:
        before = budget_lines(session, context.scope)
    bare = next(
        r
        for r in before
        if r.account.chapter == "62" and r.proposed is None and not r.several
    )
    row = next(r for r in rows(page).values() if r.code == "0912")
    grid(page).choose(row.id, "fonctionnement-62")
    page.cell.account.setText(bare.code)  # type: ignore[union-attr]  # seen below
    page.cell.amounts[0].setText("1200")
    page.cell.enter()
    found = line(context, bare.id)
    assert (found.function_id, found.proposed) == (row.id, Money(1200))
    with context.reading() as session:
        assert len(budget_lines(session, context.scope)) == len(before)


def test_several_lines_are_typed_in_the_panel(
    context: Context, page: BudgetPage
) -> None:
    give(page)
    page.show_sections(OPERATING)
    row_id, key = behind(page, 3)
    lines = rows(page)[row_id].cells[key]
    before = counted(context, OPERATING)
    grid(page).choose(row_id, key)
    page.keep_focus()
    QTest.keyClick(grid(page).view, Qt.Key.Key_F2)
    rest(page)
    assert page.panel.isVisible()
    first = page.cell.amounts[0]
    assert first is QApplication.focusWidget()
    first.selectAll()
    QTest.keyClicks(first, "640000")
    QTest.keyClick(first, Qt.Key.Key_Return)
    rest(page)
    assert line(context, lines[0].id).proposed == Money(640_000)
    assert lines[0].proposed is not None
    assert whole(page) == before + 640_000 - lines[0].proposed.francs
    assert len(page.cell.amounts) == 3
    assert page.cell.amounts[1] is QApplication.focusWidget()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert grid(page).view is QApplication.focusWidget()


def test_the_views_show_the_same_lines(page: BudgetPage) -> None:
    give(page)
    page.show_view(0)
    page.show_part(1)
    by_nature = {row.id for row in page.model.rows()}
    total = page.model.total_text(page.model.columns[4])
    page.show_view(1)
    assert {row.id for row in page.model.rows()} == by_nature
    assert page.model.total_text(page.model.columns[4]) == total
    titles = [node.title for node in page.model.outline.root.children]
    assert any("Enseignement primaire" in str(title) for title in titles)
    assert FRENCH.say(titles[-1]) == "Sans fonction"


@pytest.mark.parametrize(
    ("size", "scale"),
    [(QSize(1366, 768), 1.0), (QSize(1280, 720), 1.0), (QSize(1366, 768), 1.25)],
)
def test_no_figure_is_cut(page: BudgetPage, size: QSize, scale: float) -> None:
    shell = page.window()
    give(page)
    shell.resize(logical(size, scale))
    for view in range(3):
        page.show_view(view)
        for sections in (OPERATING, INVESTMENT, BOTH) if view == CROSSED else (0,):
            page.show_sections(sections)
            rest(page)
            assert cut(shell) == [], (view, sections)
    bar = grid(page).view.horizontalScrollBar()
    assert bar.maximum() == 0


def test_a_voted_budget_is_only_read(context: Context, page: BudgetPage) -> None:
    context.choose_year(2025)
    rest(page)
    page.show_view(CROSSED)
    row = next(row for row in rows(page).values() if row.cells)
    key = next(iter(row.cells))
    grid(page).choose(row.id, key)
    assert all(field.isReadOnly() for field in page.cell.amounts)
    assert page.cell.give is None
    made = grid(page).model
    assert not made.editable(made.find(row.id, key))

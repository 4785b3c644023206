"""The grid typed like a spreadsheet, and the way from a problem to its action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from commune_desk.domain.priorities import Decision
from commune_desk.services.diagnosis import AddProblem
from commune_desk.services.priorities import TakeCriteria
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.diagnosis import PROBLEMS
from commune_desk.tables.priorities import CRITERIA, PRIORITIES
from commune_desk.tables.territory import VILLAGES
from commune_desk.ui.fields import Field
from commune_desk.ui.pages.answers_leaf import AnswersLeaf
from commune_desk.ui.pages.diagnosis import DiagnosisPage
from commune_desk.ui.pages.origin_leaf import OriginLeaf
from commune_desk.ui.pages.priorities import CriteriaPage, PrioritiesPage
from commune_desk.ui.pages.table_page import TablePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context
    from commune_desk.ui.table_view import TableView

Key = Qt.Key


def shown(page: TablePage, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1500, 700)
    page.show()
    page.activateWindow()
    page.view.setFocus()


@pytest.fixture
def grid(context: Context, qtbot: QtBot) -> PrioritiesPage:
    context.do(TakeCriteria(context.scope.plan_id or 0))
    made = PrioritiesPage(PRIORITIES, context)
    shown(made, qtbot)
    return made


def write(view: TableView, qtbot: QtBot, text: str, end: Key = Key.Key_Tab) -> Field:
    qtbot.keyClicks(view, text[0])
    field = next(f for f in view.findChildren(Field) if f.isVisible())
    for sign in text[1:]:
        qtbot.keyClicks(field, sign)
    qtbot.keyClick(field, end)
    return field


def row(page: TablePage, code: str) -> Any:
    return next(row for row in page.model.rows() if row.code == code)


def test_marks_are_typed_across_and_the_rank_follows(
    grid: PrioritiesPage, qtbot: QtBot
) -> None:
    grid.view.choose(row(grid, "1.2").id, "c1")
    for mark in "321":
        write(grid.view, qtbot, mark)
    found = row(grid, "1.2")
    assert (found.total, found.rank) == (3 * 3 + 2 * 3 + 1 * 2, 1)
    assert grid.model.column_at(grid.view.currentIndex()).key == "c4"


def test_a_mark_too_high_is_refused_under_its_cell(
    grid: PrioritiesPage, qtbot: QtBot
) -> None:
    grid.view.choose(row(grid, "1.2").id, "c1")
    write(grid.view, qtbot, "7")
    assert "de 0 à 3" in grid.view.refusal.box.words()
    assert row(grid, "1.2").total is None


def test_a_refusal_waits_for_its_reason(grid: PrioritiesPage, qtbot: QtBot) -> None:
    grid.view.choose(row(grid, "1.2").id, "decision_reason")
    index = grid.model.find(row(grid, "1.2").id, "decision")
    assert grid.model.enter(index, "reportée") is not None
    grid.model.drop_refusal()
    write(grid.view, qtbot, "trop cher")
    index = grid.model.find(row(grid, "1.2").id, "decision")
    assert grid.model.enter(index, "reportée") is None
    assert row(grid, "1.2").decision is Decision.LATER


def test_criteria_taken_become_columns_at_once(context: Context, qtbot: QtBot) -> None:
    grid = PrioritiesPage(PRIORITIES, context)
    criteria = CriteriaPage(CRITERIA, context)
    shown(grid, qtbot)
    shown(criteria, qtbot)
    assert "c1" not in {column.key for column in grid.model.columns}
    criteria.take()
    assert {"c1", "c10"} <= {column.key for column in grid.model.columns}
    assert criteria.model.whole == 10
    context.undo()
    assert "c1" not in {column.key for column in grid.model.columns}


def test_a_problem_is_made_an_action_and_linked_to_another(
    context: Context, qtbot: QtBot
) -> None:
    page = DiagnosisPage(PROBLEMS, context)
    shown(page, qtbot)
    with context.reading() as session:
        sector = PROBLEMS.column("sector_id", context.scope).choices(
            session, context.scope
        )[0]
    values = {
        "plan_id": context.scope.plan_id,
        "village_id": page.villages.village,
        "sector_id": sector.value,
        "title": "Pas de pompe",
        "solutions": "une pompe",
    }
    made: list[int] = []
    context.do(AddProblem(values), made.append)
    page.view.choose(made[0])
    leaf = AnswersLeaf(context)
    leaf.show_row(page.model.row(made[0]))
    leaf.make()
    assert [a.title for a in page.model.row(made[0]).actions] == ["Une pompe"]
    leaf.show_row(page.model.row(made[0]))
    assert leaf.field is not None
    leaf.field.setText("1.5")
    leaf.link()
    assert {a.code for a in page.model.row(made[0]).actions} >= {"1.5"}
    plan = TablePage(ACTIONS, context)
    shown(plan, qtbot)
    origin = OriginLeaf(context)
    assert origin.show_row(row(plan, "1.5"))
    assert not origin.show_row(row(plan, "1.1"))


def test_every_plain_table_gains_the_new_line(context: Context, qtbot: QtBot) -> None:
    page = TablePage(VILLAGES, context)
    shown(page, qtbot)
    before = page.model.count
    page.view.choose(0)
    assert page.model.is_new(page.view.currentIndex())
    write(page.view, qtbot, "Nouveau", Key.Key_Return)
    assert page.model.count == before + 1
    assert page.model.is_new(page.view.currentIndex())
    write(page.view, qtbot, "Encore un", Key.Key_Return)
    assert page.model.count == before + 2

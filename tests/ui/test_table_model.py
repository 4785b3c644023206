from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from commune_desk.domain.money import Money
from commune_desk.domain.roles import Role
from commune_desk.services.actions import CostAction
from commune_desk.services.desk import User
from commune_desk.tables import TABLES
from commune_desk.tables.actions import ACTIONS
from commune_desk.ui.table_model import TableModel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context


@pytest.fixture
def model(context: Context) -> TableModel:
    return TableModel(ACTIONS, context)


def shown(model: TableModel, code: str, key: str) -> str:
    row = next(row for row in model.rows() if row.code == code)
    return str(model.find(row.id, key).data())


def total(model: TableModel, key: str) -> str:
    return model.total_text(next(c for c in model.columns if c.key == key))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_table_makes_a_model_that_qt_accepts(
    table: Table[Any], context: Context
) -> None:
    model = TableModel(table, context)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reload()
    model.search("e")
    model.search("")


def test_an_edit_moves_the_sums_above_it_and_undo_brings_them_back(
    model: TableModel, context: Context
) -> None:
    before = total(model, "2026")
    context.desk.do(CostAction(model.rows()[2].id, 2026, Money(15_200_000)))
    assert shown(model, "1.3", "2026") == context.say(Money(15_200_000))
    assert total(model, "2026") == context.say(Money(37_200_000))
    context.desk.undo()
    assert total(model, "2026") == before


def test_an_edit_touches_its_row_and_rebuilds_nothing(
    model: TableModel, context: Context, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        context.desk.do(CostAction(model.rows()[2].id, 2026, Money(15_200_000)))


def test_the_filter_is_blind_to_accents_case_and_apostrophes(model: TableModel) -> None:
    model.search("CLOTURE DE LECOLE")
    assert [row.code for node in [model.outline.root] for row in node.rows()] == ["1.2"]


def test_the_total_is_that_of_the_rows_shown(model: TableModel) -> None:
    model.search("tricycle")
    assert total(model, "2026") == model.context.say(Money(2_500_000))


def test_rows_are_sorted_inside_their_group(model: TableModel) -> None:
    title = [column.key for column in model.columns].index("title")
    model.sort(title, Qt.SortOrder.DescendingOrder)
    codes = [row.code for row in model.outline.root.rows()]
    assert codes[:4] == ["1.1", "1.3", "1.4", "1.2"]


def test_what_the_rules_find_marks_its_cell(
    model: TableModel, context: Context
) -> None:
    context.review()
    marked = {row.code for row in model.rows() if model.marks.of(row.id)}
    assert "1.3" in marked
    assert "1.1" not in marked


def test_a_refusal_keeps_what_was_typed_and_changes_nothing(model: TableModel) -> None:
    index = model.find(model.rows()[2].id, "2026")
    before = total(model, "2026")
    assert model.enter(index, "14 200 0000") is not None
    assert model.refusal is not None
    assert model.refusal.typed == "14 200 0000"
    assert total(model, "2026") == before


def test_a_reader_can_type_in_no_cell(model: TableModel, context: Context) -> None:
    index = model.find(model.rows()[2].id, "2026")
    assert model.flags(index) & Qt.ItemFlag.ItemIsEditable
    context.desk.user = User("visiteur", Role.READER)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable


def test_a_model_that_is_gone_no_longer_listens(context: Context) -> None:
    model = TableModel(ACTIONS, context)
    row = model.rows()[2].id
    del model
    context.desk.do(CostAction(row, 2026, Money(15_200_000)))

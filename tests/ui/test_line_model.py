"""Lines of cells: what Qt reads of them, and when the cursor may stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from commune_desk.ui.cell import TO_RIGHT, Cell
from commune_desk.ui.line_model import INDENT, KEY, Line, LineModel

if TYPE_CHECKING:
    import pytest
    from PySide6.QtWidgets import QApplication

Role = Qt.ItemDataRole
STRICT = QAbstractItemModelTester.FailureReportingMode.Warning


def lines(*keys: int | None) -> list[Line]:
    return [
        Line(key, (Cell(f"line {key}"), Cell("1", to_right=True)), 14) for key in keys
    ]


def test_qt_can_walk_through_it(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    del qapp
    owner = QObject()
    model = LineModel(("Title", "Amount"), owner, figures={1})
    tester = QAbstractItemModelTester(model, STRICT)
    for shown in (lines(1, 2, 3), lines(1, 2, 3), lines(3), [], lines(None, 3)):
        model.show_lines(shown)
        assert model.rowCount() == len(shown)
    assert not caplog.records
    del tester


def test_the_same_lines_are_changed_in_place(qapp: QApplication) -> None:
    del qapp
    owner = QObject()
    model = LineModel(("Title", "Amount"), owner, figures={1})
    assert not model.show_lines(lines(1, 2))
    changed: list[tuple[int, int]] = []
    resets: list[bool] = []
    model.dataChanged.connect(
        lambda first, last, _: changed.append((first.row(), last.row()))
    )
    model.modelReset.connect(lambda: resets.append(True))
    assert model.show_lines(lines(1, 2))
    assert (changed, resets) == ([(0, 1)], [])
    assert not model.show_lines(lines(2, 1))
    assert (changed, resets) == ([(0, 1)], [True])


def test_each_cell_says_what_it_is(qapp: QApplication) -> None:
    del qapp
    owner = QObject()
    model = LineModel(("Title", "Amount"), owner, figures={1})
    model.show_lines(lines(7, 8))
    found = model.find(8)
    assert (found.row(), found.data(KEY), found.data(INDENT)) == (1, 8, 14)
    assert found.siblingAtColumn(1).data(INDENT) == 0
    assert found.siblingAtColumn(1).data(Role.TextAlignmentRole) == TO_RIGHT
    assert found.data(Role.TextAlignmentRole) is None
    assert not model.find(9).isValid()
    assert model.rowCount(found) == 0
    assert model.data(QModelIndex()) is None
    across, head = Qt.Orientation.Horizontal, Role.TextAlignmentRole
    assert model.headerData(1, across) == "Amount"
    assert model.headerData(1, across, head) == TO_RIGHT
    assert model.headerData(0, across, head) is None

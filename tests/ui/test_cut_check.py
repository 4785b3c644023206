"""What has no room is seen: each fault is planted, and found by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from commune_desk.ui.cut_check import cut
from commune_desk.ui.meant import ARROWS, OVER
from commune_desk.ui.widgets.layouts import across, down, hold

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "Association des parents d’élèves de Dembela"


@pytest.fixture
def window(dressed: None, qtbot: QtBot) -> QWidget:  # noqa: ARG001  the look must be on
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 300)
    return made


def found(window: QWidget, qtbot: QtBot) -> str:
    window.show()
    qtbot.wait(20)
    return "\n".join(cut(window))


def test_a_page_that_has_room_is_in_order(window: QWidget, qtbot: QtBot) -> None:
    window.setLayout(down(QLabel(LONG), QLineEdit(LONG), QPushButton(LONG), None))
    assert not found(window, qtbot)


def test_a_label_that_is_cut(window: QWidget, qtbot: QtBot) -> None:
    label = QLabel(LONG)
    label.setFixedWidth(80)
    window.setLayout(down(label, None))
    assert f"label {LONG!r} needs" in found(window, qtbot)


def test_a_button_that_is_cut(window: QWidget, qtbot: QtBot) -> None:
    button = QPushButton(LONG)
    button.setFixedWidth(80)
    window.setLayout(down(button, None))
    assert f"button {LONG!r} needs" in found(window, qtbot)


def test_a_choice_that_is_cut(window: QWidget, qtbot: QtBot) -> None:
    combo = QComboBox()
    combo.addItem(LONG)
    combo.setFixedWidth(80)
    window.setLayout(down(combo, None))
    assert f"choice {LONG!r} needs" in found(window, qtbot)


def test_a_tab_beyond_its_bar(window: QWidget, qtbot: QtBot) -> None:
    bar = QTabBar()
    for _ in range(4):
        bar.addTab(LONG)
    bar.setFixedWidth(200)
    window.setLayout(down(bar, None))
    assert f"tab {LONG!r} stands beyond its bar" in found(window, qtbot)


def test_a_bar_with_arrows_leads_to_its_other_tabs(
    window: QWidget, qtbot: QtBot
) -> None:
    bar = QTabBar()
    for _ in range(4):
        bar.addTab(LONG)
    bar.setFixedWidth(200)
    bar.setUsesScrollButtons(True)
    bar.setProperty(ARROWS, True)  # noqa: FBT003  Qt takes no names
    window.setLayout(down(bar, None))
    assert not found(window, qtbot)


def test_an_item_that_is_cut(window: QWidget, qtbot: QtBot) -> None:
    view = QTableView()
    view.setModel(QStringListModel([LONG], view))
    view.setColumnWidth(0, 90)
    window.setLayout(down(view))
    assert f"item {LONG!r} needs" in found(window, qtbot)


def test_widgets_over_one_another(window: QWidget, qtbot: QtBot) -> None:
    under, over = QLabel("under", window), QPushButton("over", window)
    under.setGeometry(10, 10, 100, 30)
    over.setGeometry(60, 20, 100, 30)
    assert "QLabel 'under' and QPushButton overlap by 50x20" in found(window, qtbot)


def test_what_is_meant_to_lie_over_is_no_fault(window: QWidget, qtbot: QtBot) -> None:
    under, over = QLabel("under", window), QLabel("3", window)
    under.setGeometry(10, 10, 100, 30)
    over.setGeometry(60, 20, 40, 20)
    over.setProperty(OVER, True)  # noqa: FBT003  Qt takes no names
    assert not found(window, qtbot)


def test_lines_pressed_together(window: QWidget, qtbot: QtBot) -> None:
    """As the rail was: its lines had no least height, and lay over one another."""
    lines = [QLabel(LONG) for _ in range(40)]
    layout = down(*lines, gap=0)
    layout.setSizeConstraint(layout.SizeConstraint.SetNoConstraint)
    window.setLayout(layout)
    for line in lines:
        line.setMinimumHeight(1)
    window.resize(600, 300)
    assert "of height" in found(window, qtbot)


def test_what_reaches_beyond_its_holder(window: QWidget, qtbot: QtBot) -> None:
    inner = hold(across(gap=0))
    inner.setObjectName("holder")
    inner.setFixedSize(100, 40)
    QLabel("long", inner).setGeometry(60, 0, 100, 30)
    window.setLayout(down(across(inner, None), None))
    assert "QLabel 'long' reaches 59x0 beyond QWidget 'holder'" in found(window, qtbot)


def test_a_page_that_must_be_pushed_aside(window: QWidget, qtbot: QtBot) -> None:
    wide = QLabel("wide")
    wide.setMinimumWidth(900)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(wide)
    window.setLayout(down(area))
    assert "wider than what is seen of it" in found(window, qtbot)

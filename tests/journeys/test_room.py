"""The five years of the plan fit the laptops' screens; thousands make room for more."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from sample import FRENCH

from commune_desk.app.opening import opened
from commune_desk.domain.money import Money
from commune_desk.ui.cell_words import in_thousands
from commune_desk.ui.cut_check import cut
from commune_desk.ui.fields import Field
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context

FRANCS, THOUSANDS = 0, 1
Key = Qt.Key


def table(context: Context, qtbot: QtBot, size: QSize, unit: int = FRANCS) -> TablePage:
    shell = Shell(context)
    qtbot.addWidget(shell)
    shell.resize(size)
    settle(shell)
    shell.show_place("actions")
    page = shell.page()
    assert isinstance(page, TablePage)
    page.units.group.button(unit).click()
    settle(shell)
    assert cut(shell) == []
    return page


@pytest.mark.parametrize("unit", [FRANCS, THOUSANDS])
@pytest.mark.parametrize(
    ("size", "scale"),
    [
        (QSize(1366, 768), 1.0),
        (QSize(1280, 720), 1.0),
        (QSize(1366, 768), 1.25),
    ],
)
def test_the_plan_needs_no_sideways_bar(
    context: Context, qtbot: QtBot, size: QSize, scale: float, unit: int
) -> None:
    page = table(context, qtbot, logical(size, scale), unit)
    assert page.view.horizontalScrollBar().maximum() == 0


def test_thousands_put_the_panel_beside_the_plan(
    context: Context, qtbot: QtBot
) -> None:
    page = table(context, qtbot, QSize(1366, 768))
    assert not page.panel.isVisible()
    page.units.group.button(THOUSANDS).click()
    assert page.panel.isVisible()
    assert page.panel.geometry().left() > page._stack.geometry().right()


def test_thousands_are_shown_typed_in_francs_and_remembered(
    context: Context, qtbot: QtBot, demonstration: Path, tmp_path: Path
) -> None:
    page = table(context, qtbot, QSize(1366, 768), THOUSANDS)
    row = next(row for row in page.model.rows() if row.costs.get(2026))
    page.view.choose(row.id, "2026")
    before = in_thousands(row.costs[2026], FRENCH)
    assert page.view.currentIndex().data() == before
    qtbot.keyClick(page.view, Key.Key_F2)
    field = page.view.findChild(Field)
    assert isinstance(field, Field)
    assert field.text() == FRENCH.number(row.costs[2026].francs)
    field.selectAll()
    qtbot.keyClicks(field, "99 000 500")
    qtbot.keyClick(field, Key.Key_Return)
    assert page.model.row(row.id).costs[2026] == Money(99_000_500)
    page.view.choose(row.id, "2026")
    assert page.view.currentIndex().data() == "99\u202f000,5"
    other = tmp_path / "other.commune"
    shutil.copyfile(demonstration, other)
    again = opened(other, FRENCH)
    assert again.ports.habits.on("thousands")
    again.close()
    again.desk.store.close()


@pytest.mark.parametrize(
    ("francs", "words"),
    [
        (14_200_000, "14\u202f200"),
        (1_450_500, "1\u202f450,5"),
        (1, "0,001"),
        (10_000_000, "10\u202f000"),
    ],
)
def test_thousands_say_every_franc(francs: int, words: str) -> None:
    assert in_thousands(Money(francs), FRENCH) == words

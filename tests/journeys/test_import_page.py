"""A published plan comes in through the import page alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from sample import DATA, FRENCH

from commune_desk.app.opening import opened, shown
from commune_desk.exchange.founding import found
from commune_desk.services.plans import scope_for
from commune_desk.services.programming import programmed
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.import_page import ImportPage
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context
    from commune_desk.ui.shell import Shell

FILE = DATA / "commune_v_pia_2016_sante.csv"
SIZES = [
    (QSize(1366, 768), 1.0),
    (QSize(1280, 720), 1.0),
    (QSize(1366, 768), 1.25),
]


@pytest.fixture
def context(qapp: QApplication, tmp_path: Path) -> Iterator[Context]:
    dress(qapp)
    path = tmp_path / "Commune V.commune"
    found(path, "test", FRENCH, name="Commune V", code="ML0905", first_year=2016)
    made = opened(path, FRENCH)
    yield made
    made.close()
    made.desk.store.close()


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Shell:
    made = shown(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    settle(made)
    return made


def import_page(shell: Shell) -> ImportPage:
    shell.context.go("import", search="pia")
    settle(shell)
    (page,) = shell.findChildren(ImportPage)
    return page


def choose_year(page: ImportPage, year: int) -> None:
    page.year.setCurrentIndex(page.year.findData(year))
    page.year.activated.emit(page.year.currentIndex())


def give(page: ImportPage, key: str, text: str) -> None:
    field = page.same.fields[key]
    field.setText(text)
    field.editingFinished.emit()


def health(page: ImportPage, shell: Shell) -> None:
    choose_year(page, 2016)
    page.read(FILE)
    settle(shell)
    give(page, "sector_id", "11")
    settle(shell)


def test_the_sector_that_the_file_lacks_is_chosen_in_the_page(shell: Shell) -> None:
    page = import_page(shell)
    choose_year(page, 2016)
    page.read(FILE)
    settle(shell)
    assert not page.do.isEnabled()
    assert "Secteur" in page.refusal.words()
    give(page, "sector_id", "11")
    settle(shell)
    assert page.do.isEnabled()
    page.run()
    with shell.context.reading() as session:
        rows = programmed(session, scope_for(session, 2016))
    assert {row.sector_code for row in rows} == {"11"}
    assert len(rows) == 8
    shell.context.undo()
    with shell.context.reading() as session:
        assert programmed(session, scope_for(session, 2016)) == []


def test_what_cannot_be_read_is_said_under_its_field(shell: Shell) -> None:
    page = import_page(shell)
    page.read(FILE)
    settle(shell)
    give(page, "sector_id", "Santee")
    settle(shell)
    assert page.same.values() == {}
    assert not page.do.isEnabled()


def test_the_cost_of_one_year_is_not_taken_for_that_of_another(shell: Shell) -> None:
    page = import_page(shell)
    choose_year(page, 2018)
    page.read(FILE)
    settle(shell)
    assert page._combos["Coût total en 2016"].currentData() == ""


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_nothing_is_cut_once_the_file_is_read(
    shell: Shell, size: QSize, scale: float
) -> None:
    shell.resize(logical(size, scale))
    page = import_page(shell)
    health(page, shell)
    assert cut(shell) == []

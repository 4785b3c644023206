"""What a start does not wait for: it must not grow with each table, page and paper."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from commune_desk.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OPENED = """
import os, pathlib, sys
from PySide6.QtWidgets import QApplication
from commune_desk.app.program import Program
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
app = QApplication([])
program = Program(app, Words("fr", TRANSLATIONS))
program.open(pathlib.Path(sys.argv[1])) if len(sys.argv) > 1 else program.start()
app.processEvents()
print(*sys.modules)
sys.stdout.flush()
os._exit(0)
"""
HEAVY = {
    "alembic", "docx", "num2words", "openpyxl", "PIL", "pypdfium2", "reportlab",
}  # fmt: skip
LATER = ("commune_desk.exchange", "commune_desk.reports")
OF_TABLES = {"registry"}
OF_PAGES = {"dates_card", "fresh_page", "home", "home_cards", "page"}


LEFT = OPENED.replace("print(", "program.close()\nprint(")
SEEN_AGAIN = OPENED.replace("app.processEvents()\n", "")
"""Before the thread begins that brings the dossier in."""


def brought_in(home: Path, *arguments: str, code: str = OPENED) -> set[str]:
    here = {"QT_QPA_PLATFORM": "offscreen", "COMMUNE_DESK_HOME": str(home)}
    return set(
        subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=ROOT,
            env={**os.environ, **here},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
    )


def of(package: str, modules: set[str]) -> set[str]:
    return {
        name.removeprefix(f"{package}.")
        for name in modules
        if name.startswith(f"{package}.")
    }


@pytest.fixture(scope="module")
def opened(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return brought_in(tmp_path_factory.mktemp("home"), str(demonstration))


def test_the_start_page_does_not_wait_for_the_database(tmp_path: Path) -> None:
    found = brought_in(tmp_path)
    assert "commune_desk.ui.pages.start" in found
    assert not found & {*HEAVY, "sqlalchemy", "commune_desk.storage.models"}


def test_a_dossier_as_it_was_left_does_not_wait_for_the_database(
    demonstration: Path, tmp_path: Path
) -> None:
    brought_in(tmp_path, str(demonstration), code=LEFT)
    found = brought_in(tmp_path, str(demonstration), code=SEEN_AGAIN)
    assert "commune_desk.ui.pages.home" in found
    assert not found & {*HEAVY, "sqlalchemy", "commune_desk.storage.models"}


def test_a_window_does_not_wait_for_papers_and_spreadsheets(opened: set[str]) -> None:
    assert "sqlalchemy" in opened
    assert not opened & HEAVY
    assert not [name for name in opened if name.startswith(LATER)]


def test_a_window_brings_in_no_table_and_no_page_but_its_own(opened: set[str]) -> None:
    assert of("commune_desk.tables", opened) == OF_TABLES
    assert of("commune_desk.ui.pages", opened) == OF_PAGES

"""From an empty computer to the printed plan of Commune V, through the window."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from sample import DATA
from secretary import begin_commune

from commune_desk.ui.pages.documents import DocumentsPage
from commune_desk.ui.pages.findings import FindingsPage
from commune_desk.ui.pages.import_page import ImportPage
from commune_desk.ui.pages.start import StartPage
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QWidget

    from commune_desk.app.program import Program

FILE = DATA / "commune_v_pia_2016_sante.csv"
COST = "Coût total en 2016"


def press(window: QWidget, words: str) -> None:
    """Press the one button in sight that says this."""
    (button,) = (
        each
        for each in window.findChildren(QPushButton)
        if each.isVisible() and each.text().strip() == words
    )
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def answer(monkeypatch: pytest.MonkeyPatch, question: str, path: Path) -> None:
    """Answer the file dialog of the system."""
    monkeypatch.setattr(QFileDialog, question, lambda *_: (str(path), ""))


def founded(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    page = program.window
    assert isinstance(page, StartPage)
    begin_commune(page)
    form = page.form
    QTest.keyClicks(form.commune, "Commune V")
    QTest.keyClicks(form.first_year, "2016")
    answer(monkeypatch, "getSaveFileName", tmp_path / "Commune V.commune")
    press(page, "Créer le dossier")
    shell = program.window
    assert isinstance(shell, Shell)
    shell.resize(1366, 768)
    settle(shell)
    return shell


def brought(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.show_place("pia")
    settle(shell)
    press(shell.page(), "Importer")
    page = shell.page()
    assert isinstance(page, ImportPage)
    page.year.setCurrentIndex(page.year.findData(2016))
    page.year.activated.emit(page.year.currentIndex())
    answer(monkeypatch, "getOpenFileName", FILE)
    page.pick()
    settle(shell)
    field = page.same.fields["sector_id"]
    field.setFocus()
    QTest.keyClicks(field, "11")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(shell)
    press(page, "Importer les lignes")
    settle(shell)


def listed(shell: Shell) -> list[str]:
    shell.show_place("pia")
    settle(shell)
    page = shell.page()
    assert isinstance(page, TablePage)
    return [row.title for row in page.model.rows()]


def found(shell: Shell) -> list[str]:
    shell.show_place("findings")
    settle(shell)
    page = shell.page()
    assert isinstance(page, FindingsPage)
    return [label.text() for label in page.list.findChildren(Label)]


def printed(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, int]:
    shell.show_place("documents")
    settle(shell)
    page = shell.page()
    assert isinstance(page, DocumentsPage)
    page.choose("pia")
    settle(shell)
    answer(monkeypatch, "getSaveFileName", path)
    press(page, "Enregistrer en PDF")
    settle(shell)
    pdf = PdfDocument(path.read_bytes())
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    return " ".join(" ".join(pages).split()), len(pages)


def test_commune_v_comes_in_is_checked_taken_back_and_printed(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FILE.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    titles = [line["Objectifs/Actions"] for line in lines]
    shell = founded(program, tmp_path, monkeypatch)
    brought(shell, monkeypatch)
    assert sorted(listed(shell)) == sorted(titles)
    (unpaid,) = (text for text in found(shell) if "sans montant" in text)
    assert "CSRéf" in unpaid

    shell.top.undo.click()
    settle(shell)
    assert listed(shell) == []
    assert not any("sans montant" in text for text in found(shell))
    shell.top.redo.click()
    settle(shell)
    assert sorted(listed(shell)) == sorted(titles)

    text, pages = printed(shell, tmp_path / "pia.pdf", monkeypatch)
    assert pages >= 1
    for title in titles:
        assert title.split(",")[0].split("(")[0].strip()[:20] in text
    total = sum(int("".join(line[COST].split())) for line in lines)
    assert f"{total:,}".replace(",", " ") in text
    assert "Commune V" in text
    assert "2016" in text

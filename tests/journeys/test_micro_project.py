"""A CDVQF micro-project through the window, from the assembly to the handover."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, cast

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sample import FRENCH
from secretary import click, let_go

from commune_desk.app.opening import opened
from commune_desk.domain.issues import Record
from commune_desk.domain.micro_projects import MicroState
from commune_desk.services.micro_rows import micro_projects
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.micro_board import BoardPage
from commune_desk.ui.pages.micro_list import MicroListPage
from commune_desk.ui.pages.micro_page import MicroPage
from commune_desk.ui.pages.preview import PreviewPage
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.ui.context import Context

TITLE = "Parc de vaccination de Konona"
SIZES = [(1366, 768, 1.0), (1280, 720, 1.0), (1366, 768, 1.25)]
NEXT = "Franchir l’étape suivante"


@pytest.fixture
def shell(
    qapp: QApplication,
    qtbot: QtBot,
    demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shell]:
    dress(qapp)
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "demonstration.commune"
    shutil.copyfile(demonstration, path)
    context: Context = opened(path, FRENCH, 2026)
    made = Shell(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    settle(made)
    yield made
    context.close()
    context.desk.store.close()


def project(shell: Shell) -> MicroRow:
    with shell.context.reading() as session:
        return next(r for r in micro_projects(session) if r.title == TITLE)


def added(shell: Shell) -> MicroPage:
    shell.show_place("micro_projects")
    page = shell.page()
    assert isinstance(page, MicroListPage)
    click(page, "Ajouter un microprojet")
    fields = page.panel.form.fields
    typed = {
        "portfolio_id": "DCC",
        "title": TITLE,
        "cost": "3.500.000",
        "village_id": "Konona",
        "cash": "200 000",
        "women": "30",
        "men": "90",
    }
    for key, text in typed.items():
        QTest.keyClicks(fields[key], text)
    click(page, "Enregistrer")
    settle(shell)
    shell.context.go("micro", Record("micro_projects", project(shell).id))
    settle(shell)
    found = shell.page()
    assert isinstance(found, MicroPage)
    assert found.record == project(shell).id
    return found


def act(shell: Shell, page: MicroPage, words: str, **typed: str) -> str:
    """Open an act, type what it asks, do it; give the refusal, if there is one."""
    click(page, words)
    strip = page.strip
    for key, text in typed.items():
        strip.fields[key].selectAll()
        QTest.keyClicks(strip.fields[key], text)
    QTest.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    said = strip.refusal.words() if strip.isVisible() else ""
    settle(shell)
    let_go()
    return said


def test_from_the_assembly_to_the_handover(shell: Shell) -> None:
    page = added(shell)
    assert project(shell).cost_cents == 350_000_000
    said = act(shell, page, NEXT, done_on="02/03/2026", women="41", men="38",
               young="200")  # fmt: skip
    assert "200" in said
    assert "79" in said
    page.strip.leave()
    act(shell, page, NEXT, done_on="02/03/2026", women="41", men="38", young="22")
    act(shell, page, NEXT, done_on="16/03/2026")
    said = act(shell, page, NEXT, done_on="01/02/2026")
    assert "16/03/2026" in said
    page.strip.leave()
    act(shell, page, NEXT, done_on="30/03/2026", reference="dossier 5")
    assert project(shell).state is MicroState.SUBMITTED
    act(shell, page, "Noter l’approbation", done_on="20/04/2026", reference="PV 12")
    assert project(shell).state is MicroState.APPROVED
    act(shell, page, NEXT, done_on="04/05/2026", reference="convention 5")
    act(shell, page, "Noter une tranche reçue", received_on="05/05/2026",
        received="3 300 000")  # fmt: skip
    act(shell, page, "Noter une tranche reçue", received_on="06/05/2026",
        received="200000", note="part du village")  # fmt: skip
    act(shell, page, NEXT, done_on="05/05/2026")
    assert project(shell).state is MicroState.RUNNING
    said = act(shell, page, "Noter un achat", made_on="20/05/2026", title="Poteaux",
               amount="3 600 000", voucher="facture 1")  # fmt: skip
    assert "100\u202f000" in said
    page.strip.leave()
    act(shell, page, "Noter un achat", made_on="20/05/2026", title="Poteaux",
        amount="3 400 000", voucher="facture 1")  # fmt: skip
    act(shell, page, NEXT, done_on="30/07/2026")
    act(shell, page, NEXT, done_on="10/08/2026")
    act(shell, page, NEXT, done_on="24/08/2026", women="60", men="55", young="31",
        committee_id="CDVQF de Konona")  # fmt: skip
    row = project(shell)
    assert row.state is MicroState.HANDED_OVER
    assert row.committee == "CDVQF de Konona"
    assert row.purse.in_hand == 10_000_000
    shell.context.undo()
    assert project(shell).state is MicroState.RUNNING
    shell.context.redo()
    settle(shell)
    shown: list[bytes] = []
    shell.context.shown.connect(lambda _, pdf: shown.append(pdf))
    click(page, "Imprimer la fiche")
    settle(shell)
    assert isinstance(shell.page(), PreviewPage)
    pages = PdfDocument(shown[-1])
    text = "".join(each.get_textpage().get_text_range() for each in pages)
    pages.close()
    assert TITLE in text
    assert "facture 1" in text


def test_the_board_is_walked_and_worked_by_keys(shell: Shell) -> None:
    shell.show_place("micro-board")
    settle(shell)
    board = cast("BoardPage", shell.page())
    assert isinstance(board, BoardPage)
    (card,) = [c for col in board.columns for c in col.list
               if c.row.reference == "DCC 2"]  # fmt: skip
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Right)
    running = board.columns[4].list[0]
    assert QApplication.focusWidget() is running
    board.drop(card.row.id, MicroState.HANDED_OVER)
    QTest.mouseClick(board.strip.button, Qt.MouseButton.LeftButton)
    assert "Convention de financement" in board.strip.refusal.words()
    board.strip.leave()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert board.strip.isVisible()
    QTest.mouseClick(board.strip.button, Qt.MouseButton.LeftButton)
    settle(shell)
    assert [c.row.reference for c in board.columns[3].list] == ["DCC 2"]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_cut_on_small_screens(
    shell: Shell, width: int, height: int, scale: float
) -> None:
    shell.resize(logical(QSize(width, height), scale))
    for place in ("micro", "micro-board", "micro-figures", "micro_projects"):
        shell.show_place(place)
        settle(shell)
        assert cut(shell) == [], place

"""From the notes of an assembly to the stock-taking, then all the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from sample import content
from secretary import CONTROL, Hands, Key, click, founded

from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.services.programming import actions
from commune_desk.ui.pages.documents import DocumentsPage
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.app.program import Program
    from commune_desk.ui.shell import Shell
    from commune_desk.ui.table_view import TableView

YEAR = 2024
TITLE = "Forage neuf"
COST, COMMUNE, STATE, PAID = 6_000_000, 600_000, 5_400_000, 3_000_000
PROBLEMS = (
    ("Pompe en panne", "Usure", "Artisan", TITLE, "213"),
    ("Puits tari", "Pluies rares", "Sable", "Surcreusement", "121"),
    ("Eau trouble", "Puits ouvert", "Comité", "Margelle", "332"),
)


@pytest.fixture
def shell(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return founded(program, tmp_path / "Essai.commune", YEAR, monkeypatch)


def page(shell: Shell, place: str) -> TablePage:
    assert shell.place == place
    found = shell.page()
    assert isinstance(found, TablePage)
    return found


def press(view: TableView, row_id: int, key: str) -> None:
    """Press a cell with the mouse."""
    index = view.rows.find(row_id, key)
    view.scrollTo(index)
    at = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.currentIndex() == index
    QApplication.processEvents()


def leaf(shell: Shell, words: str) -> None:
    """Open the panel where the page has no room for it, and turn to a tab."""
    shown = shell.page()
    assert isinstance(shown, TablePage)
    if not shown.panel.isVisible():
        click(shell, "Ouvrir la fiche")
    tabs = shown.panel.tabs
    (at,) = (n for n in range(tabs.count()) if tabs.tabText(n) == words)
    centre = tabs.tabRect(at).center()
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=centre)
    settle(shell)


def printed(
    shell: Shell, hands: Hands, words: str, path: Path, patch: pytest.MonkeyPatch
) -> str:
    """Save a document as PDF and read it."""
    hands.go(shell, "Documents")
    papers = shell.page()
    assert isinstance(papers, DocumentsPage)
    flags = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    items = papers.list.items
    role = Qt.ItemDataRole.DisplayRole
    (index,) = items.match(items.index(0, 0), role, words, -1, flags)
    papers.list.tree.scrollTo(index)
    at = papers.list.tree.visualRect(index).center()
    QTest.mouseClick(papers.list.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(shell)
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    click(shell, "Enregistrer en PDF")
    settle(shell)
    pdf = PdfDocument(path.read_bytes())
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    return " ".join(" ".join(pages).split())


def figure(amount: int) -> str:
    return f"{amount:,}".replace(",", " ")


def the_action(shell: Shell) -> Any:
    with shell.context.reading() as session:
        (row,) = actions(session, shell.context.scope)
    return row


def villages(shell: Shell, hands: Hands) -> None:
    hands.go(shell, "Villages")
    hands.press(Key.Key_N, CONTROL)
    hands.type("Premier")
    hands.press(Key.Key_Return, CONTROL)
    hands.press(Key.Key_Return)
    hands.type("Second", Key.Key_Return)


def assembly(shell: Shell, hands: Hands) -> None:
    """Type who came, then what was told, with its ranks."""
    hands.go(shell, "Diagnostic")
    sheet: Any = page(shell, "problems")
    press(sheet.met, sheet.gathered.new.row.id, "held_on")
    for text in ("12/09/2023", "Vestibule", "31", "27", "14"):
        hands.type(text, Key.Key_Tab)
    hands.type("12", Key.Key_Return)
    press(sheet.view, sheet.model.new.row.id, "sector_id")
    hands.type("12", Key.Key_Tab)
    for *words, ranks in PROBLEMS:
        for text in (*words, ranks[0], ranks[1]):
            hands.type(text, Key.Key_Tab)
        hands.type(ranks[2], Key.Key_Return)
        settle(shell)
        press(sheet.view, sheet.model.new.row.id, "title")
    assert [row.title for row in sheet.model.rows()] == [each[0] for each in PROBLEMS]
    (gathered,) = sheet.gathered.rows()
    assert (gathered.present, gathered.women) == (84, 27)


def ranked(shell: Shell, hands: Hands) -> None:
    """Make an action of the first problem, mark it, keep it."""
    sheet = page(shell, "problems")
    press(sheet.view, sheet.model.rows()[0].id, "title")
    leaf(shell, "Réponses")
    click(shell, "En faire une action")
    hands.go(shell, "Critères de priorité")
    click(shell, "Prendre les critères usuels")
    hands.go(shell, "Priorités")
    grid = page(shell, "priorities")
    (row,) = grid.model.rows()
    assert row.title == TITLE
    press(grid.view, row.id, "c1")
    for _ in shell.context.scope.criteria:
        hands.type("2", Key.Key_Tab)
    press(grid.view, row.id, "decision")
    hands.type("retenue", Key.Key_Return)
    settle(shell)


def programmed(shell: Shell, hands: Hands) -> None:
    """Cost it, tick it into the annual plan, say who pays."""
    hands.go(shell, "Programmation")
    row = the_action(shell)
    press(page(shell, "actions").view, row.id, str(YEAR))
    hands.type(str(COST), Key.Key_Return)
    hands.go(shell, "Préparer le PIA")
    press(page(shell, "pia-preparation").view, row.id, "title")
    hands.press(Key.Key_Space)
    hands.go(shell, "Plan annuel")
    for key, amount in (("commune", COMMUNE), ("state", STATE)):
        press(page(shell, "pia").view, row.id, key)
        hands.type(str(amount), Key.Key_Return)
    settle(shell)


def followed(shell: Shell, hands: Hands) -> None:
    """Begin the works, then note how far they are."""
    hands.go(shell, "Tableau de suivi")
    row = the_action(shell)
    press(page(shell, "tracking").view, row.id, "title")
    leaf(shell, "Suivi")
    click(shell, "En cours")
    settle(shell)
    hands.type("01/03/2024", Key.Key_Return)
    settle(shell)
    click(shell, "Ajouter")
    settle(shell)
    hands.type("30/06/2024", Key.Key_Tab, Key.Key_Tab)
    hands.type("50", Key.Key_Tab)
    hands.type(str(COST), Key.Key_Tab)
    hands.type(str(PAID), Key.Key_Return)
    settle(shell)


def test_a_problem_becomes_works_in_hand_and_all_can_be_taken_back(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, store = Hands(), shell.context.desk.store
    start = content(store)
    assert not shell.top.undo.isEnabled()
    shell.top.years.setFocus()
    hands.press(Key.Key_Home)
    assert shell.context.scope.year == YEAR
    villages(shell, hands)
    assembly(shell, hands)
    ranked(shell, hands)
    programmed(shell, hands)
    row = the_action(shell)
    assert (row.title, row.costs) == (TITLE, {YEAR: Money(COST)})
    words = "Plan d’investissement annuel"
    pia = printed(shell, hands, words, tmp_path / "pia.pdf", monkeypatch)
    assert TITLE in pia
    for amount in (COST, COMMUNE, STATE):
        assert figure(amount) in pia
    followed(shell, hands)
    assert the_action(shell).state is ActionState.UNDER_WAY
    words = "Bilan annuel du plan"
    balance = printed(shell, hands, words, tmp_path / "bilan.pdf", monkeypatch)
    assert TITLE in balance
    for said in (figure(COST), figure(PAID), "50"):
        assert said in balance

    end, steps = content(store), 0
    while shell.top.undo.isEnabled():
        click_undo(shell)
        steps += 1
    assert content(store) == start
    for _ in range(steps):
        shell.top.redo.click()
    assert not shell.top.redo.isEnabled()
    assert content(store) == end


def click_undo(shell: Shell) -> None:
    before = len(shell.context.desk.done)
    QTest.mouseClick(shell.top.undo, Qt.MouseButton.LeftButton)
    assert len(shell.context.desk.done) == before - 1

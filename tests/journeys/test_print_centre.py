"""A morning at the print centre, with the hands of a secretary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from secretary import CONTROL, Hands

from commune_desk.services.paper_texts import RevisePaperText
from commune_desk.services.prints import last_prints
from commune_desk.services.settings import SetPreference
from commune_desk.ui.pages import documents as module
from commune_desk.ui.pages.documents import DocumentsPage
from commune_desk.ui.pages.paper_typing import TYPED_AT
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.ports import PDF, WORD
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QModelIndex

    from commune_desk.ui.context import Context
    from commune_desk.ui.shell import Shell

Key = Qt.Key
THREE = ("map", "situation", "lights")


@pytest.fixture
def page(shell: Shell, context: Context) -> DocumentsPage:
    context.review()
    Hands().go(shell, "Documents")
    shown = shell.page()
    assert isinstance(shown, DocumentsPage)
    return shown


def line(page: DocumentsPage, name: str) -> list[QModelIndex]:
    """Give the cells of a paper in the list."""
    first = page.list.items.find(name)
    assert first.isValid(), name
    return [first.siblingAtColumn(column) for column in range(4)]


def words(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    pages = [" ".join(each.get_textpage().get_text_range().split()) for each in opened]
    opened.close()
    return pages


def tick(page: DocumentsPage, *names: str) -> None:
    role = Qt.ItemDataRole.CheckStateRole
    for name in names:
        page.list.items.setData(line(page, name)[0], Qt.CheckState.Checked, role)


def test_what_is_missing_leads_to_its_record_or_marks_the_pages(
    page: DocumentsPage, shell: Shell, context: Context
) -> None:
    page.choose("pia")
    settle(shell)
    lacking = page.list.lacking("pia")
    assert lacking
    assert line(page, "pia")[1].data() == f"{len(lacking)} points"
    assert line(page, "village-sheets")[1].data() != "prêt"
    assert all("À COMPLÉTER" in each for each in words(page.view.pdf))
    page.view.missing.box.setChecked(False)
    settle(shell)
    assert not any("À COMPLÉTER" in each for each in words(page.view.pdf))
    assert context.ports.habits.on("paper.pia.unmarked")
    page.choose("process")
    settle(shell)
    page.choose("pia")
    settle(shell)
    assert not page.view.missing.box.isChecked()


def test_words_are_found_in_the_pages_by_keys_alone(
    page: DocumentsPage, shell: Shell
) -> None:
    page.choose("budget-primitive")
    settle(shell)
    hands = Hands()
    page.view.view.setFocus()
    hands.press(Key.Key_F, CONTROL)
    hands.type("depenses d'inv")
    hands.press(Key.Key_Return)
    view, told = page.view.view, page.view.search.told
    assert view.places > 1
    assert told.text() == f"1 sur {view.places}"
    hands.press(Key.Key_Return, times=view.places)
    assert told.text() == f"1 sur {view.places}"
    hands.type(" qu'on ne trouve pas", Key.Key_Return)
    assert told.text() == "introuvable"
    hands.press(Key.Key_Escape)
    assert page.view.search.isHidden()
    assert view.places == 0


def test_pages_copies_and_the_printer_are_asked_and_the_print_is_remembered(
    page: DocumentsPage,
    shell: Shell,
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[tuple[int, int]] = []

    def printer(
        _pdf: bytes, _title: str, _parent: object, pages: tuple[int, int], _stop: str
    ) -> bool:
        sent.append(pages)
        return True

    monkeypatch.setattr(module, "print_pages", printer)
    page.choose("situation")
    settle(shell)
    assert line(page, "situation")[3].data() == "jamais"
    undo = context.ways_back()
    before = page.view.pdf
    page.view.range.setText("2 à 3")
    page.print()
    assert sent == [(2, 3)]
    assert context.ways_back() == undo
    assert line(page, "situation")[3].data() != "jamais"
    assert "modifié depuis" not in page.view.facts.text()
    page.view.options.changed.emit()  # written once more: the very same bytes
    settle(shell)
    assert page.view.pdf == before
    context.do(SetPreference("plan.label", "PDESC"))
    context.review()
    settle(shell)
    assert "modifié depuis" in page.view.facts.text()
    page.view.range.setText("7-99")
    page.print()
    assert sent == [(2, 3)]


def test_a_range_of_pages_is_saved_alone(
    page: DocumentsPage, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "situation.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.choose("situation")
    settle(shell)
    page.view.range.setText("2-3")
    page.save(PDF)
    settle(shell)
    assert [each[-40:] for each in words(path.read_bytes())] == [
        each[-40:] for each in words(page.view.pdf)[1:3]
    ]
    page.save(WORD)
    settle(shell)
    assert path.read_bytes()[:2] == b"PK"


def test_options_change_the_page_and_are_remembered_for_the_paper(
    page: DocumentsPage, shell: Shell
) -> None:
    page.choose("situation")
    settle(shell)
    with_letterhead = words(page.view.pdf)[0]
    assert "RÉPUBLIQUE DU MALI" in with_letterhead
    page.view.more.click()
    options = page.view.options
    assert options.isVisible()
    options.ticks["letterhead"].click()
    settle(shell)
    assert "RÉPUBLIQUE DU MALI" not in words(page.view.pdf)[0]
    assert page.view.more.text().endswith("Options (1)")
    options.language.setCurrentIndex(options.language.findData("en"))
    options.language.activated.emit(options.language.currentIndex())
    settle(shell)
    assert "Situation of the execution" in words(page.view.pdf)[0]
    options.language.setCurrentIndex(options.language.findData("fr"))
    options.language.activated.emit(options.language.currentIndex())
    options.day.setFocus()
    Hands().type("31/03/2026", Key.Key_Tab)
    settle(shell)
    assert "31 mars 2026" in words(page.view.pdf)[0]
    options.hide()
    page.choose("process")
    settle(shell)
    assert options.ticks["letterhead"].isChecked()
    page.choose("situation")
    settle(shell)
    assert not options.ticks["letterhead"].isChecked()
    assert "31 mars 2026" not in words(page.view.pdf)[0]


def test_three_papers_are_ticked_kept_for_a_use_and_saved_together(
    page: DocumentsPage,
    shell: Shell,
    context: Context,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert page.batch.isHidden()
    tick(page, *THREE)
    assert not page.batch.isHidden()
    page.selections.box.setEditText("Pour le préfet d’essai")
    page.selections.save()
    page.batch.emptied.emit()
    assert page.batch.isHidden()
    box = page.selections.box
    place = box.findText("Pour le préfet d’essai")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert [paper.name for paper in page.list.papers_ticked()] == list(THREE)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.batch.save_all(PDF)
    settle(shell)
    assert sorted(path.name for path in folder.iterdir()) == [
        "lights.pdf", "map.pdf", "situation.pdf",
    ]  # fmt: skip
    with context.reading() as session:
        assert set(last_prints(session, 2026)) == set(THREE)
    path = tmp_path / "cahier.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.batch.save_booklet()
    settle(shell)
    whole = " ".join(words(path.read_bytes()))
    assert "Pour le préfet d’essai" in whole
    assert "Situation d’exécution du budget" in whole
    page.selections.box.setEditText("Pour le sous-préfet")
    page.selections.rename()
    assert box.findText("Pour le préfet d’essai") < 0
    assert box.findText("Pour le sous-préfet") >= 0
    page.selections.remove()
    assert box.findText("Pour le sous-préfet") < 0


def test_a_selection_of_the_program_is_neither_renamed_nor_removed(
    page: DocumentsPage,
) -> None:
    box = page.selections.box
    box.setCurrentIndex(0)
    box.activated.emit(0)
    name, ticked = box.currentText(), page.list.papers_ticked()
    assert len(ticked) > 3
    page.selections.remove()
    box.setEditText("Autre nom")
    page.selections.rename()
    assert box.findText(name) == 0
    assert box.findText("Autre nom") < 0


def test_who_stops_in_the_middle_finds_the_folder_as_it_was(
    page: DocumentsPage,
    shell: Shell,
    context: Context,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    monkeypatch.setattr("commune_desk.ui.widgets.work_panel.SHOWN_AFTER", 0)
    tick(page, *THREE, "plan", "pip", "budget-primitive", "account-sheets")
    told: list[int] = []
    tell = page.batch.work.tell_step

    def stop(text: object, done: int, total: int) -> None:
        tell(text, done, total)  # type: ignore[arg-type]  # handed on as it comes
        told.append(done)
        if done == 1:
            stop_button.click()

    (stop_button,) = (
        each
        for each in page.batch.work.findChildren(QPushButton)
        if each.text().strip() == "Arrêter"
    )
    monkeypatch.setattr(page.batch.work, "tell_step", stop)
    page.batch.save_all(PDF)
    settle(shell)
    assert 1 <= max(told) < 6
    assert list(folder.iterdir()) == []
    with context.reading() as session:
        assert last_prints(session, 2026) == {}


NAMED: dict[str, Callable[[Any], str]] = {
    "contributions": lambda row: row.partner,
    "tdrl-roll": lambda row: row.village,
}
"""What a row is called on its paper, where that is not its number and title."""


def called(row: Any) -> str:
    return f"{row.code} {row.title}"


@pytest.mark.parametrize("name", TYPED_AT)
def test_what_was_pencilled_is_typed_in_the_order_of_the_paper(
    page: DocumentsPage, shell: Shell, name: str
) -> None:
    page.choose(name)
    settle(shell)
    assert page.view.typing.isHidden()
    page.view.options.ticks["blank"].setChecked(True)
    settle(shell)
    pages = " ".join(words(page.view.pdf))
    page.view.typing.link.followed.emit()
    settle(shell)
    shown = shell.page()
    assert isinstance(shown, TablePage)
    assert shown.table.name == TYPED_AT[name]
    naming = NAMED.get(name, called)
    rows = [
        " ".join(naming(row).split()[:3]) for row in shown.model.outline.root.rows()
    ]
    printed = [each for each in rows if f" {each} " in pages]  # lines with an amount
    assert len(printed) > 1
    at = 0
    for each in printed:
        start = pages.find(f" {each} ", at)
        assert start >= 0, f"{each} is not printed after the rows above it"
        at = start


def test_a_text_is_begun_beside_the_page_and_printed_in_it(
    page: DocumentsPage, shell: Shell, context: Context
) -> None:
    page.choose("situation")
    settle(shell)
    for again in range(2):  # begun once, found the second time
        shell.show_place("documents")
        page.view.own_text.click()
        settle(shell)
        shown = shell.page()
        assert isinstance(shown, TablePage)
        row = shown.model.row_at(shown.view.currentIndex())
        assert (row.paper, row.year) == ("situation", 2026), again
    context.do(RevisePaperText(row.id, "text", "La barrière a gardé la recette."))
    shell.show_place("documents")
    settle(shell)
    page.choose("situation")
    settle(shell)
    assert "La barrière a gardé la recette." in " ".join(words(page.view.pdf))

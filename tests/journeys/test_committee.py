"""A school committee through the window: made, elected, one replaced, its papers."""

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
from commune_desk.domain.terms import Standing
from commune_desk.services.registry import book
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.committee import CommitteePage
from commune_desk.ui.pages.preview import PreviewPage
from commune_desk.ui.pages.registry import RegistryPage
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from commune_desk.services.registry import Known
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.terms import TermsPage

NAME = "CGS de Tietimbougou"
SIZES = [(1366, 768, 1.0), (1280, 720, 1.0), (1366, 768, 1.25)]


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


def known(shell: Shell) -> Known:
    with shell.context.reading() as session:
        return next(k for k in book(session) if k.committee.name == NAME)


def created(shell: Shell) -> CommitteePage:
    shell.show_place("committees")
    page = shell.page()
    assert isinstance(page, RegistryPage)
    click(page, "Ajouter un comité")
    fields = page.panel.form.fields
    typed = {
        "name": NAME,
        "type_id": "CGS",
        "village_id": "Tietimbougou",
        "created_on": "18/10/2026",
    }
    for key, text in typed.items():
        QTest.keyClicks(fields[key], text)
    click(page, "Enregistrer")
    settle(shell)
    click(page, "Ouvrir sa page")
    settle(shell)
    found = shell.page()
    assert isinstance(found, CommitteePage)
    assert found.record == known(shell).id
    return found


def elected(shell: Shell, page: CommitteePage) -> None:
    (button, *_) = [
        each
        for each in page.findChildren(Linked)
        if each.isVisible() and each.property("words") == "Renouveler le bureau"
    ]
    QTest.keyClick(button, Qt.Key.Key_Return)
    QApplication.processEvents()
    form = page.election
    assert form.isVisible()
    assert len(form.lines) == 7
    click(form, "Noter l’élection")
    assert "Saisissez le jour de l’assemblée." in said(form)
    QTest.keyClicks(form.day, "25/10/2026")
    QTest.keyClicks(form.women, "32")
    QTest.keyClicks(form.men, "29")
    for number, line in enumerate(form.lines, start=1):
        line.person.setText(f"Personne élue {number} (démonstration)")
        QTest.keyClicks(line.sex, "F" if number % 2 else "H")
        QTest.keyClicks(line.literate, "oui")
    click(form, "Noter l’élection")
    settle(shell)
    let_go()


def said(widget: object) -> str:
    labels = cast("CommitteePage", widget).findChildren(Label)
    return "\n".join(each.text() for each in labels if each.isVisible())


def printed(shell: Shell, page: CommitteePage, button: str) -> str:
    shell.show_place("committee")
    settle(shell)
    shown: list[bytes] = []
    shell.context.shown.connect(lambda _, pdf: shown.append(pdf))
    click(page, button)
    settle(shell)
    preview = shell.page()
    assert isinstance(preview, PreviewPage)
    pages = PdfDocument(shown[-1])
    text = "".join(each.get_textpage().get_text_range() for each in pages)
    pages.close()
    return " ".join(text.split())


def test_a_school_committee_from_its_creation_to_its_papers(shell: Shell) -> None:
    page = created(shell)
    assert len(page.states) == 14
    assert all(state.standing is Standing.VACANT for state in page.states)
    elected(shell, page)
    states = {state.post.title: state for state in page.states}
    assert states["Trésorier"].holder is not None
    assert states["Trésorier"].holder.name == "Personne élue 3 (démonstration)"
    assert states["Commissaire aux comptes"].standing is Standing.RUNNING
    assert not page.election.isVisible()
    page.fill(states["Trésorier"])
    form = page.seat
    form.line_of_seat.person.setText("Personne suivante (démonstration)")
    QTest.keyClicks(form.day, "30/10/2026")
    click(form, "Noter")
    assert form.isVisible(), "without a reason nobody leaves"
    QTest.keyClicks(form.reason, "voyage")
    click(form, "Noter")
    settle(shell)
    holder = next(s.holder for s in page.states if s.post.title == "Trésorier")
    assert holder is not None
    assert holder.name == "Personne suivante (démonstration)"
    shell.context.undo()
    holder = next(s.holder for s in page.states if s.post.title == "Trésorier")
    assert holder is not None
    assert holder.name == "Personne élue 3 (démonstration)"
    shell.context.redo()
    sheet = printed(shell, page, "Imprimer la fiche")
    assert NAME in sheet
    assert "Personne suivante (démonstration)" in sheet
    kit = printed(shell, page, "Dossier de renouvellement")
    assert "Convocation" in kit
    assert "Procès-verbal" in kit
    assert NAME in kit


def test_two_questions_take_two_actions_each(shell: Shell) -> None:
    shell.show_place("committees")
    page = cast("RegistryPage", shell.page())
    click(page, "Mandats qui finissent dans 90 jours")
    names = {row.name for row in page.model.outline.root.rows()}
    assert "ASACO de Dembela" in names
    assert "CGS de Dembela" not in names
    shell.show_place("terms")
    terms = cast("TermsPage", shell.page())
    terms.filter.setText("trésorier 01/03/2023")
    QTest.qWait(200)
    rows = list(terms.model.outline.root.rows())
    assert len(rows) > 20
    assert all(row.begins_on.year <= 2023 for row in rows)
    own = [r for r in rows if r.committee == "CGS de Diakele"]
    assert [row.post for row in own] == ["Trésorier"]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_cut_on_small_screens(
    shell: Shell, width: int, height: int, scale: float
) -> None:
    shell.resize(logical(QSize(width, height), scale))
    shell.show_place("committee")
    settle(shell)
    page = cast("CommitteePage", shell.page())
    assert cut(shell) == []
    page.elect()
    settle(shell)
    assert cut(shell) == []
    page.fill(page.states[0])
    settle(shell)
    assert cut(shell) == []

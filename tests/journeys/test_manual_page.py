"""The manual in the window: found, filtered, opened at its place, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pypdfium2
import pytest
from PySide6.QtCore import QSize
from secretary import click

from commune_desk.domain.text import N_
from commune_desk.ui.cut_check import cut
from commune_desk.ui.manual.tasks import CHAPTERS, tasks
from commune_desk.ui.pages.preview import PreviewPage
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.manual_page import ManualPage


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell(context)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    settle(shell)
    yield shell
    shell.close()


def manual(shell: Shell) -> ManualPage:
    shell.show_place("manual")
    settle(shell)
    return cast("ManualPage", shell.page())


def said(page: ManualPage) -> str:
    return " ".join(each.text() for each in page.findChildren(Label))


def test_a_task_is_found_by_its_words_and_opens_its_place(shell: Shell) -> None:
    page = manual(shell)
    assert page.model.rowCount() == len(CHAPTERS) + len(tasks())
    page.filter.setText("engagement mandat")
    settle(shell)
    assert page.model.rowCount() == 2
    assert "Noter une dépense, de l’engagement au mandat" in said(page)
    assert (
        "À gauche, ouvrez «\u00a0Budget\u00a0», puis «\u00a0Dépenses\u00a0»."
        in said(page)
    )
    click(page, shell.context.say(N_("Open the place")))
    assert shell.place == "expense"
    page = manual(shell)
    page.filter.setText("rien de tel ici")
    assert "Aucune tâche ne contient ces mots." in said(page)


def test_the_search_box_and_f1_lead_to_a_task(shell: Shell) -> None:
    finder = shell.top.search.finder
    finder.find("aide")
    while finder.reading:
        settle(shell)
    hit = next(h for h in finder.find("aide depense engagement") if h.where == "aide")
    hit.go()
    settle(shell)
    assert shell.place == "manual"
    assert "Noter une dépense" in said(cast("ManualPage", shell.page()))
    shell.show_place("villages")
    shell.help()
    assert shell.screen_help is not None
    links = shell.screen_help.findChildren(Linked)
    (link,) = (x for x in links if x.property("words") == "Saisir les villages")
    link.followed.emit()
    settle(shell)
    assert shell.place == "manual"
    assert not shell.screen_help.isVisible()


def test_it_is_printed_without_pictures(shell: Shell) -> None:
    manual(shell).print()
    settle(shell)
    preview = shell.page()
    assert isinstance(preview, PreviewPage)
    document = pypdfium2.PdfDocument(preview.pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    for task in tasks():
        assert shell.context.say(task.title) in " ".join(words.split())


@pytest.mark.parametrize(
    ("size", "scale"), [(QSize(1366, 768), 1.0), (QSize(1280, 720), 1.25)]
)
def test_nothing_of_it_is_cut(shell: Shell, size: QSize, scale: float) -> None:
    shell.resize(logical(size, scale))
    page = manual(shell)
    for task in tasks():
        page.choose(task.key)
        settle(shell)
        assert cut(shell) == []

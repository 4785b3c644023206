"""F1: each screen tells its keys, its columns and its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from commune_desk.paths import ROOT
from commune_desk.services.glossary import glossary, said_in
from commune_desk.ui.keys import told_by
from commune_desk.ui.shell import Shell
from commune_desk.ui.within import within

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context

PAGES = ROOT / "commune_desk" / "ui" / "pages"


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell(context)
    qtbot.addWidget(shell)
    shell.show()
    yield shell
    shell.close()


def test_f1_tells_the_screen_in_front(shell: Shell) -> None:
    shell.show_place("actions")
    shell.page().setFocus()
    QTest.keyClick(shell.page(), Qt.Key.Key_F1)
    assert shell.screen_help is not None
    told = shell.screen_help.words()
    assert "Chercher partout" in told
    assert "Ctrl + K" in told
    assert "Ajouter une action" in told
    assert "Entrée" in told
    (programming,) = [term for term in glossary() if term.word == "programmation"]
    assert programming.french in told
    shell.show_place("home")
    shell.help()
    told = shell.screen_help.words()
    assert "Ajouter une action" not in told
    assert "Chercher partout" in told


def test_every_key_of_every_screen_has_words(shell: Shell) -> None:
    silent, doubled = set(), []
    for place in shell.places:
        shell.show_place(place.key)
        page = shell.page()
        for widget in (shell, page, *within(page, QWidget)):
            named = dict(getattr(widget, "told_keys", ()))
            for action in widget.actions():
                key = action.shortcut().toString()
                if key and not action.text() and key not in named:
                    silent.add((place.key, key))
        told = told_by(page, shell, shell.context.say)
        assert all(each.key and each.does for each in told)
        own = [each.key for each in told_by(page, page, shell.context.say)]
        doubled += [place.key] if not own and place.table is not None else []
    assert not silent
    assert not doubled


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.py")), ids=lambda path: path.stem)
def test_a_page_that_answers_keys_names_them(path: Path) -> None:
    text = path.read_text("utf-8")
    if "def keyPressEvent" in text:
        assert "told_keys" in text


def test_each_word_has_both_meanings_and_stands_once() -> None:
    forms = [form for term in glossary() for form in term.forms]
    assert len(forms) == len(set(forms))
    for term in glossary():
        assert term.french[-1] in ".…", term.word
        assert term.english[-1] in ".…", term.word
        assert re.match(r"[A-ZÉÀ]", term.french), term.word


def test_a_word_is_found_in_whole_words_only() -> None:
    assert [t.word for t in said_in("Les engagements de la commune")] == ["engagement"]
    assert said_in("La visite du bureaucrate, un titre") == []
    assert "mandat de paiement" in [t.word for t in said_in("Mandats de paiement")]

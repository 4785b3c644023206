"""The restore drill: copies, the key, the phrase and damage, through the window."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog
from secretary import click, founded

from commune_desk.services.territory import AddVillage
from commune_desk.storage.shelf import notes, shelf
from commune_desk.ui.pages.copies import CopiesPage
from commune_desk.ui.pages.damaged import DamagedPage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QWidget

    from commune_desk.app.program import Program


def copies_page(shell: Shell) -> CopiesPage:
    shell.show_place("copies")
    settle(shell)
    page = shell.page()
    assert isinstance(page, CopiesPage)
    return page


def texts(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(Label))


def link(page: QWidget, words: str) -> None:
    found = [
        each
        for each in page.findChildren(Linked)
        if each.property("words") == words and each.isVisible()
    ]
    found[0].followed.emit()


def villages(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return [
            name
            for (name,) in raw.execute("SELECT name FROM villages ORDER BY name DESC")
        ]


def window(program: Program) -> Shell:
    shell = program.window
    assert isinstance(shell, Shell)
    shell.resize(1366, 768)
    settle(shell)
    return shell


def test_a_copy_takes_the_place_of_the_dossier_and_goes_back(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Commune V.commune"
    shell = founded(program, path, 2026, monkeypatch)
    shell.context.desk.do(AddVillage({"name": "Village d’avant"}))
    page = copies_page(shell)
    click(page, "Copier maintenant")
    settle(shell)
    assert "vérifiée à sa création" in texts(page)
    shell.context.desk.do(AddVillage({"name": "Village d’après"}))
    page = copies_page(shell)
    assert "1 acte" in texts(page)
    link(page, "Restaurer…")
    settle(shell)
    assert "1 acte fait depuis ne sera plus dans le dossier." in texts(page)
    click(page, "Restaurer cette copie")
    shell = window(program)
    program.close()
    assert villages(path) == ["Village d’avant"]
    replaced = next(c for c in shelf(path) if "avant-restauration" in c.reason)
    assert villages(replaced.path) == ["Village d’avant", "Village d’après"]
    program.open(path)
    shell = window(program)
    page = copies_page(shell)
    page.choose(next(x for x in page.counter.lines() if x.kept.path == replaced.path))
    settle(shell)
    click(page, "Restaurer cette copie")
    program.close()
    assert villages(path) == ["Village d’avant", "Village d’après"]


def test_a_copy_is_kept_at_closing_where_anything_changed(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Commune V.commune"
    founded(program, path, 2026, monkeypatch)
    program.close()
    (first,) = shelf(path)
    assert first.reason == "fermeture"
    program.open(path)
    window(program)
    program.close()
    assert [copy.path for copy in shelf(path)] == [first.path], "the same twice"


def test_the_phrase_then_the_key_then_another_computer(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = tmp_path / "Commune V.commune", tmp_path / "key"
    key.mkdir()
    shell = founded(program, path, 2026, monkeypatch)
    page = copies_page(shell)
    click(page, "Copier sur la clé")
    settle(shell)
    card = page.phrase
    assert card is not None, "no copy leaves without a phrase"
    phrase = card.phrase
    for field in card.fields:
        QTest.keyClicks(field, "zzzz")
    click(page, "Employer cette phrase")
    assert card.refusal.isVisible()
    for place, field in zip(card.places, card.fields, strict=True):
        field.clear()
        QTest.keyClicks(field, phrase.split()[place - 1])
    click(page, "Employer cette phrase")
    settle(shell)
    assert page.phrase is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(key))
    click(page, "Copier sur la clé")
    settle(shell)
    (brought,) = key.glob("*.zip")
    assert "Sur clé\u00a0: ce jour" in texts(shell.top)
    assert [each.name for each in notes(path).outside] == [brought.name]
    program.start()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr("commune_desk.app.home.documents", lambda: elsewhere)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (phrase.upper(), True))
    program.take_back(brought)
    window(program)
    program.close()
    (taken,) = elsewhere.glob("*.commune")
    assert villages(taken) == villages(path)


def spoil(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        (root,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'villages'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(content)


def damaged(program: Program, path: Path) -> DamagedPage:
    program.open(path)
    for _ in range(100):
        page = program.window
        if isinstance(page, DamagedPage):
            break
        QTest.qWait(50)  # the window as it was left stands first
    assert isinstance(page, DamagedPage)
    page.resize(1366, 768)
    QTest.qWait(10)
    return page


def test_a_damaged_dossier_is_set_aside_and_its_copy_opened(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Commune V.commune"
    shell = founded(program, path, 2026, monkeypatch)
    shell.context.desk.do(AddVillage({"name": "Village d’avant"}))
    program.close()
    spoil(path)
    before = path.read_bytes()
    page = damaged(program, path)
    assert path.read_bytes() == before
    aside = list((tmp_path / "quarantaine").rglob("*.commune"))
    assert [each.read_bytes() for each in aside] == [before]
    assert "Elle contient tous les actes." in texts(page)
    click(page, "Ouvrir cette copie")
    window(program)
    program.close()
    assert villages(path) == ["Village d’avant"]


def test_what_can_be_read_is_saved_and_told(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Commune V.commune"
    shell = founded(program, path, 2026, monkeypatch)
    shell.context.desk.do(AddVillage({"name": "Village d’avant"}))
    program.close()
    spoil(path)
    page = damaged(program, path)
    click(page, "Récupérer ce qui se lit")
    QTest.qWait(10)
    assert "Aucune ligne n’est connue comme perdue." in texts(page)
    click(page, "Ouvrir le dossier récupéré")
    window(program)
    program.close()
    (saved,) = tmp_path.glob("*-recupere-*.commune")
    assert villages(saved) == ["Village d’avant"]

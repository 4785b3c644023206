"""Language, colours and size of letters: chosen on one computer, seen at next start."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from commune_desk.app.taste_choices import fitting
from commune_desk.app.tastes import SCALE, Tastes, enlarge, keep, tastes
from commune_desk.ui.screens import settle
from commune_desk.ui.theme import DARK

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.ui.shell import Shell


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))


def test_nobody_has_chosen_yet() -> None:
    assert tastes() == Tastes("fr", "light", 100)


def test_a_choice_is_kept_beside_the_others() -> None:
    keep(language="en")
    keep(theme=DARK)
    assert tastes() == Tastes("en", "dark", 100)


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[]",
        json.dumps({"other": 1}),
        json.dumps({"language": "xx", "theme": [], "letters": 1}),
    ],
)
def test_what_cannot_be_read_is_as_at_first(tmp_path: Path, kept: str) -> None:
    keep(language="en")
    (tmp_path / "home" / "tastes.json").write_text(kept, "utf-8")
    assert tastes() == Tastes()


def test_letters_grow_as_long_as_the_window_has_room() -> None:
    assert fitting(QSize(1366, 728)) == (100, 110, 125)
    assert fitting(QSize(1920, 1040)) == (100, 110, 125, 150, 175, 200)
    assert fitting(QSize(800, 600)) == (100,)


def test_the_system_has_the_last_word_on_the_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(SCALE, "2")
    enlarge(150)
    assert os.environ[SCALE] == "2"
    monkeypatch.delenv(SCALE)
    enlarge(150)
    assert os.environ.pop(SCALE) == "1.5"
    enlarge(100)
    assert SCALE not in os.environ


def test_the_settings_offer_the_languages(shell: Shell) -> None:
    shell.show_place("settings")
    settle(shell)
    field = shell.page().findChild(QComboBox, "language")
    assert isinstance(field, QComboBox)
    offered = [field.itemText(at) for at in range(field.count())]
    assert offered == ["Français", "English"]
    field.setCurrentIndex(1)
    field.activated.emit(1)
    assert tastes().language == "en"
    assert shell.context.words.language == "fr"

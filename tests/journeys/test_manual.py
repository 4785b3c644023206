"""Each task of the manual is done from its own steps; the paper tells them all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from sample import FRENCH
from secretary import let_go

from commune_desk.app.manual.making import bound, played
from commune_desk.app.manual.player import CannotDo
from commune_desk.app.manual.stage import SIZE, stage
from commune_desk.domain.text import Text
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.ui.manual.steps import Click, See, numbered, told_task
from commune_desk.ui.manual.tasks import tasks
from commune_desk.ui.manual.teller import Teller
from commune_desk.ui.navigation import places

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QRect, QSize
    from PySide6.QtWidgets import QApplication, QWidget

    from commune_desk.ui.manual.steps import Task

TASKS = tasks()
PNG = b"\x89PNG"
_names = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.key)


@pytest.fixture(autouse=True)
def _own_home(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qapp
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("commune_desk.ui.crash.watch", lambda *_: None)
    monkeypatch.setattr("commune_desk.app.program.warm_up", lambda **_: None)


def asked(task: Task) -> set[tuple[str, int]]:
    return {
        (task.key, number)
        for number, steps in enumerate(numbered(task), 1)
        if any(step.picture for step in steps)
    }


@_names
def test_a_task_is_done_from_its_own_steps(
    task: Task, demonstration: Path, tmp_path: Path
) -> None:
    assert any(isinstance(step, See) for step in task.steps), "nothing proves it"
    shown: dict[tuple[str, int], QSize] = {}

    def note(number: int, window: QWidget, framed: QRect) -> None:
        """Draw nothing: `manual` does, and the last test here."""
        assert window.rect().contains(framed) or not framed.isValid()
        shown[task.key, number] = window.size()

    with stage(task, FRENCH, tmp_path, demonstration) as player:
        player.play(task, note)
    let_go()
    assert shown.keys() == asked(task)
    assert set(shown.values()) <= {SIZE}


def test_the_file_of_a_task_is_read_by_an_english_window(
    demonstration: Path, tmp_path: Path
) -> None:
    (task,) = (each for each in TASKS if each.files)
    words = Words("en", TRANSLATIONS)
    assert played(task, words, tmp_path, demonstration).keys() == asked(task)
    let_go()


@pytest.mark.parametrize(
    "wrong", [Click("Un bouton qui n’est pas là"), See("Des mots qui ne sont pas là")]
)
def test_a_step_that_cannot_be_done_is_named(
    wrong: Click | See, demonstration: Path, tmp_path: Path
) -> None:
    (task,) = (each for each in TASKS if each.key == "villages")
    changed = replace(task, steps=(*task.steps[:2], wrong))
    told = r"villages, \d\. .*qui (n’est|ne sont) pas là"
    with pytest.raises(CannotDo, match=told):
        played(changed, FRENCH, tmp_path, demonstration)
    let_go()


@_names
def test_a_task_is_told_in_french(task: Task) -> None:
    told = told_task(task, Teller(places()))
    said = [told.title, told.purpose]
    for step in told.steps:
        said += [step.does, *step.sees]
    assert len(told.steps) >= 2
    for text in said:
        assert isinstance(text, Text)
        assert FRENCH.say(text) != text.sentence
        assert re.search(r"[“”{}]", FRENCH.say(text)) is None, FRENCH.say(text)
    for sentence in map(FRENCH.say, said[1:]):
        assert sentence[-1] in ".…", sentence


def test_the_paper_has_each_task_each_number_and_each_picture(
    demonstration: Path, tmp_path: Path
) -> None:
    picture = played(TASKS[0], FRENCH, tmp_path, demonstration).popitem()[1]
    let_go()
    assert picture.startswith(PNG)
    wanted = {key for task in TASKS for key in asked(task)}
    pdf = bound(FRENCH, demonstration, dict.fromkeys(wanted, picture))
    document = pypdfium2.PdfDocument(pdf)
    texts, images = [], 0
    for page in document:
        texts.append(page.get_textpage().get_text_range())
        images += len(list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])))
    document.close()
    words = " ".join(" ".join(texts).split())
    for task in TASKS:
        title = FRENCH.say(task.title)
        assert words.count(title) >= 2, title  # in the contents and at its place
        whole = words[words.rindex(title) :]
        for number in range(1, len(numbered(task)) + 1):
            assert f" {number}. " in whole, (title, number)
    assert images == len(wanted)
    assert "Programme de cinq ans de développement" in words
    assert "Textes visés" in words

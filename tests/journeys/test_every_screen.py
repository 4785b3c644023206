"""Every screen of the demonstration at the sizes of the laptops: nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from counts import count
from PySide6.QtCore import QSize

from commune_desk.app import home
from commune_desk.domain.text import N_
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.start import Recent, StartPage
from commune_desk.ui.screens import logical, tour
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context

FRENCH = Words("fr", TRANSLATIONS)
ENGLISH = Words("en", TRANSLATIONS)
WIDE, SHORT, NARROW, SMALL, LARGE = (
    (QSize(1366, 768), 1.0),
    (QSize(1280, 720), 1.0),
    (QSize(1366, 768), 1.25),
    (QSize(1280, 720), 1.25),
    (QSize(1920, 1080), 1.5),
)
SIZES = [WIDE, SHORT, NARROW, SMALL, LARGE]
LOOKS = count(
    [(*WIDE, FRENCH), (*SMALL, FRENCH)],
    full=[
        *((*size, FRENCH) for size in SIZES),
        *((*size, ENGLISH) for size in (WIDE, SMALL, LARGE)),
    ],
)
"""Size, scale and language of each walk through all screens."""


@pytest.mark.full
@pytest.mark.parametrize(("size", "scale", "words"), LOOKS)
def test_nothing_is_cut_on_any_screen_of_the_demonstration(
    context: Context, size: QSize, scale: float, words: Words
) -> None:
    context.words = words
    found = {key: cut(shell) for key, shell in tour(context, size, scale)}
    assert len(found) > 15
    assert {key: lines for key, lines in found.items() if lines} == {}


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_the_start_page_has_room_for_recent_dossiers_and_a_refusal(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, size: QSize, scale: float
) -> None:
    dress(qapp)
    recent = [
        Recent(tmp_path / f"Commune numéro {n}.commune", "ouvert le 12/10/2026")
        for n in range(6)
    ]
    page = StartPage(FRENCH, recent)
    qtbot.addWidget(page)
    page.resize(logical(size, scale))
    page.show()
    page.refuse(N_("There is no dossier “{name}”.", name="Dembela.commune"))
    qtbot.wait(20)
    assert cut(page) == []


def test_the_list_of_recent_dossiers_survives_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path))
    here = tmp_path / "a.commune"
    here.touch()
    home.remember(here)
    assert [one.path for one in home.recent()] == [here]
    (tmp_path / "recent.json").write_text("{", "utf-8")
    assert home.recent() == []

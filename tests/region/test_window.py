"""The region's window: every page opens whole, files come in, conflicts are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from parcels import SMALL, manifest_for, package
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton
from sample import FRENCH

from commune_desk.app import region as opening
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.exchange.region_lists import shipped
from commune_desk.services.desk import User
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.region.lists import Expected, ListCommunes
from commune_desk.services.region.settings import Region, SetUpRegion
from commune_desk.storage.region.store import RegionStore
from commune_desk.ui.cut_check import cut
from commune_desk.ui.screens import settle, tour
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.ui.pages.region.board import BoardPage
    from commune_desk.ui.region_context import RegionContext
    from commune_desk.ui.shell import Shell

NAMES = ("Benkadi", "Blendio", "Dembela", "Tella", "Benkadi")
CERCLES = ("Niéna", "Niéna", "Niéna", "Kignan", "Kadiolo")
CLERK = User("essai", Role.SECRETARY)
THIS_ONE = N_("This database is the commune’s")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Packages of four of five communes, one of them corrected."""
    folder = tmp_path / "envois"
    folder.mkdir()
    for seed in range(4):
        data = package(seed, SMALL, commune=NAMES[seed])
        (folder / f"{seed}.zip").write_bytes(data)
    return folder


@pytest.fixture
def context(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RegionContext]:
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    dress(qapp)
    path = tmp_path / "essai.region"
    store = RegionStore(path)
    store.open()
    desk = RegionDesk(store, CLERK)
    desk.do(SetUpRegion(Region("Essai")))
    desk.do(shipped())
    codes = [manifest_for(seed).commune_code for seed in range(5)]
    listed = zip(codes, NAMES, CERCLES, strict=True)
    desk.do(ListCommunes(tuple(Expected(*each) for each in listed)))
    store.close()
    made = opening.opened(path, FRENCH)
    yield made
    made.close()
    made.desk.store.close()


@pytest.fixture
def shell(context: RegionContext) -> Iterator[Shell]:
    made = opening.shown(context)
    made.resize(QSize(1366, 768))
    settle(made)
    yield made
    made.close()
    made.deleteLater()


def receive(shell: Shell, *paths: Path) -> BoardPage:
    """Give files to the board, and wait until they are in."""
    shell.show_place("region-board")
    page: BoardPage = shell.page()
    page.reception.receive(paths)
    settle(shell)
    return page


@pytest.mark.parametrize(
    ("size", "scale"),
    [(QSize(1366, 768), 1.0), (QSize(1280, 720), 1.25), (QSize(1920, 1080), 1.5)],
    ids=["1366", "1280 at 125 %", "1920 at 150 %"],
)
def test_nothing_is_cut_on_any_page(
    context: RegionContext, files: Path, size: QSize, scale: float
) -> None:
    ports = context.ports
    assert ports.receive is not None

    class Silent:
        def step(self, *_: object) -> None: ...

    reception = ports.receive([files], Silent())
    context.heard_elsewhere(reception.changes)
    for key, window in tour(context, size, scale, opening.places()):
        assert cut(window) == [], key


def test_a_region_without_a_package_shows_every_page(context: RegionContext) -> None:
    size = QSize(1366, 768)
    for key, window in tour(context, size, 1.0, opening.places()):
        assert cut(window) == [], key


def test_files_come_in_and_each_is_told(shell: Shell, files: Path) -> None:
    (files / "abime.zip").write_bytes(b"PK nothing")
    page = receive(shell, files)
    told = {each.file: each for each in page.reception._arrivals}
    assert len(told) == 5
    assert told["abime.zip"].answers is not None
    assert sorted(row.packages for row in page.model.rows()) == [0, 1, 1, 1, 1]
    folder = files.parent / "réponses"
    folder.mkdir()
    page.reception.keep_in(folder)
    written = {path.name for path in folder.iterdir()}
    assert {"abime-rapport.json", "abime-rapport.pdf"} <= written
    assert len(written) == 10


def test_the_same_file_again_writes_nothing(shell: Shell, files: Path) -> None:
    receive(shell, files)
    page = receive(shell, files / "0.zip")
    (told,) = page.reception._arrivals
    assert "déjà" in FRENCH.say(told.told)
    assert sorted(row.packages for row in page.model.rows()) == [0, 1, 1, 1, 1]


def test_two_communes_of_one_name_stay_apart(shell: Shell, files: Path) -> None:
    page = receive(shell, files)
    both = [row.place for row in page.model.rows() if row.place.name == "Benkadi"]
    assert {place.cercle for place in both} == {"Niéna", "Kadiolo"}
    assert len({place.code for place in both}) == 2


def test_a_second_database_waits_until_it_is_chosen(
    shell: Shell, files: Path, tmp_path: Path
) -> None:
    receive(shell, files)
    other = tmp_path / "autre.zip"
    other.write_bytes(package(0, SMALL, commune=NAMES[0], source="ffff0000"))
    page = receive(shell, other)
    row = next(row for row in page.model.rows() if row.aside)
    page.view.choose(row.id)
    settle(shell)
    words = FRENCH.say(THIS_ONE)
    buttons = [
        button
        for button in page.panel.findChildren(QPushButton)
        if button.text().strip() == words
    ]
    assert len(buttons) == 2
    buttons[0].click()  # the last that came stands first
    settle(shell)
    again = next(each for each in page.model.rows() if each.id == row.id)
    assert again.last is not None
    assert again.last.source == "ffff0000"


def test_roll_ups_agree_at_each_level(shell: Shell, files: Path) -> None:
    receive(shell, files)
    sums = []
    for number in range(3):
        shell.show_place("region-budget")
        page = shell.page()
        page.levels.group.button(number).click()
        settle(shell)
        credit = sum(row.credit.francs for row in page.model.rows())
        sums.append(credit)
    assert sums[0] == sums[1] == sums[2] > 0


def test_a_measure_ranks_the_communes(shell: Shell, files: Path) -> None:
    receive(shell, files)
    shell.show_place("region-comparison")
    page = shell.page()
    at = page.measures.findData("tax")
    page.measures.setCurrentIndex(at)
    page.measures.activated.emit(at)
    settle(shell)
    rows = page.model.rows()
    values = [row.value for row in rows if row.value is not None]
    assert values == sorted(values, reverse=True)
    assert len(values) == 4
    assert rows[0].rank == 1

"""One file goes from the commune's window to the region's, and its answer back."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFileDialog
from sample import FRENCH
from secretary import click

from commune_desk.app import region as opening
from commune_desk.domain.package.verdict import Answer
from commune_desk.services.region.queries.board import packages
from commune_desk.services.region.queries.totals import budget
from commune_desk.services.sent.sendings import sendings
from commune_desk.services.territory import ReviseVillage
from commune_desk.ui.pages.send import SendPage
from commune_desk.ui.pages.start_region import NewRegion
from commune_desk.ui.screens import settle
from commune_desk.ui.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from commune_desk.ui.pages.region.board import BoardPage
    from commune_desk.ui.pages.region.documents import RegionDocumentsPage
    from commune_desk.ui.shell import Shell


def region_window(path: Path, qtbot: QtBot, *, demonstration: bool) -> Shell:
    """Make a region's desk from the start page's answers, and open its window."""
    opening.create(NewRegion(path, "Essai", demonstration))
    context = opening.opened(path, FRENCH)
    made = opening.shown(context)
    qtbot.addWidget(made)
    made.resize(QSize(1366, 768))
    settle(made)
    return made


@pytest.fixture
def other(tmp_path: Path, qtbot: QtBot, shell: Shell) -> Iterator[Shell]:
    """The region's window beside the commune's."""
    assert shell.isVisible()
    made = region_window(tmp_path / "essai.region", qtbot, demonstration=True)
    yield made
    made.context.close()
    made.context.desk.store.close()


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cle"
    folder.mkdir()
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder)
    )
    return folder


def sent(shell: Shell, key: Path) -> list[Path]:
    """Send, mend a village, send again; give both files."""
    shell.context.go("sendings")
    settle(shell)
    page = shell.page()
    assert isinstance(page, SendPage)
    page.form.reason.setText("Essai")
    page.form.sign.setChecked(True)
    click(page, "Préparer le fichier")
    settle(shell)
    assert shell.context.do(ReviseVillage(1, "code", "31007999")) is None
    settle(shell)
    click(page, "Préparer le fichier")
    settle(shell)
    return sorted(key.glob("*.zip"))


def board(window: Shell) -> BoardPage:
    window.show_place("region-board")
    settle(window)
    page: BoardPage = window.page()
    return page


def gaps(window: Shell) -> dict[int, bool]:
    """Tell of each sending that came whether the one before never came."""
    with window.context.reading() as session:
        return {each.sequence: bool(each.gap) for each in packages(session)}


def receive(window: Shell, path: Path) -> State:
    page = board(window)
    page.reception.receive([path])
    settle(window)
    (told,) = page.reception._arrivals
    return told.state


def test_sent_twice_received_in_the_wrong_order_and_answered(
    shell: Shell, other: Shell, key: Path
) -> None:
    first, second = sent(shell, key)

    assert receive(other, second) is State.WATCH  # the one before never came
    numbers = [int(path.stem[-4:]) for path in (first, second)]
    assert gaps(other) == {numbers[1]: True}
    assert receive(other, first) is State.WATCH  # kept, not read
    # the demonstration had sent once before: that one is still awaited
    assert gaps(other) == {numbers[0]: True, numbers[1]: False}
    (row,) = board(other).model.rows()
    assert row.last.sequence == numbers[1]
    assert row.last.fingerprint
    assert receive(other, second) is State.OK  # already there: nothing is written
    assert board(other).model.rows()[0].packages == 2

    # what was declared is what the region adds up
    with other.context.reading() as session:
        scope = other.context.scope
        told = {
            f"{each.section}.{each.side}": each.credit.francs
            for each in budget(session, scope.year, scope.level)
        }
    with zipfile.ZipFile(second) as file:
        manifest = json.loads(file.read("datapackage.json"))["commune-desk"]
    declared = {
        part.partition("/")[2]: sums["credit_fcfa"]
        for part, sums in manifest["control_totals"].items()
        if part.startswith("budget_lignes/")
    }
    assert told == declared

    # the answer goes back on the same key
    page = board(other)
    page.reception.keep_in(key)
    answer = key / f"{second.stem}-rapport.json"
    assert (key / f"{second.stem}-rapport.pdf").read_bytes().startswith(b"%PDF")
    sending: SendPage = shell.page()
    sending.read_answer_of(answer)
    settle(shell)
    with shell.context.reading() as session:
        newest = sendings(session)[0]
    assert newest.answer in {Answer.ACCEPTED, Answer.REMARKED}


def test_every_paper_of_the_region_opens_from_its_window(
    shell: Shell, other: Shell, key: Path
) -> None:
    receive(other, sent(shell, key)[-1])
    other.show_place("documents")
    settle(other)
    page: RegionDocumentsPage = other.page()
    shown: list[bytes] = []
    other.context.shown.connect(lambda _title, pdf: shown.append(pdf))
    for name in list(page.shown):
        other.show_place("documents")
        settle(other)
        page.shown[name].click()
        settle(other)
        text = pypdfium2.PdfDocument(io.BytesIO(shown[-1]))[0].get_textpage()
        assert "DÉMONSTRATION" in text.get_text_range()
    assert len(shown) == len(page.shown) > 0


def test_a_region_in_earnest_takes_no_demonstration(
    shell: Shell, key: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    files = sent(shell, key)
    window = region_window(tmp_path / "vraie.region", qtbot, demonstration=False)
    assert receive(window, files[0]) is State.CORRECT
    assert board(window).model.rows() == []
    window.context.close()
    window.context.desk.store.close()

"""Three questions make a dossier; a guide leads through its first year."""

from __future__ import annotations

import errno
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget
from sample import FRENCH
from secretary import begin_commune, click, founded

from commune_desk.app import files, home
from commune_desk.app.known_places import gazetteer, take
from commune_desk.domain.errors import Unreadable
from commune_desk.exchange.demonstration import demonstrate
from commune_desk.services.first_year import first_year
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.first_year import BEGIN, GO_ON, FirstYearPage
from commune_desk.ui.pages.start import StartPage
from commune_desk.ui.pages.start_commune import NewForm
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress
from commune_desk.ui.widgets import work_panel
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.app.program import Program
    from commune_desk.ui.context import Context

LIST = """Région;Cercle;Commune;Code
Sikasso;Sikasso;Dembela;31007000
Ségou;Macina;Dembela;
Koulikoro;Kati;Ourikéla;
"""
SCREENS = [(QSize(1366, 768), 1.0), (QSize(1280, 720), 1.25), (QSize(1920, 1080), 1.5)]


@pytest.fixture
def communes(tmp_path: Path) -> Path:
    path = tmp_path / "communes.csv"
    path.write_text(LIST, "utf-8")
    return path


def start_page(program: Program) -> StartPage:
    page = program.window
    assert isinstance(page, StartPage)
    begin_commune(page)
    return page


def guide(shell: Shell) -> FirstYearPage:
    page = shell.page()
    assert isinstance(page, FirstYearPage)
    return page


def answer(patch: pytest.MonkeyPatch, question: str, path: Path) -> None:
    patch.setattr(QFileDialog, question, lambda *_: (str(path), ""))


def test_a_commune_of_the_list_fills_the_first_question(
    program: Program,
    tmp_path: Path,
    communes: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    form = start_page(program).form
    answer(monkeypatch, "getOpenFileName", communes)
    click(form, "Liste des communes…")
    form.region.setCurrentIndex(form.region.findData("Sikasso"))
    form.region.activated.emit(form.region.currentIndex())
    QTest.keyClicks(form.commune, "demb")
    names = form.commune.completer()
    assert names.completionCount() == 1
    names.activated[str].emit(names.currentCompletion())
    qtbot.waitUntil(lambda: form.commune.text() == "Dembela")
    assert (form.cercle.text(), form.code.text()) == ("Sikasso", "31007000")
    answer(monkeypatch, "getSaveFileName", tmp_path / "Dembela.commune")
    click(form, "Créer le dossier")
    shell = program.window
    assert isinstance(shell, Shell)
    assert "Dembela" in shell.context.ports.dossier.commune
    assert [known.name for known in gazetteer().communes].count("Dembela") == 2
    assert guide(shell)


def test_a_year_that_is_not_typed_is_the_present_one(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dress(qapp)
    form = NewForm(FRENCH, gazetteer())
    qtbot.addWidget(form)
    form.show()
    form.commune.setText("Ourikéla")
    answer(monkeypatch, "getSaveFileName", tmp_path / "Ourikéla.commune")
    with qtbot.waitSignal(form.done) as done:
        click(form, "Créer le dossier")
    (answers,) = done.args
    assert str(answers.first_year) == form.first_year.placeholderText()
    assert answers.region == ""


def test_a_file_that_lists_no_communes_is_refused_and_not_kept(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Titre;Coût\nPuits;12\n", "utf-8")
    with pytest.raises(Unreadable):
        take(path)
    form = start_page(program).form
    answer(monkeypatch, "getOpenFileName", path)
    click(form, "Liste des communes…")
    told = " ".join(label.text() for label in form.refusal.findChildren(Label))
    assert "plan.csv\u00a0» n’est pas une liste de communes" in told
    assert gazetteer().communes == ()


def test_the_regions_of_the_country_are_offered(program: Program) -> None:
    form = start_page(program).form
    regions = [form.region.itemData(at) for at in range(1, form.region.count())]
    assert len(set(regions)) == len(regions) == 20
    assert {"Sikasso", "Bamako", "Dioïla"} <= set(regions)


def test_the_guide_follows_what_is_entered(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = founded(program, tmp_path / "Dembela.commune", 2026, monkeypatch)
    assert shell.place == "first_year"
    page = guide(shell)
    said = [label.text() for label in page.findChildren(Label)]
    assert f"0 sur {len(BEGIN)}" in said
    assert "Partir du tableur de l’an dernier" in said
    click(page, "Étape suivante")
    assert shell.place == "villages"
    shell.show_place("first_year")
    (bring, *_) = (
        link
        for link in page.findChildren(Linked)
        if link.property("words") == "Depuis un tableur…"
    )
    bring.followed.emit()
    assert shell.place == "import"


def test_the_guide_goes_and_comes_back(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = founded(program, tmp_path / "Dembela.commune", 2026, monkeypatch)
    assert "first_year" in shell.rail.buttons
    click(guide(shell), "Ranger ce guide")
    assert shell.place == "home"
    assert "first_year" not in shell.rail.buttons
    shell.show_place("settings")
    box = shell.page().findChild(QCheckBox, "first_year")
    assert isinstance(box, QCheckBox)
    box.setChecked(True)
    shell.show_place("home")
    assert "first_year" in shell.rail.buttons


def test_every_step_is_found_in_the_demonstration(context: Context) -> None:
    with context.reading() as session:
        counts = first_year(session)
    steps = {step.counted for step in (*BEGIN, *GO_ON)} - {"copies"}
    assert set(counts) == steps
    assert [name for name, count in counts.items() if not count] == ["prints"]


@pytest.fixture
def in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the demonstration without what takes half a minute."""
    short = partial(demonstrate, wanted=lambda part: part in {"plans", "villages"})
    monkeypatch.setattr(files, "demonstrate", short)


@pytest.mark.usefixtures("in_short")
def test_one_click_builds_the_demonstration_and_opens_it(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(work_panel, "SHOWN_AFTER", 0)
    page = program.window
    assert isinstance(page, StartPage)
    click(page, "Essayer")
    panel = page.work.panel
    qtbot.waitUntil(lambda: panel.isVisible() and " / " in texts(panel))
    assert "La commune se remplit" in texts(panel)
    qtbot.waitUntil(lambda: isinstance(program.window, Shell), timeout=30_000)
    shell = program.window
    assert isinstance(shell, Shell)
    assert shell.context.ports.erase is not None
    assert shell.context.desk.store.path == home.trial()


@pytest.mark.usefixtures("in_short")
def test_what_is_stopped_leaves_nothing(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(work_panel, "SHOWN_AFTER", 0)
    page = program.window
    assert isinstance(page, StartPage)
    click(page, "Essayer")
    qtbot.waitUntil(page.work.panel.isVisible)
    click(page.work, "Arrêter")
    qtbot.waitUntil(lambda: not page.work.jobs.busy, timeout=30_000)
    assert program.window is page
    assert not page.work.isVisible()
    assert not home.trial().exists()
    click(page, "Essayer")  # and whoever leaves meanwhile leaves nothing either
    qtbot.waitUntil(page.work.panel.isVisible)
    program.start()
    assert not home.trial().exists()


def test_the_demonstration_that_came_with_the_program_is_copied(
    program: Program,
    demonstration: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(files, "READY", demonstration)
    monkeypatch.delattr(files, "demonstrate")
    page = program.window
    assert isinstance(page, StartPage)
    click(page, "Essayer")
    qtbot.waitUntil(lambda: isinstance(program.window, Shell))
    assert isinstance(program.window, Shell)
    assert program.window.context.scope.year


def test_a_demonstration_that_does_not_open_is_told_where_one_looks(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def spoilt(path: Path, *_: object) -> None:
        path.write_bytes(b"no dossier")

    monkeypatch.setattr(files, "demonstrate", spoilt)
    page = program.window
    assert isinstance(page, StartPage)
    click(page, "Essayer")
    qtbot.waitUntil(lambda: not page.work.jobs.busy and not page.work.isVisible())
    assert program.window is page
    said = [each.text() for each in page.findChildren(Label) if each.isVisible()]
    assert any("demonstration.commune" in text for text in said)


def test_a_place_that_cannot_be_written_is_told(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files, "demonstrate", full)
    page = program.window
    assert isinstance(page, StartPage)
    click(page, "Essayer")
    qtbot.waitUntil(lambda: not page.work.jobs.busy)
    assert program.window is page
    assert "Le disque est plein" in texts(page)


def texts(part: QWidget) -> str:
    return " ".join(each.text() for each in part.findChildren(Label))


def test_the_demonstration_is_erased_with_all_its_traces(
    program: Program, demonstration: Path
) -> None:
    path = home.trial()
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(demonstration, path)
    other = path.with_name("Dembela.commune")
    other.write_bytes(b"another")
    program.open(path)
    shell = program.window
    assert isinstance(shell, Shell)
    (link,) = (
        each
        for each in shell.findChildren(Linked)
        if each.property("words") == "Effacer la démonstration"
    )
    link.followed.emit()
    assert path.exists()
    assert "tout ce qui y a été saisi" in shell.bar.words()
    shell.bar.link.followed.emit()
    assert isinstance(program.window, StartPage)
    left = [found.name for found in path.parent.rglob("*") if found.is_file()]
    assert not [name for name in left if name.startswith("demonstration")]
    assert other.read_bytes() == b"another"
    assert home.recent() == []


def test_a_dossier_elsewhere_is_not_erased(
    program: Program, demonstration: Path, tmp_path: Path
) -> None:
    path = tmp_path / "demonstration.commune"
    shutil.copyfile(demonstration, path)
    program.open(path)
    shell = program.window
    assert isinstance(shell, Shell)
    assert shell.context.ports.erase is None
    program.erase()
    assert path.exists()


@pytest.mark.parametrize(("size", "scale"), SCREENS)
def test_the_three_questions_have_room(
    qapp: QApplication, qtbot: QtBot, size: QSize, scale: float
) -> None:
    dress(qapp)
    page = StartPage(FRENCH, known=gazetteer())
    qtbot.addWidget(page)
    page.resize(logical(size, scale))
    page.show()
    begin_commune(page)
    click(page.form, "Créer le dossier")
    qtbot.wait(20)
    assert cut(page) == []


def test_the_guide_has_room(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = founded(program, tmp_path / "Dembela.commune", 2026, monkeypatch)
    for size, scale in SCREENS:
        shell.resize(logical(size, scale))
        settle(shell)
        assert cut(shell) == []

"""Who sits at the window: first start, lock with typed text kept, change of user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from sample import FRENCH
from secretary import Hands, click

from commune_desk.app.opening import keep, opened
from commune_desk.app.program import Program
from commune_desk.cli import main
from commune_desk.domain.roles import Role
from commune_desk.services.people.passwords import FLOOR, KEEPER, Keeper
from commune_desk.services.people.users import AddUser, OwnCode, people
from commune_desk.services.sent.wish import Wish
from commune_desk.services.settings import SetPreference
from commune_desk.ui.crash import describe
from commune_desk.ui.idle import IdleWatch
from commune_desk.ui.pages.start import StartPage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.ui.context import Context

GOOD, OTHER = "trois mots choisis", "quatre autres mots"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KEEPER, "_hasher", Keeper(FLOOR)._hasher)


@pytest.fixture
def peopled(context: Context, shell: Shell) -> Shell:
    """The window once two people are kept; the first of them sits."""
    context.desk.do(AddUser("Personne A", Role.ADMINISTRATION, GOOD))
    context.desk.do(AddUser("Personne B", Role.READER))
    settle(shell)
    return shell


def hidden(shell: Shell) -> bool:
    """Tell whether the cover is all that is to be seen of the window."""
    across, high = shell.width(), shell.height()
    points = [QPoint(x, y) for x in range(5, across, 97) for y in range(5, high, 89)]
    return all(shell.childAt(point) is shell.sitting.cover for point in points)


def test_without_people_nothing_is_asked(shell: Shell) -> None:
    assert not shell.sitting.locked
    assert not shell.top.who.isVisible()
    shell.sitting.lock()
    assert not shell.sitting.locked


def test_a_cell_being_typed_outlives_the_lock(peopled: Shell) -> None:
    shell, hands = peopled, Hands()
    shell.show_place("villages")
    settle(shell)
    view = shell.page().view
    view.setFocus()
    hands.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("Village à demi sai")
    before = shell.context.desk.undo_label()
    QTest.keyClick(editor, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    screen = shell.sitting.screen
    assert screen is not None
    assert hidden(shell)
    assert shell.context.desk.user.role is Role.NOBODY
    assert shell.context.desk.undo_label() == before  # nothing was written by it
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    screen.close()
    assert shell.sitting.locked
    QTest.keyClicks(screen.password, "faux mot")
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    assert shell.sitting.locked
    assert (
        "Encore 4 essais" in screen.refusal.findChildren(type(screen._about))[-1].text()
    )
    QTest.keyClicks(screen.password, GOOD)
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not shell.sitting.locked
    assert not shell.sitting.cover.isVisible()
    assert editor.isVisible()
    assert editor.text() == "Village à demi sai"
    assert QApplication.focusWidget() is editor


def test_a_form_outlives_a_change_of_user_who_may_not_save_it(peopled: Shell) -> None:
    shell = peopled
    shell.show_place("users")
    settle(shell)
    page = shell.page()
    page.add_person()
    field = page.strip.fields["name"]
    field.setText("Personne C")
    shell.sitting.lock()
    QApplication.processEvents()
    screen = shell.sitting.screen
    assert screen is not None
    screen.who.setCurrentIndex(1)
    assert not screen.password.isVisible()  # the name is enough
    screen.answer()
    QApplication.processEvents()
    assert shell.context.desk.user.name == "Personne B"
    assert shell.top.who.text().strip() == "Personne B"
    assert field.text() == "Personne C"
    page.strip.do()
    with shell.context.reading() as session:
        assert [p.name for p in people(session)] == ["Personne A", "Personne B"]
    refused = page.strip.refusal
    assert refused.isVisible()


def test_minutes_without_a_touch_lock(peopled: Shell) -> None:
    shell = peopled
    assert shell.sitting.idle.seconds == 600
    shell.context.desk.do(SetPreference("desk.lock", "3"))
    settle(shell)
    assert shell.sitting.idle.seconds == 180
    now = [0.0, 1000.0]
    watch = shell.sitting.idle
    watch._clocks = (lambda: now[0], lambda: now[1])
    watch.touched()
    now[0] = 179.0
    watch.look()
    assert not shell.sitting.locked
    QTest.keyClick(shell, Qt.Key.Key_Shift)
    watch.touched()
    now[1] -= 10_000  # the clock on the wall is set back: the other one counts on
    now[0] += 180
    watch.look()
    assert shell.sitting.locked


def test_a_laptop_that_slept_is_locked(qapp: QApplication) -> None:
    now = [0.0, 1000.0]
    watch = IdleWatch(qapp, (lambda: now[0], lambda: now[1]))
    heard: list[int] = []
    watch.idle.connect(lambda: heard.append(1))
    watch.start(10)
    now[1] += 3600  # only the clock on the wall went on
    watch.look()
    watch.stop()
    assert heard == [1]
    watch.start(0)
    now[0] += 1_000_000
    watch.look()
    assert heard == [1]


def test_the_first_start_asks_for_one_person_and_opens_at_once(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qapp
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("commune_desk.ui.crash.watch", lambda *_: None)
    program = Program(QApplication.instance(), FRENCH)
    program.start()
    page = program.window
    assert isinstance(page, StartPage)
    page._begin()
    path = tmp_path / "Dembela.commune"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    QTest.keyClicks(page.form.commune, "Dembela")
    QTest.keyClicks(page.form.first_year, "2026")
    QTest.keyClicks(page.form.person, "Personne A")
    QTest.keyClicks(page.form.password, "court")
    click(page, "Créer le dossier")
    assert program.window is page  # refused before anything is made
    assert not path.exists()
    page.form.password.clear()
    QTest.keyClicks(page.form.password, GOOD)
    click(page, "Créer le dossier")
    shell = program.window
    assert isinstance(shell, Shell)
    settle(shell)
    assert shell.context.desk.user.name == "Personne A"
    assert not shell.sitting.locked
    assert not shell.sitting.cover.isVisible()
    program.start()
    program.open(path)  # opened again it asks, and nothing is seen before
    shell = program.window
    assert isinstance(shell, Shell)
    settle(shell)
    assert shell.sitting.locked
    assert hidden(shell)
    program.close()


def test_the_home_page_of_a_dossier_with_people_is_not_kept(
    context: Context, tmp_path: Path
) -> None:
    context.desk.do(AddUser("Personne A", Role.ADMINISTRATION, GOOD))
    path = context.desk.store.path
    assert path is not None
    keep(context)
    assert not list((tmp_path / "home").rglob("kept/*"))
    again = opened(path, FRENCH, 2026)
    assert again.desk.user.role is Role.NOBODY
    again.close()
    again.desk.store.close()
    context.desk.store.open()


def test_the_command_line_acts_as_who_is_named(
    context: Context, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = context.desk.store.path
    assert path is not None
    dossier = str(path)
    context.desk.store.close()
    good, other = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text(f"{GOOD}\n", "utf-8")
    other.write_text(OTHER, "utf-8")
    new = "--new-password-file"
    add = ["user", "add", dossier, "Personne A", "--role", "administration"]
    assert main([*add, new, str(good)]) == 0
    reader = ["user", "add", dossier, "Personne B", "--role", "lecture"]
    assert main([*reader, "--no-password"]) == 1  # nobody has said who he is
    named = ["--as", "personne a", "--password-file", str(good)]
    assert main([*reader, "--no-password", "--as", "Personne A",
                 "--password-file", str(other)]) == 1  # fmt: skip
    assert main([*reader, "--no-password", *named]) == 0
    assert main(["users", dossier]) == 0
    assert "Personne B\tlecture\tsans mot de passe" in capsys.readouterr().out
    sheet = tmp_path / "feuille.pdf"
    assert main(["user", "sheet", dossier, "Personne A", "-o", str(sheet), *named]) == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    role = ["user", "role", dossier, "Personne B", "--role", "saisie"]
    assert main([*role, "--as", "Personne B"]) == 1
    assert "Personne A" in capsys.readouterr().err  # who may
    assert main([*role, *named]) == 0
    own = ["user", "password", dossier, "Personne A", new, str(other), *named]
    assert main(own) == 0
    assert main([*role, *named]) == 1
    assert main(["check", dossier]) == 0  # to read is free
    context.desk.store.open()
    with context.reading() as session:
        found = people(session)
    assert [(p.name, p.role) for p in found] == [
        ("Personne A", Role.ADMINISTRATION), ("Personne B", Role.ENTRY),
    ]  # fmt: skip


def test_no_secret_leaves_the_dossier(context: Context, tmp_path: Path) -> None:
    """Packages, journal, tables and crash reports: no marker; copies hold them."""
    desk = context.desk
    admin = desk.do(AddUser("Personne A", Role.ADMINISTRATION, GOOD))
    code = desk.do(OwnCode(admin))
    path = desk.store.path
    assert path is not None
    desk.store.close()
    pack = tmp_path / "out"
    pack.mkdir()
    name = tmp_path / "a.txt"
    name.write_text(GOOD, "utf-8")
    named = ["--as", "Personne A", "--password-file", str(name)]
    reason = ["--reason", Wish(2026, reason="essai").reason]
    main(["export", str(path), "--year", "2026", "-o", str(pack), *reason, *named])
    for table in ("journal", "users"):
        assert main(["table", str(path), table, "-o", str(pack / f"{table}.csv")]) == 0
    assert main(["print", str(path), "journal", "-o", str(pack / "j.docx")]) == 0
    desk.store.open()
    (pack / "crash.txt").write_text(describe(RuntimeError(GOOD)), "utf-8")
    written = [file for file in pack.rglob("*") if file.is_file()]
    assert len(written) >= 5
    for file in written:
        content = file.read_bytes()
        for secret in (GOOD, code, "$argon2"):
            assert secret.encode() not in content, file
    assert b"$argon2id$" in path.read_bytes()

"""A dossier shows its home page before it is brought in: as it was, or not at all."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from idle_hands import rest
from PySide6.QtWidgets import QApplication, QLabel
from sample import FRENCH

from commune_desk.app import home, kept
from commune_desk.app.program import Program
from commune_desk.domain.charts import COVERED
from commune_desk.domain.glance import Glance
from commune_desk.domain.money import Money
from commune_desk.services.actions import CostAction
from commune_desk.services.programming import actions
from commune_desk.storage.instance import Hold
from commune_desk.storage.taken import head, last_seal, state, take
from commune_desk.ui.pages.damaged import DamagedPage
from commune_desk.ui.pages.start import StartPage
from commune_desk.ui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def dossier(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A dossier that was opened and closed once."""
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "demonstration.commune"
    shutil.copyfile(demonstration, path)
    return path


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp, FRENCH)
    yield made
    made.close()


def shell_of(program: Program) -> Shell:
    assert isinstance(program.window, Shell)
    return program.window


def here(program: Program) -> bool:
    return shell_of(program).context.here


def sentences(program: Program) -> list[str]:
    page = shell_of(program).page()
    return sorted(label.text() for label in page.findChildren(QLabel) if label.text())


def again(program: Program, path: Path) -> None:
    """Close the dossier and open it as a new start of the program does."""
    program.close()
    program.open(path)
    QApplication.processEvents()


def present(path: Path) -> bytes:
    start = head(path)
    with closing(sqlite3.connect(path)) as raw:
        return state(last_seal(raw), start)


def test_the_page_shown_first_is_the_page_shown_last(
    program: Program, dossier: Path, qtbot: QtBot
) -> None:
    program.open(dossier)
    assert here(program)
    before, rail = sentences(program), shell_of(program).top.undo.text()
    again(program, dossier)
    assert not here(program)
    shown = shell_of(program)
    assert sentences(program) == before
    assert shown.top.undo.text() == rail
    first = shown.page().findChildren(QLabel)
    qtbot.waitUntil(lambda: here(program))
    assert sentences(program) == before
    assert shown.page().findChildren(QLabel) == first  # nothing was drawn anew
    assert shown.context.findings


def test_a_key_pressed_before_is_answered_with_the_page(
    program: Program, dossier: Path
) -> None:
    program.open(dossier)
    again(program, dossier)
    assert not here(program)
    shell_of(program).show_place("actions")
    assert here(program)
    assert shell_of(program).place == "actions"
    assert shell_of(program).context.scope.criteria


def test_an_entry_makes_another_page(program: Program, dossier: Path) -> None:
    program.open(dossier)
    context = shell_of(program).context
    before = present_money(context.glance())
    cost_one(program)
    again(program, dossier)
    assert not here(program)
    glance = shell_of(program).context.glance()
    assert present_money(glance) != before
    assert glance.undo


def cost_one(program: Program) -> None:
    context = shell_of(program).context
    with context.reading() as session:
        action = actions(session, context.scope)[0]
    cost = CostAction(action.id, context.scope.year, Money(987_654_321))
    assert context.do(cost) is None


def present_money(glance: Glance) -> list[int]:
    return [
        mark.whole or 0
        for chart in glance.charts
        if chart.key == COVERED
        for mark in chart.rows
    ]


def test_a_dossier_whose_current_is_cut_shows_its_page_at_once(
    program: Program, dossier: Path, qtbot: QtBot
) -> None:
    program.open(dossier)
    program.close()
    cut, home_page = dossier.with_name("cut.commune"), kept.kept(dossier)
    home_page.unlink()
    for as_it_was in (False, True):
        program.open(dossier)
        assert here(program) is not as_it_was
        qtbot.waitUntil(lambda: here(program))
        cost_one(program)
        before = home_page.read_bytes() if as_it_was else b""
        shell_of(program).tidying.watch.look()
        assert home_page.exists() is as_it_was
        assert not before or home_page.read_bytes() == before, "no rest yet"
        rest(shell_of(program))
        after = home_page.read_bytes()
        assert after != before
        rest(shell_of(program))
        assert home_page.read_bytes() == after, "nothing has changed since"
        shutil.copyfile(dossier, cut)  # as the disk has it, the program still at work
        glance = kept.look(dossier, present(cut), "fr")
        assert glance is not None
        assert present_money(glance) == present_money(
            shell_of(program).context.glance()
        )
        program.close()


def test_nothing_is_shown_of_a_file_that_was_changed(
    program: Program, dossier: Path
) -> None:
    program.open(dossier)
    program.close()
    with closing(sqlite3.connect(dossier)) as raw:  # behind the journal's back
        raw.execute("UPDATE plans SET note = 'x'")
        raw.commit()
    program.open(dossier)
    assert here(program)


def test_nothing_is_shown_of_another_dossier_in_its_place(
    program: Program, dossier: Path
) -> None:
    other = dossier.with_name("other.commune")
    shutil.copyfile(dossier, other)
    for path in (dossier, other):
        program.open(path)
        cost_one(program)
        program.close()
    shutil.copyfile(other, dossier)
    program.open(dossier)
    assert here(program)


def test_what_is_kept_cannot_be_read_without_the_dossier(
    program: Program, dossier: Path
) -> None:
    program.open(dossier)
    commune = shell_of(program).context.ports.dossier.commune
    program.close()
    content = kept.kept(dossier).read_bytes()
    assert commune.encode() not in content
    assert b"charts" not in content
    right = present(dossier)
    assert kept.look(dossier, right, "fr") is not None
    assert kept.look(dossier, right, "en") is None
    assert kept.look(dossier, right + b"x", "fr") is None
    kept.kept(dossier).write_bytes(content[:-1] + b"x")
    assert kept.look(dossier, right, "fr") is None


def test_another_day_keeps_the_figures_and_asks_the_rules_anew(
    program: Program, dossier: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.open(dossier)
    glance = shell_of(program).context.glance()
    program.close()
    look = kept.look

    def tomorrow(*facts: object) -> Glance | None:
        found = look(*facts)  # type: ignore[arg-type]  # as it was called
        assert found is not None
        return Glance.of_plain(
            {**found.plain(), "sent": None, "on": "2020-01-01"},
            dt.date(2020, 1, 2),
        )

    monkeypatch.setattr(kept, "look", tomorrow)
    program.open(dossier)
    assert not here(program)
    shown = shell_of(program).context.glance()
    assert shown.day is None
    assert shown.charts == glance.charts
    assert any("Les règles" in text for text in sentences(program))
    qtbot.waitUntil(lambda: here(program))
    assert not any("sont examinées" in text for text in sentences(program))


def test_a_damaged_dossier_leads_to_its_copies(
    program: Program, dossier: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.open(dossier)
    glance = shell_of(program).context.glance()
    program.close()
    with closing(sqlite3.connect(dossier)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM sectors")
        raw.commit()
    monkeypatch.setattr(kept, "look", lambda *_: glance)
    program.open(dossier)
    assert not here(program)
    qtbot.waitUntil(lambda: isinstance(program.window, DamagedPage))
    Hold(dossier).release()  # nobody holds it any more


def test_a_dossier_that_is_held_or_broken_off_is_not_taken(dossier: Path) -> None:
    with Hold(dossier):
        assert take(dossier) is None
    taken = take(dossier)
    assert taken is not None
    assert take(dossier) is None
    taken.release()
    dossier.with_name(f"{dossier.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9")
    assert take(dossier) is None


def test_what_was_kept_of_forgotten_dossiers_goes(
    program: Program, dossier: Path
) -> None:
    program.open(dossier)
    program.close()
    old = home.folder() / "kept" / "old"
    old.write_bytes(b"x")
    again(program, dossier)
    program.close()
    assert not old.exists()
    assert kept.kept(dossier).exists()


def test_a_fault_on_the_way_leads_to_the_start_page_and_is_reported(
    program: Program, dossier: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.open(dossier)
    program.close()

    def fail(*_: object) -> None:
        raise KeyError(0)

    monkeypatch.setattr("commune_desk.app.opening.findings", fail)
    with qtbot.captureExceptions() as caught:
        program.open(dossier)
        assert not here(program)
        qtbot.waitUntil(lambda: isinstance(program.window, StartPage))
    assert [kind for kind, _, _ in caught] == [KeyError]
    Hold(dossier).release()  # nobody holds it any more

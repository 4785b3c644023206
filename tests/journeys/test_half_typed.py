"""What was half typed is still there: after another page, another year, a closing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from sample import FRENCH
from secretary import CONTROL, Hands, Key

from commune_desk.app import home
from commune_desk.app.program import Program
from commune_desk.ui.pages.expense_page import ExpensePage
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.revenue import RevenuePage
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.widgets.text import Linked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


YEAR = 2026


@pytest.fixture
def dossier(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "Dembela.commune"
    shutil.copyfile(demonstration, path)
    return path


@pytest.fixture
def opened(qapp: QApplication, dossier: Path) -> Iterator[Program]:
    made = Program(qapp, FRENCH)
    made.open(dossier, YEAR)
    yield made
    made.close()


def shell_of(program: Program) -> Shell:
    shell = program.window
    assert isinstance(shell, Shell)
    settle(shell)
    return shell


Kind = TypeVar("Kind", bound=Page)


def shown(program: Program, place: str, kind: type[Kind]) -> Kind:
    shell = shell_of(program)
    shell.show_place(place)
    page = shell.page()
    assert isinstance(page, kind)
    return page


def villages(program: Program) -> TablePage:
    return shown(program, "villages", TablePage)


def expense(program: Program) -> ExpensePage:
    return shown(program, "expense", ExpensePage)


def begin(page: TablePage) -> None:
    """Open an empty sheet, and let it come in sight."""
    page.add()
    QApplication.processEvents()


def half(page: TablePage, hands: Hands) -> None:
    """Begin a village, and be called away."""
    begin(page)
    hands.type("Sirakoroni", Key.Key_Tab, Key.Key_Tab)
    hands.type("Sirakoro-ni", Key.Key_Tab)


def test_another_row_or_year_loses_nothing(opened: Program) -> None:
    page, hands = villages(opened), Hands()
    half(page, hands)
    page.panel.show_row(page.model.rows()[0])
    page.add()
    assert page.panel.form.fields["name"].text() == "Sirakoroni"
    assert page.panel.form.fields["aliases"].text() == "Sirakoro-ni"
    context = shell_of(opened).context
    context.choose_year(YEAR - 1)
    context.choose_year(YEAR)
    page.add()
    assert page.panel.form.fields["name"].text() == "Sirakoroni"


def test_it_is_thrown_away_by_its_link_by_esc_and_when_noted(opened: Program) -> None:
    page, hands = villages(opened), Hands()
    form = page.panel.form
    half(page, hands)
    page.panel.show_row(page.model.rows()[0])
    begin(page)
    (link,) = (each for each in form.findChildren(Linked) if each.isVisible())
    link.followed.emit()
    assert form.fields["name"].text() == ""
    half(page, hands)
    hands.press(Key.Key_Escape)
    page.add()
    assert form.fields["name"].text() == ""
    half(page, hands)
    hands.press(Key.Key_Return, CONTROL)
    page.add()
    assert form.fields["name"].text() == ""


def test_what_esc_threw_away_is_brought_back(opened: Program) -> None:
    page, hands = villages(opened), Hands()
    half(page, hands)
    hands.press(Key.Key_Escape)
    shell = shell_of(opened)
    assert "abandonné" in shell.bar.words()
    shell.show_place("actions")
    shell.bar.link.followed.emit()
    assert shell.place == "villages"
    fields = page.panel.form.fields
    assert fields["name"].text() == "Sirakoroni"
    assert fields["aliases"].text() == "Sirakoro-ni"
    begin(page)
    hands.press(Key.Key_Escape)  # the second time, as the first
    page.add()
    assert fields["name"].text() == ""


def test_an_expense_and_a_title_are_brought_back(opened: Program) -> None:
    page, hands = expense(opened), Hands()
    hands.type("Achat de gasoil", Key.Key_Return)
    page.give_up()
    assert page.form.fields["object"].text() == ""
    shell_of(opened).bar.link.followed.emit()
    assert page.form.fields["object"].text() == "Achat de gasoil"
    shell, revenue = shell_of(opened), shown(opened, "revenue", RevenuePage)
    revenue.issue()
    hands.press(Key.Key_Tab)
    hands.type("Loyer du magasin", Key.Key_Tab)
    revenue.title.leave()
    assert revenue.title.isHidden()
    shell.show_place("villages")
    shell.bar.link.followed.emit()
    assert shell.place == "revenue"
    assert not revenue.title.isHidden()
    assert revenue.title.fields["object"].text() == "Loyer du magasin"


def test_a_closed_window_offers_to_go_on(opened: Program, dossier: Path) -> None:
    half(villages(opened), Hands())
    opened.close()
    (file,) = (home.folder() / "begun").iterdir()
    assert b"Sirakoroni" not in file.read_bytes()
    opened.open(dossier, YEAR)
    shell = shell_of(opened)
    assert "est gardé" in shell.bar.words()
    shell.bar.link.followed.emit()
    assert shell.place == "villages"
    form = villages(opened).panel.form
    assert form.fields["name"].text() == "Sirakoroni"
    form.give_up()
    assert not list((home.folder() / "begun").iterdir())


def test_another_dossier_in_its_place_finds_nothing(
    opened: Program, dossier: Path
) -> None:
    half(villages(opened), Hands())
    opened.close()
    (file,) = (home.folder() / "begun").iterdir()
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    opened.open(dossier, YEAR)
    page = villages(opened)
    page.add()
    assert page.panel.form.fields["name"].text() == ""


def test_the_line_under_a_table_is_kept(opened: Program, dossier: Path) -> None:
    new = villages(opened).model.new
    column = next(c for c in villages(opened).model.columns if c.key == "aliases")
    assert new.enter(column, "Sira") is None
    opened.close()
    opened.open(dossier, YEAR)
    assert villages(opened).model.new.text(column) == "Sira"


def test_an_expense_is_gone_on_with(opened: Program, dossier: Path) -> None:
    page, hands = expense(opened), Hands()
    hands.type("Achat de gasoil", Key.Key_Return)
    hands.type("Station", Key.Key_Return)
    context = shell_of(opened).context
    context.choose_year(YEAR - 1)
    assert page.form.fields["object"].text() == ""
    context.choose_year(YEAR)
    assert page.form.fields["object"].text() == "Achat de gasoil"
    opened.close()
    opened.open(dossier, YEAR)
    page = expense(opened)
    assert page.form.fields["party"].text() == "Station"
    page.give_up()
    assert page.form.fields["party"].text() == ""


def test_a_title_is_gone_on_with(opened: Program) -> None:
    shell, hands = shell_of(opened), Hands()
    page = shown(opened, "revenue", RevenuePage)
    page.issue()
    hands.press(Key.Key_Tab)
    hands.type("Mariages", Key.Key_Tab)
    shell.context.choose_year(YEAR - 1)
    shell.context.choose_year(YEAR)
    assert page.title.isHidden()
    page.issue()
    assert page.title.fields["object"].text() == "Mariages"
    page.title.leave()
    page.issue()
    assert page.title.fields["object"].text() == ""

"""The cash plan through the window: the opening balance, a profile, what follows."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from sample import FRENCH

from commune_desk.app.opening import opened
from commune_desk.domain.money import Money
from commune_desk.services.cash import cash_forecast
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.cash import CashPage, ProfilePage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.domain.cash import Forecast
    from commune_desk.ui.context import Context


@pytest.fixture
def context(
    qapp: QApplication, demonstration: Path, tmp_path: Path
) -> Iterator[Context]:
    dress(qapp)
    path = tmp_path / "trésorerie.commune"
    shutil.copy(demonstration, path)
    made = opened(path, FRENCH)
    made.choose_year(2026)
    yield made
    made.close()
    made.desk.store.close()


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Shell:
    made = Shell(context)
    qtbot.addWidget(made)
    made.resize(QSize(1366, 768))
    made.show()
    settle(made)
    return made


def cash(shell: Shell) -> CashPage:
    shell.show_place("cash")
    settle(shell)
    page = shell.page()
    assert isinstance(page, CashPage)
    return page


def plan(context: Context) -> Forecast:
    with context.reading() as session:
        found = cash_forecast(session, context.scope)
    assert found is not None
    return found


def told(page: CashPage) -> str:
    return " | ".join(label.text() for label in page.card.findChildren(Label))


def keep(page: CashPage, amount: str) -> None:
    page.ask_opening()
    page.strip.fields["amount"].setText(amount)
    page.strip.button.click()


def test_the_opening_balance_changes_what_the_page_says(
    context: Context, shell: Shell
) -> None:
    page = cash(shell)
    keep(page, "1 850 000")
    assert "3 mois finissent" in told(page)
    keep(page, "6 000 000")
    assert plan(context).opening == Money(6_000_000)
    assert "aucun mois ne finit" in told(page)
    context.undo()
    assert "3 mois finissent" in told(page)
    keep(page, "-5")
    assert page.strip.refusal.words()
    page.strip.leave()
    settle(shell)
    assert cut(shell) == []


def test_a_profile_is_typed_month_by_month_and_given_back(
    context: Context, shell: Shell
) -> None:
    shell.show_place("monthly")
    settle(shell)
    page = shell.page()
    assert isinstance(page, ProfilePage)
    row = next(r for r in page.model.rows() if r.account.code == "7312")
    before = plan(context).closing
    index = page.model.find(row.id, "m12")
    assert page.model.enter(index, "100") is None
    assert plan(context).closing != before
    assert page.model.row(row.id).shares[-1] == 10_000
    index = page.model.find(row.id, "m01")
    refused = page.model.enter(index, "0,5")
    assert refused is not None
    assert "0,50" in FRENCH.say(refused.text)
    page.view.choose(row.id)
    page.forget()
    assert plan(context).closing == before
    page.forget()
    assert page.model.row(row.id).told == 0
    settle(shell)
    assert cut(shell) == []

"""The buttons of a refusal do what solves it, or lead where it can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from commune_desk.domain.errors import Rejected
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.services.actions import CostAction, FundAction
from commune_desk.services.funders import AddContribution
from commune_desk.services.plan_lists import plans
from commune_desk.services.plans import RemoveObjectives
from commune_desk.services.programming import actions
from commune_desk.ui.cut_check import cut
from commune_desk.ui.fields import Field
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.remedies import ways
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from pytestqt.qtbot import QtBot

    from commune_desk.services.command import Command
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.programming import ProgrammingPage

Key = Qt.Key


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(context)
    qtbot.addWidget(made)
    made.resize(QSize(1366, 768))
    settle(made)
    yield made
    made.close()


def row(context: Context, code: str) -> Any:
    with context.reading() as session:
        found = actions(session, context.scope)
    return next(each for each in found if each.code == code)


def refusal(context: Context, command: Command[Any]) -> Rejected:
    error = context.do(command)
    assert isinstance(error, Rejected)
    return error


def said(context: Context, error: Rejected) -> list[str]:
    found = [way.words for way in ways(error, context)]
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in found]


def test_a_cost_below_its_contributions_is_put_at_their_sum_under_the_cell(
    page: ProgrammingPage, qtbot: QtBot
) -> None:
    page.view.choose(row(page.context, "1.3").id, "2026")
    qtbot.keyClicks(page.view, "9")
    field = page.view.findChild(Field)
    assert isinstance(field, Field)
    qtbot.keyClicks(field, "000")
    qtbot.keyClick(field, Key.Key_Return)
    box = page.view.refusal.box
    (button,) = box.findChildren(QPushButton)
    assert "13\u202f000\u202f000" in button.text()
    assert cut(page) == []
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert row(page.context, "1.3").costs[2026] == Money(13_000_000)
    assert not box.isVisible()
    assert page.model.refusal is None
    page.context.undo()
    assert row(page.context, "1.3").costs[2026] == Money(14_200_000)


def test_a_contribution_above_the_cost_keeps_what_fits(context: Context) -> None:
    action = row(context, "1.3")
    gift = {
        "year": 2026,
        "funder_class": FunderClass.COMMUNE,
        "amount": Money(5_000_000),
    }
    error = refusal(context, AddContribution(action.id, gift))
    assert said(context, error) == [
        "Garder ce qui tient : 1 200 000 F",
        "Changer le coût de l’action 1.3",
    ]
    ways(error, context)[0].deed()
    given = row(context, "1.3").by_class(2026, FunderClass.COMMUNE)
    assert given == Money(1_200_000)


def test_the_cost_to_change_is_one_button_away(shell: Shell) -> None:
    context = shell.context
    action = row(context, "1.3")
    command = FundAction(action.id, 2026, FunderClass.COMMUNE, Money(2_000_000))
    ways(refusal(context, command), context)[1].deed()
    page = shell.page()
    assert isinstance(page, TablePage)
    assert page.table.name == "actions"
    assert page.model.row_at(page.view.currentIndex()).code == "1.3"


def test_nothing_is_offered_to_keep_where_nothing_fits(context: Context) -> None:
    action = row(context, "1.1")
    command = FundAction(action.id, 2024, FunderClass.COMMUNE, Money(2_000_000))
    assert len(said(context, refusal(context, command))) == 1


def test_a_year_outside_the_plan_leads_to_the_plan(shell: Shell) -> None:
    context = shell.context
    action = row(context, "1.3")
    error = refusal(context, CostAction(action.id, 2040, Money(1)))
    (way,) = ways(error, context)
    way.deed()
    assert shell.place == "plans"
    page = shell.page()
    assert isinstance(page, TablePage)
    with context.reading() as session:
        (plan,) = plans(session, context.scope)
    assert page.model.row_at(page.view.currentIndex()).id == plan.id


def test_a_record_in_use_shows_who_refers_to_it_and_then_all_again(
    shell: Shell,
) -> None:
    context = shell.context
    with context.reading() as session:
        listed = actions(session, context.scope)
    held = {a.id for a in listed if a.objective_id == row(context, "1.3").objective_id}
    objective = row(context, "1.3").objective_id
    assert 1 < len(held) < len(listed)
    context.refused.emit(refusal(context, RemoveObjectives((objective,))))
    shell.bar.link.followed.emit()
    page = shell.page()
    assert isinstance(page, TablePage)
    assert page.table.name == "actions"
    shown = {each.id for each in listed if page.model.find(each.id).isValid()}
    assert shown == held
    page.shown.all.click()
    assert page.model.count == len(listed)
    assert page.shown.isHidden()

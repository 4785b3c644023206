"""Drawing up an annual plan, carrying over, a new version: through the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from commune_desk.domain.lifecycle import ActionState
from commune_desk.services.annual_sums import annual_sums
from commune_desk.services.funders import RemoveContributions, contributions
from commune_desk.tables.actions import ANNUAL
from commune_desk.tables.annual import PREPARATION
from commune_desk.tables.plan import PLANS
from commune_desk.ui.pages.annual import AnnualPage
from commune_desk.ui.pages.carry_leaf import CarryLeaf
from commune_desk.ui.pages.plans import PlansPage
from commune_desk.ui.pages.preparation import PreparationPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.services.annual_lines import CandidateRow
    from commune_desk.ui.context import Context


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> PreparationPage:
    made = PreparationPage(PREPARATION, context)
    qtbot.addWidget(made)
    made.resize(1500, 700)
    made.show()
    return made


def contributions_of(context: Context, action: int) -> list[int]:
    with context.reading() as session:
        rows = contributions(session, context.scope)
    return [row.id for row in rows if row.action_id == action]


def ticked(page: PreparationPage) -> set[str]:
    rows: list[CandidateRow] = page.model.rows()
    return {row.action.code for row in rows if row.ticked}


def named(page: PreparationPage, code: str) -> CandidateRow:
    rows: list[CandidateRow] = page.model.rows()
    return next(row for row in rows if row.action.code == code)


def test_the_space_bar_ticks_and_unticks(page: PreparationPage, qtbot: QtBot) -> None:
    page.view.choose(named(page, "1.3").id)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert ticked(page) == {"1.3"}
    page.view.choose(named(page, "1.3").id)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert ticked(page) == set()


def test_all_are_ticked_in_one_step_and_the_sums_follow(
    page: PreparationPage, context: Context
) -> None:
    page.tick_all()
    due = {r.action.code for r in page.model.rows() if r.planned is not None}
    assert ticked(page) == due
    with context.reading() as session:
        sums = annual_sums(session, context.scope)
    assert sums.count == len(due) == 5
    context.undo()
    assert ticked(page) == set()


def test_what_is_left_is_carried_over_only_with_a_reason(
    page: PreparationPage, context: Context
) -> None:
    row = named(page, "1.2")
    assert row.left is not None
    leaf = CarryLeaf(context)
    assert leaf.show_row(row)
    leaf.carry()
    assert "Dites pourquoi" in leaf.error.text()
    assert ticked(page) == set()
    leaf.reason.setText("financement non obtenu")
    leaf.carry()
    assert "Passez d’abord ces contributions à l’année 2026" in leaf.error.text()
    for gift in contributions_of(context, row.id):
        context.desk.do(RemoveContributions((gift,)))
    leaf.show_row(named(page, "1.2"))
    leaf.reason.setText("financement non obtenu")
    leaf.carry()
    moved = named(page, "1.2")
    assert moved.action.state is ActionState.POSTPONED
    assert moved.annual == moved.planned == row.left


def test_the_page_of_a_year_says_when_it_is_a_slice_only(
    context: Context, qtbot: QtBot
) -> None:
    made = AnnualPage(ANNUAL, context)
    qtbot.addWidget(made)
    assert not made.band.isHidden()
    prepared = PreparationPage(PREPARATION, context)
    qtbot.addWidget(prepared)
    prepared.tick_all()
    assert made.band.isHidden()
    assert made.model.whole == len(ticked(prepared))


def test_a_version_is_opened_with_its_reason(context: Context, qtbot: QtBot) -> None:
    made = PlansPage(PLANS, context)
    qtbot.addWidget(made)
    made.ask()
    made.open_version()
    assert "Dites pourquoi" in made.error.text()
    made.reason.setText("révision")
    made.open_version()
    versions = sorted((r.version, r.archived) for r in made.model.rows())
    assert versions == [(1, True), (2, False)]

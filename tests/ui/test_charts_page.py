"""The charts of an exercise on screen, and the home page that shows them small."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from sample import FRENCH

from commune_desk.app.opening import opened
from commune_desk.ui.pages.charts_page import ChartsPage
from commune_desk.ui.pages.home import HomePage
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import DARK, LIGHT, dress
from commune_desk.ui.widgets.bars import Bar
from commune_desk.ui.widgets.chart_view import ChartView
from commune_desk.ui.widgets.findings_list import FindingsList
from commune_desk.ui.widgets.text import Linked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def shell(demonstration: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    path = tmp_path / demonstration.name
    shutil.copyfile(demonstration, path)
    context = opened(path, FRENCH)
    made = Shell(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    context.review()
    settle(made)
    yield made
    made.close()
    context.desk.store.close()


def words(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_home_shows_the_exercise_and_says_each_bar(shell: Shell) -> None:
    page = shell.page()
    assert isinstance(page, HomePage)
    told = words(page)
    for title in (
        "Budget 2026",
        "Plan 2026",
        "TDRL par village",
        "Feux des comités",
        "Argent à trouver",
        "Argent du plan",
    ):
        assert title in told
    named = [bar.accessibleName() for bar in page.findChildren(Bar)]
    assert any("Investissement" in name and "%" in name for name in named)


def test_every_card_leads_to_the_work_behind_it(shell: Shell) -> None:
    for link, place in (
        ("Situation", "situation_totals"),
        ("Suivi", "tracking"),
        ("Recouvrement", "tdrl-recovery"),
        ("Feux", "lights"),
        ("Par partenaire", "partners"),
    ):
        shell.show_place("home")
        links = shell.page().findChildren(Linked)
        next(x for x in links if x.accessibleName() == link).followed.emit()
        assert shell.place == place


def test_a_sentence_opens_the_screen_of_its_records_and_of_no_others(
    shell: Shell,
) -> None:
    due = shell.page().findChild(FindingsList)
    day = shell.context.glance().day
    assert due is not None
    assert day is not None
    late = next(told for told in day.rules if told.table == "committee_decisions")
    assert len(late.ids) > 1
    link = next(
        each
        for each in due.findChildren(Linked)
        if str(each.property("words")) == late.text
    )
    link.followed.emit()
    page = shell.page()
    assert shell.place == "committee_decisions"
    assert isinstance(page, TablePage)
    assert page.model.count == len(late.ids)


def test_every_sentence_leads_to_rows_or_to_its_findings(shell: Shell) -> None:
    day = shell.context.glance().day
    assert day is not None
    for told in day.rules:
        shell.show_place("home")
        shell.context.go_to_records(told.records, told.code)
        page = shell.page()
        if isinstance(page, TablePage):
            assert {row.id for row in page.model.rows()} >= set(told.ids)
            assert page.holds(frozenset(told.ids))
        else:
            assert shell.place == "findings"


def test_records_without_a_screen_lead_to_the_findings_of_their_rule(
    shell: Shell,
) -> None:
    context = shell.context
    day = context.glance().day
    assert day is not None
    told = day.rules[0]
    places = shell.places
    shell.places = [each for each in places if each.record != told.table]
    context.go_to_records(told.records, told.code)
    shell.places = places
    assert shell.place == "findings"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_chart_is_drawn_as_wide_as_its_card(
    shell: Shell, qapp: QApplication, theme: str
) -> None:
    dress(qapp, theme)
    try:
        shell.show_place("charts")
        settle(shell)
        page = shell.page()
        assert isinstance(page, ChartsPage)
        views = page.findChildren(ChartView)
        assert len(views) == 7
        for view in views:
            assert view.height() > 40
            assert view.accessibleName()
            picture = view.grab().toImage()
            seen = {
                picture.pixel(x, y)
                for x in range(0, picture.width(), 3)
                for y in range(0, picture.height(), 3)
            }
            assert len(seen) > 3
    finally:
        dress(qapp, LIGHT)


def test_the_figures_of_a_chart_open_under_it(shell: Shell) -> None:
    shell.show_place("charts")
    settle(shell)
    page = shell.page()
    before = len(words(page))
    links = page.findChildren(Linked)
    show = [each for each in links if "Afficher" in each.accessibleName()]
    assert len(show) == 7
    show[0].followed.emit()
    assert len(words(page)) > before + 20

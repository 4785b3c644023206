from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.services.actions import CostAction
from commune_desk.services.territory import AddVillage
from commune_desk.services.version_copy import NewVersion
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.ports import Dossier, Ports
from commune_desk.ui.shell import PAINTED, Shell

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context


def hits(shell: Shell, typed: str) -> list[str]:
    shell.top.search.setText(typed)
    shell.top.search.search()
    while shell.top.search.finder.reading:
        shell.top.search.search()
    model = shell.top.search.hits.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_undo_in_the_top_bar_names_the_act_and_takes_it_back(
    shell: Shell, context: Context
) -> None:
    context.do(CostAction(3, 2026, Money(15_000_000)))
    assert "1.3" in shell.top.undo.accessibleName()
    shell.top.undo.click()
    assert "1.3" in shell.top.redo.toolTip()
    shell.top.redo.click()
    assert not shell.top.redo.isEnabled()


def test_the_bar_at_the_foot_offers_the_way_back(
    shell: Shell, context: Context
) -> None:
    context.do(CostAction(3, 2026, Money(15_000_000)))
    assert "1.3" in shell.bar.words()
    shell.bar.link.followed.emit()
    assert context.desk.redo_label() is not None


def test_search_finds_records_and_places_without_their_accents(shell: Shell) -> None:
    assert any("Clôture de l’école" in hit for hit in hits(shell, "cloture ecole"))
    assert any(hit.startswith("Villages") for hit in hits(shell, "VILLAGE"))


def test_a_result_of_the_search_opens_its_record(shell: Shell) -> None:
    hits(shell, "tricycle")
    shell.top.search.follow()
    page = shell.page()
    assert isinstance(page, TablePage)
    assert page.model.row_at(page.view.currentIndex()).code == "3.1"


@pytest.mark.parametrize("typed", ["tricylce", "tricicle", "trycycles", "Ajout action"])
def test_a_mistake_or_a_forgotten_word_finds_all_the_same(
    shell: Shell, typed: str
) -> None:
    wanted = "Ajouter une action" if "action" in typed else "ricycle"
    assert wanted in hits(shell, typed)[0]


def test_search_knows_a_record_as_it_is_now(shell: Shell, context: Context) -> None:
    assert hits(shell, "zanzibar") == ["Rien n’est trouvé."]
    context.do(AddVillage({"name": "Zanzibar"}))
    assert "Zanzibar" in hits(shell, "zanzibar")[0]
    context.undo()
    assert hits(shell, "zanzibar") == ["Rien n’est trouvé."]


def test_what_is_archived_is_not_found_beside_what_lives(
    shell: Shell, context: Context
) -> None:
    plan = context.scope.plan_id
    assert plan is not None
    before = hits(shell, "tricycle")
    context.do(NewVersion(plan, "mi-parcours"))
    assert hits(shell, "tricycle") == before


def test_an_act_of_the_program_is_begun_from_the_search(shell: Shell) -> None:
    box = shell.top.search
    box.setFocus()
    box.setText("nouvelle action")
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Return)
    page = shell.page()
    assert isinstance(page, TablePage)
    assert page.table.name == "actions"
    assert page.panel.isVisible()
    assert not box.text()
    assert not box.hits.isVisible()


def test_escape_leaves_the_search(shell: Shell) -> None:
    shell.activateWindow()
    hits(shell, "tricycle")
    QTest.keyClick(shell.top.search, Qt.Key.Key_Escape)
    assert not shell.top.search.hits.isVisible()
    assert not shell.top.search.text()


def test_a_finding_leads_to_its_record(shell: Shell, context: Context) -> None:
    context.go_to_record(Record("actions", 3))
    page = shell.page()
    assert isinstance(page, TablePage)
    assert page.model.row_at(page.view.currentIndex()).code == "1.3"


def test_the_rail_counts_what_waits(shell: Shell, context: Context) -> None:
    context.review()
    assert "findings" in shell.rail.buttons


def test_a_narrow_window_folds_the_rail(shell: Shell) -> None:
    shell.resize(1100, 600)
    assert shell.rail.folded
    shell.resize(1366, 768)
    assert not shell.rail.folded


def test_another_year_changes_what_depends_on_it(
    shell: Shell, context: Context
) -> None:
    shell.show_place("pia")
    page = shell.page()
    assert isinstance(page, TablePage)
    before = page.model.count
    shell.top.years.setCurrentIndex(shell.top.years.findData(2024))
    assert context.scope.year == 2024
    assert page.model.count != before


def test_a_demonstration_is_marked(context: Context, qtbot: QtBot) -> None:
    context.ports = Ports(Dossier("Dembela", demonstration=True))
    shell = Shell(context)
    qtbot.addWidget(shell)
    assert shell.trial is not None


def test_tabs_are_laid_out_anew_where_they_stand_closer(shell: Shell) -> None:
    shell.resize(1024, 576)
    tabs = shell.strip.tabs
    close: list[bool] = []
    for place in ("required_papers", "revenue", "required_papers"):
        shell.show_place(place)
        QApplication.processEvents()
        close.append(bool(tabs.property("tight")))
        for at in range(tabs.count()):
            assert tabs.tabRect(at).width() >= tabs.tabSizeHint(at).width()
    assert close == [True, False, True]


def test_a_window_that_is_closed_at_once_waits_for_no_page(
    shell: Shell, qtbot: QtBot
) -> None:
    shell.show_place("actions")
    qtbot.wait(2 * PAINTED)
    shell.show_place("villages")
    shell.close()  # the home page, which is out of it already, goes with it
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.wait(2 * PAINTED)  # what fails in an event fails the test


def test_the_page_before_leaves_the_window(shell: Shell, qtbot: QtBot) -> None:
    shell.show_place("actions")
    before = shell.page()
    shell.show_place("villages")
    assert before.parent() is not None, "it goes once the new one is painted"
    qtbot.waitUntil(lambda: before.parent() is None)
    shell.show_place("actions")
    qtbot.wait(2 * PAINTED)
    assert shell.page() is before
    assert before.isVisible()


def test_pages_turned_quickly_leave_one_after_the_other(
    shell: Shell, qtbot: QtBot
) -> None:
    for key in ("villages", "sectors", "plans", "journal"):
        shell.show_place(key)

    def inside() -> int:
        return sum(page.parent() is shell.stack for page in shell.pages.values())

    before = inside()
    assert before > 2
    shell._leaving.stop()
    shell._take_out()
    assert inside() == before - 1
    qtbot.waitUntil(lambda: inside() == 1)
    assert shell.page().parent() is shell.stack

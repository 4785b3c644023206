from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from commune_desk.domain.text import N_
from commune_desk.services.attachments import of_record
from commune_desk.services.council import AddSession
from commune_desk.services.deadlines import AddDeadline, next_deadlines
from commune_desk.services.plan_lists import plans
from commune_desk.services.process import ReviseStep
from commune_desk.services.territory import ReviseCommune
from commune_desk.tables.making import COUNCIL_SESSIONS, PROCESS_STEPS, TRANSMISSIONS
from commune_desk.tables.territory import VILLAGES
from commune_desk.ui.pages.dates_card import dates_card
from commune_desk.ui.pages.process import ProcessPage
from commune_desk.ui.pages.sending import SendingPage
from commune_desk.ui.pages.sessions import SessionsPage, VoteLeaf
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.papers_leaf import Papers

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from commune_desk.services.attachments import AttachmentRow
    from commune_desk.ui.context import Context

PDF = b"%PDF-1.4 minutes"


def words(widget: QWidget) -> list[str]:
    return [
        label.text().replace("\u202f", " ").replace("\u00a0", " ")
        for label in widget.findChildren(QLabel)
    ]


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> ProcessPage:
    made = ProcessPage(PROCESS_STEPS, context, N_("Open the process"), "list-check")
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    return made


def test_an_empty_process_is_opened_from_its_page(page: ProcessPage) -> None:
    assert page.model.rows() == []
    page.open_process()
    assert len(page.model.rows()) == 14
    assert "0 étape tenue sur 14" in words(page)


def test_the_checklist_follows_what_is_typed(page: ProcessPage) -> None:
    page.open_process()
    step = page.model.rows()[1]
    page.context.do(ReviseStep(step.id, "held_on", dt.date(2023, 5, 16)))
    page.context.do(ReviseStep(step.id, "men", 12))
    line = page.steps.line(step.id)
    assert line is not None
    said = words(line)
    assert "16/05/2023" in said
    assert "12 H · … F · … JH · … JF" in said
    assert any("Il manque : le lieu, le nombre de femmes" in text for text in said)
    assert "1 étape tenue sur 14" in words(page)


def test_a_late_step_says_so(page: ProcessPage) -> None:
    page.open_process()
    step = page.model.rows()[2]
    page.context.do(ReviseStep(step.id, "planned_on", dt.date(2024, 1, 1)))
    line = page.steps.line(step.id)
    assert line is not None
    assert "en retard" in words(line)
    assert "1 en retard" in words(page)


def test_the_arrows_go_from_step_to_step(page: ProcessPage, qtbot: QtBot) -> None:
    page.open_process()
    page.keep_focus()
    qtbot.keyClick(page.steps, Qt.Key.Key_Down)
    assert page.panel.row.number == 1
    qtbot.keyClick(page.steps, Qt.Key.Key_Up)
    qtbot.keyClick(page.steps, Qt.Key.Key_Up)
    assert page.panel.row.number == 0


@pytest.fixture
def table(context: Context, qtbot: QtBot) -> TablePage:
    made = TablePage(VILLAGES, context)
    qtbot.addWidget(made)
    made.resize(1500, 700)
    made.show()
    made.view.choose(made.model.rows()[0].id)
    tabs = made.panel.tabs
    titles = [tabs.tabText(n) for n in range(tabs.count())]
    tabs.setCurrentIndex(titles.index("Pièces"))
    return made


def papers_of(table: TablePage) -> Papers:
    found = table.panel.findChild(Papers)
    assert isinstance(found, Papers)
    return found


def kept(table: TablePage) -> list[AttachmentRow]:
    with table.context.reading() as session:
        return of_record(session, "villages", table.panel.row.id)


def test_a_file_is_attached_said_and_copied(table: TablePage, tmp_path: Path) -> None:
    papers, path = papers_of(table), tmp_path / "PV du 12 mai.pdf"
    path.write_bytes(PDF)
    papers.attach([path])
    (row,) = kept(table)
    assert "PV du 12 mai" in words(papers)
    assert any("autre pièce · 1 ko" in text for text in words(papers))
    assert papers.files.write_copy(row, tmp_path) == path
    path.write_bytes(b"something else")
    assert papers.files.write_copy(row, tmp_path).name == "PV du 12 mai (2).pdf"


def test_a_dropped_file_is_attached_and_a_program_refused(
    table: TablePage, tmp_path: Path
) -> None:
    good, bad = tmp_path / "liste.txt", tmp_path / "facture.pdf"
    good.write_text("Présents : 12", "utf-8")
    bad.write_bytes(b"MZ\0\0")
    refused: list[object] = []
    table.context.refused.connect(refused.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (bad, good)])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    papers_of(table).dropEvent(event)
    assert [row.name for row in kept(table)] == ["liste.txt"]
    assert len(refused) == 1


def test_a_paper_is_removed_and_comes_back(table: TablePage, tmp_path: Path) -> None:
    papers, path = papers_of(table), tmp_path / "pv.pdf"
    path.write_bytes(PDF)
    papers.attach([path])
    papers.remove_paper(kept(table)[0])
    assert kept(table) == []
    table.context.undo()
    assert len(kept(table)) == 1
    assert "pv" in words(papers)


def voting(context: Context, qtbot: QtBot, **values: object) -> VoteLeaf:
    context.do(ReviseCommune(1, "population", 13_061))
    plan = context.scope.plan_id
    day = dt.date(2024, 3, 2)
    context.do(
        AddSession(
            {"held_on": day, "plan_id": plan, "present": 8, "votes_for": 8, **values}
        )
    )
    page = SessionsPage(COUNCIL_SESSIONS, context)
    qtbot.addWidget(page)
    leaf = VoteLeaf(context)
    qtbot.addWidget(leaf.widget)
    leaf.show_row(page.model.rows()[0])
    return leaf


def test_the_vote_shows_its_figures_and_asks_before_the_act(
    context: Context, qtbot: QtBot
) -> None:
    leaf = voting(context, qtbot)
    said = words(leaf.widget)
    assert "8 présents sur 17 : quorum de 9 non atteint" in said
    assert any(text.startswith("13 061 habitants") for text in said)
    leaf.ask()
    said = words(leaf.widget)
    assert any("après le début de sa première année" in text for text in said)
    assert any("il ne s’annule pas" in text for text in said)
    leaf.adopt()
    with context.reading() as session:
        (plan,) = plans(session, context.scope)
    assert plan.adopted_on == dt.date(2024, 3, 2)


def test_the_usual_recipients_are_one_press_away(
    context: Context, qtbot: QtBot
) -> None:
    page = SendingPage(TRANSMISSIONS, context)
    qtbot.addWidget(page)
    page.prepare()
    assert len(page.model.rows()) == 6


def test_home_lists_the_next_dates(context: Context, qtbot: QtBot) -> None:
    assert dates_card(context, ()) is None
    context.do(AddDeadline({"title": "Budget", "first_month": 10, "last_month": 10}))
    with context.reading() as session:
        coming = next_deadlines(session, dt.date(2027, 10, 26))
    card = dates_card(context, coming)
    assert card is not None
    qtbot.addWidget(card)
    assert any("31/10/2027 · dans 5 jours" in text for text in words(card))

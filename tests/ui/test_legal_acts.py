"""No act with legal effect is done in the window without its question."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from budget_hands import act, budget, document, fill, write
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sample import FRENCH, content
from sqlalchemy import select

from commune_desk import services, ui
from commune_desk.app.opening import opened
from commune_desk.domain.budget import DocumentState
from commune_desk.domain.process import SessionKind
from commune_desk.services.closings import ClosePeriod, ReopenPeriod
from commune_desk.services.command import Command
from commune_desk.services.copies.locking import SetLock
from commune_desk.services.council import AddSession, AdoptPlan, sessions
from commune_desk.services.fiscal_years import (
    ApproveBudget,
    ReturnBudget,
    TransmitBudget,
    VoteBudget,
)
from commune_desk.services.sent.sendings import RecordSending
from commune_desk.services.settings import Found
from commune_desk.storage.models import Closing
from commune_desk.ui.context import Unconfirmed
from commune_desk.ui.cut_check import cut
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.budget import BudgetPage

UI = Path(ui.__file__).parent
ON = dt.date(2025, 10, 30)
JULY = 7
ASKED: dict[type[Command[Any]], Command[Any]] = {
    VoteBudget: VoteBudget(1, ON, "07/2025"),
    TransmitBudget: TransmitBudget(1, ON, "12"),
    ReturnBudget: ReturnBudget(1, ON, "À revoir"),
    ApproveBudget: ApproveBudget(1, ON, "D-1"),
    AdoptPlan: AdoptPlan(2),
    ClosePeriod: ClosePeriod(1, 7, dt.date(2026, 8, 3)),
    ReopenPeriod: ReopenPeriod(1, dt.date(2026, 8, 3), "facture oubliée"),
}
"""The acts that a person does; each is asked about in a test below."""

ELSEWHERE = (Found, RecordSending, SetLock)
"""No page hands these to the desk: the founding, and the last step of a job whose own
page asks (the form of the sending, the phrase that is typed again)."""


@pytest.fixture
def context(
    qapp: QApplication,
    before_the_vote: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Context]:
    dress(qapp)
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    made = opened(before_the_vote, FRENCH, 2026)
    yield made
    made.close()
    made.desk.store.close()


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Shell:
    made = Shell(context)
    qtbot.addWidget(made)
    made.resize(QSize(1366, 768))
    settle(made)
    made.activateWindow()
    return made


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def test_every_act_with_legal_effect_is_known_here() -> None:
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        importlib.import_module(module.name)
    final = {each.__name__ for each in below(Command) if each.final}
    known = {each.__name__ for each in (*ELSEWHERE, *ASKED)}
    assert final == known, "a new act needs its question and its test"
    sources = [path.read_text("utf-8") for path in UI.rglob("*.py")]
    for each in ELSEWHERE:
        offered = [text for text in sources if f"{each.__name__}(" in text]
        assert not offered, f"{each.__name__}: its question needs a test"


@pytest.mark.parametrize("command", ASKED.values(), ids=lambda c: type(c).__name__)
def test_a_page_that_does_not_ask_fails(context: Context, command: Any) -> None:
    before = content(context.desk.store)
    with pytest.raises(Unconfirmed):
        context.do(command)
    assert content(context.desk.store) == before


def answered(page: BudgetPage, context: Context, **texts: str) -> str:
    """Be asked, go back in both ways with nothing lost and nothing done, then do it."""
    strip, store = page.strip, context.desk.store
    before = content(store)
    write(strip, **texts)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        assert strip.asking, strip.refusal.words()
        assert not strip.form.isVisible()
        assert strip.question.back.hasFocus()
        QTest.keyClick(strip.question.back, key)
        assert not strip.asking
        assert {k: strip.fields[k].text() for k in texts} == texts
        assert content(store) == before
        strip.button.click()
    said = strip.question.words()
    strip.question.sure.setFocus()
    QTest.keyClick(strip.question.sure, Qt.Key.Key_Return)
    assert strip.isHidden(), strip.refusal.words()
    assert content(store) != before
    return said


def press(page: BudgetPage, words: str) -> None:
    (button,) = (b for b in page.findChildren(QPushButton) if words in b.text())
    button.click()


def test_each_act_on_a_budget_is_asked_about(context: Context, shell: Shell) -> None:
    page = budget(shell)
    steps = (
        ("Mettre au vote", {"on": "30/10/2025", "number": "07/2025"}, "figées"),
        ("Transmettre", {"on": "03/11/2025", "number": "12"}, "tutelle"),
        ("Noter le retour", {"on": "20/11/2025", "remarks": "À revoir"}, "rouvrent"),
        ("Mettre au vote", {"on": "25/11/2025", "number": "09/2025"}, "figées"),
        ("Transmettre", {"on": "28/11/2025", "number": "15"}, "tutelle"),
        ("Noter l’approbation", {"on": "20/12/2025", "number": "D-7"}, "exécutoire"),
    )
    for words, texts, told in steps:
        press(page, words)
        said = answered(page, context, **texts)
        assert told in said
        assert "Cet acte a un effet légal" in said
        for figure in ("65 945 000", "23 455 800", "89 400 800"):
            assert figure in said.replace("\u202f", " ")
    assert document(context).state is DocumentState.APPROVED


def session(context: Context, **facts: Any) -> None:
    values = {"held_on": ON, "kind": SessionKind.ORDINARY, "subject": "Budget", **facts}
    assert context.do(AddSession(values)) is None


def test_a_vote_without_quorum_warns_with_its_figures(
    context: Context, shell: Shell
) -> None:
    session(context, present=8, votes_for=6, votes_against=1, abstentions=0)
    page = budget(shell)
    press(page, "Mettre au vote")
    page.strip.fields["session"].setText("30/10/2025 · Budget")
    write(page.strip, number="07/2025")
    said = page.strip.question.words()
    assert "8 présents sur 17, le quorum de 9 n’est pas atteint" in said
    assert "6 pour + 1 contre + 0 abstentions = 7, mais 8 présents" in said
    page.strip.question.sure.click()
    assert document(context).state is DocumentState.VOTED
    with context.reading() as reading:
        held = next(r for r in sessions(reading) if r.held_on == ON)
    assert held.deliberation == "07/2025"


def test_a_lost_vote_is_refused_before_the_question(
    context: Context, shell: Shell
) -> None:
    session(context, present=14, votes_for=6, votes_against=8, abstentions=0)
    page = budget(shell)
    press(page, "Mettre au vote")
    page.strip.fields["session"].setText("30/10/2025 · Budget")
    write(page.strip, number="07/2025")
    assert not page.strip.asking
    assert "6 pour, 8 contre ; le document n’est pas adopté" in (
        page.strip.refusal.words().replace("\u202f", " ")
    )
    write(page.strip, on="31/10/2025")
    assert "le séance" not in page.strip.refusal.words()
    assert "31/10/2025" in page.strip.refusal.words()
    assert document(context).state is DocumentState.DEBATED


def test_the_adoption_of_a_plan_is_asked_about(context: Context, shell: Shell) -> None:
    with context.reading() as reading:
        found = next(r for r in sessions(reading) if r.subject.startswith("Adoption"))
    shell.show_place("council_sessions")
    settle(shell)
    page: Any = shell.page()
    page.view.choose(found.id)
    leaf = next(each for each in page.panel._leaves if hasattr(each, "adopt"))
    before = content(context.desk.store)
    leaf.ask()
    assert content(context.desk.store) == before


def test_closing_and_reopening_a_month_are_asked_about(
    context: Context, shell: Shell
) -> None:
    shell.show_place("periods")
    settle(shell)
    page: Any = shell.page()
    july = next(row for row in page.model.outline.root.rows() if row.period == JULY)
    assert not july.closed
    for words, texts in (
        ("Clore cette période", {"on": "03/08/2026"}),
        ("Rouvrir cette période", {"on": "04/08/2026", "reason": "facture oubliée"}),
    ):
        assert page.view.choose(july.id)
        press(page, words)
        said = answered(page, context, **texts)
        assert "Cet acte a un effet légal" in said
    with context.reading() as reading:
        query = select(Closing).where(
            Closing.period == JULY, Closing.fiscal_year_id == july.year_id
        )
        found = reading.scalars(query).all()
    assert [each.reopening_reason for each in found] == ["facture oubliée"]


@pytest.mark.parametrize(
    ("size", "scale"),
    [(QSize(1366, 768), 1.0), (QSize(1280, 720), 1.0), (QSize(1366, 768), 1.25)],
)
def test_form_and_question_are_whole(
    context: Context, shell: Shell, size: QSize, scale: float
) -> None:
    session(context, present=8, votes_for=6, votes_against=1, abstentions=0)
    shell.resize(logical(size, scale))
    page = budget(shell)
    press(page, "Mettre au vote")
    page.strip.fields["session"].setText("30/10/2025 · Budget")
    settle(shell)
    assert cut(shell) == []
    page.strip.button.click()
    settle(shell)
    assert not page.strip.refusal.isHidden()
    assert cut(shell) == []
    write(page.strip, number="07/2025")
    settle(shell)
    assert page.strip.asking
    assert cut(shell) == []
    page.strip.question.sure.click()
    shell.top.undo.click()
    settle(shell)
    assert cut(shell) == []


def test_what_is_no_legal_act_is_not_asked_about(
    context: Context, shell: Shell
) -> None:
    context.choose_year(2027)
    page = budget(shell)
    act(page)
    assert page.main is not None
    page.main.click()
    fill(page.strip, on="15/10/2026")
    assert document(context).state is DocumentState.DEBATED

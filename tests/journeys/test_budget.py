"""A budget in the real window: from the opening of the year to its changes.

Before each act all that was done since the act before is taken back and done again;
after it undo says which act stands in the way, and what to do instead.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pypdfium2
from budget_hands import (
    Back,
    act,
    act_on,
    budget,
    changes,
    document,
    fill,
    latest,
    lines,
    type_in,
    write,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sample import FRENCH

from commune_desk.domain.budget import DocumentKind, DocumentState, Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.process import SessionKind
from commune_desk.reports.budget_papers import BUDGET_PAPERS
from commune_desk.reports.catalogue import printed
from commune_desk.reports.document import Telling
from commune_desk.services.budget_documents import ReviseStep, budget_steps
from commune_desk.services.council import AddSession, sessions
from commune_desk.services.credits import credit_rows
from commune_desk.services.jobs import Silence
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.budget import BudgetPage
    from commune_desk.ui.shell import Shell

LAST, YEAR = 2026, 2027
VOTE = {
    "kind": SessionKind.ORDINARY,
    "place": "Salle de la mairie",
    "chair": "Nom et prénom du Maire",
    "scribe": "Nom et prénom du secrétaire",
    "present": 14,
    "proxies": 2,
    "votes_for": 14,
    "votes_against": 0,
    "abstentions": 2,
}


def meet(context: Context, day: dt.date, subject: str, **facts: object) -> int:
    """Put a session into the register; return it."""
    values = {"held_on": day, "convened_on": day - dt.timedelta(14), **VOTE, **facts}
    made: list[int] = []
    command = AddSession({**values, "subject": subject})
    assert context.do(command, made.append) is None
    return made[0]


def gap(context: Context) -> int:
    """Count past the balance of the page what investment lacks."""
    sums = dict.fromkeys(Side, 0)
    for row in lines(context):
        if row.section is Section.INVESTMENT and row.proposed:
            sums[row.side] += row.proposed.francs
    return sums[Side.EXPENDITURE] - sums[Side.REVENUE]


def total(context: Context, side: Side) -> str:
    """Write what a side comes to, counted here."""
    rows = [row for row in lines(context) if row.side is side]
    return FRENCH.say(Money.total(row.proposed for row in rows))


def balance(page: BudgetPage, context: Context, code: str, francs: int) -> None:
    """Type what is missing on a line of investment revenue."""
    page.show_part(2)
    row = next(
        r
        for r in lines(context)
        if r.code == code and r.section is Section.INVESTMENT and r.side is Side.REVENUE
    )
    before = row.proposed.francs if row.proposed else 0
    type_in(page, row.id, "proposed", str(before + francs))


def note_step(context: Context, text: str) -> None:
    """Note something in the calendar: an edit between two acts."""
    with context.reading() as session:
        step = budget_steps(session, context.scope)[0]
    assert context.do(ReviseStep(step.id, "note", text)) is None


def test_a_budget_from_its_opening_to_its_changes(
    context: Context, shell: Shell
) -> None:
    back = Back(shell)
    assert document(context).state is DocumentState.APPROVED
    context.choose_year(YEAR)
    page = opened_year(context, shell)
    missing = linked(context, page)
    back.and_forth(5)
    debated(context, page, back)
    refused(context, page, missing)
    balance(page, context, "105", missing)
    assert page.foot.investment.words.text() == "équilibrée"
    settle(shell)
    assert cut(shell) == []
    back.and_forth(7)
    voted(context, page, back)
    sent(context, page, back)
    transfer(context, shell, back)
    additional(context, shell, back)
    settle(shell)
    assert cut(shell) == []
    everything_prints(context)


def opened_year(context: Context, shell: Shell) -> BudgetPage:
    """Open the year from the last one."""
    page = budget(shell)
    assert page.model.whole == 0
    act(page)
    assert page.model.whole > 0
    assert document(context).state is DocumentState.PREPARED
    assert all(row.proposed is None for row in lines(context))
    assert page.main is not None
    start = next(
        b for b in page.findChildren(type(page.main)) if "Reprendre" in b.text()
    )
    start.click()
    fill(page.strip, all="0")
    assert page.foot.operating.words.text() == "équilibrée"
    assert page.foot.investment.words.text() == "équilibrée"
    return page


def linked(context: Context, page: BudgetPage) -> int:
    """Link three actions of the plan; return what investment lacks then."""
    for action_id in list(page.plan.buttons)[:3]:
        page.plan.buttons[action_id].click()
    rows = [row for row in lines(context) if row.action_id is not None]
    assert len(rows) == 3
    missing = gap(context)
    assert missing == Money.total(row.proposed for row in rows).francs
    assert "à trouver" in page.foot.investment.words.text()
    return missing


def debated(context: Context, page: BudgetPage, back: Back) -> None:
    """Note the debate, take it back, note it again: it is no final act."""
    act(page, on="15/10/2026")
    assert document(context).state is DocumentState.DEBATED
    context.undo()
    assert document(context).state is DocumentState.PREPARED
    act(page, on="15/10/2026")
    back.and_forth(6)


def refused(context: Context, page: BudgetPage, missing: int) -> None:
    """Be refused before any question: the section does not balance."""
    assert page.main is not None
    page.main.click()
    write(page.strip, number="12/2026", on="28/10/2026")
    assert not page.strip.asking
    assert f"{FRENCH.say(Money(missing))}" in page.strip.refusal.words()
    page.strip.leave()
    assert document(context).state is DocumentState.DEBATED


def voted(context: Context, page: BudgetPage, back: Back) -> None:
    """Vote at a session of the register; be asked first, and change one’s mind."""
    day = dt.date(2026, 10, 28)
    session_id = meet(context, day, "Vote du budget 2027")
    back.and_forth(8)
    assert page.main is not None
    page.main.click()
    strip = page.strip
    strip.fields["session"].setText("28/10/2026 · Vote du budget 2027")
    assert strip.fields["on"].text() == "28/10/2026"
    write(strip, number="12/2026")
    assert strip.asking, strip.refusal.words()
    said = strip.question.words()
    for side in Side:
        assert total(context, side) in said
    assert strip.question.back is QApplication.focusWidget()
    QTest.keyClick(strip.question.back, Qt.Key.Key_Return)
    assert not strip.asking
    assert strip.fields["number"].text() == "12/2026"
    assert document(context).state is DocumentState.DEBATED
    strip.button.click()
    QTest.keyClick(strip.question.back, Qt.Key.Key_Escape)
    assert not strip.asking
    assert not strip.isHidden()
    strip.button.click()
    strip.question.sure.click()
    assert strip.isHidden()
    found = document(context)
    assert (found.state, found.voted_on) == (DocumentState.VOTED, day)
    with context.reading() as session:
        (row,) = sessions(session, ids=(session_id,))
    assert row.deliberation == "12/2026"
    back.act_done("Vote", "retour de la tutelle, budget additionnel ou virement")
    assert "ne s’annule pas" in back.shell.top.undo.toolTip()


def sent(context: Context, page: BudgetPage, back: Back) -> None:
    """Transmit and have approved; an edit between two acts is taken back."""
    note_step(context, "envoi préparé")
    back.and_forth(1, "Vote")
    asked = act(page, final=True, on="02/11/2026", number="45")
    assert total(context, Side.EXPENDITURE) in asked
    back.act_done("Transmission", "retour")
    note_step(context, "reçu par la tutelle")
    back.and_forth(1, "Transmission")
    asked = act(page, final=True, on="20/11/2026", number="D-101", tacit="non")
    assert total(context, Side.REVENUE) in asked
    found = document(context)
    assert (found.state, found.approval) == (DocumentState.APPROVED, "D-101")
    assert all(row.approved == row.proposed for row in lines(context))
    assert page.main is None
    back.act_done("Approbation", "budget additionnel")


def transfer(context: Context, shell: Shell, back: Back) -> None:
    """Move credits within one chapter: the deliberation is enough."""
    page = changes(shell)
    page.transfer()
    form = page.form
    with context.reading() as session:
        known = [
            row
            for row in credit_rows(session, context.scope)
            if row.account.side is Side.EXPENDITURE
            and row.account.section is Section.OPERATING
        ]
    giving, taking = next(
        (a, b)
        for a in known
        for b in known
        if a.account.chapter == b.account.chapter
        and a is not b
        and a.final.francs >= 1000
        and b.primitive.francs >= 50_000
    )
    cap = taking.primitive.francs // 5
    low, high = form.lines
    low.account.setText(f"{giving.account.code} {giving.account.title}")
    high.account.setText(f"{taking.account.code} {taking.account.title}")
    low.amount.setText(str(cap + 1))
    high.amount.setText(str(cap + 1))
    assert "20 %" in form.told.text().replace("\u00a0", " ")
    for line in form.lines:
        line.amount.setText("1000")
    assert "sans approbation" in form.told.text()
    form.save.click()
    assert not form.isHidden()
    assert form.refusal.words()
    form.reason.setText("Fournitures en hausse")
    form.save.click()
    assert form.isHidden()
    meet(context, dt.date(2027, 1, 15), "Virement de crédits", deliberation="03/2027")
    back.and_forth(2, "Approbation")
    page.strip.leave()
    row = latest(context, DocumentKind.TRANSFER)
    session = "15/01/2027 · Virement de crédits"
    asked = act_on(page, row, session=session)
    assert f"{giving.account.code} {giving.account.title}" in asked
    assert f"−{FRENCH.say(Money(1000))}" in asked
    assert "s’exécute aussitôt" in asked
    assert latest(context, DocumentKind.TRANSFER).deliberation == "03/2027"
    with context.reading() as session_:
        after = {row.id: row for row in credit_rows(session_, context.scope)}
    assert after[taking.id].final == taking.final + Money(1000)
    assert after[giving.id].final == giving.final - Money(1000)
    back.act_done("Virement de crédits")


def additional(context: Context, shell: Shell, back: Back) -> None:
    """Add the same amount on both sides of operating, then vote and approve."""
    page = changes(shell)
    page.begin(DocumentKind.ADDITIONAL)
    fill(page.strip, reason="Recettes nouvelles")
    shell.show_place("amended_lines")
    sheet = shell.page()
    assert isinstance(sheet, TablePage)
    for side in Side:
        row = next(
            r
            for r in sheet.model.rows()
            if r.section is Section.OPERATING
            and r.side is side
            and r.present
            and not r.account.order
        )
        type_in(sheet, row.id, "change", "750000")
    back.and_forth(3, "Vote")
    page = changes(shell)
    for texts, named in (
        ({"on": "30/06/2027", "number": "09/2027"}, "Vote"),
        ({"on": "05/07/2027", "number": "60"}, "Transmission"),
        ({"on": "25/07/2027", "number": "D-140", "tacit": "non"}, "Approbation"),
    ):
        asked = act_on(page, latest(context, DocumentKind.ADDITIONAL), **texts)
        assert FRENCH.say(Money(750_000)) in asked
        back.act_done(named, "Budget additionnel")
    found = latest(context, DocumentKind.ADDITIONAL)
    assert found.state is DocumentState.APPROVED
    assert found.approved_on == dt.date(2027, 7, 25)
    assert found.amount == Money(750_000)
    with context.reading() as session:
        added = Money.total(
            row.additional for row in credit_rows(session, context.scope)
        )
    assert added == Money(1_500_000)


def everything_prints(context: Context) -> None:
    """Print every paper of the budget; the deliberations tell their sessions."""
    texts = {}
    with context.reading() as session:
        for paper in BUDGET_PAPERS:
            telling = Telling(session, context.scope, FRENCH, Silence())
            texts[paper.name] = words_of(printed(paper, telling, ".pdf"))
    act_of_vote = texts["budget-deliberation"]
    for words in (
        "Délibération n° 12/2026",
        "sur convocation du 14 octobre 2026",
        "le quorum étant atteint (14 présents sur 17, 9 requis)",
        "14 pour + 0 contre + 2 abstentions = 16",
        "pour : quatorze ; contre : zéro ; abstentions : deux",
        "Nom et prénom du secrétaire",
    ):
        assert words in act_of_vote
    moved = texts["budget-change-deliberations"]
    assert "Délibération n° 03/2027" in moved
    assert "mille francs CFA" in moved
    assert "Délibération n° 09/2027" in moved
    assert "sept cent cinquante mille francs CFA" in moved


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return re.sub(r"\s+", " ", text)

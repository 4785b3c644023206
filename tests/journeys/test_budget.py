"""A budget in the real window: from the opening of the year to its changes."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from sample import FRENCH

from commune_desk.app.opening import opened
from commune_desk.domain.budget import DocumentKind, DocumentState, Section, Side
from commune_desk.domain.money import Money
from commune_desk.services.budget_documents import budget_documents, primitive_row
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.credits import credit_rows
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.budget import BudgetPage
from commune_desk.ui.pages.budget_changes import ChangesPage
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.services.budget_documents import DocumentRow
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.act_strip import ActStrip

LAST, YEAR = 2026, 2027
INVESTED = (Section.INVESTMENT, Side.EXPENDITURE)


@pytest.fixture
def context(
    qapp: QApplication,
    demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Context]:
    dress(qapp)
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "demonstration.commune"
    shutil.copyfile(demonstration, path)
    made = opened(path, FRENCH, LAST)
    yield made
    made.close()
    made.desk.store.close()


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Shell:
    made = Shell(context)
    qtbot.addWidget(made)
    made.resize(QSize(1366, 768))
    settle(made)
    return made


def budget(shell: Shell) -> BudgetPage:
    shell.show_place("budget")
    page = shell.page()
    assert isinstance(page, BudgetPage)
    return page


def changes(shell: Shell) -> ChangesPage:
    shell.show_place("budget_documents")
    page = shell.page()
    assert isinstance(page, ChangesPage)
    return page


def fill(strip: ActStrip, **texts: str) -> None:
    """Type into the strip, press its button, and see it go."""
    assert not strip.isHidden()
    for key, text in texts.items():
        strip.fields[key].setText(text)
    strip.button.click()
    assert strip.isHidden(), strip.refusal.words()


def act(page: BudgetPage, **texts: str) -> None:
    """Press the main button of the page and do what it asks."""
    assert page.main is not None
    page.main.click()
    fill(page.strip, **texts)


def document(context: Context) -> DocumentRow:
    with context.reading() as session:
        found = primitive_row(session, context.scope)
    assert found is not None
    return found


def lines(context: Context) -> list[BudgetRow]:
    with context.reading() as session:
        return budget_lines(session, context.scope)


def type_in(page: TablePage, row_id: int, key: str, text: str) -> None:
    index = page.model.find(row_id, key)
    assert index.isValid()
    assert page.model.enter(index, text) is None


def debate(context: Context, page: BudgetPage) -> None:
    """Note the debate, take it back, note it again: it is no final act."""
    act(page, on="15/10/2026")
    assert document(context).state is DocumentState.DEBATED
    context.undo()
    assert document(context).state is DocumentState.PREPARED
    act(page, on="15/10/2026")


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


def gap(context: Context) -> int:
    rows = lines(context)
    sums = dict.fromkeys(Side, 0)
    for row in rows:
        if row.section is Section.INVESTMENT and row.proposed:
            sums[row.side] += row.proposed.francs
    return sums[Side.EXPENDITURE] - sums[Side.REVENUE]


def test_a_budget_from_its_opening_to_its_changes(
    context: Context, shell: Shell
) -> None:
    assert document(context).state is DocumentState.APPROVED
    context.choose_year(YEAR)
    page = budget(shell)
    assert page.model.whole == 0
    act(page)
    assert page.model.whole > 0
    assert document(context).state is DocumentState.PREPARED
    opened_rows = lines(context)
    assert all(row.proposed is None for row in opened_rows)

    start = next(
        b for b in page.findChildren(type(page.main)) if "Reprendre" in b.text()
    )
    start.click()
    fill(page.strip, all="0")
    assert page.foot.operating.words.text() == "équilibrée"
    assert page.foot.investment.words.text() == "équilibrée"

    for action_id in list(page.plan.buttons)[:3]:
        page.plan.buttons[action_id].click()
    linked = [row for row in lines(context) if row.action_id is not None]
    assert len(linked) == 3
    missing = gap(context)
    assert missing == Money.total(row.proposed for row in linked).francs
    assert "à trouver" in page.foot.investment.words.text()

    debate(context, page)
    assert page.main is not None
    page.main.click()
    page.strip.fields["number"].setText("12/2026")
    page.strip.fields["on"].setText("28/10/2026")
    page.strip.button.click()
    assert f"{FRENCH.say(Money(missing))}" in page.strip.refusal.words()
    page.strip.leave()

    balance(page, context, "105", missing)
    assert page.foot.investment.words.text() == "équilibrée"
    settle(shell)
    assert cut(shell) == []
    act(page, on="28/10/2026", number="12/2026")
    assert document(context).state is DocumentState.VOTED
    assert context.desk.undo_label() is None
    tip = shell.top.undo.toolTip()
    assert "Vote" in tip
    assert "seul un autre acte" in tip
    act(page, on="02/11/2026", number="45")
    act(page, on="20/11/2026", number="D-101", tacit="non")
    found = document(context)
    assert (found.state, found.approval) == (DocumentState.APPROVED, "D-101")
    assert all(row.approved == row.proposed for row in lines(context))
    assert page.model.command is not None
    assert page.main is None
    transfer(context, shell)
    additional(context, shell)
    settle(shell)
    assert cut(shell) == []


def transfer(context: Context, shell: Shell) -> None:
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
    assert context.desk.undo_label() is not None
    row = latest(context, DocumentKind.TRANSFER)
    assert page.view.choose(row.id)
    next(iter(page.acts.values())).click()
    fill(page.strip, on="15/01/2027", number="03/2027")
    with context.reading() as session:
        after = {row.id: row for row in credit_rows(session, context.scope)}
    assert after[taking.id].final == taking.final + Money(1000)
    assert after[giving.id].final == giving.final - Money(1000)
    assert context.desk.undo_label() is None


def additional(context: Context, shell: Shell) -> None:
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
    page = changes(shell)
    for texts in (
        {"on": "30/06/2027", "number": "09/2027"},
        {"on": "05/07/2027", "number": "60"},
        {"on": "25/07/2027", "number": "D-140", "tacit": "non"},
    ):
        row = latest(context, DocumentKind.ADDITIONAL)
        assert page.view.choose(row.id)
        next(iter(page.acts.values())).click()
        fill(page.strip, **texts)
    found = latest(context, DocumentKind.ADDITIONAL)
    assert found.state is DocumentState.APPROVED
    assert found.approved_on == dt.date(2027, 7, 25)
    assert found.amount == Money(750_000)
    with context.reading() as session:
        added = Money.total(
            row.additional for row in credit_rows(session, context.scope)
        )
    assert added == Money(1_500_000)


def latest(context: Context, kind: DocumentKind) -> DocumentRow:
    with context.reading() as session:
        rows = budget_documents(session, context.scope)
    return [row for row in rows if row.kind is kind][-1]

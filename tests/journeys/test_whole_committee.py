"""One school committee through the window, from its creation to its due paid."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from secretary import CONTROL, Hands, Key, click
from test_committee import NAME, created, elected, known, printed
from test_water_round import named, owed_by

from commune_desk.domain.committees import DueKind
from commune_desk.domain.money import Money
from commune_desk.services.cash_entries import entries
from commune_desk.services.due_rules import AddDueRule
from commune_desk.services.meetings import meetings
from commune_desk.services.receipt_rows import receipts
from commune_desk.services.visit_lists import visits
from commune_desk.ui.pages.cash_sheet import CashSheetPage
from commune_desk.ui.pages.dues import DuesPage
from commune_desk.ui.pages.visits import VisitPage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.table_page import TablePage
    from commune_desk.ui.shell import Shell

QUARTER = (
    ("19/10/2026", "Cotisations des parents, rentrée", "60000", ""),
    ("20/10/2026", "Craies, cahiers, registres", "", "22500"),
    ("26/10/2026", "Cotisations des parents, suite", "15000", ""),
    ("28/10/2026", "Transport du matériel", "", "4000"),
    ("30/10/2026", "Cotisations des parents, fin", "9000", ""),
)


def held_meetings(hands: Hands, shell: Shell) -> None:
    hands.go(shell, "Réunions")
    for day, kind, accounts in (
        ("27/10/2026", "bureau", "non"),
        ("30/10/2026", "AG bilan", "oui"),
    ):
        hands.press(Key.Key_N, CONTROL)
        for cell in (NAME, day, kind, "École", "12", "9", "oui", accounts):
            hands.type(cell, Key.Key_Tab)
        hands.press(Key.Key_Return, CONTROL)
    with shell.context.reading() as session:
        rows = [row for row in meetings(session) if row.committee == NAME]
    assert [row.present for row in rows[:2]] == [21, 21]


def typed_cash(hands: Hands, shell: Shell) -> None:
    hands.go(shell, "Cahier de caisse")
    page = shell.page()
    assert isinstance(page, CashSheetPage)
    page.chooser.setFocus()
    page.chooser.selectAll()
    hands.type(NAME, Key.Key_Return)
    settle(shell)
    click(shell, "Ouvrir une période")
    for name, day in (("begins_on", "18/10/2026"), ("ends_on", "31/12/2026")):
        page.strip.fields[name].setText(day)
    page.strip.fields["opening_cash"].setText("0")
    page.strip.button.click()
    settle(shell)
    assert page.period, page.strip.refusal.words()
    for day, title, receipt, expense in QUARTER:
        made = page.card.fields["made_on"]
        made.setFocus()
        made.selectAll()
        hands.type(day, Key.Key_Tab)
        hands.type(title, Key.Key_Tab)
        if receipt:
            hands.type(receipt, Key.Key_Return)
        else:
            hands.press(Key.Key_Tab)
            hands.type(expense, Key.Key_Return)
        assert not page.card.refusal.isVisible(), page.card.refusal.words()
    with shell.context.reading() as session:
        rows = [row for row in entries(session) if row.committee == NAME]
    assert rows[-1].box == Money(57_500)


def visited(hands: Hands, shell: Shell) -> None:
    hands.go(shell, "Visite avec la grille")
    page = shell.page()
    assert isinstance(page, VisitPage)
    hands.type(NAME, Key.Key_Tab, Key.Key_Tab)
    hands.type("Agent 1 (démonstration)", Key.Key_Return)
    hands.type("2" * 10 + "1" * 10)
    hands.press(Key.Key_Return, CONTROL)
    with shell.context.reading() as session:
        (row,) = (r for r in visits(session) if r.committee == NAME)
    assert row.total == 30


def paid_due(shell: Shell, context: Context) -> None:
    rule = {
        "committee_id": known(shell).id,
        "kind": DueKind.FIXED,
        "amount": Money(10_000),
        "valid_from": dt.date(2026, 10, 1),
        "every_months": 1,
        "days_to_pay": 15,
        "code": "7031",
        "legal": "convention (essai)",
    }
    assert context.do(AddDueRule(rule)) is None
    shell.show_place("dues")
    settle(shell)
    page = shell.page()
    assert isinstance(page, DuesPage)
    page.reckon()
    page.strip.button.click()
    settle(shell)
    (due,) = owed_by(context, NAME)
    assert due.left == Money(10_000)
    before = counted(context)
    page.view.choose(due.id)
    page.ask(named(page, due, "Paid to the régisseur"))
    settle(shell)
    page.strip.fields["amount"].setText("10 000")
    page.strip.button.click()
    settle(shell)
    assert page.strip.isHidden(), page.strip.refusal.words()
    assert counted(context) == before + 10_000
    (due,) = owed_by(context, NAME)
    assert not due.left


def counted(context: Context) -> int:
    """Add up what the receipts of the year bring to the account of these dues."""
    with context.reading() as session:
        rows = receipts(session, context.scope)
    return sum(row.counted.francs for row in rows if row.code == "7031")


def test_a_committee_lives_a_quarter(shell: Shell, context: Context) -> None:
    hands = Hands()
    page = created(shell)
    elected(shell, page)
    held_meetings(hands, shell)
    typed_cash(hands, shell)
    visited(hands, shell)
    sheet = printed(shell, page, "Imprimer la fiche")
    assert NAME in sheet
    assert "57 500" in sheet.replace("\u202f", " ").replace("\u00a0", " ")
    kit = printed(shell, page, "Dossier de renouvellement")
    assert "Convocation" in kit
    paid_due(shell, context)
    shell.show_place("receipts")
    table = cast("TablePage", shell.page()).model
    assert [row.payer for row in table.rows()].count(NAME) == 1

"""A quarter of cash typed from a notebook by keys, counted, and its account printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument
from secretary import Hands, Key, click

from commune_desk.domain.committee_cash import Way
from commune_desk.domain.issues import Record
from commune_desk.services.cash_entries import entries
from commune_desk.services.period_rows import periods
from commune_desk.services.registry import book
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.cash_sheet import CashSheetPage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from commune_desk.services.cash_entries import EntryRow
    from commune_desk.services.period_rows import PeriodRow
    from commune_desk.ui.shell import Shell

NAME = "CGS de Sokorola"


def typed(shell: Shell) -> list[EntryRow]:
    with shell.context.reading() as session:
        return [row for row in entries(session) if row.committee == NAME]


def spans(shell: Shell) -> list[PeriodRow]:
    with shell.context.reading() as session:
        return [row for row in periods(session) if row.committee == NAME]


def account(shell: Shell) -> str:
    papers: list[bytes] = []
    shell.context.shown.connect(lambda _title, pdf: papers.append(pdf))
    click(shell, "Compte annuel")
    settle(shell)
    pdf = PdfDocument(papers[0])
    text = " ".join(each.get_textpage().get_text_range() for each in pdf)
    pdf.close()
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_a_quarter_is_typed_counted_and_its_account_printed(shell: Shell) -> None:
    hands = Hands()
    before = typed(shell)
    hands.go(shell, "Cahier de caisse")
    page = shell.page()
    assert isinstance(page, CashSheetPage)
    page.chooser.setFocus()
    page.chooser.selectAll()
    hands.type(NAME, Key.Key_Return)
    row = next(each for each in spans(shell) if each.id == page.period)
    assert (row.committee, row.begins_on.month, row.closing_cash) == (NAME, 7, None)
    page.keep_focus()
    assert page.card.fields["title"].hasFocus()

    page.card.fields["made_on"].setFocus()
    page.card.fields["made_on"].selectAll()
    hands.type("12/09/2026", Key.Key_Tab)
    hands.type("Cotisations des parents, rentrée", Key.Key_Tab)
    assert page.card.fields["category_id"].text() == "Cotisations des membres"
    hands.type("20000", Key.Key_Return)
    hands.type("Craies, cahiers, registres", Key.Key_Tab, Key.Key_Tab)
    hands.type("7500", Key.Key_Return)
    new = typed(shell)[len(before) :]
    assert [
        (r.made_on.day, r.move.received, r.move.spent, r.way, r.category) for r in new
    ] == [
        (12, 20_000, 0, Way.BOX, "Cotisations des membres"),
        (12, 0, 7_500, Way.BOX, "Fournitures scolaires"),
    ]
    expected = new[-1].box.francs
    hands.type("Toit de l’école", Key.Key_Tab, Key.Key_Tab)
    hands.type(str(expected + 1), Key.Key_Return)
    assert page.card.refusal.isVisible()
    assert len(typed(shell)) == len(before) + 2
    page.begin()
    settle(shell)
    assert cut(shell) == []

    click(shell, "Compter et clore")
    hands.type(str(expected - 500), Key.Key_Return)
    assert page.strip.refusal.isVisible()
    note = page.strip.fields["note"]
    note.setFocus()
    hands.type("Thé de la réunion", Key.Key_Return)
    settle(shell)
    own = spans(shell)
    assert own[-2].gap is not None
    assert own[-2].gap.francs == -500
    assert own[-1].opening_cash.francs == expected - 500
    assert page.period == own[-1].id

    told = account(shell)
    assert NAME in told
    assert "Thé de la réunion" in told
    assert "Le présent compte est arrêté" in told


def test_the_page_of_a_committee_leads_to_its_cash_book(shell: Shell) -> None:
    with shell.context.reading() as session:
        committee = next(e for e in book(session) if e.committee.name == NAME)
    shell.context.go("cash_entries", Record("committees", committee.id))
    page = shell.page()
    assert isinstance(page, CashSheetPage)
    assert page.chooser.text() == NAME
    first = typed(shell)[0]
    shell.context.go_to_record(Record("cash_entries", first.id))
    assert page.period == first.period_id
    assert page.panel.row is not None
    page.step(1)
    assert page.committee != committee.id
    page.step(-1)
    assert page.committee == committee.id

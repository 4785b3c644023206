"""Revenue through the window: the régisseur’s day, a title, the TDRL of a village."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from sample import FRENCH
from secretary import CONTROL, Hands, let_go

from commune_desk.domain.money import Money
from commune_desk.domain.revenue import Stage
from commune_desk.services.receipt_rows import cash_on, receipts
from commune_desk.services.revenue import operations
from commune_desk.services.tdrl_payments import standings
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.regie import BooksPage, RegiePage
from commune_desk.ui.pages.revenue import RevenuePage
from commune_desk.ui.pages.tdrl import PaymentsPage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.act_strip import ActStrip
    from commune_desk.ui.shell import Shell

Key = Qt.Key


def regie(shell: Shell) -> RegiePage:
    shell.show_place("receipts")
    settle(shell)
    page = shell.page()
    assert isinstance(page, RegiePage)
    return page


def on_hand(context: Context) -> int:
    with context.reading() as session:
        return cash_on(session).on_hand.francs


def fill(strip: ActStrip, **texts: str) -> None:
    assert not strip.isHidden()
    for key, text in texts.items():
        strip.fields[key].setText(text)
    strip.button.click()


def test_a_day_of_the_regisseur_typed_from_the_keyboard(
    context: Context, shell: Shell
) -> None:
    page, hands = regie(shell), Hands()
    before = on_hand(context)
    card = page.card
    assert card.fields["first_number"].text() == "269"
    card.fields["tariff_id"].setFocus()
    for number, quantity in ((269, "2"), (270, "3"), (271, "1")):
        assert card.fields["first_number"].text() == str(number)
        hands.type("extrait")
        hands.press(Key.Key_Tab)
        card.fields["tariff_id"].setText("Extrait d’acte de naissance")
        hands.type(quantity)
        hands.press(Key.Key_Tab, times=2)
        hands.type("Guichet", Key.Key_Return)
        settle(shell)
    assert on_hand(context) == before + 6 * 500
    assert cut(shell) == []
    with context.reading() as session:
        rows = {r.first_number: r for r in receipts(session, context.scope)}
    assert [rows[n].amount.francs for n in (269, 270, 271)] == [1_000, 1_500, 500]
    assert rows[271].code == "7011"

    card.put("first_number", 269)
    card.fields["amount"].setText("500")
    card.fields["payer"].setText("Deux fois")
    card.put("line_id", rows[269].line_id)
    card.do()
    assert "La quittance n° 269" in FRENCH.say(card.refusal.words())
    assert "Guichet, 1 000 F" in card.refusal.words().replace("\u202f", " ")
    assert on_hand(context) == before + 3_000

    page.remit()
    fill(page.strip, amount=str(before + 3_001), reference="P1-2026-99")
    assert "1 F de trop" in page.strip.refusal.words().replace("\u202f", " ")
    fill(page.strip, amount=str(before + 3_000))
    assert page.strip.isHidden()
    assert on_hand(context) == 0
    assert page.cash.text().strip("\u202f\u00a0 F") == "0"
    context.undo()
    assert on_hand(context) == before + 3_000
    let_go()


def test_a_title_is_issued_collected_and_taken_back(
    context: Context, shell: Shell
) -> None:
    shell.show_place("revenue")
    settle(shell)
    page = shell.page()
    assert isinstance(page, RevenuePage)
    page.main.click()
    settle(shell)
    card = page.title
    line = next(t for t in card._options["line_id"].titles if t.startswith("7211"))
    card.fields["line_id"].setText(line)
    card.fields["object"].setText("Loyer du hangar")
    card.fields["debtor"].setText("Locataire 9 (démonstration)")
    card.fields["amount"].setText("120 000")
    card.fields["collected"].setText("50 000")
    page.tell()
    assert "7211" in card.told.text()
    assert cut(shell) == []
    card.do()
    assert card.isHidden(), card.refusal.words()
    settle(shell)
    with context.reading() as session:
        row = next(
            r for r in operations(session, context.scope) if "hangar" in r.object
        )
    assert (row.stage, row.left) == (Stage.PARTLY, Money(70_000))
    page.view.choose(row.id)
    settle(shell)
    page.acts["Collect"].click()
    fill(page.strip, amount="70 001")
    assert "1 F de trop" in page.strip.refusal.words().replace("\u202f", " ")
    fill(page.strip, amount="70 000")
    assert page.strip.isHidden(), page.strip.refusal.words()
    settle(shell)
    assert "Collect" not in page.acts
    context.undo()
    context.undo()
    with context.reading() as session:
        names = [r.object for r in operations(session, context.scope)]
    assert "Loyer du hangar" not in names


def test_a_village_pays_its_tdrl(context: Context, shell: Shell) -> None:
    shell.show_place("tdrl-payments")
    settle(shell)
    page = shell.page()
    assert isinstance(page, PaymentsPage)
    with context.reading() as session:
        before = {r.village: r for r in standings(session, context.scope)}
    hands = Hands()
    page.keep_focus()
    hands.type("15 000", Key.Key_Return)
    hands.type("3000", Key.Key_Return)
    assert "2 villages" in page.card.told.text()
    assert cut(shell) == []
    hands.press(Key.Key_Return, CONTROL)
    settle(shell)
    with context.reading() as session:
        after = {r.village: r for r in standings(session, context.scope)}
    gained = {
        village: row.paid.francs - before[village].paid.francs
        for village, row in after.items()
        if row.paid != before[village].paid
    }
    assert gained == {"Dembela": 15_000, "Diakele": 3_000}
    assert not any(field.text() for field in page.fields.values())


def test_a_book_is_handed_over_and_comes_back(shell: Shell) -> None:
    shell.show_place("receipt-books")
    settle(shell)
    page = shell.page()
    assert isinstance(page, BooksPage)
    stock = next(r for r in page.model.rows() if r.first_number == 301)
    page.view.choose(stock.id)
    settle(shell)
    page.acts["Hand the book over"].click()
    fill(page.strip, collector="Collecteur 4 (démonstration)", on="31/10/2026")
    assert page.strip.isHidden(), page.strip.refusal.words()
    settle(shell)
    page.acts["Take the book back"].click()
    fill(page.strip, on="30/10/2026")
    assert not page.strip.isHidden()
    fill(page.strip, on="31/10/2026")
    assert page.strip.isHidden(), page.strip.refusal.words()

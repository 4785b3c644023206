"""Through the window: three funders, three years, tranches, uses, the report."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pypdfium2
from PySide6.QtCore import Qt
from secretary import CONTROL, Hands, click, let_go

from commune_desk.domain.agreements import AgreementState, Route
from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.services.agreement_sums import overviews
from commune_desk.services.partners import partners
from commune_desk.tables import TABLES
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.agreement import AgreementPage
from commune_desk.ui.pages.agreements import AgreementsPage, TranchesPage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.services.agreement_sums import Overview
    from commune_desk.ui.context import Context
    from commune_desk.ui.shell import Shell

NAMES = (
    "Commune jumelle (exemple)",
    "Agence de l’eau (exemple)",
    "Fondation (exemple)",
)
GIVEN = {2024: (1_000, 2_000, 500), 2025: (1_000, 0, 500), 2026: (1_000, 0, 250)}
"""Euros of each funder by year: 6 250 in all."""

Key = Qt.Key


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def add(context: Context, table: str, **values: Any) -> int:
    """Add a row as the form of its table does."""
    made: list[int] = []
    maker = TABLES.named(table).add
    assert maker is not None
    assert context.do(maker(context.scope, values), made.append) is None
    return made[0]


def entered(context: Context) -> int:
    """Enter the agreement with its nine fundings and a tranche of each funder."""
    with context.reading() as session:
        ids = {row.name: row.id for row in partners(session, context.scope)}
    own = add(
        context,
        "agreements",
        reference="J-1",
        title="Puits et classes (exemple)",
        state=AgreementState.IN_FORCE,
        currency="EUR",
        rate=Decimal("655.957"),
        begins_on=dt.date(2024, 1, 1),
        ends_on=dt.date(2026, 12, 31),
    )
    for year, euros in GIVEN.items():
        for name, amount in zip(NAMES, euros, strict=True):
            if amount:
                add(
                    context,
                    "agreement_fundings",
                    agreement_id=own,
                    partner_id=ids[name],
                    year=year,
                    amount=Decimal(amount),
                    way=Route.BESIDE,
                )
    for number, name in enumerate(NAMES, 1):
        add(
            context,
            "tranches",
            agreement_id=own,
            partner_id=ids[name],
            number=1,
            forecast_on=dt.date(2026, number, 1),
            forecast=Decimal(1_000),
        )
    return own


def typed(hands: Hands, shell: Shell) -> int:
    """Type the same into the forms of the three tables, key by key."""
    form(
        hands, shell, "Conventions",
        ("J-1", "Puits et classes (exemple)", "convention en cours", "EUR"),
        ("01/01/2024", "31/12/2026", "", "", "655,957"),
    )  # fmt: skip
    for year, euros in GIVEN.items():
        for name, amount in zip(NAMES, euros, strict=True):
            if amount:
                facts = ("J-1", name, str(year), str(amount), "hors budget")
                form(hands, shell, "Financeurs par année", facts)
    for number, name in enumerate(NAMES, 1):
        facts = ("J-1", name, "1", f"01/0{number}/2026", "1000")
        form(hands, shell, "Tranches", facts)
    with shell.context.reading() as session:
        (own,) = (r.id for r in overviews(session, None) if r.reference == "J-1")
    assert len(seen(shell.context, own).tranches) == len(NAMES)
    return own


def form(hands: Hands, shell: Shell, place: str, *facts: tuple[str, ...]) -> None:
    """Fill the form of a table from its first field on, and save it."""
    hands.go(shell, place)
    hands.press(Key.Key_N, CONTROL)
    for fact in (each for part in facts for each in part):
        hands.type(fact, Key.Key_Tab)
    hands.press(Key.Key_Return, CONTROL)
    settle(shell)


def seen(context: Context, own: int) -> Overview:
    with context.reading() as session:
        (row,) = overviews(session, None, {own})
    return row


def test_three_funders_over_three_years_to_the_printed_report(
    context: Context, shell: Shell, qtbot: QtBot
) -> None:
    own = typed(Hands(), shell)
    shell.show_place("agreements")
    settle(shell)
    listed = shell.page()
    assert isinstance(listed, AgreementsPage)
    assert listed.view.choose(own)
    assert cut(shell) == []
    told_in_words(listed, own, shell)
    click(shell, "Ouvrir sa page")
    settle(shell)
    page = shell.page()
    assert isinstance(page, AgreementPage)
    assert page.row is not None
    assert (page.row.reference, page.row.agreed) == ("J-1", 625_000)
    assert cut(shell) == []

    receive(page, shell)
    assert seen(context, own).credited == Money(650_000)
    note_use(page, shell)
    row = seen(context, own)
    assert (row.spent, row.left) == (Money(400_000), Money(250_000))
    assert row.uses[0].action_id is not None
    assert page.row.spent == Money(400_000)

    with qtbot.waitSignal(context.shown, timeout=20_000) as shown:
        click(shell, "Rapport au financeur")
    title, pdf = shown.args
    assert title == "J-1"
    text = words_of(pdf)
    for name in NAMES:
        assert name in text
    assert "Total 3 500,00 1 500,00 1 250,00 6 250,00" in text
    assert "Margelle du puits" in text
    assert "Solde : reçu moins dépensé 250 000" in text
    let_go()


def told_in_words(page: AgreementsPage, own: int, shell: Shell) -> None:
    """Type two texts under the fields of the sheet; each is kept when it is left."""
    hands = Hands()
    editors = page.panel.prose.editors
    editors["context"].setFocus()
    hands.type("Le puits tarit en mars.", Key.Key_Tab)
    editors["aim"].setFocus()
    hands.type("De l'eau toute l'année.", Key.Key_Tab)
    settle(shell)
    row = seen(shell.context, own)
    assert (row.context, row.aim) == (
        "Le puits tarit en mars.",
        "De l'eau toute l'année.",
    )
    shell.context.undo()
    settle(shell)
    assert editors["aim"].prose() == ""
    assert editors["context"].prose() == "Le puits tarit en mars."


def receive(page: AgreementPage, shell: Shell) -> None:
    """Note a tranche: first on a day before the agreement, then on its day."""
    assert page.row is not None
    page.receive(page.row.tranches[0])
    settle(shell)
    assert cut(shell) == []
    page.strip.fields["received_on"].setText("31/12/2023")
    page.strip.do()
    words = plain(page.strip.refusal.words())
    assert "reçue le 31/12/2023, alors que la convention porte son début" in words
    page.strip.fields["received_on"].setText("15/01/2026")
    page.strip.fields["francs"].setText("650 000")
    page.strip.do()
    settle(shell)
    assert page.strip.isHidden(), page.strip.refusal.words()


def note_use(page: AgreementPage, shell: Shell) -> None:
    """Note a use: first more than there is, then what there is."""
    hands = Hands()
    click(shell, "Noter une utilisation")
    settle(shell)
    assert page.use is not None
    assert cut(shell) == []
    hands.type("Margelle du puits", Key.Key_Tab)
    hands.type("700000")
    page.use.do()
    words = plain(page.use.refusal.words())
    assert "reçu 650 000 F, déjà dépensé 0 F ; demandé 700 000 F" in words
    assert "il manque 50 000 F" in words
    assert cut(shell) == []
    page.use.fields["francs"].setText("400 000")
    page.use.fields["voucher"].setText("F-1")
    page.use.fields["action_id"].setText(page.use._options["action_id"].titles[0])
    page.use.do()
    settle(shell)
    assert page.use is None


def words_of(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    text = plain(" ".join(p.get_textpage().get_text_range() for p in opened))
    opened.close()
    return text


def test_a_late_tranche_is_received_in_its_table_and_undone(
    context: Context, shell: Shell
) -> None:
    own = entered(context)
    shell.show_place("tranches")
    settle(shell)
    page = shell.page()
    assert isinstance(page, TranchesPage)
    page.choose_way(2)
    late = next(t for t in seen(context, own).tranches if t.late)
    assert page.view.choose(late.id)
    page.ask(page.acts_on(late)[0])
    settle(shell)
    assert cut(shell) == []
    page.strip.fields["rate"].setText("650")
    page.strip.do()
    settle(shell)
    assert page.strip.isHidden(), page.strip.refusal.words()
    assert seen(context, own).received == 100_000
    assert seen(context, own).credited == Money(650_000)
    context.undo()
    assert seen(context, own).received == 0
    context.go("agreement", Record("agreements", own))
    settle(shell)
    shown = shell.page()
    assert isinstance(shown, AgreementPage)
    shown.step(1)
    assert shown.record != own
    let_go()

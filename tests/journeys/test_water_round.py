"""Through the window: readings typed, a due reckoned, paid, seen in the receipts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from secretary import CONTROL, Hands, let_go

from commune_desk.domain.committees import DueKind
from commune_desk.domain.money import Money
from commune_desk.services.committees import committees
from commune_desk.services.due_lists import dues
from commune_desk.services.due_rules import AddDueRule
from commune_desk.services.receipt_rows import receipts
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.dues import DuesPage
from commune_desk.ui.pages.water import ReadingsPage, WaterPage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from commune_desk.services.due_lists import DueRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.act_strip import Act
    from commune_desk.ui.shell import Shell

Key = Qt.Key


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def owed_by(context: Context, name: str) -> list[DueRow]:
    with context.reading() as session:
        return [row for row in dues(session) if row.committee == name]


def named(page: DuesPage, row: DueRow, words: str) -> Act:
    acts = page.acts_on(row)
    return next(act for act in acts if act.words.sentence == words)


def test_a_round_is_typed_and_a_meter_that_goes_back_refused(
    context: Context, shell: Shell
) -> None:
    shell.show_place("water-readings")
    settle(shell)
    page, hands = shell.page(), Hands()
    assert isinstance(page, ReadingsPage)
    page.begin(page.card._options["committee_id"].choices[1].value)
    settle(shell)
    network = page.network
    assert network is not None
    assert network.committee == "AUEP de Korola"
    page.card.fields["read_on"].setText("30/10/2026")
    page.keep_focus()
    for line in page.round.lines:
        last = line.meter.shown or 0
        more = 300 if line.paid is None else 50
        hands.type(str(last - 1 if line.paid is None else last + more), Key.Key_Return)
        if line.paid is not None:
            hands.type("25000", Key.Key_Return)
    assert page.round.lines[0].volume.text() == "−1"
    hands.press(Key.Key_Return, CONTROL)
    settle(shell)
    assert "en arrière" in plain(page.card.refusal.words())
    page.round.lines[0].shown.setText(str((network.meters[0].shown or 0) + 300))
    page.card.fields["read_on"].setText("31/10/2026")
    page.tell()
    assert cut(shell) == []
    page.card.do()
    assert "déjà relevé le 31/10/2026" in plain(page.card.refusal.words())
    page.card.fields["read_on"].setText("30/10/2026")
    for line in page.round.lines:
        line.shown.setText("")
    page.round.lines[1].shown.setText(str((network.meters[1].shown or 0) - 1))
    page.card.do()
    assert page.card.refusal.isHidden(), page.card.refusal.words()
    assert not page.round.typed()
    context.undo()
    let_go()


def test_the_network_that_loses_most_is_seen_in_two_actions(
    context: Context, shell: Shell
) -> None:
    shell.show_place("water")
    settle(shell)
    assert context.scope.year == 2026
    water = shell.page()
    assert isinstance(water, WaterPage)
    water.choose_way(1)
    settle(shell)
    assert water.model.count == 1
    row = water.model.row_at(water.model.index(0, 0))
    assert row.committee == "AUEP de Korola"
    assert cut(shell) == []
    let_go()


def test_a_due_is_reckoned_paid_once_and_seen_in_the_receipts(
    context: Context, shell: Shell
) -> None:
    rule = _member_rule(context)
    shell.show_place("dues")
    settle(shell)
    state = shell.page()
    assert isinstance(state, DuesPage)
    assert "AUEP de Korola" in state.owing.text()
    state.reckon()
    state.strip.button.click()
    settle(shell)
    (due,) = (r for r in owed_by(context, "AUEP de Korola") if r.rule_id == rule)
    assert due.amount == Money(240 * 100)
    before = _booked(context)
    state.view.choose(due.id)
    state.ask(named(state, due, "Paid to the régisseur"))
    settle(shell)
    assert cut(shell) == []
    state.strip.fields["amount"].setText("24 001")
    state.strip.button.click()
    assert "1 F de trop" in plain(state.strip.refusal.words())
    state.strip.fields["amount"].setText("24 000")
    state.strip.button.click()
    settle(shell)
    assert state.strip.isHidden(), state.strip.refusal.words()
    assert _booked(context) == before + 24_000
    (due,) = (r for r in owed_by(context, "AUEP de Korola") if r.rule_id == rule)
    assert not due.left
    shell.show_place("receipts")
    settle(shell)
    with context.reading() as session:
        last = max(receipts(session, context.scope), key=lambda row: row.id)
    assert (last.payer, last.code) == ("AUEP de Korola", "7031")
    context.undo()
    settle(shell)
    assert _booked(context) == before
    (due,) = (r for r in owed_by(context, "AUEP de Korola") if r.rule_id == rule)
    assert due.left == Money(24_000)
    let_go()


def _booked(context: Context) -> int:
    with context.reading() as session:
        return sum(r.counted.francs for r in receipts(session, context.scope))


def _member_rule(context: Context) -> int:
    with context.reading() as session:
        rows = committees(session, context.scope)
    own = next(row for row in rows if row.name == "AUEP de Korola")
    made: list[int] = []
    known = {
        "committee_id": own.id,
        "kind": DueKind.MEMBER,
        "amount": Money(100),
        "valid_from": dt.date(2025, 10, 1),
        "code": "7031",
    }
    refused = context.do(AddDueRule(known), made.append)
    assert refused is None, refused
    return made[0]

"""An expense in one step: its chain, what is withheld, who pays, the last time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from test_books import DEMO, year_id
from test_budgets import bring_budget, document, make

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind, PaymentMode
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.spending import Part, SpendingStage
from commune_desk.services.account_sheets import account_sheets, sheet_of_line
from commune_desk.services.closings import ClosePeriod
from commune_desk.services.corrections import CorrectOperation
from commune_desk.services.expense_rows import ExpenseRow, expenses
from commune_desk.services.expense_words import NameParty, ReviseExpense
from commune_desk.services.expenses import (
    ChangeWhoPays,
    ContinueExpense,
    NextAct,
    RecordExpense,
)
from commune_desk.services.fiscal_years import ApproveBudget, TransmitBudget, VoteBudget
from commune_desk.services.last_time import last_time
from commune_desk.services.scope import Scope
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    Deduction,
    ExpenseSource,
    LedgerEntry,
    Operation,
    Party,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.command import Command
    from commune_desk.services.desk import Desk

E = EntryKind
CHAIN = (E.COMMITMENT, E.LIQUIDATION, E.ORDER, E.PAYMENT)
FUEL, PAY = "6053", "6613"


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A budget in force."""
    made = make()
    bring_budget(made, DEMO)
    budget = document(made)
    made.do(VoteBudget(budget, dt.date(2025, 10, 28), "12/CR-N"))
    made.do(TransmitBudget(budget, dt.date(2025, 11, 3), "BE 41"))
    made.do(ApproveBudget(budget, dt.date(2025, 12, 10), "0057"))
    yield made
    made.store.close()


def line(desk: Desk, code: str) -> int:
    with desk.store.reading() as session:
        found = session.scalar(
            select(BudgetLine.id)
            .join(Account, Account.id == BudgetLine.account_id)
            .where(Account.code == code, BudgetLine.fiscal_year_id == year_id(desk))
            .order_by(BudgetLine.id)
        )
    assert found is not None
    return found


def acts(count: int, month: int = 3, **more: object) -> tuple[NextAct, ...]:
    """Make the first acts of the chain, five days apart."""
    return tuple(
        NextAct(kind, dt.date(2026, month, 2 + 5 * place), **more)  # type: ignore[arg-type]  # any field of the act
        for place, kind in enumerate(CHAIN[:count])
    )


def fuel(desk: Desk, francs: int, count: int = 4, **more: object) -> RecordExpense:
    facts: dict[str, object] = {"party": "Fournisseur A (démonstration)", **more}
    made = acts(count) if "acts" not in facts else facts.pop("acts")
    return RecordExpense(
        line(desk, FUEL),
        "Carburant de mars",
        Money(francs),
        made,  # type: ignore[arg-type]  # taken out of any facts
        **facts,  # type: ignore[arg-type]  # any field of the act
    )


def rows(desk: Desk) -> list[ExpenseRow]:
    with desk.store.reading() as session:
        return expenses(session, Scope(2026))


def refused(desk: Desk, command: Command[object]) -> tuple[str, str | None]:
    before = counts(desk)
    with pytest.raises(Rejected) as refusal:
        desk.do(command)
    assert counts(desk) == before  # nothing half-written
    issue = refusal.value.issues[0]
    return issue.code, issue.field


def counts(desk: Desk) -> list[int]:
    models = (Operation, LedgerEntry, ExpenseSource, Deduction, Party)
    with desk.store.reading() as session:
        return [session.scalar(select(func.count(m.id))) or 0 for m in models]


def test_an_expense_is_one_step_and_one_undo(desk: Desk) -> None:
    before = counts(desk)
    desk.do(fuel(desk, 57_350))
    (row,) = rows(desk)
    assert [act.kind for act in row.acts] == list(CHAIN)
    assert (row.committed, row.paid, row.left) == (
        Money(57_350), Money(57_350), Money(0),
    )  # fmt: skip
    assert row.stage is SpendingStage.PAID
    assert row.sources[0].funder is FunderClass.COMMUNE
    named = desk.undo_label()
    assert named is not None
    assert dict(named.facts) == {"act": E.PAYMENT, "number": 1}
    desk.undo()
    assert counts(desk) == before
    desk.redo()
    assert rows(desk) == [row]


def test_a_commitment_above_the_credit_is_refused_with_its_sum(desk: Desk) -> None:
    desk.do(fuel(desk, 899_000, 1))
    with pytest.raises(Rejected) as refusal:
        desk.do(fuel(desk, 1_001, 1))
    (issue,) = refusal.value.issues
    assert (issue.code, issue.field) == ("EXEC-C1", "amount")
    assert dict(issue.text.facts)["missing"] == Money(1)
    assert len(rows(desk)) == 1


def test_no_act_is_left_out(desk: Desk) -> None:
    gap = (acts(4)[0], acts(4)[2])
    assert refused(desk, fuel(desk, 5_000, acts=gap)) == (
        "EXEC-C3", "liquidated_on",
    )  # fmt: skip
    assert refused(desk, fuel(desk, 5_000, acts=())) == ("EXEC-C3", "committed_on")


def test_dates_go_forward_and_stay_in_the_year(desk: Desk) -> None:
    first = NextAct(E.COMMITMENT, dt.date(2026, 3, 10))
    early = NextAct(E.LIQUIDATION, dt.date(2026, 3, 9))
    assert refused(desk, fuel(desk, 5_000, acts=(first, early))) == (
        "EXEC-C4", "liquidated_on",
    )  # fmt: skip
    late = NextAct(E.COMMITMENT, dt.date(2027, 6, 1))
    assert refused(desk, fuel(desk, 5_000, acts=(late,))) == (
        "EXEC-C4", "committed_on",
    )  # fmt: skip


def test_an_invoice_comes_in_once(desk: Desk) -> None:
    bought = acts(2, invoice="118/2026")
    desk.do(fuel(desk, 5_000, acts=bought))
    again = fuel(desk, 6_000, acts=acts(2, invoice=" 118/2026 "))
    assert refused(desk, again) == ("EXEC-C7", "invoice")
    desk.do(fuel(desk, 6_000, acts=bought, party="Fournisseur B (démonstration)"))


def test_a_number_is_used_once(desk: Desk) -> None:
    numbered = (NextAct(E.COMMITMENT, dt.date(2026, 3, 2), number=7),)
    desk.do(fuel(desk, 5_000, acts=numbered))
    assert refused(desk, fuel(desk, 6_000, acts=numbered)) == (
        "EXEC-N1", "commitment_number",
    )  # fmt: skip
    desk.do(fuel(desk, 6_000, 1))
    assert [row.acts[0].number for row in rows(desk)] == [7, 8]


def test_nothing_is_spent_for_nothing_or_on_revenue(desk: Desk) -> None:
    assert refused(desk, fuel(desk, 0, 1))[0] == "EXEC-N4"
    wrong = RecordExpense(line(desk, "7021"), "x", Money(5), acts(1))
    assert refused(desk, wrong) == ("EXEC-N3", "line_id")
    nameless = RecordExpense(line(desk, FUEL), "  ", Money(5), acts(1))
    assert refused(desk, nameless) == ("EXEC-N2", "object")


def test_gross_less_what_is_withheld_is_net(desk: Desk) -> None:
    order = acts(3)
    less = (*order[:2], NextAct(E.ORDER, order[2].made_on, deductions=(
        ("ITS", Money(4_000)), ("INPS", Money(1_440)),
    )))  # fmt: skip
    desk.do(fuel(desk, 40_000, acts=less))
    (row,) = rows(desk)
    assert (row.withheld, row.net) == (Money(5_440), Money(34_560))
    much = (*order[:2], NextAct(E.ORDER, order[2].made_on, deductions=(
        ("ITS", Money(40_001)),
    )))  # fmt: skip
    assert refused(desk, fuel(desk, 40_000, acts=much)) == (
        "EXEC-D1", "deductions",
    )  # fmt: skip


def test_those_who_pay_pay_the_amount(desk: Desk) -> None:
    half = (Part(FunderClass.COMMUNE, Money(2_000)), Part(FunderClass.STATE, Money(1)))
    assert refused(desk, fuel(desk, 5_000, 1, parts=half)) == ("EXEC-S1", "shares")
    whole = (half[0], Part(FunderClass.STATE, Money(3_000)))
    made = desk.do(fuel(desk, 5_000, 1, parts=whole))
    (row,) = rows(desk)
    assert [(s.funder, s.amount.francs) for s in row.sources] == [
        (FunderClass.COMMUNE, 2_000), (FunderClass.STATE, 3_000),
    ]  # fmt: skip
    assert refused(desk, ChangeWhoPays(made, half)) == ("EXEC-S1", "shares")
    desk.do(ChangeWhoPays(made, (Part(FunderClass.ANICT, Money(5_000)),)))
    assert [s.funder for s in rows(desk)[0].sources] == [FunderClass.ANICT]


def test_an_expense_goes_on_later_and_is_paid_in_parts(desk: Desk) -> None:
    made = desk.do(fuel(desk, 50_000, 1))
    may = (
        NextAct(E.LIQUIDATION, dt.date(2026, 5, 4), invoice="12"),
        NextAct(E.ORDER, dt.date(2026, 5, 6)),
    )
    desk.do(ContinueExpense(made, may))
    assert rows(desk)[0].next_kind is E.PAYMENT
    day = dt.date(2026, 5, 20)
    first = NextAct(E.PAYMENT, day, Money(20_000), mode=PaymentMode.CASH)
    desk.do(ContinueExpense(made, (first,)))
    assert rows(desk)[0].stage is SpendingStage.PARTLY_PAID
    above = NextAct(E.PAYMENT, day, Money(30_001))
    assert refused(desk, ContinueExpense(made, (above,))) == ("EXEC-C2", "amount")
    desk.do(ContinueExpense(made, (NextAct(E.PAYMENT, day),)))
    (row,) = rows(desk)
    assert (row.paid, row.next_kind) == (Money(50_000), None)
    assert refused(desk, ContinueExpense(made, (NextAct(E.PAYMENT, day),))) == (
        "EXEC-C2", "amount",
    )  # fmt: skip
    assert refused(desk, ContinueExpense(made, ())) == ("", "liquidated_on")


def test_the_last_time_fills_the_form(desk: Desk) -> None:
    desk.do(fuel(desk, 5_000, 4, acts=acts(4, mode=PaymentMode.CASH)))
    with desk.store.reading() as session:
        found = last_time(session, Scope(2026), "FOURNISSEUR A (DEMONSTRATION)")
        assert last_time(session, Scope(2026), "nobody") is None
    assert found is not None
    assert (found.object, found.amount) == ("Carburant de mars", Money(5_000))
    assert (found.line_id, found.mode) == (line(desk, FUEL), PaymentMode.CASH)


def test_the_sheet_shows_what_a_commitment_is_checked_against(desk: Desk) -> None:
    made = desk.do(fuel(desk, 57_350))
    desk.do(fuel(desk, 60_000, 1))
    with desk.store.reading() as session:
        sheet = sheet_of_line(session, Scope(2026), line(desk, FUEL))
        everything = account_sheets(session, Scope(2026))
    assert sheet is not None
    assert sheet.total("credit") == Money(900_000)
    assert sheet.total("committed") == Money(117_350)
    assert (sheet.total("ordered"), sheet.total("paid")) == (
        Money(57_350), Money(57_350),
    )  # fmt: skip
    assert sheet.available == Money(782_650)
    assert [x.operation_id for x in sheet.lines].count(made) == 3
    assert refused(desk, fuel(desk, 782_651, 1))[0] == "EXEC-C1"
    sums = Money.total(each.total("committed") for each in everything)
    assert sums == Money(117_350)


def test_what_is_not_locked_is_corrected(desk: Desk) -> None:
    made = desk.do(fuel(desk, 5_000, 1))
    desk.do(ReviseExpense(made, "object", "Gasoil"))
    assert rows(desk)[0].object == "Gasoil"
    assert refused(desk, ReviseExpense(made, "object", None))[1] == "object"


def test_closed_books_are_told_anew_with_a_reason_alone(desk: Desk) -> None:
    made = desk.do(fuel(desk, 5_000, 1))
    for month in (1, 2, 3):
        desk.do(ClosePeriod(year_id(desk), month, dt.date(2026, 4, month)))
    for command in (
        ReviseExpense(made, "object", "Gasoil"),
        NameParty(made, "Station du carrefour"),
    ):
        with pytest.raises(Rejected, match="closed on"):
            desk.do(command)
    desk.do(ReviseExpense(made, "note", "à revoir"))
    why, on = "le reçu dit gasoil", dt.date(2026, 4, 6)
    desk.do(CorrectOperation(made, "object", "Gasoil", why, on))
    assert rows(desk)[0].object == "Gasoil"

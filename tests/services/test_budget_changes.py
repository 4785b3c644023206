"""Transfers and additional budgets against real lines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sample import content
from test_budgets import DEMO, bring_budget, document, make

from commune_desk.domain.budget import DocumentKind, Section
from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_changes import MakeTransfer, OpenDocument
from commune_desk.services.budgets import ProposeAmount
from commune_desk.services.credits import CreditRow, credit_rows
from commune_desk.services.fiscal_years import (
    ApproveBudget,
    TransmitBudget,
    VoteBudget,
)
from commune_desk.services.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk

SCOPE = Scope(2026)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A budget in force: voted, transmitted, approved."""
    made = make()
    bring_budget(made, DEMO)
    budget = document(made)
    made.do(VoteBudget(budget, dt.date(2025, 10, 28), "12/CR-N"))
    made.do(TransmitBudget(budget, dt.date(2025, 11, 3), "BE 41"))
    made.do(ApproveBudget(budget, dt.date(2025, 12, 10), "0057"))
    yield made
    made.store.close()


def accounts(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as session:
        year = fiscal_year(session, 2026)
        assert year is not None
        rows = accounts_of(session, year.nomenclature_id).values()
        return {
            row.code: row.id for row in rows if row.section is Section.OPERATING
        } | {row.code: row.id for row in rows if row.section is Section.INVESTMENT}


def credit(desk: Desk, code: str) -> CreditRow:
    with desk.store.reading() as session:
        return next(r for r in credit_rows(session, SCOPE) if r.account.code == code)


def moved(desk: Desk, giver: str, taker: str, francs: int) -> MakeTransfer:
    known = accounts(desk)
    moves = ((known[giver], Money(-francs)), (known[taker], Money(francs)))
    return MakeTransfer(2026, moves, "carburant de la tournée")


def refused(desk: Desk, command: MakeTransfer) -> dict[str, object]:
    before = content(desk.store)
    with pytest.raises(Rejected) as refusal:
        desk.do(command)
    assert content(desk.store) == before
    return dict(refusal.value.issues[0].text.facts)


def test_a_fifth_passes_and_a_franc_more_is_refused(desk: Desk) -> None:
    assert refused(desk, moved(desk, "6053", "6011", 120_001))["excess"] == Money(1)
    desk.do(moved(desk, "6053", "6011", 120_000))
    assert refused(desk, moved(desk, "6053", "6011", 1))["excess"] == Money(1)


def test_within_a_chapter_the_deliberation_puts_it_in_force(desk: Desk) -> None:
    transfer = desk.do(moved(desk, "6011", "6053", 100_000))
    assert credit(desk, "6053").final == Money(900_000)
    assert credit(desk, "6053").waiting == Money(100_000)
    desk.do(VoteBudget(transfer, dt.date(2026, 3, 5), "2/CR-N"))
    assert credit(desk, "6053").final == Money(1_000_000)
    assert credit(desk, "6011").final == Money(500_000)


def test_from_unforeseen_expenditure_the_state_approves_first(desk: Desk) -> None:
    transfer = desk.do(moved(desk, "653", "6011", 50_000))
    desk.do(VoteBudget(transfer, dt.date(2026, 3, 5), "2/CR-N"))
    assert credit(desk, "6011").final == Money(600_000)
    desk.do(TransmitBudget(transfer, dt.date(2026, 3, 6)))
    desk.do(ApproveBudget(transfer, dt.date(2026, 3, 20), "12/P-CS"))
    assert credit(desk, "6011").final == Money(650_000)


def test_sections_are_not_crossed_and_credits_are_not_overdrawn(desk: Desk) -> None:
    assert "lines" in refused(desk, moved(desk, "232", "6011", 100_000))
    facts = refused(desk, moved(desk, "653", "6611", 150_001))
    assert (facts["free"], facts["missing"]) == (Money(150_000), Money(1))


def test_a_transfer_says_why(desk: Desk) -> None:
    command = MakeTransfer(2026, moved(desk, "6011", "6053", 1).moves, " ")
    assert refused(desk, command) == {}


def test_an_additional_budget_balances_in_what_it_adds(desk: Desk) -> None:
    extra = desk.do(OpenDocument(2026, DocumentKind.ADDITIONAL, "résultat de 2025"))
    receipt, spending = credit(desk, "7211").id, credit(desk, "6141").id
    desk.do(ProposeAmount(extra, receipt, Money(40_000)))
    with pytest.raises(Rejected):
        desk.do(VoteBudget(extra, dt.date(2026, 6, 20), "5/CR-N"))
    desk.do(ProposeAmount(extra, spending, Money(40_000)))
    desk.do(VoteBudget(extra, dt.date(2026, 6, 20), "5/CR-N"))
    assert credit(desk, "6141").final == Money(300_000)
    desk.do(TransmitBudget(extra, dt.date(2026, 6, 22)))
    desk.do(ApproveBudget(extra, dt.date(2026, 7, 2), "31"))
    row = credit(desk, "6141")
    assert (row.additional, row.final) == (Money(40_000), Money(340_000))


def test_a_change_waits_for_the_vote_of_the_budget() -> None:
    desk = make()
    bring_budget(desk, DEMO)
    with pytest.raises(Rejected):
        desk.do(OpenDocument(2026, DocumentKind.ADDITIONAL))
    desk.store.close()

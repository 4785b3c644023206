"""Contracts at the desk: entered, laid out, awarded, charged with expenses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from test_books import Enter, bring_budget, document, make
from test_budgets import DEMO

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind, ProcurementKind
from commune_desk.domain.money import Money, Share
from commune_desk.services.asset_lists import assets, bought, of_assets
from commune_desk.services.assets import (
    AddAsset,
    DisposeAsset,
    RegisterAsset,
    ReviseAsset,
)
from commune_desk.services.fiscal_years import ApproveBudget, TransmitBudget, VoteBudget
from commune_desk.services.procurement_lists import procurements
from commune_desk.services.procurement_review import of_procurement
from commune_desk.services.procurement_steps import (
    AddContractStep,
    LayOutSteps,
    NoteContractStep,
    contract_steps,
    template,
)
from commune_desk.services.procurement_thresholds import AddThreshold
from commune_desk.services.procurements import (
    AddProcurement,
    AwardContract,
    RemoveProcurements,
    ReviseProcurement,
    TieExpense,
)
from commune_desk.services.scope import Scope
from commune_desk.storage.models import LedgerEntry, Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk
    from commune_desk.services.procurement_lists import ProcurementRow

SCOPE = Scope(2026)
WORKS = ProcurementKind.WORKS
E = EntryKind
GOODS = "241"
"""An account of investment in the budget of the tests."""


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


def entered(desk: Desk, **values: Any) -> int:
    plain = {"year": 2026, "object": "Clôture", "kind": WORKS}
    return desk.do(AddProcurement({**plain, **values}))


def row(desk: Desk, row_id: int) -> ProcurementRow:
    with desk.store.reading() as session:
        (found,) = procurements(session, SCOPE, [row_id])
    return found


def refused(desk: Desk, command: Any) -> str:
    with pytest.raises(Rejected) as refusal:
        desk.do(command)
    return refusal.value.issues[0].code


def step_id(desk: Desk, contract: int, key: str) -> int:
    with desk.store.reading() as session:
        steps = contract_steps(session)
    return next(s.id for s in steps if (s.procurement_id, s.key) == (contract, key))


def test_a_contract_takes_the_next_number_and_enrols_its_supplier_once(
    desk: Desk,
) -> None:
    first = entered(desk, supplier="Entreprise  A")
    second = entered(desk, supplier="entreprise a")
    assert [row(desk, n).reference for n in (first, second)] == [
        "M-2026-001",
        "M-2026-002",
    ]
    with desk.store.reading() as session:
        assert [party.name for party in session.query(Party)] == ["Entreprise A"]
    assert refused(desk, AddProcurement({
        "year": 2026, "object": "x", "kind": WORKS, "reference": "M-2026-001",
    })) == "PROC-13"  # fmt: skip
    desk.do(ReviseProcurement(first, "guarantee", Share(500)))
    assert row(desk, first).guarantee == Share(500)
    code = refused(desk, ReviseProcurement(first, "guarantee", Share(10_001)))
    assert code == "PROC-10"


def test_steps_are_laid_out_once_with_days_in_a_row(desk: Desk) -> None:
    contract = entered(desk, procedure="Demande de cotation", delay_days=60)
    first = dt.date(2026, 3, 2)
    without = [t for t in template() if "Demande de cotation" not in t.without]
    assert desk.do(LayOutSteps(contract, first)) == len(without) < len(template())
    assert desk.do(LayOutSteps(contract, first)) == 0
    with desk.store.reading() as session:
        days = {s.key: s.planned_on for s in contract_steps(session)}
    assert days["plan"] == first
    order, handover = days["service-order"], days["provisional-handover"]
    assert order is not None
    assert handover == order + dt.timedelta(60)
    desk.undo()
    desk.undo()
    with desk.store.reading() as session:
        assert contract_steps(session) == []


def test_steps_keep_their_order_and_an_award_is_one_act(desk: Desk) -> None:
    contract = entered(desk, estimate=Money(4_000_000))
    desk.do(LayOutSteps(contract))
    opening = step_id(desk, contract, "opening")
    desk.do(NoteContractStep(opening, dt.date(2026, 4, 16)))
    early = AwardContract(contract, "A", Money(3_900_000), dt.date(2026, 4, 15))
    assert refused(desk, early) == "PROC-11"
    assert row(desk, contract).amount is None
    desk.do(AwardContract(contract, "A", Money(3_900_000), dt.date(2026, 4, 20)))
    found = row(desk, contract)
    assert (found.supplier, found.amount) == ("A", Money(3_900_000))
    assert found.state == "Attribution"
    assert found.next == "Approbation"
    own = AddContractStep({"procurement_id": contract, "title": "Visite du site"})
    desk.do(own)
    with desk.store.reading() as session:
        last = contract_steps(session)[-1]
    assert (last.key, last.title) == ("visite-du-site", "Visite du site")
    assert refused(desk, own) == "PROC-15"


def act(desk: Desk, kind: EntryKind, francs: int, follows: int | None = None) -> int:
    return desk.do(Enter(GOODS if follows is None else "", kind, francs,
                         follows=follows))  # fmt: skip


def paid(desk: Desk, francs: int) -> tuple[int, int]:
    """Pay an investment whole; returns its operation and its payment."""
    last: int | None = None
    for kind in (E.COMMITMENT, E.LIQUIDATION, E.ORDER, E.PAYMENT):
        last = act(desk, kind, francs, last)
    assert last is not None
    with desk.store.reading() as session:
        entry = session.get(LedgerEntry, last)
        assert entry is not None
        return entry.operation_id, last


def test_expenses_tied_to_a_contract_are_added_up_against_it(desk: Desk) -> None:
    contract = entered(desk, amount=Money(100_000))
    operation, _ = paid(desk, 120_000)
    desk.do(TieExpense(operation, contract))
    found = row(desk, contract)
    assert found.committed == found.ordered == found.paid == Money(120_000)
    assert found.left == Money(-20_000)
    with desk.store.reading() as session:
        issues = [i for i in of_procurement(session, SCOPE) if i.code == "PROC-05"]
    assert [i.amount for i in issues] == [Money(20_000)]
    with pytest.raises(Rejected):
        desk.do(RemoveProcurements((contract,)))
    desk.do(TieExpense(operation, None))
    assert row(desk, contract).paid == Money(0)
    desk.do(RemoveProcurements((contract,)))


def test_a_threshold_does_not_cover_what_another_covers(desk: Desk) -> None:
    since = dt.date(2026, 1, 1)
    plain = {"kind": WORKS, "procedure": "a", "lowest": Money(0), "valid_from": since}
    desk.do(AddThreshold({**plain, "highest": Money(10)}))
    assert refused(desk, AddThreshold(plain)) == "PROC-12"
    over = {**plain, "procedure": "b", "lowest": Money(9)}
    assert refused(desk, AddThreshold(over)) == "PROC-12"
    desk.do(AddThreshold({**over, "lowest": Money(10)}))
    contract = entered(desk, estimate=Money(10), procedure="a")
    asked = row(desk, contract).asked
    assert asked is not None
    assert asked.procedure == "b"


def test_a_paid_investment_goes_into_the_inventory_once(desk: Desk) -> None:
    operation, _ = paid(desk, 120_000)
    with desk.store.reading() as session:
        (found,) = bought(session, SCOPE)
        (issue,) = [i for i in of_assets(session, SCOPE) if i.code == "ASSET-01"]
    assert (found.id, found.paid) == (operation, Money(120_000))
    assert issue.amount == Money(120_000)
    assert issue.remedies[0].command == RegisterAsset(operation)
    desk.do(issue.remedies[0].command)
    with desk.store.reading() as session:
        (thing,) = assets(session)
        assert bought(session, SCOPE) == []
    assert (thing.number, thing.value) == ("INV-2026-001", Money(120_000))
    assert refused(desk, RegisterAsset(operation)) == "ASSET-16"


def test_what_is_half_paid_is_not_in_the_inventory_yet(desk: Desk) -> None:
    first = act(desk, E.COMMITMENT, 120_000)
    second = act(desk, E.LIQUIDATION, 120_000, first)
    third = act(desk, E.ORDER, 120_000, second)
    act(desk, E.PAYMENT, 119_999, third)
    with desk.store.reading() as session:
        assert bought(session, SCOPE) == []
    act(desk, E.PAYMENT, 1, third)
    with desk.store.reading() as session:
        assert len(bought(session, SCOPE)) == 1


def test_a_thing_leaves_with_a_day_and_a_reason(desk: Desk) -> None:
    came = dt.date(2020, 3, 3)
    thing = desk.do(AddAsset({"title": "Imprimante", "acquired_on": came}))
    day = dt.date(2026, 6, 15)
    assert refused(desk, DisposeAsset(thing, day, " ")) == "ASSET-15"
    assert refused(desk, DisposeAsset(thing, None, "cassée")) == "ASSET-11"
    early = DisposeAsset(thing, dt.date(2019, 1, 1), "cassée")
    assert refused(desk, early) == "ASSET-12"
    desk.do(DisposeAsset(thing, day, "cassée"))
    with desk.store.reading() as session:
        (row_,) = assets(session)
    assert (row_.gone, row_.disposed_on, row_.note) == (True, day, "cassée")
    assert row_.number == "INV-2020-001"
    assert refused(desk, DisposeAsset(thing, day, "encore")) == "ASSET-14"
    desk.do(ReviseAsset(thing, "disposed_on", None))
    with desk.store.reading() as session:
        assert not assets(session)[0].gone

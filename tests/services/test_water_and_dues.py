"""Readings, dues and payments through the commands; findings that come and go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH
from sqlalchemy import select
from test_budgets import line
from test_revenue import SCOPE, handed, voted

from commune_desk.domain.committees import DueKind, MeterKind
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import PaymentMode
from commune_desk.domain.money import Money
from commune_desk.services.committee_facts import facts
from commune_desk.services.committee_types import AddCommitteeType
from commune_desk.services.committees import AddCommittee, RemoveCommittees
from commune_desk.services.due_lists import dues, owing, payments
from commune_desk.services.due_payments import (
    RecordDuePayment,
    RemoveDuePayments,
    ReviseDuePayment,
)
from commune_desk.services.due_review import of_money_and_water
from commune_desk.services.due_rules import AddDueRule, RemoveDueRules, ReviseDueRule
from commune_desk.services.dues import (
    AddDue,
    ReckonAgain,
    ReckonDues,
    RemoveDues,
    ReviseDue,
)
from commune_desk.services.meters import AddMeter, AddPrice, RemoveMeters
from commune_desk.services.readings import (
    AddReading,
    NoteReadings,
    Read,
    RemoveReadings,
    ReviseReading,
    readings,
)
from commune_desk.services.receipt_rows import receipts
from commune_desk.services.receipts import (
    CancelReceipt,
    RemoveReceipts,
    TypeReceipt,
)
from commune_desk.services.remittances import Remit
from commune_desk.services.revenue import line_states, operations
from commune_desk.services.reversals import CancelEntry
from commune_desk.services.settings import SetPreference
from commune_desk.services.titles import CollectFirst, IssueTitle
from commune_desk.services.water import losing_more
from commune_desk.storage.models import CashEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk
    from commune_desk.services.due_lists import DueRow

DAY = dt.date(2026, 10, 31)
MARCH = dt.date(2026, 3, 5)
CODE = "7021"


@dataclass
class Town:
    desk: Desk
    committee: int
    meters: dict[str, int]

    def do(self, command: Any) -> Any:
        return self.desk.do(command)

    def refused(self, command: Any) -> str:
        with pytest.raises(Rejected) as caught:
            self.desk.do(command)
        text = " ".join(FRENCH.say(issue.text) for issue in caught.value.issues)
        return text.replace("\u202f", " ").replace("\u00a0", " ")

    def read(self, on: dt.date, *shown: int, paid: int | None = None) -> list[int]:
        money = None if paid is None else Money(paid)
        lines = [
            Read(meter, index, money if name == "BF" else None)
            for (name, meter), index in zip(self.meters.items(), shown, strict=True)
        ]
        return list(self.do(NoteReadings(on, lines)))

    def codes(self) -> list[str]:
        with self.desk.store.reading() as session:
            return [issue.code for issue in of_money_and_water(session)]

    def dues(self) -> list[DueRow]:
        with self.desk.store.reading() as session:
            return dues(session)

    def rule(self, kind: DueKind = DueKind.FIXED, **more: Any) -> int:
        known = {
            "committee_id": self.committee,
            "kind": kind,
            "valid_from": dt.date(2025, 1, 1),
            "code": CODE,
            **more,
        }
        return int(self.do(AddDueRule(known)))

    def collected(self) -> int:
        with self.desk.store.reading() as session:
            states = line_states(session, SCOPE)
        return states[line(self.desk, CODE).id].collected.francs

    def booked(self) -> int:
        with self.desk.store.reading() as session:
            return sum(row.counted.francs for row in receipts(session, SCOPE))


@pytest.fixture
def town() -> Iterator[Town]:
    desk = voted()
    desk.do(SetPreference("situation.date", "31/10/2026"))
    kind = desk.do(AddCommitteeType({"code": "AUEP", "title": "AUEP"}))
    known = {"name": "AUEP", "type_id": kind, "created_on": dt.date(2020, 1, 5)}
    committee = desk.do(AddCommittee({**known, "members": 64}))
    meters = {
        name: desk.do(
            AddMeter({"committee_id": committee, "title": name, "kind": meter})
        )
        for name, meter in (
            ("Forage", MeterKind.PRODUCTION),
            ("BF", MeterKind.STANDPIPE),
        )
    }
    yield Town(desk, committee, meters)
    desk.store.close()


def test_a_round_is_one_step_and_all_of_it_or_nothing(town: Town) -> None:
    town.read(dt.date(2025, 12, 31), 1_000, 500)
    said = town.refused(
        NoteReadings(
            dt.date(2026, 1, 31),
            [Read(town.meters["Forage"], 900), Read(town.meters["BF"], 499)],
        )
    )
    assert "soit 100 m³ en arrière" in said
    assert "soit 1 m³ en arrière" in said
    town.read(dt.date(2026, 1, 31), 1_200, 680, paid=80_000)
    with town.desk.store.reading() as session:
        assert [row.volume for row in readings(session)] == [200, 180, None, None]
    town.desk.undo()
    with town.desk.store.reading() as session:
        assert len(readings(session)) == 2
    assert "Aucun index" in town.refused(NoteReadings(DAY, []))


def test_a_reading_stands_between_its_neighbours(town: Town) -> None:
    meter = town.meters["BF"]
    for month, shown in ((1, 100), (3, 300)):
        day = dt.date(2026, month, 28)
        town.do(AddReading({"meter_id": meter, "read_on": day, "shown": shown}))
    between = {"meter_id": meter, "read_on": dt.date(2026, 2, 28)}
    assert "soit 1 m³" in town.refused(AddReading({**between, "shown": 301}))
    middle = town.do(AddReading({**between, "shown": 250}))
    assert "déjà relevé" in town.refused(AddReading({**between, "shown": 251}))
    assert "soit 10 m³" in town.refused(ReviseReading(middle, "shown", 90))
    assert "relevés" in town.refused(RemoveMeters((meter,)))


def test_the_reading_of_a_new_meter_is_not_removed_alone(town: Town) -> None:
    meter = town.meters["BF"]
    made = [
        town.do(
            AddReading(
                {
                    "meter_id": meter,
                    "read_on": dt.date(2026, month, 28),
                    "shown": shown,
                    "replaced": month == 2,
                }
            )
        )
        for month, shown in ((1, 100), (2, 0), (3, 30))
    ]
    assert "soit 70 m³" in town.refused(RemoveReadings((made[1],)))
    town.do(RemoveReadings((made[1], made[2])))
    with town.desk.store.reading() as session:
        assert [row.id for row in readings(session)] == [made[0]]


def test_losses_appear_and_disappear(town: Town) -> None:
    town.do(
        AddPrice(
            {
                "committee_id": town.committee,
                "valid_from": dt.date(2025, 1, 1),
                "per_cubic_metre": Money(500),
            }
        )
    )
    town.read(dt.date(2025, 12, 31), 0, 0)
    made = town.read(dt.date(2026, 6, 30), 1_000, 700, paid=300_000)
    assert town.codes() == ["PLAN-24"]
    with town.desk.store.reading() as session:
        (row,) = losing_more(session, DAY, 20)
        assert (row.found.lost, row.found.due) == (300, Money(350_000))
        assert losing_more(session, DAY, 30) == []
        known = facts(session, DAY)[town.committee]
        assert (known.produced, known.sold) == (1_000, 700)
    town.do(ReviseReading(made[1], "shown", 800))
    assert town.codes() == []
    town.do(ReviseReading(made[1], "shown", 700))
    town.do(SetPreference("committees.sold", "70"))
    assert town.codes() == []


def test_dues_are_reckoned_once_and_the_lacking_ones_are_told(town: Town) -> None:
    rule = town.rule(DueKind.CUBIC_METRE, amount=Money(15))
    assert town.codes() == ["COM-44"]
    assert "aucun compteur n’est relevé" in town.refused(ReckonDues(DAY))
    town.read(dt.date(2024, 12, 31), 0, 0)
    made = town.read(dt.date(2025, 12, 31), 7_000, 6_000)
    (due,) = town.do(ReckonDues(DAY))
    (row,) = town.dues()
    assert (row.amount, row.base, row.rule_id) == (Money(90_000), 6_000, rule)
    assert "déjà calculées" in town.refused(ReckonDues(DAY))
    assert "jours deux fois" in town.refused(
        AddDue({"rule_id": rule, "begins_on": dt.date(2025, 7, 1), "base": 1})
    )
    town.do(ReviseReading(made[1], "shown", 6_100))
    town.do(ReckonAgain(due))
    assert town.dues()[0].amount == Money(91_500)
    town.do(ReviseDue(due, "base", 6_000))
    assert town.dues()[0].amount == Money(90_000)
    assert "90 000 F ; 1 F saisis" in town.refused(ReviseDue(due, "amount", Money(1)))
    assert "1 redevance est calculée" in town.refused(
        ReviseDueRule(rule, "amount", Money(20))
    )
    assert "redevances" in town.refused(RemoveDueRules((rule,)))


def test_gross_and_net_come_from_the_cash_book(town: Town) -> None:
    town.rule(DueKind.GROSS, rate=1_000)
    net = town.rule(DueKind.NET, rate=500)
    assert "cahier de caisse" in town.refused(ReckonDues(DAY))
    with town.desk.store.writing("cash") as unit:
        for receipt, expense, renewal in (
            (400_000, 0, False),
            (0, 450_000, False),
            (70_000, 0, True),
            (60_000, 60_000, False),
        ):
            unit.add(
                CashEntry(
                    committee_id=town.committee,
                    made_on=dt.date(2025, 5, 1),
                    title="ligne",
                    receipt=Money(receipt),
                    expense=Money(expense),
                    renewal=renewal,
                )
            )
    town.do(ReckonDues(DAY))
    found = {row.rule_id == net: (row.base, row.amount) for row in town.dues()}
    assert found == {False: (400_000, Money(40_000)), True: (-50_000, Money(0))}


@pytest.fixture
def owed(town: Town) -> tuple[Town, int]:
    town.rule(amount=Money(90_000))
    (due,) = town.do(ReckonDues(DAY))
    return town, due


def pay(due: int, francs: int, **more: Any) -> RecordDuePayment:
    known = {"due_id": due, "paid_on": MARCH, "amount": Money(francs), **more}
    return RecordDuePayment(known)


def test_a_payment_to_the_regisseur_fills_the_receipts(
    owed: tuple[Town, int],
) -> None:
    town, due = owed
    assert town.codes() == ["PLAN-24"]
    book = handed(town.desk)
    assert "dites comment" in town.refused(pay(due, 40_000))
    town.do(pay(due, 40_000, book_id=book, receipt_number=1))
    with town.desk.store.reading() as session:
        (payment,) = payments(session)
        (receipt,) = receipts(session, SCOPE)
        assert payment.receipt_id == receipt.id
        assert (receipt.code, receipt.payer) == (CODE, "AUEP")
        assert owing(session, DAY)[0].left == Money(50_000)
        assert facts(session, DAY)[town.committee].unpaid_since is not None
    assert "10 000 F de trop" in town.refused(
        pay(due, 60_000, book_id=book, receipt_number=2)
    )
    assert "redevance" in town.refused(RemoveReceipts((receipt.id,)))
    assert "annulez d’abord" in town.refused(RemoveDuePayments((payment.id,)))
    assert "annulez d’abord" in town.refused(
        ReviseDuePayment(payment.id, "amount", Money(1))
    )
    assert "paiements" in town.refused(RemoveDues((due,)))
    assert "dissous" in town.refused(RemoveCommittees((town.committee,)))
    town.do(pay(due, 50_000, book_id=book, receipt_number=2))
    assert town.codes() == []
    assert town.booked() == 90_000
    town.do(Remit(dt.date(2026, 3, 31)))
    assert town.collected() == 90_000


def test_undo_takes_the_payment_and_the_receipt_back(owed: tuple[Town, int]) -> None:
    town, due = owed
    book = handed(town.desk)
    town.do(pay(due, 90_000, book_id=book, receipt_number=1))
    assert (town.booked(), town.codes()) == (90_000, [])
    town.desk.undo()
    assert (town.booked(), town.codes()) == (0, ["PLAN-24"])
    town.desk.redo()
    assert (town.booked(), town.codes()) == (90_000, [])


def test_a_receipt_that_is_cancelled_no_longer_pays(owed: tuple[Town, int]) -> None:
    town, due = owed
    book = handed(town.desk)
    town.do(pay(due, 90_000, book_id=book, receipt_number=1))
    with town.desk.store.reading() as session:
        (receipt,) = receipts(session, SCOPE)
    town.do(CancelReceipt(receipt.id, MARCH, "erreur"))
    assert sorted(town.codes()) == ["COM-42", "PLAN-24"]
    with town.desk.store.reading() as session:
        (payment,) = payments(session)
    town.do(RemoveDuePayments((payment.id,)))
    assert town.codes() == ["PLAN-24"]


def test_a_receipt_that_is_there_is_tied_and_nothing_is_booked_twice(
    owed: tuple[Town, int],
) -> None:
    town, due = owed
    book = handed(town.desk)
    known = {"made_on": MARCH, "book_id": book, "first_number": 7,
             "line_id": line(town.desk, CODE).id, "amount": Money(30_000)}  # fmt: skip
    typed = town.do(TypeReceipt(known))
    assert "existe déjà : 30 000 F" in town.refused(
        pay(due, 40_000, book_id=book, receipt_number=7)
    )
    town.do(pay(due, 30_000, book_id=book, receipt_number=7))
    assert town.booked() == 30_000
    with town.desk.store.reading() as session:
        assert payments(session)[0].receipt_id == typed
    assert "déjà liée" in town.refused(pay(due, 30_000, book_id=book, receipt_number=7))


def test_what_the_receveur_got_is_a_collection(owed: tuple[Town, int]) -> None:
    town, due = owed
    transfer = {"mode": PaymentMode.TRANSFER, "reference": "VIR-1"}
    town.do(pay(due, 40_000, **transfer))
    assert town.collected() == 40_000
    with town.desk.store.reading() as session:
        (row,) = operations(session, SCOPE)
        (payment,) = payments(session)
        assert (row.party, row.collected) == ("AUEP", Money(40_000))
        assert payment.entry_id == row.events[0].id
    town.do(CancelEntry(payment.entry_id or 0, MARCH, "erreur"))
    assert (town.collected(), town.dues()[0].paid) == (0, Money(0))


def test_a_collection_of_the_same_reference_is_tied(owed: tuple[Town, int]) -> None:
    town, due = owed
    first = CollectFirst(
        line(town.desk, CODE).id, "Reversement", Money(40_000), MARCH,
        mode=PaymentMode.CASH, reference="EAU-1",
    )  # fmt: skip
    town.do(first)
    town.do(pay(due, 40_000, reference="EAU-1"))
    assert town.collected() == 40_000
    assert "dites comment" in town.refused(pay(due, 40_000, reference="EAU-1"))


def test_a_title_of_the_committee_is_settled(owed: tuple[Town, int]) -> None:
    town, due = owed
    title = IssueTitle(
        line(town.desk, CODE).id, "Redevance", Money(90_000), MARCH, debtor="AUEP"
    )
    operation = town.do(title)
    town.do(pay(due, 90_000, mode=PaymentMode.CASH))
    with town.desk.store.reading() as session:
        (row,) = operations(session, SCOPE)
    assert (row.id, row.left) == (operation, Money(0))


def test_a_rule_without_an_account_of_the_budget_says_so(town: Town) -> None:
    town.rule(amount=Money(5_000), code="9999")
    (due,) = town.do(ReckonDues(DAY))
    said = town.refused(pay(due, 5_000, mode=PaymentMode.CASH))
    assert "n’a pas de ligne de recettes 9999" in said


def test_a_payment_before_the_first_budget_is_noted_alone(town: Town) -> None:
    town.rule(amount=Money(5_000), valid_from=dt.date(2023, 1, 1))
    due = town.do(ReckonDues(dt.date(2023, 12, 31)))[0]
    early = {"due_id": due, "paid_on": dt.date(2024, 2, 1), "amount": Money(5_000)}
    payment = town.do(RecordDuePayment(early))
    town.do(ReviseDuePayment(payment, "amount", Money(4_000)))
    town.do(RemoveDuePayments((payment,)))
    with town.desk.store.reading() as session:
        assert payments(session) == []


def test_a_low_renewal_fund_is_found_until_it_is_filled(town: Town) -> None:
    from_rows = {"name": "Fonds", "type_id": 1, "created_on": dt.date(2020, 1, 1)}
    target = {"renewal_target": Money(1_000_000)}
    other = town.do(AddCommittee({**from_rows, **target}))

    def save(francs: int) -> None:
        with town.desk.store.writing("cash") as unit:
            unit.add(
                CashEntry(
                    committee_id=other,
                    made_on=MARCH,
                    title="fonds",
                    receipt=Money(francs),
                    renewal=True,
                )
            )

    save(100_000)
    assert town.codes() == ["PLAN-24"]
    save(400_000)
    assert town.codes() == []
    with town.desk.store.reading() as session:
        assert session.scalar(select(CashEntry.committee_id)) == other

"""Readings and dues through the commands; findings that come and go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from committee_town import DAY, Town, settled

from commune_desk.domain.committees import DueKind
from commune_desk.domain.money import Money
from commune_desk.services.committee_facts import facts
from commune_desk.services.due_rules import RemoveDueRules, ReviseDueRule
from commune_desk.services.dues import (
    AddDue,
    ReckonAgain,
    ReckonDues,
    ReviseDue,
)
from commune_desk.services.meters import AddPrice, RemoveMeters
from commune_desk.services.readings import (
    AddReading,
    NoteReadings,
    Read,
    RemoveReadings,
    ReviseReading,
    readings,
)
from commune_desk.services.settings import SetPreference
from commune_desk.services.water import losing_more
from commune_desk.storage.models import CashEntry

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def town() -> Iterator[Town]:
    made = settled()
    yield made
    made.desk.store.close()


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

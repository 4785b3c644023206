"""A committee with two meters, beside a budget in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH
from test_budgets import line
from test_revenue import SCOPE, voted

from commune_desk.domain.committees import DueKind, MeterKind
from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.services.committee_types import AddCommitteeType
from commune_desk.services.committees import AddCommittee
from commune_desk.services.due_lists import dues
from commune_desk.services.due_review import of_money_and_water
from commune_desk.services.due_rules import AddDueRule
from commune_desk.services.meters import AddMeter
from commune_desk.services.readings import (
    NoteReadings,
    Read,
)
from commune_desk.services.receipt_rows import receipts
from commune_desk.services.revenue import line_states
from commune_desk.services.settings import SetPreference

if TYPE_CHECKING:
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


def settled() -> Town:
    """A committee with two meters, beside a budget in force."""
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
    return Town(desk, committee, meters)

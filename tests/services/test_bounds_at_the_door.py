from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pytest
import sample
from sample import FRENCH, Sample
from sqlalchemy import text

from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.actions import CostAction
from commune_desk.services.command import Command
from commune_desk.services.plans import AddPlan, RevisePlan, known_years, scope_for

if TYPE_CHECKING:
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class Raw(Command[None]):
    """Write past every rule: what a command that forgets its own would do."""

    label: ClassVar[Text] = N_("Work")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    sql: str

    def apply(self, unit: Unit) -> None:
        unit.session.execute(text(self.sql))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (
            "first_year",
            20266,
            (
                "Première année : 20266 a été saisi ; la valeur doit être comprise"
                " entre 1900 et 2100."
            ),
        ),
        (
            "years",
            20,
            "Années : 20 a été saisi ; la valeur doit être comprise entre 1 et 10.",
        ),
        (
            "adopted_on",
            dt.date(226, 3, 12),
            (
                "Adopté le : 12/03/226 a été saisi ; la valeur doit être comprise entre"
                " 01/01/1900 et 31/12/2100."
            ),
        ),
    ],
)
def test_a_figure_too_many_is_said_beside_the_field(
    field: str, value: object, said: str, small: Sample
) -> None:
    before = sample.content(small.store)
    with pytest.raises(Rejected) as refused:
        small.desk.do(RevisePlan(small.plan, field, value))
    (issue,) = refused.value.issues
    assert issue.field == field
    assert FRENCH.say(issue.text).replace("\u00a0", " ") == said
    assert sample.content(small.store) == before


def test_a_new_record_is_asked_too(small: Sample) -> None:
    with pytest.raises(Rejected, match="lies between"):
        small.desk.do(AddPlan({"title": "PDSEC", "first_year": 226}))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plans SET first_year = 32767",
        "UPDATE plans SET years = 4611686018427387904",
        "UPDATE plans SET adopted_on = '2200-01-01'",
    ],
)
def test_the_door_asks_again_what_was_written(sql: str, small: Sample) -> None:
    before = sample.content(small.store)
    for way in (small.desk.do, small.desk.attempt):
        with pytest.raises(Rejected, match="lies between") as refused:
            way(Raw(sql))
        (issue,) = refused.value.issues
        assert issue.record is not None
        assert (issue.record.table, issue.record.id) == ("plans", small.plan)
    assert sample.content(small.store) == before


def test_what_lay_beyond_before_does_not_stand_in_the_way(small: Sample) -> None:
    with small.store.writing("autre") as unit:
        unit.session.execute(text("UPDATE plans SET years = 4611686018427387904"))
    with small.store.reading() as session:
        assert len(known_years(session)) == 10
        assert len(scope_for(session, 2026).years) == 10
    small.desk.do(CostAction(small.action, 2025, Money(7_000_000)))
    small.desk.undo()

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from commune_desk.domain import programme
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places

IN_VILLAGE = Places(villages=(1,))


@dataclass(frozen=True)
class Gift:
    amount: Money | None
    year: int = 2026
    funder_class: FunderClass = FunderClass.COMMUNE
    partner: str = "CSRéf"


@dataclass(frozen=True)
class Action:
    costs: dict[int, Money] = field(default_factory=dict)
    given: tuple[Gift, ...] = ()
    places: Places = IN_VILLAGE
    objective_id: int | None = 1
    title: str = "Forage"
    code: str = "1.1"
    id: int = 1


SOUND = Action({2026: Money(100)}, (Gift(Money(100)),))


def found(action: Action) -> list[str]:
    return [i.code for rule in programme.ACTION_RULES for i in rule(action)]


def test_a_sound_action_has_no_finding() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("action", "codes"),
    [
        (Action({2026: Money(100)}), ["PLAN-01"]),
        (Action({2026: Money(100)}, (Gift(Money(90)),)), ["PLAN-02"]),
        (Action({2026: Money(100)}, (Gift(Money(110)),)), ["PLAN-02"]),
        (Action(), ["PLAN-03"]),
        (Action(SOUND.costs, SOUND.given, Places()), ["PLAN-05"]),
        (Action(SOUND.costs, SOUND.given, Places(other="CSRéf")), ["PLAN-05"]),
        (Action(SOUND.costs, SOUND.given, objective_id=None), ["PLAN-26"]),
        (
            Action(SOUND.costs, (Gift(Money(100)), Gift(None))),
            ["PLAN-27"],
        ),
    ],
)
def test_each_rule_finds_its_fault_alone(action: Action, codes: list[str]) -> None:
    assert found(action) == codes


def test_the_arithmetic_stands_in_the_finding() -> None:
    (issue,) = programme.funding(Action({2026: Money(100)}, (Gift(Money(90)),)))
    assert dict(issue.text.facts)["gap"] == Money(10)


def test_the_same_action_twice_is_found_whatever_the_spelling() -> None:
    again = Action(SOUND.costs, SOUND.given, title="FORAGE", code="1.2", id=2)
    (issue,) = programme.repeated([SOUND, again])
    assert issue.code == "PLAN-28"


def test_an_announced_cost_is_compared_with_the_sum() -> None:
    (issue,) = programme.announced(1, "PDSEC", Money(150), [SOUND])
    assert dict(issue.text.facts)["gap"] == Money(50)
    assert list(programme.announced(1, "PDSEC", Money(100), [SOUND])) == []


def test_a_village_without_action_is_named() -> None:
    (issue,) = programme.served({1: "Oueto", 2: "Sondio"}, [SOUND])
    assert dict(issue.text.facts)["names"] == ("Sondio",)

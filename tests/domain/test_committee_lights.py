"""Each light by plain values: its state, and the fact beside it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sample import FRENCH

from commune_desk.domain.committee_lights import (
    Facts,
    Light,
    LightState,
    Limits,
    Pillar,
    lit,
)
from commune_desk.domain.light_rules import answers, lights_of
from commune_desk.domain.money import Money

DAY = dt.date(2026, 10, 31)
OK, WATCH = LightState.OK, LightState.WATCH
CORRECT, UNKNOWN = LightState.CORRECT, LightState.UNKNOWN
ASKED = {
    "statutes": None, "convention": None, "assembly": 12, "meetings": 6,
    "accounts": 12, "cash": 1, "renewal": None, "installation": None,
    "water": None, "repairer": None, "analysis": 12,
}  # fmt: skip


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


def shown(key: str, **known: Any) -> tuple[LightState, str]:
    facts = Facts(asked=known.pop("asked", ASKED), needs_receipt=True, **known)
    (light,) = (x for x in lights_of(facts, DAY, Limits()) if x.key == key)
    return light.state, FRENCH.say(light.fact).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("key", "known", "expected"),
    [
        ("receipt", {"receipt": "0214"}, (OK, "n° 0214")),
        ("receipt", {}, (CORRECT, "manque")),
        ("statutes", {"statutes": True, "rules": True}, (OK, "")),
        ("statutes", {"statutes": True}, (WATCH, "sans règlement")),
        ("convention", {"convention": True, "convention_until": ago(-80)},
         (WATCH, "80 jours")),
        ("convention", {"convention": True, "convention_until": ago(73)},
         (CORRECT, "échue, 73 jours")),
        ("convention", {"convention": True}, (OK, "en vigueur")),
        ("bureau", {"seats": 8, "filled": 7}, (CORRECT, "7 sur 8")),
        ("bureau", {"seats": 8, "filled": 8}, (OK, "8 sur 8")),
        ("mandates", {"filled": 7, "over": 1}, (WATCH, "1 échu")),
        ("mandates", {"filled": 7, "next_end": ago(-30)}, (WATCH, "30 jours")),
        ("assembly", {"last_assembly": ago(300)}, (OK, "04/01/2026")),
        ("assembly", {"last_assembly": ago(400)}, (WATCH, "26/09/2025")),
        ("assembly", {"last_assembly": ago(800)}, (CORRECT, "22/08/2024")),
        ("assembly", {}, (UNKNOWN, "rien de noté")),
        ("meetings", {"last_bureau": ago(30), "meetings": 3}, (OK, "3 en 1 an")),
        ("women", {"members": 7, "women": 4, "women_share": 3000}, (OK, "4 sur 7")),
        ("women", {"members": 7, "women": 2, "women_share": 3000}, (WATCH, "2 sur 7")),
        ("women", {"members": 7, "women": 1, "women_least": 2}, (WATCH, "1 sur 7")),
        ("cash", {"last_cash": ago(25)}, (OK, "06/10/2026")),
        ("cash", {"last_cash": ago(40)}, (WATCH, "21/09/2026")),
        ("renewal", {"target": Money(300), "fund": Money(201)}, (WATCH, "67 %")),
        ("renewal", {"target": Money(300), "fund": Money(90)}, (CORRECT, "30 %")),
        ("renewal", {"target": Money(300), "fund": Money(300)}, (OK, "100 %")),
        ("dues", {"has_dues": True, "unpaid_since": ago(73)}, (CORRECT, "73 jours")),
        ("dues", {"has_dues": True}, (OK, "à jour")),
        ("installation", {"installations": 4, "working": 4}, (OK, "en marche")),
        ("installation", {"installations": 4, "working": 3, "broken_on": ago(9)},
         (CORRECT, "en panne, 9 jours")),
        ("water", {"produced": 920, "sold": 702}, (WATCH, "76 %")),
        ("water", {"produced": 100, "sold": 80}, (OK, "80 %")),
        ("repairer", {}, (WATCH, "aucun contrat")),
        ("analysis", {}, (UNKNOWN, "à renseigner")),
    ],
)  # fmt: skip
def test_a_light_and_its_fact(
    key: str, known: dict[str, Any], expected: tuple[LightState, str]
) -> None:
    assert shown(key, **known) == expected


def test_there_are_sixteen_and_what_nobody_asks_says_so() -> None:
    found = lights_of(Facts(), DAY, Limits())
    assert len(found) == 16
    asked = [light.key for light in found if light.state is not LightState.NOT_ASKED]
    assert asked == ["bureau", "mandates", "women"]
    assert {"recovery", "visit"} <= {light.key for light in found}


def test_a_column_is_told_by_its_worst_light() -> None:
    lights = (
        Light("receipt", Pillar.EXISTENCE, OK),
        Light("convention", Pillar.EXISTENCE, WATCH, "80 jours"),
        Light("bureau", Pillar.EXISTENCE, CORRECT, "7 sur 8"),
        Light("statutes", Pillar.EXISTENCE, UNKNOWN),
    )
    told = lit(lights)
    assert told.state is CORRECT
    said = FRENCH.say(told).replace("\u00a0", " ")
    assert said == "Bureau : 7 sur 8, Convention : 80 jours"
    assert FRENCH.say(lit(lights[:1])) == "à jour"


def test_the_dossier_answers_what_it_knows_and_nothing_else() -> None:
    known = Facts(
        asked=ASKED,
        needs_receipt=True,
        receipt="12",
        seats=7,
        filled=6,
        last_bureau=ago(20),
        meetings=2,
        key_posts=3,
        key_women=0,
    )
    found = answers(known, DAY, Limits())
    assert found["receipt"] == 2
    assert found["bureau"] == 0
    assert found["meetings_year"] == 1
    assert found["key_woman"] == 0
    assert not {"cash", "bank", "dues", "renewal", "analysis"} & set(found)

"""A whole plan: 200 actions, 18 villages, 60 pages of prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample import FRENCH

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.actions import AddAction, Gift
from commune_desk.services.command import Several
from commune_desk.services.desk import Desk, User
from commune_desk.services.indicators import AddIndicator, AddResult, TakeIndicators
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import (
    AddAxis,
    AddObjective,
    AddPlan,
    AddSector,
    scope_for,
)
from commune_desk.services.sections import ReviseSection, TakeContents, sections
from commune_desk.services.territory import AddCommune, AddVillage
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

ACTIONS, VILLAGES, WORDS = 200, 18, 27_000
MOST = 20.0
"""Seconds after which a clerk takes the program for dead."""

SENTENCE = (
    "La commune prévoit **dix** ouvrages neufs dans *ses villages* avant la fin. "
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("plan") / "plan.commune"
    store = Store(path)
    store.open()
    desk = Desk(store, User("bench", Role.SECRETARY))
    do = desk.do
    do(AddCommune({"name": "Dembela", "code": "1"}))
    number = do(AddPlan({"title": "PDSEC", "first_year": 2024}))
    villages = [do(AddVillage({"name": f"Village {n}"})) for n in range(VILLAGES)]
    aims = []
    for axis_number in range(1, 5):
        values = {
            "plan_id": number,
            "number": axis_number,
            "title": f"Axe {axis_number}",
        }
        axis = do(AddAxis(values))
        for k in range(4):
            code = f"{axis_number}{k}"
            sector = do(AddSector({"code": code, "title": f"Secteur {code}"}))
            values = {"axis_id": axis, "sector_id": sector, "title": f"Objectif {code}"}
            aim = do(AddObjective(values))
            result = do(AddResult({"objective_id": aim, "title": f"Résultat {code}"}))
            values = {
                "plan_id": number,
                "title": f"Indicateur {code}",
                "result_id": result,
            }
            do(AddIndicator(values))
            aims.append((sector, aim))
    commands = [
        AddAction(
            number,
            {
                "title": f"Construction d’un ouvrage numéro {n} dans le village",
                "sector_id": aims[n % len(aims)][0],
                "objective_id": aims[n % len(aims)][1],
                "responsible": "Mairie",
            },
            Places((villages[n % VILLAGES],)),
            {2024 + n % 5: Money(1_000_000 + n), 2024 + (n + 1) % 5: Money(500_000)},
            (Gift(2024 + n % 5, FunderClass.COMMUNE, Money(100_000)),),
        )
        for n in range(ACTIONS)
    ]
    do(Several(tuple(commands), N_("Import")))
    do(TakeIndicators(number))
    do(TakeContents(number))
    with store.reading() as session:
        rows = sections(session, scope_for(session, 2024))
    for row in rows:
        count = WORDS // len(rows) // len(SENTENCE.split())
        text = "\n\n".join([SENTENCE * 8] * (count // 8))
        do(ReviseSection(row.id, "text", f"## Titre\n\n{text}"))
    yield store
    store.close()


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_a_whole_plan_prints_in_seconds(
    benchmark: BenchmarkFixture, plan: Store, suffix: str
) -> None:
    def write() -> bytes:
        with plan.reading() as session:
            telling = Telling(session, scope_for(session, 2024), FRENCH, Silence())
            return printed(document("plan"), telling, suffix)

    content = benchmark.pedantic(write, rounds=1)
    assert len(content) > 50_000
    assert benchmark.stats.stats.min < MOST
    if suffix == ".pdf":
        benchmark.extra_info["pages"] = content.count(b"/Type /Page\n")

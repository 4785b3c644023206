"""Invented packages of any size, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.format import (
    COMMITTEE_STATES,
    FUNDERS,
    FUNDING_STATES,
    LIGHTS,
    RESOURCES,
    SECTIONS,
    SIDES,
    STATES,
    TRANCHES,
    VILLAGES,
)
from commune_desk.domain.package.manifest import Manifest, Period, Stage, Standing
from commune_desk.exchange.package.build import build

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.package.manifest import Cell

    Rows = dict[str, list[tuple[Cell, ...]]]

NAMES = (
    "N’Tiobougou",
    "Kouloupènebougou",
    'Zamiasso "ouest", hameau',
    "Fadabougou; Koko",
    "Ɲɛnɛbugu",
    "É\u0301cole",
    "=SOMME(A1)",
    "-12 bis",
)
SECTORS = ("Éducation", "Santé", "Hydraulique", "Agriculture", "Pistes")
KINDS = ("CSCOM", "EAU", "ECOLE", "MARCHE")
SCOPE = tuple(each.name for each in RESOURCES if not each.personal)
README = "Ouvrir les tableaux avec un tableur.\r\n"


@dataclass(frozen=True)
class Size:
    """How many lines of each table."""

    lines: int = 60
    projects: int = 20
    committees: int = 4
    villages: int = 6


SMALL = Size()
FULL = Size(4_500, 430, 40, 30)
"""5 000 lines in the four tables of the measurements."""


def manifest(code: str = "ML99010101", **facts: Any) -> Manifest:
    """Make a manifest; `facts` replace what is usual."""
    usual = Manifest(
        package=str(uuid.UUID(int=random.Random(code).getrandbits(128), version=4)),
        created=dt.datetime(2026, 11, 20, 9, 12, tzinfo=dt.UTC),
        generator="Commune Desk 0.1.0",
        commune_code=code,
        commune=f"Commune d’essai {code}",
        code_list="essai-2026",
        year=2026,
        stage=Stage.EXECUTION,
        period=Period.YEAR,
        until=dt.date(2026, 11, 15),
        standing=Standing.PROVISIONAL,
        source="b3b1f7c2",
        sequence=1,
        scope=SCOPE,
        journal_number=1841,
        journal_seal="9f2c" * 16,
        region="Région d’essai",
        cercle="Cercle d’essai",
    )
    return replace(usual, **facts)


def manifest_for(seed: int, **facts: Any) -> Manifest:
    """Make the manifest of the commune of a seed; its package id follows from both."""
    code = f"ML99{seed % 10_000:06d}"
    made = manifest(code, **facts)
    if "package" in facts:
        return made
    chance = random.Random(f"{code}-{made.year}-{made.source}-{made.sequence}")
    return replace(made, package=str(uuid.UUID(int=chance.getrandbits(128), version=4)))


def tables(seed: int, size: Size = SMALL, year: int = 2026) -> Rows:
    """Invent the lines of a commune."""
    chance = random.Random(seed)
    villages = [f"V-{number:03d}" for number in range(1, size.villages + 1)]
    projects = [f"P-{year}-{number:04d}" for number in range(1, size.projects + 1)]
    committees = [f"C-{number:03d}" for number in range(1, size.committees + 1)]
    return {
        "projets": [_project(chance, each, year) for each in projects],
        "projet_villages": [
            (each, village)
            for each in projects
            for village in chance.sample(villages, k=min(len(villages), 1))
        ],
        "projet_couts": [
            (each, year + offset, chance.randrange(40_000_000))
            for each in projects[: max(1, len(projects) // 4)]
            for offset in (0, 1)
        ],
        "projet_financements": [
            _funding(chance, f"F-{number:04d}", each, year)
            for number, each in enumerate(projects[: len(projects) // 3])
        ],
        "projet_avancement": [
            (each, half, chance.randrange(101), chance.randrange(9_000_000), None)
            for each in projects[: len(projects) // 4]
            for half in (1, 2)
        ],
        **_budget(chance, size.lines, year),
        "comites": [_committee(chance, each, villages) for each in committees],
        "comite_bilans": [
            (
                each,
                dt.date(year, 1, 1),
                dt.date(year, 6, 30),
                *(chance.randrange(900_000) for _ in range(2)),
                chance.randrange(-50_000, 900_000),
                30_000,
                chance.randrange(30_000),
            )
            for each in committees
        ],
        "villages": [_village(chance, each) for each in villages],
        "tdrl_villages": [_tax(chance, each) for each in villages],
        "conventions": [
            ("A-1", "CV 12", "Coopération décentralisée", "Partenaire d’essai",
             dt.date(year - 1, 1, 1), None, "EUR", 119_490.5, 78_380_000, 1_000_000)
        ],
        "convention_tranches": [
            ("A-1", "Partenaire d’essai", number, dt.date(year, number * 3, 1),
             TRANCHES[number % 3], None, 20_000_000, None)
            for number in (1, 2, 3)
        ],
        "indicateurs": [
            ("I-1", "Accès à l’eau", "%", 41.5, year - 2, 65, year + 2, 48.25, year)
        ],
        "restitutions": [
            ("R-1", dt.date(year, 3, 12), chance.choice(NAMES), 41, 57, None, 9)
        ],
        "plaintes": [("Eau", 4, 3, 1)],
    }  # fmt: skip


def package(
    seed: int = 1,
    size: Size = SMALL,
    rows: Mapping[str, list[tuple[Cell, ...]]] | None = None,
    **facts: Any,
) -> bytes:
    """Build the package of the commune of a seed."""
    made = manifest_for(seed, **facts)
    sent = tables(seed, size, made.year) if rows is None else rows
    return build(made, sent, README)


def _project(chance: random.Random, key: str, year: int) -> tuple[Cell, ...]:
    cost = chance.randrange(250_000, 90_000_000)
    return (
        key,
        key[-4:],
        f"Forage équipé n° {key[-4:]} à {chance.choice(NAMES)}",
        chance.choice(SECTORS),
        "",
        "Axe 1",
        "",
        "construction",
        int(chance.random() < 0.05),
        chance.choice(STATES),
        int(chance.random() < 0.1),
        chance.randrange(1, 9),
        "unité",
        cost,
        chance.randrange(cost + 1),
        dt.date(year, chance.randrange(1, 13), 1),
        None,
        chance.randrange(2_000),
        None,
        round(chance.uniform(10.5, 12.5), 5),
        round(chance.uniform(-7, -5), 5),
    )


def _funding(
    chance: random.Random, key: str, project: str, year: int
) -> tuple[Cell, ...]:
    return (
        key,
        project,
        year,
        chance.choice(FUNDERS),
        chance.choice(NAMES),
        chance.choice(FUNDING_STATES),
        chance.randrange(9_000_000),
        "",
        None,
    )


def _budget(chance: random.Random, count: int, year: int) -> Rows:
    lines: list[tuple[Cell, ...]] = []
    done: list[tuple[Cell, ...]] = []
    for number in range(count):
        key = f"L-{number:05d}"
        section, side = chance.choice(SECTIONS), chance.choice(SIDES)
        first, moved = chance.randrange(30_000_000), chance.randrange(-900, 900)
        amounts = (first, 0, 0, moved, first + moved)
        account = str(chance.randrange(600, 790))
        title = f"{chance.choice(NAMES)} {number}"
        lines.append((key, year, section, side, account, title, "063", 0, *amounts))
        if number % 9 == 0:
            spent = tuple(sorted(chance.randrange(first + 1) for _ in range(4)))[::-1]
            got = sorted((chance.randrange(first + 1) for _ in range(2)), reverse=True)
            expense = side == "D"
            acts = (*spent, 0, 0, 0) if expense else (0, 0, 0, 0, *got, 0)
            done.append((key, 1 + number % 2, section, side, *acts))
    return {"budget_lignes": lines, "budget_execution": done}


def _committee(
    chance: random.Random, key: str, villages: list[str]
) -> tuple[Cell, ...]:
    members = chance.randrange(3, 13)
    return (
        key,
        chance.choice(KINDS),
        f"Comité {key} {chance.choice(NAMES)}",
        chance.choice(villages),
        chance.choice(COMMITTEE_STATES),
        dt.date(2019, 5, 4),
        int(chance.random() < 0.6),
        members,
        chance.randrange(members + 1),
        chance.randrange(members + 1),
        members + 2,
        2,
        dt.date(2027, 5, 4),
        chance.choice(LIGHTS),
    )


def _village(chance: random.Random, key: str) -> tuple[Cell, ...]:
    return (
        key,
        "",
        f"{chance.choice(NAMES)} {key[-1]}",
        chance.choice(VILLAGES),
        chance.randrange(80, 4_000),
        2023,
        chance.randrange(10, 400),
        round(chance.uniform(10.5, 12.5), 5),
        round(chance.uniform(-7, -5), 5),
    )


def _tax(chance: random.Random, key: str) -> tuple[Cell, ...]:
    people = chance.randrange(80, 4_000)
    liable = chance.randrange(people)
    due = liable * 1_500
    return (key, people, liable, None, 1_500, due, chance.randrange(due + 1), 0, 0)

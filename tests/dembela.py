"""An imaginary commune for the screens: seven villages, thirteen actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.roles import Role
from commune_desk.services.actions import AddAction, Gift
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import AddAxis, AddObjective, AddPlan, AddSector
from commune_desk.services.territory import AddCommune, AddVillage
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2026
YEARS = range(2024, 2029)

VILLAGES = {
    "Dembela": 4100, "Oueto": 3350, "Komala": 2900, "Sondio": 2350,
    "Diakele": 2100, "N’Tiobougou": 1340, "Niamakouna": 900,
}  # fmt: skip

PLAN: dict[str, dict[str, list[tuple[str, str, str, tuple[int, ...], int, int]]]] = {
    "Services sociaux de base": {
        "Éducation": [
            ("1.1", "Trois salles de classe équipées", "Diakele",
             (12500, 0, 0, 0, 0), 12500, 0),
            ("1.2", "Clôture de l’école", "Dembela", (0, 6000, 0, 0, 0), 6000, 0),
            ("1.3", "Trois salles de classe équipées", "Sondio",
             (0, 0, 14200, 0, 0), 9100, 3900),
            ("1.4", "Logements d’enseignants", "Oueto", (0, 0, 0, 8000, 6000), 0, 0),
        ],
        "Hydraulique": [
            ("1.5", "Forage équipé, pompe solaire", "Komala",
             (0, 9000, 5500, 0, 0), 12500, 2000),
            ("1.6", "Extension de l’adduction d’eau", "Dembela",
             (0, 8500, 0, 6400, 0), 8500, 3200),
            ("1.7", "Réhabilitation de quatre pompes", "Commune",
             (0, 0, 0, 4800, 2400), 0, 4320),
        ],
        "Santé": [
            ("1.8", "Maternité du CSCom", "Dembela", (0, 0, 0, 9000, 7500), 3300, 6600),
        ],
    },
    "Économie locale": {
        "Agriculture": [
            ("2.1", "Périmètre maraîcher de 2 ha", "N’Tiobougou",
             (4000, 4500, 0, 0, 0), 8500, 0),
            ("2.2", "Banque de céréales", "Niamakouna",
             (0, 0, 6000, 3000, 0), 4320, 1680),
        ],
        "Désenclavement": [
            ("2.3", "Dalot de Oueto (intercommunal)", "Oueto, Sondio",
             (0, 0, 8000, 10000, 0), 7200, 4800),
        ],
    },
    "Gouvernance locale": {
        "Administration": [
            ("3.1", "Tricycle de la mairie", "Dembela", (0, 0, 2500, 0, 0), 2500, 0),
            ("3.2", "Révision du PDSEC", "Commune", (0, 0, 0, 0, 3000), 0, 0),
        ],
    },
}  # fmt: skip
"""Axis, sector, actions: number, title, place, thousands by year, secured, promised."""


def desk(path: Path | None = None, *, filled: bool = True) -> Desk:
    """Open a desk on the imaginary commune, or on an empty dossier."""
    store = Store(path)
    store.open()
    made = Desk(store, User("secrétaire", Role.SECRETARY))
    if filled:
        fill(made)
    return made


def fill(made: Desk) -> None:
    made.do(AddCommune({"name": "Dembela", "code": "30501", "is_own": True}))
    villages = {
        name: made.do(AddVillage({"name": name, "population": count}))
        for name, count in VILLAGES.items()
    }
    plan = made.do(
        AddPlan({"title": "PDSEC 2024-2028", "first_year": 2024, "years": 5})
    )
    for number, (axis_title, sectors) in enumerate(PLAN.items(), start=1):
        axis = made.do(
            AddAxis({"plan_id": plan, "number": number, "title": axis_title})
        )
        for place, (title, listed) in enumerate(sectors.items(), start=1):
            code = f"{number}{place}"
            sector = made.do(AddSector({"code": code, "title": title}))
            objective = made.do(
                AddObjective({"axis_id": axis, "sector_id": sector, "title": title})
            )
            for each in listed:
                values = {"sector_id": sector, "objective_id": objective}
                made.do(action(plan, values, villages, *each))


def action(  # noqa: PLR0913, PLR0917  one line of the plan
    plan: int,
    values: dict[str, Any],
    villages: dict[str, int],
    code: str,
    title: str,
    place: str,
    costs: tuple[int, ...],
    secured: int,
    promised: int,
) -> AddAction:
    where = Places(
        tuple(villages[p] for p in place.split(", ") if p in villages),
        whole_commune=place == "Commune",
    )
    given = [
        Gift(year, who, Money(part * 1000), "", status)
        for year, who, part, status in _gifts(costs, secured, promised)
    ]
    return AddAction(
        plan,
        {**values, "code": code, "title": title},
        where,
        {y: Money(c * 1000) for y, c in zip(YEARS, costs, strict=True) if c},
        tuple(given),
    )


def _gifts(costs: tuple[int, ...], secured: int, promised: int) -> list[Any]:
    """Spread what is secured, then what is promised, over the years in order."""
    found = []
    left = {year: cost for year, cost in zip(YEARS, costs, strict=True) if cost}
    for who, status, whole in (
        (FunderClass.ANICT, FundingStatus.SECURED, secured),
        (FunderClass.PARTNER, FundingStatus.PROMISED, promised),
    ):
        rest = whole
        for year, cost in list(left.items()):
            part = min(rest, cost)
            if part:
                found.append((year, who, part, status))
                left[year] -= part
                rest -= part
    return found

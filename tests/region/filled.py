"""A region of sixteen communes with all that can happen to their packages."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import parcels

from commune_desk.domain.package.manifest import Stage
from commune_desk.exchange.package.read import read
from commune_desk.exchange.region_lists import shipped
from commune_desk.services.region.lists import Expected, ListCommunes, Remark
from commune_desk.services.region.receiving import Receive
from commune_desk.services.region.settings import Region, SetUpRegion

if TYPE_CHECKING:
    from commune_desk.services.region.desk import RegionDesk

YEAR = 2026
CERCLES = ("Cercle A d’essai", "Cercle B d’essai", "Cercle d’essai du Nord-Ouest", "")
BUDGET_ONLY = ("budget_lignes", "budget_execution")
SILENT = 15
UNLISTED = 16


def code(number: int) -> str:
    return f"ML99{number:06d}"


def listed(number: int) -> Expected:
    name = f"{parcels.NAMES[number % 8].lstrip('=-')} {number}"
    return Expected(code(number), name, CERCLES[number % 4], code_list="essai-2026")


def rows_of(seed: int, size: parcels.Size) -> parcels.Rows:
    """Invent the lines; the villages of a commune lie near each other."""
    rows, chance = parcels.tables(seed, size, YEAR), random.Random(seed)
    south, west = 11 + seed % 4 * 0.3, -6.8 + seed // 4 * 0.35
    rows["villages"] = [
        (*row[:-2], south + chance.uniform(0, 0.2), west + chance.uniform(0, 0.2))
        for row in rows["villages"]
    ]
    rows["projet_avancement"] = [
        (*row[:-1], row[3] // 2) for row in rows["projet_avancement"]
    ]
    rows["tdrl_villages"] = [
        (*row[:-2], row[5] // 3, row[6] // 4) for row in rows["tdrl_villages"]
    ]
    rows["convention_tranches"] = [
        (*row[:-1], 19_500_000 if row[4] == "RECUE" else None)
        for row in rows["convention_tranches"]
    ]
    return rows


def send(
    desk: RegionDesk, number: int, day: dt.date, size: parcels.Size, **facts: object
) -> None:
    rows = rows_of(number, size)
    if scope := facts.get("scope"):
        rows = {name: rows[name] for name in scope}
    name = {"commune": f"Commune d’essai {number}", "cercle": "Cercle A d’essai"}
    data = parcels.package(number, rows=rows, **{**name, **facts})
    now = dt.datetime(day.year, day.month, day.day, 10, tzinfo=dt.UTC)
    desk.do(Receive(read(data), data, "essai", now))


def fill(
    desk: RegionDesk,
    size: parcels.Size = parcels.SMALL,
    *,
    demonstration: bool = False,
) -> None:
    """Receive on time and late, in part, twice, from two databases, over a gap."""
    desk.do(SetUpRegion(Region("Essai", demonstration=demonstration)))
    desk.do(shipped())
    desk.do(ListCommunes(tuple(map(listed, range(1, UNLISTED)))))
    june, august, autumn = (dt.date(YEAR, 6, 30), dt.date(YEAR, 8, 20),
                            dt.date(YEAR, 11, 20))  # fmt: skip
    for number in range(1, 15):
        if number != 5:
            day = august if number % 3 else autumn
            told = june if number % 3 else dt.date(YEAR, 11, 15)
            send(desk, number, day, size, until=told)
    send(desk, 1, dt.date(YEAR, 11, 18), size, sequence=2)
    partial = {"partial": True, "scope": BUDGET_ONLY}
    send(desk, 3, autumn, size, sequence=2, **partial)
    send(desk, 5, autumn, size, **partial)
    send(desk, 6, autumn, size, source="0ther000", stage=Stage.PRIMITIVE)
    send(desk, 7, autumn, size, sequence=3, supersedes=parcels.manifest_for(99).package)
    send(desk, UNLISTED, autumn, size)
    remark = "Le rôle de la TDRL de deux villages est à relire avec le percepteur."
    desk.do(Remark(code(1), YEAR, remark, "TDRL", "essai"))
    desk.do(Remark(code(1), YEAR, "Bon envoi.", "", "essai"))

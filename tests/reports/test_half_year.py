"""The half-yearly report, made again from the exported tables."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from recounted import grouped, lines, text_of

from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store


def rate(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.2f} %".replace(".", ",")


def first(figures: str) -> int:
    """Read the first of several figures, each of three groups of digits."""
    return int("".join(figures.split()[:3]))


def test_its_tdrl_is_that_of_the_recovery(store: Store, tmp_path: Path) -> None:
    text = text_of(store, "half-year")
    found = lines(store, TABLES.named("tdrl-recovery"), tmp_path)
    asked = sum(line["Rôle"] for line in found)
    paid = sum(line["Payé"] for line in found)
    assert f"Total {grouped(asked)} {grouped(paid)} {rate(paid, asked)}" in text
    for line in found:
        assert f"{line['Village']} {grouped(line['Rôle'])}" in text


def test_its_budget_is_that_of_the_situation(store: Store, tmp_path: Path) -> None:
    text = text_of(store, "half-year")
    for name, side in (
        ("situation_revenue", "recettes"),
        ("situation_expenditure", "dépenses"),
    ):
        found = lines(store, TABLES.named(name), tmp_path)
        final = sum(line["Prévision définitive"] or 0 for line in found)
        parts = [
            re.search(rf"Total {side} {part} ((?:\d{{1,3}} )+)", text)
            for part in ("de fonctionnement", "d’investissement")
        ]
        assert None not in parts
        assert sum(first(part[1]) for part in parts if part) == final


def test_an_invitation_names_its_session(store: Store) -> None:
    text = text_of(store, "restitution-invitation")
    assert "vous invite à la séance où la commune rend compte" in text
    assert "5. Questions, réponses et recommandations du public." in text


def test_what_its_sectors_planned_is_the_cost_of_their_actions(
    store: Store, tmp_path: Path
) -> None:
    text = text_of(store, "half-year")
    heads = {
        each["Code"]: each["Secteur"]
        for each in lines(store, TABLES.named("sectors"), tmp_path)
    }
    planned: dict[str, int] = defaultdict(int)
    for action in lines(store, TABLES.named("actions"), tmp_path):
        planned[heads[action["Secteur"][:2]]] += action["2026"] or 0
    told = {name: francs for name, francs in planned.items() if francs}
    assert len(told) > 5
    for name, francs in told.items():
        assert f"{name} {grouped(francs)} " in text
    assert f"Total {grouped(sum(told.values()))} " in text

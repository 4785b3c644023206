"""The yearly accounts of committees, made again from the exported tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from recounted import grouped, lines, text_of

from commune_desk.tables.committee_cash import CASH_ENTRIES, CASH_PERIODS
from commune_desk.tables.committee_stock import ACCOUNTS, MEMBER_DUES, STOCK_ENTRIES

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store

    Line = dict[str, Any]

YEAR = 2026
TO_BANK, FROM_BANK = "caisse → banque", "banque → caisse"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cash")


def year_of(value: object) -> int:
    text = str(value)
    return int(text[6:10]) if "/" in text else int(text[:4])


def of_committee(rows: list[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        found[row["Comité"]].append(row)
    return found


@pytest.mark.parametrize("year", [2024, 2025])
def test_opening_receipts_expenses_and_gap_make_the_closing(
    store: Store, folder: Path, year: int
) -> None:
    typed = of_committee(lines(store, CASH_ENTRIES, folder))
    spans = of_committee(lines(store, CASH_PERIODS, folder))
    seen = 0
    for line in lines(store, ACCOUNTS, folder, year=year):
        own = [p for p in spans[line["Comité"]] if year_of(p["Du"]) == year]
        if not own:
            assert line["Solde de fin"] is None
            continue
        seen += 1
        moves = [m for m in typed[line["Comité"]] if year_of(m["Date"]) == year]
        opening = own[0]["Caisse au début"] + (own[0]["Banque au début"] or 0)
        came = sum(m["Recette"] or 0 for m in moves)
        went = sum(m["Dépense"] or 0 for m in moves)
        counted = own[-1]["Caisse comptée à la fin"] + (own[-1]["Banque à la fin"] or 0)
        assert line["Solde de départ"] == opening
        assert (line["Recettes"] or 0, line["Dépenses"] or 0) == (came, went)
        assert line["Solde de fin"] == counted
        assert (line["Écart"] or 0) == counted - opening - came + went
        into = sum(m["Viré"] or 0 for m in moves if m["Caisse ou banque"] == TO_BANK)
        at_bank = [m for m in moves if m["Caisse ou banque"] == "banque"]
        rest = sum((m["Recette"] or 0) - (m["Dépense"] or 0) for m in at_bank)
        bank = (own[0]["Banque au début"] or 0) + into + rest
        assert (line["En banque"] or 0) == bank
    assert seen >= 24


def test_the_renewal_fund_is_what_was_put_aside(store: Store, folder: Path) -> None:
    typed = of_committee(lines(store, CASH_ENTRIES, folder))
    rows = [r for r in lines(store, ACCOUNTS, folder, year=2026) if r["Renouvellement"]]
    assert len(rows) >= 8
    for line in rows:
        fund = 0
        for move in typed[line["Comité"]]:
            if move["Renouvellement"] in {True, "oui"}:
                sign = -1 if move["Caisse ou banque"] == FROM_BANK else 1
                fund += sign * (move["Viré"] or 0)
                fund += (move["Recette"] or 0) - (move["Dépense"] or 0)
        assert line["Renouvellement"] == fund


def test_the_paper_adds_up_heading_by_heading(store: Store, folder: Path) -> None:
    typed = of_committee(lines(store, CASH_ENTRIES, folder))
    text = text_of(store, "committee-account")
    for name in ("AUEP de Dembela", "CGS de Kona", "Banque de céréales de Kona"):
        moves = [m for m in typed[name] if year_of(m["Date"]) == YEAR]
        sums: dict[str, int] = defaultdict(int)
        for move in moves:
            if move["Rubrique"]:
                sums[move["Rubrique"]] += (move["Recette"] or 0) + (
                    move["Dépense"] or 0
                )
        assert len(sums) > 3
        for heading, amount in sums.items():
            count = sum(m["Rubrique"] == heading for m in moves)
            assert f"{heading} {count} {grouped(amount)}" in text


def test_dues_and_stock_add_up(store: Store, folder: Path) -> None:
    for line in lines(store, MEMBER_DUES, folder):
        assert line["Dû"] == line["Payeurs"] * line["Par payeur"]
        assert (line["Reste"] or 0) == line["Dû"] - (line["Recouvré"] or 0)
    left: dict[tuple[str, str], int] = defaultdict(int)
    for line in lines(store, STOCK_ENTRIES, folder):
        key = (line["Comité"], line["Produit"])
        left[key] += (line["Entrée"] or 0) - (line["Sortie"] or 0)
        assert (line["En magasin"] or 0) == left[key] >= 0
    assert len(left) >= 5

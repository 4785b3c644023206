"""Water and what committees owe the commune, made again from the exported tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from recounted import grouped, lines, text_of

from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store

    Line = dict[str, Any]

YEAR = "2026"
CARRIED = {"caisse → banque", "banque → caisse"}
PRODUCTION = "production"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("water")


def table(store: Store, name: str, folder: Path) -> list[Line]:
    return lines(store, TABLES.named(name), folder)


def kind_of(meters: list[Line], reading: Line) -> str:
    named = {f"{m['Comité']} – {m['Compteur']}": m for m in meters}
    own = max((n for n in named if reading["Compteur"].startswith(n)), key=len)
    return str(named[own]["Nature du compteur"])


def counted(store: Store, folder: Path) -> dict[tuple[str, str], list[int]]:
    """Give each committee and year the m³ made, the m³ sold, the francs taken in."""
    meters = table(store, "meters", folder)
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for reading in table(store, "meter_readings", folder):
        own = found[reading["Compteur"].split(" – ")[0], reading["Relevé le"][-4:]]
        made = kind_of(meters, reading) == PRODUCTION
        own[0 if made else 1] += reading["m³ depuis"] or 0
        own[2] += reading["Encaissé"] or 0
    return found


def test_the_account_of_a_network_adds_its_readings_up(
    store: Store, folder: Path
) -> None:
    text = text_of(store, "water-account")
    seen = 0
    for (name, year), (made, sold, taken) in counted(store, folder).items():
        if year != YEAR:
            continue
        seen += 1
        lost = made - sold
        share = f"{lost * 100 / made:.2f}".replace(".", ",")
        wanted = f"Ensemble {grouped(made)} {grouped(sold)} {grouped(lost)} {share} %"
        assert f"{wanted} {grouped(taken)}" in text, name
        assert f"{grouped(made)} m³ pompés, {grouped(sold)} m³" in text
    assert seen == 2


def test_a_bill_asks_what_the_year_left_unpaid(store: Store, folder: Path) -> None:
    """What was drawn in the year at its price, less what was taken in.

    A connection without a price of its own pays that of the standpipes.
    """
    text = text_of(store, "water-bills")
    meters = table(store, "meters", folder)
    by_age = sorted(
        table(store, "water_prices", folder),
        key=lambda price: (
            price["Nature du compteur"].startswith("branchement"),
            price["En vigueur du"][-4:],
        ),
    )
    prices: dict[str, int] = {p["Comité"]: p["Prix du m³"] for p in by_age}
    seen = 0
    for meter in meters:
        if not str(meter["Nature du compteur"]).startswith("branchement"):
            continue
        name = f"{meter['Comité']} – {meter['Compteur']}"
        own = [
            reading
            for reading in table(store, "meter_readings", folder)
            if reading["Compteur"].split(" – ")[:2] == name.split(" – ")
            and reading["Relevé le"][-4:] == YEAR
        ]
        drawn = sum(r["m³ depuis"] for r in own) * prices[meter["Comité"]]
        left = drawn - sum(r["Encaissé"] or 0 for r in own)
        bill = text.split(f"Facture d’eau : {meter['Abonné']}")[1]
        asked = bill.split("À payer ")[1]
        assert asked.startswith(f"{grouped(left)} " if left else "–"), name
        seen += 1
    assert seen == 7


def base(store: Store, folder: Path, rule: Line, year: str) -> int | None:
    """Find anew what a due is reckoned on: m³ sold, or the money of the cash book."""
    kind = rule["Mode de calcul"]
    if kind == "montant par mètre cube":
        return counted(store, folder)[rule["Comité"], year][1]
    if not kind.startswith("part"):
        return None
    own = [
        line
        for line in table(store, "cash_entries", folder)
        if line["Comité"] == rule["Comité"]
        and line["Date"][-4:] == year
        and line["Caisse ou banque"] not in CARRIED
        and not line["Renouvellement"]
    ]
    came = sum(line["Recette"] or 0 for line in own)
    gross = "brutes" in kind
    return came if gross else came - sum(line["Dépense"] or 0 for line in own)


def test_a_due_is_its_rule_applied_to_what_was_counted(
    store: Store, folder: Path
) -> None:
    rules = {
        f"{rule['Comité']} – {rule['En vigueur du']}": rule
        for rule in table(store, "due_rules", folder)
    }
    seen = set()
    for due in table(store, "dues", folder):
        rule = rules[due["Règle"]]
        found = base(store, folder, rule, due["Période du"][-4:])
        if found is None:
            continue
        assert due["Base"] == found, due["Règle"]
        rate = rule["Taux"]
        amount = found * rule["Montant"] if rate is None else found * rate / 100
        assert due["Redevance due"] == max(0, round(amount)), due["Règle"]
        seen.add(rule["Mode de calcul"])
    assert len(seen) == 3


def test_the_state_of_dues_adds_up(store: Store, folder: Path) -> None:
    text = text_of(store, "dues-state")
    dues = table(store, "dues", folder)
    paid = sum(line["Payé"] for line in table(store, "due_payments", folder))
    due = sum(line["Redevance due"] for line in dues)
    late = sum(
        line["Redevance due"] - line["Payé"]
        for line in dues
        if line["À payer avant le"][6:] + line["À payer avant le"][3:5] < "202610"
    )
    figures = " ".join(map(grouped, (due, paid, due - paid, late)))
    assert f"Total général {figures}" in text
    assert sum(line["Payé"] for line in dues) == paid

"""Papers of agreements, made again from the exported tables of the demonstration."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pytest
from recounted import grouped, lines, row, text_of
from sample import DATA

from commune_desk.tables.agreements import AGREEMENT_FUNDINGS, AGREEMENTS
from commune_desk.tables.tranches import FUND_USES, TRANCHES

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store

    Line = dict[str, Any]

REAL, OWN = "CD-2019-2021", "EX-2024-2026"
RATE = Decimal("655.957")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agreements")


def decimal(value: object) -> Decimal:
    return Decimal(str(value or 0).replace(",", "."))


def euros(amount: Decimal) -> str:
    """Write euros as papers do: 119 490,00."""
    whole, cents = divmod(int(amount * 100), 100)
    return f"{grouped(whole)},{cents:02d}" if amount else "–"


def francs(amount: Decimal) -> int:
    return int((amount * RATE).quantize(1, ROUND_HALF_UP))


def given(store: Store, folder: Path, reference: str) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines(store, AGREEMENT_FUNDINGS, folder):
        if line["Convention"] == reference:
            found[int(line["Année"])] += decimal(line["Montant dans la monnaie"])
    return dict(found)


def test_the_real_co_financing_is_the_published_one(store: Store, folder: Path) -> None:
    path = DATA / "partnership_funding_2019_2021.csv"
    published: dict[int, Decimal] = defaultdict(Decimal)
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            published[int(line["year"])] += Decimal(line["amount_eur"])
    years = given(store, folder, REAL)
    assert years == dict(published) == {2019: 119_490, 2020: 133_590, 2021: 127_192}
    assert sum(years.values()) == 380_272
    text = text_of(store, "agreement-money")
    total = [*years.values(), sum(years.values(), Decimal(0))]
    assert f"Total {' '.join(map(euros, total))}" in text
    for year, amount in years.items():
        assert f"{year} {euros(amount)} {grouped(francs(amount))}" in text
    by_line = sum(map(francs, years.values()))
    assert (by_line, francs(total[-1])) == (249_442_081, 249_442_080)
    assert f"Somme des années 380 272,00 {grouped(by_line)}" in text
    assert f"convertie d’un coup 380 272,00 {grouped(francs(total[-1]))}" in text


def test_the_report_is_received_less_spent(store: Store, folder: Path) -> None:
    came = [
        line
        for line in lines(store, TRANCHES, folder)
        if line["Convention"] == OWN and line["Reçue le"]
    ]
    received = sum(
        line["Francs crédités"] or francs(decimal(line["Montant reçu"]))
        for line in came
    )
    uses = [x for x in lines(store, FUND_USES, folder) if x["Convention"] == OWN]
    spent = sum(
        line["Montant en francs"] or francs(decimal(line["Montant en devise"]))
        for line in uses
    )
    budget = sum(x["Montant en francs"] for x in uses if x["Dépense du budget"])
    text = text_of(store, "funder-report")
    assert f"Reçu en tout {row(received)}" in text
    assert f"Dépensé par le budget {row(budget)}" in text
    assert f"Dépensé hors budget {row(spent - budget)}" in text
    assert f"Solde : reçu moins dépensé {row(received - spent)}" in text
    for line in uses:
        assert line["Objet payé"].split(",")[0] in text
    bare = sum(not line["Pièce justificative"] for line in uses)
    assert bare == 1
    assert "1 utilisation n’a pas encore de pièce justificative" in text


def test_the_list_adds_up_each_currency_alone(store: Store, folder: Path) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines(store, AGREEMENTS, folder):
        sums[line["Monnaie"]] += decimal(line["Convenu"])
    text = text_of(store, "agreements-list")
    assert set(sums) == {"EUR", "XOF"}
    assert f"Total en EUR {euros(sums['EUR'])}" in text
    assert f"Total en XOF {grouped(int(sums['XOF']))}" in text


def test_the_sheet_has_every_field_of_the_atlas(store: Store) -> None:
    text = text_of(store, "partnership-sheet")
    for words in (
        "Année de première signature 1995",
        "Thématiques par priorité",
        "Aménagement du territoire et transports",
        "Date de fin du partenariat 31/12/2021",
        "Contexte",
        "Historique",
        "Objectifs du partenariat",
        "Description détaillée",
        "Projet de coopération décentralisée",
        "Maître(s) d’œuvre A.R.C.A.D.E. Une Terre pour Vivre",
        "Maître(s) d’ouvrage Pontcharra, Commune rurale de Dembela",
        "Au Mali : 50 000 habitants",
        "Communes des deux pays",
        "Dont « 1 % eau »",
        "Évaluation, communication et perspectives",
        "Volontaires",
    ):
        assert words in text, words

"""Sums of the papers of contracts and of the inventory, made again from the files.

- plan of procurement: estimates of the year, by nature and in all;
- register: estimates, amounts, retentions (hundredths of a per cent, half up);
- inventory: values by village and by all, without what has left;
- minutes of leaving: what left in the year.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from sample import FRENCH

from commune_desk.paths import RESOURCES
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = RESOURCES / "demonstration"
YEAR = 2026
SITUATION = dt.date(YEAR, 10, 31)
NOWHERE = "Mairie, commune entière"


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


def text_of(store: Store, name: str) -> str:
    with store.reading() as session:
        scope = scope_for(session, YEAR)
        telling = Telling(session, scope, FRENCH, Silence())
        content = printed(document(name), telling, ".pdf")
    with pypdfium2.PdfDocument(io.BytesIO(content)) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return re.sub(r"\s+", " ", " ".join(pages))


def lines(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def said(francs: int) -> str:
    return f"{francs:,}".replace(",", " ")


def whole(text: str) -> int:
    return int(text or 0)


def test_the_plan_of_procurement_adds_the_estimates_up(demo: Store) -> None:
    sums: dict[str, int] = defaultdict(int)
    for line in lines("procurements.csv"):
        if line["Année"] == str(YEAR):
            sums[line["Nature"]] += whole(line["Estimation"])
    text = text_of(demo, "procurement-plan")
    for nature, amount in sums.items():
        assert f"Total {nature} {said(amount)}" in text
    assert f"Total général {said(sum(sums.values()))}" in text
    assert "à vérifier" in text


def test_the_register_adds_estimates_amounts_and_retentions_up(demo: Store) -> None:
    sums = [0, 0, 0]
    for line in lines("procurements.csv"):
        amount = whole(line["Montant du marché"])
        rate = Fraction(line["Retenue de garantie en %"] or 0) / 100
        retained = int(amount * rate + Fraction(1, 2))
        for place, add in enumerate((whole(line["Estimation"]), amount, retained)):
            sums[place] += add
    text = text_of(demo, "procurement-register")
    estimate, amount, retained = map(said, sums)
    assert f"Total général {estimate} {amount} {retained}" in text


def left(line: dict[str, str]) -> dt.date | None:
    day = line["Sorti le"]
    return dt.datetime.strptime(day, "%d/%m/%Y").date() if day else None  # noqa: DTZ007  a day of a file


def test_the_inventory_adds_up_what_is_still_there_by_village(demo: Store) -> None:
    sums: dict[str, int] = defaultdict(int)
    for line in lines("assets.csv"):
        gone = left(line)
        if gone is None or gone > SITUATION:
            sums[line["Village"] or NOWHERE] += whole(line["Valeur"])
    text = text_of(demo, "inventory")
    for village, amount in sums.items():
        assert f"Total {village} {said(amount)}" in text
    assert text.count(f"Total général {said(sum(sums.values()))}") == 1
    assert "Moto du percepteur" not in text


def test_the_minutes_add_up_what_left_in_the_year(demo: Store) -> None:
    gone = [line for line in lines("assets.csv") if left(line) is not None]
    total = sum(whole(line["Valeur"]) for line in gone)
    text = text_of(demo, "inventory-leaving")
    assert f"Total {said(total)}" in text
    assert all(line["N° d’inventaire"] in text for line in gone)

"""Papers of revenue, made again from the exported tables of the demonstration.

Receipts, rolls, books, payments and operations come from the spreadsheets of their
tables; sums, ranks, shares and the cash on hand are worked out here. What is looked
for in the printed papers is whole rows, figure after figure.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from recounted import Evaluated, grouped, lines, pages, paper, percent, row, text_of

from commune_desk.tables.regie import RECEIPT_BOOKS, RECEIPTS, REMITTANCES
from commune_desk.tables.revenue import ARREARS, REVENUE
from commune_desk.tables.tdrl import TDRL_EXEMPTIONS, TDRL_ROLLS

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store

    Line = dict[str, Any]

THIS, LAST, FIRST = 2026, 2025, 2024


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("revenue")


def on_day(line: Line) -> str:
    """Give a day so that days sort."""
    on = line["Date"]
    if isinstance(on, str):
        day, month, year = on.split("/")
        return f"{year}-{month}-{day}"
    return str(on)[:10]


def kept(store: Store, folder: Path, year: int = THIS) -> list[Line]:
    rows = lines(store, RECEIPTS, folder, year=year)
    return [line for line in rows if not line["Annulé le"]]


def paid_by_village(store: Store, folder: Path, roll: int) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for year in (LAST, THIS):
        for line in kept(store, folder, year):
            name = str(line["Rôle de TDRL"] or "")
            if name.endswith(f" {roll}"):
                found[name.removesuffix(f" {roll}")] += line["Montant"]
    return found


def test_the_cash_of_the_regie_is_receipts_less_payments(
    store: Store, folder: Path
) -> None:
    received = {
        y: sum(x["Montant"] for x in kept(store, folder, y)) for y in (LAST, THIS)
    }
    paid = {
        y: sum(x["Montant"] for x in lines(store, REMITTANCES, folder, year=y))
        for y in (LAST, THIS)
    }
    before = received[LAST] - paid[LAST]
    left = before + received[THIS] - paid[THIS]
    text = text_of(store, "regie-cash")
    assert f"Total {row(received[THIS], paid[THIS], left)}" in text
    assert f"{grouped(received[THIS])} F" in text
    waiting = sum(x["Montant"] for x in kept(store, folder) if not x["Versement"])
    assert left == waiting > 0


def test_the_cash_book_runs_on_line_after_line(store: Store, folder: Path) -> None:
    text = text_of(store, "regie-cash")
    moves = [(on_day(x), 0, x["Montant"]) for x in kept(store, folder)]
    moves += [(on_day(x), 1, -x["Montant"]) for x in lines(store, REMITTANCES, folder)]
    on_hand = seen = 0
    by_day: dict[str, list[int]] = defaultdict(list)
    for on, order, francs in sorted(moves, key=lambda move: move[:2]):
        on_hand += francs
        by_day[on].append(on_hand)
        if order:
            assert row(-francs, on_hand) in text
            seen += 1
    assert all(grouped(found[-1]) in text for found in by_day.values())
    assert seen == len(lines(store, REMITTANCES, folder)) > 5


def test_each_payment_is_the_sum_of_its_receipts(store: Store, folder: Path) -> None:
    rows = kept(store, folder)
    printed = pages(paper(store, "remittance"))
    for line in lines(store, REMITTANCES, folder):
        own = [x for x in rows if str(x["Versement"] or "") == str(line["N°"])]
        assert sum(x["Montant"] for x in own) == line["Montant"]
        title = f"ÉTAT DE VERSEMENT N° {line['N°']} "
        at = next(n for n, each in enumerate(printed) if title in each)
        page, after = printed[at], "".join(printed[at + 1 : at + 2])
        by_line: dict[str, int] = defaultdict(int)
        for each in own:
            by_line[str(each["Ligne du budget"])[:4]] += each["Montant"]
        for code, francs in by_line.items():
            assert code in page
            assert grouped(francs) in page
        closed = f"({grouped(line['Montant'])} F CFA)"
        # Where the sheet is full, the closed sum stands above those who sign for it.
        assert closed in page or ("VERSEMENT N°" not in after and closed in after)


def test_the_league_of_the_villages(store: Store, folder: Path) -> None:
    paid = paid_by_village(store, folder, THIS)
    rolls = lines(store, TDRL_ROLLS, folder)
    rates = {}
    text = text_of(store, "tdrl-recovery")
    for line in rolls:
        amount = line["Imposables"] * line["Taux"]
        assert amount == line["Rôle"]
        rates[line["Village"]] = (paid[line["Village"]], amount)
    order = sorted(rates, key=lambda v: (-(rates[v][0] * 10_000 // rates[v][1]), v))
    for rank, village in enumerate(order, start=1):
        got, amount = rates[village]
        left = amount - got
        wanted = f"{rank} {village} {row(amount, got, left)} {percent(got, amount)} %"
        assert f"{wanted} {grouped(got * 5 // 100)}" in text, wanted
    got, amount = (sum(pair[n] for pair in rates.values()) for n in (0, 1))
    whole = f"Total {row(amount, got, amount - got)} {percent(got, amount)} %"
    assert whole in text


def test_the_villages_that_are_late(store: Store, folder: Path) -> None:
    paid = paid_by_village(store, folder, THIS)
    text = text_of(store, "tdrl-late")
    late = 0
    for line in lines(store, TDRL_ROLLS, folder):
        got, amount = paid[line["Village"]], line["Rôle"]
        wanted = f"{line['Village']} {row(amount, got, amount - got)}"
        if got * 2 < amount:
            assert wanted in text
            late += 1
        else:
            assert wanted not in text
    assert late > 1


def test_the_shares_of_the_levels_make_what_was_paid(
    store: Store, folder: Path
) -> None:
    text = text_of(store, "tdrl-sharing")
    sums = [0, 0, 0, 0]
    for village, got in paid_by_village(store, folder, THIS).items():
        cercle, region = got * 15 // 100, got * 5 // 100
        parts = (got, got - cercle - region, cercle, region)
        assert f"{village} {row(*parts)}" in text
        sums = [a + b for a, b in zip(sums, parts, strict=True)]
    assert f"Total {row(*sums)}" in text
    assert sums[0] == sum(sums[1:])


def test_the_roll_with_its_exemptions(store: Store, folder: Path) -> None:
    text = text_of(store, "tdrl-roll")
    exempt: dict[str, int] = defaultdict(int)
    for line in lines(store, TDRL_EXEMPTIONS, folder):
        exempt[str(line["Rôle de TDRL"]).removesuffix(f" {THIS}")] += line["Personnes"]
    heads = ("Familles", "Population", "Plus de 14 ans")
    for line in lines(store, TDRL_ROLLS, folder):
        figures = (
            *(line[head] for head in heads),
            exempt[line["Village"]],
            line["Imposables"],
            line["Taux"],
            line["Imposables"] * line["Taux"],
        )
        assert f"{line['Village']} {row(*figures)}" in text
        assert exempt[line["Village"]] + line["Imposables"] <= line["Plus de 14 ans"]


def test_what_is_left_by_debtor_and_by_village(store: Store, folder: Path) -> None:
    text = text_of(store, "revenue-arrears")
    rows = [*lines(store, ARREARS, folder), *lines(store, REVENUE, folder)]
    sums = [0, 0, 0, 0]
    for line in rows:
        figures = [line[h] or 0 for h in ("Titré", "Recouvré", "Non-valeurs")]
        left = max(0, figures[0] - figures[1] - figures[2])
        assert left == line["Reste à recouvrer"]
        if left:
            assert row(*figures, left) in text
            pairs = zip(sums, (*figures, left), strict=True)
            sums = [a + b for a, b in pairs]
    assert f"Total général {row(*sums)}" in text
    for year in (LAST, THIS):
        paid = paid_by_village(store, folder, year)
        for line in lines(store, TDRL_ROLLS, folder, year=year):
            got, amount = paid[line["Village"]], line["Rôle"]
            if got < amount:
                wanted = row(amount, got, amount - got)
                assert f"{line['Village']} {year} {wanted}" in text


def test_the_stock_of_books(store: Store, folder: Path) -> None:
    text = text_of(store, "receipt-books")
    used: dict[str, list[int]] = defaultdict(list)
    for year in (FIRST, LAST, THIS):
        for line in lines(store, RECEIPTS, folder, year=year):
            numbers = range(line["N°"], (line["Au n°"] or line["N°"]) + 1)
            used[str(line["Quittancier"])] += numbers
    for line in lines(store, RECEIPT_BOOKS, folder):
        name = f"{line['Série']} {line['Du n°']}–{line['Au n°']}"
        own = used[name]
        assert len(own) == len(set(own)) == line["Employés"]
        assert line["Non employés"] == line["Au n°"] - line["Du n°"] + 1 - len(own)
        gaps = set(range(line["Du n°"], max(own, default=0))) - set(own)
        assert ", ".join(map(str, sorted(gaps))) == (line["N° manquants"] or "")
        assert name in text


def test_the_registers_add_up_what_the_operations_have(
    store: Store, folder: Path
) -> None:
    rows = lines(store, REVENUE, folder)
    titled = sum(line["Titré"] for line in rows)
    assert f"Total {grouped(titled)}" in text_of(store, "titles-register")
    sheets = Evaluated(paper(store, "titles-register", ".xlsx")).totals()
    assert any(grouped(titled) in figures for figures, _ in sheets)
    text = text_of(store, "collections-register")
    by_line: dict[str, int] = defaultdict(int)
    for line in rows:
        by_line[str(line["Code"])] += line["Recouvré"]
    unmoved = {str(line["Code"]) for line in lines(store, ARREARS, folder)}
    for code, francs in by_line.items():
        if code not in unmoved and francs:
            assert f"{grouped(francs)}" in text, code

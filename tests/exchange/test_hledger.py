"""Another program adds the year up: hledger, or what it once said, kept as text.

The journal is also read here by twenty lines that know nothing of our sums: where
hledger is not installed they stand in for it, and where it is both must agree.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from played import YEAR, played
from sample import DATA

from commune_desk.domain.budget import Section, Side
from commune_desk.exchange.hledger import journal_text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.results import results, whole_year
from commune_desk.services.scope import Scope
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT = DATA / "hledger-balance.txt"
"""What hledger 1.25 said of the year of `tests/played.py`: `hledger balance --flat`."""

WITHIN = {Section.OPERATING: "fonctionnement", Section.INVESTMENT: "investissement"}
Balance = dict[str, int]


@pytest.fixture(scope="module")
def year() -> Iterator[tuple[Store, int]]:
    desk = played()
    yield desk.store, YEAR
    desk.store.close()


def read_journal(text: str) -> Balance:
    """Add up the postings of a journal, account by account."""
    sums: Balance = defaultdict(int)
    for line in text.splitlines():
        found = re.fullmatch(r" {4}\(?([^()]+?)\)? {2}(-?\d+) XOF", line)
        if found:
            sums[found[1]] += int(found[2])
    return {account: amount for account, amount in sums.items() if amount}


def read_balance(text: str) -> Balance:
    """Read what `hledger balance --flat` prints."""
    sums: Balance = {}
    for line in text.splitlines():
        found = re.fullmatch(r"\s*(-?[\d ]+)\s+XOF\s{2}(.+)", line)
        if found:
            sums[found[2]] = int(found[1].replace(" ", ""))
    return sums


def told_by_hledger(text: str, folder: Path) -> str:
    path = folder / "exercice.journal"
    path.write_text(text, "utf-8")
    asked = ["hledger", "-f", str(path), "balance", "--flat", "--no-total"]
    environment = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/local/bin"}
    found = subprocess.run(
        asked, capture_output=True, text=True, check=True, env=environment
    )
    return found.stdout


def agrees(store: Store, number: int, sums: Balance) -> int:
    """Compare with the administrative account; count the figures that were held."""
    with store.reading() as session:
        found = fiscal_year(session, number)
        assert found is not None
        rows = whole_year(session, found)
        sections = results(session, found)
    seen = 0
    for row in rows:
        end = f"{WITHIN[row.section]}:{row.account.code}"
        if row.side is Side.REVENUE:
            wanted = {
                f"recettes:{end}": -row.titled.francs,
                f"à recouvrer:{end}": row.to_collect.francs,
                f"non-valeurs:{end}": row.written_off.francs,
            }
        else:
            wanted = {
                f"dépenses:{end}": row.ordered.francs,
                f"à payer:{end}": -row.to_pay.francs,
                f"engagements:{end}": row.committed.francs,
                f"liquidations:{end}": row.liquidated.francs,
            }
        for account, francs in wanted.items():
            assert sums.get(account, 0) == francs, account
            seen += bool(francs)
    assert sums.get("trésor", 0) == sum(each.in_cash.francs for each in sections)
    for each in sections:
        name = WITHIN[each.section]
        into = -sum(v for k, v in sums.items() if k.startswith(f"recettes:{name}:"))
        out = sum(v for k, v in sums.items() if k.startswith(f"dépenses:{name}:"))
        entered = sum(
            (row.titled - row.ordered).francs
            for row in rows
            if row.section is each.section and row.account.code in {"121", "123"}
        )
        assert into - out == each.of_the_year.francs + entered
    return seen


def test_the_kept_balance_is_that_of_the_journal(year: tuple[Store, int]) -> None:
    store, number = year
    with store.reading() as session:
        text = journal_text(session, Scope(number))
    kept = read_balance(KEPT.read_text("utf-8"))
    assert kept == read_journal(text)
    assert agrees(store, number, kept) >= 15


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
def test_hledger_itself_says_the_same(year: tuple[Store, int], tmp_path: Path) -> None:
    store, number = year
    with store.reading() as session:
        text = journal_text(session, Scope(number))
    told = told_by_hledger(text, tmp_path)
    assert read_balance(told) == read_balance(KEPT.read_text("utf-8"))
    assert agrees(store, number, read_balance(told)) >= 15


@pytest.mark.parametrize("number", [2025, 2026])
def test_the_years_of_the_demonstration(
    demonstration: Path, tmp_path: Path, number: int
) -> None:
    store = Store(demonstration)
    store.open()
    try:
        with store.reading() as session:
            text = journal_text(session, Scope(number))
        sums = read_journal(text)
        assert agrees(store, number, sums) > 40
        if shutil.which("hledger") is not None:
            assert read_balance(told_by_hledger(text, tmp_path)) == sums
    finally:
        store.close()

"""Registers and slips of expenditure: their sums recomputed from exported tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from openpyxl import load_workbook
from sample import FRENCH

from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.account_sheets import account_sheets
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

YEARS = (2025, 2026)


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


def exported(store: Store, name: str, year: int, folder: Path) -> list[dict[str, Any]]:
    """Give the lines of a table as its spreadsheet holds them."""
    table = next(table for table in TABLES if table.name == name)
    path = folder / f"{name}-{year}.xlsx"
    with store.reading() as session:
        write_table(session, table, scope_for(session, year), FRENCH, path)
    heads, *lines = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def text_of(store: Store, name: str, year: int, only: str = "") -> str:
    with store.reading() as session:
        scope = scope_for(session, year)
        telling = Telling(session, scope, FRENCH, Silence(), only)
        pdf = printed(document(name), telling, ".pdf")
    pages = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def grouped(francs: int) -> str:
    return f"{francs:,}".replace(",", " ")


def total(lines: list[dict[str, Any]], head: str) -> int:
    return sum(line[head] or 0 for line in lines)


@pytest.mark.parametrize("year", YEARS)
def test_the_registers_add_up_to_the_expenses(
    demo: Store, year: int, tmp_path: Path
) -> None:
    spent = exported(demo, "expenses", year, tmp_path)
    committed = exported(demo, "commitments", year, tmp_path)
    ordered = exported(demo, "payment_orders", year, tmp_path)
    paid = exported(demo, "payments", year, tmp_path)
    assert total(committed, "Présent engagement") == total(spent, "Engagé") > 0
    assert total(ordered, "Brut") == total(spent, "Mandaté") > 0
    assert total(paid, "Payé") == total(spent, "Payé") > 0
    assert total(ordered, "Brut") - total(ordered, "Retenues") == total(
        ordered, "Net à payer"
    )
    for name, lines, head in (
        ("commitment-register", committed, "Présent engagement"),
        ("order-register", ordered, "Net à payer"),
        ("payment-register", paid, "Payé"),
    ):
        assert grouped(total(lines, head)) in text_of(demo, name, year)


@pytest.mark.parametrize("year", YEARS)
def test_each_commitment_leaves_what_its_sheet_leaves(
    demo: Store, year: int, tmp_path: Path
) -> None:
    lines = exported(demo, "commitments", year, tmp_path)
    for line in lines:
        left = line["Crédit"] - line["Déjà engagé"] - line["Présent engagement"]
        assert line["Disponible"] == left >= 0
    by_article: dict[str, int] = defaultdict(int)
    for line in lines:
        by_article[line["Compte"].split(" ")[0]] += line["Présent engagement"]
    with demo.reading() as session:
        sheets = account_sheets(session, scope_for(session, year))
    for sheet in sheets:
        own = sum(by_article[code] for code in sheet.codes)
        assert sheet.total("committed").francs == own
        assert (sheet.total("credit") - sheet.total("committed")) == sheet.available


@pytest.mark.parametrize("year", YEARS)
def test_the_slips_carry_the_orders(demo: Store, year: int, tmp_path: Path) -> None:
    slips = exported(demo, "order_slips", year, tmp_path)
    orders = exported(demo, "payment_orders", year, tmp_path)
    on_slips = [order for order in orders if order["Bordereau"]]
    assert total(slips, "Brut") == total(on_slips, "Brut") > 0
    assert total(slips, "Mandats") == len(on_slips)
    first = slips[0]
    said = text_of(demo, "order-slips", year, str(first["N°"]))
    assert grouped(first["Brut"]) in said
    assert f"n° {slips[1]['N°']}" not in said.split("Exercice")[0]


def test_one_order_is_printed_alone(demo: Store, tmp_path: Path) -> None:
    order = exported(demo, "payment_orders", 2026, tmp_path)[2]
    said = text_of(demo, "payment-orders", 2026, str(order["N°"]))
    assert f"Mandat de paiement n° {order['N°']}" in said
    assert "page 1 / 1" in said
    assert grouped(order["Net à payer"]) in said
    sheet = text_of(demo, "account-sheets", 2026, "605")
    assert "Fiche de compte 605" in sheet
    assert "Fiche de compte 601" not in sheet

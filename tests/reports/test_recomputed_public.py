"""The restitution kit, made again from the exported tables of the demonstration.

Money comes from the entries of the ledger, TDRL from rolls and receipts, people from
the attendance, complaints and works from their tables; sums are worked out here. The
sheets are A3, and everything stands on them.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from docx import Document as Word
from openpyxl import load_workbook
from recounted import grouped, lines, pages, plain
from sample import FRENCH

from commune_desk.domain.money import Money
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.tables.committees import INSTALLATIONS
from commune_desk.tables.complaints import COMPLAINTS
from commune_desk.tables.ledger import LEDGER
from commune_desk.tables.public import ATTENDANCES, RECOMMENDATIONS
from commune_desk.tables.tdrl import TDRL_RECOVERY

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store

YEAR = 2025
HELD = "2025 – 16/05/2026"


def written(store: Store, name: str, suffix: str) -> bytes:
    with store.reading() as session:
        telling = Telling(session, scope_for(session, YEAR), FRENCH, Silence())
        return printed(document(name), telling, suffix)


@pytest.fixture(scope="module")
def kit(store: Store) -> bytes:
    return written(store, "restitution-kit", ".pdf")


def total(rows: list[dict[str, Any]], head: str) -> int:
    return sum(row[head] or 0 for row in rows)


def test_it_hangs_on_a_wall(kit: bytes) -> None:
    opened = pypdfium2.PdfDocument(kit)
    sizes = {tuple(round(edge) for edge in page.get_size()) for page in opened}
    opened.close()
    assert sizes == {(842, 1191)}


def test_what_came_in_and_went_out_are_the_entries_of_the_year(
    store: Store, kit: bytes, tmp_path: Path
) -> None:
    entries = [r for r in lines(store, LEDGER, tmp_path, year=YEAR) if counts(r)]
    came, went = total(entries, "Recouvré"), total(entries, "Payé")
    assert came > went > 0
    figures, spoken, _ = pages(kit)
    for amount in (came, went, came - went):
        assert f"{grouped(amount)} F" in figures
        assert f"{grouped(amount)} francs" in spoken
        assert plain(FRENCH.in_letters(Money(amount))) in spoken


def counts(entry: dict[str, Any]) -> bool:
    return not entry["Annulé le"]


def test_villages_stand_with_what_they_paid_and_how_many_came(
    store: Store, kit: bytes, tmp_path: Path
) -> None:
    figures, spoken, league = pages(kit)
    rows = lines(store, TDRL_RECOVERY, tmp_path, year=YEAR)
    asked, paid = total(rows, "Rôle"), total(rows, "Payé")
    assert f"{round(100 * paid / asked)} F sur 100" in figures
    assert f"{grouped(paid)} sur {grouped(asked)} F" in figures
    assert f"Il reste {grouped(asked - paid)} francs à payer" in spoken
    came = {
        line["Village"]: line["Femmes"] + line["Hommes"]
        for line in lines(store, ATTENDANCES, tmp_path)
        if line["Restitution"] == HELD
    }
    for row in rows:
        bar = f"{grouped(row['Payé'])} sur {grouped(row['Rôle'])} F"
        assert row["Village"] in league
        assert bar in league
        assert str(came.get(row["Village"], "personne")) in league
    assert sum(row["Payé"] >= row["Rôle"] for row in rows) == 1
    assert f"1 sur {len(rows)}" in figures


def test_works_and_complaints_are_counted(
    store: Store, kit: bytes, tmp_path: Path
) -> None:
    figures = pages(kit)[0]
    works = [line["État"] for line in lines(store, INSTALLATIONS, tmp_path)]
    assert f"{works.count('en marche')} sur {len(works)}" in figures
    told = [r for r in lines(store, COMPLAINTS, tmp_path) if r["Année"] == YEAR]
    settled = [r for r in told if r["État"] in {"répondue", "close"}]
    assert f"{len(settled)} sur {len(told)}" in figures


@pytest.mark.parametrize("name", ["restitution-kit", "restitution-booklet"])
def test_word_and_spreadsheet_tell_the_same(store: Store, name: str) -> None:
    book = load_workbook(io.BytesIO(written(store, name, ".xlsx")))
    cells = {
        plain(str(cell))
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }
    word = Word(io.BytesIO(written(store, name, ".docx")))
    said = {plain(paragraph.text) for paragraph in word.paragraphs}
    for table in word.tables:
        said |= {plain(cell.text) for row in table.rows for cell in row.cells}
    told = "1 village sur 12 a payé toute sa TDRL."
    assert any(told in text for text in cells)
    assert any(told in text for text in said)
    for told in ("61 F sur 100", "72 319 200 F"):
        assert any(told in text for text in cells)
        assert any(told in text for text in said)


def test_the_follow_up_counts_recommendations_of_both_kinds(
    store: Store, tmp_path: Path
) -> None:
    rows = lines(store, RECOMMENDATIONS, tmp_path)
    late = sum("retard" in str(row["Suivi"]) for row in rows)
    done = sum(row["Réalisée le"] is not None for row in rows)
    text = " ".join(pages(written(store, "recommendations", ".pdf")))
    assert f"{len(rows)} recommandations : réalisées {done}, en retard {late}" in text
    assert all(plain(row["Recommandation"])[:20] in text for row in rows)


def test_minutes_add_up_who_came(store: Store, tmp_path: Path) -> None:
    own = [r for r in lines(store, ATTENDANCES, tmp_path) if r["Restitution"] == HELD]
    women, men, young = (total(own, h) for h in ("Femmes", "Hommes", "Dont jeunes"))
    text = " ".join(pages(written(store, "restitution-minutes", ".pdf")))
    assert f"Total {women} {men} {women + men} {young}" in text


def test_the_register_keeps_what_was_said_in_confidence(store: Store) -> None:
    text = " ".join(pages(written(store, "complaints-register", ".pdf")))
    assert "Comité du marché entendu" in text
    assert "huis clos" not in text

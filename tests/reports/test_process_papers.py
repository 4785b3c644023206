from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from openpyxl import load_workbook
from paper_stories import paper
from PIL import Image
from sample import FRENCH

from commune_desk.domain.attachments import PhotoStage
from commune_desk.domain.money import Money
from commune_desk.exchange.workbook import write_table
from commune_desk.reports.blocks import Heading, Photo, Photos, Title
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.pdf import pdf_bytes
from commune_desk.reports.record_photos import photos_of
from commune_desk.reports.sheet import xlsx_bytes
from commune_desk.reports.word import docx_bytes
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.services.programming import actions
from commune_desk.services.transmissions import recipients
from commune_desk.storage.store import Store
from commune_desk.tables.actions import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


def read(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in pages]
    pages.close()
    spaces = str.maketrans("\u202f\u00a0\r\n", "    ")
    return [" ".join(text.translate(spaces).split()) for text in texts]


def told(store: Store, name: str, year: int = 2026) -> list[str]:
    with store.reading() as session:
        telling = Telling(session, scope_for(session, year), FRENCH, Silence())
        return read(printed(document(name), telling, ".pdf"))


def exported_total(demo: Store, folder: Path) -> int:
    """Add up the costs of the plan as its spreadsheet holds them."""
    path = folder / "actions.xlsx"
    with demo.reading() as session:
        write_table(session, ACTIONS, scope_for(session, 2026), FRENCH, path)
    head, *lines = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return sum(line[head.index("Total")] or 0 for line in lines)


def test_the_deliberation_says_number_quorum_sum_and_vote(
    demo: Store, tmp_path: Path
) -> None:
    text = " ".join(told(demo, "deliberation"))
    cost = exported_total(demo, tmp_path)
    assert f"{cost:,}".replace(",", " ") in text
    for words in (
        "Délibération n° 2025-018/CR-DBL",
        "portant adoption du PDSEC 2024-2028",
        "le quorum étant atteint (14 présents sur 17, 9 requis)",
        "la loi n° 2023-004 du 13 mars 2023 portant Code des collectivités",
        "(référence à vérifier)",
        "le procès-verbal de la restitution publique du 21 novembre 2023",
        FRENCH.in_letters(Money(cost)).replace("\u00a0", " "),
        "14 présents + 2 procurations = 16 votants ; 14 pour + 0 contre + 2",
        "Délibération adoptée.",
        "l’exécutif communal (le Maire)",
    ):
        assert words in text
    assert "2017-051" not in text


def test_the_act_of_revision_takes_the_session_after_the_adoption(demo: Store) -> None:
    text = " ".join(told(demo, "deliberation-revision"))
    assert "portant révision du PDSEC 2024-2028" in text
    assert "le quorum n’étant pas atteint (8 présents sur 17, 9 requis)" in text
    assert "la délibération portant adoption du plan" in text


def test_an_act_without_a_session_leaves_room_for_the_pen(demo: Store) -> None:
    text = " ".join(told(demo, "deliberation", 2020))
    assert "Délibération n° …" in text
    assert "le quorum étant ……" in text


def test_there_is_a_slip_for_each_recipient(demo: Store) -> None:
    pages = told(demo, "slip")
    assert len(pages) == len(recipients()) == 6
    assert "Bordereau d’envoi n° 2026-001" in pages[0]
    assert "Délibération n° 2025-018/CR-DBL du 29 décembre 2025" in pages[0]
    assert "Villages (affichage)" in pages[5]
    assert len(told(demo, "slip", 2020)) == 6


def test_the_attendance_sheet_is_one_page_with_room_for_thumbs(demo: Store) -> None:
    (page,) = told(demo, "attendance")
    assert "ou empreinte du pouce gauche" in page
    assert page.count("□") == 30


def test_the_calendar_counts_who_came_and_says_what_is_missing(demo: Store) -> None:
    text = " ".join(told(demo, "process"))
    assert "11 étapes tenues sur 14" in text
    assert "812" in text
    assert "le nombre de jeunes femmes" in text
    assert "31 octobre" in text


def picture(size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def photos(count: int) -> tuple[Photo, ...]:
    return tuple(
        Photo(picture((400, 300)), f"Forage {n}", PhotoStage.AFTER, dt.date(2026, 3, 1))
        for n in range(count)
    )


@pytest.mark.parametrize(("to_a_page", "pages"), [(2, 4), (6, 2)])
def test_photographs_stand_two_or_six_to_a_page(to_a_page: int, pages: int) -> None:
    block = Photos(photos(8 if to_a_page == 2 else 10), to_a_page)  # type: ignore[arg-type]  # 2 or 6
    story = [Title("Photographies"), Heading("Ouvrages"), block]
    pdf = pdf_bytes(story, paper(landscape=False))
    assert pdf == pdf_bytes(story, paper(landscape=False))
    texts = read(pdf)
    assert abs(len(texts) - pages) <= 1
    assert "Après les travaux – Forage 0 – 01/03/2026" in texts[0]
    assert b"DeviceRGB" not in pdf


def test_the_photographs_of_an_action_come_in_the_order_of_the_works(
    demo: Store,
) -> None:
    with demo.reading() as session:
        scope = scope_for(session, 2026)
        action = next(row for row in actions(session, scope) if row.code == "1.1")
        found = photos_of(session, "actions", action.id)
    assert [photo.stage for photo in found] == list(PhotoStage)
    assert found[0].caption == "Terrain de l’école"


def test_word_holds_the_pictures_and_the_spreadsheet_names_them() -> None:
    story = [Title("Photographies"), Photos(photos(3))]
    word = docx_bytes(story, paper())
    assert word == docx_bytes(story, paper())
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        names = [name for name in archive.namelist() if "media" in name]
    assert names
    book = load_workbook(io.BytesIO(xlsx_bytes(story, paper())))
    cells = [str(cell.value) for row in book.worksheets[0] for cell in row]
    assert "Photographie\u00a0: Après les travaux – Forage 2 – 01/03/2026" in cells


def test_a_photograph_that_no_longer_reads_leaves_its_place() -> None:
    story = [Title("Photographies"), Photos((Photo(b"no picture", "Forage"),))]
    (text,) = read(pdf_bytes(story, paper()))
    assert "Cette photographie est illisible." in text
    assert docx_bytes(story, paper())

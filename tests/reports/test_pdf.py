from __future__ import annotations

import base64
import datetime as dt
import re
import zlib
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from annual_plan_story import annual_plan, plan_paper
from page_geometry import faults
from paper_stories import (
    FRENCH,
    HUGE,
    budget_table,
    everything,
    paper,
    say_prose,
    signatures,
    who_pays,
)

from commune_desk.domain.money import Money
from commune_desk.reports.blocks import (
    ClosingFormula,
    Findings,
    Heading,
    Note,
    PageBreak,
    Part,
    Shade,
    Voice,
    WhoPays,
)
from commune_desk.reports.cells import cell
from commune_desk.reports.document import DRAFT
from commune_desk.reports.grids import Align, Role, Row, Span, TableBlock, TableColumn
from commune_desk.reports.pdf import pdf_bytes
from commune_desk.reports.pdf.bar import spread

if TYPE_CHECKING:
    from commune_desk.reports.document import Paper

PAPERS = {
    "landscape": paper(),
    "portrait": paper(landscape=False),
    "draft": paper(mark=DRAFT),
    "sober": paper(sober=True),
}


def pages_of(pdf: bytes) -> list[str]:
    file = pdfium.PdfDocument(pdf)
    texts = []
    for number in range(len(file)):
        page = file[number]
        text = page.get_textpage()
        texts.append(text.get_text_range().replace("\r\n", "\n"))
        text.close()
        page.close()
    file.close()
    return texts


def streams(pdf: bytes) -> bytes:
    """The drawing code of all pages."""
    parts = []
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        body = found.group(1).strip().removesuffix(b"~>")
        try:
            parts.append(zlib.decompress(base64.a85decode(body, adobe=False)))
        except (ValueError, zlib.error):
            continue
    return b"\n".join(parts)


@pytest.mark.parametrize("sheet", PAPERS.values(), ids=PAPERS.keys())
def test_the_same_story_makes_the_same_bytes(sheet: Paper) -> None:
    assert pdf_bytes(everything(), sheet) == pdf_bytes(everything(), sheet)


@pytest.mark.parametrize("sheet", PAPERS.values(), ids=PAPERS.keys())
def test_every_page_tells_its_number_and_the_number_of_pages(sheet: Paper) -> None:
    texts = pages_of(pdf_bytes(everything(), sheet))
    for number, text in enumerate(texts, 1):
        assert f"page {number} / {len(texts)}" in text
        assert "AF33 90E8 61B0 C3E0" in text
        assert "Journal n° 1\u202f482" in text.replace("\u00a0", " ")


def test_every_amount_is_printed_in_one_piece() -> None:
    text = "\n".join(pages_of(pdf_bytes(everything(), paper())))
    block = budget_table()
    for row in block.rows:
        for column, value in zip(block.columns, row.cells, strict=True):
            if isinstance(value, Money):
                assert cell(value, column, FRENCH) in text
    assert FRENCH.number(HUGE.francs) in text
    assert "12\u202f500\u202f000" in text


def test_the_letters_of_bambara_and_rare_signs_are_printed() -> None:
    text = "\n".join(pages_of(pdf_bytes(everything(), paper())))
    for sign in "ɓɛɔɲŋƁƝ≤≥→✓−«»’":
        assert sign in text
    assert "N’Tiobougou" in text
    assert "\ufffd" not in text


def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    texts = pages_of(pdf_bytes([budget_table()], paper()))
    assert len(texts) > 10
    for text in texts:
        assert "Propositions" in text
        assert "Observations" in text


def test_totals_are_carried_from_page_to_page() -> None:
    texts = pages_of(pdf_bytes([budget_table()], paper()))
    for before, after in pairwise(texts):
        carried = re.search(r"À reporter.*", before)
        brought = re.search(r"Report .*", after)
        assert carried
        assert brought
        assert carried.group().split(" ", 2)[2] == brought.group().split(" ", 1)[1]


def test_no_total_opens_a_page_and_no_heading_ends_one() -> None:
    block = replace(budget_table(), carried=False)
    for text in pages_of(pdf_bytes([block], paper())):
        lines = text.splitlines()
        at = next(n for n, line in enumerate(lines) if "Observations" in line)
        assert not lines[at + 1].startswith("Total")
        last = next(n for n, line in enumerate(lines) if line.startswith("Budget prim"))
        assert "Redevances" not in lines[last - 1]


def test_every_face_is_embedded_and_only_grey_is_used() -> None:
    pdf = pdf_bytes(everything(), paper())
    names = set(re.findall(rb"/BaseFont /([^ /\r\n]+)", pdf))
    assert names
    assert all(re.match(rb"[A-Z]{6}\+", name) for name in names), names
    assert len(re.findall(rb"/FontFile2", pdf)) >= len(names)
    code = streams(pdf)
    assert b" g\n" in code or b" g " in code
    assert not re.search(rb"\d (?:rg|RG|k|K)\s", code)


def test_no_sign_is_missing_from_its_face() -> None:
    # ReportLab writes the code 0 where a face lacks a sign.
    code = streams(pdf_bytes(everything(), paper()))
    shown = re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", code)
    assert shown
    assert not any(b"\\000" in text or b"\0" in text for text in shown)


def test_a_draft_says_so_on_every_page() -> None:
    for text in pages_of(pdf_bytes(everything(), paper(mark=DRAFT))):
        assert "PROJET" in text


def test_a_story_without_title_gets_that_of_the_paper() -> None:
    (text,) = pages_of(pdf_bytes([say_prose("Rien.")], paper(landscape=False)))
    assert "Budget primitif, exercice 2026" in text
    assert "RÉPUBLIQUE DU MALI" in text


def test_an_empty_story_is_one_page() -> None:
    assert len(pages_of(pdf_bytes([], paper()))) == 1


def test_the_annual_plan_stands_on_one_page() -> None:
    (text,) = pages_of(pdf_bytes(annual_plan(), plan_paper()))
    for printed in ("53\u202f866\u202f667", "69,25", "13,92", "16,83", "Qui paie"):
        assert printed in text


def test_a_cell_longer_than_a_page_goes_on_over_the_page() -> None:
    long = " ".join(f"mot{number}" for number in range(3_000))
    columns = (TableColumn("N°", 5), TableColumn("Récit", 20), TableColumn("x", 60))
    block = TableBlock(columns, (Row(("1", long, None)), Row(("2", "fin", None))))
    text = "\n".join(pages_of(pdf_bytes([block], paper())))
    assert "mot0" in text
    assert "mot2999" in text
    assert "fin" in text


def test_a_table_too_broad_for_the_page_turns_it() -> None:
    columns = tuple(TableColumn(f"{n}", 10, Align.RIGHT) for n in range(7))
    names = TableColumn("Nom", 10)
    row = Row(("N’Tiobougou", *(HUGE,) * 7))
    pdf = pdf_bytes([TableBlock((names, *columns), (row,))], paper(landscape=False))
    file = pdfium.PdfDocument(pdf)
    width, height = file.get_page_size(0)
    assert width > height


def test_a_heading_keeps_what_it_heads() -> None:
    story = [say_prose(*["Ligne."] * 38, voice=Voice.PLAIN), Heading("Seul ?")]
    story += [replace(budget_table(), carried=False)]
    for text in pages_of(pdf_bytes(story, paper(landscape=False))):
        if "Seul" in text and "suite" not in text:
            assert "6000" in text


def test_signatures_do_not_stand_alone() -> None:
    for lines in range(20, 60):
        story = [say_prose(*["Article."] * lines), signatures()]
        last = pages_of(pdf_bytes(story, paper(landscape=False)))[-1]
        assert "Article." in last
        assert "Nom et prénom" in last


def test_who_signs_sees_the_sum_that_was_closed() -> None:
    formula = ClosingFormula("Arrêté à la somme de", Money(766_000))
    for lines in range(20, 60):
        end = [formula, Note("Lu à l’assemblée."), signatures()]
        story = [say_prose(*["Article."] * lines), *end]
        last = pages_of(pdf_bytes(story, paper(landscape=False)))[-1]
        assert "Arrêté à la somme de" in last
        assert "Nom et prénom" in last


def test_parts_are_bookmarked_on_their_pages() -> None:
    story = [
        Heading("Un"),
        say_prose("a"),
        PageBreak(),
        Heading("Deux"),
        say_prose("b"),
    ]
    file = pdfium.PdfDocument(pdf_bytes(story, paper()))
    found = {mark.get_title(): mark.get_dest().get_index() for mark in file.get_toc()}
    assert found["Un"] == 0
    assert found["Deux"] == 1
    assert file.get_metadata_value("Author") == "Commune rurale de Nyétaso"
    assert file.get_metadata_value("Title") == "Budget primitif, exercice 2026"


def test_labels_of_tiny_parts_do_not_overlap() -> None:
    places = spread([0, 99, 99.1, 99.2, 99.3], [10] * 5, 0, 100)
    assert all(b - a >= 10 for a, b in pairwise(places))
    assert places[0] >= 0
    assert places[-1] <= 90
    (text,) = pages_of(pdf_bytes([who_pays()], paper()))
    for name in ("Commune", "ANICT", "Population", "Ressortissants", "Autres"):
        assert name in text
    assert "Diaspora" not in text


def test_many_findings_go_on_over_the_page() -> None:
    found = next(b for b in everything() if isinstance(b, Findings))
    many = replace(found, issues=found.issues * 40)
    text = "\n".join(pages_of(pdf_bytes([many, signatures()], paper())))
    assert "(a)" in text
    assert "(gr)" in text


def test_a_table_without_rows_prints_its_head() -> None:
    block = replace(budget_table(), rows=())
    (text,) = pages_of(pdf_bytes([block], paper()))
    assert "Libellé" in text
    only = replace(budget_table(), rows=(Row((None,) * 10, Role.GRAND),))
    assert pages_of(pdf_bytes([only], paper()))


def ledger(count: int) -> TableBlock:
    columns = (
        TableColumn("Date", 19),
        TableColumn("Objet", 96),
        TableColumn("Engagé", 25, Align.RIGHT, adds=True),
        TableColumn("Disponible", 28, Align.RIGHT, runs_on=True),
    )
    rows = [
        Row((dt.date(2026, 1, 2), f"Bon {n}", Money(57_350), Money(9_000_000 - n)))
        for n in range(count)
    ]
    total = Row(
        ("Totaux", None, Money(57_350 * count), Money(9_000_001 - count)),
        Role.GRAND,
        (Span(0, 1, Align.RIGHT),),
    )
    return TableBlock(columns, (*rows, total), "Fiche de compte", carried=True)


def test_a_ledger_carries_its_sums_and_its_running_balance() -> None:
    first, second, *_ = pages_of(pdf_bytes([ledger(90)], paper()))
    count = first.count("Bon ")
    sum_, balance = (
        FRENCH.number(francs) for francs in (57_350 * count, 9_000_001 - count)
    )
    for label, text in (("À reporter", first), ("Report", second)):
        line = next(line for line in text.splitlines() if line.startswith(label))
        assert sum_ in line
        assert balance in line


@pytest.mark.parametrize("count", range(18, 34))
def test_a_total_never_opens_a_page_of_a_ledger(count: int) -> None:
    last = pages_of(pdf_bytes([ledger(count)], paper()))[-1]
    assert "Bon " in last
    assert "Totaux" in last


def test_a_long_paragraph_goes_on_over_the_page() -> None:
    text = " ".join(f"mot{number}" for number in range(2_500))
    prose = say_prose(text, voice=Voice.ALOUD)
    texts = pages_of(pdf_bytes([prose, signatures()], paper(landscape=False)))
    assert len(texts) > 2
    found = re.findall(r"mot(\d+)", " ".join(texts))
    assert list(map(int, found)) == list(range(2_500))
    assert "mot2499" in texts[-1]


def test_a_caption_stands_below_its_table() -> None:
    block = replace(ledger(60), caption="Chiffres de la commune.", carried=False)
    texts = pages_of(pdf_bytes([block], paper()))
    assert "Chiffres de la commune." in texts[-1]
    assert "Totaux" in texts[-1]


def test_figures_beyond_all_room_are_set_smaller_not_cut() -> None:
    columns = tuple(TableColumn(f"Colonne {n}", 9, Align.RIGHT) for n in range(18))
    row = Row(("N’Tiobougou", *(HUGE,) * 18), Role.GRAND)
    block = TableBlock((TableColumn("Nom", 9), *columns), (row,))
    (text,) = pages_of(pdf_bytes([block], paper()))
    assert text.count(FRENCH.number(HUGE.francs)) == 18


def test_labels_that_had_to_move_point_at_their_parts() -> None:
    parts = (
        Part("Commune", Money(980), Shade.BLACK),
        Part("État", Money(12), Shade.HATCH),
        Part("Population", Money(8), Shade.WHITE),
    )
    (text,) = pages_of(pdf_bytes([WhoPays(parts)], paper()))
    assert "98,00" in text
    assert pages_of(pdf_bytes([WhoPays(())], paper()))


def lines_of(count: int) -> TableBlock:
    columns = (TableColumn("N°", 8), TableColumn("Objet", 60))
    rows = tuple(Row((f"1.{n}", f"Bon {n}")) for n in range(count))
    return TableBlock(columns, rows)


@pytest.mark.parametrize("count", range(1, 48, 2))
def test_signatures_keep_two_lines_of_the_table_above_their_note(count: int) -> None:
    story = [Heading("À faire"), lines_of(count), Note("Source."), signatures()]
    last = pages_of(pdf_bytes(story, paper(landscape=False)))[-1]
    assert "Nom et prénom" in last
    assert "Source." in last
    assert last.count("Bon ") >= min(count, 2)


@pytest.mark.parametrize("above", range(30, 50))
def test_a_heading_its_sentence_and_its_table_begin_on_one_page(above: int) -> None:
    story = [
        say_prose(*["Ligne."] * above, voice=Voice.PLAIN),
        Heading("Le comité"),
        say_prose("Association.", voice=Voice.PLAIN),
        lines_of(6),
    ]
    for text in pages_of(pdf_bytes(story, paper(landscape=False))):
        assert ("Association." in text) == ("Bon 0" in text) == ("Bon 1" in text)


@pytest.mark.parametrize("count", range(40, 52))
def test_no_line_of_a_table_stands_alone_on_a_page(count: int) -> None:
    for text in pages_of(pdf_bytes([lines_of(count)], paper(landscape=False))):
        assert text.count("Bon ") >= 2


def test_a_code_is_never_broken() -> None:
    names = tuple(TableColumn(f"Nom {n}", 30) for n in range(5))
    figures = tuple(TableColumn(f"{n}", 10, Align.RIGHT) for n in range(6))
    long = "Développement social, femmes, enfants, protection sociale"
    row = Row(("1.16", *(long,) * 5, *(HUGE,) * 6))
    block = TableBlock((TableColumn("N°", 5), *names, *figures), (row,))
    assert any("1.16" in text for text in pages_of(pdf_bytes([block], paper())))


def test_a_long_heading_and_the_unit_of_its_table_do_not_meet() -> None:
    long = "Relations publiques, communication, télécommunications, chapitre 61"
    story = [Heading("Fiche de compte 617 – Matériel", 1, long), ledger(3)]
    for sheet in (paper(), paper(landscape=False), paper(mark=DRAFT)):
        assert faults(pdf_bytes(story, sheet)) == []

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx
import pypdfium2 as pdfium
import pytest
from docx.enum.section import WD_ORIENT
from paper_stories import paper, say_prose
from sample import FRENCH, Sample

from commune_desk.domain import plan_document as document_rules
from commune_desk.domain.headings import LOGICAL_FRAME, OPERATIONAL_FRAME
from commune_desk.domain.money import Money
from commune_desk.domain.prose import Shape, passages
from commune_desk.reports.blocks import (
    Block,
    Contents,
    Heading,
    Note,
    PageBreak,
    Picture,
    Prose,
    Turned,
)
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.grids import TableBlock
from commune_desk.reports.narrative import parts_of
from commune_desk.reports.pdf import pdf_bytes
from commune_desk.reports.plan_document import PLAN_DOCUMENT
from commune_desk.reports.plan_parts import EMPTY, LEFT_OUT, PARTS, part_of
from commune_desk.reports.word import docx_bytes
from commune_desk.services.headings import ReplaceHeading
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.services.scope import Scope
from commune_desk.services.sections import AddSection, TakeContents, sections
from commune_desk.services.settings import SetPreference
from commune_desk.services.territory import villages
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EMPTY_PAGE = 400
"""Letters of a page that has hardly more than head and foot."""

LONG = " ".join(["Une phrase de dix mots qui remplit la page du plan."] * 40)


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


def story(store: Store, name: str = "plan") -> list[Block]:
    with store.reading() as session:
        scope = scope_for(session, 2026)
        telling = Telling(session, scope, FRENCH, Silence())
        return list(document(name).story(telling))


def pages_of(pdf: bytes) -> list[tuple[str, bool]]:
    """Text of each page, and whether it lies on its side."""
    file = pdfium.PdfDocument(pdf)
    found = []
    for page in file:
        text = page.get_textpage().get_text_range().replace("\r\n", "\n")
        text = text.replace("\u202f", " ").replace("\u00a0", " ")
        found.append((text, page.get_width() > page.get_height()))
    file.close()
    return found


def test_every_part_that_a_section_may_name_is_told() -> None:
    assert set(PARTS) == set(document_rules.PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_has_no_title_and_no_signature_of_its_own(
    demo: Store, name: str
) -> None:
    with demo.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        blocks = list(part_of(telling, name, 1))
    assert blocks
    told = [b for b in blocks if not (PARTS[name].sheets and b == PageBreak())]
    assert not any(isinstance(block, LEFT_OUT) for block in told)
    heads = [block for block in blocks if isinstance(block, Heading)]
    assert all(head.level > 1 and not head.listed for head in heads)
    assert any(
        isinstance(block, Picture) or (isinstance(block, TableBlock) and block.rows)
        for block in blocks
    )


@pytest.mark.parametrize("name", PARTS)
def test_an_empty_part_says_so(small: Sample, name: str) -> None:
    with small.store.reading() as session:
        telling = Telling(session, Scope(2024), FRENCH, Silence())
        blocks = list(part_of(telling, name, 1))
    if name == "villages":  # the sample has one
        return
    said = [block for block in blocks if isinstance(block, (Note, Prose))]
    assert said
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    cells = [cell for t in tables for row in t.rows for cell in row.cells]
    assert not any(isinstance(cell, Money) and cell.francs for cell in cells)


def test_a_first_year_without_actions_is_no_annual_plan(small: Sample) -> None:
    with small.store.reading() as session:
        telling = Telling(session, Scope(2024), FRENCH, Silence())
        (only,) = part_of(telling, "pia", 1)
    assert isinstance(only, Note)
    assert only.text == EMPTY


def test_sheets_of_villages_begin_a_page_each_under_their_name(demo: Store) -> None:
    with demo.reading() as session:
        scope = scope_for(session, 2026)
        telling = Telling(session, scope, FRENCH, Silence())
        blocks = list(part_of(telling, "village-sheets", 1))
        names = [row.name for row in villages(session, scope)]
    titles = [b for b in blocks if isinstance(b, Heading) and b.level == 2]
    said = " ".join(FRENCH.say(title.text) for title in titles)
    assert len(titles) == len(names)
    assert all(name in said for name in names)
    assert sum(isinstance(block, PageBreak) for block in blocks) == len(names) - 1


def test_no_page_of_the_plan_is_empty(demo: Store) -> None:
    with demo.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        pages = pages_of(printed(PLAN_DOCUMENT, telling, ".pdf"))
    frame = min(len(text) for text, _ in pages)
    assert frame > EMPTY_PAGE


def page_beside(pdf: bytes, pages: range, words: str) -> int:
    """The number at the right edge of the line of a table of contents."""
    file = pdfium.PdfDocument(pdf)
    for number in pages:
        page = file[number]
        text = page.get_textpage()
        found = text.search(words).get_next()
        if found is not None:
            _, bottom, _, top = text.get_charbox(found[0])
            edge = page.get_width()
            said = text.get_text_bounded(edge - 80, bottom - 3, edge, top + 3)
            file.close()
            return int(re.findall(r"\d+", said)[-1])
    file.close()
    message = f"{words} is not listed"
    raise AssertionError(message)


def test_contents_give_the_page_of_each_section(demo: Store) -> None:
    with demo.reading() as session:
        scope = scope_for(session, 2026)
        telling = Telling(session, scope, FRENCH, Silence())
        pdf = printed(PLAN_DOCUMENT, telling, ".pdf")
        rows = sections(session, scope)
    pages = pages_of(pdf)
    for row in rows:
        at = page_beside(pdf, range(1, 3), row.title)
        last = row.title.split()[-1]
        assert last in pages[at - 1][0], row.title
    found = [page_beside(pdf, range(1, 3), row.title) for row in rows]
    assert found == sorted(found)


def test_broad_tables_lie_on_their_side_and_prose_stands(demo: Store) -> None:
    with demo.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        pages = pages_of(printed(PLAN_DOCUMENT, telling, ".pdf"))
    lying = [broad for _, broad in pages]
    assert not lying[0]
    assert any(lying)
    for text, broad in pages:
        if "Introduction et méthodologie\n" in text and "Sommaire" not in text:
            assert not broad
        if "Sources de vérification" in text:
            assert broad


def test_a_page_that_turns_keeps_its_frame() -> None:
    blocks: list[Block] = [
        say_prose("droit"), Turned(landscape=True), say_prose("couché"),
        Turned(landscape=True), say_prose("encore"), Turned(landscape=False),
        say_prose("debout"),
    ]  # fmt: skip
    pages = pages_of(pdf_bytes(blocks, paper(landscape=False)))
    assert [broad for _, broad in pages] == [False, True, False]
    for number, (text, _) in enumerate(pages, 1):
        assert f"page {number} / 3" in text
    assert "encore" in pages[1][0]


def test_a_paper_on_its_side_has_no_upright_page() -> None:
    blocks: list[Block] = [say_prose("a"), Turned(landscape=False), say_prose("b")]
    assert [broad for _, broad in pages_of(pdf_bytes(blocks, paper()))] == [True]


def test_contents_of_many_pages_count_themselves() -> None:
    blocks: list[Block] = [Contents("Sommaire")]
    for number in range(120):
        blocks += [PageBreak(), Heading(f"Partie {number:03}")]
        blocks.append(say_prose(LONG))
    pdf = pdf_bytes(blocks, paper(landscape=False))
    pages = pages_of(pdf)
    for number, (text, _) in enumerate(pages, 1):
        for line in text.splitlines():
            if line.startswith("Partie ") and number > 5:
                assert page_beside(pdf, range(5), line[:10]) <= number
    assert page_beside(pdf, range(5), "Partie 119") == len(pages)


def test_word_turns_pages_and_lists_the_sections(demo: Store) -> None:
    with demo.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        file = docx.Document(io.BytesIO(printed(PLAN_DOCUMENT, telling, ".docx")))
    turned = [s.orientation == WD_ORIENT.LANDSCAPE for s in file.sections]
    assert {True, False} == set(turned)
    for section in file.sections:
        wide, high = section.page_width, section.page_height
        assert wide is not None
        assert high is not None
        assert (wide > high) is (section.orientation == WD_ORIENT.LANDSCAPE)
    xml = file.element.xml
    assert 'TOC \\o "1-2"' in xml
    texts = [paragraph.text for paragraph in file.paragraphs]
    assert texts.count("Résumé") == 2  # in the contents, and where it stands


def test_word_with_contents_and_nothing_else_opens() -> None:
    content = docx_bytes([Contents("Sommaire")], paper(landscape=False))
    assert docx.Document(io.BytesIO(content)).paragraphs


def test_prose_is_told_with_its_sub_headings() -> None:
    found = list(parts_of("Un.\n\n## Deux\n- trois\n\n## Quatre", 2))
    assert [type(block) for block in found] == [Prose, Heading, Prose, Heading]
    assert [b.level for b in found if isinstance(b, Heading)] == [2, 2]
    assert not any(b.listed for b in found if isinstance(b, Heading))


def test_all_typed_words_are_printed(small: Sample) -> None:
    text = "Un **mot**.\n\n## Intertitre\n\n1. premier\n2. deuxième"
    values = {"plan_id": small.plan, "title": "Résumé", "level": 0, "text": text}
    small.desk.do(AddSection(values))
    with small.store.reading() as session:
        telling = Telling(session, small.scope, FRENCH, Silence())
        whole = " ".join(
            text for text, _ in pages_of(printed(PLAN_DOCUMENT, telling, ".pdf"))
        )
    for passage in passages(text):
        assert passage.text in whole
        if passage.shape is Shape.NUMBER:
            assert f"{passage.number}." in whole


def test_an_empty_section_says_what_it_should_hold(small: Sample) -> None:
    small.desk.do(TakeContents(small.plan))
    notes = [FRENCH.say(b.text) for b in story(small.store) if isinstance(b, Note)]
    assert any("À écrire" in note and "Une page" in note for note in notes)


def test_a_plan_without_sections_says_where_to_take_them(small: Sample) -> None:
    (note,) = (block for block in story(small.store) if isinstance(block, Note))
    assert "sommaire type" in FRENCH.say(note.text)


def test_the_name_of_the_plan_is_a_setting(small: Sample) -> None:
    small.desk.do(SetPreference("plan.label", "PDESC"))
    with small.store.reading() as session:
        telling = Telling(session, small.scope, FRENCH, Silence())
        (first, *_) = pages_of(printed(PLAN_DOCUMENT, telling, ".pdf"))
    assert "PDESC 2024-2028" in first[0]
    assert "PDSEC 2024-2028 ·" not in first[0]


@pytest.mark.parametrize(
    ("name", "headings"),
    [("logical-frame", LOGICAL_FRAME), ("operational-frame", OPERATIONAL_FRAME)],
)
def test_the_region_replaces_the_headings_of_a_frame(
    small: Sample, name: str, headings: dict[str, object]
) -> None:
    for key in headings:
        small.desk.do(ReplaceHeading(name, key, "title", f"Titre {key}"))
    blocks = story(small.store, name)
    texts = []
    for block in blocks:
        if isinstance(block, TableBlock):
            texts += [FRENCH.say(column.title) for column in block.columns]
            texts += [FRENCH.say(column.group) for column in block.columns]
            texts += [FRENCH.say(cell) for row in block.rows for cell in row.cells]
    whole = " ".join(texts)
    unseen = {"paper", "aim", "state", "partners", "population", "others", "indicator"}
    for key in set(headings) - unseen:
        assert f"Titre {key}" in whole, key

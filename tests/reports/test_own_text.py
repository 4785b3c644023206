"""What a commune writes into a paper stands before its closing lines, once."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document as Word
from sample import FRENCH, Sample

from commune_desk.domain.errors import Rejected
from commune_desk.reports.blocks import Heading, Note, Prose, Title
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.own_text import with_text
from commune_desk.services.jobs import Silence
from commune_desk.services.paper_texts import AddPaperText, text_of
from commune_desk.services.plans import scope_for

if TYPE_CHECKING:
    from commune_desk.reports.blocks import Block

WRITTEN = "## Ce que nous retenons\n\nLa pompe est **en douane**.\n\n- sept semaines"


def kinds(blocks: list[Block]) -> list[str]:
    return [type(each).__name__ for each in blocks]


def test_a_text_stands_before_the_closing_lines() -> None:
    story: list[Block] = [
        Title("A", ""),
        Note("in the midst"),
        Heading("B"),
        Note("end"),
    ]
    told = list(with_text(story, WRITTEN))
    assert kinds(told) == ["Title", "Note", "Heading", "Heading", "Prose", "Note"]
    assert isinstance(told[4], Prose)
    assert told[-1] == story[-1]
    assert list(with_text(story, "")) == story


@pytest.mark.parametrize("name", ["pia", "partners", "officials"])
def test_it_is_in_the_paper_of_its_year_and_in_no_other(
    small: Sample, name: str
) -> None:
    small.desk.do(AddPaperText({"paper": name, "year": 2026, "text": WRITTEN}))
    found = {}
    for year in (2026, 2027):
        with small.desk.store.reading() as session:
            scope = scope_for(session, year)
            telling = Telling(session, scope, FRENCH, Silence())
            content = printed(document(name), telling, ".docx")
        found[year] = "\n".join(p.text for p in Word(BytesIO(content)).paragraphs)
    assert found[2026].count("La pompe est en douane.") == 1
    assert "douane" not in found[2027]


def test_a_paper_that_is_none_and_a_second_text_are_refused(small: Sample) -> None:
    with pytest.raises(Rejected) as refused:
        small.desk.do(AddPaperText({"paper": "pie", "year": 2026}))
    assert "pie" in str(refused.value.text.facts)
    small.desk.do(AddPaperText({"paper": "pia", "year": 2026, "text": "un"}))
    with pytest.raises(Rejected):
        small.desk.do(AddPaperText({"paper": "pia", "year": 2026, "text": "deux"}))
    with small.desk.store.reading() as session:
        assert text_of(session, "pia", 2026) == "un"

"""P2 on paper files: what somebody typed is text in every workbook and Word file."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from counts import count
from sample import FRENCH
from test_sent_safely import PAYLOADS, payloads

from commune_desk.reports.catalogue import DOCUMENTS, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for

if TYPE_CHECKING:
    from commune_desk.reports.document import Document
    from commune_desk.services.desk import Desk

__all__ = ["payloads"]

TYPED = re.compile(
    "HYPERLINK|cmd|DDE|WEBSERVICE|IMPORTXML|NOW|TRUE|1/0|http|mailto", re.IGNORECASE
)
FORMULA = re.compile(r"<f[ >](.*?)</f>", re.DOTALL)
FIELD = re.compile(r"<w:instrText[^>]*>(.*?)</w:instrText>", re.DOTALL)
SOME = {"pia", "ledger", "assets", "problems", "partners", "journal-changes"}
TRIED = [d for d in DOCUMENTS if d.name in count(SOME, {d.name for d in DOCUMENTS})]


@pytest.mark.full
@pytest.mark.parametrize("wanted", TRIED, ids=[d.name for d in TRIED])
def test_no_text_becomes_a_formula_or_a_field(payloads: Desk, wanted: Document) -> None:
    assert len(PAYLOADS) == 30
    with payloads.store.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        book = printed(wanted, telling, ".xlsx")
        paper = printed(wanted, telling, ".docx")
    for data, mark in ((book, FORMULA), (paper, FIELD)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                text = archive.read(name).decode("utf-8", "replace")
                if name.endswith(".rels"):
                    assert "relationships/hyperlink" not in text
                    assert 'TargetMode="External"' not in text
                if name.endswith(".xml"):
                    for found in mark.findall(text):
                        assert not TYPED.search(found), (name, found)

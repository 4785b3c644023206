"""Words are found in the pages however they are spelt, and are marked there."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from commune_desk.domain.errors import Unreadable
from commune_desk.l10n.reading import page_range
from commune_desk.ui.page_words import plain
from commune_desk.ui.pdf_pages import Pages


def paper(*pages: tuple[str, ...]) -> Pages:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 700 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return Pages(written.getvalue())


@pytest.mark.parametrize(
    ("wanted", "count"),
    [("DEPENSES", 2), ("dépenses d'", 1), ("1 500", 1), ("de la commune", 1), ("", 0),
     ("absent", 0), ("  ", 0)],
)  # fmt: skip
def test_accents_capitals_and_spaces_do_not_matter(wanted: str, count: int) -> None:
    pages = paper(
        ("Dépenses d’eau : 1\u00a0500 F", "dépenses de la"), ("rien", "commune")
    )
    first = len(pages.found(0, wanted))
    pages.close()
    joined = paper(("budget de la", "commune"))
    across = len(joined.found(0, wanted))
    joined.close()
    assert first + across == count


def test_a_place_over_two_lines_has_a_box_on_each_and_they_lie_on_the_page() -> None:
    pages = paper(("budget de la", "commune"))
    ((above, below),) = pages.found(0, "la commune")
    pages.close()
    assert above.bottom() < below.top()
    assert 0 < above.left() < A4[0]
    assert above.top() == pytest.approx(A4[1] - 700 - 10, abs=6)
    assert below.left() == pytest.approx(72, abs=3)


def test_plain_words() -> None:
    assert plain("  L’État   Œuvre\n−5 ") == "l'etat oeuvre -5"


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("", (0, 0)), ("3-7", (3, 7)), ("3 à 7", (3, 7)), ("5", (5, 5)), ("4-", (4, 9))],
)
def test_pages_are_read_as_they_are_typed(typed: str, pages: tuple[int, int]) -> None:
    assert page_range(typed, 9) == pages


@pytest.mark.parametrize("typed", ["7-3", "0", "3-12", "x", "3-7-9"])
def test_pages_that_are_not_there_are_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        page_range(typed, 9)

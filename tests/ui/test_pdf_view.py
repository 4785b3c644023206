"""The pages of a paper on the screen: drawn when they come near, never cut."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from commune_desk.ui.widgets.pdf_view import PdfView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COUNT = 60


@pytest.fixture
def view(qtbot: QtBot) -> PdfView:
    """A booklet of upright and lying pages, in a small view."""
    written = io.BytesIO()
    canvas = Canvas(written)
    for number in range(COUNT):
        canvas.setPageSize(landscape(A4) if number % 3 == 1 else A4)
        canvas.drawString(72, 72, f"{number + 1}")
        canvas.showPage()
    canvas.save()
    made = PdfView()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    made.show_pdf(written.getvalue())
    qtbot.wait(20)
    return made


def drawn(view: PdfView) -> list[int]:
    return [n for n, sheet in enumerate(view._sheets) if not sheet.pixmap().isNull()]


def test_a_lying_page_is_as_wide_as_an_upright_one(view: PdfView) -> None:
    assert view.horizontalScrollBar().maximum() == 0
    upright, lying = view._sheets[:2]
    assert upright.width() == lying.width()
    assert upright.height() > lying.height()


def test_only_pages_that_are_near_are_drawn(view: PdfView, qtbot: QtBot) -> None:
    first = drawn(view)
    assert first
    assert first[0] == 0
    assert len(first) < 8
    turned: list[tuple[int, int]] = []
    view.turned.connect(lambda page, count: turned.append((page, count)))
    view.show_page(COUNT)
    qtbot.wait(20)
    assert turned[-1] == (COUNT, COUNT)
    assert drawn(view)[-1] == COUNT - 1
    assert 0 not in drawn(view)


def test_the_page_in_sight_stays_when_it_is_made_larger(
    view: PdfView, qtbot: QtBot
) -> None:
    view.show_page(30)
    qtbot.wait(20)
    view.nearer()
    qtbot.wait(20)
    assert 29 in drawn(view)
    assert view.horizontalScrollBar().maximum() > 0
    view.show_pdf(b"")
    qtbot.wait(20)
    assert not view._sheets

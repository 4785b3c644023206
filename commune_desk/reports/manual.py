"""The manual as a paper: tasks in numbered steps, the words, the legal texts."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image
from reportlab.lib.utils import ImageReader

from commune_desk import VERSION
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import (
    DASH,
    Contents,
    Cover,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Prose,
    Run,
    say_prose,
)
from commune_desk.reports.document import Document, Imprint, Letterhead, unstated
from commune_desk.reports.frame import UNDATED
from commune_desk.reports.options import Options
from commune_desk.reports.pdf.ink import MM
from commune_desk.reports.writing import PDF, written
from commune_desk.services.glossary import glossary
from commune_desk.services.legal import USES, legal_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.manual import Chapter, Procedure
    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.pdf.ink import Ink
    from commune_desk.services.legal import LegalText

TITLE = N_("Manual of Commune Desk")
PURPOSE = N_("How each task is done, in numbered steps.")
WIDTH, HEIGHT = 150.0, 84.4
"""Millimetres of a picture at most: two stand on a page with their steps."""

FACE = 0.35
"""Millimetres of the line around a picture."""


def manual_bytes(chapters: Sequence[Chapter], telling: Telling) -> bytes:
    """Write it as PDF: it is a paper of the program, not of a commune."""
    story = partial(_story, chapters)
    paper = Document("manual", TITLE, story, purpose=PURPOSE, standing=unstated)
    imprint = Imprint(
        TITLE,
        "Commune Desk",
        Letterhead((), (), "COMMUNE DESK", "", ""),
        UNDATED,
        N_("Version {version}", version=VERSION),
    )
    return written(paper, telling, imprint, PDF, Options(letterhead=False))


def _story(chapters: Sequence[Chapter], telling: Telling) -> Iterator[Block]:
    count = sum(len(chapter.procedures) for chapter in chapters)
    yield Cover(
        N_("Manual"),
        "Commune Desk",
        PURPOSE,
        (Figure(count, P_("task", "tasks", count=count)),),
        N_("Made by the program itself: each step was done before it was printed."),
    )
    yield Contents(N_("Table of contents"))
    yield PageBreak()
    yield Heading(N_("How to read this manual"))
    yield say_prose(*BEFORE)
    for number, chapter in enumerate(chapters, 1):
        if number > 1:  # the first stands under how to read them
            yield PageBreak()
        yield Heading(N_("{number}. {title}", number=number, title=chapter.title))
        for procedure in chapter.procedures:
            yield from _procedure(procedure)
    yield PageBreak()
    yield from _words(telling)
    yield from _texts(telling.session)


BEFORE = (
    N_("Each task stands on its own: find yours in the table of contents."),
    N_("Do the steps in their order. What the program shows then stands in italics."),
    N_("What is typed in the examples is that of an imaginary commune: type yours."),
    N_(
        "“Ctrl + K” means: hold the key Ctrl down and press K. In any screen, F1 shows"
        " help, and “Undo” at the top takes back what was just done."
    ),
)


def _procedure(procedure: Procedure) -> Iterator[Block]:
    yield Heading(procedure.title, 2)
    yield say_prose(procedure.purpose)
    for number, step in enumerate(procedure.steps, 1):
        runs = [Run(step.does)]
        for seen in step.sees:
            runs += [Run(" "), Run(seen, italic=True)]
        yield Prose((Paragraph(tuple(runs), marker=f"{number}."),))
        if step.picture:
            yield _picture(step.picture, procedure, number)


def _picture(content: bytes, procedure: Procedure, number: int) -> Picture:
    with Image.open(io.BytesIO(content)) as image:
        across, high = image.size
    by = min(WIDTH / across, HEIGHT / high)
    width, height = across * by, high * by

    def draw(ink: Ink) -> None:
        image = ImageReader(io.BytesIO(content))
        ink.canvas.drawImage(image, 0, ink.y(height), width * MM, height * MM)
        ink.box(0, 0, width, height, gray=FACE)

    title = N_("{task}, step {number}", task=procedure.title, number=number)
    return Picture(width, height, draw, title, bound=True)


def _words(telling: Telling) -> Iterator[Block]:
    yield Heading(N_("Words"))
    language = telling.words.language
    terms = sorted(glossary(), key=lambda term: fold(term.word))
    yield Prose(
        tuple(
            Paragraph(
                (Run(term.word, bold=True), Run(" – "), Run(term.meaning(language)))
            )
            for term in terms
        )
    )


def _texts(session: Session) -> Iterator[Block]:
    yield Heading(N_("Legal texts"))
    yield say_prose(N_("The texts that the acts of the commune name, by kind of act."))
    for use, title in USES.items():
        yield Heading(title, 2)
        yield Prose(
            tuple(
                Paragraph((Run(_verified(text)),), marker=DASH)
                for text in legal_texts(session, use)
            )
        )


def _verified(text: LegalText) -> Text | str:
    if text.sure:
        return text.title
    return N_("{text} (to be verified)", text=text.title)

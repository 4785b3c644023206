"""Blocks in plain lines, for media that have cells but no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    ClosingFormula,
    Cover,
    Findings,
    Heading,
    KeyFigures,
    Note,
    Photos,
    Prose,
    Signatures,
    Title,
    letter,
)
from commune_desk.reports.cells import said
from commune_desk.reports.formula import closing_prose
from commune_desk.reports.photographs import caption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block, Figure

Line = list[Any]


def lines(block: Block, words: Words) -> Iterator[Line]:
    """Tell a block that is no table: a label, perhaps a value that stays a number."""
    match block:
        case Cover():
            yield from _cover(block, words)
        case Title(text, subtitle, _):
            yield from _texts((text, subtitle), words)
        case Heading():
            parts = (said(block.text, words), said(block.beside, words))
            yield [" – ".join(part for part in parts if part)]
        case KeyFigures(figures):
            yield from map(_figure, figures)
        case Prose() | ClosingFormula():
            yield from _prose(block, words)
        case Findings():
            yield from _findings(block, words)
        case Signatures():
            yield from _places(block, words)
        case Photos(photos):
            yield from (
                [said(N_("Photograph: {what}", what=caption(each, words)), words)]
                for each in photos
            )
        case Note(text):
            yield from _texts((text,), words)


def _cover(block: Cover, words: Words) -> Iterator[Line]:
    yield from _texts((block.title, block.subtitle, block.place), words)
    yield from map(_figure, block.figures)
    yield from _texts((block.note,), words)
    yield from ([said(step.title, words), words.say(step.on)] for step in block.steps)


def _findings(block: Findings, words: Words) -> Iterator[Line]:
    yield from _texts((block.title, block.sentence, *block.confirmed), words)
    for index, issue in enumerate(block.issues):
        yield [f"{letter(index)} {said(issue.text, words)}"]


def _places(block: Signatures, words: Words) -> Iterator[Line]:
    for place in block.blocks:
        yield from _texts((place.title, *place.lines, place.name), words)


def _figure(figure: Figure) -> Line:
    return [figure.label, figure.value, figure.note]


def _texts(texts: tuple[Any, ...], words: Words) -> Iterator[Line]:
    return ([said(text, words)] for text in texts if text)


def _prose(block: Prose | ClosingFormula, words: Words) -> Iterator[Line]:
    prose = closing_prose(block, words) if isinstance(block, ClosingFormula) else block
    for paragraph in prose.paragraphs:
        text = "".join(said(run.text, words) for run in paragraph.runs)
        marker = said(paragraph.marker, words)
        yield [f"{marker} {text}" if marker else text]

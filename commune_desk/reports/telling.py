"""Blocks in plain lines, for media that have cells but no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.reports.blocks import (
    ClosingFormula,
    Cover,
    Findings,
    Heading,
    KeyFigures,
    Note,
    Prose,
    Signatures,
    Title,
    letter,
)
from commune_desk.reports.cells import said
from commune_desk.reports.formula import closing_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block, Figure

Line = list[Any]


def lines(block: Block, words: Words) -> Iterator[Line]:
    """Tell a block that is no table: a label, perhaps a value that stays a number."""
    match block:
        case Cover(title, subtitle, place, figures, note, steps):
            yield from _texts((title, subtitle, place), words)
            yield from map(_figure, figures)
            yield from _texts((note,), words)
            yield from ([said(step.title, words), words.say(step.on)] for step in steps)
        case Title(text, subtitle):
            yield from _texts((text, subtitle), words)
        case Heading(text, _, beside):
            parts = (said(text, words), said(beside, words))
            yield [" – ".join(part for part in parts if part)]
        case KeyFigures(figures):
            yield from map(_figure, figures)
        case Prose():
            yield from _prose(block, words)
        case ClosingFormula():
            yield from _prose(closing_prose(block, words), words)
        case Findings(issues, confirmed, title, sentence):
            yield from _texts((title, sentence, *confirmed), words)
            for index, issue in enumerate(issues):
                yield [f"{letter(index)} {said(issue.text, words)}"]
        case Signatures(places):
            for place in places:
                yield from _texts((place.title, *place.lines, place.name), words)
        case Note(text):
            yield from _texts((text,), words)


def _figure(figure: Figure) -> Line:
    return [figure.label, figure.value, figure.note]


def _texts(texts: tuple[Any, ...], words: Words) -> Iterator[Line]:
    return ([said(text, words)] for text in texts if text)


def _prose(block: Prose, words: Words) -> Iterator[Line]:
    for paragraph in block.paragraphs:
        text = "".join(said(run.text, words) for run in paragraph.runs)
        marker = said(paragraph.marker, words)
        yield [f"{marker} {text}" if marker else text]

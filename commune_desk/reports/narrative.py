"""Prose that a clerk typed: paragraphs, lists, sub-headings, **bold** and *italic*."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.prose import Shape, passages
from commune_desk.reports.blocks import DASH, Heading, Paragraph, Prose, Run, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.prose import Passage


def prose_of(text: str, voice: Voice = Voice.ACT) -> Prose:
    """Read typed text: an empty line parts paragraphs, a dash begins an item."""
    return Prose(tuple(map(_paragraph, passages(text))), voice)


def parts_of(
    text: str, level: int, voice: Voice = Voice.ACT
) -> Iterator[Heading | Prose]:
    """Read typed text whose sub-headings become headings of that level."""
    for heads, group in groupby(passages(text), lambda p: p.shape is Shape.HEADING):
        if heads:
            yield from (Heading(p.text, level, listed=False) for p in group)
        else:
            yield Prose(tuple(map(_paragraph, group)), voice)


def _paragraph(passage: Passage) -> Paragraph:
    match passage.shape:
        case Shape.HEADING:
            return Paragraph((Run(passage.text, bold=True),))
        case Shape.ITEM:
            marker = DASH
        case Shape.NUMBER:
            marker = f"{passage.number}."
        case _:
            marker = ""
    runs = (Run(s.text, bold=s.bold, italic=s.italic) for s in passage.spans)
    return Paragraph(tuple(runs), marker)

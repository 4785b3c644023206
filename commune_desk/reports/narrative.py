"""Prose that a clerk typed: paragraphs, lists, and **bold** or *italic* words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commune_desk.reports.blocks import DASH, Paragraph, Prose, Run, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = re.compile(r"\s*(?:[-–•]\s+|(\d{1,2}[.)])\s+)")
_FACE = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=\S)(.+?)(?<=\S)\*")


def prose_of(text: str, voice: Voice = Voice.ACT) -> Prose:
    """Read typed text: an empty line parts paragraphs, a dash begins an item."""
    return Prose(tuple(_paragraphs(text)), voice)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for part in re.split(r"\n\s*\n", text.strip()):
        waiting: list[str] = []
        marker = ""
        for line in part.splitlines():
            item = _ITEM.match(line)
            if item:
                if waiting:
                    yield _paragraph(waiting, marker)
                waiting, marker = [line[item.end() :]], item.group(1) or DASH
            else:
                waiting.append(line.strip())
        if any(waiting):
            yield _paragraph(waiting, marker)


def _paragraph(lines: list[str], marker: str) -> Paragraph:
    return Paragraph(tuple(_runs(" ".join(lines))), marker)


def _runs(text: str) -> Iterator[Run]:
    at = 0
    for found in _FACE.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()])
        bold, italic = found.groups()
        yield Run(bold or italic, bold=bold is not None, italic=italic is not None)
        at = found.end()
    if at < len(text):
        yield Run(text[at:])

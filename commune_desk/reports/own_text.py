"""Put what the commune wrote for a paper into it, before its closing lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from commune_desk.reports.blocks import ClosingFormula, Note, Signatures
from commune_desk.reports.narrative import parts_of
from commune_desk.services.paper_texts import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Document, Telling

CLOSING = (ClosingFormula, Note, Signatures)
"""What ends a paper: the text stands before as much of it as there is."""

LEVEL = 2
"""Of the headings in the text."""


def worded(document: Document, telling: Telling) -> Document:
    """Give a document whose story holds what was written for its year."""
    text = text_of(telling.session, document.name, telling.scope.year)
    if not text:
        return document

    def story(given: Telling) -> Iterator[Block]:
        return with_text(document.story(given), text)

    return replace(document, story=story)


def with_text(story: Iterable[Block], text: str) -> Iterator[Block]:
    """Tell a story with the text in it, once, at its end."""
    held: list[Block] = []
    for block in story:
        if isinstance(block, CLOSING):
            held.append(block)
            continue
        yield from held
        held.clear()
        yield block
    yield from parts_of(text, LEVEL)
    yield from held

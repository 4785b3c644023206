"""Words in several faces, flowing into lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, ems
from commune_desk.reports.pdf.ink import MM
from commune_desk.reports.pdf.typeset import pieces, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commune_desk.reports.pdf.ink import Ink

Fragment = tuple[str, str]
"""A text and its face."""

Word = tuple[Fragment, ...]
"""What no line may part, though it may change its face halfway."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines of one size; `leading` in points."""

    lines: tuple[tuple[Word, ...], ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """The height of all lines, in millimetres."""
        return len(self.lines) * self.leading / MM

    def draw(
        self, ink: Ink, x: float, y: float, align: Align = Align.LEFT, room: float = 0
    ) -> None:
        """Write the lines below the top edge `y`."""
        base = y + (self.leading * 0.5 + self.size * 0.32) / MM
        for line in self.lines:
            joined = list(_joined(line))
            wide = sum(ems(text, face) for text, face in joined) * self.size / MM
            start = x
            if align is not Align.LEFT:
                start += (room - wide) / (2 if align is Align.CENTRE else 1)
            for text, face in joined:
                start += ink.text(start, base, text, self.size, face)
            base += self.leading / MM


def flow(
    fragments: Iterable[Fragment], room: float, size: float, leading: float
) -> Flow:
    """Break fragments into lines of `room` millimetres."""
    lines: list[tuple[Word, ...]] = []
    text: list[Fragment] = []
    for fragment, face in fragments:
        first, *others = fragment.split("\n")
        text.append((first, face))
        for other in others:
            lines += _broken(text, room * MM, size)
            text = [(other, face)]
    lines += _broken(text, room * MM, size)
    return Flow(tuple(lines), size, leading)


def plain_flow(
    text: str, room: float, size: float, leading: float, face: str = SANS
) -> Flow:
    """Break a text of one face."""
    return flow([(text, face)], room, size, leading)


def _words(fragments: Iterable[Fragment]) -> list[Word]:
    found: list[list[Fragment]] = [[]]
    for text, face in fragments:
        for index, word in enumerate(words(text)):
            if index:
                found.append([])
            if word:
                found[-1].append((word, face))
    return [tuple(word) for word in found if word]


def _fitting(word: Word, room: float, size: float) -> Iterator[Word]:
    if len(word) == 1:
        ((text, face),) = word
        if ems(text, face) * size > room:
            for piece in pieces(text, face, size, room):
                yield ((piece, face),)
            return
    yield word


def _broken(
    fragments: Iterable[Fragment], room: float, size: float
) -> list[tuple[Word, ...]]:
    lines: list[tuple[Word, ...]] = []
    line: list[Word] = []
    used = 0.0
    for whole in _words(fragments):
        for word in _fitting(whole, room, size):
            width = sum(ems(text, face) for text, face in word) * size
            space = ems(" ", word[0][1]) * size if line else 0.0
            if line and used + space + width > room:
                lines.append(tuple(line))
                line, used, space = [], 0.0, 0.0
            line.append(word)
            used += space + width
    lines.append(tuple(line))
    return lines


def _joined(line: tuple[Word, ...]) -> Iterator[Fragment]:
    """Put neighbours of one face together, with the spaces between words."""
    text, face = "", ""
    for number, word in enumerate(line):
        for index, (part, name) in enumerate(word):
            gap = " " if number and not index else ""
            if name == face or not face:
                text, face = text + gap + part, name
                continue
            yield text + gap, face
            text, face = part, name
    if face:
        yield text, face

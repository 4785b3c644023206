"""What the check found, in one column or two; nothing was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.blocks import TICK, letter
from commune_desk.reports.cells import said
from commune_desk.reports.pdf.flow import plain_flow
from commune_desk.reports.pdf.fonts import SANS_BOLD, SANS_ITALIC
from commune_desk.reports.pdf.ink import MM, width_of
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from commune_desk.reports.blocks import Findings
    from commune_desk.reports.pdf.flow import Flow
    from commune_desk.reports.pdf.page import Pages

_MARGIN = 7.0
_BETWEEN = 0.9
_GUTTER = 8.0
_HEAD = 8.2

Item = tuple[str, "Flow"]


class FindingsPiece:
    """Findings, each with its letter; on a broad page in two like columns."""

    whole = False

    def __init__(self, block: Findings, pages: Pages) -> None:
        words = pages.paper.words
        self.pages = pages
        self.title, self.sentence = (
            said(block.title, words),
            said(block.sentence, words),
        )
        self.columns = 2 if pages.broad else 1
        self.wide = (pages.grid.room - _GUTTER * (self.columns - 1)) / self.columns
        texts = [(TICK, said(text, words)) for text in block.confirmed]
        texts += [
            (letter(index), said(issue.text, words))
            for index, issue in enumerate(block.issues)
        ]
        self.items: list[Item] = [
            (mark, plain_flow(text, self.wide - _MARGIN, 8.5, 11.2))
            for mark, text in texts
        ]
        self.beside = self._sentence_lines()
        first = self.items[0][1].height if self.items else 0
        self.need = _HEAD + (len(self.beside) - 1) * 3.9 + first

    def draw(self, tail: float) -> None:
        """Write them in as many rounds as there are pages."""
        pages, ink = self.pages, self.pages.ink
        whole = self._height(self.items) + _HEAD + 1
        pages.ask(min(whole + tail, max(self.need, pages.grid.room)))
        ink.rule(pages.grid.left, pages.y + 1, pages.grid.right, pages.y + 1, 1)
        ink.text(pages.grid.left, pages.y + 6, self.title, 9, SANS_BOLD)
        x = pages.grid.left + width_of(self.title, 9, SANS_BOLD) + 6
        ink.lines(x, pages.y + 6, self.beside, 8.5, SANS_ITALIC)
        pages.y += _HEAD + (len(self.beside) - 1) * 3.9
        rest = self.items
        while rest:
            here, rest = self._fitting(rest, tail)
            self._columns(here)
            if rest:
                pages.turn()
        pages.y += 1

    def _fitting(self, items: list[Item], tail: float) -> tuple[list[Item], list[Item]]:
        if self._height(items) + tail <= self.pages.left:
            return items, []
        count = len(items)
        while count > 1 and self._height(items[:count]) > self.pages.left:
            count -= 1
        if count == len(items) and count > 1:
            count -= 1  # the last one moves, to stand with what follows
        return items[:count], items[count:]

    def _columns(self, items: list[Item]) -> None:
        pages, split = self.pages, self._split(items)
        top, foot = pages.y, pages.y
        for column, part in enumerate((items[:split], items[split:])):
            x, y = pages.grid.left + column * (self.wide + _GUTTER), top
            for mark, text in part:
                self._item(mark, text, x, y)
                y += text.height + _BETWEEN
            foot = max(foot, y)
        pages.y = foot

    def _item(self, mark: str, text: Flow, x: float, y: float) -> None:
        ink = self.pages.ink
        base = y + (11.2 * 0.5 + 8.5 * 0.32) / MM
        if mark == TICK:
            ink.check(x, base + 0.3, 3, ticked=True)
        else:
            ink.text(x, base, mark, 8.5, SANS_BOLD)
        text.draw(ink, x + _MARGIN, y)

    def _split(self, items: list[Item]) -> int:
        """Find where the second column begins."""
        if self.columns == 1:
            return len(items)
        return min(
            range(len(items), 0, -1),
            key=lambda at: max(_stacked(items[:at]), _stacked(items[at:])),
            default=0,
        )

    def _height(self, items: list[Item]) -> float:
        split = self._split(items)
        return max(_stacked(items[:split]), _stacked(items[split:]))

    def _sentence_lines(self) -> tuple[str, ...]:
        taken = width_of(self.title, 9, SANS_BOLD) + 6
        room = (self.pages.grid.room - taken) * MM
        return wrap(self.sentence, SANS_ITALIC, 8.5, room)


def _stacked(items: list[Item]) -> float:
    return sum(text.height + _BETWEEN for _, text in items)

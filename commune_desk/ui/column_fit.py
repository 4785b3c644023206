"""Share the width of a table among its columns; figures are never cut."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontMetrics

from commune_desk.ui.cell_paint import PAD, Face
from commune_desk.ui.faces import face_of, total_face
from commune_desk.ui.theme import look
from commune_desk.ui.two_lines import SMALL_TABLE, narrowest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from commune_desk.tables.table import Column
    from commune_desk.ui.table_model import TableModel

SAMPLE = SMALL_TABLE
"""Rows looked at to know how wide a column must be: all those of a small table."""

ENDS = 50
"""As many at either end of a large table."""

LETTER = 7
"""Pixels of an average letter, for the widths that the description gives."""

LEAST = 56
SLIM, SLIMMEST = 5, 38
"""Up to so many letters, a column of marks or ranks may be so few pixels wide."""

MOST_OF_LEAST = 180
"""Pixels that a column of words may insist on; beyond, long texts are cut."""

SHORT = 18
"""Letters of words that are parted only where all else has given way."""

DEEP = 4
"""Steps of a tree whose rows stand under rows."""

ENOUGH = 230
"""Pixels beyond which a column of words is wide enough beside a panel."""


@dataclass(frozen=True)
class Need:
    """What a column asks for, in pixels."""

    tight: int
    """As `close`, and short words may be parted too."""

    close: int
    """As `least`, under a head of two lines."""

    near: int
    """As `fair`, under a head of two lines; short words stay whole."""

    least: int
    """Long words stand on four lines; short ones stay whole."""

    fair: int
    """Long words stand on two lines."""

    whole: int
    stretches: bool

    head: int
    """Its head stands on one line."""

    one_line: int
    """No cell that was looked at goes on to a second line."""

    @property
    def good(self) -> int:
        """What shows it well enough; long texts may run out of sight."""
        return min(self.whole, ENOUGH) if self.stretches else self.whole


def needs(model: TableModel, indent: int) -> list[Need]:
    """Look at some rows to see what each column needs."""
    root = model.outline.root
    if len(model.outline) > SMALL_TABLE:
        sample = [*islice(_walk(root), ENDS), *islice(_walk_back(root), ENDS)]
    else:
        sample = list(islice(_walk(root), SAMPLE))
    return [_need(model, column, indent, sample) for column in model.columns]


def share(needed: Sequence[Need], room: int) -> list[int]:
    """Give each column its width; too little room cuts words, never figures."""
    steps = [
        [need.tight for need in needed],
        [need.close for need in needed],
        [need.near for need in needed],
        [max(need.least, need.fair) for need in needed],
        [need.whole for need in needed],
    ]
    if sum(steps[0]) > room:
        return steps[1]  # the table scrolls: as many columns as can be are in sight
    for low, high in pairwise(steps):
        if sum(high) > room:
            return _between(list(zip(low, high, strict=True)), room)
    widths = steps[-1]
    spare = room - sum(widths)
    growing = [n for n, need in enumerate(needed) if need.stretches] or [0]
    total = sum(needed[n].whole for n in growing)
    for n in growing:
        widths[n] += spare * needed[n].whole // total
    widths[growing[0]] += room - sum(widths)
    return widths


def free(model: TableModel, node: Any, width: Callable[[int], int]) -> int:
    """Tell how many pixels the title of a group has beyond its own column."""
    total = 0
    for number in range(1, len(model.columns)):
        if model.outline.value(node, model.columns[number]) is not None:
            break
        total += width(number)
    return total


def heads_fit(model: TableModel, widths: Sequence[int], indent: int) -> bool:
    """Tell whether the title of each group stands on one line."""
    return all(
        face_of(model, node, model.columns[0]).width() + indent * node.level
        <= widths[0] + free(model, node, widths.__getitem__)
        for node in _walk(model.outline.root)
        if node.row is None
    )


def _between(spans: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Shrink columns from their higher width towards their lower one, all alike."""
    slack = [high - low for low, high in spans]
    spare = room - sum(high for _, high in spans)
    return [  # rounded down: one pixel too many would be a bar to scroll with
        high + spare * loose // max(1, sum(slack))
        for (_, high), loose in zip(spans, slack, strict=True)
    ]


def _need(
    model: TableModel, column: Column[Any], indent: int, sample: Sequence[Any]
) -> Need:
    typed = model.refusal is not None  # then an empty cell may show what was typed
    metrics = QFontMetrics(look().font("small_strong"))
    head, close_head = (
        max(map(metrics.horizontalAdvance, text.splitlines()), default=0) + 2 * PAD + 2
        for text in (model.head(column, narrow=False), model.head(column, narrow=True))
    )
    first = column is model.columns[0]
    deep = DEEP if model.table.above is not None else len(model.table.levels) + 1
    spared = indent * deep if first else 0
    seen = [node for node in sample if node.row is not None or not first]
    if not typed:
        seen = _longest(model, column, seen)
    faces = {node: face_of(model, node, column) for node in seen}
    content = max((face.width() for face in faces.values()), default=0)
    content += spared if first and faces else 0
    total = total_face(model, column, "").width()
    floor = LEAST if column.width > SLIM else SLIMMEST
    whole = max(head, content, total, floor)
    if column.to_the_right or column.kind.name in _WHOLE:
        close = max(close_head, content, total, floor)
        return Need(
            close, close, close, whole, whole, whole,
            stretches=False, head=head, one_line=whole,
        )  # fmt: skip
    wished = max(head, min(content, max(column.width, 12) * LETTER * 2 + spared))
    worded = [face for node, face in faces.items() if node.row is not None]
    two, four = (
        min(_on_lines(model, column, worded, lines), MOST_OF_LEAST) + spared
        for lines in (2, 4)
    )
    short = all(len(face.text) <= SHORT for face in worded)
    unparted = max(four, content) if short else four
    whole = max(wished, floor)
    fair = min(max(head, two), whole)
    least = min(max(head, unparted), whole)
    close, tight = (min(max(close_head, n), least) for n in (unparted, four))
    near = min(max(close_head, two, unparted), max(least, fair))
    draft = model.outline.draft
    invited = 0 if draft is None else face_of(model, draft, column).width() + spared
    one_line = max(content, invited)
    return Need(
        tight, close, near, least, fair, whole,
        stretches=True, head=head, one_line=one_line,
    )  # fmt: skip


def _longest(model: TableModel, column: Column[Any], nodes: Sequence[Any]) -> list[Any]:
    """Leave out what is empty, and figures that others are surely wider than.

    In one type a whole number is written no longer than one farther from zero on the
    same side; a mark beside it may make it longer.
    """
    values = {node: model.outline.value(node, column) for node in nodes}
    known = [node for node, value in values.items() if value is not None]
    if column.kind.name not in _COUNTED or model.thousands:
        return _unlike(model, column, known, values)
    found = {node for node in known if model.issue_at(node, column) is not None}
    for rows in (True, False):
        alike = [node for node in known if (node.row is not None) is rows]
        if alike:
            found |= {max(alike, key=values.__getitem__)}
            found |= {min(alike, key=values.__getitem__)}
    return [node for node in known if node in found]


def _unlike(
    model: TableModel,
    column: Column[Any],
    nodes: Sequence[Any],
    values: Mapping[Any, Any],
) -> list[Any]:
    """Leave out what is written like another: rates and choices come again."""
    found: dict[Any, Any] = {}
    for node in nodes:
        marked = model.issue_at(node, column) is not None
        try:
            found.setdefault((marked, node.row is None, node.level, values[node]), node)
        except TypeError:  # a value of many parts
            return list(nodes)
    return list(found.values())


def _on_lines(
    model: TableModel, column: Column[Any], faces: Sequence[Face], lines: int
) -> int:
    """Tell how narrow a column of words may be where rows have so many lines."""
    if len(model.outline) > SMALL_TABLE:
        described = column.width * LETTER
        return max((min(face.width(), described) for face in faces), default=0)
    found = 0
    for face in sorted(faces, key=Face.width, reverse=True):
        if face.width() <= found:
            break
        found = max(found, narrowest(face, lines))
    return found


_WHOLE = {"DATE", "CODE", "YEAR", "FLAG"}
_COUNTED = {"MONEY", "INTEGER"}


def _walk_back(node: Any) -> Iterator[Any]:
    """Give the nodes from the last to the first."""
    for child in reversed(node.children):
        yield from _walk_back(child)
        yield child


def _walk(node: Any) -> Iterator[Any]:
    """Give the nodes in order, groups among them."""
    for child in node.children:
        yield child
        yield from _walk(child)

"""A small table on a page of cards: heads, lines, perhaps a total, no scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout

from commune_desk.ui.widgets.cards import frame, rule
from commune_desk.ui.widgets.layouts import across, down, hold
from commune_desk.ui.widgets.text import RIGHT, Label, Linked, right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QFrame, QWidget

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context

Cell = tuple[object, str]
"""What a cell says, and its tone."""


def small_table(
    context: Context,
    heads: Sequence[tuple[object, bool]],
    lines: Sequence[tuple[Sequence[Cell], QWidget | None]],
    total: Sequence[Cell] = (),
    grow: int = 0,
) -> QFrame:
    """Lay out a small table: heads (with “figures to the right”), lines, a total."""
    grid, at = QGridLayout(), 0
    grid.setContentsMargins(12, 8, 12, 8)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    for number, (title, figures) in enumerate(heads):
        label = Label(context.say(title), "small_strong", "ink_soft")
        if figures:
            label.setAlignment(RIGHT)
        grid.addWidget(label, at, number)
    bottom = [((total), None)] if total else []
    for cells, link in (*lines, *bottom):
        at += 1
        if cells is total and total:
            grid.addWidget(rule(), at, 0, 1, len(heads))
            at += 1
        for number, (value, tone) in enumerate(cells):
            role = "body_strong" if cells is total and total else "body"
            text = context.say(value)
            if not text and link is not None and number == len(heads) - 1:
                continue  # the link stands there
            made = (
                right(text, role, tone)
                if heads[number][1]
                else Label(text, role, tone, wrap=number == grow)
            )
            grid.addWidget(made, at, number)
        if link is not None:
            grid.addWidget(link, at, len(heads) - 1)
    grid.setColumnStretch(grow, 1)
    table = frame("table")
    table.setLayout(grid)
    return table


def headed(
    context: Context, title: Text, link: Text, deed: Any, table: QFrame
) -> QWidget:
    """Put a title and the way to all of it over a small table."""
    follow = Linked(context.say(link))
    follow.followed.connect(deed)
    head = across(Label(context.say(title), "title"), None, follow, gap=10)
    return hold(down(head, table, gap=6))

"""The figures of a period of a cash book, side by side over its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, Text
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.period_rows import PeriodRow
    from commune_desk.ui.context import Context

Shown = tuple[Text, Text | str, Text | str, str]
"""What it counts, the figure, what stands below it, its tone."""


class PeriodFigures:
    """Opening, receipts, expenses, what is there now or what was counted."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._line = across(gap=26, margins=(16, 6, 16, 6))
        self.widget: QWidget = frame("card")
        self.widget.setLayout(self._line)

    def show_period(self, row: PeriodRow | None) -> None:
        """Show the figures of a period; without one, say how to begin."""
        clear(self._line)
        if row is None:
            text = N_(
                "No period yet. Open one: it begins with what is counted in the box."
            )
            self._line.addWidget(Label(self._context.say(text), "body", "ink_soft"))
            return
        for title, value, below, tone in _figures(row):
            say = self._context.say
            box = down(
                Label(say(title), "small", "ink_soft"),
                Label(say(value), "title", tone),
                Label(say(below), "small", "ink_soft"),
                gap=0,
            )
            self._line.addLayout(box)
        self._line.addStretch(1)


def _francs(amount: Money) -> Text:
    return N_("{amount} F", amount=amount)


def _when(row: PeriodRow) -> Text:
    """Say from when on the money is counted."""
    if row.ends_on > row.day:
        return N_("on {date}", date=row.ends_on)
    return row.standing


def _figures(row: PeriodRow) -> list[Shown]:
    opening = row.opening_cash + row.opening_bank
    found: list[Shown] = [
        (
            N_("At the beginning"),
            _francs(opening),
            N_("bank {amount} F", amount=row.opening_bank),
            "ink",
        ),
        (N_("+ Receipts"), _francs(row.received), "", "ink"),
        (N_("− Expenses"), _francs(row.spent), "", "ink"),
    ]
    if not row.span.closed:
        expected = row.expected_cash + row.expected_bank
        found += [
            (
                N_("= By the book"),
                _francs(expected),
                N_(
                    "box {box} F, bank {bank} F",
                    box=row.expected_cash,
                    bank=row.expected_bank,
                ),
                "link",
            ),
            (N_("Counted"), "–", _when(row), "ink_soft"),
        ]
        return found
    counted = (row.closing_cash or Money(0)) + (row.closing_bank or Money(0))
    gap = row.gap or Money(0)
    heard = (
        N_("heard on {date}", date=row.approved_on)
        if row.approved_on is not None
        else row.standing
    )
    found += [
        (
            N_("= Counted"),
            _francs(counted),
            N_("bank {amount} F", amount=row.closing_bank or Money(0)),
            "link",
        ),
        (N_("Gap"), _francs(gap), heard, "amber" if gap else "ink_soft"),
    ]
    return found

"""The line that says how filters are typed, then how many rows they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, P_
from commune_desk.ui.filter_row import HINT
from commune_desk.ui.widgets.buttons import SMALL, Button
from commune_desk.ui.widgets.layouts import Flow, across
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.ui.chosen_model import ChosenModel
    from commune_desk.ui.context import Context
    from commune_desk.ui.filter_row import FilterRow


class ShownBar(Flow):
    """Stands over a table, only while the filters are open or rows are left out."""

    least = 34

    def __init__(
        self, context: Context, filters: FilterRow, give_back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._context, self._filters, say = context, filters, context.say
        self.told = Label("", "small", wrap=True)
        self.all = Button(say(N_("Show all lines")), "x", SMALL, give_back)
        words = say(N_("Close the filters"))
        self.close_filters = Button(words, "x", SMALL, filters.give_up)
        self.setLayout(
            across(self.told, self.all, self.close_filters, margins=(10, 4, 6, 4))
        )
        self.hide()

    def speak(self, model: ChosenModel, *, only: bool) -> bool:
        """Say, where somebody left rows out, how many are shown; tell whether so.

        Not for the rows that the page itself leaves out, by buttons of its own.
        """
        count, whole = model.count, 0
        if only or model.asks:
            whole = model.whole if only else model.offered
        left_out = count < whole
        self.told.set_tone("ink")
        self.all.setVisible(left_out)
        self.close_filters.setVisible(not left_out)
        if left_out:
            self._say_shown(count, whole)
        else:
            self.told.setText(self._context.say(HINT))
        for error in model.unread.values():
            self.told.setText(self._context.say(error.text))
            self.told.set_tone("red")
        self.setVisible(left_out or not self._filters.isHidden())
        return left_out

    def _say_shown(self, count: int, whole: int) -> None:
        told = P_(
            "{count} line shown of {whole}.",
            "{count} lines shown of {whole}.",
            count=count,
            whole=whole,
        )
        say, ports = self._context.say, self._context.ports
        words = [say(told)]
        if ports.paper is not None or ports.spreadsheet is not None:
            words.append(say(N_("Printing and the spreadsheet take them all.")))
        self.told.setText(" ".join(words))

"""Where an action comes from: the tab “Origin” of its panel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_
from commune_desk.services.village_sheets import origins
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import clear, down, flowing
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.village_sheets import ProblemRow
    from commune_desk.ui.context import Context


class OriginLeaf:
    """The problems of villages that an action answers, each with the way to it."""

    title = N_("Origin")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=6, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)

    def show_row(self, row: Any) -> bool:
        """Show what the action answers; nothing where it answers nothing."""
        clear(self._lines)
        with self._context.reading() as session:
            found = origins(session, self._context.scope, row.id)
        for number, problem in enumerate(found):
            if number:
                self._lines.addWidget(rule())
            self._show(problem)
        self._lines.addStretch(1)
        return bool(found)

    def _show(self, problem: ProblemRow) -> None:
        say = self._context.say
        self._lines.addWidget(Label(say(_where(problem)), "small", "ink_soft"))
        link = Linked(problem.title, wrap=True)
        record = Record("problems", problem.id)
        link.followed.connect(partial(self._context.go_to_record, record))
        self._lines.addWidget(link)


def _where(problem: ProblemRow) -> Text | str:
    if problem.rank_kept is None:
        return problem.village
    return N_("{village}, rank {rank}", village=problem.village, rank=problem.rank_kept)

"""After the meeting: where the amounts that were pencilled on a paper are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.ui.widgets.layouts import Flow, across, down
from commune_desk.ui.widgets.text import Linked

if TYPE_CHECKING:
    from commune_desk.ui.context import Context

TYPED_AT = {
    "pia": "pia",
    "pip": "actions",
    "contributions": "contributions",
    "budget-primitive": "budget",
    "budget-crossed": "budget",
    "budget-tariffs": "tariffs",
    "tariffs": "tariffs",
    "tdrl-roll": "tdrl-rolls",
}
"""Paper → the place whose table has its rows from top to bottom in the same order."""


class PaperTyping(Flow):
    """A link to that place; it shows while the paper has its empty column."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._place = context, ""
        words = N_("Type what was pencilled, in the order of the paper")
        self.link = Linked(context.say(words), role="small", wrap=True)
        self.link.followed.connect(lambda: context.go(self._place))
        self.setLayout(down(across(self.link, grow=self.link), gap=0))

    def show_paper(self, paper: str, *, pencilled: bool) -> None:
        """Offer the place of a paper, if it has an empty column."""
        self._place = TYPED_AT.get(paper, "") if pencilled else ""
        self.setVisible(bool(self._place))

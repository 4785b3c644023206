"""What a page shows while there is nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.ui.widgets.layouts import Flow, across, down
from commune_desk.ui.widgets.text import CENTRE, Icon, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class EmptyState(Flow):
    """An icon, one sentence, one of help, and what to do first."""

    least = 160

    def __init__(
        self, picture: str, sentence: str, help_: str, actions: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        said = Label(sentence, "body_strong", wrap=True)
        helps = Label(help_, "small", "ink_soft", wrap=True)
        for label in (said, helps):
            label.setAlignment(CENTRE)
        self.setLayout(
            down(
                None,
                across(None, Icon(picture, "ink_soft", 28), None),
                said,
                helps,
                4,
                across(None, *actions, None),
                None,
                gap=8,
                margins=(24, 16, 24, 16),
            )
        )

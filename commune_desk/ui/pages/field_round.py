"""A page on which many fields are typed one after the other, then noted as one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from commune_desk.ui.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from commune_desk.ui.pages.entry_card import EntryCard


class FieldRound(Page):
    """Enter goes on to the next field; with Ctrl it notes all that was typed."""

    card: EntryCard

    def walked(self) -> Iterable[QWidget]:
        """Give the fields in the order in which they are typed."""
        return ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, or note."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.card.do()
        else:
            self._on()

    def _on(self) -> None:
        fields = list(self.walked())
        here = next((n for n, f in enumerate(fields) if f.hasFocus()), None)
        if here is None:
            return
        after = fields[here + 1 :]
        (after[0] if after else self.card.button).setFocus()

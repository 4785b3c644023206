"""Many fields typed one after the other, then noted as one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from commune_desk.domain.text import N_
from commune_desk.ui.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from commune_desk.ui.keys import Keys
    from commune_desk.ui.pages.entry_card import EntryCard


def walked_on(
    event: QKeyEvent,
    fields: Iterable[QWidget],
    button: QWidget,
    note: Callable[[], object],
) -> bool:
    """Go on with Enter, to the `button` after the last field; with Ctrl, note all.

    False for any other key.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        note()
        return True
    every = list(fields)
    here = next((n for n, field in enumerate(every) if field.hasFocus()), None)
    if here is not None:
        after = [*every[here + 1 :], button][0]
        after.setFocus()
        if isinstance(after, QLineEdit):
            after.selectAll()
    return True


class FieldRound(Page):
    """A page whose fields are walked through by Enter."""

    told_keys: ClassVar[Keys] = (
        ("Return", N_("Go on")),
        ("Ctrl+Return", N_("Note it")),
    )

    card: EntryCard

    def walked(self) -> Iterable[QWidget]:
        """Give the fields in the order in which they are typed."""
        return ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, or note."""
        if not walked_on(event, self.walked(), self.card.button, self.card.do):
            super().keyPressEvent(event)

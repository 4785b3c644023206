"""Earlier texts of a section: look at one, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from commune_desk.domain.plan_document import words_in
from commune_desk.domain.text import N_, P_
from commune_desk.services.texts import earlier
from commune_desk.ui.prose_editor import ProseEditor
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.services.texts import Earlier
    from commune_desk.ui.context import Context

LIST_HEIGHT = 150


class TextHistory(QWidget):
    """Texts by date above, the chosen one below."""

    taken = Signal(str)
    """The text that the clerk wants back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._texts: list[Earlier] = []
        say = context.say
        self.list = QListWidget()
        self.list.setObjectName("plain")
        self.list.setMinimumHeight(60)
        self.list.setMaximumHeight(LIST_HEIGHT)
        self.list.setAccessibleName(say(N_("Earlier texts")))
        self.list.currentRowChanged.connect(self._show)
        self._none = Label(say(N_("No earlier text.")), "body", "ink_soft")
        self.view = ProseEditor()
        self.view.setReadOnly(True)
        self.view.setMinimumHeight(60)
        self.back = Button(
            say(N_("Take back this text")), "arrow-back-up", PLAIN, self._take
        )
        layout = down(self._none, self.list, gap=8)
        layout.addWidget(self.view, 1)
        layout.addLayout(across(self.back, None))
        self.setLayout(layout)

    def show_section(self, section: int) -> None:
        """List the texts that a section once had."""
        with self._context.reading() as session:
            self._texts = earlier(session, section)
        self.list.clear()
        for text in self._texts:
            count = words_in(text.text)
            words = P_("{count} word", "{count} words", count=count)
            when = self._context.say(text.at)
            line = f"{when} · {text.actor} · {self._context.say(words)}"
            item = QListWidgetItem(line)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        filled = bool(self._texts)
        self._none.setVisible(not filled)
        for part in (self.list, self.view, self.back):
            part.setVisible(filled)
        if filled:
            self.list.setCurrentRow(0)

    def _show(self, number: int) -> None:
        if 0 <= number < len(self._texts):
            self.view.write(self._texts[number].text)

    def _take(self) -> None:
        number = self.list.currentRow()
        if 0 <= number < len(self._texts):
            self.taken.emit(self._texts[number].text)

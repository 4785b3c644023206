"""The vouchers of an expense: those that must be there, and those that are."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.services.vouchers import vouchers
from commune_desk.ui.widgets.buttons import SMALL, Button
from commune_desk.ui.widgets.cards import Tag
from commune_desk.ui.widgets.layouts import across, clear
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.execution import EntryKind
    from commune_desk.domain.money import Money
    from commune_desk.ui.context import Context


class Vouchers(QWidget):
    """Chips: present, or missing and to be attached; files may wait for the save."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._operation: int | None = None
        self._facts: tuple[Any, ...] = ("", None, ())
        self.waiting: list[tuple[Path, str]] = []
        """Files chosen before the expense is saved, each with its title."""

        say = context.say
        self._chips = across(gap=6)
        add = Button(say(N_("Attach a voucher")), "paperclip", SMALL, self.ask)
        add.setMinimumHeight(26)
        layout = across(Label(say(N_("Vouchers")), "small_strong"), gap=8)
        layout.addLayout(self._chips)
        layout.addStretch(1)
        layout.addWidget(add)
        self.setLayout(layout)
        self.setFixedHeight(30)

    def show_expense(
        self,
        operation_id: int | None,
        code: str,
        amount: Money,
        reached: Sequence[EntryKind],
    ) -> None:
        """Show what an expense on an account asks for once it has reached some acts."""
        if operation_id != self._operation:
            self.waiting.clear()
        self._operation = operation_id
        self._facts = (code, amount, tuple(reached))
        self._fill()

    def _fill(self) -> None:
        code, amount, reached = self._facts
        clear(self._chips)
        say = self._context.say
        if amount is None:
            return
        with self._context.reading() as session:
            found = vouchers(session, code, amount, reached, self._operation)
        ready = {title for _, title in self.waiting}
        for each in found:
            if each.attachment is not None or each.title in ready:
                self._chips.addWidget(Tag(each.title, "ok", "circle-check"))
                continue
            words = say(N_("{voucher}: missing", voucher=each.title))
            chip = Button(words, "alert-triangle", SMALL, partial(self.ask, each.title))
            chip.setAccessibleName(words)
            self._chips.addWidget(chip)
        known = {each.title for each in found}
        for title in sorted(ready - known):
            self._chips.addWidget(Tag(title, "ok", "circle-check"))

    def ask(self, title: str = "") -> None:
        """Let the clerk choose files; they are attached with the save."""
        say = self._context.say
        names, _ = QFileDialog.getOpenFileNames(self, say(N_("Attach a voucher")))
        for name in names:
            path = Path(name)
            self.waiting.append((path, title or path.stem))
        if self._operation is not None:
            self.attach(self._operation)
        self._fill()

    def attach(self, operation_id: int) -> None:
        """Attach the files that wait; a refused one does not stop the others."""
        self._operation = operation_id
        waiting, self.waiting = self.waiting, []
        for path, title in waiting:
            self._context.attempt(partial(self._attach, operation_id, path, title))

    def _attach(self, operation_id: int, path: Path, title: str) -> None:
        attaching = late("commune_desk.services.attaching")
        with self._context.reading() as session:
            content = attaching.read_file(session, path)
        record = ("operations", operation_id)
        values = {"title": title}
        command = attaching.AttachFile(record, path.name, content, values)
        error = self._context.do(command)
        if error is not None:
            raise error

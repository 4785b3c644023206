"""What comes after the works of an action, and who shares its cost: a tab."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.domain.plan import ActionKind
from commune_desk.domain.programming import SHEETS
from commune_desk.domain.text import N_
from commune_desk.services.shares import shares
from commune_desk.services.sustainability import SHEET_FIELDS, sheets
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.programming import ActionRow
    from commune_desk.services.sustainability import SheetRow
    from commune_desk.ui.context import Context


class WorksLeaf:
    """Who runs it, what pays for it, whose land it is; then the communes' parts."""

    title = N_("After")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)

    def show_row(self, row: ActionRow) -> bool:
        """Show the sheet; nothing for an action that builds nothing."""
        clear(self._lines)
        context, say = self._context, self._context.say
        with context.reading() as session:
            found = sheets(session, context.scope, [row.id])
            parts = [
                part
                for part in shares(session, context.scope)
                if part.action_id == row.id
            ]
        if row.kind is not ActionKind.INVESTMENT and not found and not parts:
            return False
        for sheet in found:
            self._show_sheet(sheet)
        if parts:
            title = say(N_("Parts of the communes"))
            self._lines.addWidget(Label(title, "body_strong"))
        for part in parts:
            words = f"{part.commune} · {say(part.share)}"
            line = across(Label(words, wrap=True), right(say(part.amount)))
            self._lines.addLayout(line)
        self._lines.addStretch(1)
        return True

    def _show_sheet(self, sheet: SheetRow) -> None:
        context, say = self._context, self._context.say
        if not sheet.known:
            nobody = N_("Nobody said yet who will run it, nor what will pay for it.")
            self._lines.addWidget(Label(say(nobody), wrap=True))
        for key, title in SHEET_FIELDS.items():
            value = getattr(sheet, key)
            if value in {None, ""}:
                continue
            text = context.words.francs(value) if isinstance(value, Money) else value
            pair = down(
                Label(say(title), "small", "ink_soft"), Label(text, wrap=True), gap=1
            )
            self._lines.addLayout(pair)
        link = Linked(say(N_("Fill in this sheet")))
        go = partial(context.go, "sustainability", Record(SHEETS, sheet.id))
        link.followed.connect(go)
        self._lines.addLayout(across(link, None))

"""The villages, each with the light of its diagnosis."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from commune_desk.domain.diagnosis import SheetState
from commune_desk.domain.text import N_
from commune_desk.services.village_sheets import sheets
from commune_desk.ui.icons import icon
from commune_desk.ui.state_of import OF_SHEET
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.services.village_sheets import SheetRow
    from commune_desk.ui.context import Context

WIDTH = 168
_ROW = Qt.ItemDataRole.UserRole
_READS = {"villages", "assemblies", "problems", "plans"}


class VillageList(QFrame):
    """Choose a village; the light says how far its sheet has come."""

    chosen = Signal(int)
    """The id of a village."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.rows: dict[int, SheetRow] = {}
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.list = QListWidget()
        self.list.setObjectName("list")
        self.list.setFont(look().font())
        self.list.setIconSize(QSize(16, 16))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(context.say(N_("Villages")))
        self.list.currentItemChanged.connect(self._tell)
        self._foot = down(gap=3, margins=(10, 6, 8, 8))
        layout = down(gap=0, margins=(2, 6, 2, 2))
        layout.addWidget(self.list, 1)
        layout.addWidget(frame("rule"))
        layout.addLayout(self._foot)
        self.setLayout(layout)
        self.refresh()
        context.changed.connect(self._hear)
        context.scoped.connect(self.refresh)

    @property
    def village(self) -> int:
        """The id of the chosen village; 0 where there is none."""
        item = self.list.currentItem()
        return int(item.data(_ROW)) if item is not None else 0

    def choose(self, village: int) -> None:
        """Choose a village by its id."""
        for number in range(self.list.count()):
            if self.list.item(number).data(_ROW) == village:
                self.list.setCurrentRow(number)

    def step(self, by: int) -> None:
        """Go to a neighbour in the list."""
        at = self.list.currentRow() + by
        if 0 <= at < self.list.count():
            self.list.setCurrentRow(at)

    def refresh(self) -> None:
        """Read how far each village has come."""
        kept = self.village
        with self._context.reading() as session:
            found = sheets(session, self._context.scope)
        self.rows = {row.id: row for row in found}
        self.list.blockSignals(True)  # noqa: FBT003  Qt's own
        self.list.clear()
        for row in found:
            self.list.addItem(self._item(row))
        self.list.setCurrentRow(0 if found else -1)
        self.choose(kept)
        self.list.blockSignals(False)  # noqa: FBT003  Qt's own
        self._count()
        if self.village != kept:
            self._tell()

    def _item(self, row: SheetRow) -> QListWidgetItem:
        state = OF_SHEET[row.state]
        words = f"{row.name}  ({row.problems})" if row.problems else row.name
        item = QListWidgetItem(QIcon(icon(state.picture, state.token)), words)
        item.setData(_ROW, row.id)
        item.setToolTip(f"{row.name} – {self._context.say(row.state)}")
        item.setSizeHint(QSize(WIDTH - 20, look().sizes["row_compact"] + 2))
        return item

    def _count(self) -> None:
        clear(self._foot)
        counts = Counter(row.state for row in self.rows.values())
        for state in (SheetState.COMPLETE, SheetState.NO_WOMEN, SheetState.NONE):
            word = StateWord(OF_SHEET[state], self._context.say(state))
            count = Label(str(counts[state]), "small", "ink_soft")
            self._foot.addLayout(across(word, count))

    def _hear(self, changes: tuple[object, ...]) -> None:
        if any(getattr(change, "table", "") in _READS for change in changes):
            self.refresh()

    def _tell(self, *_: object) -> None:
        if self.village:
            self.chosen.emit(self.village)

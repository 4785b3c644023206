"""The sections of the plan’s document, with how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from commune_desk.domain.plan_document import FRONT, words_in
from commune_desk.domain.text import N_, P_
from commune_desk.ui.icons import icon
from commune_desk.ui.states import State
from commune_desk.ui.theme import look
from commune_desk.ui.title_list import TitleList
from commune_desk.ui.two_lines import HEIGHTS, height_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.services.sections import SectionRow
    from commune_desk.ui.context import Context

    AnyIndex = QModelIndex | QPersistentModelIndex

SECTION = Qt.ItemDataRole.UserRole
STEP = 14
"""Pixels by which a sub-section stands in."""


class SectionList(TitleList):
    """One line a section: number, title, light and words."""

    chosen = Signal(int)
    """The id of the section under the cursor."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ids: list[int] = []
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setObjectName("catalogue")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemDelegate(_Line(look().sizes["row_compact"], self))
        self.setAccessibleName(context.say(N_("Sections of the document")))
        header = self.header()
        header.setFixedHeight(look().sizes["row_header"])
        header.setFont(look().font("small_strong"))
        header.setStretchLastSection(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.selectionModel().currentChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[SectionRow], chosen: int) -> None:
        """Show the sections, and keep the cursor on the chosen one.

        Where they are the same as before, their lines are changed in place: the
        cursor may be on its way from one to another.
        """
        say = self._context.say
        ids = [row.id for row in rows]
        if ids == self._ids:
            for number, (row, after) in enumerate(
                zip(rows, (*rows[1:], None), strict=True)
            ):
                self._write(self._items.item(number), row)
                self._light(self._items.item(number, 1), row, after)
            self.fit()
            return
        self._ids = ids
        self.selectionModel().blockSignals(True)  # noqa: FBT003  Qt's own
        self._items.clear()
        self._items.setHorizontalHeaderLabels([say(N_("Section")), say(N_("Text"))])
        for row, after in zip(rows, (*rows[1:], None), strict=True):
            title, light = QStandardItem(), QStandardItem()
            self._write(title, row)
            self._light(light, row, after)
            self._items.appendRow([title, light])
        self.fit()
        self.choose(chosen)
        self.selectionModel().blockSignals(False)  # noqa: FBT003  Qt's own

    def choose(self, section: int) -> None:
        """Put the cursor on a section."""
        exactly = Qt.MatchFlag.MatchExactly
        first = self._items.index(0, 0)
        found = self._items.match(first, SECTION, section, 1, exactly)
        if found:
            self.setCurrentIndex(found[0])

    @staticmethod
    def _write(title: QStandardItem, row: SectionRow) -> None:
        title.setText(f"{row.number}  {row.title}" if row.number else row.title)
        title.setFont(look().font("body_strong" if row.level <= 1 else "body"))
        title.setData(row.id, SECTION)
        title.setData(STEP * max(0, row.level - 1), _INDENT)
        title.setToolTip(row.title)

    def _light(
        self, light: QStandardItem, row: SectionRow, after: SectionRow | None
    ) -> None:
        heads = after is not None and after.level > row.level > FRONT
        state, words = standing(row, heads=heads)
        light.setText(self._context.say(words))
        light.setFont(look().font("small"))
        light.setIcon(QIcon(icon(state.picture, state.token)))
        light.setForeground(look().colour("ink_soft"))

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        section = index.siblingAtColumn(0).data(SECTION)
        if section is not None:
            self.chosen.emit(int(section))


_INDENT = Qt.ItemDataRole.UserRole + 1


def standing(row: SectionRow, *, heads: bool) -> tuple[State, Text]:
    """Tell how far a section is: empty, typed, generated, or a head of others."""
    count = words_in(row.text)
    typed = P_("{count} word", "{count} words", count=count)
    if row.part and count:
        return State.OK, N_("{words} + table", words=typed)
    if row.part:
        return State.TOLD, N_("table")
    if heads and not count:
        return State.WAITING, N_("title alone")
    return (State.OK, typed) if count else (State.UNKNOWN, N_("empty"))


class _Line(QStyledItemDelegate):
    """Gives lines the height of the look, and sub-sections their place."""

    def __init__(self, height: int, parent: SectionList) -> None:
        super().__init__(parent)
        self._view = parent
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Keep the width that the words ask for; a long title takes two lines."""
        room = self._view.room - int(index.data(_INDENT) or 0) - 24
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or look().font())
        high = height_for(str(index.data() or ""), metrics, room)
        if index.column() == 0 and high > HEIGHTS[0]:
            return QSize(room, high)
        return QSize(super().sizeHint(option, index).width() + 8, self._height)

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Let sub-sections stand in."""
        super().initStyleOption(option, index)
        step = index.data(_INDENT)
        if step:
            box = option.rect
            box.setLeft(box.left() + step)
            option.rect = box

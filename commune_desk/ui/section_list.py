"""The sections of the plan’s document, with how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from commune_desk.domain.plan_document import FRONT, words_in
from commune_desk.domain.text import N_, P_
from commune_desk.ui.cell import Cell
from commune_desk.ui.line_model import INDENT, KEY, Line, LineModel
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

STEP = 14
"""Pixels by which a sub-section stands in."""


class SectionList(TitleList):
    """One line a section: number, title, light and words."""

    chosen = Signal(int)
    """The id of the section under the cursor."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        heads = [context.say(head) for head in (N_("Section"), N_("Text"))]
        self._items = LineModel(heads, self)
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
        lines = [
            self._line(row, after)
            for row, after in zip(rows, (*rows[1:], None), strict=True)
        ]
        self.selectionModel().blockSignals(True)  # noqa: FBT003  Qt's own
        same = self._items.show_lines(lines)
        self.fit()
        if not same:
            self.choose(chosen)
        self.selectionModel().blockSignals(False)  # noqa: FBT003  Qt's own

    def choose(self, section: int) -> None:
        """Put the cursor on a section."""
        found = self._items.find(section)
        if found.isValid():
            self.setCurrentIndex(found)

    def _line(self, row: SectionRow, after: SectionRow | None) -> Line:
        heads = after is not None and after.level > row.level > FRONT
        state, words = standing(row, heads=heads)
        told = self._context.say(words)
        title = Cell(
            f"{row.number}  {row.title}" if row.number else row.title,
            tip=row.title,
            font="body_strong" if row.level <= 1 else "body",
        )
        light = Cell(
            told, "", state.picture, "ink_soft", tint=state.token, font="small"
        )
        return Line(row.id, (title, light), STEP * max(0, row.level - 1))

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        section = index.siblingAtColumn(0).data(KEY)
        if section is not None:
            self.chosen.emit(int(section))


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
        room = self._view.room - int(index.data(INDENT) or 0) - 24
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or look().font())
        high = height_for(str(index.data() or ""), metrics, room)
        if index.column() == 0 and high > HEIGHTS[0]:
            return QSize(room, high)
        return QSize(super().sizeHint(option, index).width() + 8, self._height)

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Let sub-sections stand in."""
        super().initStyleOption(option, index)
        step = index.data(INDENT)
        if step:
            box = option.rect
            box.setLeft(box.left() + step)
            option.rect = box

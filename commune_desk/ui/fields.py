"""Editors: a line of text that helps with dates and choices.

What is typed stays text until the desk reads it, so a cell, a form and a paste from
a spreadsheet are all read by the same rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import (
    QDate,
    QEvent,
    QLocale,
    QObject,
    QPoint,
    QRect,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QCursor, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCompleter,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyleOptionFrame,
    QToolTip,
    QWidget,
    QWidgetAction,
)

from commune_desk.domain.errors import DeskError
from commune_desk.domain.search import matches
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.tables.table import Kind
from commune_desk.ui.icons import icon

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from commune_desk.tables.cells import Options
    from commune_desk.tables.table import Column
    from commune_desk.ui.context import Context
    from commune_desk.ui.keys import Keys

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
INSIDE, OPENER = 2, 26
"""Pixels that Qt leaves beside the words of a line, and those of an icon in it."""

MOST = 40
"""Choices offered at once."""

_LEAVE = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_COMMAS = {Kind.PLACES: ",", Kind.TAGS: ";"}


class Field(QLineEdit):
    """A line to type a value in."""

    def __init__(self, column: Column[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self.setObjectName(column.key)
        if column.to_the_right:
            self.setAlignment(RIGHT)

    def refuse(self, *, refused: bool) -> None:
        """Show, or stop showing, that what is typed cannot be taken."""
        state = "error" if refused else ""
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)


class DateField(Field):
    """A date, typed or picked from a calendar (F4)."""

    told_keys: ClassVar[Keys] = (("F4", N_("Open the calendar")),)

    def __init__(self, column: Column[Any], parent: QWidget | None = None) -> None:
        super().__init__(column, parent)
        action = QAction(QIcon(icon("calendar", "ink_soft")), "", self)
        action.triggered.connect(self.pick)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        self.addAction(self._key())

    def _key(self) -> QAction:
        key = QAction(self)
        key.setShortcut(Qt.Key.Key_F4)
        key.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        key.triggered.connect(self.pick)
        return key

    def pick(self) -> None:
        """Open the calendar under the field."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(QLocale.Language.French, QLocale.Country.Mali))
        calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        if (day := _day(self.text())) is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(menu.close)
        calendar.activated.connect(menu.close)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def _picked(self, day: QDate) -> None:
        self.setText(day.toString("dd/MM/yyyy"))
        self.setModified(True)
        self.textEdited.emit(self.text())


class ChoiceField(Field):
    """One value of a list, or several with commas; any of its words finds it."""

    chosen = Signal()

    def __init__(
        self,
        column: Column[Any],
        titles: Sequence[str],
        also: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(column, parent)
        self._titles, self._also = titles, also
        self._comma = _COMMAS.get(column.kind, "")
        """What stands between several values; empty where there is one."""
        self._offers = QStringListModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionMode(
            QCompleter.CompletionMode.UnfilteredPopupCompletion
        )
        self._popup = QListView()
        self._popup.setObjectName("completion")
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._take)
        self._popup.installEventFilter(self)
        self.textEdited.connect(self._offer)
        action = QAction(QIcon(icon("chevron-down", "ink_soft")), "", self)
        action.triggered.connect(self.open)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def paintEvent(self, event: QPaintEvent) -> None:
        """End in “…” what has no room while nobody types."""
        room = self._room()
        if self.hasFocus() or self._wide() <= room.width():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        panel = QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(panel, option, painter, self)
        cut = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self.text(), cut, room.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(room, LEFT, text)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell at the mouse what has no room."""
        asked = event.type() is QEvent.Type.ToolTip and not self.toolTip()
        if asked and self._wide() > self._room().width():
            QToolTip.showText(QCursor.pos(), self.text(), self)
            return True
        return super().event(event)

    def _wide(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text())

    def _room(self) -> QRect:
        """Tell where the words stand, as Qt lays them out before an icon."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        contents = QStyle.SubElement.SE_LineEditContents
        box = self.style().subElementRect(contents, option, self)
        return box.adjusted(INSIDE, 0, -INSIDE - OPENER, 0)

    def open(self) -> None:
        """Show the whole list."""
        self._show(self._titles)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that leave the field leave it while its list is open too."""
        if watched is self._popup and event.type() is QEvent.Type.KeyPress:
            key: QKeyEvent = event  # type: ignore[assignment]  # Qt says so by its type
            control = key.modifiers() & Qt.KeyboardModifier.ControlModifier
            if key.key() in _LEAVE or (control and key.key() in _ENTER):
                self._popup.hide()
                QApplication.sendEvent(self, event.clone())
                return True
        return super().eventFilter(watched, event)

    def offer_others(self, titles: Sequence[str], also: Sequence[str]) -> None:
        """Offer other values from now on."""
        self._titles, self._also = titles, also

    def offers(self) -> list[str]:
        """Give the titles that the list shows."""
        return self._offers.stringList()

    def _offer(self) -> None:
        wanted = self._segment()
        if not wanted.strip():
            self._popup.hide()
            return
        found = [
            title
            for title, also in zip(self._titles, self._also, strict=True)
            if matches(wanted, also)
        ]
        self._show(found[:MOST])

    def _show(self, titles: Sequence[str]) -> None:
        self._offers.setStringList(list(titles))
        if titles and self.isVisible():
            self._completer.complete()
            self._popup.setMinimumWidth(
                max(self.width(), self._popup.sizeHintForColumn(0) + 30)
            )
            self._popup.setCurrentIndex(self._offers.index(0, 0))
        else:
            self._popup.hide()

    def _segment(self) -> str:
        before = self.text()[: self.cursorPosition()]
        return before.rpartition(self._comma)[2] if self._comma else self.text()

    def _take(self, title: str) -> None:
        if self._comma:
            head = self.text()[: self.cursorPosition()].rpartition(self._comma)
            kept = f"{head[0]}{self._comma} " if head[1] else ""
            self.setText(f"{kept}{title}")
        else:
            self.setText(title)
        self.setModified(True)
        self.chosen.emit()


def make_field(
    column: Column[Any],
    options: Options,
    context: Context,
    parent: QWidget | None = None,
) -> Field:
    """Make the editor that a column asks for."""
    match column.kind:
        case Kind.DATE:
            field: Field = DateField(column, parent)
        case Kind.CHOICE | Kind.PLACES | Kind.TAGS:
            titles = options.titles
            also = [
                " ".join((title, *choice.also))
                for title, choice in zip(titles, options.choices, strict=True)
            ]
            field = ChoiceField(column, titles, also, parent)
        case Kind.FLAG:
            words = [context.say(value) for value in (True, False)]
            field = ChoiceField(column, words, words, parent)
        case _:
            field = Field(column, parent)
    field.setAccessibleName(context.say(column.title))
    return field


def _day(text: str) -> dt.date | None:
    try:
        return reading.date(text)
    except DeskError:
        return None

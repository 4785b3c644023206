"""What helps to look at a table: filters, finding, columns, kept views; by keys too."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from commune_desk.domain.text import N_, P_, Text
from commune_desk.ui.filter_row import FilterRow
from commune_desk.ui.table_find import TableFind
from commune_desk.ui.table_look import TableLook, look_of, put_on, read_look
from commune_desk.ui.view_dialog import ViewDialog
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.page_search import PageSearch

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from commune_desk.ui.table_view import TableView

FILTERS, FIND, SORT, VIEWS = "Ctrl+Shift+F", "Ctrl+F", "Ctrl+Shift+S", "Ctrl+Shift+V"


FIND_HERE = N_("Find in this column")


class TableTools(QObject):
    """One table's; what it is to remember goes to the shelf of the user."""

    def __init__(self, view: TableView, page: QWidget) -> None:
        super().__init__(page)
        self._view, self._rows, self._page = view, view.rows, page
        self._context = view.rows.context
        self._shelf = self._context.ports.looks
        self.filters = FilterRow(view)
        self.search = PageSearch(self._context, TableFind(view), FIND_HERE)
        self.search.setContentsMargins(8, 4, 6, 4)
        self.filters.turned.connect(self._remember)
        self._dialog: ViewDialog | None = None
        self._menu: QMenu | None = None
        self.button = Button("", "adjustments", PLAIN, self.open_menu)
        self.button.setFixedWidth(36)
        self._rows.rebuilt.connect(self._mark)
        self._mark()
        self._keys: list[tuple[Text, str, Callable[[], object]]] = [
            (N_("Filter under the heads"), FILTERS, self.turn_filters),
            (FIND_HERE, FIND, self.find),
            (N_("Sort by this column"), SORT, view.sort_here),
            (N_("Columns and views…"), VIEWS, self.ask_views),
        ]
        self._actions = [QAction(page) for _ in self._keys]
        for action, (words, key, deed) in zip(self._actions, self._keys, strict=True):
            action.setText(self._context.say(words))
            action.setShortcut(key)
            scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
            action.setShortcutContext(scope)
            action.triggered.connect(partial(_do, deed))
            page.addAction(action)

    @property
    def _kept(self) -> dict[str, Any]:
        found = self._shelf.get(self._rows.table.name)
        return found if isinstance(found, dict) else {}

    def recall(self) -> None:
        """Look at the table as this user left it: its columns, the row of filters."""
        kept = self._kept
        if kept:
            self._rows.arrange(read_look(kept.get("now")).columns)
            if kept.get("filters") is True:
                self.filters.open()

    def allow(self, allowed: bool) -> None:  # noqa: FBT001  said once, by its page
        """Take the tools away while something else than the table is shown."""
        self.button.setVisible(allowed)
        for action in self._actions:
            action.setEnabled(allowed)
        if not allowed and not self.search.isHidden():
            self.search.leave()

    @property
    def _out_of_sight(self) -> int:
        """How many columns are hidden."""
        return len(self._rows.can_show()) - len(self._rows.columns)

    def _mark(self) -> None:
        """Show at the button that columns are hidden."""
        say, count = self._context.say, self._out_of_sight
        words = say(N_("Filters, columns and views"))
        if count:
            told = P_("{count} column hidden", "{count} columns hidden", count=count)
            words = f"{words} ({say(told)})"
        if self.button.toolTip() != words:
            self.button.setToolTip(words)
            self.button.setAccessibleName(words)
            self.button.setProperty("marked", "true" if count else "")
            self.button.style().unpolish(self.button)
            self.button.style().polish(self.button)

    def find(self) -> None:
        """Ask for words in the column of the cursor, by its title."""
        at = max(self._view.currentIndex().column(), 0)
        title = self._context.say(self._rows.columns[at].title)
        words = self._context.say(N_("Find in “{column}”", column=title))
        self.search.field.setPlaceholderText(words)
        self.search.field.setAccessibleName(words)
        self.search.ask()

    def show_columns(self) -> None:
        """Bring the hidden columns back, where they stood."""
        self._arrange(replace(self._rows.arrangement, hidden=frozenset()))

    def turn_filters(self) -> None:
        """Open the row of filters, or close it where the cursor is in it already."""
        fields = self.filters.fields.values()
        if not self.filters.isHidden() and any(each.hasFocus() for each in fields):
            self.filters.give_up()
        else:
            self.filters.begin()

    def ask_views(self) -> None:
        """Open the window of columns and views."""
        if self._dialog is None:
            dialog = self._dialog = ViewDialog(self._context, self._page)
            dialog.arranged.connect(self._arrange)
            dialog.named.connect(self.keep_view)
            dialog.chosen.connect(self.look)
            dialog.removed.connect(self.forget_view)
            dialog.finished.connect(self._view.setFocus)
        rows = self._rows
        self._dialog.ask(rows.can_show(), rows.arrangement, self.names())

    @property
    def dialog(self) -> ViewDialog | None:
        """The window of columns and views, once it was asked for."""
        return self._dialog

    @property
    def menu(self) -> QMenu | None:
        """What the button offers, once it was pressed."""
        return self._menu

    def names(self) -> list[str]:
        """Name the views that are kept of this table."""
        return sorted(self._kept.get("views", {}), key=str.casefold)

    def keep_view(self, name: str) -> None:
        """Keep how the table is looked at now."""
        kept = self._kept
        kept["views"] = {**kept.get("views", {}), name: look_of(self._rows).kept()}
        self._shelf.put(self._rows.table.name, kept)
        self._say_names()
        self._context.tell(N_("The view “{name}” is kept.", name=name))

    def forget_view(self, name: str) -> None:
        """Keep it no longer."""
        kept = self._kept
        kept["views"] = {n: v for n, v in kept.get("views", {}).items() if n != name}
        self._shelf.put(self._rows.table.name, kept)
        self._say_names()

    def look(self, name: str) -> None:
        """Look at the table as a view does; without a name, as at first."""
        found = read_look(self._kept.get("views", {}).get(name)) if name else None
        put_on(self._rows, found or TableLook())
        self._remember()
        self._view.setFocus()

    def open_menu(self) -> None:
        """Offer it all under the button."""
        if self._menu is not None:
            self._menu.deleteLater()
        menu, say = QMenu(self._page), self._context.say
        self._menu = menu
        if count := self._out_of_sight:
            told = P_(
                "Show the hidden column ({count})",
                "Show the hidden columns ({count})",
                count=count,
            )
            self._offer(menu, say(told), self.show_columns)
            menu.addSeparator()
        for words, key, deed in self._keys:
            self._offer(menu, f"{say(words)}\t{key}", deed)
        menu.addSeparator()
        for name in self.names():
            self._offer(menu, name.replace("&", "&&"), partial(self.look, name))
        self._offer(menu, say(N_("As at first")), partial(self.look, ""))
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    @staticmethod
    def _offer(menu: QMenu, words: str, deed: Callable[[], object]) -> None:
        action = QAction(words, menu)
        action.triggered.connect(partial(_do, deed))
        menu.addAction(action)

    def _arrange(self, arrangement: Any) -> None:
        self._rows.arrange(arrangement)
        self._remember()

    def _remember(self) -> None:
        kept = self._kept
        columns = TableLook(self._rows.arrangement).kept()
        kept |= {"now": columns, "filters": not self.filters.isHidden()}
        self._shelf.put(self._rows.table.name, kept)

    def _say_names(self) -> None:
        if self._dialog is not None:
            self._dialog.show_names(self.names())


def _do(deed: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002  what Qt hands over
    deed()

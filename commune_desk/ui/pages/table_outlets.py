"""Import, spreadsheet, print: the ways in and out of a table."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from commune_desk.domain.text import N_
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.services.jobs import Progress
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context

    Paper = Callable[[Table[Any], Any, Progress], bytes]


class TableOutlets(QObject):
    """Buttons for what is plugged in, and nothing for what is not."""

    def __init__(self, table: Table[Any], context: Context) -> None:
        super().__init__()
        self._table, self._context = table, context
        self.work = WorkPanel(context, table.title)

    def buttons(self) -> list[QWidget]:
        """Make the buttons of the head."""
        say, ports = self._context.say, self._context.ports
        made: list[QWidget] = []
        table = self._table
        if ports.importer is not None and (table.add is not None or table.identity):
            deed = partial(self._context.go, "import", None, self._table.name)
            made.append(Button(say(N_("Import")), "file-import", PLAIN, deed))
        if ports.spreadsheet is not None:
            made.append(
                Button(say(N_("Spreadsheet")), "file-spreadsheet", PLAIN, self.write)
            )
        if ports.paper is not None:
            deed = partial(self.print, ports.paper)
            made.append(Button(say(N_("Print the table")), "printer", PLAIN, deed))
        return made

    def blank_button(self) -> QWidget | None:
        """Make the button that prints an empty sheet to fill in by hand."""
        blank = self._context.ports.blank
        if blank is None:
            return None
        words = self._context.say(N_("Print the empty sheet"))
        return Button(words, "printer", PLAIN, partial(self.print, blank))

    def write(self) -> None:
        """Write the table as a spreadsheet, where the clerk wants it."""
        spreadsheet = self._context.ports.spreadsheet
        name, _ = QFileDialog.getSaveFileName(
            None, self._context.say(N_("Save the table")),
            f"{self._table.name}.xlsx", "*.xlsx *.csv",
        )  # fmt: skip
        if not name or spreadsheet is None:
            return
        path, table, scope = Path(name), self._table, self._context.scope
        if self._context.attempt(lambda: spreadsheet(table, scope, path)):
            self._context.tell(N_("The table is saved: {file}.", file=path.name))

    def print(self, paper: Paper) -> None:
        """Write the page on the worker, then show it."""
        table, scope = self._table, self._context.scope

        def show(pdf: bytes) -> None:
            self._context.shown.emit(self._context.say(table.title), pdf)

        self.work.run(lambda progress: paper(table, scope, progress), show)

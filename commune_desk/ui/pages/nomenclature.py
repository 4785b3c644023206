"""The nomenclatures: loaded from files, converted one into another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from commune_desk.domain.text import N_, Text
from commune_desk.services.budget_conversion import ConvertYear
from commune_desk.tables.budget import nomenclature_numbers
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from commune_desk.services.command import Command

FILES = "*.csv *.xlsx"


class NomenclaturePage(TablePage):
    """The versions of the list, with the buttons that bring others in."""

    def head(self) -> PageHead:
        """Put loading and converting into the head."""
        say, ports = self.context.say, self.context.ports
        self.strip = ActStrip(self.context)
        actions: list[QWidget] = [
            Button(say(N_("Convert the budget")), "restore", PLAIN, self.convert)
        ]
        if ports.load_conversion is not None:
            words = say(N_("Load a conversion table"))
            actions.append(Button(words, "file-import", PLAIN, self.load_conversion))
        if ports.load_nomenclature is not None:
            words = say(N_("Load a nomenclature"))
            actions.append(Button(words, "file-import", MAIN, self.load_nomenclature))
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _build(self) -> None:
        super()._build()
        self.column.insertWidget(1, self.strip)

    def load_nomenclature(self) -> None:
        """Read a list of accounts out of a file."""
        self._load(N_("Load a nomenclature"), self.context.ports.load_nomenclature)

    def load_conversion(self) -> None:
        """Read a conversion table out of a file."""
        self._load(N_("Load a conversion table"), self.context.ports.load_conversion)

    def _load(self, title: Text, read: Callable[[Path], Command[Any]] | None) -> None:
        say = self.context.say
        name, _ = QFileDialog.getOpenFileName(None, say(title), "", FILES)
        if name and read is not None:
            self.bring(Path(name), read)

    def bring(self, path: Path, read: Callable[[Path], Command[Any]]) -> None:
        """Load a file wholly, or say why not."""
        made: list[Command[Any]] = []
        refused = self.context.refusal(lambda: made.append(read(path)))
        if refused is None:
            refused = self.context.do(made[0])
        if refused is not None:
            self.context.refused.emit(refused)

    def convert(self) -> None:
        """Ask which list the budget of the year goes to."""
        year = self.context.scope.year
        column: Column[Any] = Column(
            "list",
            N_("Nomenclature"),
            lambda _: None,
            Kind.CHOICE,
            34,
            choices=nomenclature_numbers,
        )
        self.strip.ask(
            Act(
                N_("Convert the budget"),
                N_(
                    "The budget {year}, not voted yet, goes to another list; sums stay"
                    " equal. The conversion can be printed under Documents.",
                    year=str(year),
                ),
                (column,),
                lambda values: ConvertYear(year, values["list"] or 0),
                "restore",
            )
        )

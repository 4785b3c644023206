"""Bring a table in from a spreadsheet: choose, match, look, then do it in one step."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
)

from commune_desk.domain.text import N_, P_
from commune_desk.ui.icons import icon
from commune_desk.ui.pages.amount_writing import AmountWriting
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.same_values import SameValues, titled
from commune_desk.ui.ports import Matched
from commune_desk.ui.states import State
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.states import StateLine
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from commune_desk.domain.errors import DeskError
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.ports import Plan, Sheet, Verdict

MATCH_WIDTH = 340
FIELD_ROOM = 60
"""Pixels in sight above and below a field: its title, and what is refused."""


class ImportPage(Page):
    """Three steps on one page; nothing is written before the last button."""

    def __init__(self, tables: Sequence[Table[Any]], context: Context) -> None:
        super().__init__(context)
        self._tables = [table for table in tables if table.add is not None]
        self._path: Path | None = None
        self._sheet: Sheet | None = None
        self._plan: Plan | None = None
        self._combos: dict[str, QComboBox] = {}
        self._build()

    def _build(self) -> None:
        say = self.context.say
        purpose = N_("From Excel or CSV; nothing is written before you have seen it.")
        self.do = Button(say(N_("Import the lines")), "check", MAIN, self.run)
        self.do.setEnabled(False)
        pick = Button(say(N_("Choose a file")), "folder-open", PLAIN, self.pick)
        head = PageHead(say(N_("Import")), say(purpose), [pick, self.do])
        self.column.addWidget(head)
        self.table = QComboBox()
        self.table.setAccessibleName(say(N_("Table")))
        for table in self._tables:
            self.table.addItem(say(table.title), table.name)
        self.table.currentIndexChanged.connect(self._again)
        self.year = QComboBox()
        self.year.setAccessibleName(say(N_("Exercise")))
        self.year.activated.connect(self._choose_year)
        self._file = Label(say(N_("No file chosen.")), "small", "ink_soft")
        title = Label(say(N_("Into the table")), "small_strong")
        self.column.addLayout(across(title, self.table, self.year, 8, self._file, None))
        self.refusal = RefusalBox()
        self.column.addWidget(self.refusal)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(6)
        self.same = SameValues(self.context)
        self.same.changed.connect(self._look)
        self.writing = AmountWriting(self.context)
        self.writing.changed.connect(self._look)
        parts = down(self._grid, 8, self.writing, self.same, None, margins=(0, 0, 4, 0))
        inner = flowing(parts)
        self._area = area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        matching = frame("card")
        title = Label(say(N_("Columns of the file")), "title")
        matching.setLayout(down(title, area, margins=(16, 12, 12, 12), grow=area))
        matching.setFixedWidth(MATCH_WIDTH)
        self.lines = self._preview()
        self.work = WorkPanel(self.context, N_("Reading the file"))
        body = across(matching, gap=16)
        body.addWidget(self._table_box(), 1)
        self.column.addLayout(body, 1)
        self.together = StateLine(State.WATCH)
        self.column.addWidget(self.together)
        self._verdict = Label("", "small", "ink_soft")
        self.column.addWidget(self._verdict)
        self._offer_years()
        self.context.scoped.connect(self._again)

    def _table_box(self) -> QFrame:
        """Put a guide in the place of the lines until a file is read."""
        say = self.context.say
        box = frame("table")
        guide = EmptyState(
            "file-import",
            say(N_("Choose an Excel or CSV file.")),
            say(N_("Each head is matched to a column, each line gets its verdict.")),
            [Button(say(N_("Choose a file")), "folder-open", PLAIN, self.pick)],
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(guide)
        self._stack.addWidget(self.lines)
        box.setLayout(down(self.work, self._stack, gap=0, margins=(1, 1, 1, 1)))
        return box

    def _preview(self) -> QTableWidget:
        lines = QTableWidget()
        lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        lines.setFrameShape(QFrame.Shape.NoFrame)
        lines.setShowGrid(False)
        lines.verticalHeader().hide()
        lines.horizontalHeader().setFont(look().font("small_strong"))
        lines.setAccessibleName(self.context.say(N_("Lines of the file")))
        return lines

    def opened(self, destination: Destination) -> None:
        """Choose the table that the import was asked for."""
        at = self.table.findData(destination.search)
        if at >= 0:
            self.table.setCurrentIndex(at)

    def pick(self) -> None:
        """Ask for a file."""
        name, _ = QFileDialog.getOpenFileName(
            self, self.context.say(N_("Choose a file")), "", "*.xlsx *.csv *.ods"
        )
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read the heads of a file, and guess what they are."""
        importer = self.context.ports.importer
        if importer is None:
            return
        self._path = path
        self._file.setText(path.name)
        sheets: list[Sheet] = []
        error = self.context.refusal(
            lambda: sheets.append(
                importer.open(path, self._table(), self.context.scope)
            )
        )
        if error is not None:
            self.refusal.tell([self.context.say(error.text)])
            return
        self._sheet = sheets[0]
        self.same.begin(self._table())
        self._match()
        self._look()

    def run(self) -> None:
        """Do the import as one step."""
        if self._plan is not None and self._plan.command is not None:
            error = self.context.do(self._plan.command)
            if error is not None:
                self.refusal.tell([self.context.say(error.text)])
                return
            self.do.setEnabled(False)
            self.context.go(self._table().name)

    def _table(self) -> Table[Any]:
        return self._tables[max(0, self.table.currentIndex())]

    def _again(self) -> None:
        self._offer_years()
        if self._path is not None:
            self.read(self._path)

    def _offer_years(self) -> None:
        """Ask for the year where the columns of the table are those of one year."""
        scope = self.context.scope
        self.year.clear()
        for year in scope.years:
            say = self.context.say
            self.year.addItem(say(N_("Exercise {year}", year=str(year))), year)
        self.year.setCurrentIndex(self.year.findData(scope.year))
        self.year.setVisible(self._table().year_bound and bool(scope.years))

    def _choose_year(self, _number: int) -> None:
        self.context.choose_year(int(self.year.currentData()))

    def _match(self) -> None:
        """Offer, for each head of the file, the columns of the table."""
        clear(self._grid)
        self._combos.clear()
        sheet, say = self._sheet, self.context.say
        if sheet is None:
            return
        columns = self._table().columns(self.context.scope)
        for line, head in enumerate(sheet.heads):
            combo = QComboBox()
            combo.setAccessibleName(head)
            combo.addItem(say(N_("not imported")), "")
            for column in columns:
                combo.addItem(titled(column, say), column.key)
            combo.setCurrentIndex(max(0, combo.findData(sheet.matched.get(head, ""))))
            combo.currentIndexChanged.connect(self._look)
            self._grid.addWidget(Label(head, wrap=True), line, 0)
            self._grid.addWidget(combo, line, 1)
            self._combos[head] = combo

    def _look(self) -> None:
        """Ask what the import would do, line by line."""
        importer, path = self.context.ports.importer, self._path
        if importer is None or path is None:
            return
        self._plan = None
        self.do.setEnabled(False)
        chosen = {head: str(c.currentData()) for head, c in self._combos.items()}
        keys = {head: key for head, key in chosen.items() if key}
        self.same.offer(set(keys.values()))
        self.writing.offer(self._table(), set(keys.values()))
        matched = Matched(keys, self.same.values(), self.writing.habits())
        work = partial(importer.plan, path, self._table(), self.context.scope, matched)
        self.work.run(lambda _progress: work(), self._show, self._refuse)

    def _refuse(self, error: DeskError) -> None:
        """Say why no line can be tried yet, over the lines as the file has them."""
        note = N_("Match the column, or give it the same value for all lines.")
        say = self.context.say
        self.refusal.tell([say(error.text)], say(note))
        self._verdict.setText("")
        self.together.tell([])
        lines = self._sheet.lines if self._sheet is not None else ()
        self._fill([(str(n), None, texts) for n, texts in enumerate(lines, start=2)])
        QTimer.singleShot(0, self, self._show_needed)

    def _show_needed(self) -> None:
        field = next(iter(self.same.fields.values()), None)
        if field is not None and not field.text():
            self._area.ensureWidgetVisible(field, 0, FIELD_ROOM)

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self.refusal.hide()
        say = self.context.say
        self._fill([(str(v.number), v, v.cells) for v in plan.verdicts])
        good = sum(verdict.accepted for verdict in plan.verdicts)
        bad = len(plan.verdicts) - good
        taken = P_("{count} line ready", "{count} lines ready", count=good)
        refused = P_("{count} line refused", "{count} lines refused", count=bad)
        self._verdict.setText(f"{say(taken)} · {say(refused)}" if bad else say(taken))
        self.together.tell([say(text) for text in plan.findings])
        self.do.setEnabled(plan.command is not None)
        self.do.setToolTip("" if plan.command else self._verdict.text())

    def _fill(self, lines: Sequence[tuple[str, Verdict | None, Sequence[str]]]) -> None:
        self._stack.setCurrentIndex(1)
        say, worn = self.context.say, look()
        heads = [say(N_("Line")), say(N_("Verdict"))]
        heads += list(self._sheet.heads) if self._sheet is not None else []
        self.lines.setColumnCount(len(heads))
        self.lines.setHorizontalHeaderLabels(heads)
        self.lines.setRowCount(len(lines))
        for row, (number, verdict, texts) in enumerate(lines):
            said = _cell("")
            if verdict is not None:
                state = State.OK if verdict.accepted else State.CORRECT
                said = _cell(say(verdict.text), worn.colour(state.token))
                said.setIcon(icon(state.picture, state.token))
            for column, item in enumerate([_cell(number), said, *map(_cell, texts)]):
                self.lines.setItem(row, column, item)
        header = self.lines.horizontalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def _cell(text: str, colour: QColor | None = None) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    if colour is not None:
        item.setForeground(colour)
    return item

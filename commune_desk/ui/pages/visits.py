"""Visits: the list with class and trend, and the screen that fills the grid."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea

from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_, P_, Text
from commune_desk.domain.visits import grid_on, score_of
from commune_desk.services.grid_lists import questions, steps
from commune_desk.services.lights import proposals
from commune_desk.services.today import today
from commune_desk.services.visit_lists import visits
from commune_desk.services.visits import VISIT, KeepVisit
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.visits import VISITS
from commune_desk.ui.fields import Field, make_field
from commune_desk.ui.pages.committee_life import NarrowPage, add_papers
from commune_desk.ui.pages.grid_lines import QuestionLine, heads
from commune_desk.ui.pages.page import Page
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.widgets.bars import Bar, Fill, Part
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down, hold
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

    from commune_desk.domain.visits import Question
    from commune_desk.services.visit_lists import VisitRow
    from commune_desk.ui.context import Context, Destination

TOP = ("committee_id", "made_on", "agent")
FOOT = ("remarks", "deadline", "settled_on")
WIDTHS = {"committee_id": 300, "made_on": 120, "agent": 190,
          "deadline": 120, "settled_on": 120}  # fmt: skip
LETTER, SHEET = "control-letter", "visit-sheet"


class VisitsPage(NarrowPage):
    """The list of visits; a visit is opened with its grid."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("Open remarks"), lambda row: row.seen.open),
        (N_("Past their deadline"), lambda row: row.seen.late(row.day) > 0),
    )

    def add(self) -> None:
        """Go to an empty grid."""
        self.context.go("visit")

    def head(self) -> PageHead:
        """Offer the grid and the letter of the chosen visit."""
        head = super().head()
        layout: Any = head.layout()
        grid = Button(
            self.context.say(N_("Open the grid")), "clipboard-check", PLAIN, self.open
        )
        layout.addWidget(grid)
        add_papers(self, head, (LETTER, N_("Letter")))
        return head

    def open(self) -> None:
        """Show the chosen visit with its grid."""
        if self.panel.row is not None:
            self.context.go("visit", Record("visits", self.panel.row.id))


class VisitPage(Page):
    """One visit: committee, day, the grid answered by keys, what is asked."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.visit: int | None = None
        self.points: dict[int, int] = {}
        self.grid: tuple[Question, ...] = ()
        self.lines: list[QuestionLine] = []
        self._proposed: dict[str, int] = {}
        self._before: VisitRow | None = None
        self.fields: dict[str, Field] = {}
        self._options: dict[str, Options] = {}
        self._filling = False
        self._shown: tuple[int | None, dt.date | None] = (None, None)
        self.refusal = RefusalBox()
        self.work = WorkPanel(context, N_("Visit with the grid"))
        self._build()
        context.scoped.connect(self.begin)
        self.begin()

    def _build(self) -> None:
        say, context = self.context.say, self.context
        save = Button(say(KeepVisit.label), "device-floppy", MAIN, self.save)
        save.setToolTip(say(N_("Ctrl+Enter")))
        new = Button(say(N_("New visit")), "plus", PLAIN, self.begin)
        acts: list[Any] = [save, new]
        if context.ports.record_paper is not None:
            for name, words in ((SHEET, N_("Sheet")), (LETTER, N_("Letter"))):
                deed = partial(self.print, name)
                acts.append(Button(say(words), "printer", PLAIN, deed))
        purpose = N_("0, 1 or 2 for each question; Enter takes what the dossier says.")
        head = PageHead(say(N_("Visit with the grid")), say(purpose), acts)
        self.column.addWidget(head)
        columns = {c.key: c for c in VISITS.columns(context.scope)}
        with context.reading() as session:
            for key in (*TOP, *FOOT):
                choices = columns[key].choices(session, context.scope)
                self._options[key] = Options(choices, context.words)
                field = make_field(columns[key], self._options[key], context, self)
                self.fields[key] = field
                field.returnPressed.connect(self._next)
                if key in WIDTHS:
                    field.setFixedWidth(WIDTHS[key])
        self.column.addLayout(self._row(TOP))
        self._grid_box = frame("table")
        self._columns = across(gap=0, margins=(1, 1, 1, 1))
        self._grid_box.setLayout(self._columns)
        area = QScrollArea()
        area.setWidget(hold(down(self._grid_box, None, gap=0)))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        self.column.addWidget(area, 1)
        self.column.addLayout(self._row(FOOT, grow="remarks"))
        self.column.addWidget(self.refusal)
        self.column.addLayout(self._foot())
        self.column.addWidget(self.work)
        for key in ("committee_id", "made_on"):
            field = self.fields[key]
            field.textChanged.connect(self._typed)
        action = QAction(self.context.say(N_("Keep the visit")), self)
        keys = ("Ctrl+Return", "Ctrl+Enter")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(self.save)
        self.addAction(action)

    def _row(self, keys: Sequence[str], grow: str = "") -> QHBoxLayout:
        row = across(gap=12)
        for key in keys:
            title = Label(self.context.say(VISIT.fields[key]), "small_strong")
            row.addLayout(down(title, self.fields[key], gap=3), int(key == grow))
        if not grow:
            row.addStretch(1)
        return row

    def _foot(self) -> QHBoxLayout:
        self._total = Label("", "title")
        self._class = Label("", "body_strong")
        self._bar = Bar((), 12)
        self._last = Label("", "small", "ink_soft")
        return across(self._total, self._class, self._bar, self._last, gap=14,
                      grow=self._bar)  # fmt: skip

    def opened(self, destination: Destination) -> None:
        """Show the visit that was asked for, or a new one of the committee."""
        record = destination.record
        if record is None:
            return
        if record.table == "visits":
            self.show_visit(record.id)
        else:
            self.begin()
            options = self._options["committee_id"]
            titles = zip(options.choices, options.titles, strict=True)
            name = next((t for c, t in titles if c.value == record.id), "")
            self.fields["committee_id"].setText(name)
            self._look()

    def keep_focus(self) -> None:
        """Begin with the committee, or with the grid where it is known."""
        if self.fields["committee_id"].text() and self.lines:
            self.lines[0].setFocus()
        else:
            self.fields["committee_id"].setFocus()

    def begin(self) -> None:
        """Empty the page for a new visit of today."""
        self.visit, self.points = None, {}
        self._filling = True
        for field in self.fields.values():
            field.setText("")
        with self.context.reading() as session:
            self.fields["made_on"].setText(self.context.say(today(session)))
        self._filling = False
        self.refusal.hide()
        self._look(again=True)

    def show_visit(self, visit_id: int) -> None:
        """Show a visit that was kept."""
        with self.context.reading() as session:
            rows = [r for r in visits(session) if r.id == visit_id]
        if not rows:
            return
        (row,) = rows
        self.visit, self.points = row.id, dict(row.points)
        self._filling = True
        for key, field in self.fields.items():
            field.setText(self.context.say(getattr(row, key)))
        self.fields["committee_id"].setText(row.committee)
        self._filling = False
        self.refusal.hide()
        self._look(again=True)

    def _typed(self) -> None:
        if not self._filling:
            self._look()

    def _look(self, *, again: bool = False) -> None:
        """Read the committee and the day; show the grid of that day."""
        committee, day = self._value("committee_id"), self._value("made_on")
        if not again and (committee, day) == self._shown:
            return
        self._shown = (committee, day)
        with self.context.reading() as session:
            on = day or today(session)
            self.grid = grid_on(on, questions(session))
            self._classes = steps(session)
            self._proposed = (
                proposals(session, committee, on) if committee is not None else {}
            )
            own = [
                row
                for row in visits(session)
                if row.committee_id == committee
                and row.made_on <= on
                and row.id != self.visit
                and row.score.answered
            ]
        self._before = own[0] if own else None
        self._lay_out()
        self._add_up()

    def _value(self, key: str) -> Any:
        read: list[Any] = []
        field, words = self.fields[key], self.context.words
        self.context.refusal(
            lambda: read.append(
                read_cell(field.column, field.text(), self._options[key], words)
            )
        )
        return read[0] if read else None

    def _lay_out(self) -> None:
        clear(self._columns)
        self.lines = []
        themes = list(dict.fromkeys(each.theme for each in self.grid))
        half = (len(themes) + 1) // 2
        for some in (themes[:half], themes[half:]):
            self._columns.addLayout(self._column(some), 1)
        if not self.grid:
            text = self.context.say(N_("The grid has no question yet."))
            self._columns.addWidget(Label(text, "body", "ink_soft"))

    def _column(self, themes: Sequence[str]) -> QVBoxLayout:
        column = down(gap=0)
        before = self._before.points if self._before is not None else {}
        for theme in themes:
            column.addWidget(heads(self.context, theme))
            for each in self.grid:
                if each.theme != theme:
                    continue
                line = QuestionLine(self.context, each)
                line.show_answer(
                    self.points.get(each.id),
                    self._proposed.get(each.key) if each.key else None,
                    before.get(each.id),
                )
                line.answered.connect(self._answered)
                line.stepped.connect(partial(self._step, len(self.lines)))
                self.lines.append(line)
                column.addWidget(line)
        column.addStretch(1)
        return column

    def _answered(self, item_id: int, points: int | None) -> None:
        if points is None:
            self.points.pop(item_id, None)
        else:
            self.points[item_id] = points
        self._add_up()

    def _next(self) -> None:
        self.focusNextChild()

    def _step(self, at: int, by: int) -> None:
        if at + by >= len(self.lines):
            self.fields["remarks"].setFocus()
        elif at + by >= 0:
            line = self.lines[at + by]
            line.setFocus()
            self._area.ensureWidgetVisible(line)

    def _add_up(self) -> None:
        say, score = self.context.say, score_of(self.points, self.grid, self._classes)
        total = N_("{points} of {most}", points=score.points, most=score.most)
        self._total.setText(say(total))
        left = P_(
            "{count} question of {asked}",
            "{count} questions of {asked}",
            count=score.answered,
            asked=score.asked,
        )
        self._class.setText(score.title or say(left))
        self._class.set_tone("link" if score.whole else "ink_soft")
        share = score.points / score.most if score.most else 0.0
        self._bar.show_parts((Part(share, Fill.SECURED),))
        self._last.setText(say(self._before_text()))

    def _before_text(self) -> Text:
        row = self._before
        if row is None:
            return N_("No visit before this one.")
        return N_(
            "Visit of {date}: {points} of {most}, {title}",
            date=row.made_on,
            points=row.score.points,
            most=row.score.most,
            title=row.class_title or "–",
        )

    def save(self) -> None:
        """Keep the visit with its grid, or say why not."""
        values: dict[str, Any] = {}

        def read() -> None:
            for key, field in self.fields.items():
                options, words = self._options[key], self.context.words
                value = read_cell(field.column, field.text(), options, words)
                text = key in {"agent", "remarks"}
                values[key] = "" if value is None and text else value
            for key in ("committee_id", "made_on"):
                if values[key] is None:
                    raise VISIT.lacks(key)

        refused = self.context.refusal(read)
        if refused is None:
            command = KeepVisit(values, dict(self.points), self.visit)
            refused = self.context.do(command, self.show_visit)
        if refused is None:
            self.refusal.hide()
        else:
            self.refusal.tell(sentences(refused, self.context))

    def print(self, name: str) -> None:
        """Print the sheet or the letter of this visit; it is kept first."""
        paper, context = self.context.ports.record_paper, self.context
        self.save()
        if paper is None or self.visit is None or self.refusal.isVisible():
            return
        only = str(self.visit)
        title = self.fields["committee_id"].text()
        self.work.run(
            lambda progress: paper(name, only, context.scope, progress),
            partial(context.shown.emit, title),
        )

"""The board of micro-projects: a column for each state, a card for each project.

Arrows go from card to card; Enter takes the next step of the card in focus, Space
opens its page. A card that is dragged to the next column takes that step too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QScrollArea

from commune_desk.domain.issues import Record
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.services.micro_figures import whole
from commune_desk.services.micro_rows import micro_projects
from commune_desk.ui.pages.act_strip import ActStrip
from commune_desk.ui.pages.micro_acts import next_step
from commune_desk.ui.pages.page import Page
from commune_desk.ui.widgets.layouts import across, clear, down, flowing, hold
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label, draw_ring

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDropEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
    )

    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.keys import Keys

COLUMNS = (
    MicroState.NEED,
    MicroState.SUBMITTED,
    MicroState.APPROVED,
    MicroState.AGREED,
    MicroState.RUNNING,
    MicroState.HANDED_OVER,
)
CLOSED = (MicroState.REFUSED, MicroState.ABANDONED)
CARRIED = "application/x-commune-desk-project"


class ProjectCard(QFrame):
    """One project: number, title, place, cost, and what comes next."""

    told_keys: ClassVar[Keys] = (
        ("Return", N_("Take the next step")),
        ("Space", N_("Open the project")),
    )

    def __init__(self, row: MicroRow, context: Context, board: BoardPage) -> None:
        super().__init__()
        self.row, self._board = row, board
        self._pressed: QPoint | None = None
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        say = context.say
        lines = down(gap=2, margins=(8, 6, 8, 6))
        lines.addWidget(Label(row.reference, "small_strong", "ink_soft", wrap=True))
        lines.addWidget(Label(row.title, "body", wrap=True))
        facts = " · ".join(filter(None, (row.where, say(row.cost))))
        lines.addWidget(Label(facts, "small", "ink_soft", wrap=True))
        if row.next_step:
            text = say(N_("next: {step}", step=row.next_step))
            lines.addWidget(Label(text, "small", "link", wrap=True))
        self.setLayout(lines)
        self.setAccessibleName(f"{row.reference} {row.title}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from card to card, take the step, open the page."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._board.take(self.row)
            case Qt.Key.Key_Space:
                self._board.show_project(self.row)
            case Qt.Key.Key_Down:
                self._board.move_focus(self, 0, 1)
            case Qt.Key.Key_Up:
                self._board.move_focus(self, 0, -1)
            case Qt.Key.Key_Right:
                self._board.move_focus(self, 1, 0)
            case Qt.Key.Key_Left:
                self._board.move_focus(self, -1, 0)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into sight, with the ring."""
        super().focusInEvent(event)
        self._board.reveal(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, and the ring of focus."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it was taken."""
        self._pressed = event.position().toPoint()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the page of the project."""
        self._board.show_project(self.row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the card away once it has moved far enough."""
        at = event.position().toPoint()
        if self._pressed is None:
            return
        if (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        carried = QMimeData()
        carried.setData(CARRIED, str(self.row.id).encode())
        drag = QDrag(self)
        drag.setMimeData(carried)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)


class StateColumn(QFrame):
    """The cards of one state; a card that is let go over it takes the step."""

    def __init__(
        self, state: MicroState, dropped: Callable[[int, MicroState], object]
    ) -> None:
        super().__init__()
        self.state, self._dropped = state, dropped
        self.setObjectName("sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.head, self.cards = down(gap=0), down(gap=8)
        self.list: list[ProjectCard] = []
        inside = down(gap=8, margins=(0, 0, 2, 0))
        inside.addLayout(self.cards)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(flowing(inside))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = area
        layout = down(self.head, gap=6, margins=(8, 8, 8, 8))
        layout.addWidget(area, 1)
        self.setLayout(layout)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards only."""
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the step that the card takes."""
        raw = bytes(event.mimeData().data(CARRIED).data())
        self._dropped(int(raw), self.state)
        event.acceptProposedAction()


class BoardPage(Page):
    """Six columns from the need to the handover; the refused stand in the last line."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        purpose = N_("Enter takes the next step of the card, Space opens its page.")
        self.portfolio = QComboBox()
        self.portfolio.setAccessibleName(say(N_("Portfolio")))
        self.portfolio.currentIndexChanged.connect(lambda _: self._fill())
        head = PageHead(say(N_("Board")), say(purpose))
        self.column.addWidget(head)
        line = across(Label(say(N_("Portfolio")), "small_strong"), self.portfolio, None)
        self.column.addLayout(line)
        self.strip = ActStrip(context)
        self.column.addWidget(self.strip)
        self.columns = [StateColumn(state, self.drop) for state in COLUMNS]
        body = across(gap=10)
        for column in self.columns:
            body.addWidget(column, 1)
        self.column.addWidget(hold(body), 1)
        self._closed = Label("", "small", "ink_soft", wrap=True)
        self.column.addWidget(self._closed)
        self._rows: dict[int, MicroRow] = {}
        context.changed.connect(self._hear)
        context.scoped.connect(self.refresh)
        self.refresh()

    def opened(self, _destination: Destination) -> None:
        """Put the keyboard on the first card."""
        first = next((c for column in self.columns for c in column.list), None)
        if first is not None:
            first.setFocus()

    def refresh(self) -> None:
        """Read the projects anew."""
        with self.context.reading() as session:
            rows = micro_projects(session)
        self._rows = {row.id: row for row in rows}
        chosen = self.portfolio.currentData()
        titles = {row.portfolio_id: row.portfolio.title for row in rows if row.cycle}
        self.portfolio.blockSignals(True)  # noqa: FBT003  Qt’s own signature
        self.portfolio.clear()
        self.portfolio.addItem(self.context.say(N_("All portfolios with a cycle")), 0)
        for key, title in titles.items():
            self.portfolio.addItem(title, key)
        self.portfolio.setCurrentIndex(max(0, self.portfolio.findData(chosen)))
        self.portfolio.blockSignals(False)  # noqa: FBT003  Qt’s own signature
        self._fill()

    def _fill(self) -> None:
        chosen = self.portfolio.currentData() or 0
        rows = [
            row
            for row in self._rows.values()
            if (row.portfolio_id == chosen if chosen else row.cycle)
        ]
        say = self.context.say
        for column in self.columns:
            own = [row for row in rows if row.state is column.state]
            self._fill_column(column, own)
        closed = [row for row in rows if row.state in CLOSED]
        names = ", ".join(f"{r.reference} ({say(NAMES[r.state])})" for r in closed)
        self._closed.setText(names)
        self._closed.setVisible(bool(closed))

    def _fill_column(self, column: StateColumn, rows: Sequence[MicroRow]) -> None:
        say = self.context.say
        clear(column.head)
        clear(column.cards)
        column.head.addWidget(
            Label(say(NAMES[column.state]), "small_strong", wrap=True)
        )
        figures = whole(rows)
        count = say(P_("{count} project", "{count} projects", count=figures.projects))
        column.head.addWidget(Label(count, "small", "ink_soft"))
        for told in figures.sums.told:
            column.head.addWidget(Label(say(told), "small", "ink_soft"))
        column.list = [ProjectCard(row, self.context, self) for row in rows]
        for card in column.list:
            column.cards.addWidget(card)

    def take(self, row: MicroRow, wanted: MicroState | None = None) -> None:
        """Ask what the next step of a project needs."""
        act = next_step(self.context, row, wanted)
        if act is None:
            text = N_("{project}: {state}; no step follows.", project=row.reference,
                      state=NAMES[row.state])  # fmt: skip
            self.context.tell_refusal(text)
            return
        self.strip.ask(act)

    def drop(self, project_id: int, state: MicroState) -> None:
        """Take the step that leads to a column; the same column asks nothing."""
        row = self._rows.get(project_id)
        if row is not None and row.state is not state:
            self.take(row, state)

    def show_project(self, row: MicroRow) -> None:
        """Open the page of a project."""
        self.context.go("micro", Record("micro_projects", row.id))

    def move_focus(self, card: ProjectCard, across_: int, down_: int) -> None:
        """Go to a neighbour, skipping columns without cards."""
        filled = [column.list for column in self.columns if column.list]
        at = next(n for n, cards in enumerate(filled) if card in cards)
        place = filled[at].index(card)
        cards = filled[min(max(at + across_, 0), len(filled) - 1)]
        cards[min(max(place + down_, 0), len(cards) - 1)].setFocus()

    def reveal(self, card: ProjectCard) -> None:
        """Bring a card into sight."""
        for column in self.columns:
            if card in column.list:
                column.area.ensureWidgetVisible(card)

    def _hear(self, changes: tuple[object, ...]) -> None:
        tables = {getattr(change, "table", "") for change in changes}
        if any(t.startswith(("micro_", "portfolio")) for t in tables):
            self.refresh()

"""The page of one record: its head, what is known of it, the way to its neighbours."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from commune_desk.domain.text import N_, P_, Text
from commune_desk.ui.pages.page import Page
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, SMALL, Button
from commune_desk.ui.widgets.cards import Tag, frame
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QLayout

    from commune_desk.domain.issues import Issue
    from commune_desk.services.jobs import Progress
    from commune_desk.ui.context import Context, Destination

NEIGHBOURS = (
    ("chevron-left", -1, N_("The one before")),
    ("chevron-right", 1, N_("The next one")),
)


class RecordPage(Page):
    """Shows one record at a time, anew when something it reads has changed."""

    name: ClassVar[Text]
    """What the page is called while it shows no record."""

    list_place: ClassVar[str]
    """The place of the list from which a first record is added."""

    reads: ClassVar[frozenset[str]]
    """Database tables whose change shows here."""

    side: ClassVar[int] = 330
    """Pixels of the narrow cards."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.record = 0
        """The id of the record in sight; 0 while there is none."""

        self._order: list[int] = []
        self._head, self._foot = down(gap=0), across(gap=8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self.work = WorkPanel(context, self.name)

    def _assemble(self, inside: QLayout, *above: QWidget | QLayout) -> None:
        """Put the head, what stands `above` the cards, the cards and the foot in."""
        self._area.setWidget(flowing(inside, "body"))
        self.column.addLayout(self._head)
        for part in above:
            if isinstance(part, QWidget):
                self.column.addWidget(part)
            else:
                self.column.addLayout(part)
        self.column.addWidget(self._area, 1)
        self.column.addLayout(self._foot)
        self.column.addWidget(self.work)
        self.context.changed.connect(self._hear)
        self.context.scoped.connect(self.refresh)
        self.refresh()

    def opened(self, destination: Destination) -> None:
        """Show the record that was asked for."""
        if destination.record is not None:
            self.show_record(destination.record.id)

    def show_record(self, record: int) -> None:
        """Show another record."""
        self.record = record
        self.put_away()
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Show a neighbour in the list."""
        if self.record in self._order:
            at = (self._order.index(self.record) + by) % len(self._order)
            self.show_record(self._order[at])

    def put_away(self) -> None:
        """Close the forms that speak of the record shown before."""

    @abstractmethod
    def refresh(self) -> None:
        """Show all anew."""

    @abstractmethod
    def counted(self, number: int, whole: int) -> Text:
        """Say which of the list is in sight."""

    def _take_order(self, ids: Sequence[int], first: int | None = None) -> None:
        """Take the list over; a record that is gone gives way to the first."""
        self._order = list(ids)
        if self.record not in self._order:
            self.record = first or (self._order[0] if self._order else 0)

    def print(self, name: str, title: str) -> None:
        """Print a paper of this record alone."""
        paper, context = self.context.ports.record_paper, self.context
        if paper is None or not self.record:
            return
        only, scope = str(self.record), context.scope

        def write(progress: Progress) -> bytes:
            return paper(name, only, scope, progress)

        self.work.run(write, partial(context.shown.emit, title))

    def _printing(
        self, papers: Sequence[tuple[str, Text]], title: str, first: str = PLAIN
    ) -> list[QWidget]:
        """Offer the papers of the record, the first one as a button of its kind."""
        if self.context.ports.record_paper is None:
            return []
        made: list[QWidget] = []
        for place, (name, words) in enumerate(papers):
            deed = partial(self.print, name, title)
            kind = PLAIN if place else first
            made.append(Button(self.context.say(words), "printer", kind, deed))
        return made

    def _beside(self, made: Mapping[str, Sequence[QWidget]]) -> QLayout:
        """Set the broad cards (“main”) beside the narrow ones (“side”)."""
        middle = across(gap=16)
        middle.addLayout(down(*made.get("main", ()), None, gap=12), 1)
        side = made.get("side", ())
        for card in side:
            card.setFixedWidth(self.side)
        if side:
            middle.addLayout(down(*side, None, gap=12))
        return middle

    def _watched(self, wanted: Callable[[Issue], bool]) -> list[QWidget]:
        """Count what the rules find in the record; each is told under the pointer."""
        found = [issue for issue in self.context.findings if wanted(issue)]
        if not found:
            return []
        say = self.context.say
        text = P_("{count} finding", "{count} findings", count=len(found))
        tag = Tag(say(text), "warning", "alert-triangle")
        tag.setToolTip("\n".join(say(issue.text) for issue in found))
        return [tag]

    def _show_foot(self) -> None:
        clear(self._foot)
        if self.record not in self._order:
            return
        say = self.context.say
        text = self.counted(self._order.index(self.record) + 1, len(self._order))
        self._foot.addWidget(Label(say(text), "small", "ink_soft"))
        for picture, by, words in NEIGHBOURS:
            button = Button("", picture, SMALL, partial(self.step, by))
            button.setToolTip(say(words))
            button.setAccessibleName(say(words))
            self._foot.addWidget(button)
        self._foot.addStretch(1)

    def _nothing(self, picture: str, text: Text, purpose: Text, add: Text) -> QWidget:
        """Say that there is no record yet, and lead to where the first is added."""
        say = self.context.say
        deed = partial(self.context.go, self.list_place)
        go = Button(say(add), "plus", MAIN, deed)
        card = frame("card")
        card.setLayout(down(EmptyState(picture, say(text), say(purpose), [go])))
        return card

    def _hear(self, changes: tuple[object, ...]) -> None:
        if self.reads & {getattr(change, "table", "") for change in changes}:
            self.refresh()

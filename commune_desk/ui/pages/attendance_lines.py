"""Who came from each village: three fields a line, typed from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from commune_desk.domain.text import N_, P_
from commune_desk.services.public_lists import presences
from commune_desk.services.public_sessions import KeepAttendance
from commune_desk.services.territory import villages
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.table import Kind
from commune_desk.ui.fields import make_field
from commune_desk.ui.pages.entry_card import asked
from commune_desk.ui.pages.field_round import walked_on
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent

    from commune_desk.services.public_sessions import Counts
    from commune_desk.ui.context import Context
    from commune_desk.ui.fields import Field
    from commune_desk.ui.keys import Keys

COLUMNS = (
    asked("women", N_("Women"), Kind.INTEGER),
    asked("men", N_("Men"), Kind.INTEGER),
    asked("young", N_("Young people among them"), Kind.INTEGER),
)
FIELD, NAME = 66, 150
"""Pixels of a field, and of the name of a village."""


@dataclass
class VillageLine:
    """The fields of a village, and how many that makes."""

    village: int
    fields: tuple[Field, ...]
    sum: Label


class AttendanceCard(QFrame):
    """All villages below each other; Enter goes on, Ctrl+Enter notes them all."""

    told_keys: ClassVar[Keys] = (
        ("Return", N_("Go on")),
        ("Ctrl+Return", N_("Note all")),
    )

    done = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._session = context, 0
        self._none = Options((), context.words)
        self.lines: list[VillageLine] = []
        self._touched = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        say = context.say
        self.button = Button(say(N_("Note who came")), "users-group", MAIN, self.save)
        self.button.setToolTip(say(N_("Ctrl+Enter")))
        self.told = Label("", "body_strong")
        self.refusal = RefusalBox()
        head = across(Label(say(N_("Who came")), "title"), None, self.button, gap=12)
        hint = N_("Village by village; Enter goes on. An empty line: nobody came.")
        body = down(head, Label(say(hint), "small", "ink_soft", wrap=True), gap=6,
                    margins=(14, 10, 14, 10))  # fmt: skip
        body.addLayout(self._grid)
        body.addWidget(self.told)
        body.addWidget(self.refusal)
        body.addStretch(1)
        self.setLayout(body)

    @property
    def typed(self) -> bool:
        """Whether something waits to be noted."""
        return self._touched

    def show_session(self, session_id: int) -> None:
        """Show the villages with what is noted for a restitution."""
        self._session, self._touched = session_id, False
        with self._context.reading() as session:
            own = {
                row.village_id: (row.women, row.men, row.young)
                for row in presences(session)
                if row.session_id == session_id
            }
            known = [
                (row.id, row.name) for row in villages(session, self._context.scope)
            ]
        clear(self._grid)
        self.lines, say = [], self._context.say
        self._grid.addWidget(Label(say(N_("Village")), "small_strong"), 0, 0)
        for place, column in enumerate(COLUMNS, 1):
            label = Label(say(column.title), "small_strong", wrap=place == len(COLUMNS))
            label.setFixedWidth(FIELD + 12)
            self._grid.addWidget(label, 0, place)
        self._grid.addWidget(right(say(N_("Present")), "small_strong"), 0, 4)
        for row, (village, name) in enumerate(known, 1):
            self._line(row, village, name, own.get(village))
        self._grid.setColumnMinimumWidth(0, NAME)
        self._grid.setColumnStretch(5, 1)
        self.refusal.hide()
        self._add_up()

    def _line(self, row: int, village: int, name: str, own: Counts | None) -> None:
        self._grid.addWidget(Label(name), row, 0)
        fields = []
        for place, column in enumerate(COLUMNS):
            field = make_field(column, self._none, self._context, self)
            field.setFixedWidth(FIELD)
            field.setAccessibleName(f"{name}, {self._context.say(column.title)}")
            if own is not None:
                field.setText(str(own[place]))
            field.textEdited.connect(self._edited)
            self._grid.addWidget(field, row, place + 1)
            fields.append(field)
        total = right("", "body_strong")
        self._grid.addWidget(total, row, 4)
        self.lines.append(VillageLine(village, tuple(fields), total))

    def fields(self) -> Iterator[Field]:
        """Give the fields in the order in which they are typed."""
        for line in self.lines:
            yield from line.fields

    def _edited(self, _text: str) -> None:
        self._touched = True
        self._add_up()

    def _counts(self, line: VillageLine) -> Counts:
        read = [
            read_cell(column, field.text(), self._none, self._context.words) or 0
            for column, field in zip(COLUMNS, line.fields, strict=True)
        ]
        return read[0], read[1], read[2]

    def _take(self, line: VillageLine, found: list[Counts]) -> None:
        found.append(self._counts(line))

    def _add_up(self) -> None:
        """Count as far as it can be read."""
        people = young = places = 0
        for line in self.lines:
            found: list[Counts] = []
            self._context.refusal(partial(self._take, line, found))
            present = found[0][0] + found[0][1] if found else 0
            line.sum.setText(str(present) if present else "")
            people += present
            young += found[0][2] if found else 0
            places += bool(present)
        text = P_(
            "{count} person, young: {young}, from {villages} villages of {whole}",
            "{count} people, young: {young}, from {villages} villages of {whole}",
            count=people,
            young=young,
            villages=places,
            whole=len(self.lines),
        )
        self.told.setText(self._context.say(text))

    def save(self) -> None:
        """Note all villages in one step, or say why not."""
        counts: dict[int, Counts] = {}

        def read() -> None:
            for line in self.lines:
                counts[line.village] = self._counts(line)

        refused = self._context.refusal(read)
        if refused is None:
            refused = self._context.do(KeepAttendance(self._session, counts))
        if refused is None:
            self._touched = False
            self.refusal.hide()
            self.done.emit()
        else:
            self.refusal.tell(sentences(refused, self._context))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter; note all with Ctrl and Enter."""
        if not walked_on(event, self.fields(), self.button, self.save):
            super().keyPressEvent(event)

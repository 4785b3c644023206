"""The lines of a round: each meter with its last index, what it shows now, the m³."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout

from commune_desk.domain.committees import MeterKind
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.domain.water import Step, point
from commune_desk.services.readings import Read
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.table import Kind
from commune_desk.ui.fields import make_field
from commune_desk.ui.pages.entry_card import asked
from commune_desk.ui.widgets.layouts import clear
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from typing import Any

    from commune_desk.domain.money import Money
    from commune_desk.domain.water import Point
    from commune_desk.services.meters import MeterRow
    from commune_desk.services.water import Network
    from commune_desk.ui.context import Context
    from commune_desk.ui.fields import Field

INDEX = asked("shown", N_("Index today"), Kind.INTEGER, 10)
PAID = asked("paid", N_("Taken in"), Kind.MONEY, 10)
FIELD = 92
"""Pixels of a field."""

HEADS = (
    N_("Meter"),
    N_("Last reading"),
    N_("Last index"),
    N_("Index today"),
    N_("m³"),
    N_("Taken in"),
    N_("New meter"),
)
DAY = 1
"""The column of the last reading."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass
class MeterLine:
    """What is typed for one meter, and what follows from it."""

    meter: MeterRow
    shown: Field
    paid: Field | None
    replaced: QCheckBox
    volume: Label
    name: Label


class MeterLines(QGridLayout):
    """All meters of a network below each other, in the order of the round."""

    def __init__(self, context: Context, told: Callable[[], None]) -> None:
        super().__init__()
        self._context, self._told = context, told
        self._network: Network | None = None
        self._none = Options((), context.words)
        self.lines: list[MeterLine] = []
        self._compact = False
        self._days: list[Label] = []
        """The column of the last reading, with its head."""

        self.setContentsMargins(14, 8, 14, 10)
        self.setHorizontalSpacing(10)
        self.setVerticalSpacing(3)

    def lay_out(self, network: Network | None) -> None:
        """Show the meters in use of a network, nothing typed yet."""
        clear(self)
        self.lines, self._network, say = [], network, self._context.say
        self._days = []
        for place, head in enumerate(HEADS):
            label = Label(say(head), "small_strong", "ink_soft")
            label.setAlignment(_RIGHT if 0 < place < len(HEADS) - 1 else _LEFT)
            self.addWidget(label, 0, place)
            self._days += [label] * (place == DAY)
        meters = [] if network is None else [m for m in network.meters if m.active]
        for row, meter in enumerate(meters, start=1):
            self._line(row, meter)
        self.setColumnMinimumWidth(0, 170)
        self.setColumnMinimumWidth(4, 44)
        self.setColumnStretch(len(HEADS), 1)
        self.setRowStretch(len(meters) + 1, 1)
        self.compact(on=self._compact)

    def compact(self, *, on: bool) -> None:
        """Leave out the day of the last reading, and part long names."""
        self._compact = on
        for day in self._days:
            day.setVisible(not on)
        for line in self.lines:
            line.name.setWordWrap(on)

    def _line(self, row: int, meter: MeterRow) -> None:
        say = self._context.say
        name = Label(meter.name)
        name.setToolTip(say(NAMES[meter.kind]))
        self.addWidget(name, row, 0)
        day = Label(say(meter.read_on or "–"), "small", "ink_soft")
        day.setAlignment(_RIGHT)
        self.addWidget(day, row, DAY)
        self._days.append(day)
        last = "–" if meter.shown is None else self._context.words.number(meter.shown)
        self.addWidget(right(last), row, 2)
        shown = self._field(INDEX, meter)
        self.addWidget(shown, row, 3)
        volume = right("", "body_strong")
        self.addWidget(volume, row, 4)
        paid = None
        if meter.kind is not MeterKind.PRODUCTION:
            paid = self._field(PAID, meter)
            self.addWidget(paid, row, 5)
        replaced = QCheckBox()
        replaced.setFixedSize(22, 22)
        replaced.setAccessibleName(f"{meter.title}, {say(N_('New meter'))}")
        replaced.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        replaced.toggled.connect(lambda _: self._told())
        self.addWidget(replaced, row, 6)
        self.lines.append(MeterLine(meter, shown, paid, replaced, volume, name))

    def _field(self, column: Any, meter: MeterRow) -> Field:
        parent = self.parentWidget()
        field = make_field(column, self._none, self._context, parent)
        field.setFixedWidth(FIELD)
        title = self._context.say(column.title)
        field.setAccessibleName(f"{meter.title}, {title}")
        field.textEdited.connect(lambda _: self._told())
        return field

    def fields(self) -> Iterator[Field]:
        """Give the fields in the order in which a round is typed."""
        for line in self.lines:
            yield line.shown
            if line.paid is not None:
                yield line.paid

    def typed(self) -> bool:
        """Tell whether anything was typed."""
        return any(field.text().strip() for field in self.fields())

    def reads(self) -> tuple[Read, ...]:
        """Give what was typed; raise `Unreadable` for what is no number."""
        words, found = self._context.words, []
        for line in self.lines:
            shown = read_cell(INDEX, line.shown.text(), self._none, words)
            paid = (
                read_cell(PAID, line.paid.text(), self._none, words)
                if line.paid is not None
                else None
            )
            if shown is not None:
                new = line.replaced.isChecked()
                found.append(Read(line.meter.id, shown, paid, new))
        return tuple(found)

    def points(self, day: dt.date) -> list[Point]:
        """Say what each typed line makes, and write its m³ beside it."""
        known: list[Point] = []
        for line in self.lines:
            volume = self._volume(line)
            self._show_volume(line, volume)
            if volume is None or self._network is None:
                continue
            step = Step(line.meter.read_on, day, volume, self._paid(line))
            share = line.meter.attendant_share
            known.append(point(line.meter.kind, [step], self._network.prices, share))
        return known

    def _value(self, column: Any, field: Field) -> Any:
        found: list[Any] = []
        words, none = self._context.words, self._none
        self._context.refusal(
            lambda: found.append(read_cell(column, field.text(), none, words))
        )
        return found[0] if found else None

    def _paid(self, line: MeterLine) -> Money | None:
        return None if line.paid is None else self._value(PAID, line.paid)

    def _volume(self, line: MeterLine) -> int | None:
        shown = self._value(INDEX, line.shown)
        if shown is None or line.meter.shown is None or line.replaced.isChecked():
            return None
        return int(shown) - line.meter.shown

    def _show_volume(self, line: MeterLine, volume: int | None) -> None:
        text = "" if volume is None else self._context.words.number(volume)
        line.volume.setText(text)
        line.volume.set_tone("red" if volume is not None and volume < 0 else "ink")

"""What is asked of a sending: which year, what goes, who is in it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from commune_desk.domain.money import Money
from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import RESOURCES
from commune_desk.domain.package.manifest import Period, Privacy, Stage, Standing
from commune_desk.domain.text import N_, P_
from commune_desk.l10n import reading
from commune_desk.services.sent.proposals import last_day, proposed
from commune_desk.services.sent.wish import Wish
from commune_desk.services.settings import preference
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.fields import DateField
from commune_desk.ui.widgets.buttons import Choices
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from enum import Enum

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.domain.package.manifest import Tables
    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context

UNTIL: Column[Any] = Column("until", N_("As of"), lambda _: None, Kind.DATE, 12)
PERIODS = (Period.YEAR, Period.FIRST_HALF, Period.SECOND_HALF)
SIGNING = N_(
    "Its key says that the file comes from this computer; the slip prints the"
    " fingerprint, which the region compares once with the stamped paper."
)
LEAST_SIGNS = 9
"""Characters of a choice that stay to be seen in a narrow window."""

RATE = "taux_fcfa"
"""The one amount that is no sum: a rate for each person."""

WAIT = 400
"""Milliseconds without a change before what goes is read again."""


class SendForm(QWidget):
    """Two cards: what is asked for, and the tables with what they hold."""

    changed = Signal()
    """Something else is asked for: what goes must be read again."""

    wanted = Signal()
    """The tables are to be seen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._say = context.say
        self._filling = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self.changed)
        self.tables = self._what()
        self.setLayout(down(self._asked(), self.tables, None, gap=10))
        self.follow()

    def _asked(self) -> Card:
        """Ask which year, up to when, for whom, and why."""
        say = self._say
        self.count = Linked("")
        self.count.followed.connect(self.wanted)
        lines = [self._when(), self._how_far(), self._who()]
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(
            say(N_("Why persons are in it, or why it goes with findings"))
        )
        self.reason.textEdited.connect(lambda _: self._later.start())
        self.map = QCheckBox(say(N_("Map of the actions")))
        self.overview = QCheckBox(say(N_("Overview for Excel")))
        self.overview.setChecked(True)
        self.sign = QCheckBox(say(N_("Sign it")))
        self.sign.setToolTip(say(SIGNING))
        return Card(
            say(N_("What is told")),
            *lines,
            self._named(N_("Written reason"), self.reason),
            across(self.map, self.overview, self.sign, None, gap=16),
            aside=self.count,
            gap=7,
        )

    def _when(self) -> QHBoxLayout:
        self.year = QComboBox()
        self.year.activated.connect(lambda _: self._propose())
        words = [self._say(period) for period in PERIODS]
        self.periods = Choices(words, lambda _: self._propose())
        return across(
            self._named(N_("Year"), self.year),
            self._named(N_("Period"), self.periods),
            None,
            gap=12,
        )

    def _how_far(self) -> QHBoxLayout:
        self.until = DateField(UNTIL)
        self.until.setFixedWidth(124)
        self.until.textEdited.connect(lambda _: self._stages())
        self.stage = self._combo(Stage)
        self.standing = self._combo(Standing)
        line = across(self._named(N_("As of"), self.until), gap=12)
        line.addLayout(self._named(N_("Stage of the budget"), self.stage), 1)
        line.addLayout(self._named(N_("Standing of the figures"), self.standing), 1)
        return line

    def _who(self) -> QHBoxLayout:
        self.privacy = self._combo(Privacy)
        self.recipient = QLineEdit()
        self.recipient.textEdited.connect(lambda _: self._later.start())
        line = across(gap=12)
        line.addLayout(self._named(N_("Persons in it"), self.privacy), 1)
        line.addLayout(self._named(N_("Recipient"), self.recipient), 1)
        return line

    def _what(self) -> Card:
        say = self._say
        self.boxes: dict[str, QCheckBox] = {}
        self._told: dict[str, tuple[Label, Label]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        heads = (N_("Table"), N_("Lines"), N_("Control, CFA francs"))
        for at, head in enumerate(heads):
            make = right if at else Label
            grid.addWidget(make(say(head), "small_strong", "ink_soft"), 0, at)
        for at, each in enumerate(RESOURCES, 1):
            box = QCheckBox(each.title)
            box.setChecked(True)
            box.setToolTip(each.path)
            box.toggled.connect(lambda _: self._later.start())
            self.boxes[each.name] = box
            counts = self._told[each.name] = (right(""), right(""))
            grid.addWidget(box, at, 0)
            for place, label in enumerate(counts, 1):
                grid.addWidget(label, at, place)
        grid.setColumnStretch(0, 1)
        return Card(say(N_("Tables that go")), grid)

    def _combo(self, kind: type[Enum]) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        combo.setMinimumContentsLength(LEAST_SIGNS)
        for member in kind:
            combo.addItem(self._say(member), member.value)
        combo.activated.connect(lambda _: self._touched())
        return combo

    def _named(self, title: Text, widget: QWidget) -> Any:
        words = self._say(title)
        widget.setAccessibleName(words)
        label = Label(words, "small_strong")
        label.setBuddy(widget)
        return down(label, widget, gap=3)

    def follow(self) -> None:
        """Take the year of the window, and what the dossier proposes for it."""
        self._filling = True
        self.year.clear()
        for year in self._context.years():
            self.year.addItem(str(year), year)
        at = self.year.findData(self._context.scope.year)
        self.year.setCurrentIndex(max(0, at))
        if not self.recipient.text():
            with self._context.reading() as session:
                self.recipient.setText(preference(session, "sending.recipient"))
        self._propose()
        self._filling = False

    def _propose(self) -> None:
        year, period = self._year(), self._period()
        with self._context.reading() as session:
            day = last_day(session, year, period)
        self.until.setText(self._say(day))
        self._stages()

    def _stages(self) -> None:
        with self._context.reading() as session:
            found = proposed(session, self._year(), self._day() or dt.date.max)
        for combo, value in zip((self.stage, self.standing), found, strict=True):
            combo.setCurrentIndex(combo.findData(value.value))
        self._touched()

    def _touched(self) -> None:
        personal = self._privacy()
        for each in RESOURCES:
            if each.personal:
                self.boxes[each.name].setVisible(personal is not Privacy.NONE)
                for label in self._told[each.name]:
                    label.setVisible(personal is not Privacy.NONE)
        if not self._filling:
            self._later.start()

    def _year(self) -> int:
        return int(self.year.currentData() or self._context.scope.year)

    def _period(self) -> Period:
        return PERIODS[max(0, self.periods.group.checkedId())]

    def _privacy(self) -> Privacy:
        return Privacy(self.privacy.currentData())

    def _day(self) -> dt.date | None:
        found: list[dt.date | None] = []
        refused = self._context.refusal(partial(_read_into, found, self.until.text()))
        self.until.refuse(refused=refused is not None)
        return found[0] if found else None

    def wish(self) -> Wish:
        """Give what is asked for."""
        privacy = self._privacy()
        possible = [e.name for e in RESOURCES if e.personal <= privacy.level]
        names = tuple(name for name in possible if self.boxes[name].isChecked())
        return Wish(
            self._year(),
            self._period(),
            self._day(),
            Stage(self.stage.currentData()),
            Standing(self.standing.currentData()),
            names if len(names) < len(possible) else (),
            privacy,
            self.reason.text(),
            self.recipient.text(),
            map=self.map.isChecked(),
            overview=self.overview.isChecked(),
            sign=self.sign.isChecked(),
        )

    def show_tables(self, tables: Tables) -> None:
        """Say how many lines each table holds, and what its first amount adds up to."""
        number = self._context.words.number
        whole_count = P_(
            "{count} line in {tables} tables",
            "{count} lines in {tables} tables",
            count=sum(len(rows) for rows in tables.values()),
            tables=len(tables),
        )
        self.count.say(self._say(whole_count))
        for each in RESOURCES:
            lines, amount = self._told[each.name]
            rows = tables.get(each.name)
            lines.setText("" if rows is None else number(len(rows)))
            place = next(
                (
                    at
                    for at, f in enumerate(each.fields)
                    if f.kind is FieldKind.AMOUNT and f.name != RATE
                ),
                None,
            )
            if rows is None or place is None:
                amount.setText("")
                continue
            whole = sum(v for row in rows if isinstance(v := row[place], int))
            amount.setText(self._say(Money(whole)))
            amount.setToolTip(f"{each.fields[place].name} : {each.fields[place].note}")


def _read_into(found: list[dt.date | None], text: str) -> None:
    found.append(reading.date(text))

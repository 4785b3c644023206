"""How a paper is put on its sheets, remembered for each paper on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QWidget

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.reports.options import Options
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.fields import DateField
from commune_desk.ui.ports import Wish
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from commune_desk.ui.context import Context
    from commune_desk.ui.ports import Printable

DAY: Column[Any] = Column("until", N_("Situation on"), lambda _: None, Kind.DATE, 12)
TICKS = (
    ("letterhead", N_("Letterhead"), True),
    ("sober", N_("Save ink"), False),
    ("large", N_("Large print"), False),
    ("blank", N_("Empty column"), False),
    ("booklet", N_("To be folded"), False),
)
"""What is on or off: field of `Options`, words, and how a paper was designed."""

NOTES = {
    "letterhead": N_("Off for paper that has the letterhead printed on it already."),
    "sober": N_("No grey ground; black surfaces are hatched."),
    "large": N_("For those who read badly: type a quarter larger."),
    "blank": N_("Beside the amounts, to pencil new figures at the meeting."),
    "booklet": N_("Pages two by two, to be folded and stitched."),
}
SIZES = (
    ("", N_("Its own sheet")), ("A3", N_("A3")), ("A4", N_("A4")), ("A5", N_("A5")),
)  # fmt: skip
LANGUAGES = (("fr", N_("In French")), ("en", N_("In English")))
FIELD = 130


class PaperOptions(QFrame):
    """The choices for one paper; each change is remembered."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self.setObjectName("hits")
        self._context, say = context, context.say
        self._name = ""
        self._until: dt.date | None = None
        self.ticks: dict[str, QCheckBox] = {}
        for key, words, _ in TICKS:
            box = QCheckBox(say(words))
            box.toggled.connect(self._turned)
            self.ticks[key] = box
        self.size_box = self._list(SIZES, N_("Sheet"))
        self.language = self._list(LANGUAGES, N_("Language"))
        self.day = DateField(DAY)
        self.day.setFixedWidth(FIELD)
        self.day.setAccessibleName(say(DAY.title))
        self.day.editingFinished.connect(self._dated)
        self._day_title = Label(say(DAY.title), "small_strong")
        self._day_note = Label(say(N_("Empty: the present day.")), "small", "ink_soft")
        column = down(gap=4, margins=(16, 12, 16, 12))
        for key, box in self.ticks.items():
            note = Label(say(NOTES[key]), "small", "ink_soft")
            column.addLayout(down(box, across(24, note, None, gap=0), gap=0))
        column.addSpacing(6)
        column.addLayout(across(self.size_box, self.language, None, gap=8))
        column.addLayout(across(self._day_title, self.day, self._day_note, None, gap=8))
        self.setLayout(column)

    def offer(self, button: QWidget) -> None:
        """Show the choices under a button, its right edge over that of the button."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self.move(corner - QPoint(self.width(), 0))
        self.show()
        self.ticks["letterhead"].setFocus()

    def _list(self, values: tuple[tuple[str, Any], ...], title: Any) -> QComboBox:
        box = QComboBox()
        for value, words in values:
            box.addItem(self._context.say(words), value)
        box.setAccessibleName(self._context.say(title))
        box.activated.connect(self._turned)
        return box

    def show_paper(self, paper: Printable) -> None:
        """Show what was chosen for this paper the last time."""
        self._name = paper.name
        wish = remembered(self._context, paper)
        for key, box in self.ticks.items():
            with QSignalBlocker(box):
                box.setChecked(getattr(wish.options, key))
        size = wish.options.size if wish.options is not None else ""
        self.size_box.setCurrentIndex(self.size_box.findData(size))
        self.language.setCurrentIndex(max(0, self.language.findData(wish.language)))
        self._until = None
        self.day.setText("")
        self.day.refuse(refused=False)
        for widget in (self.day, self._day_title, self._day_note):
            widget.setVisible(paper.dated)

    def wish(self) -> Wish:
        """Give what is chosen; pages, record and mark are the business of others."""
        ticked = {key: box.isChecked() for key, box in self.ticks.items()}
        options = _options(ticked, str(self.size_box.currentData()))
        language = str(self.language.currentData())
        return Wish(options=options, until=self._until, language=language)

    def others(self) -> int:
        """Count what is chosen otherwise than the paper was designed."""
        wish, usual = self.wish(), Options()
        count = sum(
            getattr(wish.options, key) is not getattr(usual, key) for key, _, _ in TICKS
        )
        count += bool(self.size_box.currentData())
        count += wish.language != self._context.words.on_paper
        return count + (self._until is not None)

    def _turned(self, _: object = None) -> None:
        """Remember each choice under the name of the paper."""
        screens = self._context.words.on_paper
        wanted = {key: box.isChecked() is not on for key, box, on in self._ticked()}
        size, language = self.size_box.currentData(), self.language.currentData()
        wanted |= {value: size == value for value, _ in SIZES[1:]}
        wanted |= {
            value: language == value for value, _ in LANGUAGES if value != screens
        }
        habits = self._context.ports.habits
        for key, on in wanted.items():
            name = habit(self._name, key)
            if habits.on(name) is not on:
                habits.turn(name, on=on)
        self.changed.emit()

    def _ticked(self) -> list[tuple[str, QCheckBox, bool]]:
        return [(key, self.ticks[key], designed) for key, _, designed in TICKS]

    def _dated(self) -> None:
        """Take another day; one of another year is refused with a sentence."""
        if not self.day.isModified():
            return
        self.day.setModified(False)
        try:
            day = reading.date(self.day.text())
        except DeskError as refused:
            self.day.refuse(refused=True)
            self._context.refused.emit(refused)
            return
        year = self._context.scope.year
        if day is not None and not year <= day.year <= year + 1:
            self.day.refuse(refused=True)
            text = N_("{day} is not in the year {year}.", day=day, year=year)
            self._context.tell_refusal(text)
            return
        self.day.refuse(refused=False)
        self._until = day
        self.changed.emit()


def habit(paper: str, key: str) -> str:
    """Name what is remembered of one choice for one paper."""
    return f"paper.{paper}.{key}"


def remembered(context: Context, paper: Printable) -> Wish:
    """Give what was chosen for a paper the last time it was looked at."""
    on, screens = context.ports.habits.on, context.words.on_paper
    ticked = {
        key: on(habit(paper.name, key)) is not designed for key, _, designed in TICKS
    }
    size = next((s for s, _ in SIZES if s and on(habit(paper.name, s))), "")
    languages = (value for value, _ in LANGUAGES if value != screens)
    language = next((v for v in languages if on(habit(paper.name, v))), screens)
    return Wish(options=_options(ticked, size), language=language)


def _options(ticked: Mapping[str, bool], size: str) -> Options:
    return Options(
        letterhead=ticked["letterhead"],
        sober=ticked["sober"],
        large=ticked["large"],
        blank=ticked["blank"],
        booklet=ticked["booklet"],
        size=size,
    )

"""The day up to which execution is looked at: end of a month, a quarter, any date."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QWidget

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_, Text
from commune_desk.l10n import reading
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import days_of, period_name
from commune_desk.services.situation import day_of
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.fields import DateField
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.ui.context import Context

DAY: Column[Any] = Column("until", N_("Situation on"), lambda _: None, Kind.DATE, 12)
FIELD = 130
LIST = 190
MONTHS = range(1, 13)
ENDS = (
    (N_("1st quarter"), 3),
    (N_("1st half-year"), 6),
    (N_("3rd quarter"), 9),
    (N_("31 December"), 12),
)
"""Ends of quarters and half-years, by their last month."""


class DayChoice(QWidget):
    """A list of usual ends and a date box; both say the same day."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, say = context, context.say
        self.usual = QComboBox()
        self.usual.setAccessibleName(say(N_("Usual days")))
        self.usual.setFixedWidth(LIST)
        self.field = DateField(DAY)
        self.field.setFixedWidth(FIELD)
        self.field.setAccessibleName(say(DAY.title))
        title = Label(say(DAY.title), "small_strong")
        title.setBuddy(self.field)
        self.setLayout(across(title, self.field, self.usual, gap=8))
        self.usual.activated.connect(self._pick)
        self.field.editingFinished.connect(self._typed)
        context.scoped.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the day of the scope, and the ends of its year."""
        scope = self._context.scope
        with self._context.reading() as session:
            year = fiscal_year(session, scope.year)
            self._last = days_of(session, year).last if year else None
            day = day_of(session, scope, year) if year else None
        self.setEnabled(year is not None)
        self.usual.clear()
        for words, end in self._ends():
            self.usual.addItem(self._context.say(words), end)
        found = self.usual.findData(day)
        self.usual.setCurrentIndex(max(found, 0) if scope.until else 0)
        if scope.until and found < 0:
            self.usual.setCurrentIndex(-1)
        self.field.setText(self._context.say(day) if day else "")

    def _ends(self) -> list[tuple[Text, dt.date | None]]:
        year = self._context.scope.year
        usual: list[tuple[Text, dt.date | None]] = [(N_("The present day"), None)]
        usual += [(words, _end(year, month)) for words, month in ENDS]
        if self._last is not None:
            usual.append((N_("End of the complementary days"), self._last))
        usual += [
            (N_("End of: {month}", month=period_name(month)), _end(year, month))
            for month in MONTHS
        ]
        return usual

    def _pick(self, number: int) -> None:
        self._context.choose_day(self.usual.itemData(number))

    def _typed(self) -> None:
        if not self.field.isModified():
            return
        self.field.setModified(False)
        try:
            day = reading.date(self.field.text())
        except DeskError as refused:
            self.field.refuse(refused=True)
            self._context.refused.emit(refused)
            return
        self.field.refuse(refused=False)
        self._context.choose_day(day)


def _end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])

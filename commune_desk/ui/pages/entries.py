"""The journal of entries: correct, reverse or cancel the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox

from commune_desk.domain.execution import COMPLEMENTARY, EntryKind, PaymentMode
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import closed_periods, days_of
from commune_desk.services.command import Several
from commune_desk.services.corrections import CorrectEntry, CorrectOperation
from commune_desk.services.periods import open_day
from commune_desk.services.reversals import CancelEntry, ReverseEntry
from commune_desk.services.situation import day_of
from commune_desk.services.today import today
from commune_desk.tables.choices import members
from commune_desk.tables.situation import period_title
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.situation import DayPage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.services.command import Command
    from commune_desk.services.executed import LedgerRow
    from commune_desk.ui.context import Destination

E = EntryKind
REASON: Column[Any] = Column("reason", N_("Why?"), lambda _: None, width=34)
AMOUNT: Column[Any] = Column("amount", N_("Amount"), lambda _: None, Kind.MONEY, 12)
ON: Column[Any] = Column("on", N_("Date of the reversal"), lambda _: None, Kind.DATE)
MADE: Column[Any] = Column("made_on", N_("Date"), lambda _: None, Kind.DATE, 10)
INVOICE: Column[Any] = Column("invoice", N_("Invoice"), lambda _: None, width=10)
REFERENCE: Column[Any] = Column("reference", N_("Reference"), lambda _: None, width=10)
MODE: Column[Any] = Column(
    "mode",
    N_("Way of payment"),
    lambda _: None,
    Kind.CHOICE,
    12,
    choices=members(PaymentMode),
)
OBJECT: Column[Any] = Column("object", N_("Object"), lambda _: None, width=34)
OF_KIND: dict[EntryKind, tuple[Column[Any], ...]] = {
    E.LIQUIDATION: (INVOICE,),
    E.PAYMENT: (MODE, REFERENCE),
    E.COLLECTION: (MODE, REFERENCE),
}
"""What an act has besides its amount and its date."""


class EntriesPage(ActPage, DayPage):
    """The livre-journal with the three verbs; each asks why.

    One period is shown at a time: the one of the day that is looked at.
    """

    def leave_out(self) -> None:
        """Show the period of the day that is looked at."""
        self._show_period(self._present())

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        self.period = QComboBox()
        self.period.setAccessibleName(self.context.say(N_("Period")))
        self.period.addItem(self.context.say(N_("The whole year")), 0)
        for number in range(1, COMPLEMENTARY + 1):
            self.period.addItem(self.context.say(period_title(number)), number)
        self.period.setCurrentIndex(self._present())
        self.period.activated.connect(lambda _: self._keep())
        tools.insertWidget(1, self.period)
        self.units.hide()
        return tools

    def _connect(self) -> None:
        super()._connect()
        self.context.scoped.connect(self._follow)

    def _follow(self) -> None:
        """Show the period of the day that is looked at now."""
        self.period.setCurrentIndex(self._present())
        self._keep()

    def _present(self) -> int:
        """Give the period of the day that is looked at; 0 for the whole year."""
        scope = self.context.scope
        with self.context.reading() as session:
            year = fiscal_year(session, scope.year)
            day = day_of(session, scope, year) if year else None
            return (days_of(session, year).period(day) or 0) if year and day else 0

    def _keep(self) -> None:
        self._show_period(self.period.currentData())

    def _show_period(self, wanted: int) -> None:
        self.model.keep((lambda row: row.period == wanted) if wanted else None)

    def opened(self, destination: Destination) -> None:
        """Leave the period for the record that is asked for."""
        if destination.record is not None:
            self.period.setCurrentIndex(0)
            self._keep()
        super().opened(destination)

    def acts_on(self, row: LedgerRow) -> Sequence[Act]:
        """Offer what the state of the entry and of its period allows."""
        if row.cancelled_on is not None:
            return ()
        with self.context.reading() as session:
            year = fiscal_year(session, self.context.scope.year)
            closed = closed_periods(session, row.year_id)
            day = open_day(session, year, row.made_on) if year else None
            now = today(session)
        open_ = not closed.keys() & {0, row.period}
        acts: list[Act] = []
        if open_:
            acts.append(_correction(row, now))
        acts.append(_saying(row, now))
        if row.reverses_id is None and day is not None:
            acts.append(_reversal(row, day, rejection=False))
            if row.kind is E.ORDER:
                acts.append(_reversal(row, day, rejection=True))
        if open_:
            acts.append(_cancelling(row, now))
        return acts

    def named(self, row: LedgerRow) -> Text:
        """Name the act by its number."""
        return N_("{kind} no. {number}:", kind=row.kind, number=row.number)

    def why_none(self, row: LedgerRow) -> Text:
        """Say that it was cancelled, or that nothing is open for it."""
        if row.cancelled_on is not None:
            return N_(
                "{kind} no. {number} was cancelled on {date}: {reason}",
                kind=row.kind,
                number=row.number,
                date=row.cancelled_on,
                reason=row.reason,
            )
        return N_(
            "{kind} no. {number}: its period is closed, and no later one is open.",
            kind=row.kind,
            number=row.number,
        )


def _correction(row: LedgerRow, now: dt.date) -> Act:
    fields = (AMOUNT, MADE, *OF_KIND.get(row.kind, ()))
    starts = {column.key: getattr(row, column.key) for column in fields}

    def make(values: Mapping[str, Any]) -> Command[Any]:
        reason = values["reason"] or ""
        changes = [
            CorrectEntry(row.id, key, values[key], reason, now)
            for key, before in starts.items()
            if (values[key] or None) != (before or None)
        ]
        if len(changes) == 1:
            return changes[0]
        if not changes:  # the desk says that it is the same, or asks why
            return CorrectEntry(row.id, "amount", row.amount, reason, now)
        what = N_("{kind} no. {number}", kind=row.kind, number=row.number)
        return Several(tuple(changes), N_("{record} corrected", record=what))

    return Act(
        N_("Correct"),
        N_("The entry keeps its number; what it said before is kept with the reason."),
        (*fields, REASON),
        make,
        "edit",
        starts,
    )


def _saying(row: LedgerRow, now: dt.date) -> Act:
    return Act(
        N_("Correct the object"),
        N_(
            "Amount, dates and line stay. Books that are closed will tell it anew: the"
            " reason is kept, with what was said before."
        ),
        (OBJECT, REASON),
        lambda values: CorrectOperation(
            row.operation_id, "object", values["object"], values["reason"] or "", now
        ),
        "edit",
        {"object": row.object},
    )


def _reversal(row: LedgerRow, day: dt.date, *, rejection: bool) -> Act:
    words = N_("Rejected by the receveur") if rejection else N_("Reverse")
    return Act(
        words,
        N_(
            "An entry below zero, in the open period, takes it back and points at it."
            " Leave the amount empty to take all of it back."
        ),
        (ON, AMOUNT, REASON),
        lambda values: ReverseEntry(
            row.id,
            values["on"] or day,
            values["reason"] or "",
            values["amount"],
            rejection,
            row.year_id,
        ),
        "arrow-back-up",
        {"on": day},
    )


def _cancelling(row: LedgerRow, now: dt.date) -> Act:
    return Act(
        N_("Cancel the entry"),
        N_("For what should never have been: it counts for nothing, its number stays."),
        (REASON,),
        lambda values: CancelEntry(row.id, now, values["reason"] or ""),
        "x",
    )

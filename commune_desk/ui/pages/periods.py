"""The periods of the year: close one, or open it again with a written reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import ClosePeriod, ReopenPeriod
from commune_desk.services.periods import unfinished
from commune_desk.services.today import today
from commune_desk.tables.periods import named
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.act_strip import Act

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.services.periods import PeriodState

ON: Column[Any] = Column("on", N_("Date"), lambda _: None, Kind.DATE, 12)
NOTE: Column[Any] = Column("note", N_("Note"), lambda _: None, width=30)
REASON: Column[Any] = Column("reason", N_("Reason"), lambda _: None, width=40)


class PeriodsPage(ActPage):
    """Thirteen periods and the year, with what is left to do in each."""

    def acts_on(self, row: PeriodState) -> Sequence[Act]:
        """Offer to close what is open, to open what is closed."""
        if row.closed:
            return (self._reopening(row),)
        return (self._closing(row),) if row.ended else ()

    def named(self, row: PeriodState) -> Text:
        """Name the period with its year."""
        return N_("{period} {year}:", period=named(row.period), year=str(row.year))

    def why_none(self, row: PeriodState) -> Text:
        """Say until when the period runs."""
        return N_(
            "{period} {year} ends on {end}: it is closed afterwards.",
            period=named(row.period),
            year=str(row.year),
            end=row.ends,
        )

    def _closing(self, row: PeriodState) -> Act:
        with self.context.reading() as session:
            year = fiscal_year(session, row.year)
            left = list(unfinished(session, year, row.period)) if year else []
            now = today(session)
        if left:
            said = " ".join(self.context.say(issue.text) for issue in left)
            says = P_(
                "One thing is not done: {said} The period can be closed all the same.",
                "{count} things are not done: {said} The period can be closed all the"
                " same.",
                count=len(left),
                said=said,
            )
        else:
            says = N_(
                "Nothing is left to do. A closed period takes no entry and no change"
                " any more."
            )
        return Act(
            N_("Close this period"),
            says,
            (ON, NOTE),
            lambda values: ClosePeriod(
                row.year_id, row.period, values["on"] or now, values["note"] or ""
            ),
            "lock",
            {"on": max(now, row.ends)},
        )

    def _reopening(self, row: PeriodState) -> Act:
        with self.context.reading() as session:
            now = today(session)
        closing = row.closing_id or 0
        return Act(
            N_("Reopen this period"),
            N_("The reason is kept, with the name of who reopens it."),
            (ON, REASON),
            lambda values: ReopenPeriod(
                closing, values["on"] or now, values["reason"] or ""
            ),
            "restore",
            {"on": now},
        )

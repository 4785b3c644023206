"""Acts on a period of a committee’s cash book: open it, count it, open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.cash_periods import (
    AddPeriod,
    ClosePeriod,
    ReopenPeriod,
)
from commune_desk.services.committee_cash import cash_books
from commune_desk.services.period_rows import first_period
from commune_desk.tables.table import Kind
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.entry_card import asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.services.period_rows import PeriodRow

PICTURE = "lock"
_OPENING = (
    asked("begins_on", N_("From the"), Kind.DATE, 12),
    asked("ends_on", N_("Up to the"), Kind.DATE, 12),
    asked("opening_cash", N_("Box at the beginning"), Kind.MONEY, 12),
    asked("opening_bank", N_("Bank at the beginning"), Kind.MONEY, 12),
)
_COUNT = (
    asked("cash", N_("Box counted at the end"), Kind.MONEY, 12),
    asked("bank", N_("Bank at the end"), Kind.MONEY, 12),
    asked("note", N_("Explanation of a gap"), width=26),
)


def open_period(session: Any, committee_id: int, name: str) -> Act:
    """Ask for the days of a new period; it opens with what is there."""
    begins, ends = first_period(session, committee_id)
    book = cash_books(session).get(committee_id)
    held = book.held(begins) if book is not None else None
    starts: dict[str, Any] = {"begins_on": begins, "ends_on": ends}
    if held is not None:
        starts |= {"opening_cash": Money(held.box), "opening_bank": Money(held.bank)}

    def make(values: Mapping[str, Any]) -> AddPeriod:
        known = {key: value for key, value in values.items() if value is not None}
        return AddPeriod({"committee_id": committee_id, **known})

    return Act(
        N_("Open a period"),
        N_(
            "{committee}: count the box before the first line of the notebook; what is"
            " there is where the period begins.",
            committee=name,
        ),
        _OPENING,
        make,
        "plus",
        starts,
    )


def close_period(row: PeriodRow) -> Act:
    """Ask what was counted; the next period opens with it."""

    def make(values: Mapping[str, Any]) -> ClosePeriod:
        return ClosePeriod(
            row.id, values.get("cash"), values.get("bank"), values.get("note") or ""
        )

    return Act(
        N_("Close the period"),
        N_(
            "From {begins} to {ends}, the book says {cash} F in the box and {bank} F at"
            " the bank. Type what was counted: a gap is told, and must be explained."
            " The next period opens with it.",
            begins=row.begins_on,
            ends=row.ends_on,
            cash=row.expected_cash,
            bank=row.expected_bank,
        ),
        _COUNT,
        make,
        PICTURE,
    )


def reopen_period(row: PeriodRow) -> Act:
    """Take the count back."""
    return Act(
        N_("Open it again"),
        N_(
            "The count of {begins} to {ends} is taken back: {cash} F in the box. Its"
            " lines can be changed again.",
            begins=row.begins_on,
            ends=row.ends_on,
            cash=row.closing_cash or Money(0),
        ),
        (),
        lambda _: ReopenPeriod(row.id),
        "history",
    )

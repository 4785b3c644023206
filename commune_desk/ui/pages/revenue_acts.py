"""What can be done with a receipt, a book, a payment: each act with what it asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import PaymentMode
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.revenue import Stage
from commune_desk.domain.text import N_
from commune_desk.services.receipt_books import HandBook, ReturnBook
from commune_desk.services.receipts import CancelReceipt
from commune_desk.services.remittances import CancelRemittance, Remit
from commune_desk.services.reversals import CancelEntry, ReverseEntry
from commune_desk.services.title_slips import MakeTitleSlip
from commune_desk.services.titles import Collect, Regularise, WriteOff
from commune_desk.tables.choices import members
from commune_desk.tables.regie import collector_choices
from commune_desk.tables.table import Choice, Kind
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.entry_card import asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commune_desk.domain.money import Money
    from commune_desk.services.book_rows import BookRow
    from commune_desk.services.receipt_rows import ReceiptRow
    from commune_desk.services.remittances import RemittanceRow
    from commune_desk.services.revenue import RevenueRow

ON = asked("on", N_("Date"), Kind.DATE, 11)
AMOUNT = asked("amount", N_("Amount"), Kind.MONEY, 10)
REASON = asked("reason", N_("Reason"), width=30)
MODE = asked("mode", N_("Way of payment"), Kind.CHOICE, 14, members(PaymentMode))
REFERENCE = asked("reference", N_("Reference"), width=14)


def day_of(values: Mapping[str, Any]) -> dt.date:
    """Give the date that was typed; raise `Rejected` where none was."""
    on = values.get("on")
    if not isinstance(on, dt.date):
        text = N_("Type the date of the act.")
        raise Rejected([Issue(Severity.ERROR, text, field="on")])
    return on


def acts_on_revenue(row: RevenueRow, on: dt.date) -> list[Act]:
    """List what can be done with an operation, the next step first."""
    found: list[Act] = []
    if row.left.francs > 0:
        found.append(_collect(row, on))
    if row.stage is Stage.BEFORE_TITLE:
        found.append(_regularise(row, on))
    if row.left.francs > 0:
        found.append(_write_off(row, on))
    if any(event.cancelled_on is None for event in row.events):
        found += [_reverse(row, on), _cancel(row, on)]
    return found


def _collect(row: RevenueRow, on: dt.date) -> Act:
    return Act(
        N_("Collect"),
        N_("{left} F are left to collect.", left=row.left),
        (ON, AMOUNT, MODE, REFERENCE),
        lambda values: Collect(
            row.id,
            day_of(values),
            values["amount"],
            values["mode"],
            values["reference"] or "",
        ),
        "coins",
        {"on": on, "amount": row.left},
    )


def _regularise(row: RevenueRow, on: dt.date) -> Act:
    return Act(
        N_("Issue the regularising title"),
        N_("{amount} F came in before their title.", amount=row.course.untitled),
        (ON,),
        lambda values: Regularise(row.id, day_of(values)),
        "file-plus",
        {"on": on},
    )


def _write_off(row: RevenueRow, on: dt.date) -> Act:
    return Act(
        N_("Write off"),
        N_("What cannot be collected: the council decides, with a reason."),
        (ON, AMOUNT, REASON, asked("deliberation", N_("Deliberation no."), width=14)),
        lambda values: WriteOff(
            row.id,
            day_of(values),
            values["reason"] or "",
            values["deliberation"] or "",
            values["amount"],
        ),
        "x",
        {"on": on, "amount": row.left},
    )


def _entries(row: RevenueRow) -> Any:
    live = [event for event in row.events if event.cancelled_on is None]

    def choices(session: Any, scope: Any) -> Sequence[Choice]:
        del session, scope
        return [
            Choice(
                event.id,
                N_(
                    "{kind} no. {number} of {date}",
                    kind=event.kind,
                    number=event.number,
                    date=event.made_on,
                ),
            )
            for event in live
        ]

    return asked("entry", N_("Entry"), Kind.CHOICE, 28, choices)


def _reverse(row: RevenueRow, on: dt.date) -> Act:
    return Act(
        N_("Reverse…"),
        N_("An entry below zero, in an open period, takes it back."),
        (_entries(row), ON, REASON),
        lambda values: ReverseEntry(
            _entry(values), day_of(values), values["reason"] or ""
        ),
        "restore",
        {"on": on},
    )


def _cancel(row: RevenueRow, on: dt.date) -> Act:
    return Act(
        N_("Cancel…"),
        N_("While its period is open; its number stays taken."),
        (_entries(row), ON, REASON),
        lambda values: CancelEntry(
            _entry(values), day_of(values), values["reason"] or ""
        ),
        "trash",
        {"on": on},
    )


def _entry(values: Mapping[str, Any]) -> int:
    if values["entry"] is None:
        text = N_("Choose the entry.")
        raise Rejected([Issue(Severity.ERROR, text, field="entry")])
    return int(values["entry"])


def cancel_receipt(row: ReceiptRow, on: dt.date) -> Act:
    """Cancel a receipt: its stub stays in the book."""
    return Act(
        N_("Cancel the receipt"),
        N_("Its number stays used, its money no longer counts."),
        (ON, REASON),
        lambda values: CancelReceipt(row.id, day_of(values), values["reason"] or ""),
        "trash",
        {"on": on},
    )


def remit(on: dt.date, on_hand: Money) -> Act:
    """Pay the receveur: what was counted is typed, and must agree."""
    return Act(
        N_("Pay to the receveur"),
        N_(
            "All receipts up to the day of the payment are taken; each line of the"
            " budget has its entry."
        ),
        (
            ON,
            asked("amount", N_("Amount counted"), Kind.MONEY, 12),
            asked("reference", N_("Receveur’s receipt no."), width=16),
        ),
        lambda values: Remit(
            day_of(values), values["reference"] or "", values["amount"]
        ),
        "coins",
        {"on": on, "amount": on_hand},
    )


def cancel_remittance(row: RemittanceRow, on: dt.date) -> Act:
    """Cancel a payment to the receveur."""
    return Act(
        N_("Cancel the payment"),
        N_("Its entries are cancelled, its receipts are cash on hand again."),
        (ON, REASON),
        lambda values: CancelRemittance(row.id, day_of(values), values["reason"] or ""),
        "trash",
        {"on": on},
    )


def acts_on_book(row: BookRow, on: dt.date) -> list[Act]:
    """Hand a book over, or take it back."""
    if not row.unused and row.returned_on is not None:
        return []
    if row.out:
        back = Act(
            N_("Take the book back"),
            N_(
                "{used} used, {unused} unused, {missing} missing.",
                used=row.used,
                unused=row.unused,
                missing=row.missing_count,
            ),
            (ON,),
            lambda values: ReturnBook(row.id, day_of(values)),
            "restore",
            {"on": on},
        )
        return [back]
    who = asked("collector", N_("Collector"), Kind.TEXT, 24, collector_choices)
    hand = Act(
        N_("Hand the book over"),
        N_("From this day on its numbers may be used."),
        (who, ON),
        lambda values: HandBook(row.id, values["collector"] or "", day_of(values)),
        "send",
        {"on": on},
    )
    return [hand]


def make_slip(year: int, on: dt.date) -> Act:
    """Make a slip of the titles that are on none."""
    return Act(
        N_("Make the slip"),
        N_("All titles up to this day that are on no slip yet."),
        (ON,),
        lambda values: MakeTitleSlip(year, day_of(values)),
        "file-plus",
        {"on": on},
    )

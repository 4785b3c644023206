"""An expense as one form: its four dates, what is withheld, who pays, how far it is.

`budget.md` 6.2: commitment, liquidation, payment order, payment; gross − withheld =
net; own and external funds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DATES = dict(
    zip(
        EXPENSE_CHAIN,
        ("committed_on", "liquidated_on", "ordered_on", "paid_on"),
        strict=True,
    )
)
"""The field of the form that holds the date of each act."""

NUMBERS = dict(
    zip(
        EXPENSE_CHAIN,
        ("commitment_number", "liquidation_number", "order_number", "payment_number"),
        strict=True,
    )
)
"""The field of the form that holds the number of each act."""


class SpendingStage(Enum):
    """How far an expense has come."""

    COMMITTED = "only_committed"
    LIQUIDATED = "only_liquidated"
    ORDERED = "only_ordered"
    PARTLY_PAID = "partly_paid"
    PAID = "wholly_paid"
    TAKEN_BACK = "taken_back"
    """Its commitment was reversed or cancelled."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one funder pays of an expense."""

    funder: FunderClass
    amount: Money
    partner_id: int | None = None


def stage_of(committed: int, liquidated: int, ordered: int, paid: int) -> SpendingStage:
    """Tell how far an expense has come, from its sums in francs."""
    if committed <= 0:
        return SpendingStage.TAKEN_BACK
    if paid >= committed:
        return SpendingStage.PAID
    if paid > 0:
        return SpendingStage.PARTLY_PAID
    if ordered > 0:
        return SpendingStage.ORDERED
    if liquidated > 0:
        return SpendingStage.LIQUIDATED
    return SpendingStage.COMMITTED


def unbroken(kinds: Sequence[EntryKind], first: EntryKind) -> Iterator[Issue]:
    """Check that no act of the chain is left out between two that have a date."""
    chain = EXPENSE_CHAIN[EXPENSE_CHAIN.index(first) :]
    if not kinds:
        text = N_("Type the date of the {act} at least.", act=first)
        yield Issue(Severity.ERROR, text, "EXEC-C3", field=DATES[first])
        return
    last = max(chain.index(kind) for kind in kinds if kind in chain)
    for kind in chain[:last]:
        if kind not in kinds:
            text = N_(
                "The {later} has a date, the {act} has none: type it first.",
                later=chain[last],
                act=kind,
            )
            yield Issue(Severity.ERROR, text, "EXEC-C3", field=DATES[kind])
            return


def withheld(gross: Money, deductions: Sequence[tuple[str, Money]]) -> Iterator[Issue]:
    """Check what is withheld from an order: each above zero, less than the gross."""
    for title, amount in deductions:
        if amount.francs <= 0:
            text = N_(
                "Deduction “{title}”: the amount {amount} is not above zero.",
                title=title,
                amount=amount,
            )
            yield Issue(Severity.ERROR, text, "EXEC-D1", field="deductions")
    total = Money.total(amount for _, amount in deductions)
    if total.francs > gross.francs:
        text = N_(
            "Deductions of {total} F are more than the gross {gross} F: {excess} F too"
            " much.",
            total=total,
            gross=gross,
            excess=total - gross,
        )
        yield Issue(Severity.ERROR, text, "EXEC-D1", field="deductions")


def shared(amount: Money, parts: Sequence[Part]) -> Iterator[Issue]:
    """Check that those who pay pay the amount, no more and no less."""
    total = Money.total(part.amount for part in parts)
    if total != amount:
        text = N_(
            "Who pays: {total} F in all, the expense is {amount} F; the difference is"
            " {gap} F.",
            total=total,
            amount=amount,
            gap=amount - total,
        )
        yield Issue(Severity.ERROR, text, "EXEC-S1", field="shares")
    if any(part.amount.francs < 0 for part in parts):
        text = N_("Who pays: a part is below zero.")
        yield Issue(Severity.ERROR, text, "EXEC-S1", field="shares")
    named = [(part.funder, part.partner_id) for part in parts]
    if len(set(named)) < len(named):
        text = N_("Who pays: one funder stands there twice.")
        yield Issue(Severity.ERROR, text, "EXEC-S1", field="shares")


OWN = frozenset({FunderClass.COMMUNE, FunderClass.POPULATION})
"""Own funds of a slip; all other funders give external ones (`budget.md` 6.2)."""

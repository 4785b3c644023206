"""The cash plan of a year: opening balance, months, what the rules find in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from commune_desk.domain.budget import Side
from commune_desk.domain.cash import Flow, Forecast, by_month, shortages, summed
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import quieter
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.carried_results import carried_accounts
from commune_desk.services.command import Command
from commune_desk.services.monthly import amounts_of, monthly_profiles
from commune_desk.services.settings import keep, kept

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class SetOpeningBalance(Command[None]):
    """Say what the commune has at the Treasury and in its tills on 1 January."""

    label: ClassVar[Text] = N_("Balance on 1 January")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    amount: Money | None
    """None while it is not known."""

    def apply(self, unit: Unit) -> None:
        """Keep it with the year; a till cannot hold less than nothing."""
        if self.amount is not None and self.amount.francs < 0:
            text = N_(
                "Balance on 1 January {year}: {amount} F is below zero; a till cannot"
                " hold less than nothing.",
                year=str(self.year),
                amount=self.amount,
            )
            raise Rejected([Issue(Severity.ERROR, text, field="opening")])
        francs = self.amount.francs if self.amount is not None else None
        keep(unit, _name(self.year), francs)

    def describe(self, unit: Unit) -> Text:
        """Name the year."""
        del unit
        return N_("Balance on 1 January {year}", year=str(self.year))


def _name(year: int) -> str:
    return f"cash.opening.{year}"


def opening_balance(session: Session, year: int) -> Money | None:
    """Read what there was on 1 January; None where nobody has said it."""
    francs = kept(session, _name(year))
    return None if francs is None else Money(int(francs))


def cash_forecast(session: Session, scope: Scope) -> Forecast | None:
    """Spread the budget of the year over its months; None while there is no budget."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return None
    rows = monthly_profiles(session, scope)
    flows = tuple(
        Flow(
            row.section,
            row.side,
            row.account.code,
            row.account.title,
            row.account.chapter,
            row.account.chapter_title,
            by_month(row.amount, row.typed),
        )
        for row in rows
    )
    return Forecast(
        scope.year,
        opening_balance(session, scope.year),
        flows,
        any(row.told for row in rows),
        _carried(session, year),
    )


def _carried(session: Session, year: FiscalYear) -> Money:
    """Add up the results of earlier years that the budget takes over as receipts."""
    accounts = accounts_of(session, year.nomenclature_id)
    carried = carried_accounts(session)
    return Money.total(
        amount
        for number, amount in amounts_of(session, year).items()
        if accounts[number].side is Side.REVENUE and carried.hold(accounts[number])
    )


def cash_findings(session: Session, scope: Scope) -> list[Issue]:
    """List the months in which the balance falls below zero."""
    plan = cash_forecast(session, scope)
    return [] if plan is None else list(shortages(plan))


class CashLine(NamedTuple):
    """What a chapter of one section brings or costs in each month."""

    id: int
    side: Side
    chapter: str
    title: str
    months: tuple[Money, ...]

    @property
    def total(self) -> Money:
        """The whole year."""
        return Money.total(self.months)


def chapters_of(plan: Forecast) -> list[CashLine]:
    """Add the flows up by side and chapter, receipts first."""
    groups: dict[tuple[int, int, str], list[Flow]] = defaultdict(list)
    for flow in plan.flows:
        key = SIDES.index(flow.side), SECTIONS.index(flow.section), flow.chapter
        groups[key].append(flow)
    return [
        CashLine(
            number,
            own[0].side,
            own[0].chapter,
            quieter(own[0].chapter_title),
            summed(own),
        )
        for number, (_, own) in enumerate(sorted(groups.items()), start=1)
    ]


def cash_lines(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[CashLine]:
    """List the chapters of the cash plan."""
    plan = cash_forecast(session, scope)
    lines = chapters_of(plan) if plan is not None else []
    return [line for line in lines if ids is None or line.id in ids]

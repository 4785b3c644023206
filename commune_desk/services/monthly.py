"""The monthly profile of accounts: commands and rows.

An account keeps its profile from year to year, as long as the list is the same; what
an account really received or paid month by month may later take its place: a forecast
is given profiles, and asks not where they come from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import delete, select

from commune_desk.domain.apportioning import WHOLE
from commune_desk.domain.budget import DocumentKind
from commune_desk.domain.cash import TWELFTHS, Typed, filled, profile_faults
from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.domain.months import MONTHS
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.carried_results import carried_accounts
from commune_desk.services.command import Command
from commune_desk.services.credits import changes_of
from commune_desk.storage.models import Account, MonthlyShare

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section, Side
    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class SetMonth(Command[None]):
    """Say what part of an account’s year falls in a month; None leaves it to the rest.

    Whether the months make the year is checked once all months of the act are in.
    """

    label: ClassVar[Text] = N_("Monthly profile")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    account_id: int
    month: int
    """From 1."""

    share: int | None
    """Hundredths of a per cent."""

    def apply(self, unit: Unit) -> None:
        """Write the month; refuse months that make more or less than the year."""
        account = unit.find(Account, self.account_id)
        row = unit.session.scalar(
            select(MonthlyShare).where(
                MonthlyShare.account_id == account.id, MonthlyShare.month == self.month
            )
        )
        if self.share is not None and not 0 <= self.share <= WHOLE:
            alone = (self.share,)
            raise Rejected(list(profile_faults(account.code, account.title, alone)))
        if row is None and self.share is not None:
            unit.session.add(
                MonthlyShare(account_id=account.id, month=self.month, share=self.share)
            )
        elif row is not None and self.share is None:
            unit.session.delete(row)
        elif row is not None and self.share is not None:
            row.share = self.share
        unit.check_later(f"monthly.{account.id}", lambda: _check(unit, account))

    def describe(self, unit: Unit) -> Text:
        """Name the month and the account."""
        account = unit.find(Account, self.account_id)
        return N_(
            "Profile of {code}, {month}",
            code=account.code,
            month=MONTHS[self.month - 1],
        )


def _check(unit: Unit, account: Account) -> None:
    typed = profiles_of(unit.session, (account.id,)).get(account.id, TWELFTHS)
    found = list(profile_faults(account.code, account.title, typed))
    if found:
        raise Rejected(found)


@dataclass(frozen=True)
class ForgetProfiles(Command[None]):
    """Bring accounts back to twelfths."""

    label: ClassVar[Text] = N_("Back to twelfths")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    account_ids: tuple[int, ...]

    def apply(self, unit: Unit) -> None:
        """Drop every month that was typed."""
        unit.settle()
        own = MonthlyShare.account_id.in_(self.account_ids)
        unit.session.execute(delete(MonthlyShare).where(own))

    def describe(self, unit: Unit) -> Text:
        """Count the accounts."""
        del unit
        return P_(
            "{count} account back to twelfths",
            "{count} accounts back to twelfths",
            count=len(self.account_ids),
        )


class ProfileRow(NamedTuple):
    """An account of the year’s budget and its months."""

    id: int
    """The account."""

    account: AccountRow
    amount: Money
    """What the documents of the year give it."""

    typed: Typed

    @property
    def section(self) -> Section:
        """Operating or investment."""
        return self.account.section

    @property
    def side(self) -> Side:
        """Revenue or expenditure."""
        return self.account.side

    @property
    def shares(self) -> tuple[int, ...]:
        """Every month, in hundredths of a per cent; they make the whole."""
        return filled(self.typed)

    @property
    def told(self) -> int:
        """How many months were typed."""
        return sum(share is not None for share in self.typed)


def profiles_of(
    session: Session, accounts: Collection[int] | None = None
) -> dict[int, Typed]:
    """Read the months that were typed, by account."""
    query = select(MonthlyShare.account_id, MonthlyShare.month, MonthlyShare.share)
    if accounts is not None:
        query = query.where(MonthlyShare.account_id.in_(accounts))
    found: dict[int, list[int | None]] = defaultdict(lambda: list(TWELFTHS))
    for account, month, share in session.execute(query):
        found[account][month - 1] = share
    return {account: tuple(months) for account, months in found.items()}


def amounts_of(session: Session, year: FiscalYear) -> Mapping[int, Money]:
    """Give what the primitive budget, and the changes in force, make of accounts."""
    sums: dict[int, Money] = defaultdict(lambda: Money(0))
    for change in changes_of(session, year):
        if change.in_force or change.kind is DocumentKind.PRIMITIVE:
            sums[change.account_id] += change.amount
    return sums


def monthly_profiles(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ProfileRow]:
    """List the accounts of the year that move money, in the order of a budget.

    Operations of order move none; earlier results are in the opening balance.
    """
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    accounts = accounts_of(session, year.nomenclature_id)
    typed = profiles_of(session)
    carried = carried_accounts(session)
    rows = [
        ProfileRow(number, accounts[number], amount, typed.get(number, TWELFTHS))
        for number, amount in amounts_of(session, year).items()
        if amount
        and not accounts[number].order
        and not carried.hold(accounts[number])
        and (ids is None or number in ids)
    ]
    return sorted(rows, key=_order)


def _order(row: ProfileRow) -> tuple[int, int, str, str]:
    return (
        SECTIONS.index(row.section),
        SIDES.index(row.side),
        row.account.chapter,
        row.account.code,
    )

"""The receveur’s account (compte de gestion) typed in, beside the commune’s own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.command import Command
from commune_desk.services.executed import Executed, executed_by_account
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    FiscalYear,
    ReceveurFigure,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

FIELDS = ("taken_up", "realised", "note")


class ConcordanceRow(NamedTuple):
    """An account as the commune and as the receveur have it; None: not typed."""

    id: int
    """The account."""

    account: AccountRow
    year_id: int
    done: Executed
    taken_up: Money | None
    realised: Money | None
    note: str

    @property
    def section(self) -> Section:
        """Operating or investment."""
        return self.account.section

    @property
    def side(self) -> Side:
        """Revenue or expenditure."""
        return self.account.side

    @property
    def code(self) -> str:
        """The code of the account."""
        return self.account.code

    @property
    def ours(self) -> Money:
        """Titles or orders of the commune."""
        into = self.side is Side.REVENUE
        return Money(self.done.titled if into else self.done.ordered)

    @property
    def moved(self) -> Money:
        """Collected or paid, in the books of the commune."""
        into = self.side is Side.REVENUE
        return Money(self.done.collected if into else self.done.paid)

    @property
    def gap(self) -> Money | None:
        """Titles or orders: the commune’s − the receveur’s."""
        return None if self.taken_up is None else self.ours - self.taken_up

    @property
    def moved_gap(self) -> Money | None:
        """Collected or paid: the commune’s − the receveur’s."""
        return None if self.realised is None else self.moved - self.realised

    @property
    def differs(self) -> bool:
        """Whether a figure that was typed is another than ours."""
        return bool(self.gap) or bool(self.moved_gap)


def concordance(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ConcordanceRow]:
    """List the accounts of the year’s budget with both accounts side by side."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    accounts = accounts_of(session, year.nomenclature_id)
    used = set(
        session.scalars(
            select(BudgetLine.account_id).where(BudgetLine.fiscal_year_id == year.id)
        )
    )
    done = executed_by_account(session, year.id)
    typed = {
        row.account_id: row
        for row in session.execute(
            select(
                ReceveurFigure.account_id,
                ReceveurFigure.taken_up,
                ReceveurFigure.realised,
                ReceveurFigure.note,
            ).where(ReceveurFigure.fiscal_year_id == year.id)
        )
    }
    rows = [
        ConcordanceRow(
            account,
            accounts[account],
            year.id,
            done.get(account, Executed()),
            *((own.taken_up, own.realised, own.note) if own else (None, None, "")),
        )
        for account in used | typed.keys()
        for own in (typed.get(account),)
        if ids is None or account in ids
    ]
    return sorted(
        rows,
        key=lambda row: (
            SECTIONS.index(row.section),
            SIDES.index(row.side),
            row.account.order,
            row.code,
        ),
    )


def _kept(unit: Unit, year_id: int, account_id: int) -> ReceveurFigure:
    def read() -> dict[int, int]:
        rows = unit.session.execute(
            select(ReceveurFigure.account_id, ReceveurFigure.id).where(
                ReceveurFigure.fiscal_year_id == year_id
            )
        )
        return {account: row_id for account, row_id in rows}  # noqa: C416  rows are no pairs

    known = unit.once(f"receveur.{year_id}", read)
    if account_id not in known:
        row = ReceveurFigure(fiscal_year_id=year_id, account_id=account_id)
        known[account_id] = unit.add(row)
        return row
    return unit.find(ReceveurFigure, known[account_id])


def _put(row: ReceveurFigure, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, Money) and value.francs < 0:
            text = N_("{amount} F is below zero.", amount=value)
            raise Rejected([Issue(Severity.ERROR, text, "EXEC-N4", field=name)])
        setattr(row, name, value if name != "note" else value or "")


@dataclass(frozen=True)
class TypeFigure(Command[None]):
    """Type a figure of the receveur’s account, or what explains a gap."""

    label: ClassVar[Text] = N_("Type a figure of the receveur")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    year_id: int
    account_id: int
    field: str
    value: Any

    def apply(self, unit: Unit) -> None:
        """Keep it; an account whose figures are all emptied keeps no row."""
        if self.field not in FIELDS:
            raise Stale
        row = _kept(unit, self.year_id, self.account_id)
        _put(row, {self.field: self.value})

    def describe(self, unit: Unit) -> Text:
        """Name the account."""
        code = unit.find(Account, self.account_id).code
        return N_("Receveur’s account, {code}", code=code)


@dataclass(frozen=True)
class EnterFigures(Command[int]):
    """Enter the receveur’s figures of an account by its code, as a file has them."""

    label: ClassVar[Text] = N_("Enter figures of the receveur")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    year: int
    section: Section
    side: Side
    code: str
    values: Mapping[str, Any]

    def apply(self, unit: Unit) -> int:
        """Keep them; refuse an account that the list of the year lacks."""
        year = unit.session.scalars(
            select(FiscalYear).where(FiscalYear.year == self.year)
        ).first()
        account = None
        if year is not None:
            account = unit.session.scalars(
                select(Account.id).where(
                    Account.nomenclature_id == year.nomenclature_id,
                    Account.section == self.section,
                    Account.side == self.side,
                    Account.code == self.code,
                )
            ).first()
        if year is None or account is None:
            text = N_(
                "{code}: no such account in the list of {year}.",
                code=self.code,
                year=str(self.year),
            )
            raise Rejected([Issue(Severity.ERROR, text, field="code")])
        _put(_kept(unit, year.id, account), self.values)
        return account

    def describe(self, unit: Unit) -> Text:
        """Name the account."""
        del unit
        return N_("Receveur’s account, {code}", code=self.code)


def concordance_findings(session: Session, scope: Scope) -> Iterator[Issue]:
    """Name the gaps with the receveur’s account that nothing explains."""
    for row in concordance(session, scope):
        if row.differs and not row.note.strip():
            text = N_(
                "{code} {title}: receveur’s account {theirs} F / {their_money} F, ours"
                " {ours} F / {our_money} F; the gap is not explained.",
                code=row.code,
                title=row.account.title,
                theirs=row.taken_up if row.taken_up is not None else "–",
                their_money=row.realised if row.realised is not None else "–",
                ours=row.ours,
                our_money=row.moved,
            )
            gap = row.gap or row.moved_gap or Money(0)
            amount = Money(abs(gap.francs))
            yield Issue(Severity.WARNING, text, "EXEC-G1", amount=amount)

"""The lines of a budget as screens and papers see them: queries."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import (
    FROZEN,
    DocumentKind,
    DocumentState,
    Section,
    Side,
)
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_past import past_of
from commune_desk.services.memory import read_once
from commune_desk.services.told_functions import ToldFunctions
from commune_desk.storage.models import (
    Action,
    BudgetDocument,
    BudgetLine,
    LineAmount,
    Village,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.told_functions import ToldFunction
    from commune_desk.storage.models import FiscalYear


class BudgetRow(NamedTuple):
    """A line of the year’s primitive budget, with the figures of earlier years."""

    id: int
    account: AccountRow
    function_id: int | None
    function: str
    told: ToldFunction | None
    """The function that it counts under, which its account may only propose."""

    action_id: int | None
    action_code: str
    action: str
    village_id: int | None
    village: str
    restricted_id: int | None
    outside_reason: str
    note: str
    detail: bool
    """Whether it stands after the first line of its account."""

    several: bool
    """Whether its account has more lines than one."""

    realised: Money | None
    """What the account realised two years before; on its first line only."""

    forecast: Money | None
    """What the account was forecast the year before; on its first line only."""

    mean: Money | None
    proposed: Money | None
    voted: Money | None
    approved: Money | None
    origin: str
    document_id: int
    state: DocumentState

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
        """The code of its account."""
        return self.account.code

    @property
    def title(self) -> str:
        """The name of its account."""
        return self.account.title

    @property
    def order(self) -> bool:
        """Whether no money moves."""
        return self.account.order

    @property
    def compulsory(self) -> bool:
        """Whether the account is compulsory; a detail is not asked twice."""
        return self.account.compulsory and not self.detail

    @property
    def amount(self) -> Money | None:
        """The figure that the rules check: what is proposed."""
        return self.proposed

    @property
    def placed(self) -> bool:
        """Whether it names a village, or an action that has its places."""
        return self.village_id is not None or self.action_id is not None

    @property
    def open(self) -> bool:
        """Whether its proposal can still change."""
        return self.state not in FROZEN


def primitive(session: Session, fiscal_year_id: int) -> BudgetDocument:
    """Give the primitive budget of a year; every open year has one."""
    query = select(BudgetDocument).where(
        BudgetDocument.fiscal_year_id == fiscal_year_id,
        BudgetDocument.kind == DocumentKind.PRIMITIVE,
    )
    return session.scalars(query).one()


def budget_lines(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[BudgetRow]:
    """List the lines of the primitive budget of the year, in the order of accounts."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []

    def read() -> list[BudgetRow]:
        return lines_of(session, year, primitive(session, year.id), ids)

    if ids is not None:
        return read()
    return list(read_once(session, ("budget lines", year.id), read))


def lines_of(
    session: Session,
    year: FiscalYear,
    document: BudgetDocument,
    ids: Collection[int] | None = None,
) -> list[BudgetRow]:
    """List the lines of a year with the figures of one document."""
    accounts = accounts_of(session, year.nomenclature_id)
    amounts = {
        row.line_id: row
        for row in session.execute(
            select(
                LineAmount.line_id,
                LineAmount.proposed,
                LineAmount.voted,
                LineAmount.approved,
                LineAmount.origin,
            ).where(LineAmount.document_id == document.id)
        )
    }
    past = past_of(session, year)
    functions = ToldFunctions(session, year.nomenclature_id)
    actions = _named_actions(session)
    villages = _villages(session)
    query = select(*BudgetLine.__table__.columns).where(
        BudgetLine.fiscal_year_id == year.id
    )
    if ids is not None:  # a line is told by the others of its account, not by all
        touched = select(BudgetLine.account_id).where(BudgetLine.id.in_(ids))
        query = query.where(BudgetLine.account_id.in_(touched))
    lines = session.execute(query).all()
    count = Counter(line.account_id for line in lines)
    first: dict[int, int] = {}
    for line in sorted(lines, key=lambda line: line.id):
        first.setdefault(line.account_id, line.id)
    found = []
    for line in lines:
        if ids is not None and line.id not in ids:
            continue
        account = accounts[line.account_id]
        leads = first[line.account_id] == line.id
        own = past.get((account.section, account.side, account.code)) if leads else None
        amount = amounts.get(line.id)
        told = functions.of(line.function_id, account.function_code)
        found.append(
            BudgetRow(
                line.id,
                account,
                line.function_id,
                told.name if told and not told.proposed else "",
                told,
                line.action_id,
                *actions.get(line.action_id, ("", "")),
                line.village_id,
                villages.get(line.village_id, ""),
                line.restricted_id,
                line.outside_reason,
                line.note,
                not leads,
                count[line.account_id] > 1,
                own.realised if own else None,
                own.forecast if own else None,
                own.mean if own else None,
                amount.proposed if amount else None,
                amount.voted if amount else None,
                amount.approved if amount else None,
                amount.origin if amount else "",
                document.id,
                document.state,
            )
        )
    return sorted(found, key=order_of)


SIDES = (Side.REVENUE, Side.EXPENDITURE)
SECTIONS = (Section.OPERATING, Section.INVESTMENT)


def order_of(row: BudgetRow) -> tuple[int, int, str, str, bool, int]:
    """Order lines as a budget is read: part, chapter, article, account, detail."""
    account = row.account
    return (
        SECTIONS.index(account.section),
        SIDES.index(account.side),
        account.chapter,
        account.code,
        row.detail,
        row.id,
    )


def _named_actions(session: Session) -> dict[int | None, tuple[str, str]]:
    rows = session.execute(
        select(Action.id, Action.code, Action.title).where(
            Action.id.in_(select(BudgetLine.action_id))
        )
    )
    return {row_id: (code, title) for row_id, code, title in rows}


def _villages(session: Session) -> dict[int | None, str]:
    rows = session.execute(select(Village.id, Village.name))
    return {row_id: name for row_id, name in rows}  # noqa: C416  rows are no pairs

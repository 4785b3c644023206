"""The lines of an additional budget or an authorisation: what each adds. A query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import FROZEN, DocumentKind, DocumentState
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_lines import lines_of, primitive
from commune_desk.services.credits import credit_rows
from commune_desk.storage.models import BudgetDocument

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section, Side
    from commune_desk.domain.money import Money
    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope

AMENDING = (DocumentKind.ADDITIONAL, DocumentKind.AUTHORISATION)


class AmendedRow(NamedTuple):
    """A line of the year and what the latest amending document adds to it."""

    id: int
    account: AccountRow
    name: str
    present: Money | None
    """What the documents in force make of the account; on its first line only."""

    change: Money | None
    """Added, or taken away where it is negative."""

    document_id: int
    open: bool
    """Whether the document can still change."""

    @property
    def section(self) -> Section:
        """Operating or investment."""
        return self.account.section

    @property
    def side(self) -> Side:
        """Revenue or expenditure."""
        return self.account.side


def amending(session: Session, fiscal_year_id: int) -> BudgetDocument | None:
    """Give the latest additional budget or authorisation of a year."""
    query = (
        select(BudgetDocument)
        .where(
            BudgetDocument.fiscal_year_id == fiscal_year_id,
            BudgetDocument.kind.in_(AMENDING),
            BudgetDocument.state != DocumentState.CANCELLED,
        )
        .order_by(BudgetDocument.id.desc())
    )
    return session.scalars(query).first()


def amended_lines(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[AmendedRow]:
    """List all lines of the year; without an amending document none can change."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    document = amending(session, year.id)
    present = {row.id: row.final for row in credit_rows(session, scope)}
    return [
        AmendedRow(
            row.id,
            row.account,
            f"{row.action_code} {row.action}" if row.action else row.title,
            present.get(row.id),
            row.proposed if document is not None else None,
            document.id if document is not None else 0,
            document is not None and document.state not in FROZEN,
        )
        for row in lines_of(session, year, document or primitive(session, year.id), ids)
    ]

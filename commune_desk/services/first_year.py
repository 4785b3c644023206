"""How far a commune is in its first year, by what its dossier holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.storage.models import (
    Action,
    BudgetLine,
    Committee,
    Contribution,
    CouncilSession,
    LedgerEntry,
    Print,
    PublicSession,
    Sending,
    Term,
    Village,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.models.base import Base

COUNTED: dict[str, type[Base]] = {
    "villages": Village,
    "actions": Action,
    "contributions": Contribution,
    "budget": BudgetLine,
    "committees": Committee,
    "terms": Term,
    "sessions": CouncilSession,
    "prints": Print,
    "entries": LedgerEntry,
    "restitutions": PublicSession,
    "sendings": Sending,
}


def first_year(session: Session) -> dict[str, int]:
    """Count the records of each step, whatever their year."""
    query = select(
        *(
            select(func.count())
            .select_from(model.__table__)
            .scalar_subquery()
            .label(name)
            for name, model in COUNTED.items()
        )
    )
    found = session.connection().execute(query).one()
    return dict(zip(COUNTED, found, strict=True))

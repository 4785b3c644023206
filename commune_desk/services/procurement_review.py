"""What the rules find in the contracts of the year and those that are still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.procurement import of_contract
from commune_desk.domain.splitting import split
from commune_desk.services.procurement_lists import procurements
from commune_desk.services.procurement_thresholds import thresholds
from commune_desk.services.today import situation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.procurement_lists import ProcurementRow
    from commune_desk.services.scope import Scope


def of_procurement(
    session: Session, scope: Scope, rows: Sequence[ProcurementRow] | None = None
) -> Iterator[Issue]:
    """Run the rules over each contract, then over those that belong together."""
    known = procurements(session, scope) if rows is None else rows
    ladder = [row.threshold for row in thresholds(session)]
    day = situation(session, scope.year)
    for row in known:
        yield from of_contract(row.contract, ladder, day)
    yield from split([row.contract for row in known], ladder)

"""The sessions at which a document of the budget may have been voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.council import sessions
from commune_desk.tables.table import Choice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.council import SessionRow
    from commune_desk.services.scope import Scope


def session_choices(
    since: dt.date | None, session: Session, _: Scope
) -> Sequence[Choice]:
    """Offer the sessions of the register from a day on, the latest first."""
    return [
        Choice(row.id, _called(row), (f"{row.held_on:%d/%m/%Y}", row.deliberation))
        for row in sessions(session)
        if since is None or row.held_on >= since
    ]


def _called(row: SessionRow) -> Text:
    """Name a session by its day, its kind and what it spoke of."""
    return N_("{date} · {subject}", date=row.held_on, subject=row.subject or row.kind)

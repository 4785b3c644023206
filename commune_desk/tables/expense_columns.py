"""Choices and columns that the tables of expenditure share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import EXPENSE_CHAIN, PartyKind, PaymentMode
from commune_desk.domain.names import NAMES
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_lines import SIDES, budget_lines
from commune_desk.services.parties import parties
from commune_desk.tables.choices import members
from commune_desk.tables.table import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope

PARTY_KINDS = members(PartyKind)
MODES = members(
    PaymentMode,
    {
        PaymentMode.TRANSFER: ("virement",),
        PaymentMode.CASH: ("espèces", "numéraire"),
    },
)


def closed(_row: Any, _value: Any) -> None:
    """Take a value for a new row only: what is entered has verbs of its own."""


def act_choices(_session: Session, _scope: Scope) -> Sequence[Choice]:
    """Offer the acts of an expense."""
    return [Choice(kind, NAMES[kind], (kind.value,)) for kind in EXPENSE_CHAIN]


def party_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the parties by name."""
    return [Choice(row.id, row.name) for row in parties(session, scope)]


def line_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the lines of expenditure: “6053 Carburant”, what tells two apart after."""
    if fiscal_year(session, scope.year) is None:
        return []
    rows = [row for row in budget_lines(session, scope) if row.side is SIDES[1]]
    often = Counter(row.code for row in rows)
    found = []
    for row in rows:
        title = f"{row.code} {row.title}"
        apart = ", ".join(filter(None, (row.function, row.action_code, row.village)))
        if often[row.code] > 1 and apart:
            title = f"{title} ({apart})"
        alone = (row.code,) if often[row.code] == 1 or not row.detail else ()
        found.append(Choice(row.id, title, alone))
    return found

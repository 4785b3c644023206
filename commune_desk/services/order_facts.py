"""What a payment order says besides its register: the acts before it, the payee."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.execution import EntryKind
from commune_desk.services.executed import ledger
from commune_desk.storage.models import Action, LedgerEntry, Party

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope

Act = tuple[int, "dt.date"]


class OrderFacts(NamedTuple):
    """The acts that an order carries on, and who is paid where."""

    commitment: Act
    liquidation: Act
    invoice: str
    party: tuple[str, str, str, str]
    """NIF, RCCM, bank, account."""

    action: str


def facts_of(session: Session, scope: Scope) -> dict[int, OrderFacts]:
    """Map the payment orders of a year to what they say besides."""
    rows = [row for row in ledger(session, scope) if row.kind is EntryKind.ORDER]
    operations = {row.operation_id for row in rows}
    acts = {
        entry.id: entry
        for entry in session.scalars(
            select(LedgerEntry).where(LedgerEntry.operation_id.in_(operations))
        )
    }
    parties = {
        row.id: (row.tax_number, row.trade_number, row.bank, row.bank_account)
        for row in session.scalars(
            select(Party).where(Party.id.in_({row.party_id for row in rows}))
        )
    }
    titles = dict(
        session.execute(
            select(Action.id, Action.title).where(
                Action.id.in_({row.action_id for row in rows})
            )
        ).all()
    )
    found = {}
    for row in rows:
        liquidation = acts[row.follows_id or acts[row.reverses_id or 0].follows_id or 0]
        commitment = acts[liquidation.follows_id or 0]
        invoice = liquidation.invoice
        found[row.id] = OrderFacts(
            (commitment.number, commitment.made_on),
            (liquidation.number, liquidation.made_on),
            invoice,
            parties.get(row.party_id or 0, ("", "", "", "")),
            titles.get(row.action_id or 0, ""),
        )
    return found

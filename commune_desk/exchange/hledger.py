"""The entries of a year as a journal of hledger, so that another program can add up.

hledger (https://hledger.org) knows nothing of budgets: each act becomes a transaction
of two accounts, or one posting outside the balance for a commitment. Its totals by
account must then equal the administrative account:

- `recettes:SECTION:CODE` = − titles, `dépenses:SECTION:CODE` = payment orders;
- `à recouvrer:…` = titles − collections − write-offs, `à payer:…` = payments − orders;
- `trésor` = what came in − what went out;
- `(engagements:…)` and `(liquidations:…)` = what was committed and liquidated.

What a later year collects or pays of an earlier one stands under `antérieurs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section
from commune_desk.domain.execution import EntryKind
from commune_desk.services.executed import ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.executed import LedgerRow
    from commune_desk.services.scope import Scope

E = EntryKind
COMMODITY = "XOF"
WITHIN = {Section.OPERATING: "fonctionnement", Section.INVESTMENT: "investissement"}
PIECES = {
    E.COMMITMENT: "engagement",
    E.LIQUIDATION: "liquidation",
    E.ORDER: "mandat",
    E.PAYMENT: "paiement",
    E.TITLE: "titre",
    E.COLLECTION: "recouvrement",
    E.WRITE_OFF: "non-valeur",
}
BALANCED = {
    E.TITLE: ("à recouvrer", "recettes"),
    E.COLLECTION: ("trésor", "à recouvrer"),
    E.WRITE_OFF: ("non-valeurs", "à recouvrer"),
    E.ORDER: ("dépenses", "à payer"),
    E.PAYMENT: ("à payer", "trésor"),
}
"""The account that takes the amount, then the one that gives it."""

OUTSIDE = {E.COMMITMENT: "engagements", E.LIQUIDATION: "liquidations"}
"""Acts that no money follows yet: one posting, outside the balance."""


def journal_text(session: Session, scope: Scope) -> str:
    """Write the entries that count, in the order of their dates."""
    head = f"; exercice {scope.year}\ncommodity 1 000. {COMMODITY}\n"
    return "\n".join([head, *_transactions(session, scope)])


def _transactions(session: Session, scope: Scope) -> Iterator[str]:
    for row in ledger(session, scope):
        if row.cancelled_on is None:
            yield _transaction(row)


def _transaction(row: LedgerRow) -> str:
    object_ = " ".join(row.object.replace(";", ",").split())
    head = f"{row.made_on:%Y-%m-%d} ({PIECES[row.kind]} {row.number}) {object_}"
    francs = row.amount.francs
    lines = [head]
    if row.kind in OUTSIDE:
        lines.append(f"    ({_account(OUTSIDE[row.kind], row)})  {francs} {COMMODITY}")
    else:
        to, source = BALANCED[row.kind]
        lines.append(f"    {_account(to, row)}  {francs} {COMMODITY}")
        lines.append(f"    {_account(source, row)}  {-francs} {COMMODITY}")
    return "\n".join([*lines, ""])


def _account(head: str, row: LedgerRow) -> str:
    if head == "trésor":
        return head
    parts = (head, WITHIN[row.section], row.code)
    if row.earlier:
        parts = (f"antérieurs {head}", *parts[1:])
    return ":".join(parts)

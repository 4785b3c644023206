"""The other side of a receipt: found by its name, or noted as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.execution import PartyKind
from commune_desk.domain.search import fold
from commune_desk.storage.models import Party

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit


def party_named(
    unit: Unit, name: str, kind: PartyKind = PartyKind.TAXPAYER
) -> int | None:
    """Give the party of a name, adding it where it is new; None for no name."""
    typed = " ".join(name.split())
    if not typed:
        return None

    def read() -> dict[str, int]:
        unit.settle()
        rows = unit.session.execute(select(Party.name, Party.id))
        return {fold(known) or known: row_id for known, row_id in rows}

    known = unit.once("parties.names", read)
    key = fold(typed) or typed
    if key not in known:
        known[key] = unit.add(Party(name=typed, kind=kind))
    return known[key]


def names_of(session: Session, *kinds: PartyKind) -> list[tuple[int, str]]:
    """List the parties in use by name, of some kinds where they are given."""
    query = select(Party.id, Party.name).where(Party.active).order_by(Party.name)
    if kinds:
        query = query.where(Party.kind.in_(kinds))
    return [(row_id, name) for row_id, name in session.execute(query)]

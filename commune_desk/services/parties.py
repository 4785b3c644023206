"""Suppliers, agents, debtors: commands and queries on the parties of operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.execution import PartyKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.storage.models import (
    Operation,
    Party,
    Procurement,
    RepeatedExpense,
    Village,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, party: Party) -> Iterator[Issue]:
    holder = _known(unit).get(fold(party.name))
    if holder is not None and holder != party.id:
        text = N_("There is already a party named “{name}”.", name=party.name)
        yield Issue(Severity.ERROR, text, "EXEC-P1", field="name")


PARTY = Entity(
    Party,
    N_("party “{title}”"),
    lambda row: row.name,
    {
        "name": N_("Name"),
        "kind": N_("Kind"),
        "tax_number": N_("NIF"),
        "trade_number": N_("RCCM"),
        "bank": N_("Bank"),
        "bank_account": N_("Bank account"),
        "phone": N_("Telephone"),
        "address": N_("Address"),
        "village_id": N_("Village"),
        "active": N_("In use"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"name"}),
    {
        "operations": (Operation, "party_id"),
        "procurements": (Procurement, "party_id"),
        "repeated_expenses": (RepeatedExpense, "party_id"),
    },
)


@dataclass(frozen=True)
class AddParty(Add):
    """Add a supplier, an agent or a debtor."""

    label: ClassVar[Text] = N_("Add a party")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PARTY


@dataclass(frozen=True)
class ReviseParty(Revise):
    """Correct a party."""

    label: ClassVar[Text] = N_("Correct a party")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PARTY


@dataclass(frozen=True)
class RemoveParties(Remove):
    """Remove parties that no operation names."""

    label: ClassVar[Text] = N_("Remove parties")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PARTY


def party_named(
    unit: Unit, name: str, kind: PartyKind = PartyKind.SUPPLIER
) -> int | None:
    """Find a party by any spelling of its name, or enrol it; None for no name."""
    if not name.strip():
        return None
    known = _known(unit)
    found = known.get(fold(name))
    if found is None:
        party = Party(name=" ".join(name.split()), kind=kind)
        unit.session.add(party)
        unit.session.flush()
        found = known[fold(name)] = party.id
    return found


def _known(unit: Unit) -> dict[str, int]:
    def read() -> dict[str, int]:
        rows = unit.session.execute(select(Party.name, Party.id))
        return {fold(name): row_id for name, row_id in rows}

    return unit.once("parties", read)


class PartyRow(NamedTuple):
    """A party as tables and papers see it."""

    id: int
    name: str
    kind: PartyKind
    tax_number: str
    trade_number: str
    bank: str
    bank_account: str
    phone: str
    address: str
    village_id: int | None
    active: bool
    note: str
    village: str
    operations: int
    """How many expenses and receipts name it, in all years."""


def parties(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[PartyRow]:
    """List the parties by name."""
    used = (
        select(func.count())
        .select_from(Operation)
        .where(Operation.party_id == Party.id)
        .correlate(Party)
        .scalar_subquery()
    )
    query = (
        select(
            Party.id,
            Party.name,
            Party.kind,
            Party.tax_number,
            Party.trade_number,
            Party.bank,
            Party.bank_account,
            Party.phone,
            Party.address,
            Party.village_id,
            Party.active,
            Party.note,
            func.coalesce(Village.name, ""),
            used,
        )
        .outerjoin(Village, Village.id == Party.village_id)
        .order_by(Party.name)
    )
    if ids is not None:
        query = query.where(Party.id.in_(ids))
    return [PartyRow._make(row) for row in session.execute(query)]

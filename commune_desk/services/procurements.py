"""Contracts of the commune: enter, correct, award, tie expenses to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.assets import next_number
from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.procurement import AWARD, Contract, refusals
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.parties import party_named
from commune_desk.services.procurement_steps import contract_refusals, steps_of
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.settings import preferences
from commune_desk.storage.models import Operation, Procurement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from commune_desk.storage.unit import Unit

EARLIEST, LATEST = 1990, 2100
"""Years that a contract may belong to; others are slips of the pen."""


def _rules(unit: Unit, row: Procurement) -> Iterator[Issue]:
    if not EARLIEST <= row.year <= LATEST:
        text = N_("{year} is no year of a contract.", year=str(row.year))
        yield Issue(Severity.ERROR, text, "PROC-10", field="year")
    key = (row.year, row.reference)
    if taken(unit, Procurement, ("year", "reference"), key, row.id):
        text = N_(
            "The contract {reference} of {year} is there already.",
            reference=row.reference,
            year=str(row.year),
        )
        yield Issue(Severity.ERROR, text, "PROC-13", field="reference")
    nothing = Money(0)
    contract = Contract(
        row.id,
        row.year,
        row.reference,
        row.object,
        row.kind,
        row.procedure,
        row.estimate,
        row.amount,
        row.guarantee,
        row.delay_days,
        row.action_id,
        frozenset(),
        (),
        nothing,
        nothing,
        nothing,
    )
    yield from refusals(contract)


PROCUREMENT = Entity(
    Procurement,
    N_("contract {title}"),
    lambda row: row.reference,
    {
        "year": N_("Year"),
        "reference": N_("No."),
        "object": N_("Object"),
        "kind": N_("Nature"),
        "procedure": N_("Procedure"),
        "action_id": N_("Action of the plan"),
        "estimate": N_("Estimate"),
        "amount": N_("Amount of the contract"),
        "supplier": N_("Supplier"),
        "party_id": N_("Supplier"),
        "guarantee": N_("Guarantee retention in %"),
        "delay_days": N_("Delay in days"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"year", "reference", "object", "kind"}),
    {"operations": (Operation, "procurement_id")},
)


@dataclass(frozen=True)
class AddProcurement(Add):
    """Enter a contract; without a reference it takes the next one of its year."""

    label: ClassVar[Text] = N_("Enter a contract")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PROCUREMENT

    def apply(self, unit: Unit) -> int:
        """Add it, and its supplier where he is new."""
        values = _columns(unit, self.values)
        if not values.get("reference") and values.get("year"):
            values["reference"] = _next(unit, values["year"])
        row = Procurement(**{"kind": None, "object": "", **values})
        with unit.session.no_autoflush:
            PROCUREMENT.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name the object."""
        del unit
        name = self.values.get("object", "")
        return N_("{record} added", record=N_("contract {title}", title=name))


@dataclass(frozen=True)
class ReviseProcurement(Revise):
    """Correct a contract; a supplier is named, and enrolled where he is new."""

    label: ClassVar[Text] = N_("Correct a contract")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PROCUREMENT

    def apply(self, unit: Unit) -> None:
        """Change the field."""
        ((field, value),) = _columns(unit, {self.field: self.value}).items()
        Revise.apply(ReviseProcurement(self.id, field, value), unit)


@dataclass(frozen=True)
class RemoveProcurements(Remove):
    """Remove contracts that no expense names."""

    label: ClassVar[Text] = N_("Remove contracts")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PROCUREMENT


@dataclass(frozen=True)
class AwardContract(Command[None]):
    """Award a contract: to whom, for how much, on which day, in one act."""

    label: ClassVar[Text] = N_("Award a contract")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    id: int
    supplier: str
    amount: Money | None
    on: dt.date | None

    def apply(self, unit: Unit) -> None:
        """Note it on the contract, and on its step where there is one."""
        given = {"supplier": self.supplier, "amount": self.amount, "on": self.on}
        names = {**PROCUREMENT.fields, "on": N_("Awarded on")}
        for field, value in given.items():
            if value in {None, ""}:
                text = N_("{field}: nothing was typed, and it is needed.",
                          field=names[field])  # fmt: skip
                raise Rejected([Issue(Severity.ERROR, text, field=field)])
        row = PROCUREMENT.get(unit, self.id)
        row.party_id = party_named(unit, self.supplier)
        row.amount = self.amount
        with unit.session.no_autoflush:
            PROCUREMENT.check(unit, row)
            for step in steps_of(unit, row.id):
                if step.key == AWARD:
                    step.done_on = self.on
                    contract_refusals(unit, step)
        unit.settle()

    def describe(self, unit: Unit) -> Text:
        """Name the contract."""
        row = PROCUREMENT.get(unit, self.id)
        return N_("{record} awarded", record=PROCUREMENT.called(row))


@dataclass(frozen=True)
class TieExpense(Command[None]):
    """Say under which contract an expense falls, or under none."""

    label: ClassVar[Text] = N_("Tie an expense to a contract")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    operation_id: int
    procurement_id: int | None

    def apply(self, unit: Unit) -> None:
        """Tie it; refuse a receipt."""
        operation = unit.find(Operation, self.operation_id)
        if operation.side is not Side.EXPENDITURE:
            text = N_("“{object}” is a receipt: no contract pays for it.",
                      object=operation.object)  # fmt: skip
            where = Record("operations", operation.id)
            raise Rejected([Issue(Severity.ERROR, text, "PROC-14", where)])
        if self.procurement_id is not None:
            PROCUREMENT.get(unit, self.procurement_id)
        operation.procurement_id = self.procurement_id
        unit.settle()


def _columns(unit: Unit, values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn what people type into columns: a name into a party, a share into a rate."""
    found = dict(values)
    if "supplier" in found:
        found["party_id"] = party_named(unit, found.pop("supplier") or "")
    if isinstance(found.get("guarantee"), Share):
        found["guarantee"] = found["guarantee"].basis_points
    return found


def _next(unit: Unit, year: int) -> str:
    pattern = preferences(unit.session)["procurement.number"]
    own = select(Procurement.reference).where(Procurement.year == year)
    return next_number(pattern, year, unit.session.scalars(own))

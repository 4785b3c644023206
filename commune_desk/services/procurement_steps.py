"""The steps of a contract: laid out from a list that is data, then noted one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.procurement import PROVISIONAL, Step, in_order
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.reference import reference
from commune_desk.storage.models import Procurement, ProcurementStep

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

TEMPLATE = "procurement-steps.csv"


@dataclass(frozen=True, slots=True)
class Planned:
    """A step of the list."""

    key: str
    title: str
    position: int
    without: frozenset[str]
    """Procedures that do without it."""

    days: int
    """Days after the step before, where nothing else was said: a proposal."""


@cache
def template() -> tuple[Planned, ...]:
    """Read the list of steps."""
    return tuple(
        Planned(
            line["Clé"],
            line["Étape"],
            position,
            frozenset(filter(None, line["Sauf procédures"].split(", "))),
            int(line["Jours après l’étape d’avant"]),
        )
        for position, line in enumerate(reference(TEMPLATE), start=1)
    )


def steps_of(unit: Unit, procurement_id: int) -> list[ProcurementStep]:
    """Fetch the steps of a contract, in their order."""
    query = (
        select(ProcurementStep)
        .where(ProcurementStep.procurement_id == procurement_id)
        .order_by(ProcurementStep.position, ProcurementStep.id)
    )
    return list(unit.session.scalars(query))


def step(row: ProcurementStep) -> Step:
    """Give a step as the rules see it."""
    return Step(row.id, row.key, row.title, row.position, row.planned_on, row.done_on)


def contract_refusals(unit: Unit, row: ProcurementStep) -> None:
    """Refuse a date against the order of the steps; raise `Rejected`."""
    found = list(_rules(unit, row))
    if found:
        raise Rejected(found)


def _rules(unit: Unit, row: ProcurementStep) -> Iterator[Issue]:
    key = (row.procurement_id, row.key)
    if taken(unit, ProcurementStep, ("procurement_id", "key"), key, row.id):
        text = N_("The step “{title}” is there already.", title=row.title)
        yield Issue(Severity.ERROR, text, "PROC-15", field="key")
    contract = unit.find(Procurement, row.procurement_id)
    others = [each for each in steps_of(unit, contract.id) if each is not row]
    yield from in_order(contract.reference, [step(each) for each in (*others, row)])


STEP = Entity(
    ProcurementStep,
    N_("step “{title}”"),
    lambda row: row.title,
    {
        "procurement_id": N_("Contract"),
        "key": N_("Key"),
        "title": N_("Step"),
        "position": N_("Rank"),
        "planned_on": N_("Planned for"),
        "done_on": N_("Done on"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"procurement_id", "key", "title"}),
)


@dataclass(frozen=True)
class AddContractStep(Add):
    """Add a step to a contract; one of the list takes its key and its rank there."""

    label: ClassVar[Text] = N_("Add a step to a contract")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = STEP

    def apply(self, unit: Unit) -> int:
        """Add it after the others, unless a rank is given."""
        values = dict(self.values)
        title = fold(values.get("title") or "")
        known = next((each for each in template() if fold(each.title) == title), None)
        values.setdefault("key", known.key if known else title.replace(" ", "-"))
        if values.get("position") is None:
            last = [each.position for each in steps_of(unit, values["procurement_id"])]
            values["position"] = known.position if known else max(last, default=0) + 1
        row = ProcurementStep(**values)
        with unit.session.no_autoflush:
            STEP.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name the step."""
        del unit
        return N_("step “{title}” added", title=self.values.get("title", ""))


@dataclass(frozen=True)
class ReviseContractStep(Revise):
    """Note a step, or correct it."""

    label: ClassVar[Text] = N_("Note a step of a contract")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = STEP


@dataclass(frozen=True)
class NoteContractStep(Command[None]):
    """Note on which day a step was done, and what there is to say; no day: not yet."""

    label: ClassVar[Text] = N_("Note a step of a contract")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    id: int
    on: dt.date | None
    note: str = ""

    def apply(self, unit: Unit) -> None:
        """Note it; refuse a day against the order of the steps."""
        row = STEP.get(unit, self.id)
        row.done_on, row.note = self.on, self.note
        with unit.session.no_autoflush:
            STEP.check(unit, row)
        unit.settle()

    def describe(self, unit: Unit) -> Text:
        """Name the step and the contract."""
        row = STEP.get(unit, self.id)
        contract = unit.find(Procurement, row.procurement_id)
        return N_("{step}, contract {title}", step=row.title, title=contract.reference)


@dataclass(frozen=True)
class RemoveContractSteps(Remove):
    """Remove steps that a contract does without."""

    label: ClassVar[Text] = N_("Remove steps of a contract")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = STEP


@dataclass(frozen=True)
class LayOutSteps(Command[int]):
    """Lay out the steps of a contract; returns how many were added.

    With a first day, planned dates are proposed where there are none; steps that are
    there stay as they are.
    """

    label: ClassVar[Text] = N_("Lay out the steps")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    procurement_id: int
    first_on: dt.date | None = None

    def apply(self, unit: Unit) -> int:
        """Add the steps of the list that the contract does not have yet."""
        contract = unit.find(Procurement, self.procurement_id)
        known = {each.key: each for each in steps_of(unit, contract.id)}
        day, added = self.first_on, 0
        for each in template():
            if contract.procedure in each.without:
                continue
            if day is not None:
                day += dt.timedelta(_days(each, contract))
            row = known.get(each.key)
            if row is not None:
                day = day and (row.done_on or row.planned_on or day)
                row.planned_on = row.planned_on or day
                continue
            unit.add(
                ProcurementStep(
                    procurement_id=contract.id,
                    key=each.key,
                    title=each.title,
                    position=each.position,
                    planned_on=day,
                )
            )
            added += 1
        unit.settle()
        return added

    def describe(self, unit: Unit) -> Text:
        """Name the contract."""
        contract = unit.find(Procurement, self.procurement_id)
        return N_("Steps of the contract {title} laid out", title=contract.reference)


def _days(each: Planned, contract: Procurement) -> int:
    """Give the days of a step; the provisional handover ends the contract’s delay."""
    if each.key == PROVISIONAL and contract.delay_days is not None:
        return contract.delay_days
    return each.days


class StepRow(NamedTuple):
    """A step as tables and papers see it."""

    id: int
    procurement_id: int
    reference: str
    object: str
    key: str
    title: str
    position: int
    planned_on: dt.date | None
    done_on: dt.date | None
    note: str
    year: int


def contract_steps(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[StepRow]:
    """List the steps of all contracts, contract by contract, the latest year first."""
    s, p = ProcurementStep, Procurement
    query = (
        select(
            s.id, s.procurement_id, p.reference, p.object, s.key, s.title, s.position,
            s.planned_on, s.done_on, s.note, p.year,
        )
        .join(p, p.id == s.procurement_id)
        .order_by(p.year.desc(), p.reference, s.position, s.id)
    )  # fmt: skip
    if ids is not None:
        query = query.where(s.id.in_(ids))
    return [StepRow._make(row) for row in session.execute(query)]

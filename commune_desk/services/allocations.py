"""What the council makes of results: typed for old years, checked for our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.results import Allocation, Results, allocated, proposed
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.command import Command
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.results import executed, result_of, results
from commune_desk.storage.models import ResultAllocation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

NOTHING = Money(0)
TYPED = ("operating_result", "investment_result")
GIVEN = ("to_investment", "carried_operating", "carried_investment")


def _rules(unit: Unit, row: ResultAllocation) -> Iterator[Issue]:
    if taken(unit, ResultAllocation, ("year",), (row.year,), row.id):
        text = N_("The result of {year} is there already.", year=str(row.year))
        yield Issue(Severity.ERROR, text, field="year")
    known = _known(unit, row)
    if known is None:
        text = N_(
            "The dossier has no entry of {year}: type its results first.",
            year=str(row.year),
        )
        yield Issue(Severity.ERROR, text, "EXEC-A4", field="operating_result")
        return
    own = _own(unit, row.year)
    if own is not None:
        for name, result in zip(TYPED, (own.operating, own.investment), strict=True):
            typed = getattr(row, name)
            if typed is not None and typed != result:
                text = N_(
                    "Result of {year}: {typed} F typed, {result} F in the entries:"
                    " leave it empty, it is read from them.",
                    year=str(row.year),
                    typed=typed,
                    result=result,
                )
                yield Issue(Severity.ERROR, text, "EXEC-A4", field=name)
    if any(getattr(row, name) is not None for name in GIVEN):
        given = (getattr(row, name) or NOTHING for name in GIVEN)
        yield from allocated(known, Allocation(*given))


def _own(unit: Unit, year: int) -> Results | None:
    """Give the result of a year from its entries; None where it has none."""
    unit.flush()
    found = fiscal_year(unit.session, year)
    if found is None or not executed(unit.session, found):
        return None
    operating, investment = (row.result for row in results(unit.session, found))
    return Results(year, operating, investment)


def _known(unit: Unit, row: ResultAllocation) -> Results | None:
    own = _own(unit, row.year)
    if own is not None or row.operating_result is None:
        return own
    return Results(row.year, row.operating_result, row.investment_result or NOTHING)


ALLOCATION = Entity(
    ResultAllocation,
    N_("result of {title}"),
    lambda row: str(row.year),
    {
        "year": N_("Year"),
        "operating_result": N_("Operating result, typed"),
        "investment_result": N_("Investment result, typed"),
        "to_investment": N_("To investment (122)"),
        "carried_operating": N_("Operating, carried over (121)"),
        "carried_investment": N_("Investment, carried over (123)"),
        "deliberation": N_("Deliberation"),
        "decided_on": N_("Decided on"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"year"}),
)


@dataclass(frozen=True)
class AddAllocation(Add):
    """Enter the result of a year, and what is made of it."""

    label: ClassVar[Text] = N_("Enter the result of a year")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET
    entity: ClassVar[Entity] = ALLOCATION


@dataclass(frozen=True)
class ReviseAllocation(Revise):
    """Correct a result; what goes to investment is no longer carried over."""

    label: ClassVar[Text] = N_("Correct the result of a year")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET
    entity: ClassVar[Entity] = ALLOCATION

    def apply(self, unit: Unit) -> None:
        """Change the field, and what follows from it."""
        row = ALLOCATION.get(unit, self.id)
        known = _known(unit, row)
        if known is not None and isinstance(self.value, Money):
            if self.field == "to_investment":
                row.carried_operating = known.operating - self.value
                row.carried_investment = known.investment
            elif self.field == "carried_operating":
                row.to_investment = known.operating - self.value
                row.carried_investment = known.investment
        super().apply(unit)


@dataclass(frozen=True)
class RemoveAllocations(Remove):
    """Remove results of years."""

    label: ClassVar[Text] = N_("Remove results of years")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET
    entity: ClassVar[Entity] = ALLOCATION


@dataclass(frozen=True)
class AllocateResult(Command[int]):
    """Allocate the result of an executed year, after the vote of its account."""

    label: ClassVar[Text] = N_("Allocate the result")
    needs: ClassVar[Permission] = Permission.VALIDATE

    year: int
    to_investment: Money
    carried_operating: Money
    deliberation: str = ""
    decided_on: dt.date | None = None

    def apply(self, unit: Unit) -> int:
        """Keep it; raise `Rejected` where it is not the result to the franc."""
        known = _own(unit, self.year)
        if known is None:
            text = N_("The books of {year} hold no entry.", year=str(self.year))
            raise Rejected([Issue(Severity.ERROR, text, "EXEC-A4")])
        values: dict[str, Any] = {
            "to_investment": self.to_investment,
            "carried_operating": self.carried_operating,
            "carried_investment": known.investment,
            "deliberation": self.deliberation,
            "decided_on": self.decided_on,
        }
        query = select(ResultAllocation).where(ResultAllocation.year == self.year)
        row = unit.session.scalars(query).first()
        if row is None:
            fresh = ResultAllocation(year=self.year, **values)
            ALLOCATION.check(unit, fresh)
            return unit.add(fresh)
        for name, value in values.items():
            setattr(row, name, value)
        ALLOCATION.check(unit, row)
        return row.id

    def describe(self, unit: Unit) -> Text:
        """Name the year."""
        del unit
        return N_("Result of {year} allocated", year=str(self.year))


class AllocationRow(NamedTuple):
    """The result of a year, with what was made of it."""

    id: int
    year: int
    operating_result: Money | None
    investment_result: Money | None
    to_investment: Money | None
    carried_operating: Money | None
    carried_investment: Money | None
    deliberation: str
    decided_on: dt.date | None
    note: str
    known: Results | None

    @property
    def operating(self) -> Money | None:
        """The operating result, from the entries or as typed."""
        return self.known.operating if self.known else None

    @property
    def investment(self) -> Money | None:
        """The investment result."""
        return self.known.investment if self.known else None


def allocations(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[AllocationRow]:
    """List the results that were decided or typed, the latest year first."""
    query = select(*ResultAllocation.__table__.columns).order_by(
        ResultAllocation.year.desc()
    )
    found = []
    for row in session.execute(query).all():
        if ids is not None and row.id not in ids:
            continue
        values = {name: getattr(row, name) for name in AllocationRow._fields[:-1]}
        found.append(AllocationRow(**values, known=result_of(session, row.year)))
    return found


def proposal(session: Session, year: int) -> Allocation | None:
    """Propose what to make of the result of a year; None while it is not known."""
    known = result_of(session, year)
    return proposed(known) if known is not None else None

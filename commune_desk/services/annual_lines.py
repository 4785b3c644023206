"""The lines of all annual plans, and the actions that a next one may take in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.action_money import booked, counted
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.lifecycle import Stage, stage_of
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.action_books import booked_acts
from commune_desk.services.annual import drop_state, note_state
from commune_desk.services.plans import plan_of, within
from commune_desk.services.programming import actions, code_key
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import Action, AnnualLine, Progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from commune_desk.domain.funding import Coverage
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

OVER = frozenset({Stage.DONE, Stage.ABANDONED})
"""Stages after which nothing is left to be carried over."""


def _line_rules(unit: Unit, line: AnnualLine) -> Iterator[Issue]:
    action = unit.find(Action, line.action_id)
    within(plan_of(unit, action.plan_id), line.year)
    key = (line.action_id, line.year)
    if taken(unit, AnnualLine, ("action_id", "year"), key, line.id):
        text = N_(
            "Action {code} is already in the PIA {year}.",
            code=action.code,
            year=str(line.year),
        )
        yield Issue(Severity.ERROR, text, field="year")
    if line.carried_from is None:
        return
    if line.carried_from >= line.year:
        text = N_(
            "Action {code}: {to} does not come after {start}.",
            code=action.code,
            to=str(line.year),
            start=str(line.carried_from),
        )
        yield Issue(Severity.ERROR, text, field="carried_from")
    if not (line.reason or "").strip():
        text = N_("Say why action {code} is carried over.", code=action.code)
        yield Issue(Severity.ERROR, text, "PLAN-16", field="reason")


LINE = Entity(
    AnnualLine,
    N_("line of the annual plan {title}"),
    lambda row: str(row.year),
    {
        "action_id": N_("Action"),
        "year": N_("Year"),
        "amount": N_("Cost in the PIA"),
        "carried_from": N_("Carried over from"),
        "reason": N_("Reason"),
    },
    _line_rules,
    frozenset({"action_id", "year", "amount"}),
)


@dataclass(frozen=True)
class AddAnnualLine(Add):
    """Put an action into the annual plan of a year."""

    label: ClassVar[Text] = N_("Add a line of an annual plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = LINE

    def apply(self, unit: Unit) -> int:
        """Add it, and note the state of the action."""
        row_id = super().apply(unit)
        note_state(unit, self.values["action_id"], self.values["year"])
        unit.flush()
        return row_id


@dataclass(frozen=True)
class ReviseAnnualLine(Revise):
    """Correct a line of an annual plan."""

    label: ClassVar[Text] = N_("Correct a line of an annual plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = LINE


@dataclass(frozen=True)
class RemoveAnnualLines(Remove):
    """Take lines out of annual plans."""

    label: ClassVar[Text] = N_("Remove lines of annual plans")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = LINE

    def apply(self, unit: Unit) -> None:
        """Take them out; the state that ticking gave goes with the line."""
        actions_of = [LINE.get(unit, row_id).action_id for row_id in self.ids]
        super().apply(unit)
        unit.session.flush()
        for action_id in actions_of:
            drop_state(unit, action_id)


@dataclass(frozen=True, slots=True)
class AnnualLineRow:
    """A line of an annual plan, with its action and the cost in the plan."""

    id: int
    action_id: int
    code: str
    title: str
    year: int
    amount: Money
    planned: Money | None
    """What the five-year plan says of that year."""

    carried_from: int | None
    reason: str


def annual_lines(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[AnnualLineRow]:
    """List the lines of the plan year by year, then by number."""
    known = {row.id: row for row in actions(session, scope)}
    table = AnnualLine.__table__.c
    query = select(*table).where(table.action_id.in_(_of_plan(scope)))
    if ids is not None:
        query = query.where(table.id.in_(ids))
    rows = [
        AnnualLineRow(
            line.id,
            line.action_id,
            known[line.action_id].code,
            known[line.action_id].title,
            line.year,
            line.amount,
            known[line.action_id].costs.get(line.year),
            line.carried_from,
            line.reason,
        )
        for line in session.execute(query)
        if line.action_id in known
    ]
    return sorted(rows, key=lambda row: (row.year, code_key(row.code)))


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """An action that the annual plan of a year may take in."""

    action: ActionRow
    year: int
    left: Money | None
    """What it cost in earlier years and was not paid; None where it is done."""

    left_from: int | None
    """The last earlier year in which it has a cost."""

    @property
    def id(self) -> int:
        """The record of the action."""
        return self.action.id

    @property
    def ticked(self) -> bool:
        """Whether the annual plan holds it."""
        return self.year in self.action.annual

    @property
    def planned(self) -> Money | None:
        """Its cost in the plan, that year."""
        return self.action.costs.get(self.year)

    @property
    def annual(self) -> Money | None:
        """Its cost in the annual plan."""
        return self.action.annual.get(self.year)

    @property
    def coverage(self) -> Coverage | None:
        """How sure its money is, that year."""
        return self.action.coverage_of(self.year)


def candidates(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[CandidateRow]:
    """List what has a cost in the year, is ticked for it, or was left undone before."""
    paid = _paid(session, scope)
    found = []
    for row in actions(session, scope, ids):
        left, start = _left(row, scope.year, paid.get(row.id, Money(0)))
        if scope.year in row.costs or scope.year in row.annual or left is not None:
            found.append(CandidateRow(row, scope.year, left, start))
    return found


def _left(row: ActionRow, year: int, paid: Money) -> tuple[Money | None, int | None]:
    before = {y: cost for y, cost in row.costs.items() if y < year and cost}
    if not before or stage_of(row.state) in OVER:
        return None, None
    start = max(before)
    rest = Money.total(before.values()).francs - paid.francs
    left = min(rest, before[start].francs)
    return (Money(left), start) if left > 0 else (None, None)


def _paid(session: Session, scope: Scope) -> dict[int, Money]:
    """Read what was paid of each action: as last noted, or more where the books say."""
    table = Progress.__table__.c
    query = (
        select(table.action_id, table.paid)
        .where(table.paid.is_not(None), table.action_id.in_(_of_plan(scope)))
        .order_by(table.seen_on, table.id)
    )
    typed = {action: paid for action, paid in session.execute(query)}  # noqa: C416  rows are no pairs
    books = booked_acts(session)
    return {
        action: counted(typed.get(action), booked(books.get(action, ())).paid)
        or Money(0)
        for action in typed.keys() | books.keys()
    }


def _of_plan(scope: Scope) -> Select[int]:
    return select(Action.id).where(Action.plan_id == scope.plan_id)

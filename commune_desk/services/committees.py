"""The committees: commands and queries (`planning.md` 4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import delete, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.terms import Standing
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.committee_links import LINKS, link
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.registry import book
from commune_desk.services.seats import lay_out
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Action,
    CashEntry,
    CashPeriod,
    Committee,
    CommitteeAct,
    CommitteeAction,
    CommitteeMeeting,
    CommitteePlace,
    Complaint,
    DueRule,
    Installation,
    MemberDues,
    Meter,
    MicroProject,
    Seat,
    StockEntry,
    Term,
    Training,
    Visit,
    WaterPrice,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import CommitteeState
    from commune_desk.domain.money import Money
    from commune_desk.domain.terms import SeatState
    from commune_desk.services.registry import Known
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: Committee) -> Iterator[Issue]:
    if taken(unit, Committee, ("name",), (row.name,), row.id):
        text = N_("There is already a committee “{name}”.", name=row.name)
        yield Issue(Severity.ERROR, text, field="name")
    created, gone = row.created_on, row.dissolved_on
    if gone is not None and created is not None and gone < created:
        text = N_(
            "{name}: created on {created}, it cannot be dissolved on {dissolved}.",
            name=row.name,
            created=created,
            dissolved=gone,
        )
        yield Issue(Severity.ERROR, text, field="dissolved_on")
    if row.term_months is not None and row.term_months < 1:
        text = N_(
            "{title}: a mandate of {months} months is none.",
            title=row.name,
            months=row.term_months,
        )
        yield Issue(Severity.ERROR, text, field="term_months")


COMMITTEE = Entity(
    Committee,
    N_("committee “{title}”"),
    lambda row: row.name,
    {
        "name": N_("Committee"),
        "type_id": N_("Type of committee"),
        "village_id": N_("Village"),
        "state": N_("State"),
        "created_on": N_("Assembly of creation"),
        "dissolved_on": N_("Dissolved on"),
        "legal_form": N_("Legal form"),
        "term_months": N_("Mandate (months)"),
        "warning_days": N_("Warn, days before"),
        "members": N_("Members"),
        "bank": N_("Bank"),
        "bank_account": N_("Account no. (hidden in part)"),
        "cash_ceiling": N_("Cash, at most"),
        "renewal_target": N_("Renewal fund, target"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"name", "type_id", "created_on"}),
    {
        "committee_acts": (CommitteeAct, "committee_id"),
        "installations": (Installation, "committee_id"),
        "micro_projects": (MicroProject, "committee_id"),
    },
)
LIFE = (
    CommitteeMeeting, Training, Visit, Complaint, CashPeriod, CashEntry, StockEntry,
    MemberDues, Meter, WaterPrice, DueRule,
)  # fmt: skip
"""What a committee has lived; one that has is dissolved, not removed."""


@dataclass(frozen=True)
class AddCommittee(Add):
    """Add a committee; the seats of its type are laid out."""

    label: ClassVar[Text] = N_("Add a committee")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = COMMITTEE

    plan_id: int | None = None
    """The plan whose actions are named."""

    def apply(self, unit: Unit) -> int:
        """Add it with its seats, and link it to what it serves and runs."""
        own = {k: v for k, v in self.values.items() if k not in LINKS}
        row = Committee(**own)
        with unit.session.no_autoflush:
            COMMITTEE.check(unit, row)
        made = unit.add(row)
        lay_out(unit, made, row.type_id, own["created_on"])
        for name in LINKS:
            if self.values.get(name):
                link(unit, made, name, self.values[name], self.plan_id)
        unit.flush()
        return made

    def describe(self, unit: Unit) -> Text:
        """Name the committee."""
        del unit
        return N_("committee “{title}” added", title=self.values["name"])


@dataclass(frozen=True)
class ReviseCommittee(Revise):
    """Correct what is noted of a committee."""

    label: ClassVar[Text] = N_("Correct a committee")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = COMMITTEE

    def apply(self, unit: Unit) -> None:
        """Change it; seats that exist since its creation follow another day."""
        if self.field == "created_on" and self.value is None:
            raise COMMITTEE.lacks(self.field)
        before = COMMITTEE.get(unit, self.id).created_on
        super().apply(unit)
        if self.field != "created_on" or before is None:
            return
        own = (Seat.committee_id == self.id, Seat.from_on == before)
        for seat in unit.session.scalars(select(Seat).where(*own)).all():
            seat.from_on = self.value
            _before(unit, self.id, seat, self.value)


def _before(unit: Unit, committee_id: int, seat: Seat, since: dt.date) -> None:
    begun = (Term.seat_id == seat.id, Term.begins_on < since)
    first = unit.session.scalar(select(Term.begins_on).where(*begun))
    if first is not None:
        text = N_(
            "{committee}, {post}: a term begins on {begins}, before {since}.",
            committee=unit.find(Committee, committee_id).name,
            post=seat.title,
            begins=first,
            since=since,
        )
        raise Rejected([Issue(Severity.ERROR, text, "COM-01", field="created_on")])


@dataclass(frozen=True)
class RemoveCommittees(Remove):
    """Remove committees that have no past; others are dissolved."""

    label: ClassVar[Text] = N_("Remove committees")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = COMMITTEE

    def apply(self, unit: Unit) -> None:
        """Remove them with their empty seats."""
        for row_id in self.ids:
            self._check(unit, row_id)
            owned = Seat.committee_id == row_id
            unit.session.execute(delete(Seat).where(owned))
            for model in (CommitteePlace, CommitteeAction):
                rows = model.committee_id == row_id
                unit.session.execute(delete(model).where(rows))
        super().apply(unit)

    def _check(self, unit: Unit, row_id: int) -> None:
        seats = select(Seat.id).where(Seat.committee_id == row_id)
        terms = unit.session.scalars(select(Term.id).where(Term.seat_id.in_(seats)))
        count = len(terms.all())
        for model in LIFE:
            own = model.committee_id == row_id
            count += len(unit.session.scalars(select(model.id).where(own)).all())
        if count:
            text = P_(
                "{name} has a past ({count} record of its terms, life or cash): note"
                " it as dissolved.",
                "{name} has a past ({count} records of its terms, life or cash): note"
                " it as dissolved.",
                count=count,
                name=COMMITTEE.get(unit, row_id).name,
            )
            raise Rejected([Issue(Severity.ERROR, text)])


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """A committee as tables see it, on the day of the situation."""

    id: int
    name: str
    type_id: int
    type: str
    type_code: str
    village_id: int | None
    village: str
    villages: str
    """Those it serves besides its seat."""

    communes: str
    actions: str
    """Numbers of the actions of the plan in view."""

    plan_id: int | None
    state: CommitteeState
    created_on: dt.date | None
    dissolved_on: dt.date | None
    legal_form: str
    term_months: int | None
    warning_days: int
    members: int | None
    bank: str
    bank_account: str
    cash_ceiling: Money | None
    renewal_target: Money | None
    note: str
    filled: int
    seats: int
    """Seats of the bureau."""

    women: int
    over: int
    """Mandates that have ended and whose holders are still there."""

    vacant: int
    ending: int
    next_end: dt.date | None
    sure: bool
    """Whether what its type asks was read in a text."""

    @property
    def bureau(self) -> Text:
        """How many seats of the bureau are filled: “7 out of 8”."""
        return N_("{filled} out of {seats}", filled=self.filled, seats=self.seats)

    @property
    def standing(self) -> tuple[Text, ...]:
        """What is to be watched in the bureau."""
        found = []
        if self.over:
            text = P_("{count} mandate ended", "{count} mandates ended",
                      count=self.over)  # fmt: skip
            found.append(text)
        if self.vacant:
            text = P_("{count} seat vacant", "{count} seats vacant", count=self.vacant)
            found.append(text)
        if self.ending:
            text = P_("{count} ends soon", "{count} end soon", count=self.ending)
            found.append(text)
        return tuple(found)


def committees(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[CommitteeRow]:
    """List the committees in the order of their names."""
    day = today(session)
    codes = _codes(session, scope)
    return [
        _row(each, day, scope, codes)
        for each in book(session)
        if ids is None or each.id in ids
    ]


def _codes(session: Session, scope: Scope) -> dict[int, list[str]]:
    query = (
        select(CommitteeAction.committee_id, Action.code)
        .join(Action, Action.id == CommitteeAction.action_id)
        .where(Action.plan_id == scope.plan_id)
        .order_by(Action.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for committee_id, code in session.execute(query):
        found[committee_id].append(code)
    return found


def _row(
    each: Known, day: dt.date, scope: Scope, codes: dict[int, list[str]]
) -> CommitteeRow:
    states: Sequence[SeatState] = each.states(day) if each.active else ()
    bench = each.bench(day, 0) if each.active else None
    bureau = [state for state in states if state.post.bureau]
    ends = [
        state.holder.ends_on
        for state in states
        if state.holder is not None and state.holder.ends_on is not None
    ]
    fields: dict[str, Any] = each.committee._asdict()
    return CommitteeRow(
        **fields,
        type=each.type.title,
        type_code=each.type.code,
        village=each.village,
        villages="; ".join(v for v in each.villages if v != each.village),
        communes="; ".join(each.communes),
        actions="; ".join(codes[each.id]),
        plan_id=scope.plan_id,
        filled=sum(state.holder is not None for state in bureau),
        seats=len(bureau),
        women=bench.women if bench else 0,
        over=_count(states, Standing.OVER),
        vacant=sum(
            s.standing is Standing.VACANT and not s.post.ex_officio for s in states
        ),
        ending=_count(states, Standing.ENDING),
        next_end=min(ends, default=None),
        sure=each.type.sure,
    )


def _count(states: Sequence[SeatState], standing: Standing) -> int:
    return sum(state.standing is standing for state in states)

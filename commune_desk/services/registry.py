"""The registry of committees, read whole once: seats, terms, people, acts.

A commune has some hundred committees at most: every screen and paper takes what it
needs from the one book that is kept until the dossier changes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.committee_rules import Bench, Deed
from commune_desk.domain.committees import CommitteeState
from commune_desk.domain.posts import Held
from commune_desk.domain.search import fold
from commune_desk.domain.terms import Post, Tenure, seat_state
from commune_desk.l10n import reading
from commune_desk.services.memory import read_once
from commune_desk.services.settings import preference
from commune_desk.storage.models import (
    Committee,
    CommitteeAct,
    CommitteeAction,
    CommitteePlace,
    CommitteeType,
    Commune,
    Installation,
    Person,
    Seat,
    Term,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from commune_desk.domain.terms import SeatState
    from commune_desk.storage.models import Base

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Known:
    """A committee with all that is noted of its seats and acts."""

    committee: Any
    """Its row, column by column."""

    type: Any
    """The row of its type."""

    village: str
    villages: tuple[str, ...]
    """Those it serves, its seat first."""

    communes: tuple[str, ...]
    posts: tuple[Post, ...]
    tenures: tuple[Tenure, ...]
    deeds: tuple[Deed, ...]
    installations: int

    @property
    def id(self) -> int:
        """The record of the committee."""
        return int(self.committee.id)

    @property
    def active(self) -> bool:
        """Whether the rules look at it."""
        return self.committee.state is not CommitteeState.DISSOLVED

    @property
    def months(self) -> int | None:
        """Months of a mandate: by its statutes, else by its type."""
        own: int | None = self.committee.term_months
        return own or self.type.term_months

    def states(self, day: dt.date) -> list[SeatState]:
        """Say how each seat stands on a day."""
        warning = self.committee.warning_days
        return [
            seat_state(post, self.tenures, day, warning)
            for post in self.posts
            if post.exists(day)
        ]

    def holders(self, day: dt.date) -> Iterator[tuple[int, Held]]:
        """Give who holds which post on a day; a stand-in holds none."""
        titles = {post.id: post.title for post in self.posts}
        for each in self.tenures:
            if not each.alternate and each.holds(day):
                yield each.person_id, self.held(each, titles[each.seat_id])

    def held(self, tenure: Tenure, title: str) -> Held:
        """Put a term before the rule of posts that do not go together."""
        name, code = self.committee.name, self.type.code
        return Held(tenure.id, self.id, name, code, title)

    def bench(self, day: dt.date, share: int) -> Bench:
        """Put the committee before the rules; `share` holds where its type has none."""
        own = self.type
        none = own.women_least is not None
        return Bench(
            self.id,
            self.committee.name,
            tuple(self.states(day)),
            own.women_least,
            own.women_share if own.women_share is not None else None if none else share,
        )


@dataclass(frozen=True, slots=True)
class Book:
    """All committees, in the order of their names."""

    by_id: Mapping[int, Known] = field(default_factory=dict)
    people: Mapping[int, Any] = field(default_factory=dict)
    """Their rows, telephone included: what leaves the dossier takes care."""

    def __iter__(self) -> Iterator[Known]:
        """Go through the committees."""
        return iter(self.by_id.values())

    def holders(self, day: dt.date) -> dict[int, list[Held]]:
        """Map persons to the posts that they hold in active committees on a day."""
        found: dict[int, list[Held]] = defaultdict(list)
        for committee in self:
            if committee.active:
                for person_id, held in committee.holders(day):
                    found[person_id].append(held)
        return found


def book(session: Session) -> Book:
    """Read the registry, or give what was read since the dossier last changed."""
    return read_once(session, "committees.book", lambda: _read(session))


def _read(session: Session) -> Book:
    people = {row.id: row for row in session.execute(_all(Person))}
    posts: dict[int, list[Post]] = defaultdict(list)
    seats: dict[int, int] = {}
    for seat in session.scalars(select(Seat).order_by(Seat.position, Seat.id)):
        posts[seat.committee_id].append(post_of(seat))
        seats[seat.id] = seat.committee_id
    tenures: dict[int, list[Tenure]] = defaultdict(list)
    for term in session.scalars(select(Term).order_by(Term.begins_on, Term.id)):
        tenures[seats[term.seat_id]].append(tenure_of(term, people[term.person_id]))
    deeds: dict[int, list[Deed]] = defaultdict(list)
    acts = select(CommitteeAct).order_by(CommitteeAct.dated, CommitteeAct.id)
    for act in session.scalars(acts):
        deed = Deed(act.kind, act.number, act.dated, act.valid_until)
        deeds[act.committee_id].append(deed)
    run: dict[int, int] = defaultdict(int)
    for owner in session.scalars(select(Installation.committee_id)):
        run[owner or 0] += 1
    types = {row.id: row for row in session.execute(_all(CommitteeType))}
    villages = {row.id: row.name for row in session.scalars(select(Village))}
    places, abroad = _places(session, villages)
    known = [
        Known(
            row,
            types[row.type_id],
            villages.get(row.village_id or 0, ""),
            _served(villages.get(row.village_id or 0, ""), places[row.id]),
            tuple(abroad[row.id]),
            tuple(posts[row.id]),
            tuple(tenures[row.id]),
            tuple(deeds[row.id]),
            run[row.id],
        )
        for row in session.execute(_all(Committee))
    ]
    known.sort(key=lambda each: fold(each.committee.name))
    return Book({each.id: each for each in known}, people)


def _all(model: type[Base]) -> Select[*tuple[Any, ...]]:
    """Read rows that outlive their session."""
    return select(*model.__table__.columns)


def _places(
    session: Session, villages: Mapping[int, str]
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    communes = {row.id: row.name for row in session.scalars(select(Commune))}
    here: dict[int, list[str]] = defaultdict(list)
    there: dict[int, list[str]] = defaultdict(list)
    query = select(CommitteePlace).order_by(CommitteePlace.id)
    for place in session.scalars(query):
        if place.village_id is not None:
            here[place.committee_id].append(villages[place.village_id])
        if place.commune_id is not None:
            there[place.committee_id].append(communes[place.commune_id])
    return here, there


def _served(seat: str, others: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (seat, *others))))


def post_of(seat: Seat) -> Post:
    """Take a seat as the rules see it."""
    return Post(
        seat.id,
        seat.committee_id,
        seat.position,
        seat.title,
        seat.from_on,
        seat.until_on,
        seat.ex_officio,
        seat.woman,
        seat.literate,
        seat.key_post,
        seat.bureau,
    )


def tenure_of(term: Term, person: Any) -> Tenure:
    """Take a term as the rules see it."""
    return Tenure(
        term.id,
        term.seat_id,
        term.person_id,
        person.name,
        term.begins_on,
        term.ends_on,
        term.left_on,
        term.left_reason,
        term.elected,
        term.alternate,
        person.sex,
        person.literate,
        term.meeting_id,
        term.note,
    )


def women_share(session: Session) -> int:
    """Read the share of women asked of a bureau, in hundredths of a per cent."""
    return (reading.integer(preference(session, "committees.women")) or 0) * HUNDRED


def committees_of_actions(session: Session) -> dict[int, str]:
    """Name the committees at work that run what each action built."""
    found: dict[int, list[str]] = defaultdict(list)
    query = (
        select(CommitteeAction.action_id, Committee.name)
        .join(Committee, Committee.id == CommitteeAction.committee_id)
        .where(Committee.state != CommitteeState.DISSOLVED)
        .order_by(CommitteeAction.id)
    )
    for action, name in session.execute(query):
        found[action].append(name)
    return {action: ", ".join(names) for action, names in found.items()}

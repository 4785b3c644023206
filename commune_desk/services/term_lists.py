"""Terms as tables and papers see them, and the questions people ask of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.names import NAMES
from commune_desk.domain.posts import is_post
from commune_desk.domain.search import matches
from commune_desk.domain.terms import Standing, term_standing
from commune_desk.domain.text import N_, P_, Text
from commune_desk.l10n import reading
from commune_desk.services.preferences import BY_NAME
from commune_desk.services.registry import book
from commune_desk.services.settings import preference
from commune_desk.services.today import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import Sex
    from commune_desk.domain.terms import Post, SeatState, Tenure
    from commune_desk.services.registry import Known
    from commune_desk.services.scope import Scope


AHEAD = "committees.ending"


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term with its seat and its committee."""

    id: int
    committee_id: int
    committee: str
    type: str
    village: str
    seat_id: int
    post: str
    position: int
    person_id: int
    person: str
    sex: Sex | None
    begins_on: dt.date
    ends_on: dt.date | None
    left_on: dt.date | None
    left_reason: str
    elected: bool
    alternate: bool
    meeting_id: int | None
    note: str
    standing: Standing
    days: int

    @property
    def state(self) -> Text:
        """Say how the term stands, with its days."""
        return standing_text(self.standing, self.days)

    def held(self, day: dt.date) -> bool:
        """Tell whether the person was there on a day."""
        return self.begins_on <= day and (self.left_on is None or day < self.left_on)


def standing_text(standing: Standing, days: int) -> Text:
    """Say how a seat or a term stands: “vacant, 132 days”."""
    match standing:
        case Standing.VACANT:
            return P_("vacant, {count} day", "vacant, {count} days", count=days)
        case Standing.ENDING:
            return P_("ends in {count} day", "ends in {count} days", count=days)
        case Standing.OVER:
            return P_(
                "ended {count} day ago, still there",
                "ended {count} days ago, still there",
                count=days,
            )
    return NAMES[standing]


def state_text(state: SeatState) -> Text:
    """Say how a seat stands; who stands in is named."""
    said = standing_text(state.standing, state.days)
    if state.standing is Standing.VACANT and state.alternate is not None:
        return N_("{state} ({person} stands in)", state=said,
                  person=state.alternate.name)  # fmt: skip
    return said


def terms(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[TermRow]:
    """List the terms: committee by committee, seat by seat, the latest first."""
    day = today(session)
    rows = []
    for known in book(session):
        posts = {post.id: post for post in known.posts}
        own = [
            _row(known, posts[each.seat_id], each, day)
            for each in known.tenures
            if ids is None or each.id in ids
        ]
        own.sort(
            key=lambda row: (row.position, row.seat_id, -row.begins_on.toordinal())
        )
        rows += own
    return rows


def _row(known: Known, post: Post, each: Tenure, day: dt.date) -> TermRow:
    standing, days = term_standing(each, day, known.committee.warning_days)
    return TermRow(
        each.id,
        known.id,
        known.committee.name,
        known.type.title,
        known.village,
        post.id,
        post.title,
        post.position,
        each.person_id,
        each.name,
        each.sex,
        each.begins_on,
        each.ends_on,
        each.left_on,
        each.left_reason,
        each.elected,
        each.alternate,
        each.meeting_id,
        each.note,
        standing,
        days,
    )


def holders(rows: Iterable[TermRow], day: dt.date, post: str) -> Iterator[TermRow]:
    """Say who held a post on a day; its words may be those of a part of its name."""
    for row in rows:
        if row.held(day) and (not post or is_post(row.post, post)
                              or matches(post, row.post)):  # fmt: skip
            yield row


def to_renew(rows: Iterable[TermRow], day: dt.date, days: int) -> Iterator[TermRow]:
    """Give the terms that end within so many days, or ended and are still held."""
    for row in rows:
        here = row.held(day) and not row.alternate
        if here and row.ends_on is not None and (row.ends_on - day).days <= days:
            yield row


def ending_soon(rows: Iterable[TermRow], day: dt.date, days: int) -> Iterator[TermRow]:
    """Give the terms that end within so many days, today included."""
    for row in to_renew(rows, day, days):
        if row.ends_on is not None and row.ends_on >= day:
            yield row


def days_ahead(session: Session) -> int:
    """Read how many days ahead the register and its papers look."""
    typed = reading.integer(preference(session, AHEAD))
    return int(BY_NAME[AHEAD].default) if typed is None else typed

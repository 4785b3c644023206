"""Sessions of the council, and the adoption of the plan (`planning.md` 7, 12-13).

How many seats a council has and what makes a quorum are dated data, not constants:
`council-size.csv` and `council-quorum.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class SizeStep:
    """Seats of a council up to a population; without one, for all that are larger."""

    since: dt.date
    text: str
    most: int | None
    seats: int
    sure: bool


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """A share of the members in office, rounded down, and so many more."""

    since: dt.date
    text: str
    numerator: int
    denominator: int
    more: int
    sure: bool

    def of(self, members: int) -> int:
        """Count who must be there."""
        return members * self.numerator // self.denominator + self.more


class Session(Protocol):
    """What the rules need to know of a session."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def held_on(self) -> dt.date:
        """The day."""

    @property
    def present(self) -> int | None:
        """Members who came."""

    @property
    def proxies(self) -> int | None:
        """Members who voted through another."""

    @property
    def votes_for(self) -> int | None:
        """Votes."""

    @property
    def votes_against(self) -> int | None:
        """Votes."""

    @property
    def abstentions(self) -> int | None:
        """Members who held back."""

    @property
    def deliberation(self) -> str:
        """Number of the deliberation."""


class Adopted(Protocol):
    """What the rules need to know of a plan."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def first_year(self) -> int:
        """When it begins."""

    @property
    def years(self) -> int:
        """How long it lasts."""

    @property
    def adopted_on(self) -> dt.date | None:
        """The day of the vote."""

    @property
    def deliberation(self) -> str:
        """Number of the deliberation."""


def seats_for(
    population: int | None, day: dt.date, steps: Sequence[SizeStep]
) -> SizeStep | None:
    """Find how many seats the law gave on a day; None where nothing tells."""
    since = max((s.since for s in steps if s.since <= day), default=None)
    if population is None or since is None:
        return None
    valid = [step for step in steps if step.since == since]
    fits = [s for s in valid if s.most is None or population <= s.most]
    return min(fits, key=lambda s: s.seats, default=None)


def quorum_on(day: dt.date, rules: Sequence[QuorumRule]) -> QuorumRule | None:
    """Find the rule of quorum in force on a day."""
    valid = [rule for rule in rules if rule.since <= day]
    return max(valid, key=lambda rule: rule.since, default=None)


def voted(session: Session) -> int | None:
    """Count the votes and abstentions; None while there was no vote."""
    votes = (session.votes_for, session.votes_against, session.abstentions)
    known = [count for count in votes if count is not None]
    return sum(known) if known else None


def session_refusals(session: Session, seats: int | None) -> Iterator[Issue]:
    """Say what no session can be: more members than seats, more votes than voters."""
    for name in ("present", "proxies", "votes_for", "votes_against", "abstentions"):
        count = getattr(session, name)
        if count is not None and count < 0:
            text = N_("{count}: fewer than none cannot be counted.", count=count)
            yield Issue(Severity.ERROR, text, field=name)
    here, away = session.present, session.proxies or 0
    if here is not None and seats is not None and here + away > seats:
        text = N_(
            "{present} present + {proxies} proxies = {sum}: more than the {seats}"
            " members in office.",
            present=here,
            proxies=away,
            sum=here + away,
            seats=seats,
        )
        field = "present" if here > seats or not away else "proxies"
        yield Issue(Severity.ERROR, text, field=field)
    count = voted(session)
    if count is not None and here is not None and count > here + away:
        text = N_(
            "{votes_for} for + {votes_against} against + {abstentions} abstentions"
            " = {sum}: more than the {voters} voters ({present} present + {proxies}"
            " proxies).",
            votes_for=session.votes_for or 0,
            votes_against=session.votes_against or 0,
            abstentions=session.abstentions or 0,
            sum=count,
            voters=here + away,
            present=here,
            proxies=away,
        )
        yield Issue(Severity.ERROR, text, field="votes_for")


def without_quorum(
    session: Session, seats: int | None, quorum: int | None
) -> Iterator[Issue]:
    """Rule 33: a session without a quorum; proxies do not make one."""
    here = session.present
    if here is not None and quorum is not None and here < quorum:
        text = N_(
            "Session of {date}: {present} present out of {seats}, the quorum of"
            " {quorum} is not reached.",
            date=session.held_on,
            present=here,
            seats=seats,
            quorum=quorum,
        )
        about = Record("council_sessions", session.id)
        yield Issue(Severity.WARNING, text, "PLAN-33", about, "present")


def adoption_refusals(session: Session) -> Iterator[Issue]:
    """Say why a session did not adopt a plan."""
    if voted(session) is None or session.present is None:
        text = N_(
            "Session of {date}: type who was present and how they voted first.",
            date=session.held_on,
        )
        yield Issue(Severity.ERROR, text, field="votes_for")
    elif (session.votes_for or 0) <= (session.votes_against or 0):
        text = N_(
            "Session of {date}: {votes_for} for, {votes_against} against; the plan"
            " is not adopted.",
            date=session.held_on,
            votes_for=session.votes_for or 0,
            votes_against=session.votes_against or 0,
        )
        yield Issue(Severity.ERROR, text, field="votes_for")


def adopted_late(plan: Adopted, day: dt.date) -> Iterator[Issue]:
    """Rule 12: the adoption comes after the plan began; never refused (1.4)."""
    if day.year >= plan.first_year:
        text = N_(
            "{title} was adopted on {date}, after the start of its first year"
            " ({year}).",
            title=plan.title,
            date=day,
            year=str(plan.first_year),
        )
        about = Record("plans", plan.id)
        yield Issue(Severity.WARNING, text, "PLAN-12", about, "adopted_on")


def badly_adopted(
    plan: Adopted, session: Session | None, quorum: int | None, *, papers: bool
) -> Iterator[Issue]:
    """Rule 12: an adoption that lacks its number, its session, quorum or minutes."""
    if plan.adopted_on is None:
        if plan.deliberation:
            text = N_(
                "{title}: deliberation no. {number} has no date.",
                title=plan.title,
                number=plan.deliberation,
            )
            about = Record("plans", plan.id)
            yield Issue(Severity.WARNING, text, "PLAN-12", about, "adopted_on")
        return
    missing = []
    if not plan.deliberation:
        missing.append(N_("the number of the deliberation"))
    if session is None:
        missing.append(N_("the session of the council"))
    elif session.present is None:
        missing.append(N_("the number of members present"))
    elif quorum is not None and session.present < quorum:
        missing.append(N_("the quorum"))
    if not papers:
        missing.append(N_("the minutes as an attached paper"))
    if missing:
        text = N_(
            "{title}, adopted on {date}; missing: {what}.",
            title=plan.title,
            date=plan.adopted_on,
            what=tuple(missing),
        )
        about = Record("plans", plan.id)
        yield Issue(Severity.WARNING, text, "PLAN-12", about, "deliberation")
    yield from adopted_late(plan, plan.adopted_on)


def ending(plan: Adopted, today: dt.date, *, reopened: bool) -> Iterator[Issue]:
    """Rule 13: a plan in its last year, and nobody has begun the next one."""
    last = plan.first_year + plan.years - 1
    if today.year >= last and not reopened:
        text = N_(
            "{title} ends on 31/12/{year}, and the process of the next plan is not"
            " open.",
            title=plan.title,
            year=str(last),
        )
        yield Issue(Severity.WARNING, text, "PLAN-13", Record("plans", plan.id))

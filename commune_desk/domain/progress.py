"""What must hold for the progress of actions (`planning.md` 7, rules 14, 15, 17).

Thresholds are given by the caller: they are settings, working proposals to begin
with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.action_money import NOT_BOOKED, Booked
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.lifecycle import REASONED, UNDER_WORKS, ActionState
from commune_desk.domain.money import Money
from commune_desk.domain.rates import WHOLE, progress_of
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.money import Share

HUNDRED = 100
YEAR = 12
"""Months."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is worth saying."""

    silence: int = 6
    """Months under way without an entry."""

    overspend: int = 10
    """Per cent above the planned cost."""

    gap: int = 20
    """Points between physical and financial progress."""

    committee: int = 3
    """Months after the end without a committee that runs what was built."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry of progress; all figures count from the start of the action."""

    seen_on: dt.date
    quantity: int | None = None
    percent: int | None = None
    committed: Money | None = None
    paid: Money | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """An action, its state, and what was seen of it."""

    id: int
    code: str
    state: ActionState
    since: dt.date | None
    """When the state was reached, if that was noted."""

    ends_on: dt.date | None = None
    quantity: int | None = None
    unit: str = ""
    cost: Money | None = None
    physical: Share | None = None
    financial: Share | None = None
    seen: tuple[Seen, ...] = ()
    """In the order of their days."""

    deliberation: str = ""
    needs_committee: bool = False
    committee: str = ""
    booked: Booked = NOT_BOOKED
    """What the books say of it."""

    @property
    def record(self) -> Record:
        """Where the action is kept."""
        return Record("actions", self.id)

    def issue(self, severity: Severity, text: object, code: str, field: str) -> Issue:
        """Speak of this action."""
        return Issue(severity, text, code, self.record, field)  # type: ignore[arg-type]  # N_ and P_ give texts


def refused(code: str, entry: Seen, today: dt.date) -> Iterator[Issue]:
    """Say what is wrong with one entry by itself."""
    date = entry.seen_on
    if date > today:
        text = N_(
            "Action {code}, progress of {date}: the date is after the day of the"
            " situation, {today}.",
            code=code,
            date=date,
            today=today,
        )
        yield Issue(Severity.ERROR, text, field="seen_on")
    if entry.percent is not None and not 0 <= entry.percent <= HUNDRED:
        text = N_(
            "Action {code}, progress of {date}: {percent} % is not between 0 and 100.",
            code=code,
            date=date,
            percent=entry.percent,
        )
        yield Issue(Severity.ERROR, text, field="percent")
    paid, committed = entry.paid, entry.committed
    if paid is not None and committed is not None and paid > committed:
        text = N_(
            "Action {code}, progress of {date}: paid {paid} − committed {committed} ="
            " {gap} F paid without commitment.",
            code=code,
            date=date,
            paid=paid,
            committed=committed,
            gap=paid - committed,
        )
        yield Issue(Severity.ERROR, text, "PLAN-71", field="paid")


def backwards(course: Course, _: dt.date, _limits: Limits) -> Iterator[Issue]:
    """Figures that count from the start never go back."""
    names = {
        "quantity": N_("quantity done"),
        "percent": N_("physical progress"),
        "committed": N_("amount committed"),
        "paid": N_("amount paid"),
    }
    for key, name in names.items():
        before: tuple[dt.date, object] | None = None
        for entry in course.seen:
            value = getattr(entry, key)
            if value is None:
                continue
            if before is not None and value < before[1]:
                text = N_(
                    "Action {code}, {name}: {value} on {date}, after {earlier} on"
                    " {since}; figures count from the start.",
                    code=course.code,
                    name=name,
                    value=value,
                    date=entry.seen_on,
                    earlier=before[1],
                    since=before[0],
                )
                yield course.issue(Severity.WARNING, text, "PLAN-72", key)
            before = (entry.seen_on, value)


def exceeded(course: Course, _: dt.date, _limits: Limits) -> Iterator[Issue]:
    """More was done than planned."""
    done = max((e.quantity for e in course.seen if e.quantity is not None), default=0)
    if course.quantity and done > course.quantity:
        text = N_(
            "Action {code}: {done} {unit} done for {planned} planned.",
            code=course.code,
            done=done,
            unit=course.unit,
            planned=course.quantity,
        )
        yield course.issue(Severity.WARNING, text, "PLAN-73", "quantity")


def late(course: Course, today: dt.date, limits: Limits) -> Iterator[Issue]:
    """Rule 14: the end is past, or nobody has looked for months."""
    open_ = course.state not in {ActionState.DONE, *REASONED, ActionState.HANDED_OVER}
    if open_ and course.ends_on is not None and course.ends_on < today:
        text = P_(
            "Action {code}, “{state}”: it was to end on {date}, {count} day ago.",
            "Action {code}, “{state}”: it was to end on {date}, {count} days ago.",
            count=(today - course.ends_on).days,
            code=course.code,
            state=course.state,
            date=course.ends_on,
        )
        yield course.issue(Severity.WARNING, text, "PLAN-14", "ends_on")
    if course.state not in UNDER_WORKS or course.state is ActionState.HANDED_OVER:
        return
    last = course.seen[-1].seen_on if course.seen else course.since
    if last is not None and (count := months(last, today)) >= limits.silence:
        text = P_(
            "Action {code} is under way, and nothing was noted for {count} month"
            " (since {date}).",
            "Action {code} is under way, and nothing was noted for {count} months"
            " (since {date}).",
            count=count,
            code=course.code,
            date=last,
        )
        yield course.issue(Severity.WARNING, text, "PLAN-14", "seen_on")


def finished(course: Course, _: dt.date, limits: Limits) -> Iterator[Issue]:
    """Rule 15: done means dated and wholly done; payments stay near the cost."""
    if course.state is ActionState.DONE and (course.physical or 0) != WHOLE:
        yield course.issue(Severity.ERROR, unfinished(course), "PLAN-15", "state")
    typed = (e.paid.francs for e in course.seen if e.paid is not None)
    paid = max(course.booked.paid.francs, max(typed, default=0))
    if course.cost and paid * HUNDRED > course.cost.francs * (
        HUNDRED + limits.overspend
    ):
        text = N_(
            "Action {code}: paid {paid} for a cost of {cost}, {gap} F above; more than"
            " {limit} % over.",
            code=course.code,
            paid=Money(paid),
            cost=course.cost,
            gap=Money(paid) - course.cost,
            limit=limits.overspend,
        )
        yield course.issue(Severity.WARNING, text, "PLAN-15", "paid")


def unfinished(course: Course) -> object:
    """Say why an action cannot be called done."""
    if course.physical is None:
        return N_(
            "Action {code} is said to be done, but no progress was noted: note the"
            " quantity done or 100 % first.",
            code=course.code,
        )
    return N_(
        "Action {code} is said to be done, but its physical progress is {share}: note"
        " the quantity done or 100 % first.",
        code=course.code,
        share=course.physical,
    )


def decided(course: Course, _: dt.date, _limits: Limits) -> Iterator[Issue]:
    """An action is abandoned by a deliberation (`planning.md` 2.4)."""
    if course.state is ActionState.ABANDONED and not course.deliberation.strip():
        text = N_(
            "Action {code}: abandoned on {date} without the number of a deliberation.",
            code=course.code,
            date=course.since,
        )
        yield course.issue(Severity.WARNING, text, "PLAN-16", "state")


def apart(course: Course, _: dt.date, limits: Limits) -> Iterator[Issue]:
    """Works and payments that drift apart (`peers.md` 3, row 8)."""
    if course.physical is None or course.financial is None:
        return
    gap = (course.physical.basis_points - course.financial.basis_points) / HUNDRED
    facts = {
        "code": course.code,
        "physical": course.physical,
        "financial": course.financial,
        "count": round(abs(gap)),
    }
    if gap > limits.gap:
        text = N_(
            "Action {code}: works {physical}, paid {financial}: works are {count}"
            " points ahead of payments.",
            **facts,
        )
        yield course.issue(Severity.INFORMATION, text, "PLAN-74", "paid")
    elif -gap > limits.gap:
        text = N_(
            "Action {code}: works {physical}, paid {financial}: payments are {count}"
            " points ahead of works.",
            **facts,
        )
        yield course.issue(Severity.WARNING, text, "PLAN-74", "paid")


def unattended(course: Course, today: dt.date, limits: Limits) -> Iterator[Issue]:
    """Rule 17: what was built is handed to a committee."""
    if course.state is not ActionState.DONE or not course.needs_committee:
        return
    if course.committee.strip() or course.since is None:
        return
    if (count := months(course.since, today)) >= limits.committee:
        text = P_(
            "Action {code}: done {count} month ago ({date}), and no committee is named"
            " to run it.",
            "Action {code}: done {count} months ago ({date}), and no committee is named"
            " to run it.",
            count=count,
            code=course.code,
            date=course.since,
        )
        yield course.issue(Severity.WARNING, text, "PLAN-17", "state")


def unlike_books(course: Course, _: dt.date, _limits: Limits) -> Iterator[Issue]:
    """What was typed of an action that the books know is not what they say.

    Typed above the books may well be: a partner pays beside the budget.
    """
    for key, name in (
        ("committed", N_("amount committed")),
        ("paid", N_("amount paid")),
    ):
        typed, books = latest(course.seen, key), getattr(course.booked, key)
        if not isinstance(typed, Money) or not course.booked or typed == books:
            continue
        facts = {"code": course.code, "name": name, "typed": typed, "books": books}
        if typed.francs > books.francs:
            text = N_(
                "Action {code}, {name}: {typed} F typed, the books say {books} F: {gap}"
                " F are outside the budget, or not entered; what was typed counts.",
                **facts,
                gap=typed - books,
            )
        else:
            text = N_(
                "Action {code}, {name}: {typed} F typed, the books say {books} F: {gap}"
                " F more; the books count.",
                **facts,
                gap=books - typed,
            )
        yield course.issue(Severity.INFORMATION, text, "PLAN-75", key)


RULES = (
    backwards,
    exceeded,
    late,
    finished,
    decided,
    apart,
    unattended,
    unlike_books,
)


def of_course(course: Course, today: dt.date, limits: Limits) -> Iterator[Issue]:
    """Run every rule over one action."""
    for rule in RULES:
        yield from rule(course, today, limits)


def months(since: dt.date, today: dt.date) -> int:
    """Count whole months between two days."""
    count = (today.year - since.year) * YEAR + today.month - since.month
    return count - (today.day < since.day)


def latest(seen: Sequence[Seen], key: str) -> object:
    """Give the last known value of one figure."""
    values = (getattr(entry, key) for entry in reversed(seen))
    return next((value for value in values if value is not None), None)


def physical_of(seen: Sequence[Seen], planned: int | None) -> Share | None:
    """Say how far the works are by the last entry that says it."""
    for entry in reversed(seen):
        found = progress_of(entry.percent, entry.quantity, planned)
        if found is not None:
            return found
    return None

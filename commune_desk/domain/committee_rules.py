"""The rules of the registry: terms, posts, women, acts (`planning.md` 7, 17 to 22)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.committees import ActKind, Sex
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.terms import Standing
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from commune_desk.domain.posts import Held, Pair
    from commune_desk.domain.terms import Post, SeatState, Tenure

HUNDRED = 100


def term_refusals(
    committee: str, post: Post, term: Tenure, others: Iterable[Tenure]
) -> Iterator[Issue]:
    """A term lies within its seat, ends after it begins, and has the seat alone."""
    facts = {"committee": committee, "post": post.title, "person": term.name}
    if term.begins_on < post.from_on:
        text = N_(
            "{committee}, {post}: the term of {person} begins on {begins}, but the seat"
            " exists only from {since}.",
            begins=term.begins_on,
            since=post.from_on,
            **facts,
        )
        yield Issue(Severity.ERROR, text, "COM-01", field="begins_on")
    elif post.until_on is not None and term.begins_on > post.until_on:
        text = N_(
            "{committee}, {post}: the term of {person} begins on {begins}, but the seat"
            " was given up on {until}.",
            begins=term.begins_on,
            until=post.until_on,
            **facts,
        )
        yield Issue(Severity.ERROR, text, "COM-01", field="begins_on")
    for name, day in (("ends_on", term.ends_on), ("left_on", term.left_on)):
        if day is not None and day < term.begins_on:
            text = N_(
                "{committee}, {post}: the term of {person} begins on {begins} and"
                " cannot end on {day}.",
                begins=term.begins_on,
                day=day,
                **facts,
            )
            yield Issue(Severity.ERROR, text, "COM-03", field=name)
    for other in others:
        day = term.meets(other) if other.alternate == term.alternate else None
        if day is not None:
            text = N_(
                "{committee}, {post}: two holders on {day}, {other} (since {since}) and"
                " {person}. Note first when {other} left.",
                day=day,
                other=other.name,
                since=other.begins_on,
                **facts,
            )
            yield Issue(Severity.ERROR, text, "COM-02", field="begins_on")


def conflicts(
    person: str, held: Sequence[Held], pairs: Sequence[Pair]
) -> Iterator[Issue]:
    """Rule 21: no two posts that do not go together; refused or told, as data say."""
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            pair = next((p for p in pairs if p.forbids(one, other)), None)
            if pair is None:
                continue
            facts = {
                "person": person,
                "first": one.post,
                "committee": one.committee,
                "second": other.post,
                "other": other.committee,
                "legal": pair.legal or "–",
            }
            text = N_(
                "{person} is {first} ({committee}) and {second} ({other}): the two"
                " posts do not go together ({legal}).",
                **facts,
            )
            severity = Severity.ERROR if pair.refused else Severity.WARNING
            record = Record("terms", other.term_id) if other.term_id else None
            yield Issue(severity, text, "PLAN-21", record, "person_id")


def treasuries(
    person: str, held: Sequence[Held], most: int, *, by_phone: bool = False
) -> Iterator[Issue]:
    """Rule 21: few treasuries in one hand; a telephone is compared, never told."""
    if len(held) < most:
        return
    facts = {"person": person, "committees": tuple(each.committee for each in held)}
    text = P_(
        "{person} keeps {count} treasury: {committees}.",
        "{person} keeps {count} treasuries: {committees}.",
        count=len(held),
        **facts,
    )
    if by_phone:
        text = P_(
            "{count} treasury under one telephone ({person}): {committees}.",
            "{count} treasuries under one telephone ({person}): {committees}.",
            count=len(held),
            **facts,
        )
    yield Issue(
        Severity.WARNING, text, "PLAN-21", Record("terms", held[0].term_id), "person_id"
    )


@dataclass(frozen=True, slots=True)
class Bench:
    """A committee and its seats as the rules see them."""

    id: int
    name: str
    states: tuple[SeatState, ...]
    """Of the seats that exist on the day."""

    women_least: int | None = None
    women_share: int | None = None
    """Hundredths of a per cent; that of the type, else that of the settings."""

    @property
    def bureau(self) -> tuple[SeatState, ...]:
        """The seats of the bureau that somebody holds."""
        return tuple(s for s in self.states if s.post.bureau and s.holder is not None)

    @property
    def women(self) -> int:
        """Women in the bureau."""
        return sum(
            s.holder is not None and s.holder.sex is Sex.WOMAN for s in self.bureau
        )

    @property
    def record(self) -> Record:
        """Where to jump."""
        return Record("committees", self.id)


def mandates(bench: Bench) -> Iterator[Issue]:
    """Rule 18: mandates that have ended, mandates about to."""
    over = [s for s in bench.states if s.standing is Standing.OVER]
    ends = [s.holder.ends_on for s in over if s.holder and s.holder.ends_on]
    if ends:
        text = P_(
            "{committee}: {count} mandate ended and not renewed, since {date}.",
            "{committee}: {count} mandates ended and not renewed, since {date}.",
            count=len(ends),
            committee=bench.name,
            date=min(ends),
        )
        yield Issue(Severity.WARNING, text, "PLAN-18", bench.record, "standing")
    near = [s for s in bench.states if s.standing is Standing.ENDING]
    if near:
        first = min(near, key=lambda s: s.days)
        text = P_(
            "{committee}: {count} mandate ends soon, on {date} (in {days} days).",
            "{committee}: {count} mandates end soon, the first on {date} (in {days}"
            " days).",
            count=len(near),
            committee=bench.name,
            date=first.holder.ends_on if first.holder else None,
            days=first.days,
        )
        yield Issue(Severity.INFORMATION, text, "PLAN-18", bench.record, "standing")


def vacancies(bench: Bench) -> Iterator[Issue]:
    """An elected seat that nobody holds; graver where it is a key post."""
    for each in bench.states:
        if each.standing is not Standing.VACANT or each.post.ex_officio:
            continue
        text = P_(
            "{committee}, {post}: vacant since {count} day.",
            "{committee}, {post}: vacant since {count} days.",
            count=each.days,
            committee=bench.name,
            post=each.post.title,
        )
        key = each.post.key_post
        severity = Severity.WARNING if key else Severity.INFORMATION
        yield Issue(severity, text, "COM-04", bench.record, "standing")


def women(bench: Bench) -> Iterator[Issue]:
    """Rule 19: women in the bureau, by number and by share, and in their own seats."""
    whole, count = len(bench.bureau), bench.women
    facts = {"committee": bench.name, "women": count, "whole": whole}
    if whole and bench.women_least is not None and count < bench.women_least:
        text = N_(
            "{committee}, women: {women} out of {whole} in the bureau; at least {least}"
            " are asked.",
            least=bench.women_least,
            **facts,
        )
        yield Issue(Severity.WARNING, text, "PLAN-19", bench.record, "women")
    elif whole and count * HUNDRED * HUNDRED < (bench.women_share or 0) * whole:
        text = N_(
            "{committee}, women: {women} out of {whole} in the bureau ({share} %); at"
            " least {least} % is asked.",
            share=count * HUNDRED // whole,
            least=(bench.women_share or 0) // HUNDRED,
            **facts,
        )
        yield Issue(Severity.WARNING, text, "PLAN-19", bench.record, "women")
    for each in bench.states:
        holder = each.holder
        if each.post.woman and holder is not None and holder.sex is not Sex.WOMAN:
            text = N_(
                "{committee}, {post}: this seat is a woman’s, and {person} holds it.",
                committee=bench.name,
                post=each.post.title,
                person=holder.name,
            )
            yield Issue(Severity.WARNING, text, "PLAN-19", bench.record, "women")


def lettered(bench: Bench) -> Iterator[Issue]:
    """Seats whose holder must read and write."""
    for each in bench.states:
        holder = each.holder
        if each.post.literate and holder is not None and holder.literate is False:
            text = N_(
                "{committee}, {post}: {person} does not read or write, and the seat"
                " asks for it.",
                committee=bench.name,
                post=each.post.title,
                person=holder.name,
            )
            yield Issue(Severity.WARNING, text, "COM-05", bench.record, "standing")


BENCH_RULES = (mandates, vacancies, women, lettered)


@dataclass(frozen=True, slots=True)
class Deed:
    """A legal act of a committee."""

    kind: ActKind
    number: str = ""
    dated: dt.date | None = None
    valid_until: dt.date | None = None


FOUNDING = (ActKind.RECEIPT, ActKind.REGISTRATION, ActKind.DECISION)
"""Any of these makes a committee exist in law."""


def existence(
    bench: Bench,
    deeds: Sequence[Deed],
    day: dt.date,
    *,
    receipt: bool,
    convention: bool,
) -> Iterator[Issue]:
    """Rule 22: récépissé or registration, and a convention with the commune."""
    if receipt and not any(deed.kind in FOUNDING for deed in deeds):
        text = N_(
            "{committee}: legal existence not established, no récépissé, registration"
            " or decision is noted.",
            committee=bench.name,
        )
        yield Issue(Severity.WARNING, text, "PLAN-22", bench.record, "legal")
    for kinds in (FOUNDING, (ActKind.CONVENTION,)):
        own = [deed for deed in deeds if deed.kind in kinds]
        ends = [d.valid_until for d in own if d.valid_until is not None]
        if own and len(ends) == len(own) and (last := max(ends)) < day:
            latest = next(d for d in own if d.valid_until == last)
            text = P_(
                "{committee}: {act} no. {number} ran out on {date}, {count} day ago.",
                "{committee}: {act} no. {number} ran out on {date}, {count} days ago.",
                count=(day - last).days,
                committee=bench.name,
                act=latest.kind,
                number=latest.number or "–",
                date=last,
            )
            yield Issue(Severity.WARNING, text, "PLAN-22", bench.record, "legal")
    if convention and not any(deed.kind is ActKind.CONVENTION for deed in deeds):
        text = N_(
            "{committee}: it runs an installation, and no convention with the commune"
            " is noted.",
            committee=bench.name,
        )
        yield Issue(Severity.WARNING, text, "PLAN-22", bench.record, "legal")


def unrun(
    title: str, served_from: dt.date | None, months: int, limit: int, record: Record
) -> Iterator[Issue]:
    """Rule 17 for an installation: in service so many months, and nobody runs it."""
    if served_from is not None and months >= limit:
        text = P_(
            "No management committee for “{title}”, in service since {date} ({count}"
            " month).",
            "No management committee for “{title}”, in service since {date} ({count}"
            " months).",
            count=months,
            title=title,
            date=served_from,
        )
        yield Issue(Severity.WARNING, text, "PLAN-17", record, "committee_id")

"""Run the rules of the registry over the committees (`planning.md` 7, 17 to 22)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.committee_rules import (
    BENCH_RULES,
    conflicts,
    existence,
    treasuries,
    unrun,
)
from commune_desk.domain.committees import InstallationState
from commune_desk.domain.issues import Record
from commune_desk.domain.posts import is_post
from commune_desk.domain.progress import months
from commune_desk.domain.search import fold
from commune_desk.l10n import reading
from commune_desk.services.committee_types import pairs
from commune_desk.services.preferences import BY_NAME
from commune_desk.services.registry import book, women_share
from commune_desk.services.settings import preference
from commune_desk.services.today import limits, today
from commune_desk.storage.models import CommitteeAction, Installation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.posts import Held
    from commune_desk.services.registry import Book
    from commune_desk.services.scope import Scope

TREASURIES = "committees.treasuries"


def of_committees(session: Session, _: Scope | None = None) -> Iterator[Issue]:
    """Find what the registry tells of each committee, its people and installations."""
    day, share, registry = today(session), women_share(session), book(session)
    for known in registry:
        if not known.active:
            continue
        bench = known.bench(day, share)
        for rule in BENCH_RULES:
            yield from rule(bench)
        yield from existence(
            bench,
            known.deeds,
            day,
            receipt=known.type.needs_receipt,
            convention=known.installations > 0,
        )
    yield from _of_people(session, registry, day)
    yield from _of_installations(session, day)


def _of_people(session: Session, registry: Book, day: dt.date) -> Iterator[Issue]:
    known = pairs(session)
    post = preference(session, "committees.treasurer")
    most = reading.integer(preference(session, TREASURIES))
    most = most or int(BY_NAME[TREASURIES].default)
    by_name: dict[str, list[tuple[str, Held]]] = defaultdict(list)
    by_phone: dict[str, list[tuple[str, Held]]] = defaultdict(list)
    posts = registry.holders(day)
    for person_id, person in registry.people.items():
        held = posts.get(person_id, [])
        yield from conflicts(person.name, held, known)
        for each in held:
            if is_post(each.post, post):
                by_name[fold(person.name)].append((person.name, each))
                if number := re.sub(r"\D", "", person.phone):
                    by_phone[number].append((person.name, each))
    told = set()
    for found in by_name.values():
        name, own = found[0][0], [each for _, each in found]
        issues = list(treasuries(name, own, most))
        told |= {each.term_id for each in own} if issues else set()
        yield from issues
    for found in by_phone.values():
        names = ", ".join(dict.fromkeys(name for name, _ in found))
        own = [each for _, each in found]
        if not {each.term_id for each in own} <= told:
            yield from treasuries(names, own, most, by_phone=True)


def _of_installations(session: Session, day: dt.date) -> Iterator[Issue]:
    limit = limits(session).committee
    run = set(session.scalars(select(CommitteeAction.action_id)))
    for row in session.scalars(select(Installation).order_by(Installation.id)):
        if row.committee_id is not None or row.action_id in run:
            continue
        if row.state is InstallationState.ABANDONED or row.served_from is None:
            continue
        count = months(row.served_from, day)
        record = Record("installations", row.id)
        yield from unrun(row.title, row.served_from, count, limit, record)

"""What the dossier knows of each committee on a day, as the lights read it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.domain.committee_life import (
    Met,
    last_accounts,
    last_assembly,
    last_bureau,
    later,
)
from commune_desk.domain.committee_lights import Facts, Limits
from commune_desk.domain.committee_rules import FOUNDING
from commune_desk.domain.committees import (
    ActKind,
    InstallationState,
    MeetingKind,
    Sex,
)
from commune_desk.domain.search import fold
from commune_desk.domain.terms import Standing
from commune_desk.services.committee_cash import money_facts
from commune_desk.services.due_lists import debts, dues_on
from commune_desk.services.due_rules import due_rules
from commune_desk.services.installations import installations
from commune_desk.services.obligations import asked_of
from commune_desk.services.registry import book, women_share
from commune_desk.services.settings import whole_number
from commune_desk.services.water import networks, year_before
from commune_desk.storage.models import (
    CommitteeAct,
    CommitteeMeeting,
    Visit,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.registry import Known

ANALYSIS = "analyse"
"""Word by which an “other act” of a committee is known as an analysis of its water."""

YEAR = 12


def limits(session: Session) -> Limits:
    """Read from when on a light turns."""
    return Limits(
        sold=whole_number(session, "committees.sold", 0, 100),
        recovery=whole_number(session, "committees.recovery", 0, 100),
        renewal=whole_number(session, "committees.renewal", 0, 100),
        meetings=whole_number(session, "committees.meetings", 1, 365),
    )


def met_of(session: Session) -> dict[int, list[Met]]:
    """Give the meetings of each committee."""
    found: dict[int, list[Met]] = defaultdict(list)
    for row in session.scalars(select(CommitteeMeeting)):
        met = Met(
            row.kind,
            row.held_on,
            row.women,
            row.men,
            minutes=row.minutes,
            accounts_shown=row.accounts_shown,
        )
        found[row.committee_id].append(met)
    return found


def facts(session: Session, day: dt.date) -> dict[int, Facts]:
    """Gather the facts of all committees, by their id."""
    asked, share, met = asked_of(session), women_share(session), met_of(session)
    found = {
        known.id: _of_people(known, day, share, asked.get(known.type.id, {}))
        for known in book(session)
    }
    parts: list[dict[int, dict[str, Any]]] = [
        {each: _of_meetings(held, day) for each, held in met.items()},
        _of_money(session, day),
        _of_works(session),
        _of_water(session, day),
        _of_papers(session, day),
    ]
    for part in parts:
        for committee_id, known in part.items():
            if committee_id in found:
                found[committee_id] = replace(found[committee_id], **known)
    return found


def _of_people(
    known: Known, day: dt.date, share: int, asked: Mapping[str, int | None]
) -> Facts:
    bench, row, own = known.bench(day, share), known.committee, known.type
    seats = [each for each in bench.states if not each.post.ex_officio]
    held = [each for each in seats if each.holder is not None]
    ends = [e.holder.ends_on for e in held if e.holder and e.holder.ends_on]
    keys = [e for e in bench.bureau if e.post.key_post and e.holder is not None]
    acts = [deed for deed in known.deeds if deed.kind in FOUNDING]
    conventions = [d for d in known.deeds if d.kind is ActKind.CONVENTION]
    repairs = [d for d in known.deeds if d.kind is ActKind.REPAIR]
    return Facts(
        asked=asked,
        created_on=row.created_on,
        receipt=acts[-1].number if acts else None,
        needs_receipt=own.needs_receipt,
        statutes=any(deed.kind is ActKind.STATUTES for deed in known.deeds),
        rules=any(deed.kind is ActKind.RULES for deed in known.deeds),
        convention=bool(conventions),
        convention_until=_longest(conventions),
        seats=len(seats),
        filled=len(held),
        over=sum(each.standing is Standing.OVER for each in seats),
        next_end=min(ends, default=None),
        members=len(bench.bureau),
        women=bench.women,
        women_least=bench.women_least,
        women_share=bench.women_share,
        key_posts=len(keys),
        key_women=sum(e.holder is not None and e.holder.sex is Sex.WOMAN for e in keys),
        bank=bool(row.bank or row.bank_account),
        target=row.renewal_target,
        repairer=bool(repairs),
        repairer_until=_longest(repairs),
    )


def _longest(deeds: Sequence[Any]) -> dt.date | None:
    """Give the last day on which one of these acts is valid; None for no end."""
    ends = [deed.valid_until for deed in deeds]
    return None if not ends or None in ends else max(ends)


def _of_meetings(held: Sequence[Met], day: dt.date) -> dict[str, Any]:
    since = later(day, -YEAR)
    return {
        "last_assembly": last_assembly(held, day),
        "last_bureau": last_bureau(held, day),
        "last_accounts": last_accounts(held, day),
        "meetings": sum(
            each.kind is MeetingKind.BUREAU
            and each.minutes
            and since < each.held_on <= day
            for each in held
        ),
    }


def _of_money(session: Session, day: dt.date) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict, money_facts(session, day))
    _unpaid(session, day, found)
    return found


def _unpaid(session: Session, day: dt.date, found: dict[int, dict[str, Any]]) -> None:
    for rule in due_rules(session):
        found[rule.committee_id]["has_dues"] = True
    for debt in debts(dues_on(session, day)):
        if debt.since is not None:
            found[debt.committee_id]["unpaid_since"] = debt.since


def _of_works(session: Session) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(
        lambda: {"installations": 0, "working": 0, "broken_on": None}
    )
    for row in installations(session):
        if row.committee_id is None or row.state is InstallationState.ABANDONED:
            continue
        own = found[row.committee_id]
        own["installations"] += 1
        own["working"] += row.state is InstallationState.WORKING
        days = [d for d in (own["broken_on"], row.broken_on) if d is not None]
        own["broken_on"] = min(days, default=None)
    return found


def _of_water(session: Session, day: dt.date) -> dict[int, dict[str, Any]]:
    """Add up what the meters counted in the year before the day."""
    found: dict[int, dict[str, Any]] = {}
    for committee_id, network in networks(session).items():
        made = network.balance(*year_before(day))
        if made.produced is not None or made.sold is not None:
            facts = {"produced": made.produced or 0, "sold": made.sold or 0}
            found[committee_id] = facts
    return found


def _of_papers(session: Session, day: dt.date) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    acts = select(CommitteeAct).where(CommitteeAct.kind == ActKind.OTHER)
    for act in session.scalars(acts.order_by(CommitteeAct.dated)):
        words = fold(f"{act.number} {act.note}")
        if ANALYSIS in words and act.dated is not None and act.dated <= day:
            found[act.committee_id]["last_analysis"] = act.dated
    seen = select(Visit.committee_id, func.max(Visit.made_on))
    for committee_id, made_on in session.execute(
        seen.where(Visit.made_on <= day).group_by(Visit.committee_id)
    ):
        found[committee_id]["last_visit"] = made_on
    return found

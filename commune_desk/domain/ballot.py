"""The vote of a budget at a session of the council (`budget.md` 1.2).

How severe each rule is, and the text behind it, is data like that of the other rules
of the budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.council import voted
from commune_desk.domain.issues import Issue, Record
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commune_desk.domain.balance import Applied
    from commune_desk.domain.council import Session
    from commune_desk.domain.text import Text


def ballot(
    session: Session,
    seats: int | None,
    quorum: int | None,
    settings: Mapping[str, Applied],
) -> Iterator[Issue]:
    """Say what is wrong with voting at this session, with its figures."""
    yield from _quorum(session, seats, quorum, settings)
    cast = voted(session)
    if session.present is None or cast is None:
        text = N_(
            "Session of {date}: the members present and the votes are not typed; the"
            " deliberation will leave them to the pen.",
            date=session.held_on,
        )
        yield from _found(settings, "V3", session, text, "votes_for")
        return
    yield from _outcome(session, settings)
    voters = session.present + (session.proxies or 0)
    if cast != voters:
        text = N_(
            "Session of {date}: {votes_for} for + {votes_against} against +"
            " {abstentions} abstentions = {sum}, but {present} present + {proxies}"
            " proxies = {voters} voters; {missing} are not counted.",
            date=session.held_on,
            votes_for=session.votes_for or 0,
            votes_against=session.votes_against or 0,
            abstentions=session.abstentions or 0,
            sum=cast,
            present=session.present,
            proxies=session.proxies or 0,
            voters=voters,
            missing=abs(voters - cast),
        )
        yield from _found(settings, "V3", session, text, "votes_for")


def _quorum(
    session: Session,
    seats: int | None,
    quorum: int | None,
    settings: Mapping[str, Applied],
) -> Iterator[Issue]:
    here = session.present
    if here is None or quorum is None or here >= quorum:
        return
    text = P_(
        "Session of {date}: {present} present out of {seats}, the quorum of {quorum}"
        " is not reached; {count} member was missing.",
        "Session of {date}: {present} present out of {seats}, the quorum of {quorum}"
        " is not reached; {count} members were missing.",
        date=session.held_on,
        present=here,
        seats=seats,
        quorum=quorum,
        count=quorum - here,
    )
    yield from _found(settings, "V1", session, text, "present")


def _outcome(session: Session, settings: Mapping[str, Applied]) -> Iterator[Issue]:
    won, lost = session.votes_for or 0, session.votes_against or 0
    if won > lost:
        return
    text = N_(
        "Session of {date}: {votes_for} for, {votes_against} against; the document is"
        " not adopted.",
        date=session.held_on,
        votes_for=won,
        votes_against=lost,
    )
    yield from _found(settings, "V2", session, text, "votes_for")


def _found(
    settings: Mapping[str, Applied],
    code: str,
    session: Session,
    text: Text,
    field: str,
) -> Iterator[Issue]:
    applied = settings.get(code)
    if applied is not None:
        about = Record("council_sessions", session.id)
        yield Issue(applied.severity, text, f"BUDGET-{code}", about, field)

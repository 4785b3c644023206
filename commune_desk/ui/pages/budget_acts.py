"""The acts on the documents of a budget, each with what it asks for."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import DocumentKind, DocumentState
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_, Text
from commune_desk.services.budget_starts import Base, StartFrom
from commune_desk.services.council import sessions
from commune_desk.services.fiscal_years import (
    ApproveBudget,
    DebateBudget,
    OpenYear,
    ReturnBudget,
    TransmitBudget,
    VoteBudget,
)
from commune_desk.tables.ballots import session_choices
from commune_desk.tables.budget import nomenclature_numbers
from commune_desk.tables.table import Choice, Column, Kind
from commune_desk.ui.pages.act_questions import (
    before_approval,
    before_return,
    before_transmission,
    before_vote,
)
from commune_desk.ui.pages.act_strip import Act

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commune_desk.services.budget_documents import DocumentRow
    from commune_desk.services.command import Command
    from commune_desk.services.fiscal_years import Step
    from commune_desk.ui.context import Context

S = DocumentState
TO_VOTE = frozenset({S.PREPARED, S.DEBATED, S.RETURNED})
HUNDRED = 100


def _asked(
    key: str, title: Text, kind: Kind = Kind.TEXT, width: int = 12
) -> Column[Any]:
    return Column(key, title, lambda _: None, kind, width)


ON = _asked("on", N_("Date"), Kind.DATE)


def acts_on(row: DocumentRow) -> list[Act]:
    """List what can be done with a document, the next step first."""
    found: list[Act] = []
    if row.kind is DocumentKind.PRIMITIVE and row.state in {S.PREPARED, S.RETURNED}:
        found.append(_debate(row))
    if row.state in TO_VOTE:
        found.append(_vote(row))
    if row.state is S.RETURNED:
        found.reverse()
    if row.state is S.VOTED:
        found.append(_transmit(row))
    if row.state is S.TRANSMITTED:
        found += [_approve(row), _return(row)]
    return found


def _today() -> dict[str, Any]:
    return {"on": dt.date.today()}  # noqa: DTZ011  days of the desk's own calendar


def _debate(row: DocumentRow) -> Act:
    return Act(
        N_("Note the public debate"),
        N_("The debate comes before the vote; figures can still change after it."),
        (ON,),
        lambda values: DebateBudget(row.id, _date(values)),
        starts=_today(),
    )


def _vote(row: DocumentRow) -> Act:
    return Act(
        N_("Put to the vote"),
        N_(
            "The vote freezes the figures. Choose the session in the register: quorum"
            " and votes are then printed; without it they are left to the pen."
        ),
        (
            Column(
                "session",
                N_("Session of the council"),
                lambda _: None,
                Kind.CHOICE,
                26,
                choices=partial(session_choices, _last_act(row)),
            ),
            ON,
            _asked("number", N_("Deliberation no."), width=14),
        ),
        lambda values: VoteBudget(
            row.id, _date(values), values["number"] or "", values["session"]
        ),
        starts=_today(),
        asks=partial(before_vote, row),
        follows=_of_session,
    )


def _last_act(row: DocumentRow) -> dt.date | None:
    """Give the day before which no session can vote the document."""
    return row.debated_on or row.transmitted_on


def _of_session(context: Context, _key: str, session_id: int) -> Mapping[str, Any]:
    """Take the day and the number of the deliberation from the session."""
    with context.reading() as session:
        (row,) = sessions(session, ids=(session_id,))
    found: dict[str, Any] = {"on": row.held_on}
    if row.deliberation:
        found["number"] = row.deliberation
    return found


def _transmit(row: DocumentRow) -> Act:
    return Act(
        N_("Transmit"),
        N_("The voted document goes to the State’s representative."),
        (ON, _asked("number", N_("Letter no."), width=14)),
        lambda values: TransmitBudget(row.id, _date(values), values["number"] or ""),
        "send",
        _today(),
        asks=partial(before_transmission, row),
    )


def _approve(row: DocumentRow) -> Act:
    return Act(
        N_("Note the approval"),
        N_("Without a number, say that the approval is tacit."),
        (
            ON,
            _asked("number", N_("Approval no."), width=14),
            _asked("tacit", N_("Tacit"), Kind.FLAG, 8),
        ),
        lambda values: ApproveBudget(
            row.id, _date(values), values["number"] or "", bool(values["tacit"])
        ),
        starts={**_today(), "tacit": False},
        asks=partial(before_approval, row),
    )


def _return(row: DocumentRow) -> Act:
    return Act(
        N_("Note the return"),
        N_("The document opens again for a second vote."),
        (ON, _asked("remarks", N_("Remarks"), width=40)),
        lambda values: ReturnBudget(row.id, _date(values), values["remarks"] or ""),
        "restore",
        _today(),
        asks=partial(before_return, row),
    )


def _date(values: Mapping[str, Any]) -> dt.date:
    on = values["on"]
    if not isinstance(on, dt.date):
        text = N_("Type the date of the act.")
        raise Rejected([Issue(Severity.ERROR, text, field="on")])
    return on


def opening(context: Context, steps: Sequence[Step]) -> Act:
    """Ask for the nomenclature with which the year opens."""
    year = context.scope.year
    column: Column[Any] = Column(
        "list",
        N_("Nomenclature"),
        lambda _: None,
        Kind.CHOICE,
        34,
        choices=nomenclature_numbers,
    )
    with context.reading() as session:
        offered = nomenclature_numbers(session, context.scope)
    return Act(
        N_("Open the exercise"),
        N_(
            "Every account of the nomenclature gets its line in the budget {year}.",
            year=str(year),
        ),
        (column,),
        lambda values: OpenYear(year, values["list"] or 0, tuple(steps)),
        "plus",
        {"list": offered[0].value} if offered else None,
    )


BASES = {
    Base.BUDGET: N_("The last budget"),
    Base.ACCOUNT: N_("What was realised two years before"),
    Base.MEAN: N_("The mean of three years"),
}


def starting(context: Context) -> Act:
    """Ask for what the lines start from, and by how much they change."""
    choices = [Choice(base.value, title) for base, title in BASES.items()]
    column: Column[Any] = Column(
        "base",
        N_("Start from"),
        lambda _: None,
        Kind.CHOICE,
        24,
        choices=lambda _session, _scope: choices,
    )
    return Act(
        N_("Fill the empty lines"),
        N_("Lines that have a figure keep it. By chapter: “60: 3; 61: −2”."),
        (
            column,
            _asked("all", N_("Change in %"), Kind.INTEGER, 12),
            _asked("chapters", N_("Change by chapter"), width=16),
        ),
        partial(_start, context),
        "restore",
        {"base": Base.BUDGET.value, "all": 0},
    )


def _start(context: Context, values: Mapping[str, Any]) -> Command[Any]:
    base = Base(values["base"] or Base.BUDGET.value)
    percent = {"": values["all"] or 0, **_by_chapter(values["chapters"] or "")}
    origin = context.say(BASES[base])
    return StartFrom(context.scope.year, base, percent, origin=origin)


def _by_chapter(text: str) -> dict[str, int]:
    found = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        code, _, change = part.partition(":")
        number = change.replace("−", "-").replace("%", "").strip()
        if not code.strip() or not number.lstrip("+-").isdigit():
            told = N_("“{part}” is no change of a chapter: type “60: 3”.", part=part)
            raise Rejected([Issue(Severity.ERROR, told, field="chapters")])
        found[code.strip()] = int(number)
    return found


def state_words(row: DocumentRow) -> Text:
    """Say how far a document has come, for the tag after the title."""
    match row.state:
        case S.DEBATED:
            return N_("Draft · public debate on {date}", date=row.debated_on)
        case S.VOTED:
            return N_(
                "Voted on {date}, deliberation {number}",
                date=row.voted_on,
                number=row.deliberation,
            )
        case S.TRANSMITTED:
            return N_("Transmitted on {date}", date=row.transmitted_on)
        case S.APPROVED if row.tacit:
            return N_("Tacitly approved on {date}", date=row.approved_on)
        case S.APPROVED:
            return N_(
                "Approved on {date}, {number}",
                date=row.approved_on,
                number=row.approval,
            )
        case S.RETURNED:
            return N_("Returned with remarks")
    return N_("Draft")

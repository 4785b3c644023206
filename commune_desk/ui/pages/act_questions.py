"""What is asked before each act on a document of the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import DocumentKind, Section
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.act_figures import fixed
from commune_desk.services.ballots import ballot_issues
from commune_desk.services.council import sessions
from commune_desk.ui.pages.act_question import MOST, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.issues import Issue
    from commune_desk.services.act_figures import Fixed
    from commune_desk.services.budget_documents import DocumentRow
    from commune_desk.ui.context import Context


def before_vote(row: DocumentRow, context: Context, values: Mapping[str, Any]) -> Any:
    """Say what the vote freezes, and what is doubtful about the session."""
    found = _fixed(row, context)
    year = str(context.scope.year)
    if row.kind is DocumentKind.TRANSFER and row.light:
        text = N_(
            "The transfer is carried out at once: within one chapter the deliberation"
            " is enough. The credits below change."
        )
    elif row.kind is DocumentKind.TRANSFER:
        text = N_(
            "The moves below are frozen; the credits change once the transfer is"
            " approved."
        )
    else:
        text = P_(
            "{count} line of {document} {year} is frozen at the figures beside.",
            "{count} lines of {document} {year} are frozen at the figures beside.",
            count=found.lines,
            document=_named(row),
            year=year,
        )
    return Question(
        text,
        N_("Record the vote"),
        *_figures(found),
        _doubts(context, values.get("session")),
    )


def before_transmission(
    row: DocumentRow, context: Context, _: Mapping[str, Any]
) -> Question:
    """Say what leaves the commune."""
    text = N_(
        "{document} {year} goes to the State’s representative at the figures beside;"
        " his answer is then noted: approval or return.",
        document=_capital(row),
        year=str(context.scope.year),
    )
    return Question(text, N_("Record the transmission"), *_told(row, context))


def before_approval(
    row: DocumentRow, context: Context, values: Mapping[str, Any]
) -> Question:
    """Say what is in force from then on."""
    tacit = N_(
        "{document} {year} is in force at the figures beside, approved by silence. Only"
        " another document changes it.",
        document=_capital(row),
        year=str(context.scope.year),
    )
    text = N_(
        "{document} {year} is in force at the figures beside. Only another document"
        " changes it.",
        document=_capital(row),
        year=str(context.scope.year),
    )
    asked = tacit if values.get("tacit") else text
    return Question(asked, N_("Record the approval"), *_told(row, context))


def before_return(row: DocumentRow, context: Context, _: Mapping[str, Any]) -> Question:
    """Say that the figures open again, and what is kept of the first vote."""
    text = N_(
        "The vote falls: the figures beside open again and a second deliberation is"
        " needed. The first stays in the journal."
    )
    return Question(text, N_("Record the return"), *_told(row, context))


def _told(row: DocumentRow, context: Context) -> Any:
    return _figures(_fixed(row, context))


def _fixed(row: DocumentRow, context: Context) -> Fixed:
    with context.reading() as session:
        return fixed(session, row.id)


def _figures(found: Fixed) -> tuple[tuple[Text, ...], tuple[tuple[object, ...], ...]]:
    if found.moves:
        return _moves(found)
    heads = (N_("In F CFA"), N_("Receipts"), N_("Expenditure"))
    rows: list[tuple[object, ...]] = [
        (SECTIONS[each.section], each.revenue, each.expenditure) for each in found.sums
    ]
    whole = (
        Money.total(each.revenue for each in found.sums),
        Money.total(each.expenditure for each in found.sums),
    )
    return heads, (*rows, (N_("Whole"), *whole))


def _moves(found: Fixed) -> tuple[tuple[Text, ...], tuple[tuple[object, ...], ...]]:
    heads = (N_("Account, in F CFA"), N_("Moved"))
    rows: list[tuple[object, ...]] = [
        (f"{move.code} {move.title}", move.amount) for move in found.moves[:MOST]
    ]
    more = len(found.moves) - MOST
    if more > 0:
        rest = Money.total(move.amount for move in found.moves[MOST:])
        rows.append(
            (P_("{count} more account", "{count} more accounts", count=more), rest)
        )
    whole = Money.total(move.amount for move in found.moves if move.amount.francs > 0)
    return heads, (*rows, (N_("Credits moved"), whole))


SECTIONS = {
    Section.OPERATING: N_("Operating"),
    Section.INVESTMENT: N_("Investment"),
}
"""How a question calls the sections."""


def _named(row: DocumentRow) -> Text:
    """Name a document inside a sentence."""
    match row.kind:
        case DocumentKind.PRIMITIVE:
            return N_("the primitive budget")
        case DocumentKind.ADDITIONAL:
            return N_("the additional budget")
        case DocumentKind.AUTHORISATION:
            return N_("the special authorisation")
    return N_("the transfer")


def _capital(row: DocumentRow) -> Text:
    """Name a document at the head of a sentence."""
    return NAMES[row.kind]


def _doubts(context: Context, session_id: int | None) -> tuple[Issue, ...]:
    if session_id is None:
        return ()
    with context.reading() as session:
        (row,) = sessions(session, ids=(session_id,))
        return tuple(ballot_issues(session, row))

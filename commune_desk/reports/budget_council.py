"""What a deliberation on the budget takes from the register of council sessions.

Without a session, or before the vote, dots are left to the pen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.act_words import act_word, numbered
from commune_desk.reports.blocks import (
    Heading,
    Note,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    Voice,
)
from commune_desk.reports.budget_sheet import BLANK
from commune_desk.reports.deliberation import ballot, counted, roll
from commune_desk.reports.grids import Align
from commune_desk.services.ballots import session_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.reports.grids import Said
    from commune_desk.services.council import SessionRow


def act(*runs: Run, marker: Said = "", align: Align = Align.LEFT) -> Prose:
    """Put words into a paragraph of an act."""
    return Prose((Paragraph(runs, marker, align),), Voice.ACT)


def day(sheet: Sheet, date: dt.date | None) -> str:
    """Write a date, or leave it to the pen."""
    return sheet.telling.words.long_date(date) if date else BLANK


def session_at(sheet: Sheet) -> SessionRow | None:
    """Find the session that voted the document; None before the vote."""
    if not sheet.voted:
        return None
    return session_of(sheet.telling.session, sheet.document)


def head(sheet: Sheet) -> Title:
    """Print number and day of the deliberation."""
    document = sheet.document
    number = (document.deliberation if sheet.voted else "") or BLANK
    voted = document.voted_on if sheet.voted else None
    return Title(
        numbered(sheet.telling, number),
        N_("of {date}", date=day(sheet, voted)),
    )


def result(sheet: Sheet, held: SessionRow | None) -> Iterator[Block]:
    """Print the vote in figures and in words, the roll, the signatures."""
    yield Heading(N_("Result of the vote"))
    yield ballot(held)
    if held is not None and held.voted is not None and held.present is not None:
        yield Note(counted(held, _outcome(sheet, held)))
    yield Heading(N_("Councillors"))
    yield roll(held)
    place = (held.place if held else "") or BLANK
    yield act(Run(act_word(sheet.telling, "done", place=place)))
    scribe, chair = (held.scribe, held.chair) if held else ("", "")
    executive = sheet.settings["executive.title"]
    yield Signatures(
        (
            _signed(N_("The secretary of the session"), scribe),
            _signed(
                N_("{executive}, chair of the session", executive=executive),
                chair,
                stamp=True,
            ),
            Signature(
                N_("Reserved to: {state}", state=sheet.settings["state.title"]),
                (N_("Received on …… / …… / ………… under no. ……………"),),
                framed=True,
            ),
        )
    )


def _signed(title: Text, name: str, *, stamp: bool = False) -> Signature:
    """Leave a place to sign, under the name that the register knows."""
    if name:
        return Signature(title, stamp=stamp, name=name)
    return Signature(title, stamp=stamp)


def _outcome(sheet: Sheet, held: SessionRow) -> Text | None:
    """Say the vote in words, as an act does; None where it was lost."""
    if (held.votes_for or 0) <= (held.votes_against or 0):
        return None
    spell = sheet.telling.words.letters
    return N_(
        "The document is adopted. In words, for: {votes_for}; against: {votes_against};"
        " abstentions: {abstentions}.",
        votes_for=spell(held.votes_for or 0),
        votes_against=spell(held.votes_against or 0),
        abstentions=spell(held.abstentions or 0),
    )

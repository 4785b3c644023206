"""The sheet to fold, close and lock away: the code that replaces a lost password.

Printed from the list of papers it leaves the code to the pen; printed when a code is
drawn it holds it. No code is kept anywhere (`exchange-and-safety.md` 7.2).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    Note,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.meeting_papers import DOTS, standing
from commune_desk.services.people.users import people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.scope import Scope

GROUP = N_("Lists")
TITLE = N_("Recovery sheet of a password")
BLANK = "– – – – · – – – – · – – – – · – – – – · – – – –"
"""Where a code is written by hand: five parts of four signs."""

STEPS = (
    N_("Fold the sheet at the line, so that the code is inside."),
    N_("Close it with paste or staples; sign and stamp over the edge."),
    N_("Lock it away, not with the computer: with the mayor, or in the strongbox."),
    N_(
        "On the day when the password is lost: open it, choose “Password forgotten” at"
        " the desk, type the code and a new password. The code is then worth nothing:"
        " print another sheet."
    ),
)


def _story(told: tuple[str, str], telling: Telling) -> Iterator[Block]:
    name: Said = told[0]
    code = told[1]
    if not name and telling.only:
        name = dict(choices(telling.session, telling.scope)).get(telling.only, "")
    yield Title(TITLE, N_("For: {name}", name=name or DOTS))
    yield Prose(
        tuple(
            Paragraph((Run(said),), marker=f"{number}.")
            for number, said in enumerate(STEPS, 1)
        )
    )
    yield Signatures(
        (Signature(N_("The owner of the password")),
         Signature(N_("Who keeps the sheet"), stamp=True))
    )  # fmt: skip
    yield Note(N_("– – – – – – – – – – fold here, the code inside – – – – – – – – – –"))
    yield Heading(N_("Recovery code"))
    yield KeyFigures((Figure(code or BLANK, N_("signs to type at the desk")),))
    yield say_prose(
        N_("Small letters or capitals, with or without dashes."),
        N_("No other sheet of this person is worth anything once this one is printed."),
    )
    if not code:
        yield Note(N_("An empty sheet: the desk shows the code only when it draws it."))


def choices(session: Session, _: Scope) -> Sequence[tuple[str, Said]]:
    """Name the people who have a password."""
    return [(str(p.id), p.name) for p in people(session) if p.has_password]


def recovery_paper(name: str, code: str) -> Document:
    """Make the sheet of one person with the code on it."""
    return Document(
        "recovery-sheet",
        TITLE,
        partial(_story, (name, code)),
        group=GROUP,
        purpose=N_("To be locked away, for the day when a password is lost."),
        standing=standing,
        choices=choices,
    )


RECOVERY_SHEET = recovery_paper("", "")

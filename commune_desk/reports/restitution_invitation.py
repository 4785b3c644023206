"""The invitation to the public restitution (`planning.md` 8, paper 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
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
from commune_desk.reports.meeting_papers import DOTS, SHORT, standing
from commune_desk.reports.restitution_kit import GROUP, choices, named
from commune_desk.reports.told_year import session_of
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling

TITLE = N_("Invitation to the restitution")
ORDER = (
    N_("What came in, what went out, what is left: the ten figures of the year."),
    N_("What was done of the plan, and what was not, with the reasons."),
    N_("The TDRL, village by village."),
    N_("What became of the recommendations of the last session."),
    N_("Questions, answers and recommendations of the public."),
)
"""What is on the agenda; the session may add to it by hand."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell who is invited, to what, where and when; blanks for what is not known."""
    row, words = session_of(telling), telling.words
    settings = preferences(telling.session)
    year = str(row.year if row else telling.scope.year)
    yield Title(
        N_("Invitation: public restitution of the year {year}", year=year), headed=True
    )
    date = words.long_date(row.held_on) if row else SHORT
    place = (row.place or row.village) if row else ""
    yield say_prose(
        N_("To: {dots}", dots=DOTS),
        N_(
            "The {executive} invites you to the session in which the commune gives"
            " account of the year {year}. It is open to all.",
            executive=settings["executive.title"],
            year=year,
        ),
        N_("Date: {date} · Place: {place}", date=date, place=place or DOTS),
        N_("Time: {dots}", dots=SHORT),
    )
    yield Prose(
        (
            Paragraph((Run(N_("On the agenda:")),)),
            *(
                Paragraph((Run(said),), marker=f"{number}.")
                for number, said in enumerate(ORDER, 1)
            ),
        )
    )
    yield say_prose(
        N_(
            "Each village is asked to come with women and young people among those"
            " whom it sends, and to write its questions down beforehand."
        )
    )
    yield Note(
        N_("A working form: the texts found say no more than that a session is held.")
    )
    yield Signatures((Signature(settings["executive.title"], stamp=True),))


RESTITUTION_INVITATION = Document(
    "restitution-invitation",
    TITLE,
    story,
    group=GROUP,
    purpose=N_("For chiefs of villages, services and partners, before the session."),
    standing=standing,
    choices=choices,
    named=lambda telling: named(telling, TITLE),
)

"""The booklet of a session: the papers of a selection in one file (PRINT-1).

A cover, a table of contents with true pages, every paper with its own title and its
own head and foot, bookmarks in two levels, and one count of pages over the whole.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Cover, Figure
from commune_desk.reports.catalogue import document
from commune_desk.reports.document import Document, Telling, unstated
from commune_desk.reports.frame import imprint
from commune_desk.reports.options import AS_DESIGNED, Options
from commune_desk.reports.own_text import worded
from commune_desk.reports.pdf.book import Book
from commune_desk.reports.writing import paper_of, told
from commune_desk.services.council import sessions
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commune_desk.services.council import SessionRow
    from commune_desk.services.jobs import Progress
    from commune_desk.services.selections import Selection

CONTENTS = N_("Table of contents")
NO_SESSION = N_("Session of …… / …… / …………")
"""Where no session is in the dossier the date is left to the pen."""


NO_MARKS: Mapping[str, Text | str] = MappingProxyType({})


class _Within:
    """Progress of one paper, told as that of the booklet; it stops with it."""

    def __init__(self, outer: Progress, text: Text, done: int, total: int) -> None:
        self._outer, self._text = outer, text
        self._done, self._total = done, total

    def step(self, text: Text, done: int, total: int) -> None:
        """Say which paper is being printed."""
        del text, done, total
        self._outer.step(self._text, self._done, self._total)


def booklet(
    wanted: Selection,
    telling: Telling,
    options: Options = AS_DESIGNED,
    marks: Mapping[str, Text | str] = NO_MARKS,
) -> bytes:
    """Print the papers of a selection as one PDF; return the bytes of the file.

    `marks` says what the pages of a paper say in which something is missing. Raise
    `Rejected` for a document that does not exist, before anything is printed.
    """
    papers = [document(name) for name in wanted.papers]
    front = Document("booklet", N_("Booklet"), lambda _: iter(()), standing=unstated,
                     named=lambda _: wanted.title)  # fmt: skip
    book = Book(paper_of(front, telling, imprint(front, telling), options))
    for done, each in enumerate(papers):
        text = N_("Printing “{paper}”", paper=each.title)
        telling.progress.step(text, done, len(papers))
        within = _Within(telling.progress, text, done, len(papers))
        own = Telling(telling.session, telling.scope, telling.words, within)
        chosen = replace(options, marked=marks.get(each.name, options.marked))
        paper = paper_of(each, own, imprint(each, own), chosen)
        book.add(told(worded(each, own), own, chosen), paper)
    text = N_("Binding the booklet")
    telling.progress.step(text, len(papers), len(papers))
    book.open(_cover(wanted, telling, papers), CONTENTS)
    return book.finish()


def _cover(wanted: Selection, telling: Telling, papers: Sequence[Document]) -> Cover:
    held = session_of(telling) if wanted.session else None
    subtitle: Text | str = f"{telling.scope.year}"
    place: Text | str = ""
    if held is not None:
        subtitle = N_(
            "{kind} of {date}",
            kind=_sentence_case(telling, NAMES[held.kind]),
            date=telling.words.long_date(held.held_on),
        )
        place = held.place
    elif wanted.session:
        subtitle = NO_SESSION
    count = Figure(len(papers), P_("paper", "papers", count=len(papers)))
    return Cover(wanted.title, subtitle, place, (count,), wanted.name)


def _sentence_case(telling: Telling, name: Text) -> str:
    words = telling.words.say(name)
    return words[:1].upper() + words[1:]


def session_of(telling: Telling) -> SessionRow | None:
    """Find the session that the papers are for: the next one, else the last held."""
    day = telling.scope.until or today(telling.session)
    latest_first = sessions(telling.session, telling.scope)
    coming = [row for row in latest_first if row.held_on >= day]
    if coming:
        return coming[-1]
    return latest_first[0] if latest_first else None

"""The papers, as the screens ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.concerns import Concern
from commune_desk.l10n.words import Words
from commune_desk.late import late
from commune_desk.paths import TRANSLATIONS
from commune_desk.reports.catalogue import DOCUMENTS, document, printed
from commune_desk.reports.charts.look import on_screen
from commune_desk.reports.charts.printed import svg
from commune_desk.reports.document import Telling
from commune_desk.reports.gantt import calendar_of_works
from commune_desk.reports.manual import manual_bytes
from commune_desk.reports.micro_map import map_of_projects
from commune_desk.reports.options import AS_DESIGNED
from commune_desk.reports.paper_facts import NOTHING, paper_facts
from commune_desk.reports.recovery_sheet import recovery_paper
from commune_desk.reports.sketch_map import map_of_actions
from commune_desk.reports.tables import table_document
from commune_desk.services.memory import read_once
from commune_desk.services.paper_dues import paper_dues
from commune_desk.services.prints import last_entry, last_prints
from commune_desk.services.today import look_back
from commune_desk.ui.ports import (
    AS_USUAL,
    CALENDAR,
    MAP,
    MICRO_MAP,
    PDF,
    Printable,
    Wish,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.charts import Chart
    from commune_desk.domain.manual import Chapter
    from commune_desk.domain.text import Text
    from commune_desk.reports.document import Document
    from commune_desk.reports.paper_facts import PaperFacts
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.paper_dues import PaperDue
    from commune_desk.services.prints import Printed
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Table
    from commune_desk.ui.ports import Bound


def documents(
    desk: Desk, words: Words, session: Session, scope: Scope
) -> Sequence[Printable]:
    """List what can be printed, with what is known of each paper."""
    printer = Printer(desk, words)

    def read() -> _Known:
        dues, prints = paper_dues(session, scope), last_prints(session, scope.year)
        return _Known(paper_facts(), dues, prints, last_entry(session))

    known = read_once(session, ("papers", scope.year), read)
    return [_printable(d, printer, scope, known) for d in DOCUMENTS]


@dataclass(frozen=True)
class _Known:
    """What the list, the calendars and the dossier know of the papers of a year."""

    facts: Mapping[str, PaperFacts]
    dues: Mapping[tuple[str, int], PaperDue]
    prints: Mapping[str, Printed]
    entry: int


def _printable(
    document: Document, printer: Printer, scope: Scope, known: _Known
) -> Printable:
    facts = known.facts.get(document.name, NOTHING)
    printed = known.prints.get(document.name)
    return Printable(
        document.name,
        document.group,
        document.title,
        partial(printer.write, document, scope),
        partial(_choices, document, scope) if document.choices is not None else None,
        purpose=document.purpose,
        concern=Concern(facts.codes, scope.year if facts.of_year else None),
        due=known.dues.get(facts.due),
        dated=facts.dated,
        printed=printed,
        changed=printed is not None and printed.entry < known.entry,
    )


def _choices(
    document: Document, scope: Scope, session: Session
) -> Sequence[tuple[str, Text | str]]:
    return document.choices(session, scope) if document.choices is not None else ()


def paper(
    desk: Desk, words: Words, table: Table[Any], scope: Scope, progress: Progress
) -> bytes:
    """Print a table as it stands."""
    document = table_document(table, table.title)
    return Printer(desk, words).write(document, scope, PDF, progress)


BODY, SMALL = 13, 12
"""Pixels of the type in a chart on the screen."""


def chart(words: Words, drawn: Chart, width: int, colours: Mapping[str, str]) -> str:
    """Draw a chart for the screen, in the colours of a theme."""
    return svg(drawn, words, width, on_screen(colours, BODY, SMALL))


def record_paper(
    desk: Desk,
    words: Words,
    asked: tuple[str, str],
    scope: Scope,
    progress: Progress,
) -> bytes:
    """Print a document, by its name, for one of its records."""
    name, only = asked
    return Printer(desk, words).write(document(name), scope, PDF, progress, Wish(only))


def recovery_sheet(
    desk: Desk,
    words: Words,
    told: tuple[str, str],
    scope: Scope,
    progress: Progress,
) -> bytes:
    """Print the sheet of a person with the code on it; nothing of it is kept."""
    name, code = told
    sheet = recovery_paper(name, code)
    return Printer(desk, words).write(sheet, scope, PDF, progress)


def manual(
    desk: Desk,
    words: Words,
    chapters: Sequence[Chapter],
    scope: Scope,
    progress: Progress,
) -> bytes:
    """Print the manual as it was told."""
    with desk.store.snapshot() as copy, copy.reading() as session:
        return manual_bytes(chapters, Telling(session, scope, words, progress))


def bound(
    desk: Desk, words: Words, wanted: Bound, scope: Scope, progress: Progress
) -> bytes:
    """Bind papers into one booklet; each is marked for itself."""
    options = AS_DESIGNED if wanted.options is None else wanted.options
    with desk.store.snapshot() as copy, copy.reading() as session:
        telling = Telling(session, scope, words, progress)
        bind = late("commune_desk.reports.booklet").booklet
        return bytes(bind(wanted.selection, telling, options, wanted.marks))


def drawing(
    desk: Desk, words: Words, name: str, scope: Scope, progress: Progress
) -> bytes:
    """Draw the calendar of works or the map, as one page of its own size."""
    with desk.store.snapshot() as copy, copy.reading() as session:
        telling = Telling(session, scope, words, progress)
        picture = DRAWINGS[name](telling)
        if picture is None:
            return b""
        draw = late("commune_desk.reports.pdf.picture").picture_pdf
        return bytes(draw(picture, words))


DRAWINGS = {
    CALENDAR: calendar_of_works,
    MAP: map_of_actions,
    MICRO_MAP: map_of_projects,
}


class Printer:
    """Prints documents of one dossier."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self._words = words

    def write(
        self,
        wanted: Document,
        scope: Scope,
        kind: str,
        progress: Progress,
        wish: Wish = AS_USUAL,
    ) -> bytes:
        """Print on a copy, while the desk goes on."""
        words = self._words
        if wish.language not in {"", words.language}:
            words = Words(wish.language, TRANSLATIONS)
        options = AS_DESIGNED if wish.options is None else wish.options
        with self._desk.store.snapshot() as copy, copy.reading() as session:
            if wish.until is not None:
                scope = look_back(session, scope, wish.until)
            telling = Telling(session, scope, words, progress, wish.only)
            return printed(wanted, telling, f".{kind}", options)

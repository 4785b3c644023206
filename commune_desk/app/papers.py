"""The papers, as the screens ask for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.reports.catalogue import DOCUMENTS, document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.gantt import calendar_of_works
from commune_desk.reports.micro_map import map_of_projects
from commune_desk.reports.pdf.picture import picture_pdf
from commune_desk.reports.sketch_map import map_of_actions
from commune_desk.reports.tables import table_document
from commune_desk.ui.ports import CALENDAR, MAP, MICRO_MAP, PDF, Printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.reports.document import Document
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Table


def documents(desk: Desk, words: Words, scope: Scope) -> Sequence[Printable]:
    """List what can be printed."""
    printer = Printer(desk, words)
    return [
        Printable(
            d.name,
            d.group,
            d.title,
            partial(printer.write, d, scope),
            partial(_choices, d, scope) if d.choices is not None else None,
        )
        for d in DOCUMENTS
    ]


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


def record_paper(
    desk: Desk,
    words: Words,
    asked: tuple[str, str],
    scope: Scope,
    progress: Progress,
) -> bytes:
    """Print a document, by its name, for one of its records."""
    name, only = asked
    return Printer(desk, words).write(document(name), scope, PDF, progress, only)


def drawing(
    desk: Desk, words: Words, name: str, scope: Scope, progress: Progress
) -> bytes:
    """Draw the calendar of works or the map, as one page of its own size."""
    with desk.store.snapshot() as copy, copy.reading() as session:
        telling = Telling(session, scope, words, progress)
        picture = DRAWINGS[name](telling)
        return picture_pdf(picture, words) if picture is not None else b""


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
        only: str = "",
    ) -> bytes:
        """Print on a copy, while the desk goes on; `only` names one record."""
        with self._desk.store.snapshot() as copy, copy.reading() as session:
            telling = Telling(session, scope, self._words, progress, only)
            return printed(wanted, telling, f".{kind}")

"""Commands that print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened, scope_of
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.reports.booklet import booklet
from commune_desk.reports.catalogue import DOCUMENTS, document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.options import AS_DESIGNED, Options
from commune_desk.reports.writing import PDF, WRITERS
from commune_desk.services.jobs import Silence
from commune_desk.services.registry import book
from commune_desk.services.selections import selection, selections
from commune_desk.services.today import look_back
from commune_desk.storage.whole_file import write_whole

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


def list_documents(asked: Namespace, words: Words) -> int:
    """Say what can be printed, one a line: name, title."""
    with opened(asked.dossier):
        for wanted in DOCUMENTS:
            print(f"{wanted.name}\t{words.say(wanted.title)}")
    return 0


def list_selections(asked: Namespace, words: Words) -> int:
    """Say which papers can be printed together: use, title, names of documents."""
    del words
    with opened(asked.dossier) as desk, desk.store.reading() as session:
        known = selections(session)
    for each in known:
        print("\t".join((each.name, each.title, *each.papers)))
    return 0


def print_papers(asked: Namespace, words: Words) -> int:
    """Print one document, the booklet of a selection, or all documents."""
    if sum(map(bool, (asked.all, asked.selection, asked.name))) != 1:
        text = N_("Say which document to print, or --selection NAME, or --all.")
        raise Rejected([Issue(Severity.ERROR, text)])
    options = options_of(asked)
    day = reading.date(asked.on or "")
    spoken = Words(asked.language, TRANSLATIONS) if asked.language else words
    with opened(asked.dossier) as desk:
        scope = scope_of(desk, asked.year or (day.year if day else None))
        with desk.store.reading() as session:
            if day is not None:
                scope = look_back(session, scope, day)
            if asked.all:
                count = print_all(session, scope, spoken, asked.output, options)
                print(words.say(N_("{count} papers in {folder}", count=count,
                                   folder=str(asked.output))))  # fmt: skip
                return 0
            telling = Telling(session, scope, spoken, Silence())
            if asked.selection:
                content = _booklet(asked, telling, options)
            else:
                wanted = document(asked.name)
                if asked.committee:
                    telling = replace(telling, only=_only(session, asked.committee))
                content = printed(wanted, telling, asked.output.suffix, options)
            write_whole(asked.output, content)
    return 0


def options_of(asked: Namespace) -> Options:
    """Read how the papers are wanted on their sheets."""
    first, last = asked.pages or (0, 0)
    return Options(
        letterhead=not asked.no_letterhead,
        sober=asked.sober,
        large=asked.large,
        blank=asked.blank,
        size=asked.size or "",
        booklet=asked.booklet,
        first=first,
        last=last,
        marked=asked.mark or "",
    )


def _booklet(asked: Namespace, telling: Telling, options: Options) -> bytes:
    """Bind a selection; raise `Rejected` for another file than a PDF."""
    if asked.output.suffix.lower() != PDF:
        text = N_("A booklet is a PDF; “{name}” is none.", name=asked.output.name)
        raise Rejected([Issue(Severity.ERROR, text)])
    return booklet(selection(telling.session, asked.selection), telling, options)


def _only(session: Session, name: str) -> str:
    """Find the one committee that is meant; raise `Rejected` with the sentence."""
    found = [k.id for k in book(session) if fold(k.committee.name) == fold(name)]
    if not found:
        text = N_("There is no committee “{name}” in the register.", name=name)
        raise Rejected([Issue(Severity.ERROR, text)])
    return str(found[0])


def print_all(
    session: Session,
    scope: Scope,
    words: Words,
    folder: Path,
    options: Options = AS_DESIGNED,
) -> int:
    """Print every document in every form; return how many files were written.

    What is chosen of the pages holds for the PDF alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    elsewhere = replace(options, booklet=False, first=0, last=0)
    count = 0
    for wanted in DOCUMENTS:
        for suffix in WRITERS:
            telling = Telling(session, scope, words, Silence())
            path = folder / f"{wanted.name}{suffix}"
            chosen = options if suffix == PDF else elsewhere
            write_whole(path, printed(wanted, telling, suffix, chosen))
            count += 1
    return count

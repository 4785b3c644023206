"""Commands that print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened, scope_of
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.reports.catalogue import DOCUMENTS, document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.options import Options
from commune_desk.reports.writing import WRITERS
from commune_desk.services.jobs import Silence
from commune_desk.services.registry import book

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.l10n.words import Words
    from commune_desk.services.scope import Scope


def list_documents(asked: Namespace, words: Words) -> int:
    """Say what can be printed, one a line: name, title."""
    with opened(asked.dossier):
        for wanted in DOCUMENTS:
            print(f"{wanted.name}\t{words.say(wanted.title)}")
    return 0


def print_papers(asked: Namespace, words: Words) -> int:
    """Print one document to a file, or all of them into a folder."""
    if not asked.all and asked.name is None:
        text = N_("Say which document to print, or --all.")
        raise Rejected([Issue(Severity.ERROR, text)])
    with opened(asked.dossier) as desk:
        scope = scope_of(desk, asked.year)
        with desk.store.reading() as session:
            if asked.all:
                count = print_all(session, scope, words, asked.output)
                print(words.say(N_("{count} papers in {folder}", count=count,
                                   folder=str(asked.output))))  # fmt: skip
                return 0
            wanted = document(asked.name)
            only = _only(session, asked.committee) if asked.committee else ""
            telling = Telling(session, scope, words, Silence(), only)
            suffix = asked.output.suffix
            content = printed(wanted, telling, suffix, Options(sober=asked.sober))
            asked.output.write_bytes(content)
    return 0


def _only(session: Session, name: str) -> str:
    """Find the one committee that is meant; raise `Rejected` with the sentence."""
    found = [k.id for k in book(session) if fold(k.committee.name) == fold(name)]
    if not found:
        text = N_("There is no committee “{name}” in the register.", name=name)
        raise Rejected([Issue(Severity.ERROR, text)])
    return str(found[0])


def print_all(session: Session, scope: Scope, words: Words, folder: Path) -> int:
    """Print every document in every form; return how many files were written."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for wanted in DOCUMENTS:
        for suffix in WRITERS:
            telling = Telling(session, scope, words, Silence())
            path = folder / f"{wanted.name}{suffix}"
            path.write_bytes(printed(wanted, telling, suffix))
            count += 1
    return count

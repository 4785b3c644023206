"""Commands that make whole files."""

from __future__ import annotations

import datetime as dt
import getpass
from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened, scope_of
from commune_desk.cli.papers import print_all
from commune_desk.cli.sending import send
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.exchange.demonstration import CLERK, demonstrate
from commune_desk.exchange.founding import found
from commune_desk.exchange.workbook import write_table
from commune_desk.services.sent.wish import Wish
from commune_desk.services.settings import preference
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from commune_desk.l10n.words import Words

WHY = N_("Demonstration of the program")
DEMONSTRATION_YEAR = 2026
"""The year of the demonstration that holds most: what is printed first."""


def make(asked: Namespace, words: Words) -> int:
    """Make an empty dossier; refuse to write over a file."""
    require_free(asked.dossier)
    year = asked.first_year or dt.datetime.now().astimezone().year
    found(
        asked.dossier,
        getpass.getuser(),
        words,
        name=asked.commune,
        code=asked.code,
        first_year=year,
    )
    print(words.say(N_("Made: {file}", file=str(asked.dossier))))
    return 0


def build_demonstration(asked: Namespace, words: Words) -> int:
    """Build the demonstration dossier, all its papers, all its tables."""
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    dossier = folder / "demonstration.commune"
    _forget_demonstration(dossier, words)
    demonstrate(dossier, words.say(CLERK), words)
    if asked.bare:
        print(words.say(N_("Made: {file}", file=str(dossier))))
        return 0
    with opened(dossier) as desk:
        scope = scope_of(desk, DEMONSTRATION_YEAR)
        with desk.store.reading() as session:
            papers = print_all(session, scope, words, folder / "documents")
            tables = folder / "tables"
            tables.mkdir(exist_ok=True)
            for table in TABLES:
                write_table(session, table, scope, words, tables / f"{table.name}.xlsx")
        wish = Wish(DEMONSTRATION_YEAR, reason=words.say(WHY), map=True, overview=True)
        _forget_packages(folder)
        sent = send(desk, wish, folder, words)
    text = N_(
        "Demonstration in {folder}: dossier {name}, {papers} papers, {tables} tables,"
        " package {package}",
        folder=str(folder),
        name=dossier.name,
        papers=papers,
        tables=len(TABLES),
        package=sent.path.name,
    )
    print(words.say(text))
    return 0


def _forget_packages(folder: Path) -> None:
    """Remove the packages of an earlier demonstration: their sequence begins anew."""
    for path in folder.glob("commune-desk_*.zip"):
        path.unlink()


def require_free(path: Path) -> None:
    """Refuse to write over a file."""
    if path.exists():
        text = N_("“{name}” exists already; nothing was written over.", name=path.name)
        raise Rejected([Issue(Severity.ERROR, text)])


def _forget_demonstration(dossier: Path, words: Words) -> None:
    """Remove an earlier demonstration; refuse to remove anything else."""
    del words
    if not dossier.exists():
        return
    with opened(dossier) as desk, desk.store.reading() as session:
        is_one = bool(preference(session, "demonstration"))
    if not is_one:
        require_free(dossier)
    dossier.unlink()

"""Commands on whole files: make, verify, copy, take back."""

from __future__ import annotations

import datetime as dt
import getpass
from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened, scope_of
from commune_desk.cli.papers import print_all
from commune_desk.cli.sending import send
from commune_desk.domain.errors import Rejected, StorageTrouble
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.exchange.demonstration import CLERK, demonstrate
from commune_desk.exchange.founding import found
from commune_desk.exchange.workbook import write_table
from commune_desk.services.sent.wish import Wish
from commune_desk.services.settings import preference
from commune_desk.storage import journal
from commune_desk.storage.copies import check_copy, copy_name, keep_copy
from commune_desk.storage.suspect import taken_in
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    import sqlite3
    from argparse import Namespace
    from pathlib import Path

    from commune_desk.l10n.words import Words

WHY = N_("Demonstration of the program")
DEMONSTRATION_YEAR = 2026
"""The year of the demonstration that holds most: what is printed first."""


def make(asked: Namespace, words: Words) -> int:
    """Make an empty dossier; refuse to write over a file."""
    _free(asked.dossier)
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


def verify(asked: Namespace, words: Words) -> int:
    """Check the whole file and the whole journal; exit 1 where one is broken."""
    with opened(asked.dossier) as desk:
        found_ = desk.store.looking(_examined)
    integrity, broken, head = found_
    if integrity != "ok":
        raise StorageTrouble(
            N_("The dossier is damaged: {finding}.", finding=integrity)
        )
    if broken is not None:
        raise StorageTrouble(
            N_("The journal does not hold from entry {number} on.", number=broken)
        )
    text = N_(
        "Sound. Journal: {count} entries, head {seal}",
        count=head.number,
        seal=head.seal[:16].upper(),
    )
    print(words.say(text))
    return 0


def backup(asked: Namespace, words: Words) -> int:
    """Make a verified copy, beside the dossier unless a place is said."""
    now = dt.datetime.now().astimezone()
    target = asked.output or copy_name(asked.dossier, "copie", now)
    _free(target)
    with opened(asked.dossier) as desk:
        copy = desk.store.looking(lambda raw: keep_copy(raw, target))
    text = N_("Copy: {file}, {rows} rows, SHA-256 {digest}", file=str(copy.path),
              rows=copy.rows, digest=copy.sha256)  # fmt: skip
    print(words.say(text))
    return 0


def restore(asked: Namespace, words: Words) -> int:
    """Make a dossier out of a copy that still reads as it was sealed."""
    _free(asked.output)
    if not asked.backup.is_file():
        raise StorageTrouble(N_("There is no copy “{name}”.", name=asked.backup.name))
    check_copy(asked.backup)
    taken_in(asked.backup, asked.output)
    with opened(asked.output) as desk:
        done = desk.undo_label()
    text = N_("Taken back: {file}. Last act: {act}", file=str(asked.output), act=done)
    print(words.say(text))
    return 0


def _examined(raw: sqlite3.Connection) -> tuple[str, int | None, journal.Head]:
    integrity = str(raw.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return integrity, journal.first_broken(raw), journal.head(raw)


def _free(path: Path) -> None:
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
        _free(dossier)
    dossier.unlink()

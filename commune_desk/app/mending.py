"""Take a copy back, or save what can be read of a damaged dossier."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commune_desk.app import kept
from commune_desk.domain.errors import NotOurs
from commune_desk.services.copies.account import (
    journal_lines,
    salvaged,
    summary,
    tables,
)
from commune_desk.services.copies.examining import offers
from commune_desk.services.copies.phrase import read_phrase
from commune_desk.storage.copies import FOLDER, check_copy, side_of
from commune_desk.storage.header import SIZE, parse
from commune_desk.storage.key_copy import is_key_copy, unlocked
from commune_desk.storage.restoring import quarantined, restore
from commune_desk.storage.shelf import shelf
from commune_desk.storage.whole_file import disk_told
from commune_desk.tables.record_names import record_names
from commune_desk.ui.pages.damaged import Damage, DamagedPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.errors import DeskError
    from commune_desk.l10n.words import Words
    from commune_desk.storage.restoring import Restored

__all__ = [
    "erase",
    "is_damaged",
    "is_key_copy",
    "page_of",
    "put_back",
    "salvage",
    "set_aside",
]

TOLD = 8
"""Tables that the screen names; the account names all."""


def is_damaged(path: Path, error: DeskError) -> bool:
    """Tell whether a refusal means that a dossier of ours is damaged.

    A dossier whose first bytes are gone looks like a file of another program: it is
    ours where copies of it lie beside it.
    """
    if not isinstance(error, NotOurs):
        return True
    try:
        with path.open("rb") as file:
            return parse(file.read(SIZE)) is None and bool(shelf(path))
    except OSError:
        return False


def page_of(path: Path, error: DeskError, words: Words) -> DamagedPage:
    """Copy the file to the quarantine, and show the ways to go on."""
    aside = quarantined(path)
    return DamagedPage(words, Damage(path, error.text, aside, offers(path)))


@contextmanager
def set_aside(copy: Path) -> Iterator[Path]:
    """Give a verified copy a place of its own: the rotation may take it meanwhile."""
    check_copy(copy)
    with (
        disk_told(),
        tempfile.TemporaryDirectory(
            dir=copy.parent, prefix=".reprise-", ignore_cleanup_errors=True
        ) as folder,
    ):
        chosen = Path(folder) / copy.name
        shutil.copyfile(copy, chosen)
        if side_of(copy).is_file():
            shutil.copyfile(side_of(copy), side_of(chosen))
        yield chosen


def put_back(copy: Path, dossier: Path, *, damaged: bool = False) -> Restored:
    """Put a copy in the place of a closed dossier."""
    return restore(copy, dossier, damaged=damaged)


def taken_from_key(copy: Path, typed: str, target: Path) -> None:
    """Decrypt a copy and make it a dossier of its own."""
    phrase = read_phrase(typed)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".reprise-") as folder:
        restore(unlocked(copy, phrase, Path(folder)), target)


def salvage(page: DamagedPage, words: Words) -> None:
    """Save what can be read, and show the account."""
    damaged = page.damage.path
    now = dt.datetime.now().astimezone()
    target = damaged.with_name(f"{damaged.stem}-recupere-{now:%Y-%m-%d-%Hh%M}.commune")
    names = record_names()
    report, account = salvaged(damaged, target, words, names)
    lines = [*summary(report), *journal_lines(report), *tables(report, names)[:TOLD]]
    page.show_report(target, account, lines, whole=not report.lost)


def erase(path: Path) -> None:
    """Take the demonstration off the computer, with all that was made from it."""
    kept.forget(path)
    beside = path.parent / FOLDER
    for place in (path.parent.glob(f"{path.name}*"), beside.glob(f"{path.stem}[-.]*")):
        for part in place:
            with disk_told():
                part.unlink(missing_ok=True)

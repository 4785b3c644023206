"""The copy that leaves this computer, once a week (`exchange-and-safety.md` 6.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.services.copies.keeping import ASKED, keep
from commune_desk.services.copies.locking import present_lock
from commune_desk.storage.copies import FOLDER
from commune_desk.storage.key_copy import ENDING, check_key_copy, write_key_copy
from commune_desk.storage.shelf import STAMP, Outside, note, notes, sound_copies

if TYPE_CHECKING:
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.storage.shelf import Notes
    from commune_desk.storage.store import Store

REMEMBERED = 60
"""Copies outside that are remembered: more than a year of weeks."""

READ_ME = (
    N_("This archive is an encrypted copy of a dossier of Commune Desk."),
    N_(
        "To open it: start Commune Desk, choose “Take a copy back”, then this file, and"
        " type the recovery phrase written on the sealed form of the commune."
    ),
    N_(
        "Without Commune Desk: extract the files, then with the program age"
        " (age-encryption.org): {command}",
        command="age -d -i cle.age -o dossier.commune dossier.age",
    ),
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought outside, and what is known of the copy before it."""

    path: Path
    sha256: str
    before: Text | None
    """What was found of the previous copy there; None where there was none."""

    sound: bool = True


def bring_outside(store: Store, folder: Path, words: Words) -> Brought:
    """Copy the dossier to a key or a disk, encrypted, after a look at the last one.

    Raises `Rejected` before the first recovery phrase, `StorageTrouble` where the key
    refuses or does not give back what it was given.
    """
    dossier = _path(store)
    with store.reading() as session:
        found = present_lock(session)
    if found is None:
        raise _refused(N_("First make the recovery phrase: it closes these copies."))
    if folder.resolve() in {dossier.parent.resolve(), _shelf(dossier).resolve()}:
        raise _refused(
            N_(
                "“{folder}” is where the dossier itself lies: choose a key or another"
                " disk.",
                folder=str(folder),
            )
        )
    before = look_again(dossier, folder)
    now = dt.datetime.now().astimezone()
    keep(store, ASKED, now)
    newest = sound_copies(dossier, 1)
    if not newest:  # the last copy was spoilt between two breaths
        keep(store, ASKED, now, always=True)
        newest = sound_copies(dossier, 1)
    target = folder / f"{dossier.stem}-{now:{STAMP}}{ENDING}"
    lock, _ = found
    digest = write_key_copy(newest[0].path, target, lock, _read_me(words))
    made = Outside(target.name, str(folder), digest, now.isoformat(timespec="seconds"))

    def remember(present: Notes) -> None:
        present.outside = [made, *present.outside][:REMEMBERED]

    note(dossier, remember)
    sound = before is None or before[0]
    return Brought(target, digest, None if before is None else before[1], sound)


def look_again(dossier: Path, folder: Path) -> tuple[bool, Text] | None:
    """Read the last copy on a key again; None where the key holds none of ours."""
    last = next(
        (
            each
            for each in notes(dossier).outside
            if (folder / each.name).is_file() or each.folder == str(folder)
        ),
        None,
    )
    if last is None:
        return None
    on = dt.datetime.fromisoformat(last.at).date()
    path, sound = folder / last.name, True
    said = N_("The copy of {date} on this key was read again: it is whole.", date=on)
    if not path.is_file():
        sound = False
        said = N_("The copy of {date} is no longer on this key.", date=on)
    else:
        try:
            check_key_copy(path, last.sha256)
        except (DeskError, OSError):
            sound = False
            said = N_(
                "The copy of {date} on this key is spoilt: the key loses what it is"
                " given. Use another key.",
                date=on,
            )
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")

    def remember(present: Notes) -> None:
        for each in present.outside:
            if each.name == last.name:
                each.checked, each.sound = now, sound

    note(dossier, remember)
    return sound, said


def come_back(dossier: Path) -> tuple[bool, Text] | None:
    """Read the last copy again where its key is there and it was not read today."""
    for each in notes(dossier).outside[:1]:
        today = dt.datetime.now().astimezone().date().isoformat()
        there = (Path(each.folder) / each.name).is_file()
        if there and max(each.at, each.checked)[:10] != today:
            return look_again(dossier, Path(each.folder))
    return None


def _read_me(words: Words) -> str:
    return "\r\n\r\n".join(map(words.say, READ_ME)) + "\r\n"


def _path(store: Store) -> Path:
    if store.path is None:
        raise _refused(N_("A dossier in memory has no copies."))
    return store.path


def _shelf(dossier: Path) -> Path:
    return dossier.parent / FOLDER


def _refused(text: Text) -> Rejected:
    return Rejected([Issue(Severity.ERROR, text)])

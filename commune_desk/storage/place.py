"""Judge the place of a dossier: this computer's own disk, with room to work.

Folders on a network, on a USB key or kept by a cloud service are where other
programs lost their users' entries (`exchange-and-safety.md` 6.3). The judgement is
made from plain facts, so that it is the same on every system and can be tried on any.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.storage import cloud
from commune_desk.storage.drive import Drive, drive_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.domain.text import Text

MEGABYTE = 1_000_000
SPARE = 50 * MEGABYTE
"""Bytes that must stay free beside three times the dossier."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a folder, and how much the dossier in it weighs."""

    folder: str
    drive: Drive = Drive.FIXED
    service: str = ""
    """The cloud service that copies this folder; empty if none does."""

    writable: bool = True
    free: int = 1_000_000 * MEGABYTE
    size: int = 0

    @property
    def needed(self) -> int:
        """Bytes for a copy, its check and a change of layout."""
        return 3 * self.size + SPARE


def facts_of(dossier: Path) -> Facts:
    """Gather the facts of the place where a dossier lies, or will lie."""
    folder = dossier.absolute().parent
    try:
        there = dossier.exists()
        return Facts(
            folder=str(folder),
            drive=drive_of(folder),
            service=cloud.service_of(folder, cloud.folders(os.environ)),
            writable=os.access(dossier if there else folder, os.W_OK),
            free=shutil.disk_usage(folder).free,
            size=dossier.stat().st_size if there else 0,
        )
    except OSError as error:
        raise StorageTrouble(
            N_(
                "{folder} cannot be used: {reason}.",
                folder=str(folder),
                reason=error.strerror or str(error),
            )
        ) from error


def judge(facts: Facts) -> Iterator[Issue]:
    """Say what is wrong with a place: an error where no dossier may be opened."""
    if facts.drive is Drive.NETWORK:
        yield Issue(
            Severity.WARNING,
            N_(
                "{folder} is on a network, where two computers can spoil a dossier. "
                "Move it to this computer, and put the copies there.",
                folder=facts.folder,
            ),
            "PLACE-01",
        )
    if not facts.writable:
        yield Issue(
            Severity.ERROR,
            N_(
                "{folder} is read-only: nothing could be recorded there.",
                folder=facts.folder,
            ),
            "PLACE-02",
        )
    if facts.service:
        yield Issue(
            Severity.WARNING,
            N_(
                "{folder} is copied by {service}, which can take a half-written file. "
                "Move the dossier out of it, and put the copies there.",
                folder=facts.folder,
                service=facts.service,
            ),
            "PLACE-03",
        )
    if facts.drive is Drive.REMOVABLE:
        yield Issue(
            Severity.WARNING,
            N_(
                "{folder} is on a removable disk, which can be pulled out while it is "
                "written. Move the dossier to this computer, and put the copies there.",
                folder=facts.folder,
            ),
            "PLACE-04",
        )
    if facts.free < facts.needed:
        yield Issue(Severity.WARNING, _short(facts), "PLACE-05")


def require_room(dossier: Path, size: int | None = None) -> None:
    """Refuse to start a copy, an import or a change of layout without room for it.

    `size` is what will be written, where the file is not there yet. Raises
    `StorageTrouble` with the figures.
    """
    facts = facts_of(dossier)
    if size is not None:
        facts = replace(facts, size=size)
    if facts.free < facts.needed:
        raise StorageTrouble(_short(facts))


def _short(facts: Facts) -> Text:
    free, needed = facts.free // MEGABYTE, -(-facts.needed // MEGABYTE)
    return N_(
        "The disk of {folder} is short of room: {free} MB free, {needed} MB needed, "
        "{missing} MB missing. Empty the recycle bin or move large files away.",
        folder=facts.folder,
        free=free,
        needed=needed,
        missing=needed - free,
    )

"""Several papers in one go: all of them are written, or none is left behind."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.ui.ports import PDF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.services.jobs import Progress
    from commune_desk.ui.ports import Printable, Wish

WRITING = N_("Papers written")


@dataclass(frozen=True)
class Asked:
    """One paper of several, and how it is wanted."""

    paper: Printable
    wish: Wish


class Within:
    """Tells the steps of one paper as the place of that paper among all.

    Each of its steps can be the one at which the clerk stops.
    """

    def __init__(self, outer: Progress, done: int, total: int) -> None:
        self._outer, self._done, self._total = outer, done, total

    def step(self, text: Text, done: int, total: int) -> None:
        """Tell how many papers are written."""
        del text, done, total
        self._outer.step(WRITING, self._done, self._total)


def write_all(
    asked: Sequence[Asked], kind: str, folder: Path, progress: Progress
) -> list[Path]:
    """Write papers into a folder; a file that is there is never written over.

    They are written beside it first: whoever stops, or has no room left, finds the
    folder as it was. Raises `StorageTrouble` where the disk refuses.
    """
    try:
        with tempfile.TemporaryDirectory(
            prefix=".commune-desk-", dir=folder, ignore_cleanup_errors=True
        ) as beside:
            ready = [
                _kept(Path(beside), each, written, kind)
                for each, written in zip(
                    asked, _each(asked, kind, progress), strict=True
                )
            ]
            return _moved(ready, folder)
    except OSError as error:
        raise _trouble(folder, error) from error


def put(path: Path, written: bytes) -> None:
    """Write one file; where the disk refuses, nothing of it is left.

    Raises `StorageTrouble` with the reason.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(written)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _trouble(path.parent, error) from error


def join_all(asked: Sequence[Asked], progress: Progress) -> bytes:
    """Write papers one after the other into one PDF, to be sent to a printer."""
    whole = pypdfium2.PdfDocument.new()
    try:
        for written in _each(asked, PDF, progress):
            part = pypdfium2.PdfDocument(written)
            whole.import_pages(part)
            part.close()
        with tempfile.SpooledTemporaryFile() as file:
            whole.save(file)
            file.seek(0)
            return file.read()
    finally:
        whole.close()


def _each(asked: Sequence[Asked], kind: str, progress: Progress) -> list[bytes]:
    total, written = len(asked), []
    for done, each in enumerate(asked):
        progress.step(WRITING, done, total)
        within = Within(progress, done, total)
        written.append(each.paper.write(kind, within, each.wish))
    return written


def _kept(beside: Path, each: Asked, written: bytes, kind: str) -> Path:
    alone = f"-{each.wish.only}" if each.wish.only else ""
    path = beside / f"{each.paper.name}{alone}.{kind}"
    path.write_bytes(written)
    return path


def _moved(ready: Sequence[Path], folder: Path) -> list[Path]:
    """Put what is written in its place; take it all back where one cannot be put."""
    made: list[Path] = []
    try:
        for path in ready:
            target = _free(folder / path.name)
            shutil.move(path, target)
            made.append(target)
    except OSError:
        for target in made:
            target.unlink(missing_ok=True)
        raise
    return made


def _free(path: Path) -> Path:
    """Give the name, or the first of `name (2)`, `name (3)`… that is free."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def _trouble(folder: Path, error: OSError) -> StorageTrouble:
    reason = error.strerror or str(error)
    return StorageTrouble(
        N_(
            "Nothing was saved in {folder}: {reason}.",
            folder=str(folder),
            reason=reason,
        )
    )

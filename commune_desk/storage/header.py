"""Look at a file before SQLite does, and touch nothing.

SQLite would roll a journal back, or create what is not there. A dossier made by a
newer program must stay as it is, to the byte, so its first hundred bytes are read
as plain bytes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.errors import NotOurs, StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.pragmas import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 100
"""Bytes of the header of a SQLite file."""

MAGIC = b"SQLite format 3\x00"
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
FORMATS = {1, 2}
"""Versions of SQLite's own file format that can be read and written: 2 is WAL."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a SQLite file say."""

    layout: int
    """`user_version`: the number of our schema."""

    application_id: int
    write_format: int
    read_format: int


def read_header(path: Path, newest: int) -> int:
    """Tell the layout of a dossier, 0 for a file still to be made.

    Raises `NotOurs` for a file of another program and for a layout above `newest`.
    A journal left by a cut may still put an older layout back: once the file is
    open, ask SQLite again.
    """
    start = _start(path)
    if not start:
        return 0
    header = parse(start)
    unmarked = header is None or header.application_id == 0
    if unmarked and _was_being_made(path):
        return 0  # SQLite will take back what it had begun
    if header is None or header.application_id != APPLICATION_ID:
        raise NotOurs(
            N_(
                "{file} is not a Commune Desk dossier. It was left as it is.",
                file=path.name,
            )
        )
    if header.layout > newest or not FORMATS.issuperset(
        {header.write_format, header.read_format}
    ):
        raise NotOurs(
            N_(
                "{file} was made by a newer program (layout {found}; this program "
                "knows layouts up to {known}). Install the newer program. "
                "The file was left as it is.",
                file=path.name,
                found=header.layout,
                known=newest,
            )
        )
    return header.layout


def parse(start: bytes) -> Header | None:
    """Read the header of a SQLite file; None for anything else."""
    if len(start) < SIZE or not start.startswith(MAGIC):
        return None
    return Header(
        layout=int.from_bytes(start[60:64], "big"),
        application_id=int.from_bytes(start[68:72], "big"),
        write_format=start[18],
        read_format=start[19],
    )


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SIZE)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise StorageTrouble(
            N_(
                "{file} cannot be read: {reason}.",
                file=path.name,
                reason=error.strerror or str(error),
            )
        ) from error


def _was_being_made(path: Path) -> bool:
    """Tell whether the journal beside the file takes it back to nothing."""
    journal = path.with_name(f"{path.name}-journal")
    try:
        with journal.open("rb") as file:
            start = file.read(20)
    except OSError:
        return False
    return start.startswith(JOURNAL_MAGIC) and start[16:20] == bytes(4)

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
from commune_desk.storage import pragmas
from commune_desk.storage.pragmas import APPLICATION_ID, REGION_ID

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.domain.text import Text

SIZE = 100
"""Bytes of the header of a SQLite file."""

MAGIC = b"SQLite format 3\x00"
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
MARKS = {APPLICATION_ID, REGION_ID}
"""The marks of what this program makes."""

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


def is_marked(path: Path, mark: int) -> bool:
    """Tell whether a file bears a mark; what cannot be read bears none."""
    try:
        header = parse(_start(path))
    except StorageTrouble:
        return False
    return header is not None and header.application_id == mark


def read_header(path: Path, newest: int, wanted: int = APPLICATION_ID) -> int:
    """Tell the layout of a dossier, 0 for a file still to be made.

    `wanted` is the mark of what it should be: a commune's dossier, or a region's desk.

    Raises `NotOurs` for a file of another program and for a layout above `newest`.
    A journal left by a cut may still put an older layout back: once the file is
    open, ask SQLite again.
    """
    start = _start(path)
    if not start:
        return 0
    header = parse(start)
    found = _judged(path, header, newest, wanted)
    if isinstance(found, int):
        return found
    other = header is not None and header.application_id in MARKS - {wanted}
    if not other and _was_being_made(path):
        return 0  # SQLite will take back what it had begun, its mark half written too
    raise NotOurs(found)


def _judged(path: Path, header: Header | None, newest: int, wanted: int) -> int | Text:
    """Tell the layout that a header names, or say why it is refused."""
    if header is None or header.application_id != wanted:
        return _not_wanted(path, header, wanted)
    if header.layout > newest or not FORMATS.issuperset(
        {header.write_format, header.read_format}
    ):
        return N_(
            "{file} was made by a newer program (layout {found}; this program "
            "knows layouts up to {known}). Install the newer program. "
            "The file was left as it is.",
            file=path.name,
            found=header.layout,
            known=newest,
        )
    return header.layout


def _not_wanted(path: Path, header: Header | None, wanted: int) -> Text:
    """Say what a file is instead of what was asked for."""
    present = 0 if header is None else header.application_id
    match wanted, present:
        case pragmas.APPLICATION_ID, pragmas.REGION_ID:
            return N_(
                "{file} is a region’s desk, not the dossier of a commune: open it as "
                "a region’s. It was left as it is.",
                file=path.name,
            )
        case pragmas.REGION_ID, pragmas.APPLICATION_ID:
            return N_(
                "{file} is the dossier of a commune, not a region’s desk: open it as "
                "a commune’s. It was left as it is.",
                file=path.name,
            )
        case pragmas.REGION_ID, _:
            return N_(
                "{file} is not a region’s desk. It was left as it is.", file=path.name
            )
    return N_(
        "{file} is not a Commune Desk dossier. It was left as it is.", file=path.name
    )


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

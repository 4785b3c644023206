"""How large a workbook may be before anything of it is unpacked.

A workbook is a zip of any program's making: its members have many names, but never
overlap, never come twice, and never unpack to hundreds of times their size
(`exchange-and-safety.md` 4).
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from pathlib import Path

MOST_MEMBERS = 2_000
LARGEST_MEMBER = 150_000_000
LARGEST_WHOLE = 250_000_000
"""Bytes once unpacked."""

RATIO = 200
"""Times that a member may grow; below `SMALL` bytes it may grow as it likes."""

SMALL = 1_000_000
_ENCRYPTED = 0x1
_HEADER = 30


def require_modest(path: Path) -> None:
    """Look at the directory of a zip alone; raise `Unreadable` where it is a trap.

    Raises `zipfile.BadZipFile` for what is no zip.
    """
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_MEMBERS or len({part.filename for part in parts}) < len(parts):
        raise _trap(path)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unreadable(
            N_("“{name}” is protected by a password: save it without.", name=path.name)
        )
    large = [
        part
        for part in parts
        if part.file_size > LARGEST_MEMBER
        or part.file_size > max(SMALL, RATIO * part.compress_size)
    ]
    if large or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise _trap(path)
    end = 0
    for part in sorted(parts, key=lambda each: each.header_offset):
        if part.header_offset < end:
            raise _trap(path)
        end = part.header_offset + _HEADER + part.compress_size


def _trap(path: Path) -> Unreadable:
    return Unreadable(
        N_("“{name}” is a trap: it unpacks far too large.", name=path.name)
    )

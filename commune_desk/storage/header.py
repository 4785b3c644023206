"""What a file says of itself in its first 100 bytes, before SQLite opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.errors import NotOurs
from commune_desk.domain.text import N_
from commune_desk.storage.pragmas import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"SQLite format 3\x00"
LAYOUT, APPLICATION = slice(60, 64), slice(68, 72)


def read_header(path: Path, newest: int) -> int:
    """Return the layout of a dossier, at most `newest`.

    Raises `NotOurs` for another kind of file and for the dossier of a newer
    program; the file is only read.
    """
    with path.open("rb") as file:
        head = file.read(100)
    ours = int.from_bytes(head[APPLICATION], "big") == APPLICATION_ID
    if not head.startswith(MAGIC) or not ours:
        raise NotOurs(N_("“{name}” is not a dossier of Commune Desk.", name=path.name))
    layout = int.from_bytes(head[LAYOUT], "big")
    if layout > newest:
        raise NotOurs(
            N_(
                "“{name}” was made by a newer version of Commune Desk (layout"
                " {layout}; this one knows {newest}). Install that version;"
                " the dossier was not touched.",
                name=path.name,
                layout=layout,
                newest=newest,
            )
        )
    return layout

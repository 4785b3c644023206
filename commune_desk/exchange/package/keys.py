"""The keys of this computer: what signs its packages, what opens those sealed for it.

They lie in the folder of the user, never in a dossier: whoever is given the dossier is
not given them (`exchange-and-safety.md` 3.5, 7.5).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.package.format import FORMAT
from commune_desk.domain.text import N_
from commune_desk.exchange.package.sealed import new_identity, public_of
from commune_desk.exchange.package.signature import (
    fingerprint,
    load_key,
    new_key,
    save_key,
    sign_with,
)
from commune_desk.paths import own_folder

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.exchange.package.build import Sign

SIGNING, OPENING = "signature.pem", "region.age"
OWNER_ONLY = 0o600


def signing(subject: str = FORMAT, folder: Path | None = None) -> tuple[Sign, str]:
    """Give what signs, and the fingerprint of its key, drawn at its first use.

    `subject` is what kind of file it signs. Raises `Unreadable` where the file holds no
    key.
    """
    path = (folder or own_folder()) / SIGNING
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        save_key(new_key(), path)
    key = load_key(path)
    return sign_with(key, subject), fingerprint(key.public_key())


def opening(path: Path | None = None) -> str:
    """Give the key that opens packages sealed for this region; empty for none."""
    path = path or own_folder() / OPENING
    return path.read_text("ascii").strip() if path.exists() else ""


def draw_opening(path: Path | None = None) -> str:
    """Draw the key of a region where it has none; give what its communes seal with."""
    path = path or own_folder() / OPENING
    if identity := opening(path):
        return public_of(identity)
    identity, public = new_identity()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError as error:
        text = N_("There is a key in “{name}” already; it is kept.", name=path.name)
        raise Unreadable(text) from error
    with os.fdopen(handle, "w") as file:
        file.write(f"{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return public

"""A copy that leaves this computer: encrypted, read back, told from any other.

It is an ordinary archive of two age files (`exchange-and-safety.md` 7.5): the dossier,
encrypted to a key of the commune, and that key, encrypted with the recovery phrase. So
a copy is made without asking for the phrase, and the independent `age` tool opens it:
`age -d -i cle.age dossier.age`.
"""

from __future__ import annotations

import os
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyrage

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.copies import sealed_as, sha256, side_of, sync
from commune_desk.storage.place import require_room
from commune_desk.storage.whole_file import disk_told, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.domain.text import Text

ENDING = ".copie.zip"
DOSSIER, KEY, READ_ME = "dossier.age", "cle.age", "LISEZ-MOI.txt"
AGE = b"age-encryption.org/v1"
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""Archives date their members; ours say nothing of when the computer was on."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a copy is closed with; neither part opens it without the phrase."""

    recipient: str
    """Public: whoever has it can close a copy and open none."""

    key: str
    """The key that opens, itself encrypted with the phrase (age, armoured)."""


def new_lock(phrase: str) -> Lock:
    """Make a key of the commune and close it with the phrase; takes a second."""
    identity = pyrage.x25519.Identity.generate()
    closed = pyrage.passphrase.encrypt(str(identity).encode(), phrase, armored=True)
    return Lock(str(identity.to_public()), closed.decode())


def opens(lock_key: bytes, phrase: str) -> pyrage.x25519.Identity | None:
    """Open the key with the phrase; None where the phrase is another; slow."""
    try:
        said = pyrage.passphrase.decrypt(lock_key, phrase)
        return pyrage.x25519.Identity.from_str(said.decode())
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError):
        return None


def write_key_copy(copy: Path, target: Path, lock: Lock, read_me: str) -> str:
    """Encrypt a verified copy to a key or a disk, read it back; return its SHA-256.

    It has no name of its own before the disk has given back all that it was given.
    Raises `StorageTrouble` where it does not.
    """
    part = target.with_name(f"{target.name}.part")
    with disk_told():
        require_room(target, copy.stat().st_size)
        try:
            recipient = pyrage.x25519.Recipient.from_str(lock.recipient)
            with zipfile.ZipFile(part, "w") as archive:
                with (
                    copy.open("rb") as file,
                    archive.open(_member(DOSSIER), "w", force_zip64=True) as inner,
                ):
                    pyrage.encrypt_io(file, inner, [recipient])
                archive.writestr(_member(KEY), lock.key)
                archive.writestr(_member(READ_ME), read_me)
            written = sha256(part)
            sync(part)
            forget_cached(part)
            if sha256(part) != written or not _whole(part):
                raise _unlike(target)
            write_whole(side_of(target), f"{written}  {target.name}\n".encode())
            part.replace(target)
        finally:
            with suppress(OSError):  # the key may be gone by now
                part.unlink(missing_ok=True)
    return written


def check_key_copy(path: Path, known: str = "") -> str:
    """Read an encrypted copy again; return its SHA-256.

    `known` is what it was when it was written. Raises `StorageTrouble` if it differs.
    """
    with disk_told():
        forget_cached(path)
        digest = sha256(path)
        expected = known or sealed_as(path)
        if (expected and digest != expected) or not _whole(path):
            raise _unlike(path)
    return digest


def is_key_copy(path: Path) -> bool:
    """Tell whether a file is an encrypted copy."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {DOSSIER, KEY} <= set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def unlocked(path: Path, phrase: str, folder: Path) -> Path:
    """Decrypt a copy into a folder of this computer; return the plain copy.

    Raises `StorageTrouble` where the copy is spoilt or the phrase is not its own.
    """
    check_key_copy(path)
    try:
        with disk_told(), zipfile.ZipFile(path) as archive:
            identity = opens(archive.read(KEY), phrase)
            if identity is None:
                raise StorageTrouble(WRONG_PHRASE)
            plain = folder / f"{path.name.removesuffix(ENDING)}.commune"
            with archive.open(DOSSIER) as inner, plain.open("wb") as file:
                pyrage.decrypt_io(inner, file, [identity])
            sync(plain)
            return plain
    except (pyrage.DecryptError, zipfile.BadZipFile, OSError, KeyError) as error:
        raise _unlike(path) from error


WRONG_PHRASE: Text = N_(
    "This phrase does not open this copy. A copy opens with the phrase that was in use"
    " on the day it was made; look at the date on the sealed form."
)


def _whole(path: Path) -> bool:
    """Tell whether an archive reads to its end and holds two age files."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None and set(_heads(archive)) == {True}
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, OSError):
        return False


def _heads(archive: zipfile.ZipFile) -> Iterator[bool]:
    for name in (DOSSIER, KEY):
        with archive.open(name) as member:
            start = member.read(40)
        yield start.startswith((AGE, b"-----BEGIN AGE "))


def _member(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _DAY_ZERO)


def forget_cached(path: Path) -> None:
    """Ask the system to read from the disk itself next time, where it can be asked."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        with path.open("rb") as file:
            advise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _unlike(path: Path) -> StorageTrouble:
    return StorageTrouble(
        N_(
            "“{name}” does not give back what was written. This key or disk loses"
            " what it is given: use another one.",
            name=path.name,
        )
    )

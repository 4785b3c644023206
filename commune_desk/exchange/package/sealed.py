"""Encrypted packages: what holds persons travels as an age file.

Encrypted to the public key of the region (X25519), or with a passphrase that is told
by another way; the independent `age` program opens both
(`exchange-and-safety.md` 3.8, 7.5).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyrage

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.limits import LIMITS
from commune_desk.domain.text import N_
from commune_desk.exchange.package.findings import refused
from commune_desk.exchange.package.read import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.package.limits import Limits
    from commune_desk.domain.package.manifest import Parcel

HEAD = b"age-encryption.org/v1\n"
SUFFIX = ".age"
"""Follows the name of the package."""

OVERHEAD = 10_000
"""Bytes by which an encrypted package may be larger than the plain one: its head, and
16 bytes for each 64 KB."""

WORDS_LEAST = 12
"""Characters of a passphrase."""

_PASSPHRASE = re.compile(rb"-> scrypt [A-Za-z0-9+/]{22} ([0-9]{1,2})\n")
_WORK_MOST = 20
"""Of a passphrase: each step doubles time and memory; 20 is 1 GB for a few seconds."""

_HEAD_MOST = 4_096


def new_identity() -> tuple[str, str]:
    """Draw the key of a region: what it keeps, and what it gives to its communes."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def public_of(identity: str) -> str:
    """Give what communes encrypt to, of a key that `new_identity` drew."""
    return str(_identity(identity).to_public())


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt a package to public keys (`age1…`)."""
    if not recipients:
        raise Unreadable(N_("Nobody is named to whom the package is encrypted."))
    return bytes(pyrage.encrypt(data, [_recipient(each) for each in recipients]))


def seal_with_words(data: bytes, passphrase: str) -> bytes:
    """Encrypt a package with a passphrase; slow on purpose."""
    if len(passphrase) < WORDS_LEAST:
        text = N_("The passphrase has at least {least} characters.", least=WORDS_LEAST)
        raise Unreadable(text)
    return bytes(pyrage.passphrase.encrypt(data, passphrase))


def is_sealed(data: bytes) -> bool:
    """Whether a file is encrypted in this way."""
    return data.startswith(HEAD)


def by_words(data: bytes) -> bool:
    """Whether a passphrase opens it, rather than the key of the region."""
    return is_sealed(data) and data[len(HEAD) :].startswith(b"-> scrypt ")


def unseal(
    data: bytes,
    identities: Sequence[str] = (),
    passphrase: str = "",
    limits: Limits = LIMITS,
) -> bytes:
    """Decrypt a package; raise `PackageRefused` where the key is not the right one.

    Too large a file is refused before anything is tried; what comes out is no larger
    than what went in, and is refused by the reader above the same limit.
    """
    if len(data) > limits.file + OVERHEAD:
        raise refused(Fault.TOO_LARGE, value=len(data), declared=limits.file)
    if not is_sealed(data) or b"\n---" not in data[:_HEAD_MOST]:
        raise refused(Fault.ENCRYPTED, value="age")
    try:
        if by_words(data):
            work = _PASSPHRASE.match(data, len(HEAD))
            if work is None or int(work[1]) > _WORK_MOST:
                raise refused(Fault.BOMB, value=work and work[1].decode())
            return bytes(pyrage.passphrase.decrypt(data, passphrase))
        return bytes(pyrage.decrypt(data, [_identity(each) for each in identities]))
    except (pyrage.DecryptError, ValueError) as error:
        raise refused(Fault.ENCRYPTED) from error


def receive(
    data: bytes,
    identities: Sequence[str] = (),
    passphrase: str = "",
    limits: Limits = LIMITS,
) -> Parcel:
    """Read a package as it came, encrypted or not.

    The digest of an encrypted one is that of what was in it: encrypted twice, it is the
    same package.
    """
    if is_sealed(data):
        opened = unseal(data, identities, passphrase, limits)
        return read(opened, limits, sealed=True)
    return read(data, limits)


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise Unreadable(N_("This is no key of a region.")) from error


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        text_ = N_("“{key}” is no public key of a region (age1…).", key=text[:40])
        raise Unreadable(text_) from error

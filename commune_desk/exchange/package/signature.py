"""Sign what leaves, and check who signed what came (Ed25519).

The manifest alone is signed: it holds the digest of every other member. A signature
proves that the file comes from the computer that has the key, not who sat before it;
the fingerprint is compared once with a paper that the mayor stamped
(`exchange-and-safety.md` 3.5).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.format import FORMAT, SIGNATURE
from commune_desk.domain.package.trust import SignatureState, Signed
from commune_desk.domain.text import N_
from commune_desk.exchange.package.findings import refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from commune_desk.exchange.package.build import Sign

SIGNATURE_MOST = 200
"""Bytes of `signature.ed25519`: 88 characters of signature, the fingerprint of the key
and the key itself in 44, one line each."""

_GROUP, _SHOWN = 4, 16
_OWNER_ONLY = 0o600
_LINES = 3


def new_key() -> Ed25519PrivateKey:
    """Draw the key of this computer."""
    return Ed25519PrivateKey.generate()


def fingerprint(key: Ed25519PublicKey) -> str:
    """Write the first 64 bits of the digest of a key as people compare them."""
    digits = hashlib.sha256(key.public_bytes_raw()).hexdigest()[:_SHOWN]
    return "-".join(digits[at : at + _GROUP] for at in range(0, _SHOWN, _GROUP))


def save_key(key: Ed25519PrivateKey, path: Path) -> None:
    """Write the key where only its owner reads it; a key that is there is kept."""
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError as error:
        text = N_("There is a key in “{name}” already; it is kept.", name=path.name)
        raise Unreadable(text) from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def load_key(path: Path) -> Ed25519PrivateKey:
    """Read a key that `save_key` wrote; raise `Unreadable` where it is none."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def _no_key(path: Path) -> Unreadable:
    text = N_("“{name}” holds no signing key of this program.", name=path.name)
    return Unreadable(text)


def sign_with(key: Ed25519PrivateKey, subject: str = FORMAT) -> Sign:
    """Give the hook by which `build` signs; `subject` is what kind of file it is."""

    def sign(manifest: bytes) -> bytes:
        public = key.public_key()
        lines = (
            base64.b64encode(key.sign(_message(manifest, subject))).decode(),
            fingerprint(public),
            base64.b64encode(public.public_bytes_raw()).decode(),
        )
        return "".join(f"{line}\n" for line in lines).encode()

    return sign


def _message(manifest: bytes, subject: str) -> bytes:
    return subject.encode() + b"\n" + manifest


def signed_by(manifest: bytes, signature: bytes, subject: str = FORMAT) -> str:
    """Give the fingerprint of who signed; a bad signature is refused."""
    found = check(manifest, signature, (), subject)
    if found.state is SignatureState.BAD:
        raise refused(Fault.SIGNATURE, SIGNATURE)
    return found.fingerprint


def check(
    manifest: bytes,
    signature: bytes | None,
    known: Collection[str],
    subject: str = FORMAT,
) -> Signed:
    """Say who signed a manifest; `known` are fingerprints compared with paper."""
    if signature is None:
        return Signed(SignatureState.NONE)
    try:
        said, mark, raw = _parted(signature)
        key = Ed25519PublicKey.from_public_bytes(raw)
        key.verify(said, _message(manifest, subject))
    except (ValueError, InvalidSignature):
        return Signed(SignatureState.BAD)
    if mark != fingerprint(key):
        return Signed(SignatureState.BAD)
    return Signed(standing(mark, known), mark)


def standing(mark: str, known: Collection[str]) -> SignatureState:
    """Say how a package stands whose good signature has this fingerprint, or none."""
    if not mark:
        return SignatureState.NONE
    return SignatureState.KNOWN if mark in known else SignatureState.NEW


def _parted(signature: bytes) -> tuple[bytes, str, bytes]:
    if len(signature) > SIGNATURE_MOST:
        raise ValueError
    *lines, end = signature.decode("ascii").split("\n")
    if len(lines) != _LINES or end:
        raise ValueError
    return _decoded(lines[0]), lines[1], _decoded(lines[2])


def _decoded(line: str) -> bytes:
    """Decode base64; one that is not written as we write it is refused."""
    try:
        raw = base64.b64decode(line, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if base64.b64encode(raw).decode() != line:
        raise ValueError
    return raw

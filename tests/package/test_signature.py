"""Who signed, and who may open."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import altered
import parcels
import pytest

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.format import MANIFEST, SIGNATURE
from commune_desk.domain.package.limits import LIMITS
from commune_desk.domain.package.manifest import Privacy
from commune_desk.domain.package.trust import Policy, SignatureState
from commune_desk.exchange.package import sealed
from commune_desk.exchange.package.build import build
from commune_desk.exchange.package.read import read
from commune_desk.exchange.package.signature import (
    check,
    fingerprint,
    load_key,
    new_key,
    save_key,
    sign_with,
)

if TYPE_CHECKING:
    from pathlib import Path

KEY, OTHER = new_key(), new_key()
MARK = fingerprint(KEY.public_key())
WORDS = "trois puits et un marché"


def signed(key: Any = KEY) -> bytes:
    made = parcels.manifest_for(1)
    return build(made, parcels.tables(1), "x", sign=sign_with(key))


def personal() -> bytes:
    rows = parcels.tables(1)
    rows["responsables"] = [("C-001", "Présidente", "ZZNOM", "77 00 00 01")]
    scope = (*parcels.SCOPE, "responsables")
    facts = {"scope": scope, "reason": "annuaire", "privacy": Privacy.PHONES}
    return parcels.package(1, rows=rows, **facts)


def fault(data: bytes, **how: Any) -> Fault:
    with pytest.raises(PackageRefused) as refusal:
        sealed.receive(data, **how)
    return refusal.value.findings[0].fault


def test_who_signed_is_told_by_the_fingerprint_of_his_key() -> None:
    assert re.fullmatch(r"[0-9a-f]{4}(-[0-9a-f]{4}){3}", MARK)
    assert read(signed()).signed == MARK
    assert not read(parcels.package(1)).signed


def test_four_states_of_a_signature() -> None:
    manifest = altered.files()[MANIFEST]
    good = sign_with(KEY)(manifest)
    assert check(manifest, good, {MARK}).state is SignatureState.KNOWN
    assert check(manifest, good, ()).state is SignatureState.NEW
    assert check(manifest, None, {MARK}).state is SignatureState.NONE
    assert check(manifest + b" ", good, {MARK}).state is SignatureState.BAD
    assert check(manifest, good, {MARK}, "commune-desk-pack/1").state is (
        SignatureState.BAD
    )


def test_a_changed_byte_of_the_manifest_or_of_the_signature_is_refused() -> None:
    manifest = altered.files()[MANIFEST]
    good = sign_with(KEY)(manifest)
    for place in range(len(good)):
        wrong = bytearray(good)
        wrong[place] ^= 1
        assert check(manifest, bytes(wrong), {MARK}).state is SignatureState.BAD
    for place in range(0, len(manifest), 97):
        wrong = bytearray(manifest)
        wrong[place] ^= 1
        assert check(bytes(wrong), good, {MARK}).state is SignatureState.BAD


def test_the_signature_of_another_does_not_pass_under_a_known_name() -> None:
    manifest = altered.files()[MANIFEST]
    mine, theirs = (sign_with(key)(manifest).splitlines() for key in (KEY, OTHER))
    forged = b"\n".join([theirs[0], mine[1], theirs[2]]) + b"\n"
    assert check(manifest, forged, {MARK}).state is SignatureState.BAD
    files = altered.files() | {SIGNATURE: forged}
    assert fault(altered.packed(files)) is Fault.SIGNATURE


def test_what_a_region_asks_of_signatures() -> None:
    states = list(SignatureState)
    refused = {each: [s for s in states if each.refuses(s)] for each in Policy}
    known, new, none, bad = states
    assert refused == {
        Policy.ACCEPT: [bad],
        Policy.WARN: [bad],
        Policy.REQUIRE: [new, none, bad],
    }
    assert [s for s in states if Policy.WARN.warns(s)] == [new, none, bad]
    assert not Policy.ACCEPT.warns(none)
    assert not Policy.REQUIRE.refuses(known)


def test_a_key_is_kept_for_its_owner_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "cle.pem"
    save_key(KEY, path)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert fingerprint(load_key(path).public_key()) == MARK
    with pytest.raises(Unreadable):
        save_key(OTHER, path)
    assert fingerprint(load_key(path).public_key()) == MARK
    path.write_text("rien")
    with pytest.raises(Unreadable):
        load_key(path)


def test_what_holds_persons_is_opened_by_the_region_alone() -> None:
    identity, public = sealed.new_identity()
    stranger, _ = sealed.new_identity()
    assert sealed.public_of(identity) == public
    plain = personal()
    closed = sealed.seal(plain, [public])
    assert b"ZZNOM" not in closed
    parcel = sealed.receive(closed, [identity])
    assert parcel.tables["responsables"][0][3] == "77 00 00 01"
    assert parcel.digest == read(plain, sealed=True).digest
    for identities in ([], [stranger]):
        assert fault(closed, identities=identities) is Fault.ENCRYPTED
    assert fault(plain) is Fault.PRIVACY


def test_a_passphrase_opens_it_too_and_a_wrong_one_does_not() -> None:
    closed = sealed.seal_with_words(personal(), WORDS)
    assert sealed.by_words(closed)
    assert sealed.receive(closed, passphrase=WORDS).manifest.privacy is Privacy.PHONES
    assert fault(closed, passphrase=WORDS[1:]) is Fault.ENCRYPTED


def test_encrypted_files_that_are_damaged_or_made_to_harm_are_refused() -> None:
    identity, public = sealed.new_identity()
    closed = sealed.seal(personal(), [public])
    for place in range(0, len(closed), 211):
        wrong = bytearray(closed)
        wrong[place] ^= 4
        told = fault(bytes(wrong), identities=[identity])
        assert told in {Fault.ENCRYPTED, Fault.NOT_A_ZIP}
    assert fault(closed[:300], identities=[identity]) is Fault.ENCRYPTED
    slow = sealed.HEAD + b"-> scrypt " + b"A" * 22 + b" 40\n" + b"B" * 43 + b"\n--- C\n"
    assert fault(slow, passphrase=WORDS) is Fault.BOMB
    large = closed + bytes(LIMITS.file + sealed.OVERHEAD)
    assert fault(large, identities=[identity]) is Fault.TOO_LARGE
    inside = sealed.seal(bytes(LIMITS.file + 1), [public])
    assert fault(inside, identities=[identity]) is Fault.TOO_LARGE


def test_keys_that_are_none_are_said_to_be_none() -> None:
    for act in (
        lambda: sealed.seal(b"x", ["age1faux"]),
        lambda: sealed.seal(b"x", []),
        lambda: sealed.seal_with_words(b"x", "court"),
        lambda: sealed.public_of("AGE-SECRET-KEY-1"),
    ):
        with pytest.raises(Unreadable):
            act()

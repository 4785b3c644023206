"""Build and read a pack of the region, with the safety of a package.

Limits first, names from a list, every digest compared, strict text; nothing is written
to disk. What the lines of its tables are worth is judged by the import of tables
(`exchange/package/pack_preview.py`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.package.advice import meaning
from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.limits import LIMITS
from commune_desk.domain.package.pack import (
    ACCOUNTS,
    CONVERSION,
    FUNCTIONS,
    PACK,
    PACK_MANIFEST,
    PACK_MEMBERS,
    PACK_README,
    PACK_SIGNATURE,
    PACK_TABLES,
    AccountList,
    Pack,
    PackFacts,
)
from commune_desk.domain.package.trust import UNSIGNED, SignatureState
from commune_desk.domain.text import N_
from commune_desk.exchange.package.attached import as_declared
from commune_desk.exchange.package.build import sha256, zipped
from commune_desk.exchange.package.cells import UNSEEN
from commune_desk.exchange.package.described import Declared, Facts
from commune_desk.exchange.package.findings import Found, refused
from commune_desk.exchange.package.members import members
from commune_desk.exchange.package.signature import SIGNATURE_MOST, check
from commune_desk.exchange.package.strict import json_of, text_of
from commune_desk.exchange.workbook import table_csv
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.package.faults import PackageRefused
    from commune_desk.domain.package.limits import Limits
    from commune_desk.exchange.package.build import Sign
    from commune_desk.exchange.package.members import Members
    from commune_desk.l10n.words import Words
    from commune_desk.services.scope import Scope

_SLUG = r"[a-z0-9][a-z0-9-]{1,39}"
_VERSIONS = 9_999
_KEYS = {
    "format", "id", "nom", "titre", "version", "date", "region", "note", "nomenclature",
    "fichiers",
}  # fmt: skip
_ACCOUNT_KEYS = {"nom", "titre", "source", "officielle", "valable_du", "remplace"}


def build_pack(
    facts: PackFacts,
    files: Mapping[str, bytes],
    readme: str,
    sign: Sign | None = None,
) -> bytes:
    """Give the bytes of a pack; `files` are its members by name.

    `sign` is that of `signature.sign_with(key, PACK)`.
    """
    inside = {**files, PACK_README: readme.encode()}
    described = json.dumps(_told(facts, inside), ensure_ascii=False, indent=1).encode()
    inside[PACK_MANIFEST] = described
    if sign is not None:
        inside[PACK_SIGNATURE] = sign(described)
    return zipped(inside, PACK_MEMBERS)


def tables_for_pack(
    session: Session, names: Iterable[str], scope: Scope, words: Words
) -> dict[str, bytes]:
    """Export tables of a dossier as members of a pack; empty ones are left out.

    `words` are French: packs have French headings. Raises `Rejected` for a table that
    no pack may hold.
    """
    found: dict[str, bytes] = {}
    for name in names:
        if name not in PACK_TABLES:
            text = N_(
                "A pack holds no table “{name}”; it may hold: {names}.",
                name=name,
                names=PACK_TABLES,
            )
            raise Rejected([Issue(Severity.ERROR, text)])
        count, data = table_csv(session, TABLES.named(name), scope, words)
        if count:
            found[f"tables/{name}.csv"] = data
    return found


def _told(facts: PackFacts, files: Mapping[str, bytes]) -> dict[str, Any]:
    accounts = facts.accounts
    return {
        "format": PACK,
        "id": f"urn:uuid:{facts.pack}",
        "nom": facts.name,
        "titre": facts.title,
        "version": facts.version,
        "date": facts.made.isoformat(),
        "region": facts.region,
        "note": facts.note,
        "nomenclature": accounts
        and {
            "nom": accounts.name,
            "titre": accounts.title,
            "source": accounts.source,
            "officielle": accounts.official,
            "valable_du": accounts.valid_from and accounts.valid_from.isoformat(),
            "remplace": accounts.replaces,
        },
        "fichiers": {
            name: {"octets": len(data), "sha256": sha256(data)}
            for name, data in sorted(files.items())
        },
    }


def read_pack(
    data: bytes, known: Collection[str] = (), limits: Limits = LIMITS
) -> Pack:
    """Read a pack; raise `PackageRefused` for whatever is not as a pack is.

    `known` are the fingerprints that this commune trusts already.
    """
    inside = members(data, PACK_MEMBERS, limits)
    if PACK_MANIFEST not in inside:
        raise refused(Fault.MISSING_MEMBER, PACK_MANIFEST)
    text = inside.take(PACK_MANIFEST)
    signed = check(text, _signature(inside), known, PACK)
    if signed.state is SignatureState.BAD:
        raise refused(Fault.SIGNATURE, PACK_SIGNATURE)
    found = Found(limits.told)
    whole = json_of(text, PACK_MANIFEST, limits.manifest)
    if not isinstance(whole, dict):
        raise refused(Fault.MANIFEST, PACK_MANIFEST)
    said = Facts(whole, found, PACK_MANIFEST)
    facts = _facts(said)
    declared = _declared(said.inner("fichiers"))
    found.settle()
    _as_listed(inside, declared, found)
    found.settle()
    files = {}
    for name in sorted(declared, key=PACK_MEMBERS.index):
        content = inside.take(name)
        if as_declared(content, name, declared[name], found):
            _readable(content, name, found)
            files[name] = content
    found.settle()
    return Pack(facts, files, sha256(data), signed if signed.fingerprint else UNSIGNED)


def _signature(inside: Members) -> bytes | None:
    if PACK_SIGNATURE not in inside:
        return None
    if inside.size(PACK_SIGNATURE) > SIGNATURE_MOST:
        raise refused(Fault.SIGNATURE, PACK_SIGNATURE)
    return inside.take(PACK_SIGNATURE)


def _facts(said: Facts) -> PackFacts:
    if said.facts.get("format") != PACK:
        value = said.facts.get("format", "")
        raise refused(Fault.FORMAT, PACK_MANIFEST, column="format", value=value)
    said.only(_KEYS)
    accounts = said.facts.get("nomenclature")
    return PackFacts(
        said.identity("id"),
        said.text("nom", _SLUG),
        said.text("titre"),
        said.whole("version", 1, _VERSIONS),
        said.day("date"),
        said.text("region"),
        said.text("note", blank=True),
        None if accounts is None else _accounts(said.inner("nomenclature")),
    )


def _accounts(said: Facts) -> AccountList:
    said.only(_ACCOUNT_KEYS)
    dated = said.facts.get("valable_du") is not None
    return AccountList(
        said.text("nom", _SLUG),
        said.text("titre"),
        said.text("source", blank=True),
        said.flag("officielle"),
        said.day("valable_du") if dated else None,
        said.text("remplace", blank=True),
    )


def _declared(files: Facts) -> dict[str, Declared]:
    return {
        name: Declared(
            files.inner(name).whole("octets", 0, LIMITS.member),
            files.inner(name).text("sha256", "[0-9a-f]{64}"),
        )
        for name in files.facts
    }


def _as_listed(inside: Members, declared: Mapping[str, Declared], found: Found) -> None:
    own = {PACK_MANIFEST, PACK_SIGNATURE}
    for name in sorted((set(inside.names) | set(declared)) - own):
        if name not in inside:
            known = name in PACK_MEMBERS
            found.add(Fault.MISSING_MEMBER if known else Fault.MEMBER, name, value=name)
        elif name not in declared:
            found.add(Fault.MEMBER, name, value=name)
    for name in sorted(set(declared) & own):
        found.add(Fault.MANIFEST, PACK_MANIFEST, column="fichiers", value=name)
    if CONVERSION in declared and ACCOUNTS not in declared:
        found.add(Fault.MISSING_MEMBER, ACCOUNTS)
    if FUNCTIONS in declared and ACCOUNTS not in declared:
        found.add(Fault.MISSING_MEMBER, ACCOUNTS)


def _readable(content: bytes, name: str, found: Found) -> None:
    text = text_of(content, name)
    if (sign := UNSEEN.search(text)) is not None:
        line = text.count("\n", 0, sign.start()) + 1
        found.add(Fault.CONTROL, name, line=line, value=sign.group())


def as_rejected(refusal: PackageRefused) -> Rejected:
    """Say why a pack or package is not taken, as screens say a refusal."""
    return Rejected(
        [
            Issue(
                Severity.ERROR,
                N_("{place}: {why}", place=each.table, why=meaning(each))
                if each.table
                else meaning(each),
                each.fault.value,
            )
            for each in refusal.findings
        ]
    )

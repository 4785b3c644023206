"""What a package says of itself: every fact checked, nothing of its schema believed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.format import (
    CURRENCY,
    FORMAT,
    MANIFEST,
)
from commune_desk.domain.package.manifest import (
    Manifest,
    Period,
    Privacy,
    Stage,
    Standing,
)
from commune_desk.exchange.package.findings import refused
from commune_desk.exchange.package.strict import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from commune_desk.domain.package.fields import Resource
    from commune_desk.domain.package.manifest import Totals
    from commune_desk.exchange.package.findings import Found
    from commune_desk.exchange.package.versions import Version

E = TypeVar("E", bound=Enum)

_UUID = r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_SHA256 = r"[0-9a-f]{64}"
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CODE = r"[A-Za-z0-9][A-Za-z0-9-]{1,29}"
"""Of a commune; short enough for a file name of 60 characters."""

_LONGEST = 200
_MOST = 10**18 - 1
_YEARS = (1960, 2100)
_OWN = "commune-desk"
_DIALECT = {"delimiter": ",", "quoteChar": '"'}


@dataclass(frozen=True, slots=True)
class Declared:
    """What the manifest says of one member."""

    size: int
    digest: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Described:
    """A manifest that was checked, and what the members are compared with."""

    manifest: Manifest
    members: Mapping[str, Declared]
    totals: Totals


class Facts:
    """Takes facts out of an object one by one; each wrong one is a finding."""

    def __init__(
        self, facts: dict[str, Any], found: Found, member: str = MANIFEST
    ) -> None:
        self.facts = facts
        self.found = found
        self.member = member

    def wrong(self, name: str, fault: Fault = Fault.MANIFEST) -> None:
        """Keep that a fact is wrong."""
        value = self.facts.get(name, "")
        self.found.add(fault, self.member, column=name, value=value)

    def only(self, names: Collection[str]) -> None:
        """Refuse facts that nobody reads."""
        for name in sorted(set(self.facts) - set(names)):
            self.wrong(name)

    def text(
        self,
        name: str,
        pattern: str = "",
        fault: Fault = Fault.MANIFEST,
        *,
        blank: bool = False,
    ) -> str:
        """Take a text; `blank` says that it may be empty."""
        value = self.facts.get(name)
        if not isinstance(value, str) or len(value) > _LONGEST or HIDDEN.search(value):
            self.wrong(name, fault)
            return ""
        if not value and blank:
            return ""
        if not value.strip() or (pattern and not re.fullmatch(pattern, value)):
            self.wrong(name, fault)
            return ""
        return value

    def whole(self, name: str, least: int, most: int) -> int:
        """Take a whole number within bounds."""
        value = self.facts.get(name)
        if type(value) is int and least <= value <= most:
            return value
        self.wrong(name)
        return least

    def flag(self, name: str) -> bool:
        """Take yes or no."""
        value = self.facts.get(name)
        if not isinstance(value, bool):
            self.wrong(name)
        return value is True

    def one_of(self, name: str, kind: type[E]) -> E:
        """Take one of the values of an enumeration."""
        value = self.facts.get(name)
        for each in kind:
            if each.value == value:
                return each
        self.wrong(name)
        return next(iter(kind))

    def identity(self, name: str, *, blank: bool = False) -> str:
        """Take a UUID."""
        return self.text(name, _UUID, blank=blank).removeprefix("urn:uuid:")

    def day(self, name: str) -> dt.date:
        """Take a date."""
        text = self.text(name, _DAY)
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            if text:
                self.wrong(name)
            return dt.date(_YEARS[0], 1, 1)

    def moment(self, name: str) -> dt.datetime:
        """Take a moment, in UTC."""
        text = self.text(name, _MOMENT)
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            if text:
                self.wrong(name)
            return dt.datetime(_YEARS[0], 1, 1, tzinfo=dt.UTC)

    def inner(self, name: str) -> Facts:
        """Take an object in the object."""
        value = self.facts.get(name)
        if isinstance(value, dict):
            return Facts(value, self.found, self.member)
        raise refused(Fault.MANIFEST, self.member, column=name)


def described(whole: Any, found: Found, versions: Mapping[int, Version]) -> Described:
    """Check a manifest; wrong facts are collected, and all of them refused at once."""
    if not isinstance(whole, dict):
        raise refused(Fault.MANIFEST, MANIFEST)
    top = Facts(whole, found)
    own = top.inner(_OWN)
    version = _version(own, versions)
    known = {each.name: each for each in versions[version].resources}
    own.only(_KNOWN)
    manifest = _manifest(top, own, version, known)
    found.settle()
    if whole.get("name") != manifest.file_name.removesuffix(".zip"):
        top.wrong("name")
    members = _tables(whole.get("resources"), manifest, known, found)
    members |= _others(own)
    totals = _totals(own)
    found.settle()
    return Described(manifest, members, totals)


_KNOWN = {
    "format", "schema_version", "generator", "commune_code", "commune_nom",
    "code_list", "region", "cercle", "exercice", "etape", "periode", "arrete_au",
    "statut", "source_db", "sequence", "supersedes", "partial", "scope", "currency",
    "privacy", "reason", "demonstration", "journal_head", "control_totals", "files",
}  # fmt: skip


def _version(own: Facts, versions: Mapping[int, Version]) -> int:
    """Read which version it is; nothing else is looked at in a newer one."""
    newest = max(versions)
    said, version = own.facts.get("format"), own.facts.get("schema_version")
    stem, _, number = FORMAT.rpartition("/")
    if isinstance(said, str) and said != FORMAT:
        newer = re.fullmatch(re.escape(stem) + r"/([1-9][0-9]{0,3})", said)
        if newer and int(newer[1]) > int(number):
            raise refused(Fault.NEWER, MANIFEST, value=newer[1], declared=number)
    if said != FORMAT:
        raise refused(Fault.FORMAT, MANIFEST, column="format", value=said)
    if type(version) is int and newest < version < _MOST:
        raise refused(Fault.NEWER, MANIFEST, value=version, declared=newest)
    if type(version) is not int or version not in versions:
        raise refused(Fault.FORMAT, MANIFEST, column="schema_version", value=version)
    return version


def _manifest(
    top: Facts, own: Facts, version: int, known: Mapping[str, Resource]
) -> Manifest:
    if own.facts.get("currency") != CURRENCY:
        own.wrong("currency", Fault.CURRENCY)
    head = own.inner("journal_head")
    number = head.whole("seq", 0, _MOST)
    privacy = own.one_of("privacy", Privacy)
    reason = own.text("reason", blank=True)
    if privacy is Privacy.PHONES and not reason:
        own.wrong("reason", Fault.PRIVACY)
    partial = own.flag("partial")
    return Manifest(
        package=top.identity("id"),
        created=top.moment("created"),
        generator=own.text("generator"),
        commune_code=own.text("commune_code", _CODE, Fault.COMMUNE),
        commune=own.text("commune_nom", fault=Fault.COMMUNE),
        code_list=own.text("code_list"),
        year=own.whole("exercice", *_YEARS),
        stage=own.one_of("etape", Stage),
        period=own.one_of("periode", Period),
        until=own.day("arrete_au"),
        standing=own.one_of("statut", Standing),
        source=own.text("source_db", r"[A-Za-z0-9-]{4,64}"),
        sequence=own.whole("sequence", 1, 999_999),
        supersedes=own.identity("supersedes", blank=True),
        partial=partial,
        scope=_scope(own, privacy, known, partial=partial),
        privacy=privacy,
        reason=reason,
        journal_number=number,
        journal_seal=head.text("sha256", _SHA256, blank=not number),
        region=own.text("region", blank=True),
        cercle=own.text("cercle", blank=True),
        demonstration=own.flag("demonstration"),
        schema_version=version,
    )


def _scope(
    own: Facts, privacy: Privacy, known: Mapping[str, Resource], *, partial: bool
) -> tuple[str, ...]:
    scope = own.facts.get("scope")
    sound = isinstance(scope, list) and all(isinstance(each, str) for each in scope)
    if not sound or not scope or len(set(scope)) != len(scope):
        own.wrong("scope", Fault.SCOPE)
        return ()
    for name in scope:
        if name not in known:
            own.found.add(Fault.SCOPE, MANIFEST, column="scope", value=name)
        elif known[name].personal > privacy.level:
            own.found.add(Fault.PRIVACY, name, declared=privacy.value)
    if not partial:
        whole = {each.name for each in known.values() if not each.personal}
        for name in sorted(whole - set(scope)):
            own.found.add(Fault.SCOPE, name, column="scope")
    return tuple(scope)


def _tables(
    listed: Any, manifest: Manifest, known: Mapping[str, Resource], found: Found
) -> dict[str, Declared]:
    """Read what is declared of each table; its schema is not looked at."""
    if not isinstance(listed, list) or not all(isinstance(x, dict) for x in listed):
        raise refused(Fault.MANIFEST, MANIFEST, column="resources")
    names = [each.get("name") for each in listed]
    if len(names) != len(manifest.scope) or set(map(str, names)) != set(manifest.scope):
        raise refused(Fault.SCOPE, MANIFEST, column="resources")
    declared = {}
    for each in listed:
        facts = Facts(each, found)
        resource = known[each["name"]]
        if each.get("path") != resource.path or "data" in each:
            facts.wrong("path")
        if each.get("encoding", "utf-8") not in {"utf-8", "UTF-8"}:
            facts.wrong("encoding")
        dialect = each.get("dialect", {})
        if not isinstance(dialect, dict) or any(
            dialect.get(name, usual) != usual for name, usual in _DIALECT.items()
        ):
            facts.wrong("dialect")
        declared[resource.path] = Declared(
            facts.whole("bytes", 0, _MOST),
            facts.text("hash", "sha256:" + _SHA256).removeprefix("sha256:"),
            facts.whole("cd:rows", 0, _MOST),
        )
    return declared


def _others(own: Facts) -> dict[str, Declared]:
    files = own.inner("files")
    declared = {}
    for name in files.facts:
        each = files.inner(name)
        declared[name] = Declared(
            each.whole("bytes", 0, _MOST), each.text("sha256", _SHA256)
        )
    return declared


def _totals(own: Facts) -> Totals:
    totals = own.inner("control_totals")
    return {
        part: {
            name: totals.inner(part).whole(name, -_MOST, _MOST)
            for name in totals.inner(part).facts
        }
        for part in totals.facts
    }

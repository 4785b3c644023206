"""A sending from the question to the file: read, looked at, packed, written, recorded.

Reading and packing only read; writing and recording are done together at the end, so
that neither a file without its record nor a record without its file is left behind.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk import VERSION
from commune_desk.domain.errors import (
    DeskError,
    Rejected,
    StorageTrouble,
    Unreadable,
)
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.package.format import BY_NAME, MAP, OVERVIEW, RESOURCES
from commune_desk.domain.package.level import Level
from commune_desk.domain.package.manifest import Manifest, Privacy
from commune_desk.domain.package.totals import all_totals
from commune_desk.domain.text import N_, P_
from commune_desk.exchange.package.build import build, sha256
from commune_desk.exchange.package.geojson import geojson
from commune_desk.exchange.package.keys import signing
from commune_desk.exchange.package.overview import overview
from commune_desk.exchange.package.readme import readme
from commune_desk.exchange.package.sealed import SUFFIX as SEALED
from commune_desk.exchange.package.sealed import seal
from commune_desk.services.sent.checks import Check, examine, of_level
from commune_desk.services.sent.exercise import exercise, french
from commune_desk.services.sent.proposals import last_day, proposed
from commune_desk.services.sent.rows import allowed, tables
from commune_desk.services.sent.sendings import (
    RecordSending,
    next_sending,
    sendings,
)
from commune_desk.services.settings import preference
from commune_desk.services.today import today
from commune_desk.storage.models import Commune

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.domain.package.manifest import Tables, Totals
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.sent.wish import Wish

    Sign = Callable[[bytes], bytes]

GENERATOR = f"Commune Desk {VERSION}"
REASON_MOST = 200
"""Characters of a reason that a manifest holds."""

REGION_KEY = "sending.key"
"""The setting that holds the key for which telephone numbers are sealed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be sent, and what was found in it."""

    wish: Wish
    manifest: Manifest
    tables: Tables
    totals: Totals
    checks: list[Check] = field(default_factory=list)
    key: str = ""
    """The key of the region, where there is one."""

    on: dt.date = dt.date.max
    """The day of the sending."""

    def issues(self, level: Level) -> list[Issue]:
        """Give the findings of one level."""
        return of_level(self.checks, level)


@dataclass(frozen=True, slots=True)
class Packed:
    """A package ready to leave."""

    draft: Draft
    data: bytes
    """The package itself, whose digest is its identity."""

    signed: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the package, hexadecimal."""
        return sha256(self.data)

    @property
    def file_name(self) -> str:
        """Give the name of the file that leaves."""
        name = self.draft.manifest.file_name
        phones = self.draft.manifest.privacy is Privacy.PHONES
        return name + SEALED if phones else name

    def written(self) -> bytes:
        """Give the bytes that leave: sealed where telephone numbers are in it."""
        if self.draft.manifest.privacy is Privacy.PHONES:
            return seal(self.data, (self.draft.key.strip(),))
        return self.data


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that left."""

    record: int
    path: Path
    digest: str
    size: int
    manifest: Manifest


def draft(session: Session, wish: Wish, *, look: bool = True) -> Draft:
    """Read what would be sent and look at it; the session is used for nothing else."""
    expected = next_sending(session, wish.year)
    now = today(session)
    until = wish.until or last_day(session, wish.year, wish.period)
    stage, standing = proposed(session, wish.year, until)
    demonstration = bool(preference(session, "demonstration"))
    key = preference(session, REGION_KEY)
    commune = session.scalars(select(Commune).where(Commune.is_own)).first()
    names = _names(wish)
    told = exercise(session, wish.year, until, wish.privacy)
    found = tables(told, names)
    scope = tuple(each.name for each in allowed(wish.privacy) if each.name in names)
    manifest = Manifest(
        package=str(uuid.uuid4()),
        created=dt.datetime.now(dt.UTC).replace(microsecond=0),
        generator=GENERATOR,
        commune_code=commune.code.strip() if commune is not None else "",
        commune=commune.name if commune is not None else "",
        code_list=commune.code_list.strip() if commune is not None else "",
        year=wish.year,
        stage=wish.stage or stage,
        period=wish.period,
        until=until,
        standing=wish.standing or standing,
        source=expected.source,
        sequence=expected.sequence,
        supersedes=expected.supersedes,
        partial=any(not each.personal and each.name not in scope for each in RESOURCES),
        scope=scope,
        privacy=wish.privacy,
        reason=" ".join(wish.reason.split())[:REASON_MOST],
        journal_number=expected.journal_number,
        journal_seal=expected.journal_seal,
        region=commune.region if commune is not None else "",
        cercle=commune.cercle if commune is not None else "",
        demonstration=demonstration,
    )
    sums = all_totals([BY_NAME[name] for name in scope], found)
    checks = examine(told, found) if look else []
    return Draft(wish, manifest, found, sums, checks, key, now)


def _names(wish: Wish) -> frozenset[str]:
    """Give the tables that are meant; raise `Rejected` for a name that is none."""
    possible = {each.name for each in allowed(wish.privacy)}
    strange = [name for name in wish.names if name not in possible]
    if strange:
        text = N_(
            "“{name}” is no table of a package at this level: {names}.",
            name=strange[0],
            names=tuple(sorted(possible)),
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    return frozenset(wish.names or possible)


def refuse(told: Draft) -> None:
    """Refuse what may not leave, or not without a reason; raise `Rejected`."""
    critical, errors = told.issues(Level.CRITICAL), told.issues(Level.ERROR)
    if critical:
        raise Rejected(critical)
    if told.manifest.reason:
        if told.wish.privacy is Privacy.PHONES:
            _refuse_phones(told)
        return
    if told.wish.privacy is not Privacy.NONE:
        text = N_("Say why persons are in the sending: no reason was given.")
        raise Rejected([Issue(Severity.ERROR, text, field="reason")])
    if errors:
        text = P_(
            "{count} finding lets the sending go only with a written reason: {first}",
            "{count} findings let the sending go only with a written reason, the first"
            " is: {first}",
            count=len(errors),
            first=errors[0].text,
        )
        raise Rejected([Issue(Severity.ERROR, text, field="reason"), *errors])


def _refuse_phones(told: Draft) -> None:
    if not told.wish.recipient.strip():
        text = N_("Telephone numbers go to a recipient who is named: name one.")
        raise Rejected([Issue(Severity.ERROR, text, field="recipient")])
    try:
        seal(b"", (told.key.strip(),))
    except Unreadable:
        text = N_(
            "Telephone numbers leave sealed for the region alone: its key (age1…) is"
            " missing in the settings, or is none."
        )
        raise Rejected([Issue(Severity.ERROR, text, field="privacy")]) from None


def packed(
    told: Draft,
    sign: Sign | None = None,
    fingerprint: str = "",
    *,
    checked: bool = True,
) -> Packed:
    """Build the package; the same draft gives the same bytes."""
    if checked:
        refuse(told)
    words = french()
    extras = {}
    if told.wish.map:
        extras[MAP] = geojson(told.tables)
    if told.wish.overview:
        extras[OVERVIEW] = overview(told.manifest, told.tables, words)
    text = readme(told.manifest, told.tables, words)
    data = build(told.manifest, told.tables, text, extras, sign)
    return Packed(told, data, fingerprint if sign is not None else "")


def prepare(session: Session, wish: Wish, progress: Progress) -> Packed:
    """Read, look and pack, step by step; sign where that is wished."""
    progress.step(N_("Reading what is sent"), 0, 2)
    told = draft(session, wish)
    refuse(told)
    progress.step(N_("Packing the file"), 1, 2)
    sign, fingerprint = signing() if wish.sign else (None, "")
    return packed(told, sign, fingerprint, checked=False)


def deliver(desk: Desk, ready: Packed, folder: Path) -> Sent:
    """Write the file and record the sending: both, or neither."""
    manifest = ready.draft.manifest
    command = RecordSending(
        manifest,
        ready.digest,
        len(ready.data),
        ready.draft.totals,
        ready.draft.on,
        ready.draft.wish.recipient,
        ready.signed,
    )
    desk.attempt(command)
    path = _write(folder, ready.file_name, ready.written())
    try:
        record = desk.do(command)
    except BaseException:
        with desk.store.reading() as session:
            known = any(row.package == manifest.package for row in sendings(session))
        if not known:
            path.unlink(missing_ok=True)
        raise
    return Sent(record, path, ready.digest, len(ready.data), manifest)


def _write(folder: Path, name: str, data: bytes) -> Path:
    """Write under another name, to the disk, and rename; read it back."""
    path, part = folder / name, folder / f"{name}.part"
    if path.exists():
        text = N_(
            "“{name}” lies in this folder already, and the dossier does not know it as"
            " a sending: move it away, or choose another folder.",
            name=name,
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if hashlib.sha256(part.read_bytes()).digest() != hashlib.sha256(data).digest():
            text = N_(
                "“{name}” does not read back as it was written: use another key or"
                " folder.",
                name=name,
            )
            raise StorageTrouble(text)
        part.replace(path)
    except OSError as trouble:
        part.unlink(missing_ok=True)
        text = N_(
            "“{name}” could not be written: {reason}. Nothing was recorded.",
            name=name,
            reason=trouble.strerror or "?",
        )
        raise StorageTrouble(text) from trouble
    except DeskError:
        part.unlink(missing_ok=True)
        raise
    return path

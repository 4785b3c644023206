"""The record of what was sent to the region: commands and queries."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.package.answer import LONGEST, NOTE, Reply
from commune_desk.domain.package.totals import LINES
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.settings import keep, kept
from commune_desk.storage.models import Commune, JournalEntry, Sending

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.package.manifest import (
        Manifest,
        Period,
        Privacy,
        Stage,
        Standing,
        Totals,
    )
    from commune_desk.domain.package.verdict import Answer
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

SOURCE = "sending.source"
"""The setting that keeps the random name of this dossier."""

_SOURCE = re.compile("[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class SendingRow:
    """A sending as tables and papers see it."""

    id: int
    year: int
    period: Period
    stage: Stage
    standing: Standing
    until_on: dt.date
    source: str
    sequence: int
    package: str
    sha256: str
    size: int
    file: str
    privacy: Privacy
    scope: str
    partial: bool
    totals: str
    reason: str
    recipient: str
    sent_on: dt.date
    journal_number: int
    journal_seal: str
    supersedes: str
    signed: str
    answer: Answer | None
    answered_on: dt.date | None
    answer_note: str
    replaces: int | None = None
    """The number of the sending that it replaces."""

    @property
    def title(self) -> str:
        """Name it: “2026, no. 3”, in figures alone."""
        return f"{self.year} – {self.sequence}"

    @property
    def short_digest(self) -> str:
        """The first twelve figures of the digest, in groups of four."""
        return grouped(self.sha256[:12])

    @property
    def sums(self) -> Totals:
        """The control totals that it declared."""
        found: dict[str, dict[str, int]] = json.loads(self.totals)
        return found

    @property
    def lines(self) -> int:
        """How many lines it holds, all tables together."""
        return sum(part[LINES] for part in self.sums.values())


def short(session: Session, row: SendingRow) -> str:
    """Tell a sending in a message of at most 160 characters; words of the format."""
    code = session.scalar(select(Commune.code).where(Commune.is_own)) or "?"
    told = (
        f"CD {code} {row.year} s{row.sequence} ENVOYE {row.sent_on:%d/%m/%Y}"
        f" {row.lines} lignes {-(-row.size // 1000)} Ko SHA {row.short_digest}"
    )
    return told[:LONGEST]


def grouped(digest: str) -> str:
    """Write a digest in capitals, four by four, as people compare it."""
    capitals = digest.upper()
    return " ".join(capitals[at : at + 4] for at in range(0, len(capitals), 4))


def sendings(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[SendingRow]:
    """List what was sent, the latest first."""
    table = Sending.__table__.c
    query = select(*table).order_by(table.id.desc())
    rows = session.execute(query).all()
    numbers = {row.package: row.sequence for row in rows}
    return [
        SendingRow(**row._asdict(), replaces=numbers.get(row.supersedes))
        for row in rows
        if ids is None or row.id in ids
    ]


class Next(NamedTuple):
    """What the next sending of a year continues."""

    source: str
    known: bool
    """Whether the name of the dossier is kept already."""

    sequence: int
    supersedes: str
    journal_number: int
    journal_seal: str


def next_sending(session: Session, year: int) -> Next:
    """Say what a sending of a year continues; a dossier without a name gets one."""
    kept_name = kept(session, SOURCE)
    source = str(kept_name or secrets.token_hex(4))
    last = session.execute(
        select(Sending.sequence, Sending.package)
        .where(Sending.year == year, Sending.source == source)
        .order_by(Sending.sequence.desc())
        .limit(1)
    ).first()
    head = session.execute(
        select(JournalEntry.id, JournalEntry.seal)
        .order_by(JournalEntry.id.desc())
        .limit(1)
    ).first()
    number, seal = (0, "0" * 64) if head is None else (head.id, head.seal)
    sequence, package = (0, "") if last is None else (last.sequence, last.package)
    return Next(
        source, kept_name is not None, sequence + 1, package, int(number), str(seal)
    )


@dataclass(frozen=True)
class RecordSending(Command[int]):
    """Note that a package left the desk; what was sent cannot be unsent."""

    label: ClassVar[Text] = N_("Send to the region")
    needs: ClassVar[Permission] = Permission.SEND
    final: ClassVar[bool] = True

    manifest: Manifest
    sha256: str
    size: int
    totals: Mapping[str, Mapping[str, int]]
    sent_on: dt.date
    recipient: str = ""
    signed: str = ""

    def apply(self, unit: Unit) -> int:
        """Keep it; raise `Stale` where the dossier has moved since it was read."""
        told = self.manifest
        expected = next_sending(unit.session, told.year)
        head = (expected.journal_number, expected.journal_seal)
        follows = (expected.sequence, expected.supersedes)
        if (told.journal_number, told.journal_seal) != head or (
            (told.sequence, told.supersedes) != follows
        ):
            raise Stale
        if expected.known and told.source != expected.source:
            raise Stale
        if not expected.known:
            if not _SOURCE.fullmatch(told.source):
                raise Stale
            keep(unit, SOURCE, told.source)
        return unit.insert(
            Sending,
            {
                "year": told.year,
                "period": told.period,
                "stage": told.stage,
                "standing": told.standing,
                "until_on": told.until,
                "source": told.source,
                "sequence": told.sequence,
                "package": told.package,
                "sha256": self.sha256,
                "size": self.size,
                "file": told.file_name,
                "privacy": told.privacy,
                "scope": ",".join(told.scope),
                "partial": told.partial,
                "totals": json.dumps(self.totals, sort_keys=True),
                "reason": told.reason,
                "recipient": self.recipient.strip(),
                "sent_on": self.sent_on,
                "journal_number": told.journal_number,
                "journal_seal": told.journal_seal,
                "supersedes": told.supersedes,
                "signed": self.signed,
                "answer": None,
                "answered_on": None,
                "answer_note": "",
            },
        )

    def describe(self, unit: Unit) -> Text:
        """Name the year and the number."""
        del unit
        return N_(
            "Sending no. {number} of {year} to the region",
            number=self.manifest.sequence,
            year=str(self.manifest.year),
        )


@dataclass(frozen=True)
class NoteAnswer(Command[None]):
    """Note what the region answered to a sending."""

    label: ClassVar[Text] = N_("Note the answer of the region")
    needs: ClassVar[Permission] = Permission.SEND

    id: int
    verdict: Answer | None
    """None takes a verdict back that was noted by mistake."""

    on: dt.date | None
    note: str = ""

    def apply(self, unit: Unit) -> None:
        """Keep it; an answer has its day, and comes after the sending."""
        row = unit.find(Sending, self.id)
        on = self.on if self.verdict is not None else None
        where = Record("sendings", row.id)
        if self.verdict is not None and on is None:
            text = N_("Say on which day the region answered.")
            raise Rejected([Issue(Severity.ERROR, text, "", where, "answered_on")])
        if on is not None and on < row.sent_on:
            text = N_(
                "Sending no. {number} of {year} left on {sent}: an answer of {date}"
                " comes before it.",
                number=row.sequence,
                year=str(row.year),
                sent=row.sent_on,
                date=on,
            )
            raise Rejected([Issue(Severity.ERROR, text, "", where, "answered_on")])
        row.answer, row.answered_on = self.verdict, on
        row.answer_note = self.note.strip()[:NOTE] if self.verdict is not None else ""

    def describe(self, unit: Unit) -> Text:
        """Name the sending."""
        row = unit.find(Sending, self.id)
        return N_(
            "Answer to sending no. {number} of {year}",
            number=row.sequence,
            year=str(row.year),
        )


def answered(session: Session, answer: Reply) -> SendingRow:
    """Find the sending that an answer speaks of; raise `Rejected` without one."""
    for row in sendings(session):
        if answer.package:
            if answer.package in {row.package, row.sha256}:
                return row
        elif (row.year, row.sequence) == (answer.year, answer.sequence):
            return row
    text = N_(
        "This answer speaks of sending no. {number} of {year} of {commune}: it is none"
        " of this dossier.",
        number=answer.sequence or "?",
        year=str(answer.year or "?"),
        commune=answer.commune or "?",
    )
    raise Rejected([Issue(Severity.ERROR, text)])


def latest(rows: Sequence[SendingRow], year: int) -> SendingRow | None:
    """Give the last sending of a year."""
    return next((row for row in rows if row.year == year), None)

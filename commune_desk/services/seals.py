"""Whether the history still holds: its chain, and what papers and sendings say of it.

Who can write the file can seal the whole chain anew (`exchange-and-safety.md` 7.4):
only a head that lies elsewhere, on a paper or at the region, tells that he has not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_, P_, Text
from commune_desk.storage import journal
from commune_desk.storage.journal import NOTHING, Head
from commune_desk.storage.models import JournalEntry, Sending

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy.orm import Session

    from commune_desk.storage.store import Store

FEWEST, MOST = 12, 64
"""Digits of a seal: papers print 16, some lists 12; a whole one has 64."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a walk through the journal found."""

    head: Head
    broken: int | None = None
    """The first entry that does not hold."""

    told: Text | None = None
    """The sentence of what is wrong; None where all holds."""


def verify(store: Store, after: Head | None = None) -> Verified:
    """Walk the chain from an entry that was verified before, or from its beginning."""
    start = after or Head()

    def walk(raw: sqlite3.Connection) -> Verified:
        head = journal.head(raw)
        if start.number > head.number:
            text = N_(
                "The journal ends at no. {number}, and this computer had seen it up"
                " to no. {seen}: this dossier is an older copy, or entries were taken"
                " out.",
                number=head.number,
                seen=start.number,
            )
            return Verified(head, head.number, text)
        broken = journal.first_broken(raw, start)
        if broken is None:
            return Verified(head)
        text = N_(
            "The journal does not hold from entry no. {number} on: it was altered by"
            " another program. What was recorded before it can be trusted.",
            number=broken,
        )
        return Verified(head, broken, text)

    return store.looking(walk)


def sound(session: Session, found: Verified) -> Text:
    """Say that all holds, with what it was compared with."""
    sendings = len(session.scalars(select(Sending.id)).all())
    chain = P_(
        "The journal holds: {count} entry, each sealed to the one before",
        "The journal holds: {count} entries, each sealed to the one before",
        count=found.head.number,
    )
    if not sendings:
        return N_("{chain}.", chain=chain)
    sent = P_(
        "the seal of {count} sending is found in it",
        "the seals of {count} sendings are found in it",
        count=sendings,
    )
    return N_("{chain}; {sent}.", chain=chain, sent=sent)


def unlike_sendings(session: Session) -> Text | None:
    """Compare the journal with what was sent; say which sending it contradicts."""
    query = select(Sending.sequence, Sending.journal_number, Sending.journal_seal)
    for sequence, number, seal in session.execute(query.order_by(Sending.id)):
        if number and not _same(session, number, seal):
            return N_(
                "The journal is not the one of sending no. {sequence}: its entry no."
                " {number} was rewritten since.",
                sequence=str(sequence),
                number=number,
            )
    return None


def compared(session: Session, number: str, digits: str) -> tuple[bool, Text]:
    """Compare with the foot of an old paper: whether it holds, and the sentence.

    Raises `Unreadable` where number or digits are none.
    """
    entry = _number(number)
    seal = re.sub(r"[\s\u00a0\u202f·.-]", "", digits).lower()
    if not re.fullmatch(r"[0-9a-f]+", seal) or not FEWEST <= len(seal) <= MOST:
        raise Unreadable(
            N_(
                "“{typed}” is no seal: the foot of a paper has {fewest} to 16 digits,"
                " 0 to 9 and A to F.",
                typed=digits.strip()[:80],
                fewest=FEWEST,
            )
        )
    last = session.scalars(
        select(JournalEntry.id).order_by(JournalEntry.id.desc()).limit(1)
    ).first()
    if entry > (last or 0):
        return False, N_(
            "The journal ends at no. {last}, before no. {number} of the paper: entries"
            " were taken out, or this dossier is an older copy.",
            last=last or 0,
            number=entry,
        )
    if not _same(session, entry, seal):
        return False, N_(
            "Entry no. {number} does not have the seal of the paper: the history up to"
            " it was rewritten since the paper was printed, or a digit was mistyped.",
            number=entry,
        )
    return True, N_(
        "The history holds: up to entry no. {number} it is the one of the paper.",
        number=entry,
    )


def _same(session: Session, number: int, seal: str) -> bool:
    query = select(JournalEntry.seal).where(JournalEntry.id == number)
    found = session.scalar(query) if number else NOTHING
    return found is not None and found.startswith(seal.lower())


def _number(typed: str) -> int:
    figures = re.sub(r"[\s\u00a0\u202f\u2009]", "", typed)
    if not re.fullmatch(r"[0-9]{1,12}", figures):
        raise Unreadable(
            N_("“{typed}” is no number of the journal.", typed=typed.strip()[:40])
        )
    return int(figures)

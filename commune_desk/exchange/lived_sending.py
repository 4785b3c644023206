"""What the commune of the demonstration sent to its region, and what came back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from commune_desk.domain.package.manifest import Period
from commune_desk.domain.package.verdict import Answer
from commune_desk.domain.text import N_
from commune_desk.exchange.package.sending import draft, packed
from commune_desk.services.sent.sendings import NoteAnswer, RecordSending
from commune_desk.services.sent.wish import Wish

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk

SENT = (
    (Wish(2025), dt.date(2026, 4, 14), Answer.REMARKED, dt.date(2026, 4, 22)),
    (
        Wish(2026, Period.FIRST_HALF, dt.date(2026, 6, 30)),
        dt.date(2026, 7, 20),
        None,
        None,
    ),
)
"""What was sent, when, and the answer with its day."""

RECIPIENT = N_("The regional development agency (example)")
REMARK = N_("Two villages without a position (invented for the demonstration)")


def send_years(desk: Desk, words: Words) -> None:
    """Record the sendings; no file is written, as nobody would read it."""
    for wish, on, verdict, answered in SENT:
        asked = replace(wish, recipient=words.say(RECIPIENT))
        with desk.store.reading() as session:
            told = draft(session, asked, look=False)
        ready = packed(told, checked=False)
        command = RecordSending(
            told.manifest, ready.digest, len(ready.data), told.totals, on,
            asked.recipient,
        )  # fmt: skip
        record = desk.do(command)
        if verdict is not None:
            desk.do(NoteAnswer(record, verdict, answered, words.say(REMARK)))

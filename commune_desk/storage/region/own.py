"""The region's own tables: its communes, what came, what it chose and wrote."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint

from commune_desk.storage.region.columns import (
    CODE_LONGEST,
    amount,
    commune,
    day,
    of_package,
    table,
    text,
    whole,
)

NAME, LIST, UUID, DIGEST, WORDS = 200, 200, 36, 64, 2_000

COMMUNES = table(
    "communes",
    commune(),
    whole("id"),
    text("name", NAME),
    text("cercle", NAME),
    text("arrondissement", NAME),
    text("code_list", LIST),
    day("valid_from"),
    day("valid_until"),
    whole("position"),
)
"""Who is expected to send: the region's list, which names its list of codes."""

CODES = table(
    "code_mapping",
    commune(),
    text("old_list", LIST, key=True),
    day("valid_from", required=True),
    whole("id"),
    text("new_list", LIST),
    text("new_code", CODE_LONGEST),
    text("note", WORDS),
)
"""Old code and list → new ones, for figures that tell of `valid_from` or later."""

RECEIVED = table(
    "received",
    commune(),
    whole("id", key=True),
    text("uuid", UUID),
    text("sha256", DIGEST),
    whole("bytes"),
    amount("sequence"),
    text("source", 100),
    whole("year"),
    text("stage", 40),
    text("period", 10),
    day("until", required=True),
    text("standing", 40),
    text("privacy", 2),
    text("reason", WORDS),
    whole("partial"),
    text("scope", 1_000),
    text("supersedes", UUID),
    whole("gap"),
    whole("is_current"),
    whole("aside"),
    whole("late"),
    text("signature", 20),
    text("fingerprint", 100),
    day("received_at", required=True),
    text("actor", NAME),
    amount("journal_number"),
    text("journal_seal", DIGEST),
    day("created", required=True),
    text("generator", NAME),
    whole("schema_version"),
    whole("demonstration"),
    text("sent_code", CODE_LONGEST),
    text("sent_list", LIST),
    text("sent_name", NAME),
    text("sent_cercle", NAME),
    text("sent_region", NAME),
    UniqueConstraint("commune_code", "uuid"),
    Index("ix_received_uuid", "uuid"),
    Index("ix_received_year", "year", "commune_code"),
)
"""Every package that was taken, with what it says of itself.

`commune_code` is the region's; `sent_code` and `sent_list` stand in the package.
`gap` is 1 while the package that it supersedes never came. `is_current` is 1 while
some table of the year is read in it; `aside` while another database is the commune's;
`late` where it came after a higher number.
"""

ARCHIVE = table(
    "archive",
    commune(),
    whole("package", key=True),
    text("sha256", DIGEST),
    Column("data", LargeBinary, nullable=False),
    of_package(),
)
"""The files as they came: all else can be made from them again."""

CURRENT = table(
    "current_tables",
    commune(),
    whole("year", key=True),
    text("resource", 60, key=True),
    whole("package"),
    of_package(),
)
"""In which package the rows of a table of a commune's year are read: a partial package
replaces its own tables and leaves the others where they are (3.6 rule 5)."""

CHOSEN = table(
    "chosen_sources",
    commune(),
    whole("year", key=True),
    text("source", 100),
    day("chosen_at", required=True),
    text("actor", NAME),
    text("reason", WORDS),
)
"""Which database is the commune's, where two sent; until one is chosen, the first."""

REMARKS = table(
    "annotations",
    commune(),
    whole("id", key=True),
    whole("year"),
    text("subject", NAME),
    text("words", WORDS),
    day("written_at", required=True),
    text("actor", NAME),
    whole("settled"),
)
"""What the region remarks; it goes back to the commune as a text, never as data."""

KEYS = table(
    "trusted_keys",
    commune(),
    text("fingerprint", 100, key=True),
    whole("id"),
    day("valid_from"),
    day("valid_until"),
    text("note", WORDS),
)
"""Keys whose fingerprint was compared with the commune's stamped paper."""

SENDINGS = table(
    "expected_sendings",
    whole("id", key=True),
    text("title", NAME),
    text("stage", 40),
    text("told_until", 5),
    text("deadline", 5),
    whole("years_after"),
    day("valid_from"),
    day("valid_until"),
    text("source", WORDS),
    whole("sure"),
)
"""What a commune owes of each year: the stage at least, told up to `told_until`
(`06-30`), by `deadline` (`08-31`) so many years after the year."""

THRESHOLDS = table(
    "thresholds",
    text("name", LIST, key=True),
    day("valid_from", required=True),
    whole("id"),
    whole("value"),
    text("source", WORDS),
    whole("sure"),
)
"""From where on a figure is a finding; percent or a number, as the finding says."""

SETTINGS = table("settings", text("name", LIST, key=True), text("value", WORDS))

JOURNAL = table(
    "journal",
    whole("id", key=True),
    text("operation", UUID),
    day("at", required=True),
    text("actor", NAME),
    text("deed", 20),
    text("commune_code", CODE_LONGEST),
    Column("label", Text, nullable=False),
    Column("changes", Text, nullable=False),
    text("previous", DIGEST),
    text("seal", DIGEST),
)
"""Every act on the region's desk, each sealed to the one before; only ever added to."""

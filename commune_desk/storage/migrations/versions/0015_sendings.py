"""What was sent to the region, and what it answered."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"

LAYOUT = (
    """CREATE TABLE sendings (
	id INTEGER NOT NULL,
	year INTEGER NOT NULL,
	period TEXT NOT NULL,
	stage TEXT NOT NULL,
	standing TEXT NOT NULL,
	until_on TEXT NOT NULL,
	source TEXT NOT NULL,
	sequence INTEGER NOT NULL,
	package TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	file TEXT NOT NULL,
	privacy TEXT NOT NULL,
	scope TEXT NOT NULL,
	partial INTEGER NOT NULL,
	totals TEXT NOT NULL,
	reason TEXT NOT NULL,
	recipient TEXT NOT NULL,
	sent_on TEXT NOT NULL,
	journal_number INTEGER NOT NULL,
	journal_seal TEXT NOT NULL,
	supersedes TEXT NOT NULL,
	signed TEXT NOT NULL,
	answer TEXT,
	answered_on TEXT,
	answer_note TEXT NOT NULL,
	CONSTRAINT pk_sendings PRIMARY KEY (id),
	CONSTRAINT uq_sendings_year_source_sequence UNIQUE (year, source, sequence),
	CONSTRAINT uq_sendings_package UNIQUE (package),
	CONSTRAINT ck_sendings_counts CHECK (sequence >= 1 AND size >= 1)
) STRICT""",
)


def upgrade() -> None:
    """Lay out the table."""
    for statement in LAYOUT:
        op.execute(statement)

"""Legal texts that a commune or its region adds, or puts in the place of ours."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

LAYOUT = (
    """CREATE TABLE legal_texts (
	id INTEGER NOT NULL,
	title TEXT NOT NULL,
	since TEXT NOT NULL,
	replaces TEXT NOT NULL,
	use TEXT NOT NULL,
	until TEXT,
	sure INTEGER NOT NULL,
	source TEXT NOT NULL,
	CONSTRAINT pk_legal_texts PRIMARY KEY (id)
) STRICT""",
)


def upgrade() -> None:
    """Lay out the table."""
    for statement in LAYOUT:
        op.execute(statement)

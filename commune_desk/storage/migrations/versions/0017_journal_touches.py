"""Which rows each entry of the journal touched, told a second time."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"

LAYOUT = """CREATE TABLE journal_touches (
	id INTEGER NOT NULL,
	touches TEXT NOT NULL,
	CONSTRAINT pk_journal_touches PRIMARY KEY (id)
) STRICT"""


def upgrade() -> None:
    """Lay out the table; of the entries before, nothing is told twice."""
    op.execute(LAYOUT)

"""What was printed, by whom and in which state."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"

LAYOUT = (
    """CREATE TABLE prints (
	id INTEGER NOT NULL,
	document TEXT NOT NULL,
	only TEXT NOT NULL,
	kind TEXT NOT NULL,
	printed_on TEXT NOT NULL,
	actor TEXT NOT NULL,
	year INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	CONSTRAINT pk_prints PRIMARY KEY (id)
) STRICT""",
    """CREATE INDEX ix_prints_document ON prints (document)""",
)


def upgrade() -> None:
    """Lay out the table and its index."""
    for statement in LAYOUT:
        op.execute(statement)

"""Selections of papers that are printed together."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

LAYOUT = (
    """CREATE TABLE print_selections (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	papers TEXT NOT NULL,
	title TEXT NOT NULL,
	session INTEGER NOT NULL,
	note TEXT NOT NULL,
	CONSTRAINT pk_print_selections PRIMARY KEY (id),
	CONSTRAINT uq_print_selections_name UNIQUE (name)
) STRICT""",
)


def upgrade() -> None:
    """Lay out the table."""
    for statement in LAYOUT:
        op.execute(statement)

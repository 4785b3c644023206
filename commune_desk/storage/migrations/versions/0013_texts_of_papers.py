"""What the commune itself writes into a paper, year by year."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

LAYOUT = (
    """CREATE TABLE paper_texts (
	id INTEGER NOT NULL,
	paper TEXT NOT NULL,
	year INTEGER NOT NULL,
	text TEXT NOT NULL,
	note TEXT NOT NULL,
	CONSTRAINT pk_paper_texts PRIMARY KEY (id),
	CONSTRAINT uq_paper_texts_paper_year UNIQUE (paper, year)
) STRICT""",
)


def upgrade() -> None:
    """Lay out the table."""
    for statement in LAYOUT:
        op.execute(statement)

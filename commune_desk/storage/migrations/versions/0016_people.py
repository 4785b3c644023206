"""Who sits at the desk, and the traces of their passwords."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

LAYOUT = (
    """CREATE TABLE users (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	active INTEGER NOT NULL,
	created_on TEXT NOT NULL,
	password_at TEXT,
	recovery_at TEXT,
	CONSTRAINT pk_users PRIMARY KEY (id),
	CONSTRAINT uq_users_name UNIQUE (name)
) STRICT""",
    """CREATE TABLE secrets (
	id INTEGER NOT NULL,
	user_id INTEGER NOT NULL,
	password TEXT,
	recovery TEXT,
	failures INTEGER NOT NULL,
	failed_at TEXT,
	wait INTEGER NOT NULL,
	CONSTRAINT pk_secrets PRIMARY KEY (id),
	CONSTRAINT uq_secrets_user_id UNIQUE (user_id),
	CONSTRAINT ck_secrets_counts CHECK (failures >= 0 AND wait >= 0),
	CONSTRAINT fk_secrets_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
) STRICT""",
)


def upgrade() -> None:
    """Lay out the tables."""
    for statement in LAYOUT:
        op.execute(statement)

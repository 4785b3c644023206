"""Restitution, concertation, steps of complaints, the archive’s lists."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

LAYOUT = (
    """CREATE TABLE bodies (
	id INTEGER NOT NULL,
	short TEXT NOT NULL,
	title TEXT NOT NULL,
	level TEXT NOT NULL,
	chaired_by TEXT NOT NULL,
	sessions_a_year INTEGER,
	legal TEXT NOT NULL,
	valid_from TEXT,
	valid_until TEXT,
	sure INTEGER NOT NULL,
	note TEXT NOT NULL,
	CONSTRAINT pk_bodies PRIMARY KEY (id),
	CONSTRAINT uq_bodies_short_valid_from UNIQUE (short, valid_from)
) STRICT""",
    """CREATE TABLE complaint_categories (
	id INTEGER NOT NULL,
	title TEXT NOT NULL,
	days INTEGER,
	confidential INTEGER NOT NULL,
	sure INTEGER NOT NULL,
	note TEXT NOT NULL,
	CONSTRAINT pk_complaint_categories PRIMARY KEY (id),
	CONSTRAINT uq_complaint_categories_title UNIQUE (title)
) STRICT""",
    """CREATE TABLE procedure_papers (
	id INTEGER NOT NULL,
	record_table TEXT NOT NULL,
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	legal TEXT NOT NULL,
	sure INTEGER NOT NULL,
	active INTEGER NOT NULL,
	CONSTRAINT pk_procedure_papers PRIMARY KEY (id),
	CONSTRAINT uq_procedure_papers_record_table_title UNIQUE (record_table, title)
) STRICT""",
    """CREATE TABLE body_sessions (
	id INTEGER NOT NULL,
	body_id INTEGER NOT NULL,
	held_on TEXT NOT NULL,
	subject TEXT NOT NULL,
	place TEXT NOT NULL,
	women INTEGER,
	men INTEGER,
	delegates TEXT NOT NULL,
	minutes TEXT NOT NULL,
	note TEXT NOT NULL,
	CONSTRAINT pk_body_sessions PRIMARY KEY (id),
	CONSTRAINT uq_body_sessions_body_id_held_on UNIQUE (body_id, held_on),
	CONSTRAINT fk_body_sessions_body_id FOREIGN KEY(body_id) REFERENCES bodies (id)
) STRICT""",
    """CREATE TABLE public_sessions (
	id INTEGER NOT NULL,
	year INTEGER NOT NULL,
	held_on TEXT NOT NULL,
	place TEXT NOT NULL,
	village_id INTEGER,
	announced_on TEXT,
	channels TEXT NOT NULL,
	chair TEXT NOT NULL,
	guests TEXT NOT NULL,
	paid_by TEXT NOT NULL,
	minutes TEXT NOT NULL,
	note TEXT NOT NULL,
	CONSTRAINT pk_public_sessions PRIMARY KEY (id),
	CONSTRAINT uq_public_sessions_year_held_on UNIQUE (year, held_on),
	CONSTRAINT fk_public_sessions_village_id FOREIGN KEY(village_id) REFERENCES villages (id)
) STRICT""",
    """CREATE TABLE session_attendances (
	id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	village_id INTEGER NOT NULL,
	women INTEGER NOT NULL,
	men INTEGER NOT NULL,
	young INTEGER NOT NULL,
	CONSTRAINT pk_session_attendances PRIMARY KEY (id),
	CONSTRAINT uq_session_attendances_session_id_village_id UNIQUE (session_id, village_id),
	CONSTRAINT ck_session_attendances_counts CHECK (women >= 0 AND men >= 0 AND young >= 0),
	CONSTRAINT fk_session_attendances_session_id FOREIGN KEY(session_id) REFERENCES public_sessions (id) ON DELETE CASCADE,
	CONSTRAINT fk_session_attendances_village_id FOREIGN KEY(village_id) REFERENCES villages (id)
) STRICT""",
    """CREATE TABLE session_questions (
	id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	question TEXT NOT NULL,
	answer TEXT NOT NULL,
	asked_by TEXT,
	village_id INTEGER,
	sector_id INTEGER,
	CONSTRAINT pk_session_questions PRIMARY KEY (id),
	CONSTRAINT uq_session_questions_session_id_number UNIQUE (session_id, number),
	CONSTRAINT fk_session_questions_session_id FOREIGN KEY(session_id) REFERENCES public_sessions (id) ON DELETE CASCADE,
	CONSTRAINT fk_session_questions_village_id FOREIGN KEY(village_id) REFERENCES villages (id),
	CONSTRAINT fk_session_questions_sector_id FOREIGN KEY(sector_id) REFERENCES sectors (id)
) STRICT""",
    """CREATE TABLE recommendations (
	id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	title TEXT NOT NULL,
	public_session_id INTEGER,
	body_session_id INTEGER,
	owner TEXT NOT NULL,
	due_on TEXT,
	state TEXT NOT NULL,
	done_on TEXT,
	followup TEXT NOT NULL,
	action_id INTEGER,
	note TEXT NOT NULL,
	CONSTRAINT pk_recommendations PRIMARY KEY (id),
	CONSTRAINT ck_recommendations_one_session CHECK ((public_session_id IS NULL) <> (body_session_id IS NULL)),
	CONSTRAINT fk_recommendations_public_session_id FOREIGN KEY(public_session_id) REFERENCES public_sessions (id),
	CONSTRAINT fk_recommendations_body_session_id FOREIGN KEY(body_session_id) REFERENCES body_sessions (id),
	CONSTRAINT fk_recommendations_action_id FOREIGN KEY(action_id) REFERENCES actions (id)
) STRICT""",
    """CREATE TABLE complaint_steps (
	id INTEGER NOT NULL,
	complaint_id INTEGER NOT NULL,
	done_on TEXT NOT NULL,
	title TEXT NOT NULL,
	"by" TEXT NOT NULL,
	note TEXT NOT NULL,
	CONSTRAINT pk_complaint_steps PRIMARY KEY (id),
	CONSTRAINT fk_complaint_steps_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaints (id) ON DELETE CASCADE
) STRICT""",
    """CREATE INDEX ix_public_sessions_village_id ON public_sessions (village_id)""",
    """CREATE INDEX ix_session_attendances_village_id ON session_attendances (village_id)""",
    """CREATE INDEX ix_session_questions_sector_id ON session_questions (sector_id)""",
    """CREATE INDEX ix_session_questions_village_id ON session_questions (village_id)""",
    """CREATE INDEX ix_recommendations_action_id ON recommendations (action_id)""",
    """CREATE INDEX ix_recommendations_body_session_id ON recommendations (body_session_id)""",
    """CREATE INDEX ix_recommendations_public_session_id ON recommendations (public_session_id)""",
    """CREATE INDEX ix_complaint_steps_complaint_id ON complaint_steps (complaint_id)""",
)


def upgrade() -> None:
    """Lay out the tables and the indexes."""
    for statement in LAYOUT:
        op.execute(statement)

"""More to say of communes, villages, plans, axes and actions."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

REBUILT = {
    "communes": (
        """CREATE TABLE communes (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    code_list TEXT NOT NULL,
    region TEXT NOT NULL,
    cercle TEXT NOT NULL,
    arrondissement TEXT NOT NULL,
    population INTEGER,
    population_year INTEGER,
    population_source TEXT NOT NULL,
    is_own INTEGER NOT NULL,
    note TEXT NOT NULL,
    boundary TEXT NOT NULL,
    CONSTRAINT pk_communes PRIMARY KEY (id),
    CONSTRAINT uq_communes_name_code UNIQUE (name, code)
) STRICT""",
        {"boundary": "''"},
    ),
    "plans": (
        """CREATE TABLE plans (
    id INTEGER NOT NULL,
    title TEXT NOT NULL,
    first_year INTEGER NOT NULL,
    years INTEGER NOT NULL,
    version INTEGER NOT NULL,
    adopted_on TEXT,
    deliberation TEXT NOT NULL,
    announced INTEGER,
    note TEXT NOT NULL,
    vision TEXT NOT NULL,
    archived INTEGER NOT NULL,
    CONSTRAINT pk_plans PRIMARY KEY (id),
    CONSTRAINT uq_plans_first_year_version UNIQUE (first_year, version)
) STRICT""",
        {"vision": "''", "archived": "0"},
    ),
    "villages": (
        """CREATE TABLE villages (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    aliases TEXT NOT NULL,
    code TEXT NOT NULL,
    population INTEGER,
    population_year INTEGER,
    households INTEGER,
    latitude REAL,
    longitude REAL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    zone TEXT NOT NULL,
    CONSTRAINT pk_villages PRIMARY KEY (id),
    CONSTRAINT uq_villages_name UNIQUE (name)
) STRICT""",
        {"zone": "''"},
    ),
    "axes": (
        """CREATE TABLE axes (
    id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    aim TEXT NOT NULL,
    CONSTRAINT pk_axes PRIMARY KEY (id),
    CONSTRAINT uq_axes_plan_id_number UNIQUE (plan_id, number),
    CONSTRAINT fk_axes_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
) STRICT""",
        {"aim": "''"},
    ),
    "actions": (
        """CREATE TABLE actions (
    id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    sector_id INTEGER NOT NULL,
    objective_id INTEGER,
    kind TEXT NOT NULL,
    whole_commune INTEGER NOT NULL,
    other_place TEXT NOT NULL,
    quantity INTEGER,
    unit TEXT NOT NULL,
    indicator TEXT NOT NULL,
    responsible TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    origin_id INTEGER,
    outside_plan INTEGER NOT NULL,
    decision TEXT NOT NULL,
    decision_reason TEXT NOT NULL,
    women INTEGER,
    men INTEGER,
    starts_on TEXT,
    ends_on TEXT,
    CONSTRAINT pk_actions PRIMARY KEY (id),
    CONSTRAINT uq_actions_plan_id_code UNIQUE (plan_id, code),
    CONSTRAINT fk_actions_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT fk_actions_sector_id FOREIGN KEY(sector_id) REFERENCES sectors (id),
    CONSTRAINT fk_actions_objective_id FOREIGN KEY(objective_id) REFERENCES objectives (id)
) STRICT""",
        {
            "origin_id": "NULL",
            "outside_plan": "0",
            "decision": "'kept'",
            "decision_reason": "''",
            "women": "NULL",
            "men": "NULL",
            "starts_on": "NULL",
            "ends_on": "NULL",
        },
    ),
}
"""Tables with new columns: their layout, and what old rows get there."""

INDEXES = (
    """CREATE INDEX ix_actions_objective_id ON actions (objective_id)""",
    """CREATE INDEX ix_actions_sector_id ON actions (sector_id)""",
    """CREATE INDEX ix_actions_origin_id ON actions (origin_id)""",
)


def upgrade() -> None:
    """Lay the changed tables out again with their rows, then their indexes."""
    for table, (layout, added) in REBUILT.items():
        op.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM main.{table}")
        op.execute(f"DROP TABLE main.{table}")
        op.execute(layout)
        # New columns stand last, so that old rows keep their order of columns.
        values = ", ".join(added.values())
        op.execute(f"INSERT INTO main.{table} SELECT *, {values} FROM temp.kept")
        op.execute("DROP TABLE temp.kept")
    for statement in INDEXES:
        op.execute(statement)

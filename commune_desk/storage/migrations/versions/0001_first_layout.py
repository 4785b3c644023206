"""The first layout."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

LAYOUT = (
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
    CONSTRAINT pk_communes PRIMARY KEY (id),
    CONSTRAINT uq_communes_name_code UNIQUE (name, code)
) STRICT""",
    """CREATE TABLE journal (
    id INTEGER NOT NULL,
    operation TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    deed TEXT NOT NULL,
    undoes INTEGER,
    label TEXT NOT NULL,
    changes TEXT NOT NULL,
    previous TEXT NOT NULL,
    seal TEXT NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (id),
    CONSTRAINT uq_journal_operation UNIQUE (operation)
) STRICT""",
    """CREATE TABLE partners (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    funder_class TEXT NOT NULL,
    country TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_partners PRIMARY KEY (id),
    CONSTRAINT uq_partners_name UNIQUE (name)
) STRICT""",
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
    CONSTRAINT pk_plans PRIMARY KEY (id),
    CONSTRAINT uq_plans_first_year_version UNIQUE (first_year, version)
) STRICT""",
    """CREATE TABLE sectors (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    domain TEXT NOT NULL,
    parent_id INTEGER,
    CONSTRAINT pk_sectors PRIMARY KEY (id),
    CONSTRAINT uq_sectors_code UNIQUE (code),
    CONSTRAINT fk_sectors_parent_id FOREIGN KEY(parent_id) REFERENCES sectors (id)
) STRICT""",
    """CREATE TABLE settings (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY (id),
    CONSTRAINT uq_settings_name UNIQUE (name)
) STRICT""",
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
    CONSTRAINT pk_villages PRIMARY KEY (id),
    CONSTRAINT uq_villages_name UNIQUE (name)
) STRICT""",
    """CREATE TABLE axes (
    id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    CONSTRAINT pk_axes PRIMARY KEY (id),
    CONSTRAINT uq_axes_plan_id_number UNIQUE (plan_id, number),
    CONSTRAINT fk_axes_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
) STRICT""",
    """CREATE TABLE objectives (
    id INTEGER NOT NULL,
    axis_id INTEGER NOT NULL,
    sector_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    CONSTRAINT pk_objectives PRIMARY KEY (id),
    CONSTRAINT fk_objectives_axis_id FOREIGN KEY(axis_id) REFERENCES axes (id),
    CONSTRAINT fk_objectives_sector_id FOREIGN KEY(sector_id) REFERENCES sectors (id)
) STRICT""",
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
    CONSTRAINT pk_actions PRIMARY KEY (id),
    CONSTRAINT uq_actions_plan_id_code UNIQUE (plan_id, code),
    CONSTRAINT fk_actions_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT fk_actions_sector_id FOREIGN KEY(sector_id) REFERENCES sectors (id),
    CONSTRAINT fk_actions_objective_id FOREIGN KEY(objective_id) REFERENCES objectives (id)
) STRICT""",
    """CREATE TABLE action_costs (
    id INTEGER NOT NULL,
    action_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_action_costs PRIMARY KEY (id),
    CONSTRAINT uq_action_costs_action_id_year UNIQUE (action_id, year),
    CONSTRAINT ck_action_costs_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_action_costs_action_id FOREIGN KEY(action_id) REFERENCES actions (id)
) STRICT""",
    """CREATE TABLE action_places (
    id INTEGER NOT NULL,
    action_id INTEGER NOT NULL,
    village_id INTEGER NOT NULL,
    CONSTRAINT pk_action_places PRIMARY KEY (id),
    CONSTRAINT uq_action_places_action_id_village_id UNIQUE (action_id, village_id),
    CONSTRAINT fk_action_places_action_id FOREIGN KEY(action_id) REFERENCES actions (id),
    CONSTRAINT fk_action_places_village_id FOREIGN KEY(village_id) REFERENCES villages (id)
) STRICT""",
    """CREATE TABLE contributions (
    id INTEGER NOT NULL,
    action_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    funder_class TEXT NOT NULL,
    partner_id INTEGER,
    amount INTEGER,
    status TEXT NOT NULL,
    currency TEXT NOT NULL,
    foreign_cents INTEGER,
    rate TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_contributions PRIMARY KEY (id),
    CONSTRAINT ck_contributions_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_contributions_action_id FOREIGN KEY(action_id) REFERENCES actions (id),
    CONSTRAINT fk_contributions_partner_id FOREIGN KEY(partner_id) REFERENCES partners (id)
) STRICT""",
    """CREATE INDEX ix_sectors_parent_id ON sectors (parent_id)""",
    """CREATE INDEX ix_objectives_axis_id ON objectives (axis_id)""",
    """CREATE INDEX ix_objectives_sector_id ON objectives (sector_id)""",
    """CREATE INDEX ix_actions_objective_id ON actions (objective_id)""",
    """CREATE INDEX ix_actions_sector_id ON actions (sector_id)""",
    """CREATE INDEX ix_action_places_village_id ON action_places (village_id)""",
    """CREATE INDEX ix_contributions_action_id ON contributions (action_id)""",
    """CREATE INDEX ix_contributions_partner_id ON contributions (partner_id)""",
    """CREATE TRIGGER journal_keeps_its_entries BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
    """CREATE TRIGGER journal_loses_nothing BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
)


def upgrade() -> None:
    """Lay out the tables, their indexes and the guards of the journal."""
    for statement in LAYOUT:
        op.execute(statement)

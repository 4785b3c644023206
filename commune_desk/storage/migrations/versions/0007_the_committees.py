"""The committees: types, registry, people."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

LAYOUT = (
    """CREATE TABLE committee_types (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    legal_form TEXT NOT NULL,
    term_months INTEGER,
    women_least INTEGER,
    women_share INTEGER,
    needs_receipt INTEGER NOT NULL,
    water INTEGER NOT NULL,
    stock INTEGER NOT NULL,
    sure INTEGER NOT NULL,
    source TEXT NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_committee_types PRIMARY KEY (id),
    CONSTRAINT uq_committee_types_code UNIQUE (code)
) STRICT""",
    """CREATE TABLE grid_classes (
    id INTEGER NOT NULL,
    lowest INTEGER NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_grid_classes PRIMARY KEY (id),
    CONSTRAINT uq_grid_classes_lowest UNIQUE (lowest)
) STRICT""",
    """CREATE TABLE grid_items (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    theme TEXT NOT NULL,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    valid_from TEXT,
    source TEXT NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_grid_items PRIMARY KEY (id),
    CONSTRAINT uq_grid_items_code_valid_from UNIQUE (code, valid_from)
) STRICT""",
    """CREATE TABLE post_conflicts (
    id INTEGER NOT NULL,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    refused INTEGER NOT NULL,
    legal TEXT NOT NULL,
    sure INTEGER NOT NULL,
    CONSTRAINT pk_post_conflicts PRIMARY KEY (id),
    CONSTRAINT uq_post_conflicts_first_second UNIQUE (first, second)
) STRICT""",
    """CREATE TABLE cash_categories (
    id INTEGER NOT NULL,
    title TEXT NOT NULL,
    receipt INTEGER NOT NULL,
    type_id INTEGER,
    position INTEGER NOT NULL,
    CONSTRAINT pk_cash_categories PRIMARY KEY (id),
    CONSTRAINT uq_cash_categories_type_id_title UNIQUE (type_id, title),
    CONSTRAINT fk_cash_categories_type_id FOREIGN KEY(type_id) REFERENCES committee_types (id)
) STRICT""",
    """CREATE TABLE committees (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    type_id INTEGER NOT NULL,
    village_id INTEGER,
    state TEXT NOT NULL,
    created_on TEXT,
    dissolved_on TEXT,
    legal_form TEXT NOT NULL,
    term_months INTEGER,
    warning_days INTEGER NOT NULL,
    members INTEGER,
    bank TEXT NOT NULL,
    bank_account TEXT NOT NULL,
    cash_ceiling INTEGER,
    renewal_target INTEGER,
    note TEXT NOT NULL,
    CONSTRAINT pk_committees PRIMARY KEY (id),
    CONSTRAINT uq_committees_name UNIQUE (name),
    CONSTRAINT fk_committees_type_id FOREIGN KEY(type_id) REFERENCES committee_types (id),
    CONSTRAINT fk_committees_village_id FOREIGN KEY(village_id) REFERENCES villages (id)
) STRICT""",
    """CREATE TABLE persons (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    sex TEXT,
    age_class TEXT,
    village_id INTEGER,
    literate INTEGER,
    phone TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_persons PRIMARY KEY (id),
    CONSTRAINT fk_persons_village_id FOREIGN KEY(village_id) REFERENCES villages (id)
) STRICT""",
    """CREATE TABLE type_obligations (
    id INTEGER NOT NULL,
    type_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    title TEXT NOT NULL,
    every_months INTEGER,
    legal TEXT NOT NULL,
    sure INTEGER NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_type_obligations PRIMARY KEY (id),
    CONSTRAINT uq_type_obligations_type_id_key UNIQUE (type_id, "key"),
    CONSTRAINT fk_type_obligations_type_id FOREIGN KEY(type_id) REFERENCES committee_types (id)
) STRICT""",
    """CREATE TABLE type_seats (
    id INTEGER NOT NULL,
    type_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    ex_officio INTEGER NOT NULL,
    woman INTEGER NOT NULL,
    literate INTEGER NOT NULL,
    key_post INTEGER NOT NULL,
    bureau INTEGER NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_type_seats PRIMARY KEY (id),
    CONSTRAINT uq_type_seats_type_id_position UNIQUE (type_id, position),
    CONSTRAINT fk_type_seats_type_id FOREIGN KEY(type_id) REFERENCES committee_types (id)
) STRICT""",
    """CREATE TABLE cash_entries (
    id INTEGER NOT NULL,
    committee_id INTEGER NOT NULL,
    made_on TEXT NOT NULL,
    title TEXT NOT NULL,
    receipt INTEGER NOT NULL,
    expense INTEGER NOT NULL,
    category_id INTEGER,
    bank INTEGER NOT NULL,
    renewal INTEGER NOT NULL,
    voucher TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_cash_entries PRIMARY KEY (id),
    CONSTRAINT ck_cash_entries_amounts CHECK (receipt >= 0 AND expense >= 0),
    CONSTRAINT fk_cash_entries_committee_id FOREIGN KEY(committee_id) REFERENCES committees (id),
    CONSTRAINT fk_cash_entries_category_id FOREIGN KEY(category_id) REFERENCES cash_categories (id)
) STRICT""",
    """CREATE TABLE cash_periods (
    id INTEGER NOT NULL,
    committee_id INTEGER NOT NULL,
    begins_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    opening_cash INTEGER NOT NULL,
    opening_bank INTEGER NOT NULL,
    closing_cash INTEGER,
    closing_bank INTEGER,
    approved_on TEXT,
    note TEXT NOT NULL,
    CONSTRAINT pk_cash_periods PRIMARY KEY (id),
    CONSTRAINT uq_cash_periods_committee_id_begins_on UNIQUE (committee_id, begins_on),
    CONSTRAINT ck_cash_periods_days CHECK (ends_on >= begins_on),
    CONSTRAINT fk_cash_periods_committee_id FOREIGN KEY(committee_id) REFERENCES committees (id)
) STRICT""",
    """CREATE TABLE committee_acts (
    id INTEGER NOT NULL,
    committee_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    dated TEXT,
    authority TEXT NOT NULL,
    valid_until TEXT,
    note TEXT NOT NULL,
    CONSTRAINT pk_committee_acts PRIMARY KEY (id),
    CONSTRAINT fk_committee_acts_committee_id FOREIGN KEY(committee_id) REFERENCES committees (id)
) STRICT""",
    """CREATE TABLE committee_meetings (
    id INTEGER NOT NULL,
    committee_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    held_on TEXT NOT NULL,
    place TEXT NOT NULL,
    women INTEGER,
    men INTEGER,
    agenda TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    accounts_shown INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_committee_meetings PRIMARY KEY (id),
    CONSTRAINT fk_committee_meetings_committee_id FOREIGN KEY(committee_id) REFERENCES committees (id)
) STRICT""",
    """CREATE TABLE committee_places (
    id INTEGER NOT NULL,
    committee_id INTEGER NOT NULL,
    village_id INTEGER,
    commune_id INTEGER,
    CONSTRAINT pk_committee_places PRIMARY KEY (id),
    CONSTRAINT uq_committee_places_committee_id_village_id_commune_id UNIQUE (committee_id, village_id, commune_id),
    CONSTRAINT fk_committee_places_committee_id FOREIGN KEY(committee_id) REFERENCES committees (id) ON DELETE CASCADE,
    CONSTRAINT fk_committee_places_village_id FOREIGN KEY(village_id) REFERENCES villages (id),
    CONSTRAINT fk_committee_places_commune_id FOREIGN KEY(commune_id) REFERENCES communes (id)
) STRICT""",
    """CREATE TABLE due_rules (
    id INTEGER NOT NULL,
    committee_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    amount INTEGER,
    rate INTEGER,
    every_months INTEGER NOT NULL,
    days_to_pay INTEGER NOT NULL,
    code TEXT NOT NULL,
    legal TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_due_rules PRIMARY KEY (id),
    CONSTRAINT fk_due_rules_committee_id FOREIGN KEY(committee_id) REFERENCES committees (id)
) STRICT""",
    """CREATE TABLE member_dues (
    id INTEGER NOT NULL,
    committee_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    title TEXT NOT NULL,
    payers INTEGER NOT NULL,
    rate INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    collected INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_member_dues PRIMARY KEY (id),
    CONSTRAINT uq_member_dues_committee_id_year_title UNIQUE (committee_id, year, title),
    CONSTRAINT fk_member_dues_committee_id FOREIGN KEY(committee_id) REFERENCES committees (id)
) STRICT""",
)


def upgrade() -> None:
    """Lay out the new tables."""
    for statement in LAYOUT:
        op.execute(statement)

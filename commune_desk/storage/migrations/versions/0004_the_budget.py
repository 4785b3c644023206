"""The budget: nomenclature, years, documents, lines, rules."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

LAYOUT = (
    """CREATE TABLE budget_rules (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    severity TEXT NOT NULL,
    active INTEGER NOT NULL,
    threshold INTEGER,
    legal TEXT NOT NULL,
    sure INTEGER NOT NULL,
    valid_from TEXT,
    CONSTRAINT pk_budget_rules PRIMARY KEY (id),
    CONSTRAINT uq_budget_rules_code_valid_from UNIQUE (code, valid_from)
) STRICT""",
    """CREATE TABLE nomenclatures (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    official INTEGER NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_nomenclatures PRIMARY KEY (id),
    CONSTRAINT uq_nomenclatures_name UNIQUE (name)
) STRICT""",
    """CREATE TABLE past_figures (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    section TEXT NOT NULL,
    side TEXT NOT NULL,
    code TEXT NOT NULL,
    forecast INTEGER,
    realised INTEGER,
    CONSTRAINT pk_past_figures PRIMARY KEY (id),
    CONSTRAINT uq_past_figures_year_section_side_code UNIQUE (year, section, side, code)
) STRICT""",
    """CREATE TABLE accounts (
    id INTEGER NOT NULL,
    nomenclature_id INTEGER NOT NULL,
    section TEXT NOT NULL,
    side TEXT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    parent_id INTEGER,
    compulsory INTEGER NOT NULL,
    origin TEXT NOT NULL,
    tax INTEGER NOT NULL,
    collector TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    pass_through INTEGER NOT NULL,
    function_code TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (id),
    CONSTRAINT uq_accounts_nomenclature_id_section_side_code UNIQUE (nomenclature_id, section, side, code),
    CONSTRAINT fk_accounts_nomenclature_id FOREIGN KEY(nomenclature_id) REFERENCES nomenclatures (id),
    CONSTRAINT fk_accounts_parent_id FOREIGN KEY(parent_id) REFERENCES accounts (id)
) STRICT""",
    """CREATE TABLE fiscal_years (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    nomenclature_id INTEGER NOT NULL,
    closed_on TEXT,
    note TEXT NOT NULL,
    CONSTRAINT pk_fiscal_years PRIMARY KEY (id),
    CONSTRAINT uq_fiscal_years_year UNIQUE (year),
    CONSTRAINT fk_fiscal_years_nomenclature_id FOREIGN KEY(nomenclature_id) REFERENCES nomenclatures (id)
) STRICT""",
    """CREATE TABLE functions (
    id INTEGER NOT NULL,
    nomenclature_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    parent_id INTEGER,
    CONSTRAINT pk_functions PRIMARY KEY (id),
    CONSTRAINT uq_functions_nomenclature_id_code UNIQUE (nomenclature_id, code),
    CONSTRAINT fk_functions_nomenclature_id FOREIGN KEY(nomenclature_id) REFERENCES nomenclatures (id),
    CONSTRAINT fk_functions_parent_id FOREIGN KEY(parent_id) REFERENCES functions (id)
) STRICT""",
    """CREATE TABLE sector_functions (
    id INTEGER NOT NULL,
    sector_id INTEGER NOT NULL,
    function_code TEXT NOT NULL,
    account_code TEXT NOT NULL,
    CONSTRAINT pk_sector_functions PRIMARY KEY (id),
    CONSTRAINT uq_sector_functions_sector_id UNIQUE (sector_id),
    CONSTRAINT fk_sector_functions_sector_id FOREIGN KEY(sector_id) REFERENCES sectors (id)
) STRICT""",
    """CREATE TABLE budget_documents (
    id INTEGER NOT NULL,
    fiscal_year_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    debated_on TEXT,
    voted_on TEXT,
    deliberation TEXT NOT NULL,
    transmitted_on TEXT,
    transmission TEXT NOT NULL,
    approved_on TEXT,
    approval TEXT NOT NULL,
    tacit INTEGER NOT NULL,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_budget_documents PRIMARY KEY (id),
    CONSTRAINT uq_budget_documents_fiscal_year_id_kind_number UNIQUE (fiscal_year_id, kind, number),
    CONSTRAINT fk_budget_documents_fiscal_year_id FOREIGN KEY(fiscal_year_id) REFERENCES fiscal_years (id)
) STRICT""",
    """CREATE TABLE budget_steps (
    id INTEGER NOT NULL,
    fiscal_year_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    title TEXT NOT NULL,
    due_on TEXT,
    done_on TEXT,
    reference TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_budget_steps PRIMARY KEY (id),
    CONSTRAINT uq_budget_steps_fiscal_year_id_key UNIQUE (fiscal_year_id, "key"),
    CONSTRAINT fk_budget_steps_fiscal_year_id FOREIGN KEY(fiscal_year_id) REFERENCES fiscal_years (id)
) STRICT""",
    """CREATE TABLE conversions (
    id INTEGER NOT NULL,
    old_id INTEGER NOT NULL,
    new_id INTEGER NOT NULL,
    share INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_conversions PRIMARY KEY (id),
    CONSTRAINT uq_conversions_old_id_new_id UNIQUE (old_id, new_id),
    CONSTRAINT ck_conversions_share_of_the_whole CHECK (share BETWEEN 1 AND 10000),
    CONSTRAINT fk_conversions_old_id FOREIGN KEY(old_id) REFERENCES accounts (id),
    CONSTRAINT fk_conversions_new_id FOREIGN KEY(new_id) REFERENCES accounts (id)
) STRICT""",
    """CREATE TABLE monthly_shares (
    id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    month INTEGER NOT NULL,
    share INTEGER NOT NULL,
    CONSTRAINT pk_monthly_shares PRIMARY KEY (id),
    CONSTRAINT uq_monthly_shares_account_id_month UNIQUE (account_id, month),
    CONSTRAINT ck_monthly_shares_share CHECK (share BETWEEN 0 AND 10000 AND month BETWEEN 1 AND 12),
    CONSTRAINT fk_monthly_shares_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
) STRICT""",
    """CREATE TABLE budget_lines (
    id INTEGER NOT NULL,
    fiscal_year_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    function_id INTEGER,
    action_id INTEGER,
    village_id INTEGER,
    restricted_id INTEGER,
    outside_reason TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_budget_lines PRIMARY KEY (id),
    CONSTRAINT fk_budget_lines_fiscal_year_id FOREIGN KEY(fiscal_year_id) REFERENCES fiscal_years (id),
    CONSTRAINT fk_budget_lines_account_id FOREIGN KEY(account_id) REFERENCES accounts (id),
    CONSTRAINT fk_budget_lines_function_id FOREIGN KEY(function_id) REFERENCES functions (id),
    CONSTRAINT fk_budget_lines_action_id FOREIGN KEY(action_id) REFERENCES actions (id),
    CONSTRAINT fk_budget_lines_village_id FOREIGN KEY(village_id) REFERENCES villages (id),
    CONSTRAINT fk_budget_lines_restricted_id FOREIGN KEY(restricted_id) REFERENCES budget_lines (id)
) STRICT""",
    """CREATE TABLE line_amounts (
    id INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    proposed INTEGER,
    voted INTEGER,
    approved INTEGER,
    origin TEXT NOT NULL,
    CONSTRAINT pk_line_amounts PRIMARY KEY (id),
    CONSTRAINT uq_line_amounts_document_id_line_id UNIQUE (document_id, line_id),
    CONSTRAINT fk_line_amounts_document_id FOREIGN KEY(document_id) REFERENCES budget_documents (id),
    CONSTRAINT fk_line_amounts_line_id FOREIGN KEY(line_id) REFERENCES budget_lines (id) ON DELETE CASCADE
) STRICT""",
    """CREATE INDEX ix_accounts_parent_id ON accounts (parent_id)""",
    """CREATE INDEX ix_functions_parent_id ON functions (parent_id)""",
    """CREATE INDEX ix_conversions_new_id ON conversions (new_id)""",
    """CREATE INDEX ix_budget_lines_account_id ON budget_lines (account_id)""",
    """CREATE INDEX ix_budget_lines_action_id ON budget_lines (action_id)""",
    """CREATE INDEX ix_budget_lines_fiscal_year_id ON budget_lines (fiscal_year_id)""",
    """CREATE INDEX ix_budget_lines_function_id ON budget_lines (function_id)""",
    """CREATE INDEX ix_budget_lines_restricted_id ON budget_lines (restricted_id)""",
    """CREATE INDEX ix_budget_lines_village_id ON budget_lines (village_id)""",
    """CREATE INDEX ix_line_amounts_line_id ON line_amounts (line_id)""",
)


def upgrade() -> None:
    """Lay out the new tables and their indexes."""
    for statement in LAYOUT:
        op.execute(statement)

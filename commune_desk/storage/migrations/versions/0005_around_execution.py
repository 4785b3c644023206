"""Around execution: suppliers, books, rolls, contracts, statements."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

LAYOUT = (
    """CREATE TABLE corrections (
    id INTEGER NOT NULL,
    record_table TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    verb TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_on TEXT NOT NULL,
    detail TEXT NOT NULL,
    CONSTRAINT pk_corrections PRIMARY KEY (id)
) STRICT""",
    """CREATE TABLE deduction_kinds (
    id INTEGER NOT NULL,
    title TEXT NOT NULL,
    rate INTEGER,
    legal TEXT NOT NULL,
    sure INTEGER NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_deduction_kinds PRIMARY KEY (id),
    CONSTRAINT uq_deduction_kinds_title UNIQUE (title)
) STRICT""",
    """CREATE TABLE exemption_reasons (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    legal TEXT NOT NULL,
    sure INTEGER NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_exemption_reasons PRIMARY KEY (id),
    CONSTRAINT uq_exemption_reasons_code UNIQUE (code)
) STRICT""",
    """CREATE TABLE procurement_thresholds (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    procedure TEXT NOT NULL,
    lowest INTEGER NOT NULL,
    highest INTEGER,
    valid_from TEXT,
    legal TEXT NOT NULL,
    sure INTEGER NOT NULL,
    CONSTRAINT pk_procurement_thresholds PRIMARY KEY (id),
    CONSTRAINT uq_procurement_thresholds_kind_procedure_valid_from UNIQUE (kind, procedure, valid_from)
) STRICT""",
    """CREATE TABLE required_papers (
    id INTEGER NOT NULL,
    title TEXT NOT NULL,
    code_prefix TEXT NOT NULL,
    kind TEXT NOT NULL,
    from_amount INTEGER,
    legal TEXT NOT NULL,
    sure INTEGER NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_required_papers PRIMARY KEY (id)
) STRICT""",
    """CREATE TABLE result_allocations (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    operating_result INTEGER,
    investment_result INTEGER,
    to_investment INTEGER,
    carried_operating INTEGER,
    carried_investment INTEGER,
    deliberation TEXT NOT NULL,
    decided_on TEXT,
    note TEXT NOT NULL,
    CONSTRAINT pk_result_allocations PRIMARY KEY (id),
    CONSTRAINT uq_result_allocations_year UNIQUE (year)
) STRICT""",
    """CREATE TABLE sharing_keys (
    id INTEGER NOT NULL,
    tax TEXT NOT NULL,
    level TEXT NOT NULL,
    share INTEGER NOT NULL,
    takes_rest INTEGER NOT NULL,
    valid_from TEXT,
    legal TEXT NOT NULL,
    sure INTEGER NOT NULL,
    CONSTRAINT pk_sharing_keys PRIMARY KEY (id),
    CONSTRAINT uq_sharing_keys_tax_level_valid_from UNIQUE (tax, level, valid_from),
    CONSTRAINT ck_sharing_keys_share CHECK (share BETWEEN 0 AND 10000)
) STRICT""",
    """CREATE TABLE tariffs (
    id INTEGER NOT NULL,
    title TEXT NOT NULL,
    amount INTEGER NOT NULL,
    code TEXT NOT NULL,
    unit TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    deliberation TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_tariffs PRIMARY KEY (id),
    CONSTRAINT uq_tariffs_title_valid_from UNIQUE (title, valid_from)
) STRICT""",
    """CREATE TABLE parties (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    tax_number TEXT NOT NULL,
    trade_number TEXT NOT NULL,
    bank TEXT NOT NULL,
    bank_account TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    village_id INTEGER,
    active INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_parties PRIMARY KEY (id),
    CONSTRAINT uq_parties_name UNIQUE (name),
    CONSTRAINT fk_parties_village_id FOREIGN KEY(village_id) REFERENCES villages (id)
) STRICT""",
    """CREATE TABLE tdrl_rolls (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    village_id INTEGER NOT NULL,
    families INTEGER,
    population INTEGER,
    over_14 INTEGER,
    liable INTEGER NOT NULL,
    rate INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_tdrl_rolls PRIMARY KEY (id),
    CONSTRAINT uq_tdrl_rolls_year_village_id UNIQUE (year, village_id),
    CONSTRAINT fk_tdrl_rolls_village_id FOREIGN KEY(village_id) REFERENCES villages (id)
) STRICT""",
    """CREATE TABLE closings (
    id INTEGER NOT NULL,
    fiscal_year_id INTEGER NOT NULL,
    period INTEGER NOT NULL,
    closed_on TEXT NOT NULL,
    note TEXT NOT NULL,
    reopened_on TEXT,
    reopening_reason TEXT NOT NULL,
    CONSTRAINT pk_closings PRIMARY KEY (id),
    CONSTRAINT ck_closings_period CHECK (period BETWEEN 0 AND 13),
    CONSTRAINT ck_closings_reopening CHECK (reopened_on IS NULL OR reopening_reason <> ''),
    CONSTRAINT fk_closings_fiscal_year_id FOREIGN KEY(fiscal_year_id) REFERENCES fiscal_years (id)
) STRICT""",
    """CREATE TABLE receipt_books (
    id INTEGER NOT NULL,
    series TEXT NOT NULL,
    first_number INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    face_value INTEGER,
    received_on TEXT,
    collector_id INTEGER,
    handed_on TEXT,
    returned_on TEXT,
    note TEXT NOT NULL,
    CONSTRAINT pk_receipt_books PRIMARY KEY (id),
    CONSTRAINT uq_receipt_books_kind_series_first_number UNIQUE (kind, series, first_number),
    CONSTRAINT ck_receipt_books_numbers CHECK (first_number <= last_number),
    CONSTRAINT fk_receipt_books_collector_id FOREIGN KEY(collector_id) REFERENCES parties (id)
) STRICT""",
    """CREATE TABLE receveur_figures (
    id INTEGER NOT NULL,
    fiscal_year_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    taken_up INTEGER,
    realised INTEGER,
    note TEXT NOT NULL,
    CONSTRAINT pk_receveur_figures PRIMARY KEY (id),
    CONSTRAINT uq_receveur_figures_fiscal_year_id_account_id UNIQUE (fiscal_year_id, account_id),
    CONSTRAINT fk_receveur_figures_fiscal_year_id FOREIGN KEY(fiscal_year_id) REFERENCES fiscal_years (id),
    CONSTRAINT fk_receveur_figures_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
) STRICT""",
    """CREATE TABLE remittances (
    id INTEGER NOT NULL,
    fiscal_year_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    made_on TEXT NOT NULL,
    period INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    reference TEXT NOT NULL,
    cancelled_on TEXT,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_remittances PRIMARY KEY (id),
    CONSTRAINT uq_remittances_fiscal_year_id_number UNIQUE (fiscal_year_id, number),
    CONSTRAINT ck_remittances_period CHECK (period BETWEEN 1 AND 13),
    CONSTRAINT fk_remittances_fiscal_year_id FOREIGN KEY(fiscal_year_id) REFERENCES fiscal_years (id)
) STRICT""",
    """CREATE TABLE repeated_expenses (
    id INTEGER NOT NULL,
    object TEXT NOT NULL,
    section TEXT NOT NULL,
    code TEXT NOT NULL,
    amount INTEGER NOT NULL,
    first_on TEXT NOT NULL,
    party_id INTEGER,
    every_months INTEGER NOT NULL,
    last_on TEXT,
    active INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_repeated_expenses PRIMARY KEY (id),
    CONSTRAINT ck_repeated_expenses_every_months CHECK (every_months BETWEEN 1 AND 12),
    CONSTRAINT fk_repeated_expenses_party_id FOREIGN KEY(party_id) REFERENCES parties (id)
) STRICT""",
    """CREATE TABLE slips (
    id INTEGER NOT NULL,
    fiscal_year_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    made_on TEXT NOT NULL,
    sent_on TEXT,
    returned_on TEXT,
    note TEXT NOT NULL,
    CONSTRAINT pk_slips PRIMARY KEY (id),
    CONSTRAINT uq_slips_fiscal_year_id_kind_number UNIQUE (fiscal_year_id, kind, number),
    CONSTRAINT fk_slips_fiscal_year_id FOREIGN KEY(fiscal_year_id) REFERENCES fiscal_years (id)
) STRICT""",
    """CREATE TABLE tdrl_exemptions (
    id INTEGER NOT NULL,
    roll_id INTEGER NOT NULL,
    reason_id INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    CONSTRAINT pk_tdrl_exemptions PRIMARY KEY (id),
    CONSTRAINT uq_tdrl_exemptions_roll_id_reason_id UNIQUE (roll_id, reason_id),
    CONSTRAINT fk_tdrl_exemptions_roll_id FOREIGN KEY(roll_id) REFERENCES tdrl_rolls (id) ON DELETE CASCADE,
    CONSTRAINT fk_tdrl_exemptions_reason_id FOREIGN KEY(reason_id) REFERENCES exemption_reasons (id)
) STRICT""",
    """CREATE TABLE treasury_statements (
    id INTEGER NOT NULL,
    fiscal_year_id INTEGER NOT NULL,
    made_on TEXT NOT NULL,
    opening INTEGER NOT NULL,
    receipts INTEGER NOT NULL,
    payments INTEGER NOT NULL,
    balance INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_treasury_statements PRIMARY KEY (id),
    CONSTRAINT uq_treasury_statements_fiscal_year_id_made_on UNIQUE (fiscal_year_id, made_on),
    CONSTRAINT fk_treasury_statements_fiscal_year_id FOREIGN KEY(fiscal_year_id) REFERENCES fiscal_years (id)
) STRICT""",
    """CREATE TABLE drawing_rights (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    window TEXT NOT NULL,
    action_id INTEGER,
    forecast INTEGER,
    notified INTEGER,
    mobilised INTEGER,
    received INTEGER,
    counterpart INTEGER,
    notified_on TEXT,
    received_on TEXT,
    reference TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_drawing_rights PRIMARY KEY (id),
    CONSTRAINT fk_drawing_rights_action_id FOREIGN KEY(action_id) REFERENCES actions (id)
) STRICT""",
    """CREATE TABLE procurements (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    reference TEXT NOT NULL,
    object TEXT NOT NULL,
    kind TEXT NOT NULL,
    procedure TEXT NOT NULL,
    action_id INTEGER,
    estimate INTEGER,
    amount INTEGER,
    party_id INTEGER,
    guarantee INTEGER,
    delay_days INTEGER,
    note TEXT NOT NULL,
    CONSTRAINT pk_procurements PRIMARY KEY (id),
    CONSTRAINT uq_procurements_year_reference UNIQUE (year, reference),
    CONSTRAINT fk_procurements_action_id FOREIGN KEY(action_id) REFERENCES actions (id),
    CONSTRAINT fk_procurements_party_id FOREIGN KEY(party_id) REFERENCES parties (id)
) STRICT""",
)


def upgrade() -> None:
    """Lay out the new tables."""
    for statement in LAYOUT:
        op.execute(statement)

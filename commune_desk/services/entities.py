"""How each record of the dossier is called, by the table that keeps it.

The journal and the bin speak of every record: where it is described is written here,
and brought in when it is spoken of.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, Text
from commune_desk.late import late
from commune_desk.services.record_words import KINDS
from commune_desk.storage.models import Base

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.records import Entity

WHERE = {
    "accounts": ("nomenclature", "ACCOUNT"),
    "action_shares": ("shares", "SHARE"),
    "actions": ("actions", "ACTION"),
    "agreement_fundings": ("agreement_parts", "FUNDING"),
    "agreement_parties": ("agreement_parts", "PARTY"),
    "agreement_themes": ("agreement_parts", "THEME"),
    "agreements": ("agreements", "AGREEMENT"),
    "annual_lines": ("annual_lines", "LINE"),
    "assemblies": ("diagnosis", "ASSEMBLY"),
    "assets": ("assets", "ASSET"),
    "attachments": ("attaching", "ATTACHMENT"),
    "axes": ("plans", "AXIS"),
    "bodies": ("bodies", "BODY"),
    "body_sessions": ("bodies", "BODY_SESSION"),
    "breakdowns": ("installations", "BREAKDOWN"),
    "budget_lines": ("budgets", "LINE"),
    "budget_rules": ("budget_rules", "RULE"),
    "budget_steps": ("budget_documents", "STEP"),
    "cash_categories": ("cash_categories", "CATEGORY"),
    "cash_entries": ("cash_entries", "ENTRY"),
    "cash_periods": ("cash_periods", "PERIOD"),
    "committee_acts": ("committee_acts", "ACT"),
    "committee_decisions": ("meetings", "DECISION"),
    "committee_meetings": ("meetings", "MEETING"),
    "committee_types": ("committee_types", "TYPE"),
    "committees": ("committees", "COMMITTEE"),
    "communes": ("territory", "COMMUNE"),
    "complaint_categories": ("complaint_lists", "CATEGORY"),
    "complaint_steps": ("complaint_lists", "STEP"),
    "complaints": ("complaints", "COMPLAINT"),
    "council_sessions": ("council", "SESSION"),
    "criteria": ("priorities", "CRITERION"),
    "deadlines": ("deadlines", "DEADLINE"),
    "deduction_kinds": ("expense_lists", "DEDUCTION"),
    "drawing_rights": ("drawing_rights", "RIGHT"),
    "due_payments": ("due_payments", "DUE_PAYMENT"),
    "due_rules": ("due_rules", "DUE_RULE"),
    "dues": ("due_payments", "DUE"),
    "exemption_reasons": ("exemption_reasons", "REASON"),
    "fund_reports": ("fund_reports", "REPORT"),
    "fund_uses": ("fund_uses", "USE"),
    "grid_classes": ("grid_lists", "CLASS"),
    "grid_items": ("grid_lists", "ITEM"),
    "indicator_values": ("indicators", "VALUE"),
    "indicators": ("indicators", "INDICATOR"),
    "installations": ("installations", "INSTALLATION"),
    "legal_texts": ("legal", "LEGAL_TEXT"),
    "member_dues": ("member_dues", "DUES_ENTITY"),
    "meter_readings": ("readings", "READING"),
    "meters": ("meters", "METER"),
    "micro_expenses": ("micro_money", "MICRO_EXPENSE"),
    "micro_projects": ("micro_projects", "MICRO_PROJECT"),
    "micro_steps": ("micro_steps", "MICRO_STEP"),
    "micro_tranches": ("micro_money", "MICRO_TRANCHE"),
    "nomenclatures": ("nomenclature", "NOMENCLATURE"),
    "objectives": ("plans", "OBJECTIVE"),
    "operations": ("expense_words", "OPERATION"),
    "paper_texts": ("paper_texts", "PAPER_TEXT"),
    "parties": ("parties", "PARTY"),
    "partners": ("partners", "PARTNER"),
    "past_figures": ("past_figures", "PAST"),
    "persons": ("persons", "PERSON"),
    "plans": ("council", "PLAN"),
    "portfolio_steps": ("portfolios", "PORTFOLIO_STEP"),
    "portfolios": ("portfolios", "PORTFOLIO"),
    "post_conflicts": ("committee_types", "CONFLICT"),
    "print_selections": ("selections", "SELECTION"),
    "problems": ("diagnosis", "PROBLEM"),
    "procedure_papers": ("procedure_papers", "PROCEDURE_PAPER"),
    "process_steps": ("process", "STEP"),
    "procurement_steps": ("procurement_steps", "STEP"),
    "procurement_thresholds": ("procurement_thresholds", "THRESHOLD"),
    "procurements": ("procurements", "PROCUREMENT"),
    "progress": ("followup", "PROGRESS"),
    "public_sessions": ("public_sessions", "PUBLIC_SESSION"),
    "receipt_books": ("receipt_books", "RECEIPT_BOOK"),
    "receipts": ("receipts", "RECEIPT"),
    "recommendations": ("recommendations", "RECOMMENDATION"),
    "repeated_expenses": ("expense_lists", "REPEATED"),
    "required_papers": ("expense_lists", "PAPER"),
    "result_allocations": ("allocations", "ALLOCATION"),
    "results": ("indicators", "RESULT"),
    "seats": ("seats", "SEAT"),
    "sections": ("sections", "SECTION"),
    "sector_functions": ("sector_functions", "SECTOR_FUNCTION"),
    "sectors": ("plans", "SECTOR"),
    "session_attendances": ("public_sessions", "PRESENCE"),
    "session_questions": ("public_sessions", "QUESTION"),
    "sharing_keys": ("sharing", "KEY"),
    "slips": ("title_slips", "TITLE_SLIP"),
    "statement_lines": ("treasury", "LINE"),
    "stock_entries": ("committee_stock", "STOCK_ENTRY"),
    "tariffs": ("tariffs", "TARIFF"),
    "tdrl_exemptions": ("tdrl_rolls", "EXEMPTION"),
    "tdrl_rolls": ("tdrl_rolls", "ROLL"),
    "terms": ("terms", "TERM"),
    "themes": ("themes", "THEME"),
    "trainings": ("trainings", "TRAINING"),
    "tranches": ("tranches", "TRANCHE"),
    "transitions": ("followup", "TRANSITION"),
    "transmissions": ("transmissions", "TRANSMISSION"),
    "treasury_statements": ("treasury", "STATEMENT"),
    "type_obligations": ("obligations", "OBLIGATION"),
    "type_seats": ("committee_types", "TYPE_SEAT"),
    "villages": ("territory", "VILLAGE"),
    "visits": ("visits", "VISIT"),
    "water_prices": ("meters", "WATER_PRICE"),
}
"""Database table → module of the services and constant."""


@cache
def entity_of(table: str) -> Entity | None:
    """Bring the description of a kind of record in; None where it has none."""
    if table not in WHERE:
        return None
    module, constant = WHERE[table]
    found: Entity = getattr(late(f"commune_desk.services.{module}"), constant)
    return found


def typed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Read the values of a row of the journal; columns that are gone are left out."""
    columns = Base.metadata.tables[table].columns
    return {
        name: value_of(table, name, value)
        for name, value in row.items()
        if name in columns
    }


def value_of(table: str, column: str, value: Any) -> Any:
    """Read one value of the journal as the program knows it."""
    kind: Any = Base.metadata.tables[table].columns[column].type
    read = getattr(kind, "process_result_value", None)
    try:
        return value if read is None else read(value, None)
    except (ValueError, NotImplementedError):  # a choice that is no more; none needed
        return value


def record_name(table: str, row: Mapping[str, Any]) -> Text:
    """Name a record by its row, as it was or as it is."""
    entity, number = entity_of(table), str(row.get("id", ""))
    if entity is not None:
        blank = dict.fromkeys(Base.metadata.tables[table].columns.keys())
        like = SimpleNamespace(**{**blank, **typed(table, row)})
        try:
            return entity.called(like)
        except (AttributeError, TypeError, KeyError, ValueError):
            pass  # its name asks for more than a row of an older layout tells
    kind = KINDS.get(table)
    if kind is None:
        return N_("record no. {number}", number=number)
    return N_("{kind} no. {number}", kind=kind, number=number)


def present_name(session: Session, table: str, row_id: int) -> Text | None:
    """Name a record that is there; None where it is gone."""
    known = Base.metadata.tables.get(table)
    if known is None:
        return None
    found = session.execute(known.select().where(known.c.id == row_id)).first()
    if found is None:
        return None
    entity = entity_of(table)
    if entity is not None:
        return entity.called(found)
    return record_name(table, {"id": row_id})

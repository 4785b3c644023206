"""Every table of the desk, described once.

The screen, the form, the import, the workbook and the printed page all read the
same description. A line here is the name of a table, the module that describes it, the
name it has there, and the database table whose issues mark its rows where that is
another.
"""

from __future__ import annotations

from commune_desk.tables.registry import Listed, Tables

TABLES = Tables(
    (
        Listed("communes", "territory", "COMMUNES"),
        Listed("villages", "territory", "VILLAGES"),
        Listed("plans", "plan", "PLANS"),
        Listed("axes", "plan", "AXES"),
        Listed("objectives", "plan", "OBJECTIVES"),
        Listed("sectors", "plan", "SECTORS"),
        Listed("themes", "themes", "THEMES"),
        Listed("frame", "frame", "FRAME", record=""),
        Listed("results", "strategy", "RESULTS"),
        Listed("indicators", "strategy", "INDICATORS"),
        Listed("indicator_values", "strategy", "VALUES"),
        Listed("sections", "sections", "SECTIONS"),
        Listed("actions", "actions", "ACTIONS"),
        Listed("pia", "actions", "ANNUAL", record="actions"),
        Listed("pia-preparation", "annual", "PREPARATION", record="annual candidates"),
        Listed("annual-lines", "annual", "ANNUAL_LINES", record="annual_lines"),
        Listed("envelopes", "programming", "ENVELOPES", record="classes of funders"),
        Listed(
            "sustainability",
            "programming",
            "AFTER_WORKS",
            record="sheets after the works",
        ),
        Listed("action-shares", "programming", "SHARES", record="action_shares"),
        Listed("announced", "programming", "ANNOUNCED", record="announced totals"),
        Listed("differences", "programming", "DIFFERENCES", record=""),
        Listed("partners", "funding", "PARTNERS"),
        Listed("contributions", "funding", "CONTRIBUTIONS"),
        Listed("nomenclatures", "nomenclature", "NOMENCLATURES"),
        Listed("accounts", "nomenclature", "ACCOUNTS"),
        Listed("functions", "nomenclature", "FUNCTIONS"),
        Listed("conversions", "nomenclature", "CONVERSIONS"),
        Listed("budget", "budget", "BUDGET", record="budget_lines"),
        Listed("budget_functions", "budget_papers", "FUNCTION_LINES", record=""),
        Listed("monthly", "cash", "PROFILES", record=""),
        Listed("cash", "cash", "CASH", record=""),
        Listed("budget_steps", "budget_papers", "STEPS"),
        Listed("budget_documents", "budget_papers", "DOCUMENTS", record=""),
        Listed("amended_lines", "budget_papers", "AMENDED", record=""),
        Listed("credits", "budget_papers", "CREDITS", record=""),
        Listed("budget_rules", "budget", "RULES"),
        Listed("past_figures", "past_figures", "PAST_FIGURES"),
        Listed("sector_functions", "budget_papers", "SECTOR_FUNCTIONS"),
        Listed("assemblies", "diagnosis", "ASSEMBLIES"),
        Listed("problems", "diagnosis", "PROBLEMS"),
        Listed("sheets", "diagnosis", "SHEETS", record=""),
        Listed("synthesis", "diagnosis", "SYNTHESIS", record=""),
        Listed("criteria", "priorities", "CRITERIA"),
        Listed("priorities", "priorities", "PRIORITIES", record="scores"),
        Listed("tracking", "followup", "TRACKING", record="actions"),
        Listed("outside", "followup", "OUTSIDE", record="actions"),
        Listed("transitions", "followup", "TRANSITIONS"),
        Listed("progress", "followup", "PROGRESS_TABLE"),
        Listed("equity", "followup", "EQUITY", record=""),
        Listed("process_steps", "making", "PROCESS_STEPS"),
        Listed("council_sessions", "making", "COUNCIL_SESSIONS"),
        Listed("transmissions", "making", "TRANSMISSIONS"),
        Listed("deadlines", "making", "DEADLINES"),
        Listed("attachments", "attachments", "ATTACHMENTS"),
        Listed("headings", "headings", "HEADINGS", record=""),
        Listed("findings", "desk", "FINDINGS", record=""),
        Listed("journal", "desk", "JOURNAL", record=""),
    )
)

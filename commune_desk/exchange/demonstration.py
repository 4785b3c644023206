"""Build the demonstration dossier.

It is made from the data files of `resources/demonstration`, through the same import
that a commune uses for its own spreadsheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.exchange.founding import (
    CALENDAR,
    COMMITTEE_LISTS,
    SECTOR_ACCOUNTS,
    SECTORS,
    THEMES,
    YEAR_OF_NONE,
    as_our_files,
    bring,
    bring_all,
    founded,
    load_expense_lists,
    load_revenue_lists,
    load_working_lists,
    open_year,
)
from commune_desk.exchange.lived_budget import debate, live, live_first
from commune_desk.exchange.lived_closing import close_first, close_years
from commune_desk.exchange.lived_contracts import tie_expenses
from commune_desk.exchange.lived_expenses import send_orders
from commune_desk.exchange.lived_revenue import LIVED
from commune_desk.exchange.lived_sending import send_years
from commune_desk.exchange.revising import adopt_second, archive_first, carry_over
from commune_desk.exchange.sample_papers import sample_papers
from commune_desk.paths import RESOURCES
from commune_desk.services.jobs import Silence, told
from commune_desk.services.settings import Found, SetPreference

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress

DEMONSTRATION = RESOURCES / "demonstration"
PARTS: tuple[tuple[str, str, int], ...] = (
    ("communes", "communes.csv", 2024),
    ("villages", "villages.csv", 2024),
    ("plans", "plans.csv", 2024),
    ("partners", "partners.csv", 2024),
    ("axes", "axes-2019.csv", 2019),
    ("objectives", "objectives-2019.csv", 2019),
    ("actions", "actions-2019.csv", 2019),
    ("contributions", "contributions-2019.csv", 2019),
    ("axes", "axes-2024.csv", 2024),
    ("objectives", "objectives-2024.csv", 2024),
    ("actions", "actions-2024-v1.csv", 2024),
    ("contributions", "contributions-2024.csv", 2024),
    ("actions", "actions-2024.csv", 2024),
    ("annual-lines", "annual-lines-2024.csv", 2024),
    ("envelopes", "envelopes-2024.csv", 2024),
    ("sustainability", "sustainability-2024.csv", 2024),
    ("action-shares", "action-shares-2024.csv", 2024),
    ("announced", "announced-2024.csv", 2024),
    ("villages", "zones.csv", 2024),
    ("criteria", "criteria-2024.csv", 2024),
    ("priorities", "marks-2024.csv", 2024),
    ("priorities", "proposals-2024.csv", 2024),
    ("assemblies", "assemblies-2024.csv", 2024),
    ("problems", "problems-2024.csv", 2024),
    ("villages", "population-2024.csv", 2024),
    ("outside", "outside-2024.csv", 2024),
    ("progress", "progress-2024.csv", 2024),
    ("transitions", "transitions-2024.csv", 2024),
    ("axes", "axes-2019-followup.csv", 2019),
    ("objectives", "objectives-2019-followup.csv", 2019),
    ("actions", "actions-2019-followup.csv", 2019),
    ("progress", "progress-2019.csv", 2019),
    ("transitions", "transitions-2019.csv", 2019),
    ("process_steps", "process-2024.csv", 2024),
    ("council_sessions", "sessions.csv", 2024),
    ("transmissions", "transmissions-2024.csv", 2024),
    ("objectives", "objective-policies-2024.csv", 2024),
    ("actions", "action-themes-2024.csv", 2024),
    ("results", "results-2024.csv", 2024),
    ("indicators", "indicators-2024.csv", 2024),
    ("indicator_values", "indicator-values-2024.csv", 2024),
    ("sections", "sections-2024.csv", 2024),
    ("past_figures", "past-figures.csv", 2025),
    ("allocations", "allocations.csv", 2025),
    ("drawing_rights", "drawing-rights.csv", 2026),
    ("parties", "parties.csv", 2026),
    ("tariffs", "tariffs.csv", 2024),
    ("receipt-books", "receipt-books.csv", 2024),
    ("budget", "budget-2024.csv", 2024),
    ("tdrl-rolls", "tdrl-rolls-2024.csv", 2024),
    ("tdrl-exemptions", "tdrl-exemptions-2024.csv", 2024),
    ("receipts", "receipts-2024.csv", 2024),
    ("expenses", "expenses-2024.csv", 2024),
    ("budget", "budget-2025.csv", 2025),
    ("budget", "budget-2026.csv", 2026),
    ("monthly", "monthly-2026.csv", 2026),
    ("tdrl-rolls", "tdrl-rolls-2025.csv", 2025),
    ("tdrl-exemptions", "tdrl-exemptions-2025.csv", 2025),
    ("tdrl-rolls", "tdrl-rolls-2026.csv", 2026),
    ("tdrl-exemptions", "tdrl-exemptions-2026.csv", 2026),
    ("receipts", "receipts-2025.csv", 2025),
    ("receipts", "receipts-2026.csv", 2026),
    ("repeated_expenses", "repeated-expenses.csv", 2026),
    ("expenses", "expenses-2025.csv", 2025),
    ("expenses", "expenses-2026.csv", 2026),
    ("procurements", "procurements.csv", 2026),
    ("procurement_steps", "procurement-steps.csv", 2026),
    ("assets", "assets.csv", 2026),
    ("persons", "persons.csv", 2024),
    ("committees", "committees.csv", 2024),
    ("committee_acts", "committee-acts.csv", 2024),
    ("installations", "installations.csv", 2024),
    ("breakdowns", "breakdowns.csv", 2024),
    ("terms", "terms.csv", 2024),
    ("committee_meetings", "committee-meetings.csv", 2024),
    ("committee_decisions", "committee-decisions.csv", 2024),
    ("trainings", "trainings.csv", 2024),
    ("committees", "committees-money.csv", 2024),
    ("cash_periods", "cash-periods.csv", 2024),
    ("cash_entries", "cash-entries.csv", 2024),
    ("cash_periods", "cash-counts.csv", 2024),
    ("stock_entries", "stock-entries.csv", 2024),
    ("member_dues", "member-dues.csv", 2024),
    ("visits", "visits.csv", 2024),
    ("complaints", "complaints.csv", 2024),
    ("complaint_steps", "complaint-steps.csv", 2024),
    ("public_sessions", "public-sessions.csv", 2026),
    ("session_attendances", "session-attendances.csv", 2026),
    ("session_questions", "session-questions.csv", 2026),
    ("body_sessions", "body-sessions.csv", 2026),
    ("recommendations", "recommendations.csv", 2026),
    ("meters", "meters.csv", 2024),
    ("meter_readings", "meter-readings.csv", 2024),
    ("water_prices", "water-prices.csv", 2024),
    ("due_rules", "due-rules.csv", 2024),
    ("dues", "dues.csv", 2024),
    ("due_payments", "due-payments.csv", 2026),
    ("agreements", "agreements.csv", 2026),
    ("agreement_themes", "agreement-themes.csv", 2026),
    ("agreement_parties", "agreement-parties.csv", 2026),
    ("agreement_fundings", "agreement-fundings.csv", 2026),
    ("tranches", "tranches.csv", 2026),
    ("fund_uses", "fund-uses.csv", 2026),
    ("fund_reports", "fund-reports.csv", 2026),
    ("partners", "partners-micro.csv", 2024),
    ("portfolios", "portfolios-2022.csv", 2024),
    ("micro_projects", "micro-projects-2022.csv", 2024),
    ("micro_projects", "micro-projects.csv", 2024),
    ("micro_steps", "micro-steps.csv", 2024),
    ("micro_tranches", "micro-tranches.csv", 2024),
    ("micro_expenses", "micro-expenses.csv", 2024),
    ("print_selections", "selections.csv", 2026),
    ("paper_texts", "paper-texts.csv", 2026),
    ("legal_texts", "legal-texts.csv", 2026),
)
"""Table, file, and a year of the plan that the file belongs to."""


def _first_year(desk: Desk, words: Words) -> None:
    send_orders(desk, words, 2024)
    close_first(desk, words)


AFTER: dict[str, Callable[[Desk, Words], None]] = {
    "contributions-2024.csv": archive_first,
    "annual-lines-2024.csv": carry_over,
    "sessions.csv": adopt_second,
    "budget-2024.csv": live_first,
    "expenses-2024.csv": _first_year,
    "budget-2025.csv": live,
    "budget-2026.csv": debate,
    **LIVED,
    "expenses-2025.csv": lambda desk, words: send_orders(desk, words, 2025),
    "expenses-2026.csv": lambda desk, words: send_orders(desk, words, 2026),
    "procurement-steps.csv": tie_expenses,
}
"""What is done at the desk once a file is in."""


def demonstrate(
    path: Path,
    user: str,
    words: Words,
    progress: Progress | None = None,
    wanted: Callable[[str], bool] = lambda _: True,
) -> None:
    """Build the demonstration dossier; it says on every page that it is one."""
    mark, words = words.say(MARK), as_our_files(words)
    with founded(path, user) as desk:
        desk.do(SetPreference("situation.date", SITUATION))
        for file in SECTORS:
            bring(desk, "sectors", file, 2024, words)
        load_working_lists(desk, words)
        bring(desk, "sector_functions", SECTOR_ACCOUNTS, YEAR_OF_NONE, words)
        load_revenue_lists(desk, words)
        if wanted("budget"):
            open_year(desk, YEAR_OF_THE_BUDGET)
        load_expense_lists(desk, words)
        bring(desk, "deadlines", CALENDAR, 2024, words)
        bring(desk, "themes", THEMES, 2024, words)
        bring_all(desk, COMMITTEE_LISTS, words)
        parts = [part for part in PARTS if wanted(part[0])]
        watched = progress or Silence()
        for table, name, year in told(parts, N_("Building the demonstration"), watched):
            bring(desk, table, DEMONSTRATION / name, year, words)
            if name in AFTER:
                AFTER[name](desk, words)
        if wanted("budget"):
            close_years(desk, words)
            send_years(desk, words)
        _attach(desk)
        desk.do(Found(mark))


CLERK = N_("Secretary (demonstration)")
"""Who made every entry of the demonstration, on whatever machine it is built."""

SITUATION = "31/10/2026"
"""The day at which the invented follow-up of the demonstration stands still."""


def _attach(desk: Desk) -> None:
    """Hang drawn papers and photographs at the records of the demonstration."""
    with desk.store.reading() as session:
        papers = sample_papers(session)
    for paper in papers:
        desk.do(paper)


YEAR_OF_THE_BUDGET = 2026


MARK = N_("Demonstration – invented figures")

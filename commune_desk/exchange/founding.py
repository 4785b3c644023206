"""Found a dossier with what every commune needs: lists, calendar, a first plan."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Rejected
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare, straight
from commune_desk.exchange.nomenclature_file import conversion_from, nomenclature_from
from commune_desk.exchange.prepared import Request
from commune_desk.l10n.words import FRENCH, Words
from commune_desk.paths import RESOURCES, TRANSLATIONS
from commune_desk.services.desk import Desk, User
from commune_desk.services.fiscal_years import OpenYear, Step
from commune_desk.services.nomenclature_lists import nomenclatures
from commune_desk.services.people.passwords import require_good
from commune_desk.services.people.users import AddUser
from commune_desk.services.plans import AddAxis, AddPlan, scope_for
from commune_desk.services.scope import Scope
from commune_desk.services.sections import TakeContents
from commune_desk.services.settings import Found
from commune_desk.services.territory import AddCommune
from commune_desk.storage.store import Store
from commune_desk.storage.whole_file import write_whole
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

REFERENCE = RESOURCES / "reference"
SECTORS = tuple(REFERENCE / name for name in ("sectors.csv", "subsectors.csv"))
"""The default list of `planning.md` 2.1; heads first, for the others refer to them."""
CALENDAR = RESOURCES / "reference" / "deadlines.csv"
"""The calendar of the year (`planning.md` 1.8), mostly usage to be verified."""
THEMES = RESOURCES / "reference" / "themes.csv"
"""Themes, policies and goals of `planning.md` 1.10."""

COMMITTEE_LISTS = (
    ("committee_types", REFERENCE / "committee-types.csv"),
    ("type_seats", REFERENCE / "committee-seats.csv"),
    ("post_conflicts", REFERENCE / "post-conflicts.csv"),
    ("type_obligations", REFERENCE / "type-obligations.csv"),
    ("grid_items", REFERENCE / "grid-items.csv"),
    ("grid_classes", REFERENCE / "grid-classes.csv"),
    ("cash_categories", REFERENCE / "cash-categories.csv"),
    ("portfolios", REFERENCE / "portfolios.csv"),
    ("portfolio_steps", REFERENCE / "portfolio-steps.csv"),
    ("complaint_categories", REFERENCE / "complaint-categories.csv"),
    ("bodies", REFERENCE / "bodies.csv"),
    ("procedure_papers", REFERENCE / "procedure-papers.csv"),
)
"""Types of committee with their seats (`planning.md` 4.3) and posts that clash;
kinds of complaints, bodies of concertation, papers that procedures ask for."""


def found(  # noqa: PLR0913  the questions that a new dossier needs answered
    path: Path,
    user: str,
    words: Words,
    *,
    name: str,
    code: str,
    cercle: str = "",
    region: str = "",
    first_year: int,
    person: str = "",
    password: str = "",
) -> None:
    """Make the dossier of a commune: its name, the sectors, a first plan to fill.

    Where a person is named the desk asks from then on who sits there.
    """
    if person and password:
        require_good(password, person)  # before anything is made
    ours = as_our_files(words)
    with founded(path, user) as desk:
        for file in SECTORS:
            bring(desk, "sectors", file, first_year, ours)
        load_working_lists(desk, ours)
        bring(desk, "sector_functions", SECTOR_ACCOUNTS, YEAR_OF_NONE, ours)
        load_expense_lists(desk, ours)
        bring(desk, "deadlines", CALENDAR, first_year, ours)
        bring(desk, "themes", THEMES, first_year, ours)
        load_revenue_lists(desk, ours)
        bring_all(desk, COMMITTEE_LISTS, ours)
        facts = {"name": name, "code": code, "cercle": cercle, "region": region}
        desk.do(AddCommune(facts))
        title = _title(first_year)
        plan = desk.do(AddPlan({"title": title, "first_year": first_year}))
        desk.do(AddAxis({"plan_id": plan, "number": 1, "title": words.say(FIRST_AXIS)}))
        desk.do(TakeContents(plan))
        desk.do(Found())
        if person:
            desk.do(AddUser(person, Role.ADMINISTRATION, password))


FIRST_AXIS = N_("Basic social services")


@contextmanager
def founded(path: Path, user: str) -> Iterator[Desk]:
    """Open a desk in memory; write the dossier once it is made, whole or not at all.

    A thousand entries each made sure of on a slow disk would take minutes.
    """
    store = Store()
    store.open()
    try:
        yield Desk(store, User(user, Role.SECRETARY))
        content = store.looking(sqlite3.Connection.serialize)
    finally:
        store.close()
    write_whole(path, content)


def open_year(desk: Desk, year: int) -> None:
    """Open a year with the latest list and the steps of the legal calendar."""
    with desk.store.reading() as session:
        latest = nomenclatures(session, Scope(year))[0].id
    desk.do(OpenYear(year, latest, calendar()))


def load_working_lists(desk: Desk, words: Words) -> None:
    """Load the working nomenclatures and the table that converts one to the other."""
    source = words.say(WORKING)
    for name in (EARLIER, LATER):
        desk.do(
            nomenclature_from(
                REFERENCE / f"nomenclature-{name}.csv",
                words,
                name,
                REFERENCE / "functions.csv",
                title=words.say(N_("Working list {year}", year=name[-4:])),
                source=source,
            )
        )
    bring(desk, "budget_rules", REFERENCE / "budget-rules.csv", YEAR_OF_NONE, words)
    bring(desk, "procurement_thresholds", PROCEDURES, YEAR_OF_NONE, words)
    table = REFERENCE / "conversion-2020-2026.csv"
    desk.do(conversion_from(table, words, EARLIER, LATER))


def load_expense_lists(desk: Desk, words: Words) -> None:
    """Load usual deductions and required vouchers: proposals, to be verified."""
    for table, name in EXPENSE_LISTS:
        bring(desk, table, REFERENCE / name, YEAR_OF_NONE, words)


EXPENSE_LISTS = (
    ("deduction_kinds", "deduction-kinds.csv"),
    ("required_papers", "required-papers.csv"),
)


def load_revenue_lists(desk: Desk, words: Words) -> None:
    """Load the shares of the TDRL and the reasons of exemption (`budget.md` 7)."""
    for table in ("sharing-keys", "exemption-reasons"):
        bring(desk, table, REFERENCE / f"{table}.csv", YEAR_OF_NONE, words)


SECTOR_ACCOUNTS = REFERENCE / "sector-functions.csv"
"""Account and function of each sector (`texts-and-codes.md` 1.3): a proposal."""

PROCEDURES = REFERENCE / "procurement-thresholds.csv"
"""Thresholds of procurement (`budget.md` 8): from memory, replaceable."""

BUDGET_CALENDAR = REFERENCE / "budget-calendar.csv"


def calendar() -> tuple[Step, ...]:
    """Read the steps that a year of the budget goes through; dates are a proposal."""
    return tuple(
        Step(key, title, int(month), int(day), int(year), source)
        for _, (key, title, month, day, year, source) in read_grid(
            BUDGET_CALENDAR
        ).lines
    )


YEAR_OF_NONE = 0
"""For tables that belong to no year."""

EARLIER, LATER = "travail-2020", "travail-2026"
"""The list of the first working codes, and the one with the moves that two plans of
neighbours agree on (`texts-and-codes.md` 1.2)."""

WORKING = N_("Working codes, not official: to be replaced by the annex of the order.")


def bring(desk: Desk, name: str, file: Path, year: int, words: Words) -> None:
    """Import a file of our own; a refused line is a fault of the file."""
    table = TABLES.named(name)
    with desk.store.reading() as session:
        scope = scope_for(session, year)
    grid = read_grid(file)
    matching = propose(table, scope, grid.headings, words)
    request = Request(table, scope, grid, matching, words, file.name, {})
    if len(matching) == len(grid.headings) and _straight(desk, request):
        return
    prepared = prepare(desk.store, request)
    if prepared.refused or len(matching) < len(grid.headings) or not prepared.command:
        said = [words.say(i.text) for line in prepared.refused for i in line.issues]
        lost = [h for k, h in enumerate(grid.headings) if k not in matching]
        message = f"{file.name}: {said or lost}"
        raise ValueError(message)
    desk.do(prepared.command)


def _straight(desk: Desk, request: Request) -> bool:
    """Bring in what needs no trial; tell whether it is in, wholly."""
    command = straight(desk.store, request)
    if command is None:
        return False
    try:
        desk.do(command)
    except Rejected:
        return False  # the trial tells which line
    return True


def as_our_files(words: Words) -> Words:
    """Give French, in which our own files are, in whatever the window speaks."""
    return words if words.language == FRENCH else Words(FRENCH, TRANSLATIONS)


def bring_all(desk: Desk, lists: Iterable[tuple[str, Path]], words: Words) -> None:
    """Import lists that belong to no year."""
    for name, file in lists:
        bring(desk, name, file, YEAR_OF_NONE, words)


def _title(year: int) -> str:
    return f"PDSEC {year}-{year + 4}"

"""What happened to the budgets of the demonstration: acts, done through the commands.

Dates, numbers and amounts are invented; each says so where it can.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.budget import DocumentKind, Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_changes import MakeTransfer, OpenDocument
from commune_desk.services.budget_lines import budget_lines, lines_of, primitive
from commune_desk.services.budgets import ProposeAmount, ReviseLine
from commune_desk.services.carried_results import allocation_of
from commune_desk.services.cash import SetOpeningBalance
from commune_desk.services.fiscal_years import (
    ApproveBudget,
    DebateBudget,
    TransmitBudget,
    VoteBudget,
)
from commune_desk.services.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.nomenclature import Key
    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk

INVENTED = N_("{reason} (invented for the demonstration)")
RESULT = N_("Result of {year} taken over")
GIFT = N_("Exceptional grant of the State for the market")
SHORT = N_("Fuel dearer than foreseen")

OPENING = Money(1_850_000)
OF_2023: dict[Key, int] = {
    (Section.OPERATING, Side.REVENUE, "121"): 840_000,
    (Section.OPERATING, Side.EXPENDITURE, "0421"): 840_000,
    (Section.INVESTMENT, Side.REVENUE, "122"): 840_000,
    (Section.INVESTMENT, Side.EXPENDITURE, "2411"): 840_000,
}
OPENED: dict[Key, int] = {
    (Section.INVESTMENT, Side.REVENUE, "1041"): 1_500_000,
    (Section.INVESTMENT, Side.EXPENDITURE, "2315"): 1_500_000,
}
MOVED: dict[Key, int] = {
    (Section.OPERATING, Side.EXPENDITURE, "6011"): -90_000,
    (Section.OPERATING, Side.EXPENDITURE, "6053"): 90_000,
}


def live_first(desk: Desk, words: Words) -> None:
    """Carry the budget of 2024 through its year."""
    _tie(desk, 2024)
    _adopt(desk, _primitive(desk, 2024), 2023, (10, 13), "2023-010/CR-DEM")
    _take_over(desk, words, 2024, OF_2023, "2024-004/CR-DEM")


def live(desk: Desk, words: Words) -> None:
    """Carry the budget of 2025 through its year."""
    _tie(desk, 2025)
    _adopt(desk, _primitive(desk, 2025), 2024, (10, 14), "2024-009/CR-DEM")
    _take_over(desk, words, 2025, _left(desk, 2024), "2025-004/CR-DEM")
    opened = desk.do(OpenDocument(2025, DocumentKind.AUTHORISATION, _why(words, GIFT)))
    _propose(desk, 2025, opened, OPENED)
    _adopt(desk, opened, 2025, (7, 8), "2025-006/CR-DEM")
    moves = tuple((_account(desk, key), Money(sum_)) for key, sum_ in MOVED.items())
    moved = desk.do(MakeTransfer(2025, moves, _why(words, SHORT)))
    desk.do(VoteBudget(moved, dt.date(2025, 9, 9), "2025-008/CR-DEM"))


def _take_over(
    desk: Desk, words: Words, year: int, amounts: dict[Key, int], deliberation: str
) -> None:
    """Take the result of the year before over in an additional budget of May."""
    before = words.say(N_(RESULT.sentence, year=str(year - 1)))
    why = words.say(N_(INVENTED.sentence, reason=before))
    carried = desk.do(OpenDocument(year, DocumentKind.ADDITIONAL, why))
    _propose(desk, year, carried, amounts)
    _adopt(desk, carried, year, (5, 12), deliberation)


def _left(desk: Desk, year: int) -> dict[Key, int]:
    """Say what the council made of a result, as lines of the next budget.

    What operating carries over is handed to investment, which buys equipment with it.
    """
    with desk.store.reading() as session:
        kept = allocation_of(session, year)
    if kept is None:
        return {}
    over = (kept.carried_operating or NOTHING).francs
    given = (kept.to_investment or NOTHING).francs
    lacking = -(kept.carried_investment or NOTHING).francs
    return {
        (Section.OPERATING, Side.REVENUE, "121"): over,
        (Section.OPERATING, Side.EXPENDITURE, "0421"): over,
        (Section.INVESTMENT, Side.REVENUE, "122"): over + given,
        (Section.INVESTMENT, Side.EXPENDITURE, "123"): lacking,
        (Section.INVESTMENT, Side.EXPENDITURE, "2411"): over + given - lacking,
    }


NOTHING = Money(0)


def debate(desk: Desk, words: Words) -> None:
    """Say what is in the till; carry the budget of 2026 to its approval."""
    del words
    desk.do(SetOpeningBalance(2026, OPENING))
    _tie(desk, 2026)
    _adopt(desk, _primitive(desk, 2026), 2025, (10, 14), "2025-011/CR-DEM")


def _tie(desk: Desk, year: int) -> None:
    """Say that the State’s grant for teachers pays their salaries and nothing else."""
    with desk.store.reading() as session:
        rows = budget_lines(session, Scope(year))
    ids = {row.code: row.id for row in rows if not row.detail}
    desk.do(ReviseLine(ids[TEACHERS_PAY], "restricted_id", ids[TEACHERS_GRANT]))


TEACHERS_GRANT, TEACHERS_PAY = "7312", "6613"
"""Codes of the working lists."""


def _why(words: Words, reason: object) -> str:
    return words.say(N_(INVENTED.sentence, reason=words.say(reason)))


def _adopt(
    desk: Desk, document: int, year: int, first: Sequence[int], deliberation: str
) -> None:
    """Debate, vote two weeks later, send a week after that, approve in a month."""
    day = dt.date(year, *first)
    desk.do(DebateBudget(document, day))
    desk.do(VoteBudget(document, day + dt.timedelta(14), deliberation))
    sent = day + dt.timedelta(21)
    number = deliberation.split("/", 1)[0]
    desk.do(TransmitBudget(document, sent, f"L-{number}"))
    desk.do(ApproveBudget(document, sent + dt.timedelta(28), f"A-{number}"))


def _primitive(desk: Desk, year: int) -> int:
    with desk.store.reading() as session:
        found = fiscal_year(session, year)
        return primitive(session, found.id).id if found else 0


def _propose(desk: Desk, of: int, document: int, amounts: dict[Key, int]) -> None:
    with desk.store.reading() as session:
        year = fiscal_year(session, of)
        lines = lines_of(session, year, primitive(session, year.id)) if year else []
    first = {
        (row.section, row.side, row.code): row.id for row in lines if not row.detail
    }
    for key, francs in amounts.items():
        desk.do(ProposeAmount(document, first[key], Money(francs)))


def _account(desk: Desk, key: Key) -> int:
    with desk.store.reading() as session:
        year = fiscal_year(session, 2025)
        rows = accounts_of(session, year.nomenclature_id) if year else {}
    return next(r.id for r in rows.values() if (r.section, r.side, r.code) == key)

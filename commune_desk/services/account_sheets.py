"""The sheet of a line (fiche de compte): its credit, its acts, what is left after each.

A sheet is kept for each level at which the council holds credits (article by default),
so that what it shows as available is what a commitment is checked against (C1).
`budget.md` 6.3.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import SECTIONS
from commune_desk.services.credits import changes_of
from commune_desk.services.executed import ledger
from commune_desk.services.open_credits import LEVELS, Level, level_of
from commune_desk.services.settings import preference
from commune_desk.storage.models import BudgetDocument, BudgetLine

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section
    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.executed import LedgerRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear

E = EntryKind
_PLACE = {E.COMMITMENT: 1, E.ORDER: 2, E.PAYMENT: 3}


class SheetLine(NamedTuple):
    """One line of a sheet; amounts in francs, None where the column stays empty."""

    made_on: dt.date
    paper: Text
    """What bears it: “ENG 20”, “BP 2026”."""

    object: Text | str
    code: str
    """The account, where the sheet holds several."""

    credit: Money | None
    committed: Money | None
    ordered: Money | None
    paid: Money | None
    available: Money
    """Credit less commitments, after this line."""

    entry_id: int | None
    operation_id: int | None


@dataclass(frozen=True)
class AccountSheet:
    """The sheet of one level of credit."""

    section: Section
    code: str
    title: str
    chapter: str
    chapter_title: str
    codes: tuple[str, ...]
    """The accounts that it holds."""

    line_ids: frozenset[int]
    lines: tuple[SheetLine, ...] = field(default=())

    def total(self, column: str) -> Money:
        """Add up a column."""
        return Money.total(getattr(line, column) for line in self.lines)

    @property
    def available(self) -> Money:
        """What may still be committed."""
        return self.lines[-1].available if self.lines else Money(0)


def account_sheets(
    session: Session, scope: Scope, until: dt.date | None = None
) -> list[AccountSheet]:
    """List the sheets of a year that hold anything, in the order of the budget."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    held = _held(session, year)
    credits_by_level = _credits(session, year, held.accounts)
    acts: dict[Level, list[LedgerRow]] = defaultdict(list)
    for row in ledger(session, scope):
        wanted = row.kind in _PLACE and row.operation_year_id == year.id
        if wanted and row.cancelled_on is None and row.line_id in held.of_line:
            acts[held.of_line[row.line_id]].append(row)
    levels = sorted(
        credits_by_level.keys() | acts.keys(),
        key=lambda each: (_rank(each[0]), each[1]),
    )
    return [
        _sheet(held, level, credits_by_level.get(level, []), acts.get(level, []), until)
        for level in levels
    ]


def sheet_of_line(session: Session, scope: Scope, line_id: int) -> AccountSheet | None:
    """Give the sheet on which a line stands."""
    found = account_sheets(session, scope)
    return next((each for each in found if line_id in each.line_ids), None)


class _Held(NamedTuple):
    """Which accounts and lines share a credit."""

    accounts: dict[int, Level]
    of_line: dict[int, Level]
    rows: dict[Level, list[AccountRow]]
    specialty: str


def _held(session: Session, year: FiscalYear) -> _Held:
    specialty = preference(session, "execution.specialty")
    accounts: dict[int, Level] = {}
    rows: dict[Level, list[AccountRow]] = defaultdict(list)
    known = accounts_of(session, year.nomenclature_id)
    for row in known.values():
        if row.side is Side.EXPENDITURE:
            accounts[row.id] = level_of(row, specialty)
    of_line: dict[int, Level] = {}
    used = session.execute(
        select(BudgetLine.id, BudgetLine.account_id).where(
            BudgetLine.fiscal_year_id == year.id
        )
    )
    for line, account in used:
        if account in accounts:
            of_line[line] = accounts[account]
            if known[account] not in rows[accounts[account]]:
                rows[accounts[account]].append(known[account])
    return _Held(accounts, of_line, dict(rows), specialty)


def _rank(section: str) -> int:
    return [each.value for each in SECTIONS].index(section)


class _Opened(NamedTuple):
    """What a document in force makes of a level."""

    made_on: dt.date
    paper: Text
    object: Text
    amount: Money


def _credits(
    session: Session, year: FiscalYear, accounts: dict[int, Level]
) -> dict[Level, list[_Opened]]:
    documents = {
        row.id: row
        for row in session.scalars(
            select(BudgetDocument).where(BudgetDocument.fiscal_year_id == year.id)
        )
    }
    sums: dict[tuple[Level, int], int] = defaultdict(int)
    for change in changes_of(session, year):
        if change.in_force and change.account_id in accounts:
            sums[accounts[change.account_id], change.document_id] += (
                change.amount.francs
            )
    found: dict[Level, list[_Opened]] = defaultdict(list)
    for (level, number), francs in sums.items():
        document = documents[number]
        day = document.approved_on or document.voted_on or dt.date(year.year, 1, 1)
        day = max(day, dt.date(year.year, 1, 1))
        paper: Text = NAMES[document.kind]
        if document.number > 1:
            paper = N_("{document} no. {number}", document=NAMES[document.kind],
                   number=str(document.number))  # fmt: skip
        words = N_("Credit opened by the {document}", document=document.kind)
        if francs:
            found[level].append(_Opened(day, paper, words, Money(francs)))
    return found


SHORT = {
    E.COMMITMENT: N_("COM {number}"),
    E.ORDER: N_("ORD {number}"),
    E.PAYMENT: N_("PAY {number}"),
    E.COLLECTION: N_("REC {number}"),
}
"""Short names of the acts, as the first column of a sheet bears them."""


def short_name(kind: EntryKind, number: int) -> Text:
    """Name an act as registers do: “ENG 005”."""
    return Text(SHORT[kind].sentence, (("number", f"{number:03d}"),))


def _sheet(
    held: _Held,
    level: Level,
    opened: list[_Opened],
    acts: list[LedgerRow],
    until: dt.date | None,
) -> AccountSheet:
    rows = sorted(held.rows.get(level, []), key=lambda row: row.code)
    first = rows[0]
    at_article = held.specialty == LEVELS[1] and first.article
    title = first.article_title if at_article else first.title
    if held.specialty == LEVELS[2]:
        title = first.chapter_title
    lines: list[tuple[dt.date, int, SheetLine]] = []
    nothing = Money(0)
    for each in opened:
        line = SheetLine(
            each.made_on, each.paper, each.object, "", each.amount,
            None, None, None, nothing, None, None,
        )  # fmt: skip
        lines.append((each.made_on, 0, line))
    for act in acts:
        amounts: list[Money | None] = [None] * 3
        amounts[_PLACE[act.kind] - 1] = act.amount
        words = act.object if act.amount.francs > 0 else N_(
            "{object} (taken back: {reason})", object=act.object, reason=act.reason
        )  # fmt: skip
        paper = short_name(act.kind, act.number)
        line = SheetLine(
            act.made_on, paper, words, act.code if len(rows) > 1 else "", None,
            amounts[0], amounts[1], amounts[2], nothing, act.id, act.operation_id,
        )  # fmt: skip
        lines.append((act.made_on, act.id, line))
    running, found = 0, []
    for day, _, line in sorted(lines, key=lambda each: each[:2]):
        if until is not None and day > until:
            continue
        running += line.credit.francs if line.credit is not None else 0
        running -= line.committed.francs if line.committed is not None else 0
        found.append(line._replace(available=Money(running)))
    return AccountSheet(
        first.section,
        level[1],
        title,
        first.chapter,
        first.chapter_title,
        tuple(row.code for row in rows),
        frozenset(line for line, own in held.of_line.items() if own == level),
        tuple(found),
    )

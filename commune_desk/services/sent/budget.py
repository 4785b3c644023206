"""The budget as a package tells it: its lines, and what was executed by half-year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, DocumentState, Section, Side
from commune_desk.domain.package.format import SECTIONS, SIDES
from commune_desk.services.accounts import accounts_of
from commune_desk.services.credit_history import in_force_from
from commune_desk.services.executed import Executed, executed_by_line
from commune_desk.services.told_functions import ToldFunctions
from commune_desk.storage.models import BudgetDocument, BudgetLine, LineAmount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commune_desk.domain.package.manifest import Cell
    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.sent.exercise import Exercise

SECTION_CODES = dict(zip(Section, SECTIONS, strict=True))
SIDE_CODES = dict(zip(Side, SIDES, strict=True))
COLUMNS = tuple(DocumentKind)
"""Kinds of documents in the order of the columns: primitive, additional,
authorisations, transfers."""

NOTHING = Executed()


def amounts(told: Exercise) -> Mapping[int, Mapping[DocumentKind, int]]:
    """Add up by line what each kind of document gives it, in francs.

    A document counts from the day when it is in force; the primitive budget always,
    since a package may be sent to have it approved: the stage and the standing of the
    sending say what its figures are.
    """
    found: dict[int, dict[DocumentKind, int]] = defaultdict(lambda: defaultdict(int))
    if told.budget is None:
        return found
    since = in_force_from(told.session, told.budget)
    rows = told.session.execute(
        select(
            BudgetDocument.id,
            BudgetDocument.kind,
            LineAmount.line_id,
            LineAmount.proposed,
            LineAmount.voted,
            LineAmount.approved,
        )
        .join(LineAmount, LineAmount.document_id == BudgetDocument.id)
        .where(
            BudgetDocument.fiscal_year_id == told.budget.id,
            BudgetDocument.state != DocumentState.CANCELLED,
        )
    )
    for document, kind, line, *stages in rows:
        from_day = since.get(document)
        counts = from_day is not None and from_day <= told.until
        amount = next((a for a in reversed(stages) if a is not None), None)
        if amount is not None and (counts or kind is DocumentKind.PRIMITIVE):
            found[line][kind] += amount.francs
    return found


def _lines(told: Exercise) -> Iterator[tuple[BudgetLine, AccountRow]]:
    if told.budget is None:
        return
    accounts = accounts_of(told.session, told.budget.nomenclature_id)
    rows = told.session.scalars(
        select(BudgetLine).where(BudgetLine.fiscal_year_id == told.budget.id)
    )
    pairs = [(line, accounts[line.account_id]) for line in rows]
    yield from sorted(
        pairs,
        key=lambda pair: (
            pair[1].section.value,
            pair[1].side.value,
            pair[1].code,
            pair[0].id,
        ),
    )


def budget(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell the lines that a document or an entry knows."""
    if told.budget is None:
        return
    given = amounts(told)
    spent = executed_by_line(told.session, told.budget.id, told.until)
    functions = ToldFunctions(told.session, told.budget.nomenclature_id)
    for line, account in _lines(told):
        if line.id not in given and spent.get(line.id, NOTHING) == NOTHING:
            continue
        function = functions.of(line.function_id, account.function_code)
        francs = [given.get(line.id, {}).get(kind, 0) for kind in COLUMNS]
        yield (
            f"L-{line.id}",
            told.year,
            SECTION_CODES[account.section],
            SIDE_CODES[account.side],
            account.code,
            account.title,
            function.code if function is not None else "",
            int(account.order),
            *francs,
            sum(francs),
        )


def execution(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell what was entered in each half-year, reversals taken off.

    The complementary days belong to the second half.
    """
    if told.budget is None:
        return
    before: Mapping[int, Executed] = {}
    for half, day in told.halves():
        until = executed_by_line(told.session, told.budget.id, day)
        for line, account in _lines(told):
            sums, earlier = until.get(line.id, NOTHING), before.get(line.id, NOTHING)
            own = tuple(a - b for a, b in zip(sums, earlier, strict=True))
            if any(own):
                section = SECTION_CODES[account.section]
                yield f"L-{line.id}", half, section, SIDE_CODES[account.side], *own
        before = until

"""The rules of the budget, run over a year: what blocks the vote, what to watch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.balance import Applied, check
from commune_desk.domain.budget import DocumentKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_lines import budget_lines, lines_of
from commune_desk.services.carried_results import affected
from commune_desk.storage.models import BudgetRule, FiscalYear

OF_CHANGES = {"B1", "B2", "B4", "B6"}
"""Rules that hold for what an additional budget adds, taken alone."""

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.balance import Settings
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import BudgetDocument
    from commune_desk.storage.unit import Unit


def rules_of(session: Session, on: dt.date | None = None) -> dict[str, Applied]:
    """Read how each rule is applied on a day; one that is switched off is absent."""
    found: dict[str, Applied] = {}
    query = select(BudgetRule).order_by(BudgetRule.valid_from)
    for rule in session.scalars(query):
        if on is not None and rule.valid_from is not None and rule.valid_from > on:
            continue
        found.pop(rule.code, None)
        if rule.active:
            found[rule.code] = Applied(rule.severity, rule.threshold, rule.legal)
    return found


def budget_findings(session: Session, scope: Scope) -> list[Issue]:
    """List what the rules find in the budget of the year."""
    if fiscal_year(session, scope.year) is None:
        return []
    given = affected(session, scope.year)
    return check(budget_lines(session, scope), rules_of(session), given)


def blocking(unit: Unit, document: BudgetDocument) -> list[Issue]:
    """List what keeps a document from being voted."""
    unit.flush()
    year = unit.find(FiscalYear, document.fiscal_year_id)
    lines = lines_of(unit.session, year, document)
    settings = rules_of(unit.session)
    if document.kind is not DocumentKind.PRIMITIVE:
        # What a change adds balances too; a line of it may well be negative.
        settings = {code: settings[code] for code in OF_CHANGES & settings.keys()}
    if document.kind is DocumentKind.TRANSFER:
        settings = {}  # checked when it was prepared: it moves, it adds nothing
    found = check(lines, settings, affected(unit.session, year.year))
    return with_texts(
        [issue for issue in found if issue.severity is Severity.ERROR], settings
    )


def with_texts(found: Sequence[Issue], settings: Settings) -> list[Issue]:
    """Add to refusals the text that each rule rests on, as its table has it."""
    told = []
    for issue in found:
        rule = settings.get(issue.code.removeprefix("BUDGET-"))
        if rule is not None and rule.legal:
            text = N_("{finding} Text: {legal}.", finding=issue.text, legal=rule.legal)
            facts = (*text.facts, *issue.text.facts)  # who reads figures finds them
            told.append(replace(issue, text=replace(text, facts=facts)))
        else:
            told.append(issue)
    return told

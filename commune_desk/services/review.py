"""Run all rules and list what they find."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.programme import (
    ACTION_RULES,
    announced,
    repeated,
    served,
)
from commune_desk.domain.summaries import Summary
from commune_desk.domain.text import N_
from commune_desk.services.agreement_review import of_agreements
from commune_desk.services.asset_lists import of_assets
from commune_desk.services.budget_review import budget_findings
from commune_desk.services.cash import cash_findings
from commune_desk.services.cash_review import of_cash
from commune_desk.services.committee_review import of_committees
from commune_desk.services.diagnosis_review import of_diagnosis
from commune_desk.services.due_review import of_money_and_water
from commune_desk.services.life_review import of_life
from commune_desk.services.memory import read_once
from commune_desk.services.micro_review import of_micro_projects
from commune_desk.services.periods import period_findings
from commune_desk.services.process_review import of_process
from commune_desk.services.procurement_review import of_procurement
from commune_desk.services.programming import actions
from commune_desk.services.programming_review import of_programming
from commune_desk.services.public_review import of_public
from commune_desk.services.receveur import concordance_findings
from commune_desk.services.restricted import restricted_findings
from commune_desk.services.results import result_findings
from commune_desk.services.revenue_review import revenue_findings
from commune_desk.services.shipped import shipped_findings
from commune_desk.services.spending_review import spending_findings
from commune_desk.services.strategy_review import of_strategy
from commune_desk.services.tracking import followup_findings
from commune_desk.services.treasury_rows import treasury_findings
from commune_desk.storage.models import Commune, Plan, Village

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


def findings(session: Session, scope: Scope) -> list[Issue]:
    """List what the rules find, the gravest first; the rules are asked once a state."""
    day = dt.datetime.now().astimezone().date()
    return list(
        read_once(session, ("findings", scope, day), lambda: _found(session, scope))
    )


def _found(session: Session, scope: Scope) -> list[Issue]:
    rows = actions(session, scope)
    found = [*of_actions(rows), *_of_plan(session, scope, rows), *_of_commune(session)]
    found += budget_findings(session, scope)
    found += cash_findings(session, scope)
    found += revenue_findings(session, scope)
    found += spending_findings(session, scope)
    found += result_findings(session, scope)
    found += period_findings(session, scope)
    found += concordance_findings(session, scope)
    found += restricted_findings(session, scope)
    found += treasury_findings(session, scope)
    found += of_diagnosis(session, scope)
    found += of_programming(session, scope, rows)
    found += followup_findings(session, scope)
    found += of_process(session, scope)
    found += shipped_findings(session)
    found += of_procurement(session, scope)
    found += of_assets(session, scope)
    found += of_committees(session, scope)
    found += of_life(session, scope)
    found += of_cash(session, scope)
    found += of_money_and_water(session, scope)
    found += of_agreements(session, scope)
    found += of_micro_projects(session, scope)
    found += of_public(session)
    return sorted(found, key=lambda issue: ORDER[issue.severity])


def of_actions(rows: Iterable[ActionRow]) -> Iterator[Issue]:
    """Run the rules of one action over each."""
    for row in rows:
        for rule in ACTION_RULES:
            yield from rule(row)


def _of_plan(session: Session, scope: Scope, rows: list[ActionRow]) -> Iterator[Issue]:
    yield from repeated(rows)
    plan = session.get(Plan, scope.plan_id) if scope.plan_id else None
    if plan is not None:
        yield from announced(plan.id, plan.title, plan.announced, rows)
    villages = session.execute(select(Village.id, Village.name))
    yield from of_strategy(session, scope, rows)
    yield from served({row_id: name for row_id, name in villages}, rows)  # noqa: C416  rows are no pairs


def _of_commune(session: Session) -> Iterator[Issue]:
    commune = session.scalars(select(Commune).where(Commune.is_own)).first()
    if commune is None:
        yield Issue(
            Severity.WARNING,
            N_("The commune of the dossier is not described."),
            "DESK-01",
        )
    elif not commune.code:
        text = N_("Commune {name}: the code is missing.", name=commune.name)
        yield Issue(Severity.INFORMATION, text, "DESK-02")


def summaries(found: Iterable[Issue]) -> list[Summary]:
    """Bring the findings of one rule together, the gravest first."""
    groups: dict[tuple[int, str], list[Issue]] = {}
    for issue in found:
        groups.setdefault((ORDER[issue.severity], issue.code), []).append(issue)
    return [_summary(tuple(groups[key])) for key in sorted(groups)]


def _summary(issues: tuple[Issue, ...]) -> Summary:
    first = issues[0]
    amounts = [issue.amount for issue in issues if issue.amount is not None]
    return Summary(
        first.code,
        first.severity,
        issues,
        len({issue.record or number for number, issue in enumerate(issues)}),
        Money.total(amounts) if amounts else None,
    )


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as a table sees it."""

    id: int
    issue: Issue


def finding_rows(
    session: Session, scope: Scope, _: Collection[int] | None = None
) -> list[FindingRow]:
    """Number the findings for the screen that lists them."""
    found = findings(session, scope)
    return [FindingRow(number, issue) for number, issue in enumerate(found, start=1)]

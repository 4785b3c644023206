"""Bring a budget that is not voted yet from one nomenclature to another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import delete, select, update

from commune_desk.domain.budget import DocumentKind
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import split
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.command import Command
from commune_desk.services.fiscal_years import (
    document_of,
    leaf_accounts,
    open_document,
)
from commune_desk.services.scope import Scope
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    Conversion,
    FiscalYear,
    Function,
    LineAmount,
    Nomenclature,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.storage.unit import Unit


class Part(NamedTuple):
    """Where a line of the budget goes, and how much of it."""

    line: BudgetRow
    account: AccountRow
    amount: Money | None


Plan = tuple[list[Part], list["BudgetRow"]]
"""Where lines go, and those that no conversion knows."""


def planned(session: Session, year: FiscalYear, nomenclature_id: int) -> Plan:
    """Tell where each line that holds something goes in another list.

    An account without a step of the conversion table keeps its code, if the other
    list has it under the same name: 653 is an interest here, the unforeseen there.
    """
    new = accounts_of(session, nomenclature_id)
    parents = set(session.scalars(select(Account.parent_id)))
    same = {(a.section, a.side, a.code): a for a in new.values() if a.id not in parents}
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for step in session.scalars(select(Conversion).order_by(Conversion.id)):
        if step.new_id in new:
            steps[step.old_id].append((step.new_id, step.share))
    parts: list[Part] = []
    lost: list[BudgetRow] = []
    for row in budget_lines(session, Scope(year.year)):
        if not holds(row):
            continue
        targets = steps.get(row.account.id, [])
        if targets:
            francs = row.proposed.francs if row.proposed is not None else 0
            amounts = split(francs, [share for _, share in targets])
            for (account, _), amount in zip(targets, amounts, strict=True):
                told = Money(amount) if row.proposed is not None else None
                parts.append(Part(row, new[account], told))
        elif (kept := same.get((row.section, row.side, row.code))) and (
            fold(kept.title) == fold(row.title)
        ):
            parts.append(Part(row, kept, row.proposed))
        else:
            lost.append(row)
    return parts, lost


def holds(row: BudgetRow) -> bool:
    """Tell whether a line says more than its account."""
    told = (row.function_id, row.action_id, row.village_id, row.restricted_id)
    return (
        row.proposed is not None
        or any(each is not None for each in told)
        or bool(row.note or row.outside_reason)
    )


@dataclass(frozen=True)
class ConvertYear(Command[int]):
    """Bring the budget of a year to another list; return how many lines moved.

    Raises `Rejected` for a budget that is voted, and with each line whose account the
    other list lacks. Sums stay equal: the last part of a line takes what rounding
    leaves.
    """

    label: ClassVar[Text] = N_("Convert the budget")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    nomenclature_id: int

    def apply(self, unit: Unit) -> int:
        """Write the lines anew under the accounts of the other list."""
        document = document_of(unit, self.year, DocumentKind.PRIMITIVE)
        open_document(unit, document.id)
        year = unit.find(FiscalYear, document.fiscal_year_id)
        other = unit.session.get(Nomenclature, self.nomenclature_id)
        if other is None or other.id == year.nomenclature_id:
            text = N_(
                "Choose another nomenclature than that of the budget {year}.",
                year=str(self.year),
            )
            raise Rejected([Issue(Severity.ERROR, text, field="list")])
        parts, lost = planned(unit.session, year, other.id)
        if lost:
            raise Rejected([_unknown(row, other.name) for row in lost])
        functions = self._functions(unit, year.nomenclature_id)
        self._clear(unit, year.id)
        year.nomenclature_id = other.id
        unit.flush()
        first = {
            account: unit.insert(
                BudgetLine, {"fiscal_year_id": year.id, "account_id": account}
            )
            for account in leaf_accounts(unit, other.id)
        }
        unit.settle()
        self._write(unit, document.id, parts, first, functions)
        unit.settle()
        return len(parts)

    def _functions(self, unit: Unit, old: int) -> dict[int, int]:
        rows = unit.session.execute(
            select(Function.id, Function.code, Function.nomenclature_id)
        ).all()
        new = {c: i for i, c, n in rows if n == self.nomenclature_id}
        return {i: new[c] for i, c, n in rows if n == old and c in new}

    def _clear(self, unit: Unit, fiscal_year_id: int) -> None:
        unit.flush()
        own = BudgetLine.fiscal_year_id == fiscal_year_id
        ids = select(BudgetLine.id).where(own)
        session = unit.session
        session.execute(delete(LineAmount).where(LineAmount.line_id.in_(ids)))
        session.execute(update(BudgetLine).where(own).values(restricted_id=None))
        session.execute(delete(BudgetLine).where(own))
        session.expire_all()

    def _write(
        self,
        unit: Unit,
        document_id: int,
        parts: list[Part],
        first: Mapping[int, int],
        functions: Mapping[int, int],
    ) -> None:
        sums: dict[int, int] = defaultdict(int)
        origins: dict[int, list[str]] = defaultdict(list)
        known: dict[int, int] = {}
        for part in sorted(parts, key=lambda each: each.line.restricted_id or 0):
            row = part.line
            line = first[part.account.id]
            if row.detail or row.action_id or row.village_id or row.function_id:
                line = unit.insert(
                    BudgetLine,
                    {
                        "fiscal_year_id": self._year_of(unit, line),
                        "account_id": part.account.id,
                    },
                )
                unit.settle()
            found = unit.find(BudgetLine, line)
            found.function_id = functions.get(row.function_id or 0)
            found.action_id, found.village_id = row.action_id, row.village_id
            found.restricted_id = known.get(row.restricted_id or 0)
            found.note = found.note or row.note
            found.outside_reason = found.outside_reason or row.outside_reason
            known.setdefault(row.id, line)
            if part.amount is not None:
                sums[line] += part.amount.francs
                origins[line].append(row.code)
        unit.flush()
        for line, francs in sums.items():
            unit.insert(
                LineAmount,
                {
                    "document_id": document_id,
                    "line_id": line,
                    "proposed": Money(francs),
                    "origin": " + ".join(origins[line]),
                },
            )

    def _year_of(self, unit: Unit, line: int) -> int:
        return int(unit.find(BudgetLine, line).fiscal_year_id)

    def describe(self, unit: Unit) -> Text:
        """Name the year and the list."""
        name = unit.find(Nomenclature, self.nomenclature_id).name
        return N_("Budget {year} converted to “{name}”", year=str(self.year), name=name)


def _unknown(row: BudgetRow, name: str) -> Issue:
    text = N_(
        "{code} {title}: {amount} F have no account in “{name}”; complete the"
        " conversion table.",
        code=row.code,
        title=row.title,
        amount=row.proposed or Money(0),
        name=name,
    )
    return Issue(Severity.ERROR, text, "BUDGET-N2")


def conversion_parts(session: Session, scope: Scope) -> list[Part]:
    """List what converting the year’s budget to the latest other list would do."""
    return conversion_plan(session, scope)[0]


def conversion_plan(session: Session, scope: Scope) -> Plan:
    """Tell the same, with the lines that the other list has no account for."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return [], []
    latest = session.scalar(
        select(Account.nomenclature_id)
        .join(Conversion, Conversion.new_id == Account.id)
        .where(
            Conversion.old_id.in_(
                select(Account.id).where(
                    Account.nomenclature_id == year.nomenclature_id
                )
            )
        )
        .order_by(Account.nomenclature_id.desc())
        .limit(1)
    )
    return planned(session, year, latest) if latest is not None else ([], [])

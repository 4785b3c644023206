"""The nomenclature of the budget: correcting a list, account by account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.nomenclature import chain
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.records import Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    Conversion,
    FiscalYear,
    Function,
    Nomenclature,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.storage.unit import Unit


def _nomenclature_rules(unit: Unit, row: Nomenclature) -> Iterator[Issue]:
    if taken(unit, Nomenclature, ("name",), (row.name,), row.id):
        text = N_("There is already a nomenclature “{name}”.", name=row.name)
        yield Issue(Severity.ERROR, text, field="name")
    start, end = row.valid_from, row.valid_until
    if start is not None and end is not None and end < start:
        text = N_(
            "{name}: it ends on {end}, before it begins on {start}.",
            name=row.name,
            end=end,
            start=start,
        )
        yield Issue(Severity.ERROR, text, field="valid_until")


NOMENCLATURE = Entity(
    Nomenclature,
    N_("nomenclature “{title}”"),
    lambda row: row.name,
    {
        "name": N_("Name"),
        "title": N_("Title"),
        "valid_from": N_("Valid from"),
        "valid_until": N_("Valid until"),
        "official": N_("Official"),
        "source": N_("Source"),
    },
    _nomenclature_rules,
    frozenset({"name", "title"}),
    {
        "accounts": (Account, "nomenclature_id"),
        "years": (FiscalYear, "nomenclature_id"),
    },
)


def _account_rules(unit: Unit, row: Account) -> Iterator[Issue]:
    key = (row.nomenclature_id, row.section, row.side, row.code)
    columns = ("nomenclature_id", "section", "side", "code")
    if taken(unit, Account, columns, key, row.id):
        text = N_(
            "The code {code} is already that of another account ({section}, {side}).",
            code=row.code,
            section=row.section,
            side=row.side,
        )
        yield Issue(Severity.ERROR, text, field="code")
    if row.parent_id is None:
        return
    parent = unit.find(Account, row.parent_id)
    if (parent.section, parent.side) != (row.section, row.side):
        text = N_(
            "{code} ({section}, {side}) cannot stand under {parent}"
            " ({other_section}, {other_side}).",
            code=row.code,
            section=row.section,
            side=row.side,
            parent=parent.code,
            other_section=parent.section,
            other_side=parent.side,
        )
        yield Issue(Severity.ERROR, text, field="parent")
    if row.id is not None and row.id in _above(unit, row.parent_id):
        text = N_(
            "{code} cannot stand under {parent}, which stands under it.",
            code=row.code,
            parent=parent.code,
        )
        yield Issue(Severity.ERROR, text, field="parent")


def _above(unit: Unit, account_id: int) -> list[int]:
    pairs = unit.session.execute(select(Account.id, Account.parent_id))
    return chain({row_id: parent for row_id, parent in pairs}, account_id)  # noqa: C416  rows are no pairs


ACCOUNT = Entity(
    Account,
    N_("account {title}"),
    lambda row: f"{row.code} {row.title}",
    {
        "section": N_("Section"),
        "side": N_("Side"),
        "code": N_("Code"),
        "title": N_("Title"),
        "parent": N_("Parent"),
        "compulsory": N_("Compulsory"),
        "origin": N_("Origin"),
        "tax": N_("Tax"),
        "collector": N_("Collected by"),
        "order": N_("Order operation"),
        "pass_through": N_("Passing through"),
        "function_code": N_("Function"),
        "source": N_("Source"),
    },
    _account_rules,
    frozenset({"section", "side", "code", "title"}),
    {"accounts": (Account, "parent_id"), "lines": (BudgetLine, "account_id")},
)


def parent_of(unit: Unit, row: Any, code: str | None) -> int | None:
    """Find the account that a code names, of the same list, section and side."""
    if not code:
        return None
    found = unit.session.scalar(
        select(Account.id).where(
            Account.nomenclature_id == row.nomenclature_id,
            Account.section == row.section,
            Account.side == row.side,
            Account.code == code,
        )
    )
    if found is None:
        text = N_(
            "{code} stands under {parent}, which the list lacks ({section}, {side}).",
            code=row.code,
            parent=code,
            section=row.section,
            side=row.side,
        )
        raise Rejected([Issue(Severity.ERROR, text, field="parent")])
    return found


@dataclass(frozen=True)
class ReviseAccount(Revise):
    """Correct an account."""

    label: ClassVar[Text] = N_("Correct an account")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = ACCOUNT

    def apply(self, unit: Unit) -> None:
        """Change the field; a parent is named by its code."""
        if self.field != "parent":
            super().apply(unit)
            return
        row = ACCOUNT.get(unit, self.id)
        row.parent_id = parent_of(unit, row, self.value)
        with unit.session.no_autoflush:
            ACCOUNT.check(unit, row)


@dataclass(frozen=True)
class RemoveAccounts(Remove):
    """Remove accounts that neither line nor account refers to."""

    label: ClassVar[Text] = N_("Remove accounts")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = ACCOUNT


@dataclass(frozen=True)
class ReviseNomenclature(Revise):
    """Correct what is said of a nomenclature."""

    label: ClassVar[Text] = N_("Correct a nomenclature")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = NOMENCLATURE


@dataclass(frozen=True)
class RemoveNomenclatures(Command[None]):
    """Remove nomenclatures that no year uses, with their accounts."""

    label: ClassVar[Text] = N_("Remove nomenclatures")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS

    ids: tuple[int, ...]

    def apply(self, unit: Unit) -> None:
        """Remove them all, or none."""
        for row_id in self.ids:
            row = NOMENCLATURE.get(unit, row_id)
            used = unit.session.scalars(
                select(FiscalYear.year).where(FiscalYear.nomenclature_id == row_id)
            ).all()
            if used:
                text = N_(
                    "“{name}” cannot be removed: the budgets of {years} use it.",
                    name=row.name,
                    years=tuple(str(year) for year in used),
                )
                raise Rejected([Issue(Severity.ERROR, text)])
            _empty(unit, row_id)
            unit.session.delete(row)

    def describe(self, unit: Unit) -> Text:
        """Count what was removed."""
        del unit
        return N_("{label} ({count})", label=self.label, count=len(self.ids))


def _empty(unit: Unit, nomenclature_id: int) -> None:
    accounts = unit.session.scalars(
        select(Account).where(Account.nomenclature_id == nomenclature_id)
    ).all()
    ids = {row.id for row in accounts}
    for step in unit.session.scalars(select(Conversion)):
        if step.old_id in ids or step.new_id in ids:
            unit.session.delete(step)
    functions = _functions(unit, nomenclature_id)
    for account in accounts:
        account.parent_id = None
    for function in functions:
        function.parent_id = None
    unit.session.flush()
    for row in (*accounts, *functions):
        unit.session.delete(row)
    unit.session.flush()


def _functions(unit: Unit, nomenclature_id: int) -> list[Function]:
    wanted = Function.nomenclature_id == nomenclature_id
    return list(unit.session.scalars(select(Function).where(wanted)))

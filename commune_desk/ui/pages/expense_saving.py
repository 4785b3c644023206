"""From the form of an expense to the command: what was typed, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.spending import DATES, NUMBERS
from commune_desk.domain.text import N_
from commune_desk.services.command import Command, Several
from commune_desk.services.expense_words import NameParty, ReviseExpense
from commune_desk.services.expenses import (
    ChangeWhoPays,
    ContinueExpense,
    NextAct,
    RecordExpense,
)
from commune_desk.tables.expenses import read_deductions
from commune_desk.ui.pages.expense_fields import KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.services.expense_rows import ExpenseRow
    from commune_desk.ui.pages.expense_form import ExpenseForm


class Unread(Exception):
    """A field that cannot be read, and why."""

    def __init__(self, key: str, error: DeskError) -> None:
        super().__init__(key)
        self.key, self.error = key, error


def command_of(form: ExpenseForm) -> Command[Any] | None:
    """Make the command that the form asks for; None where nothing is to be done.

    Raises `Unread` where a field cannot be read.
    """
    values = {key: _read(form, key) for key in form.fields}
    parts = form.payers.parts()
    if form.row is None:
        return RecordExpense(
            values["line_id"] or 0,
            values["object"] or "",
            values["amount"] or Money(0),
            tuple(_acts(form, values)),
            values["party"],
            values["action_id"],
            values["village_id"],
            parts,
            note=values["note"] or "",
        )
    commands = _revisions(form.row, values)
    if parts is not None:
        commands.append(ChangeWhoPays(form.row.id, parts))
    acts = tuple(_acts(form, values))
    if acts:
        commands.append(ContinueExpense(form.row.id, acts))
    if len(commands) > 1:
        name = N_("Expense “{object}”", object=form.row.object)
        return Several(tuple(commands), name)
    return commands[0] if commands else None


def _read(form: ExpenseForm, key: str) -> Any:
    found: list[Any] = []
    error = form.context.refusal(lambda: found.append(form.value(key)))
    if error is not None:
        raise Unread(key, error)
    return found[0]


def _acts(form: ExpenseForm, values: dict[str, Any]) -> list[NextAct]:
    found = []
    for kind in EXPENSE_CHAIN:
        day = values[DATES[kind]]
        if day is None or form.done(kind):
            continue
        order = kind is EntryKind.ORDER
        found.append(
            NextAct(
                kind,
                day,
                values["amount"] if form.row is not None else None,
                form.numbers[kind].typed(),
                values["invoice"] or "",
                values["invoiced_on"],
                values["mode"],
                values["reference"] or "",
                read_deductions(values["deductions"] or "") if order else (),
            )
        )
    return found


def _revisions(row: ExpenseRow, values: dict[str, Any]) -> list[Command[Any]]:
    commands: list[Command[Any]] = []
    for key in KEPT:
        old, new = getattr(row, key), values[key]
        if (old or "") == (new or ""):
            continue
        if key == "party":
            commands.append(NameParty(row.id, new))
        else:
            commands.append(ReviseExpense(row.id, key, new))
    return commands


def field_of(error: DeskError, keys: Sequence[str]) -> str:
    """Name the field at which a refusal stands."""
    if isinstance(error, Rejected):
        for issue in error.issues:
            if issue.field is not None and issue.field in keys:
                return issue.field
            kind = next((k for k in EXPENSE_CHAIN if NUMBERS[k] == issue.field), None)
            if kind is not None:
                return DATES[kind]
    return "amount"

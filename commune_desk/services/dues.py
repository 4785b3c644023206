"""What committees owe the commune for a period: reckoned, corrected, removed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.committees import CommitteeState, DueKind
from commune_desk.domain.dues import Levy, Owed, due_refusals, span
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.command import Command
from commune_desk.services.due_base import base_of
from commune_desk.services.due_rules import levy_of
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.today import today
from commune_desk.storage.models import Committee, Due, DuePayment, DueRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit

Span = tuple[dt.date, dt.date]


def levy_for(unit: Unit, rule_id: int) -> Levy:
    """Give the rule of a due."""
    rule = unit.find(DueRule, rule_id)
    return levy_of(unit.find(Committee, rule.committee_id).name, rule)


def owed_of(unit: Unit, row: Due, but: int | None = None) -> Owed:
    """Give a due with what is paid of it, one payment left out."""
    unit.settle()
    query = select(func.sum(DuePayment.amount)).where(DuePayment.due_id == row.id)
    if but is not None:
        query = query.where(DuePayment.id != but)
    paid = unit.session.scalar(query) if row.id is not None else None
    return Owed(
        levy_for(unit, row.rule_id),
        row.begins_on,
        row.ends_on,
        row.due_on,
        row.amount,
        row.base,
        paid or Money(0),
    )


def _rules(unit: Unit, row: Due) -> Iterator[Issue]:
    levy = levy_for(unit, row.rule_id)
    paid = owed_of(unit, row).paid if row.id is not None else Money(0)
    owed = Owed(
        levy, row.begins_on, row.ends_on, row.due_on, row.amount, row.base, paid
    )
    yield from due_refusals(owed)
    for begins, ends in _known(unit, row.rule_id, row.id):
        if begins <= row.ends_on and row.begins_on <= ends:
            text = N_(
                "{committee}: {span} is reckoned already; a due from {begins} to {ends}"
                " would count days twice.",
                committee=levy.committee,
                span=span(begins, ends),
                begins=row.begins_on,
                ends=row.ends_on,
            )
            yield Issue(Severity.ERROR, text, "COM-41", field="begins_on")


def _spans(unit: Unit) -> dict[int, dict[int, Span]]:
    """Read the periods of all dues by rule, once; what the unit adds is kept in it."""

    def read() -> dict[int, dict[int, Span]]:
        unit.settle()
        found: dict[int, dict[int, Span]] = {}
        columns = (Due.rule_id, Due.id, Due.begins_on, Due.ends_on)
        for rule, row_id, begins, ends in unit.session.execute(select(*columns)):
            found.setdefault(rule, {})[row_id] = (begins, ends)
        return found

    with unit.session.no_autoflush:
        return unit.once("dues.spans", read)


def _known(unit: Unit, rule_id: int, own: int | None) -> list[Span]:
    return [each for i, each in _spans(unit).get(rule_id, {}).items() if i != own]


DUE = Entity(
    Due,
    N_("due of {title}"),
    lambda row: f"{row.begins_on:%d/%m/%Y}",
    {
        "rule_id": N_("Rule"),
        "begins_on": N_("Period from"),
        "ends_on": N_("Period to"),
        "due_on": N_("To be paid by"),
        "base": N_("Base"),
        "amount": N_("Amount due"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"rule_id", "begins_on", "ends_on", "due_on", "amount"}),
    {"due_payments": (DuePayment, "due_id")},
)


def _completed(unit: Unit, given: dict[str, Any]) -> dict[str, Any]:
    """Fill in what the rule and the dossier tell of a due."""
    values = dict(given)
    for name in ("rule_id", "begins_on"):
        if values.get(name) is None:
            raise DUE.lacks(name)
    levy, rule = levy_for(unit, values["rule_id"]), unit.find(DueRule, given["rule_id"])
    begins = values["begins_on"]
    if values.get("ends_on") is None:
        values["ends_on"] = levy.end(begins)
    ends = values["ends_on"]
    if values.get("due_on") is None:
        values["due_on"] = levy.due_on(ends)
    if values.get("base") is None:
        unit.settle()
        values["base"] = base_of(
            unit.session, rule.kind, rule.committee_id, (begins, ends)
        )
    if values.get("amount") is None:
        values["amount"] = levy.owed(values["base"])
        if values["amount"] is None:
            raise Rejected([_no_base(levy, (begins, ends), values["rule_id"])])
    return values


def _no_base(levy: Levy, period: Span, rule_id: int) -> Issue:
    """Say what is lacking to reckon a due."""
    facts: dict[str, Any] = {"committee": levy.committee, "span": span(*period)}
    match levy.kind:
        case DueKind.CUBIC_METRE:
            text = N_(
                "{committee}, {span}: no meter was read, the m³ sold are not known."
                " Type the readings, or the base.",
                **facts,
            )
        case DueKind.MEMBER:
            text = N_(
                "{committee}, {span}: the register does not say how many members there"
                " are. Type them there, or the base.",
                **facts,
            )
        case _:
            text = N_(
                "{committee}, {span}: no line of its cash book was typed. Type the cash"
                " book, or the base.",
                **facts,
            )
    where = Record("due_rules", rule_id)
    return Issue(Severity.ERROR, text, "COM-43", where, "base")


@dataclass(frozen=True)
class AddDue(Add):
    """Note what a committee owes for a period; what is left out is reckoned."""

    label: ClassVar[Text] = N_("Add a due")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DUE

    def apply(self, unit: Unit) -> int:
        """Complete it, check it, add it."""
        values = _completed(unit, dict(self.values))
        row = Due(**values)
        spans = _spans(unit)
        with unit.session.no_autoflush:
            DUE.check(unit, row)
        row_id = unit.add(row)
        spans.setdefault(row.rule_id, {})[row_id] = (row.begins_on, row.ends_on)
        return row_id

    def describe(self, unit: Unit) -> Text:
        """Name the committee and the period."""
        levy = levy_for(unit, self.values["rule_id"])
        begins = self.values["begins_on"]
        period = span(begins, self.values.get("ends_on") or levy.end(begins))
        return N_(
            "Due of {committee} for {span}", committee=levy.committee, span=period
        )


@dataclass(frozen=True)
class ReviseDue(Revise):
    """Correct a due; the amount follows the base."""

    label: ClassVar[Text] = N_("Correct a due")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DUE

    def apply(self, unit: Unit) -> None:
        """Correct it; a base that is typed gives the amount."""
        row = DUE.get(unit, self.id)
        if self.field == "base":
            amount = levy_for(unit, row.rule_id).owed(self.value)
            if amount is not None:
                row.amount = amount
        super().apply(unit)
        unit.forget()


@dataclass(frozen=True)
class RemoveDues(Remove):
    """Remove dues of which nothing was paid."""

    label: ClassVar[Text] = N_("Remove dues")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DUE

    def apply(self, unit: Unit) -> None:
        """Remove them all, or none."""
        super().apply(unit)
        unit.forget()


@dataclass(frozen=True)
class ReckonAgain(Command[None]):
    """Take the base of a due from the dossier again: accounts or readings changed."""

    label: ClassVar[Text] = N_("Reckon a due again")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    due_id: int

    def apply(self, unit: Unit) -> None:
        """Reckon it; refuse where the dossier does not know the base."""
        row = DUE.get(unit, self.due_id)
        rule = unit.find(DueRule, row.rule_id)
        period = (row.begins_on, row.ends_on)
        base = base_of(unit.session, rule.kind, rule.committee_id, period)
        levy = levy_for(unit, rule.id)
        amount = levy.owed(base)
        if amount is None:
            raise Rejected([_no_base(levy, period, rule.id)])
        row.base, row.amount = base, amount
        with unit.session.no_autoflush:
            DUE.check(unit, row)

    def describe(self, unit: Unit) -> Text:
        """Name the committee and the period."""
        row = DUE.get(unit, self.due_id)
        levy = levy_for(unit, row.rule_id)
        period = span(row.begins_on, row.ends_on)
        return N_("{deed}: {committee}, {span}", deed=self.label,
                  committee=levy.committee, span=period)  # fmt: skip


@dataclass(frozen=True)
class ReckonDues(Command[list[int]]):
    """Reckon all whole periods that ended by a day and were not reckoned yet."""

    label: ClassVar[Text] = N_("Reckon the dues")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    until: dt.date | None
    """None: the day of the situation."""

    def apply(self, unit: Unit) -> list[int]:
        """Add those whose base is known; refuse where there is none to add."""
        until = self.until or today(unit.session)
        made: list[int] = []
        lacking: list[Issue] = []
        for rule_id, period in waiting(unit.session, until):
            values = {"rule_id": rule_id, "begins_on": period[0], "ends_on": period[1]}
            try:
                made.append(AddDue(values).apply(unit))
            except Rejected as error:
                lacking += error.issues
        if not made:
            text = N_("All dues to {date} are reckoned already.", date=until)
            raise Rejected(lacking or [Issue(Severity.ERROR, text, "COM-43")])
        return made

    def describe(self, unit: Unit) -> Text:
        """Count the dues that were made."""
        count = sum(table == "dues" for table, _ in unit.made)
        return P_("{count} due reckoned", "{count} dues reckoned", count=count)


def waiting(session: Session, until: dt.date) -> list[tuple[int, Span]]:
    """List rule and period of what is not reckoned by a day, committees at work only.

    Periods before the first due of a rule count too: nothing is forgotten.
    """
    known: dict[int, list[Span]] = {}
    for rule_id, begins, ends in session.execute(
        select(Due.rule_id, Due.begins_on, Due.ends_on)
    ):
        known.setdefault(rule_id, []).append((begins, ends))
    query = (
        select(DueRule, Committee.name)
        .join(Committee, Committee.id == DueRule.committee_id)
        .where(Committee.state != CommitteeState.DISSOLVED)
        .order_by(Committee.name, DueRule.id)
    )
    found = []
    for rule, name in session.execute(query):
        own = known.get(rule.id, [])
        found += [
            (rule.id, period)
            for period in levy_of(name, rule).spans(until)
            if not any(b <= period[1] and period[0] <= e for b, e in own)
        ]
    return found

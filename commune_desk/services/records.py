"""What adding, revising and removing any record have in common.

A command of an entity names its model, its right and its rules; the deeds
themselves are here, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy
from sqlalchemy import delete, select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Record, Remedy, Severity
from commune_desk.domain.text import N_, Text
from commune_desk.services.bounds import refuse_beyond
from commune_desk.services.command import Command
from commune_desk.storage.models import Attachment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from commune_desk.storage.models import Base
    from commune_desk.storage.unit import Unit

    Rules = Callable[[Unit, Any], Iterator[Issue]]


@dataclass(frozen=True)
class Entity:
    """How the desk calls a kind of record, and what must hold for each."""

    model: type[Base]
    name: Text
    """With a place for `title`: “Village {title}”."""

    title: Callable[[Any], str]
    fields: Mapping[str, Text]
    """The names of its columns; what is absent here cannot be typed."""

    rules: Rules = lambda _unit, _row: iter(())
    required: frozenset[str] = frozenset()
    users: Mapping[str, tuple[type[Base], str]] = field(default_factory=dict)
    """Records that refer to this one: plural name → model and column."""

    @property
    def table(self) -> str:
        """The database table."""
        return str(self.model.__tablename__)

    def called(self, row: Any) -> Text:
        """Name one record."""
        return Text(self.name.sentence, (("title", self.title(row)),))

    def check(self, unit: Unit, row: Any) -> None:
        """Refuse a record that breaks a rule; raise `Rejected`."""
        for name in self.required:
            if getattr(row, name) in (None, ""):
                raise self.lacks(name)
        refuse_beyond(self.table, row, self.fields)
        issues = [i for i in self.rules(unit, row) if i.severity is Severity.ERROR]
        if issues:
            raise Rejected(issues)

    def lacks(self, name: str) -> Rejected:
        """Refuse a record for a field that was left empty."""
        text = N_(
            "{field}: nothing was typed, and it is needed.", field=self.fields[name]
        )
        return Rejected([Issue(Severity.ERROR, text, field=name)])

    def get(self, unit: Unit, row_id: int) -> Any:
        """Fetch a record; raise `Stale` if it is gone."""
        row = unit.session.get(self.model, row_id)
        if row is None:
            raise Stale
        return row

    def record(self, row: Any) -> Record:
        """Point at a record."""
        return Record(self.table, row.id)


@dataclass(frozen=True)
class Add(Command[int]):
    """Add a record; the number of the new one is returned."""

    entity: ClassVar[Entity]

    values: Mapping[str, Any]

    def apply(self, unit: Unit) -> int:
        """Add it, if the rules agree."""
        row = self.entity.model(**self.values)
        with unit.session.no_autoflush:
            self.entity.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name the record that was added."""
        del unit
        like = self.entity.model(**self.values)
        return N_("{record} added", record=self.entity.called(like))


@dataclass(frozen=True)
class Revise(Command[None]):
    """Type another value into one field of a record."""

    entity: ClassVar[Entity]

    id: int
    field: str
    value: Any

    def apply(self, unit: Unit) -> None:
        """Change the field, if the rules agree."""
        row = self.entity.get(unit, self.id)
        column = self.entity.model.__table__.columns[self.field]
        value = self.value
        if value is None and not column.nullable:
            if not isinstance(column.type, sqlalchemy.Text):
                raise self.entity.lacks(self.field)
            value = ""
        setattr(row, self.field, value)
        with unit.session.no_autoflush:
            self.entity.check(unit, row)

    def describe(self, unit: Unit) -> Text:
        """Name the field and the record."""
        called = self.entity.called(self.entity.get(unit, self.id))
        return N_(
            "{field}, {record}", field=self.entity.fields[self.field], record=called
        )


@dataclass(frozen=True)
class Remove(Command[None]):
    """Remove records that nothing else refers to."""

    entity: ClassVar[Entity]

    ids: tuple[int, ...]

    def apply(self, unit: Unit) -> None:
        """Remove them all, or none; raise `Rejected` where one is in use."""
        for row_id in self.ids:
            row = self.entity.get(unit, row_id)
            for name, (model, column) in self.entity.users.items():
                refers = getattr(model, column) == row_id
                used = unit.session.scalars(select(model.id).where(refers)).all()
                if used:
                    raise Rejected([self._in_use(row, name, used)])
            unit.session.delete(row)
            take_papers(unit, self.entity.table, row_id)

    def _in_use(self, row: Any, name: str, used: Sequence[int]) -> Issue:
        """Say who refers to a record, and offer to show them."""
        text = N_(
            "{record} cannot be removed: {count} {users} refer to it.",
            record=self.entity.called(row),
            count=len(used),
            users=USERS[name],
        )
        model, _ = self.entity.users[name]
        table = str(model.__tablename__)
        show = Remedy(
            N_("See them"), records=tuple(Record(table, row_id) for row_id in used)
        )
        where = self.entity.record(row)
        return Issue(Severity.ERROR, text, record=where, remedies=(show,))

    def describe(self, unit: Unit) -> Text:
        """Count what was removed."""
        del unit
        return N_("{label} ({count})", label=self.label, count=len(self.ids))


def take_papers(unit: Unit, table: str, row_id: int) -> None:
    """Remove what is attached to a record that goes: its number may come again."""
    own = (Attachment.record_table == table, Attachment.record_id == row_id)
    unit.session.execute(delete(Attachment).where(*own))


USERS: dict[str, Text] = {
    "actions": N_("actions"),
    "assemblies": N_("assemblies"),
    "axes": N_("axes"),
    "breakdowns": N_("breakdowns"),
    "cash_categories": N_("headings of the cash sheet"),
    "cash_entries": N_("lines of cash books"),
    "committee_acts": N_("acts of committees"),
    "committee_places": N_("places that committees serve"),
    "committees": N_("committees"),
    "agreement_fundings": N_("fundings of agreements"),
    "agreement_parties": N_("parties of agreements"),
    "contributions": N_("contributions"),
    "fund_reports": N_("reports to funders"),
    "fund_uses": N_("uses of an agreement’s money"),
    "micro_projects": N_("micro-projects"),
    "tranches": N_("tranches of agreements"),
    "committee_meetings": N_("meetings of committees"),
    "grid_scores": N_("points of visits"),
    "council_sessions": N_("council sessions"),
    "criteria": N_("criteria"),
    "installations": N_("installations"),
    "marks": N_("marks"),
    "assets": N_("things of the inventory"),
    "objectives": N_("objectives"),
    "operations": N_("expenses and receipts"),
    "meters": N_("water meters"),
    "micro_steps": N_("steps of micro-projects"),
    "meter_readings": N_("readings"),
    "dues": N_("dues"),
    "due_payments": N_("payments of dues"),
    "persons": N_("people"),
    "problems": N_("problems"),
    "process_steps": N_("steps of the process"),
    "procurements": N_("contracts"),
    "indicators": N_("indicators"),
    "repeated_expenses": N_("repeated expenses"),
    "results": N_("results"),
    "sections": N_("sections of the document"),
    "sectors": N_("sub-sectors"),
    "receipts": N_("receipts"),
    "exemptions": N_("exemptions"),
    "terms": N_("terms"),
    "transmissions": N_("transmissions"),
    "body_sessions": N_("sessions of bodies"),
    "complaints": N_("complaints"),
    "public_sessions": N_("restitutions"),
    "recommendations": N_("recommendations"),
    "session_attendances": N_("villages present"),
    "session_questions": N_("questions of the public"),
    "type_obligations": N_("obligations of types"),
    "type_seats": N_("seats of types"),
}
"""How the records that stand in the way of a removal are called."""


NEW = 0
"""The id of a record that has none yet."""


def taken(
    unit: Unit, model: type[Base], columns: Sequence[str], value: Any, own: int | None
) -> bool:
    """Tell whether another record already has these values.

    A bulk act asks it thousands of times: the values are read once for the unit,
    and those given since are remembered.
    """

    def read() -> dict[Any, int]:
        names = (getattr(model, column) for column in columns)
        rows = unit.session.execute(select(model.id, *names))
        return {tuple(values): row_id for row_id, *values in rows}

    name = f"taken.{model.__tablename__}.{'.'.join(columns)}"
    known = unit.once(name, read)
    if own is None and value in known:
        return True
    return bool(known.setdefault(value, own or NEW) != (own or NEW))

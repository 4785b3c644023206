"""The totals that a plan announces in print, to be compared with its actions.

Published plans print totals by sector and by funder that are not the sums of their
lines (`planning.md` 0.8, T6, T7). They are typed as they were printed, kept beside the
plan as one setting, and never corrected.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from zlib import crc32

from sqlalchemy import select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of
from commune_desk.services.programming import actions
from commune_desk.storage.models import Sector, Setting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

    Lines = dict[str, dict[str, int]]

WHOLE_PLAN = 0
"""The year of a total that is announced for all years."""

ALL = "all"
"""The total of all sectors and funders."""

ANNOUNCED_FIELDS: dict[str, Text] = {
    "subject": N_("Total of"),
    "year": N_("Year"),
    "amount": N_("Total announced"),
    "commune": N_("Part of the commune announced"),
    "share": N_("% announced"),
}


def key_of(year: int, subject: str) -> str:
    """Name a line in the setting."""
    return f"{year}/{subject}"


@dataclass(frozen=True)
class Announce(Command[int]):
    """Type a total as it is printed."""

    label: ClassVar[Text] = N_("Announced total")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int | None
    values: Mapping[str, Any]
    """`subject`, `year` (none for the whole plan), `amount`, `commune`, `share`."""

    def apply(self, unit: Unit) -> int:
        """Keep the line; refuse one that is there already."""
        plan = plan_of(unit, self.plan_id)
        lines = _kept(unit, plan.id)
        year = self.values.get("year") or WHOLE_PLAN
        key = key_of(year, self.values["subject"])
        if key in lines:
            text = N_("This total was announced already.")
            raise Rejected([Issue(Severity.ERROR, text, field="subject")])
        lines[key] = {n: _plain(self.values[n]) for n in _FIGURES if n in self.values}
        _keep(unit, plan.id, lines)
        return number_of(key)


@dataclass(frozen=True)
class ReviseAnnounced(Command[None]):
    """Correct a figure that was typed as announced."""

    label: ClassVar[Text] = N_("Correct an announced total")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int | None
    key: str
    field: str
    value: Money | Share | None

    def apply(self, unit: Unit) -> None:
        """Change the figure, or take it away."""
        plan = plan_of(unit, self.plan_id)
        lines = _kept(unit, plan.id)
        if self.key not in lines:
            raise Stale
        lines[self.key].pop(self.field, None)
        if self.value is not None:
            lines[self.key][self.field] = _plain(self.value)
        _keep(unit, plan.id, lines)


@dataclass(frozen=True)
class RemoveAnnounced(Command[None]):
    """Take announced totals away."""

    label: ClassVar[Text] = N_("Remove announced totals")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int | None
    keys: tuple[str, ...]

    def apply(self, unit: Unit) -> None:
        """Take them all away."""
        plan = plan_of(unit, self.plan_id)
        lines = _kept(unit, plan.id)
        for key in self.keys:
            if lines.pop(key, None) is None:
                raise Stale
        _keep(unit, plan.id, lines)


@dataclass(frozen=True, slots=True)
class AnnouncedRow:
    """A total as it was announced, and what the actions make."""

    id: int
    plan_id: int | None
    key: str
    subject: str
    name: Text | str
    year: int | None
    amount: Money | None
    commune: Money | None
    share: Share | None
    found: Money
    """The sum of the actions, or of the contributions of a class."""

    @property
    def gap(self) -> Money | None:
        """How far the announced total is from the sum, either way."""
        if self.amount is None:
            return None
        return Money(abs(self.amount.francs - self.found.francs))


def announced_totals(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[AnnouncedRow]:
    """List the announced totals: those of the whole plan, then year by year."""
    lines = _read(session, scope.plan_id)
    if not lines:
        return []
    rows = actions(session, scope)
    names = subjects(session)
    found = []
    for key in sorted(lines, key=lambda k: _order(k, list(names))):
        year, _, subject = key.partition("/")
        figures = lines[key]
        row = AnnouncedRow(
            number_of(key),
            scope.plan_id,
            key,
            subject,
            names.get(subject, subject),
            int(year) or None,
            _money(figures.get("amount")),
            _money(figures.get("commune")),
            Share(figures["share"]) if "share" in figures else None,
            _sum(rows, subject, int(year) or None),
        )
        found.append(row)
    return [row for row in found if ids is None or row.id in ids]


def subjects(session: Session) -> dict[str, Text | str]:
    """Name what a total can be of: everything, a sector, a class of funders."""
    query = select(Sector.code, Sector.title).where(Sector.parent_id.is_(None))
    sectors = session.execute(query.order_by(Sector.code)).all()
    return {
        ALL: N_("All actions"),
        **{f"sector:{code}": title for code, title in sectors},
        **{f"funder:{who.value}": NAMES[who] for who in FunderClass},
    }


def number_of(key: str) -> int:
    """Number a line, always alike: tables know rows by numbers."""
    return crc32(key.encode())


def _sum(rows: Iterable[ActionRow], subject: str, year: int | None) -> Money:
    kind, _, name = subject.partition(":")
    if kind == "funder":
        return Money.total(
            gift.amount
            for row in rows
            for gift in row.given
            if gift.funder_class.value == name and year in {None, gift.year}
        )
    return Money.total(
        cost
        for row in rows
        if kind == ALL or row.sector_code == name
        for y, cost in row.costs.items()
        if year in {None, y}
    )


_FIGURES = ("amount", "commune", "share")


def _order(key: str, subjects_: list[str]) -> tuple[int, int]:
    year, _, subject = key.partition("/")
    place = subjects_.index(subject) if subject in subjects_ else len(subjects_)
    return int(year), place


def _money(francs: int | None) -> Money | None:
    return None if francs is None else Money(francs)


def _plain(value: Money | Share) -> int:
    return value.francs if isinstance(value, Money) else value.basis_points


def _name(plan_id: int | None) -> str:
    return f"announced.{plan_id}"


def _read(session: Session, plan_id: int | None) -> Lines:
    query = select(Setting.value).where(Setting.name == _name(plan_id))
    value = session.scalar(query)
    return json.loads(value) if value else {}


def _kept(unit: Unit, plan_id: int) -> Lines:
    """Read the lines once for a bulk act."""
    return unit.once(_name(plan_id), lambda: _read(unit.session, plan_id))


def _keep(unit: Unit, plan_id: int, lines: Lines) -> None:
    text = json.dumps(lines, ensure_ascii=False, sort_keys=True)
    name = _name(plan_id)

    def row() -> Setting:
        query = select(Setting).where(Setting.name == name)
        found = unit.session.scalar(query)
        if found is None:
            found = Setting(name=name, value=text)
            unit.session.add(found)
        return found

    unit.once(f"{name}.row", row).value = text

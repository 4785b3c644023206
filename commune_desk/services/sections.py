"""The sections of the plan’s document: commands and queries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.plan_document import DEEPEST, PARTS, numbered
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.templates import template
from commune_desk.storage.models import Section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

CONTENTS = "plan-sections"
"""Name of the template of the table of contents (`planning.md` 1.5)."""


def _rules(unit: Unit, row: Section) -> Iterator[Issue]:
    plan_of(unit, row.plan_id)
    key = (row.plan_id, row.position)
    if taken(unit, Section, ("plan_id", "position"), key, row.id):
        text = N_("The place {position} is already taken.", position=row.position)
        yield Issue(Severity.ERROR, text, field="position")
    if not 0 <= row.level <= DEEPEST:
        text = N_(
            "“{title}”: a level goes from 0 to {deepest}, not {level}.",
            title=row.title,
            deepest=DEEPEST,
            level=row.level,
        )
        yield Issue(Severity.ERROR, text, field="level")
    if row.part and row.part not in PARTS:
        text = N_(
            "“{title}”: there is no generated part “{part}”.",
            title=row.title,
            part=row.part,
        )
        yield Issue(Severity.ERROR, text, field="part")


SECTION = Entity(
    Section,
    N_("section “{title}”"),
    lambda row: row.title,
    {
        "position": N_("Order"),
        "title": N_("Section"),
        "level": N_("Level"),
        "part": N_("Generated part"),
        "annex": N_("Annex"),
        "text": N_("Text"),
        "hint": N_("What it should hold"),
    },
    _rules,
    frozenset({"position", "title"}),
)


@dataclass(frozen=True)
class AddSection(Add):
    """Add a section; without a place it stands last."""

    label: ClassVar[Text] = N_("Add a section")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SECTION

    def apply(self, unit: Unit) -> int:
        """Add it at its place."""
        values = dict(self.values)
        plan = plan_of(unit, values.get("plan_id"))
        if values.get("position") is None:
            last = select(func.max(Section.position)).where(Section.plan_id == plan.id)
            values["position"] = (unit.session.scalar(last) or 0) + 1
        return Add.apply(_Placed(values), unit)

    def describe(self, unit: Unit) -> Text:
        """Name the section."""
        return Add.describe(_Placed({"position": 0, **self.values}), unit)


@dataclass(frozen=True)
class _Placed(Add):
    """A section that has its place."""

    entity: ClassVar[Entity] = SECTION


@dataclass(frozen=True)
class ReviseSection(Revise):
    """Correct a section, or write its text."""

    label: ClassVar[Text] = N_("Correct a section")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SECTION


@dataclass(frozen=True)
class RemoveSections(Remove):
    """Remove sections with their texts; the journal keeps these."""

    label: ClassVar[Text] = N_("Remove sections")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SECTION


@dataclass(frozen=True)
class MoveSection(Command[None]):
    """Let a section change places with its neighbour."""

    label: ClassVar[Text] = N_("Move a section")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    step: int
    """-1 towards the beginning, 1 towards the end."""

    def apply(self, unit: Unit) -> None:
        """Change both places; at either end nothing moves."""
        row = SECTION.get(unit, self.id)
        plan_of(unit, row.plan_id)
        query = select(Section).where(Section.plan_id == row.plan_id)
        all_ = list(unit.session.scalars(query.order_by(Section.position)))
        at = all_.index(row)
        if not 0 <= at + self.step < len(all_):
            return
        other = all_[at + self.step]
        here, there = row.position, other.position
        row.position = -1  # both at once would break the uniqueness halfway
        unit.settle()
        other.position = here
        unit.settle()
        row.position = there

    def describe(self, unit: Unit) -> Text:
        """Name the section."""
        return N_("{label}: {title}", label=self.label, title=_title(unit, self.id))


@dataclass(frozen=True)
class TakeContents(Command[int]):
    """Take the usual table of contents into a plan that has none yet."""

    label: ClassVar[Text] = N_("Take the usual table of contents")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int

    def apply(self, unit: Unit) -> int:
        """Add its sections; refuse where the plan has some."""
        plan = plan_of(unit, self.plan_id)
        count = select(func.count()).where(Section.plan_id == plan.id)
        known = unit.session.scalar(count.select_from(Section)) or 0
        if known:
            text = N_(
                "“{title}” has {count} sections already: change them one by one.",
                title=plan.title,
                count=known,
            )
            raise Rejected([Issue(Severity.ERROR, text)])
        lines = template(CONTENTS)
        for position, line in enumerate(lines, start=1):
            section = Section(
                plan_id=plan.id,
                position=position,
                title=line["Section"],
                level=int(line["Niveau"]),
                part=line["Partie générée"],
                annex=line["Annexe"] == "oui",
                hint=line["À écrire"],
            )
            SECTION.check(unit, section)
            unit.add(section)
        return len(lines)


def _title(unit: Unit, row_id: int) -> str:
    return str(SECTION.get(unit, row_id).title)


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section, with the number that its place gives it."""

    id: int
    position: int
    title: str
    level: int
    part: str
    annex: bool
    text: str
    hint: str
    number: str = ""
    """“4.2”, “A3”; empty for what stands before the first section."""


def sections(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[SectionRow]:
    """List the sections in their order: the text, then its annexes."""
    query = select(
        Section.id,
        Section.position,
        Section.title,
        Section.level,
        Section.part,
        Section.annex,
        Section.text,
        Section.hint,
    )
    here = query.where(Section.plan_id == scope.plan_id)
    found: list[Any] = list(session.execute(here.order_by(Section.position)))
    numbers = numbered([(row.level, row.annex) for row in found])
    rows = [
        replace(SectionRow(*fields), number=number)
        for (*fields,), number in zip(found, numbers, strict=True)
    ]
    return [row for row in rows if ids is None or row.id in ids]

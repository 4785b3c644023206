"""Headings of papers as data: what a region's file puts in the place of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Stale
from commune_desk.domain.headings import OFFICIAL
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.storage.models import Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

    Named = Callable[[str, Text], Text | str]


def official(session: Session, paper: str) -> Named:
    """Give the headings of one paper: the replacement kept under a key, or ours."""
    query = select(Heading.key, Heading.title).where(Heading.paper == paper)
    kept = {key: title for key, title in session.execute(query) if title}

    def named(key: str, default: Text) -> Text | str:
        return kept.get(key, default)

    return named


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """One heading that can be replaced, with what replaces it."""

    id: int
    """Its place in the list: most headings have no record of their own."""

    paper: str
    name: Text
    """Title of the paper."""

    key: str
    default: Text
    title: str
    source: str


def headings(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[HeadingRow]:
    """List every heading that can be replaced, paper by paper."""
    query = select(Heading.paper, Heading.key, Heading.title, Heading.source)
    kept = {(paper, key): words for paper, key, *words in session.execute(query)}
    rows = [
        HeadingRow(number, paper, ours["paper"], key, default, *(words or ("", "")))
        for number, (paper, ours, key, default) in enumerate(
            (
                (paper, ours, key, default)
                for paper, ours in OFFICIAL.items()
                for key, default in ours.items()
            ),
            start=1,
        )
        for words in (kept.get((paper, key)),)
    ]
    return [row for row in rows if ids is None or row.id in ids]


@dataclass(frozen=True)
class ReplaceHeading(Command[None]):
    """Put another heading in the place of ours; an empty one gives ours back."""

    label: ClassVar[Text] = N_("Replace a heading")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    paper: str
    key: str
    field: str
    """`title` or `source`."""

    value: str

    def apply(self, unit: Unit) -> None:
        """Keep it, or forget the record once it says nothing."""
        if self.key not in OFFICIAL.get(self.paper, {}):
            raise Stale
        query = select(Heading).where(
            Heading.paper == self.paper, Heading.key == self.key
        )
        row = unit.session.scalar(query)
        if row is None and not self.value:
            return
        if row is None:
            row = Heading(paper=self.paper, key=self.key, title="")
            unit.session.add(row)
        setattr(row, self.field, self.value)
        if not row.title and not row.source:
            unit.session.delete(row)
        unit.settle()

    def describe(self, unit: Unit) -> Text:
        """Name the heading."""
        del unit
        ours = OFFICIAL[self.paper]
        return N_(
            "Heading “{heading}”, {paper}",
            heading=ours[self.key],
            paper=ours["paper"],
        )

"""Papers that are printed together, by their use: for the council, for the prefect.

The program brings some along (`selections.csv`, all of them working proposals); one
that a commune saves under the same name takes its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.paper_names import paper_titles
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.reference import is_sure, reference
from commune_desk.storage.models import PrintSelection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

FILE = "selections.csv"
_BETWEEN = re.compile(r"[\s;,]+")


def papers_in(typed: str) -> tuple[str, ...]:
    """Read names of documents, however they are separated."""
    return tuple(name for name in _BETWEEN.split(typed.strip()) if name)


def _rules(unit: Unit, row: PrintSelection) -> Iterator[Issue]:
    for other in unit.session.scalars(select(PrintSelection)):
        if other.id != row.id and fold(other.name) == fold(row.name):
            text = N_("There is already a selection “{name}”.", name=other.name)
            yield Issue(Severity.ERROR, text, "PRINT-1", field="name")
    papers = papers_in(row.papers)
    for place, name in enumerate(papers):
        if name not in paper_titles():
            text = N_("“{name}” is not the name of a document.", name=name)
            yield Issue(Severity.ERROR, text, "PRINT-2", field="papers")
        if name in papers[:place]:
            text = N_("“{name}” is in the selection twice.", name=name)
            yield Issue(Severity.ERROR, text, "PRINT-3", field="papers")


SELECTION = Entity(
    PrintSelection,
    N_("selection “{title}”"),
    lambda row: row.name,
    {
        "name": N_("Use"),
        "title": N_("Title of the booklet"),
        "papers": N_("Documents"),
        "session": N_("Names the session"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"name", "papers"}),
)


@dataclass(frozen=True)
class AddSelection(Add):
    """Save papers that are printed together."""

    label: ClassVar[Text] = N_("Save a selection of papers")
    needs: ClassVar[Permission] = Permission.EDIT_PAPERS
    entity: ClassVar[Entity] = SELECTION


@dataclass(frozen=True)
class ReviseSelection(Revise):
    """Rename a selection, or change what is in it."""

    label: ClassVar[Text] = N_("Change a selection of papers")
    needs: ClassVar[Permission] = Permission.EDIT_PAPERS
    entity: ClassVar[Entity] = SELECTION


@dataclass(frozen=True)
class RemoveSelections(Remove):
    """Forget selections; those of the program come back."""

    label: ClassVar[Text] = N_("Remove selections of papers")
    needs: ClassVar[Permission] = Permission.EDIT_PAPERS
    entity: ClassVar[Entity] = SELECTION


@dataclass(frozen=True)
class SaveSelection(Command[int]):
    """Keep the papers chosen under a name; what it held before is replaced.

    Over one of the program its cover and its session are taken along.
    """

    label: ClassVar[Text] = N_("Save a selection of papers")
    needs: ClassVar[Permission] = Permission.EDIT_PAPERS

    name: str
    papers: tuple[str, ...]

    def apply(self, unit: Unit) -> int:
        """Save them; return the number of the selection."""
        kept = {fold(each.name): each for each in selections(unit.session)}
        before = kept.get(fold(self.name))
        papers = " ".join(self.papers)
        if before is not None and before.id is not None:
            row: PrintSelection = SELECTION.get(unit, before.id)
            row.papers = papers
            with unit.session.no_autoflush:
                SELECTION.check(unit, row)
            return before.id
        row = PrintSelection(name=" ".join(self.name.split()), papers=papers)
        if before is not None:
            row.title, row.session = before.title, before.session
        with unit.session.no_autoflush:
            SELECTION.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name it, and count its papers."""
        del unit
        return N_(
            "Selection “{name}” ({count})", name=self.name, count=len(self.papers)
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Papers for one use, as a list to choose from shows them."""

    name: str
    title: str
    """What the cover says."""

    papers: tuple[str, ...]
    """Names of documents, in the order of the booklet."""

    session: bool = False
    """Whether the cover names the session of the council."""

    id: int | None = None
    """The record of the dossier; None for one that came with the program."""

    sure: bool = True
    """Whether it rests on a text, or is a working proposal."""


def selections(session: Session) -> list[Selection]:
    """List those of the program, each as the dossier has it, then the others."""
    own = {
        fold(row.name): Selection(
            row.name,
            row.title or row.name,
            papers_in(row.papers),
            row.session,
            row.id,
        )
        for row in session.scalars(select(PrintSelection).order_by(PrintSelection.name))
    }
    shipped = {fold(each.name): each for each in _shipped()}
    return [
        *(own.get(key, each) for key, each in shipped.items()),
        *(each for key, each in own.items() if key not in shipped),
    ]


def selection(session: Session, name: str) -> Selection:
    """Find a selection; raise `Rejected` with the names there are."""
    known = selections(session)
    found = next((each for each in known if fold(each.name) == fold(name)), None)
    if found is None:
        names = "; ".join(each.name for each in known)
        text = N_(
            "There is no selection “{name}”; there are: {names}.",
            name=name,
            names=names,
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    return found


def _shipped() -> list[Selection]:
    papers: dict[str, list[str]] = {}
    heads: dict[str, dict[str, str]] = {}
    for line in reference(FILE):
        name = line["Sélection"]
        papers.setdefault(name, []).append(line["Document"])
        heads.setdefault(name, line)
    return [
        Selection(
            name,
            line["Titre du cahier"],
            tuple(papers[name]),
            line["Séance"] == "oui",
            sure=is_sure(line),
        )
        for name, line in heads.items()
    ]


class SelectionRow(NamedTuple):
    """A selection that the commune saved, as the table shows it."""

    id: int
    name: str
    title: str
    papers: str
    session: bool
    note: str

    @property
    def titles(self) -> Text:
        """What its documents are called."""
        known = paper_titles()
        found = tuple(known.get(name, name) for name in papers_in(self.papers))
        return N_("{titles}", titles=found)


def saved_selections(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[SelectionRow]:
    """List the selections that the commune saved."""
    query = select(
        PrintSelection.id,
        PrintSelection.name,
        PrintSelection.title,
        PrintSelection.papers,
        PrintSelection.session,
        PrintSelection.note,
    ).order_by(PrintSelection.name)
    if ids is not None:
        query = query.where(PrintSelection.id.in_(ids))
    return [SelectionRow._make(row) for row in session.execute(query)]

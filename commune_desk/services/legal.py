"""Legal texts that acts refer to: dated data, and how sure each is.

They are lines of `legal-texts.csv`: a law that changes is a line that ends and another
that begins. What was not read in the text itself is marked, on paper too. A dossier may
add lines, or put one in the place of one of ours; a line that is not in force on a day
takes ours out of the acts of that day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.reference import is_sure, reference
from commune_desk.storage.models import LegalTextLine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

FILE = "legal-texts.csv"
USES: dict[str, Text] = {
    "plan": N_("Adoption of the plan"),
    "revision": N_("Revision of the plan"),
    "budget": N_("Budget and account"),
}
"""Acts that name legal texts."""


@dataclass(frozen=True, slots=True)
class LegalText:
    """A text as an act names it: “la loi n° …”."""

    title: str
    sure: bool


class LegalTextRow(NamedTuple):
    """A line of the dossier."""

    id: int
    replaces: str
    title: str
    use: str
    since: dt.date
    until: dt.date | None
    sure: bool
    source: str


def legal_texts(
    session: Session, use: str, on: dt.date | None = None
) -> list[LegalText]:
    """List the texts in force on a day, or today's where no day is known."""
    own = own_texts(session)
    taken = {row.replaces for row in own}
    ours = {line["Clé"]: line["Pour"].split(",") for line in reference(FILE)}
    found: list[LegalText] = []
    for line in reference(FILE):
        if line["Clé"] in taken:
            found += [
                LegalText(row.title, row.sure)
                for row in own
                if row.replaces == line["Clé"] and _serves(row, use, ours, on)
            ]
        elif use in ours[line["Clé"]] and _between(*_days(line), on):
            found.append(LegalText(line["Texte"], is_sure(line)))
    return found + [
        LegalText(row.title, row.sure)
        for row in own
        if not row.replaces and _serves(row, use, ours, on)
    ]


def _serves(
    row: LegalTextRow, use: str, ours: dict[str, list[str]], on: dt.date | None
) -> bool:
    uses = [row.use] if row.use else ours.get(row.replaces, [])
    return use in uses and _between(row.since, row.until, on)


def _days(line: dict[str, str]) -> tuple[dt.date, dt.date | None]:
    until = dt.date.fromisoformat(line["Au"]) if line["Au"] else None
    return dt.date.fromisoformat(line["Du"]), until


def _between(since: dt.date, until: dt.date | None, on: dt.date | None) -> bool:
    if on is None:
        return until is None
    return since <= on and (until is None or on <= until)


def shipped_texts() -> list[tuple[str, str]]:
    """Give key and title of each text of the program."""
    return [(line["Clé"], line["Texte"]) for line in reference(FILE)]


def _rules(_: Unit, row: LegalTextLine) -> Iterator[Issue]:
    if not row.replaces and not row.use:
        text = N_("“{title}”: say for which acts it is.", title=row.title)
        yield Issue(Severity.ERROR, text, "LEGAL-1", field="use")
    if row.until is not None and row.until < row.since:
        text = N_(
            "“{title}” ends on {until}, before it begins on {since}.",
            title=row.title,
            until=row.until,
            since=row.since,
        )
        yield Issue(Severity.ERROR, text, "LEGAL-2", field="until")


LEGAL_TEXT = Entity(
    LegalTextLine,
    N_("legal text “{title}”"),
    lambda row: row.title,
    {
        "replaces": N_("In the place of"),
        "title": N_("Text, as an act names it"),
        "use": N_("Acts that name it"),
        "since": N_("In force from"),
        "until": N_("In force until"),
        "sure": N_("Verified"),
        "source": N_("Source"),
    },
    _rules,
    frozenset({"title", "since"}),
)


@dataclass(frozen=True)
class AddLegalText(Add):
    """Add a legal text that acts name."""

    label: ClassVar[Text] = N_("Add a legal text")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = LEGAL_TEXT


@dataclass(frozen=True)
class ReviseLegalText(Revise):
    """Correct a legal text."""

    label: ClassVar[Text] = N_("Correct a legal text")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = LEGAL_TEXT


@dataclass(frozen=True)
class RemoveLegalTexts(Remove):
    """Remove legal texts; those of the program come back."""

    label: ClassVar[Text] = N_("Remove legal texts")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = LEGAL_TEXT


def own_texts(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[LegalTextRow]:
    """List the texts of the dossier, the oldest first."""
    line = LegalTextLine
    query = select(
        line.id, line.replaces, line.title, line.use, line.since, line.until,
        line.sure, line.source,
    ).order_by(line.since, line.id)  # fmt: skip
    if ids is not None:
        query = query.where(line.id.in_(ids))
    return [LegalTextRow._make(row) for row in session.execute(query)]

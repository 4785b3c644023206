"""What the commune writes into a paper of a year: printed before its closing lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.paper_names import paper_titles
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.storage.models import PaperText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: PaperText) -> Iterator[Issue]:
    if row.paper not in paper_titles():
        text = N_("“{name}” is not the name of a document.", name=row.paper)
        yield Issue(Severity.ERROR, text, "PRINT-2", field="paper")
    before = record_of(unit.session, row.paper, row.year)
    if before not in {None, row.id}:
        text = N_(
            "“{name}” has its text for {year} already.",
            name=row.paper,
            year=str(row.year),
        )
        yield Issue(Severity.ERROR, text, "PRINT-4", field="year")


PAPER_TEXT = Entity(
    PaperText,
    N_("text of “{title}”"),
    lambda row: f"{row.paper}, {row.year}",
    {
        "paper": N_("Document"),
        "year": N_("Year"),
        "text": N_("Text"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"paper", "year"}),
)


@dataclass(frozen=True)
class AddPaperText(Add):
    """Write a text for a paper of a year."""

    label: ClassVar[Text] = N_("Write a text for a paper")
    needs: ClassVar[Permission] = Permission.EDIT_PAPERS
    entity: ClassVar[Entity] = PAPER_TEXT


@dataclass(frozen=True)
class RevisePaperText(Revise):
    """Change the text of a paper."""

    label: ClassVar[Text] = N_("Change the text of a paper")
    needs: ClassVar[Permission] = Permission.EDIT_PAPERS
    entity: ClassVar[Entity] = PAPER_TEXT


@dataclass(frozen=True)
class RemovePaperTexts(Remove):
    """Take texts out of papers."""

    label: ClassVar[Text] = N_("Remove texts of papers")
    needs: ClassVar[Permission] = Permission.EDIT_PAPERS
    entity: ClassVar[Entity] = PAPER_TEXT


class PaperTextRow(NamedTuple):
    """A text, as the table shows it."""

    id: int
    paper: str
    year: int
    text: str
    note: str


def paper_texts(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PaperTextRow]:
    """List the texts, paper by paper, the latest year first."""
    columns = (
        PaperText.id, PaperText.paper, PaperText.year, PaperText.text, PaperText.note,
    )  # fmt: skip
    query = select(*columns).order_by(PaperText.paper, PaperText.year.desc())
    if ids is not None:
        query = query.where(PaperText.id.in_(ids))
    return [PaperTextRow._make(row) for row in session.execute(query)]


def text_of(session: Session, paper: str, year: int) -> str:
    """Give what was written for a paper of a year; empty for nothing."""
    query = select(PaperText.text).where(
        PaperText.paper == paper, PaperText.year == year
    )
    return session.scalar(query) or ""


def record_of(session: Session, paper: str, year: int) -> int | None:
    """Give the record of that text; None where none was begun."""
    query = select(PaperText.id).where(PaperText.paper == paper, PaperText.year == year)
    return session.scalar(query)

"""The texts that a commune writes into its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.prose import passages
from commune_desk.domain.text import N_, Text
from commune_desk.services.paper_names import paper_titles
from commune_desk.services.paper_texts import (
    PAPER_TEXT,
    AddPaperText,
    RemovePaperTexts,
    RevisePaperText,
    paper_texts,
)
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.services.paper_texts import PaperTextRow

_text = fields_of(PAPER_TEXT, RevisePaperText)


def _papers(*_: Any) -> Sequence[Choice]:
    return [Choice(name, title, (name,)) for name, title in paper_titles().items()]


def _titled(row: PaperTextRow) -> Text:
    paper = paper_titles().get(row.paper, row.paper)
    return N_("{paper}, {year}", paper=paper, year=str(row.year))


def _beginning(row: PaperTextRow) -> str:
    """Give the first words, without their marks."""
    first = next((p for p in passages(row.text) if p.text), None)
    return first.text if first else ""


PAPER_TEXTS: Table[PaperTextRow] = Table(
    name="paper_texts",
    title=N_("Texts of papers"),
    purpose=N_(
        "What the commune says in its own words in a paper of a year; begun under"
        " Documents, printed before the closing lines."
    ),
    rows=paper_texts,
    reads={"paper_texts": "id"},
    columns=always(
        _text("paper", Kind.CHOICE, width=26, choices=_papers),
        _text("year", Kind.YEAR, width=8),
        Column("begins", N_("Its beginning"), _beginning, width=60),
        _text("text", Kind.PROSE, width=60, shown=False),
        _text("note", width=24, shown=False),
    ),
    identity=("paper", "year"),
    add=lambda _, values: AddPaperText(known(values)),
    remove=lambda rows: RemovePaperTexts(tuple(row.id for row in rows)),
    record="paper_texts",
    required=frozenset({"paper", "year"}),
    row_title=_titled,
)

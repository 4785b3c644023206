"""The legal texts of a dossier: further visas of its acts, or others than ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.legal import (
    LEGAL_TEXT,
    USES,
    AddLegalText,
    RemoveLegalTexts,
    ReviseLegalText,
    own_texts,
    shipped_texts,
)
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.services.legal import LegalTextRow

_text = fields_of(LEGAL_TEXT, ReviseLegalText)


def _ours(*_: Any) -> Sequence[Choice]:
    return [Choice(key, title, (key,)) for key, title in shipped_texts()]


def _uses(*_: Any) -> Sequence[Choice]:
    return [Choice(key, title, (key,)) for key, title in USES.items()]


LEGAL_TEXTS: Table[LegalTextRow] = Table(
    name="legal_texts",
    title=N_("Legal texts of acts"),
    purpose=N_(
        "What the acts of this commune name behind “considering”, besides the texts of"
        " the program or in their place."
    ),
    rows=own_texts,
    reads={"legal_texts": "id"},
    columns=always(
        _text("title", width=60),
        _text("use", Kind.CHOICE, width=22, choices=_uses),
        _text("replaces", Kind.CHOICE, width=40, choices=_ours),
        _text("since", Kind.DATE, width=12),
        _text("until", Kind.DATE, width=12),
        _text("sure", Kind.FLAG, width=9),
        _text("source", width=30, shown=False),
    ),
    identity=("title", "use"),
    add=lambda _, values: AddLegalText(known(values)),
    remove=lambda rows: RemoveLegalTexts(tuple(row.id for row in rows)),
    record="legal_texts",
    required=frozenset({"title", "since"}),
    row_title=lambda row: row.title,
)

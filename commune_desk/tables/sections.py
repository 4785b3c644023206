"""The sections of the plan’s document, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.plan_document import PARTS, words_in
from commune_desk.domain.text import N_
from commune_desk.services.sections import (
    SECTION,
    AddSection,
    RemoveSections,
    ReviseSection,
    sections,
)
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope
    from commune_desk.services.sections import SectionRow

_section = fields_of(SECTION, ReviseSection)


def _parts(_session: Session, _scope: Scope) -> Sequence[Choice]:
    return [Choice(name, title, (name,)) for name, title in PARTS.items()]


def _add(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    known = {key: value for key, value in values.items() if value is not None}
    return AddSection({"plan_id": scope.plan_id, **known})


SECTIONS: Table[SectionRow] = Table(
    name="sections",
    title=N_("Sections of the document"),
    purpose=N_(
        "The table of contents of the plan: what is written, what is generated."
    ),
    rows=sections,
    reads={"sections": None},
    columns=always(
        _section("position", Kind.INTEGER, width=7),
        Column("number", N_("No."), lambda row: row.number, Kind.CODE, 7),
        _section("title", width=48),
        _section("level", Kind.INTEGER, width=7),
        _section("part", Kind.CHOICE, width=30, choices=_parts),
        _section("annex", Kind.FLAG, width=8),
        Column(
            "words",
            N_("Words"),
            lambda row: words_in(row.text),
            Kind.INTEGER,
            8,
            adds=True,
        ),
        _section("hint", width=40, shown=False),
        _section("text", Kind.PROSE, width=40, shown=False),
    ),
    identity=("position",),
    add=_add,
    remove=lambda rows: RemoveSections(tuple(row.id for row in rows)),
    record="sections",
    required=frozenset({"title"}),
    row_title=lambda row: f"{row.number} {row.title}".strip(),
    empty=N_("No section yet."),
    fills=("plan",),
)

"""What committees of a type must have: lists of the desk, replaceable by a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.committee_types import (
    CONFLICT,
    TYPE,
    TYPE_SEAT,
    AddCommitteeType,
    AddPostConflict,
    AddTypeSeat,
    RemoveCommitteeTypes,
    RemovePostConflicts,
    RemoveTypeSeats,
    ReviseCommitteeType,
    RevisePostConflict,
    ReviseTypeSeat,
    committee_types,
    post_conflicts,
    share_of,
    type_seats,
)
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.committee_types import ConflictRow, TypeRow, TypeSeatRow
    from commune_desk.services.scope import Scope

_type = fields_of(TYPE, ReviseCommitteeType)
_seat = fields_of(TYPE_SEAT, ReviseTypeSeat)
_conflict = fields_of(CONFLICT, RevisePostConflict)
PROPOSAL = N_("“no”: a working proposal, to be adapted to the statutes.")


def known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what was typed."""
    return {key: value for key, value in values.items() if value is not None}


def _add_type(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = known(values)
    if "women_share" in given:
        given["women_share"] = share_of(given["women_share"])
    return AddCommitteeType(given)


def type_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the types of committee, under their titles and codes."""
    return [
        Choice(row.id, row.title, (row.code,))
        for row in committee_types(session, scope)
    ]


COMMITTEE_TYPES: Table[TypeRow] = Table(
    name="committee_types",
    title=N_("Types of committee"),
    purpose=N_("What committees of a type must be: form, mandate, women, acts."),
    rows=committee_types,
    reads={"committee_types": "id"},
    columns=always(
        _type("code", Kind.CODE, width=10),
        _type("title", width=34, also=("Type",)),
        _type("legal_form", width=28),
        _type("term_months", Kind.INTEGER, width=9),
        _type("women_least", Kind.INTEGER, width=8, also=("Femmes au moins",)),
        Column(
            "women_share",
            TYPE.fields["women_share"],
            lambda row: row.women_share,
            Kind.SHARE,
            10,
            edit=lambda row, value: ReviseCommitteeType(
                row.id, "women_share", share_of(value)
            ),
            also=("Part de femmes",),
        ),
        _type("needs_receipt", Kind.FLAG, width=8, also=("Acte exigé",)),
        _type("sure", Kind.FLAG, width=6, note=PROPOSAL),
        _type("water", Kind.FLAG, width=6, shown=False),
        _type("stock", Kind.FLAG, width=6, shown=False),
        _type("purpose", width=30, shown=False, also=("Objet",)),
        _type("source", width=30, shown=False),
        _type("active", Kind.FLAG, width=8, shown=False),
    ),
    identity=("code",),
    add=_add_type,
    remove=lambda rows: RemoveCommitteeTypes(tuple(row.id for row in rows)),
    record="committee_types",
    required=frozenset({"code", "title"}),
    row_title=lambda row: row.title,
    empty=N_("No type of committee yet."),
)

TYPE_SEATS: Table[TypeSeatRow] = Table(
    name="type_seats",
    title=N_("Seats of the types"),
    purpose=N_("The posts that a new committee of each type begins with."),
    rows=type_seats,
    reads={"type_seats": "id", "committee_types": None},
    columns=always(
        _seat(
            "type_id",
            Kind.CHOICE,
            width=30,
            choices=type_choices,
            shown=False,
            also=("Type",),
        ),
        _seat("position", Kind.INTEGER, width=6),
        _seat("title", width=34),
        _seat("key_post", Kind.FLAG, width=9),
        _seat("bureau", Kind.FLAG, width=9),
        _seat("ex_officio", Kind.FLAG, width=9),
        _seat("woman", Kind.FLAG, width=9),
        _seat("literate", Kind.FLAG, width=9),
        _seat("source", width=30, shown=False),
    ),
    levels=(Level(lambda row: (row.type, row.type_id), lambda row: row.type),),
    identity=("type_id", "position"),
    add=lambda _, values: AddTypeSeat(known(values)),
    remove=lambda rows: RemoveTypeSeats(tuple(row.id for row in rows)),
    record="type_seats",
    required=frozenset({"type_id", "position", "title"}),
    carries=("type_id",),
    row_title=lambda row: f"{row.type} – {row.title}",
    empty=N_("No seat yet."),
)

POST_CONFLICTS: Table[ConflictRow] = Table(
    name="post_conflicts",
    title=N_("Incompatible posts"),
    purpose=N_("Posts that one person may not hold together: refused, or only told."),
    rows=post_conflicts,
    reads={"post_conflicts": "id"},
    columns=always(
        _conflict(
            "first",
            width=28,
            note=N_("With the code of a type (“CGS: …”) also across two committees."),
        ),
        _conflict("second", width=28),
        _conflict("refused", Kind.FLAG, width=8),
        _conflict("legal", width=50),
        _conflict("sure", Kind.FLAG, width=6, note=PROPOSAL),
    ),
    identity=("first", "second"),
    add=lambda _, values: AddPostConflict(known(values)),
    remove=lambda rows: RemovePostConflicts(tuple(row.id for row in rows)),
    record="post_conflicts",
    required=frozenset({"first", "second"}),
    row_title=lambda row: f"{row.first} – {row.second}",
    empty=N_("No incompatible posts yet."),
)

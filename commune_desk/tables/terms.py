"""People, seats and terms. The telephone of a person stays in the dossier."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import AgeClass, Sex
from commune_desk.domain.text import N_
from commune_desk.services.persons import (
    PERSON,
    AddPerson,
    RemovePersons,
    RevisePerson,
    persons,
)
from commune_desk.services.registry import book
from commune_desk.services.seats import SEAT, AddSeat, RemoveSeats, ReviseSeat, seats
from commune_desk.services.term_lists import terms
from commune_desk.services.terms import TERM, AddTerm, RemoveTerms, ReviseTerm
from commune_desk.tables.choices import members, village_choices
from commune_desk.tables.committee_types import known
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.persons import PersonRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.seats import SeatRow
    from commune_desk.services.term_lists import TermRow

_person = fields_of(PERSON, RevisePerson)
_seat = fields_of(SEAT, ReviseSeat)
_term = fields_of(TERM, ReviseTerm)
SEXES = members(Sex, {Sex.WOMAN: ("F", "Féminin"), Sex.MAN: ("H", "M", "Masculin")})
AGES = members(AgeClass, {AgeClass.ELDER: ("âgé", "âgée")})


def person_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the people; the village tells those of one name apart."""
    rows = persons(session, scope)
    often = Counter(row.name for row in rows)
    villages = {c.value: c.title for c in village_choices(session, scope)}

    def called(row: PersonRow) -> str:
        village = villages.get(row.village_id, "–")
        return f"{row.name} – {village}" if often[row.name] > 1 else row.name

    return [Choice(row.id, called(row)) for row in rows]


def seat_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the seats: “CGS de Diakele – Trésorier”."""
    return [
        Choice(post.id, f"{each.committee.name} – {post.title}")
        for each in book(session)
        for post in each.posts
    ]


def _kept(_row: Any, _value: Any) -> None:
    """Leave closed what a term is about: another one is noted instead."""


PERSONS: Table[PersonRow] = Table(
    name="persons",
    title=N_("People"),
    purpose=N_("Who holds or held a post. A telephone never leaves the dossier alone."),
    rows=persons,
    reads={"persons": "id", "terms": None, "villages": None},
    columns=always(
        _person("name", width=34),
        _person("sex", Kind.CHOICE, width=10, choices=SEXES),
        _person("age_class", Kind.CHOICE, width=12, choices=AGES),
        _person("village_id", Kind.CHOICE, width=20, choices=village_choices),
        _person("literate", Kind.FLAG, width=12),
        Column("terms", N_("Terms"), lambda row: row.terms, Kind.INTEGER, 9),
        _person(
            "phone",
            width=14,
            shown=False,
            private=True,
            note=N_("Stays here: no paper, list or file holds it unless asked for."),
        ),
        _person("note", width=30, shown=False),
    ),
    identity=("name", "village_id"),
    add=lambda _, values: AddPerson(known(values)),
    remove=lambda rows: RemovePersons(tuple(row.id for row in rows)),
    record="persons",
    required=frozenset({"name"}),
    row_title=lambda row: row.name,
    empty=N_("Nobody yet: people come with the election of a bureau."),
    fills=("committee-sheet", "committee-directory"),
)

SEATS: Table[SeatRow] = Table(
    name="seats",
    title=N_("Seats"),
    purpose=N_("The posts of each committee, as its type or its statutes have them."),
    rows=seats,
    reads={"seats": "id", "committees": None},
    columns=always(
        _seat(
            "committee_id",
            Kind.CHOICE,
            width=30,
            choices=committee_choices,
            shown=False,
        ),
        _seat("position", Kind.INTEGER, width=6),
        _seat("title", width=36),
        _seat("from_on", Kind.DATE, width=12),
        _seat("until_on", Kind.DATE, width=12),
        _seat("key_post", Kind.FLAG, width=9),
        _seat("bureau", Kind.FLAG, width=9),
        _seat("ex_officio", Kind.FLAG, width=9),
        _seat("woman", Kind.FLAG, width=9),
        _seat("literate", Kind.FLAG, width=9),
        _seat("note", width=30, shown=False),
    ),
    levels=(Level(lambda row: row.committee, lambda row: row.committee),),
    identity=("committee_id", "title"),
    add=lambda _, values: AddSeat(known(values)),
    remove=lambda rows: RemoveSeats(tuple(row.id for row in rows)),
    record="seats",
    required=frozenset({"committee_id", "position", "title", "from_on"}),
    carries=("committee_id",),
    row_title=lambda row: f"{row.committee} – {row.title}",
    empty=N_("No seat yet: they come with the committees."),
)

TERMS: Table[TermRow] = Table(
    name="terms",
    title=N_("Mandates"),
    purpose=N_("Who held which post, from when to when; nothing is ever overwritten."),
    rows=terms,
    reads={
        "terms": "id",
        **dict.fromkeys(("seats", "persons", "committees", "villages", "settings")),
    },
    columns=always(
        Column(
            "seat_id",
            TERM.fields["seat_id"],
            lambda row: row.seat_id,
            Kind.CHOICE,
            40,
            edit=_kept,
            choices=seat_choices,
            shown=False,
            also=("Poste du comité",),
        ),
        Column("post", N_("Post"), lambda row: row.post, width=20),
        Column(
            "person_id",
            TERM.fields["person_id"],
            lambda row: row.person_id,
            Kind.CHOICE,
            31,
            edit=_kept,
            choices=person_choices,
        ),
        _term("begins_on", Kind.DATE, width=12),
        _term("ends_on", Kind.DATE, width=12),
        _term("left_on", Kind.DATE, width=12),
        Column("state", N_("State"), lambda row: row.state, width=18),
        _term("left_reason", width=26, shown=False),
        _term("elected", Kind.FLAG, width=8, shown=False),
        _term("alternate", Kind.FLAG, width=10, shown=False),
        _term("note", width=30, shown=False),
    ),
    levels=(Level(lambda row: row.committee, lambda row: row.committee),),
    identity=("seat_id", "person_id", "begins_on"),
    add=lambda _, values: AddTerm(known(values)),
    remove=lambda rows: RemoveTerms(tuple(row.id for row in rows)),
    record="terms",
    required=frozenset({"seat_id", "person_id", "begins_on"}),
    carries=("seat_id",),
    row_title=lambda row: f"{row.post} – {row.person}",
    empty=N_("No mandate yet: elect a bureau from the page of its committee."),
    fills=("committee-sheet", "committee-directory", "terms-to-renew", "renewal-kit"),
)

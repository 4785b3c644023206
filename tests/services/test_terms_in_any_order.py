"""Terms in any order: no seat has two holders on one day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry import Register, register
from sample import build

from commune_desk.domain.errors import DeskError
from commune_desk.services.persons import AddPerson
from commune_desk.services.term_lists import TermRow, terms
from commune_desk.services.terms import (
    AddTerm,
    ElectBureau,
    Elected,
    RemoveTerms,
    ReplaceHolder,
    ReviseTerm,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def listed(cgs: Register) -> list[TermRow]:
    with cgs.small.store.reading() as session:
        return terms(session)


FIRST = dt.date(2020, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: FIRST + dt.timedelta(days=n * 30))
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("elect"), DAYS, st.integers(0, 3)),
        st.tuples(st.just("replace"), DAYS, st.integers(0, 3)),
        st.tuples(st.just("leave"), DAYS, st.integers(0, 8)),
        st.tuples(st.just("begin"), DAYS, st.integers(0, 3)),
        st.tuples(st.just("undo"), DAYS, st.integers(0, 0)),
    ),
    max_size=14,
)


def _deed(cgs: Register, ids: list[int], deed: tuple[str, dt.date, int]) -> Any:
    name, on, number = deed
    seat = cgs.seats["Président"]
    match name:
        case "elect":
            who = (Elected(seat, ids[number]),)
            return ElectBureau(cgs.committee, on, who, "renouvellement")
        case "replace":
            return ReplaceHolder(on, Elected(seat, ids[number]), "départ")
        case "begin":
            values = {"seat_id": seat, "person_id": ids[number], "begins_on": on}
            return AddTerm(values)
    rows = listed(cgs)
    if not rows:
        return None
    row = rows[number % len(rows)]
    return ReviseTerm(row.id, "left_on", on)


@pytest.fixture(scope="module")
def lasting() -> Iterator[tuple[Register, list[int]]]:
    small = build()
    cgs = register(small)
    ids = [small.desk.do(AddPerson({"name": f"Personne {n}"})) for n in range(4)]
    yield cgs, ids
    small.store.close()


@settings(max_examples=40, deadline=None)
@given(deeds=DEEDS)
def test_whatever_the_order_no_seat_has_two_holders_on_one_day(
    lasting: tuple[Register, list[int]], deeds: list[tuple[str, dt.date, int]]
) -> None:
    cgs, ids = lasting
    for row in listed(cgs):
        cgs.small.desk.do(RemoveTerms((row.id,)))
    for deed in deeds:
        if deed[0] == "undo":
            if listed(cgs):
                cgs.small.desk.undo()
            continue
        command = _deed(cgs, ids, deed)
        try:
            if command is not None:
                cgs.small.desk.do(command)
        except DeskError:
            continue
    own = [t for t in cgs.known().tenures if not t.alternate]
    for at, one in enumerate(own):
        for other in own[at + 1 :]:
            assert one.meets(other) is None, (one, other)

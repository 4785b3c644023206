"""The register: seats laid out, bureaux elected, findings that come and go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from registry import Register, register
from sample import FRENCH, content

from commune_desk.domain.committees import ActKind, CommitteeState, Sex
from commune_desk.domain.errors import Rejected
from commune_desk.domain.terms import Standing
from commune_desk.services.actions import RemoveActions
from commune_desk.services.committee_acts import AddAct, RemoveActs
from commune_desk.services.committee_links import LinkCommittee, NameCommittee
from commune_desk.services.committees import (
    AddCommittee,
    RemoveCommittees,
    ReviseCommittee,
    committees,
)
from commune_desk.services.installations import (
    AddBreakdown,
    AddInstallation,
    ReviseBreakdown,
    ReviseInstallation,
    installations,
)
from commune_desk.services.persons import AddPerson, RevisePerson
from commune_desk.services.registry import book
from commune_desk.services.settings import SetPreference
from commune_desk.services.sustainability import sheets
from commune_desk.services.term_lists import ending_soon, holders, terms, to_renew
from commune_desk.services.terms import (
    AddTerm,
    ElectBureau,
    Elected,
    LeaveSeat,
    RemoveTerms,
    ReplaceHolder,
)

if TYPE_CHECKING:
    from sample import Sample

DAY = dt.date(2026, 10, 31)
ELECTED = dt.date(2025, 1, 19)


@pytest.fixture
def cgs(small: Sample) -> Register:
    return register(small)


def refused(small: Sample, command: Any) -> str:
    before = content(small.store)
    with pytest.raises(Rejected) as caught:
        small.desk.do(command)
    assert content(small.store) == before
    return FRENCH.say(caught.value.text).replace("\u00a0", " ")


def elect(cgs: Register, on: dt.date = ELECTED, **names: str) -> ElectBureau:
    named = names or {"Président": "Personne 1", "Trésorier": "Personne 2"}
    elected = tuple(
        Elected(cgs.seats[post], None, name, Sex.WOMAN, None, True)  # noqa: FBT003  who reads and writes
        for post, name in named.items()
    )
    return ElectBureau(cgs.committee, on, elected, "renouvellement", women=30, men=20)


def people(cgs: Register) -> dict[str, int]:
    with cgs.small.store.reading() as session:
        return {row.name: row_id for row_id, row in book(session).people.items()}


def listed(cgs: Register) -> list[Any]:
    with cgs.small.store.reading() as session:
        return terms(session)


def test_a_new_committee_has_the_seats_of_its_type(cgs: Register) -> None:
    posts = cgs.known().posts
    assert [post.title for post in posts][:2] == ["Président", "Trésorier"]
    assert {post.from_on for post in posts} == {dt.date(2020, 1, 1)}
    assert posts[1].literate
    assert posts[3].ex_officio
    cgs.small.desk.undo()
    with cgs.small.store.reading() as session:
        assert not list(book(session))


def test_its_seats_follow_another_day_of_creation_unless_terms_came_before(
    cgs: Register,
) -> None:
    later = dt.date(2021, 5, 2)
    cgs.small.desk.do(ReviseCommittee(cgs.committee, "created_on", later))
    assert {post.from_on for post in cgs.known().posts} == {later}
    cgs.small.desk.do(elect(cgs, dt.date(2021, 6, 1)))
    late = ReviseCommittee(cgs.committee, "created_on", dt.date(2022, 1, 1))
    assert "un mandat commence le 01/06/2021" in refused(cgs.small, late)


def test_a_whole_bureau_is_elected_in_one_step_and_taken_back_in_one(
    cgs: Register,
) -> None:
    before = content(cgs.small.store)
    cgs.small.desk.do(elect(cgs))
    states = {s.post.title: s for s in cgs.known().states(DAY)}
    president = states["Président"]
    assert president.holder is not None
    assert president.holder.name == "Personne 1"
    assert president.holder.ends_on == dt.date(2028, 1, 18)
    assert states["Commissaire aux comptes"].standing is Standing.VACANT
    cgs.small.desk.undo()
    assert content(cgs.small.store) == before


def test_a_second_election_closes_the_first_and_overwrites_nothing(
    cgs: Register,
) -> None:
    cgs.small.desk.do(elect(cgs))
    again = dt.date(2026, 1, 18)
    who = Elected(cgs.seats["Président"], people(cgs)["Personne 1"])
    command = ElectBureau(cgs.committee, again, (who,), "réélue")
    cgs.small.desk.do(command)
    own = [row for row in listed(cgs) if row.post == "Président"]
    assert [(r.begins_on, r.left_on) for r in own] == [(again, None), (ELECTED, again)]
    assert own[1].ends_on == dt.date(2028, 1, 18)
    assert own[1].left_reason == "réélue"
    state = next(s for s in cgs.known().states(DAY) if s.post.title == "Président")
    assert state.terms == 2


def test_who_leaves_needs_a_reason(cgs: Register) -> None:
    cgs.small.desk.do(elect(cgs))
    who = Elected(cgs.seats["Président"], None, "Personne 9")
    nameless = ElectBureau(cgs.committee, dt.date(2026, 1, 18), (who,))
    assert "Motif" in refused(cgs.small, nameless)


def test_one_seat_is_replaced_and_the_mandate_is_ended_by_who_follows(
    cgs: Register,
) -> None:
    cgs.small.desk.do(elect(cgs))
    on = dt.date(2026, 3, 1)
    who = Elected(cgs.seats["Trésorier"], None, "Personne 3")
    cgs.small.desk.do(ReplaceHolder(on, who, "départ"))
    rows = listed(cgs)
    (then,) = holders(rows, dt.date(2026, 2, 28), "trésorière")
    (now,) = holders(rows, on, "Trésorier")
    assert (then.person, now.person) == ("Personne 2", "Personne 3")
    assert now.ends_on == dt.date(2028, 1, 18)


def test_leaving_asks_for_a_reason_and_happens_once(cgs: Register) -> None:
    cgs.small.desk.do(elect(cgs))
    row = next(row for row in listed(cgs) if row.post == "Trésorier")
    on = dt.date(2026, 7, 1)
    assert "Motif" in refused(cgs.small, LeaveSeat(row.id, on, " "))
    early = LeaveSeat(row.id, dt.date(2024, 1, 1), "décès")
    assert "ne peut pas finir le 01/01/2024" in refused(cgs.small, early)
    cgs.small.desk.do(LeaveSeat(row.id, on, "décès"))
    assert "a déjà quitté ce poste" in refused(cgs.small, LeaveSeat(row.id, on, "x"))
    state = next(s for s in cgs.known().states(DAY) if s.post.title == "Trésorier")
    assert (state.standing, state.days) == (Standing.VACANT, (DAY - on).days)


def test_no_two_holders_no_term_before_the_seat_no_clash(cgs: Register) -> None:
    small = cgs.small
    small.desk.do(elect(cgs))
    seat, person = cgs.seats["Trésorier"], people(cgs)["Personne 1"]
    values = {"seat_id": seat, "person_id": person}
    second = AddTerm({**values, "begins_on": dt.date(2026, 1, 1)})
    assert "deux titulaires le 01/01/2026" in refused(small, second)
    early = AddTerm({**values, "begins_on": dt.date(2019, 1, 1)})
    assert "le poste n’existe que depuis le 01/01/2020" in refused(small, early)
    treasurer = people(cgs)["Personne 2"]
    auditor = Elected(cgs.seats["Commissaire aux comptes"], treasurer)
    clash = ReplaceHolder(dt.date(2026, 1, 1), auditor)
    assert "cumul incompatible (usage)" in refused(small, clash)
    empty = ElectBureau(cgs.committee, DAY, ())
    assert "personne n’a été nommé" in refused(small, empty)


def test_an_election_of_the_past_never_moves_a_leaving_that_is_noted(
    cgs: Register,
) -> None:
    cgs.small.desk.do(elect(cgs))
    cgs.small.desk.do(elect(cgs, dt.date(2026, 1, 18), Président="Personne 8"))
    before = {row.id: row.left_on for row in listed(cgs)}
    past = elect(cgs, dt.date(2025, 6, 1), Président="Personne 7")
    assert "deux titulaires" in refused(cgs.small, past)
    assert {row.id: row.left_on for row in listed(cgs)} == before


def test_two_of_one_name_in_one_village_are_told_apart(cgs: Register) -> None:
    values = {"name": "Personne 5", "village_id": cgs.small.village}
    cgs.small.desk.do(AddPerson(values))
    text = refused(cgs.small, AddPerson({**values, "name": "PERSONNE  5"}))
    assert "N’Tiobougou" in text
    cgs.small.desk.do(AddPerson({"name": "Personne 5"}))


def test_terms_that_end_within_ninety_days(cgs: Register) -> None:
    cgs.small.desk.do(elect(cgs, dt.date(2024, 1, 14)))
    rows = listed(cgs)
    assert len(list(ending_soon(rows, DAY, 90))) == 2
    assert not list(ending_soon(rows, DAY, 60))
    later = dt.date(2027, 2, 1)
    assert not list(ending_soon(rows, later, 90))
    assert len(list(to_renew(rows, later, 90))) == 2


def test_what_a_committee_serves_and_runs_is_named_and_unknown_names_are_refused(
    cgs: Register,
) -> None:
    small = cgs.small
    unknown = LinkCommittee(cgs.committee, "villages", "Nulle part")
    assert "Nulle part" in refused(small, unknown)
    small.desk.do(LinkCommittee(cgs.committee, "communes", "Dembela"))
    code = "1.1"
    small.desk.do(LinkCommittee(cgs.committee, "actions", code, small.plan))
    with small.store.reading() as session:
        (row,) = committees(session, small.scope)
        (sheet,) = sheets(session, small.scope)
    assert (row.communes, row.actions) == ("Dembela", code)
    assert sheet.committee_id == cgs.committee
    small.desk.do(NameCommittee(small.action, None))
    with small.store.reading() as session:
        assert committees(session, small.scope)[0].actions == ""
    small.desk.do(NameCommittee(small.action, cgs.committee))
    small.desk.do(RemoveActions((small.action,)))
    with small.store.reading() as session:
        assert committees(session, small.scope)[0].actions == ""


def test_a_committee_with_a_past_is_dissolved_not_removed(cgs: Register) -> None:
    cgs.small.desk.do(elect(cgs))
    text = refused(cgs.small, RemoveCommittees((cgs.committee,)))
    assert "a un passé (3 fiches" in text
    other = {"name": "Autre", "type_id": cgs.type_id, "created_on": DAY}
    made = cgs.small.desk.do(AddCommittee(other))
    cgs.small.desk.do(RemoveCommittees((made,)))
    state = CommitteeState.DISSOLVED
    cgs.small.desk.do(ReviseCommittee(cgs.committee, "state", state))
    assert cgs.findings() == []


def test_breakdowns_set_the_state_and_count_the_days(cgs: Register) -> None:
    small = cgs.small
    made = small.desk.do(AddInstallation({"title": "Pompe"}))
    broken = {"installation_id": made, "broken_on": dt.date(2026, 10, 1)}
    row_id = small.desk.do(AddBreakdown(broken))
    with small.store.reading() as session:
        (row,) = installations(session)
    assert (row.state.value, row.broken_days, row.days) == (
        "installation_broken", 30, 30,
    )  # fmt: skip
    twice = AddBreakdown({**broken, "broken_on": dt.date(2026, 10, 5)})
    assert "n’est pas réparée" in refused(small, twice)
    small.desk.do(ReviseBreakdown(row_id, "repaired_on", dt.date(2026, 10, 11)))
    with small.store.reading() as session:
        (row,) = installations(session)
    assert (row.state.value, row.days) == ("installation_working", 10)


def test_finding_17_comes_with_an_orphan_installation_and_goes_with_its_committee(
    cgs: Register,
) -> None:
    values = {"title": "Pompe", "served_from": dt.date(2026, 1, 1)}
    made = cgs.small.desk.do(AddInstallation(values))
    (issue,) = cgs.findings("PLAN-17")
    assert "Pompe" in FRENCH.say(issue.text)
    cgs.small.desk.do(ReviseInstallation(made, "committee_id", cgs.committee))
    assert cgs.findings("PLAN-17") == []


def test_finding_18_comes_with_the_end_of_a_mandate_and_goes_with_an_election(
    cgs: Register,
) -> None:
    cgs.small.desk.do(elect(cgs, dt.date(2022, 1, 1)))
    (issue,) = cgs.findings("PLAN-18")
    assert "2 mandats expirés" in FRENCH.say(issue.text)
    cgs.small.desk.do(elect(cgs, DAY, Président="Personne 4", Trésorier="Personne 6"))
    assert cgs.findings("PLAN-18") == []


def test_finding_19_comes_with_few_women_and_goes_with_one_more(small: Sample) -> None:
    cgs = register(small, women_least=2)
    small.desk.do(elect(cgs))
    assert cgs.findings("PLAN-19") == []
    small.desk.do(RevisePerson(people(cgs)["Personne 1"], "sex", Sex.MAN))
    (issue,) = cgs.findings("PLAN-19")
    assert "1 sur 2" in FRENCH.say(issue.text).replace("\u202f", " ")
    small.desk.do(SetPreference("committees.women", "30"))
    assert len(cgs.findings("PLAN-19")) == 1


def test_finding_21_tells_clashes_kept_from_before_and_treasuries(
    cgs: Register,
) -> None:
    small = cgs.small
    small.desk.do(elect(cgs))
    for number in (2, 3):
        values = {"name": f"CGS {number}", "type_id": cgs.type_id,
                  "created_on": dt.date(2020, 1, 1)}  # fmt: skip
        other = small.desk.do(AddCommittee(values))
        with small.store.reading() as session:
            posts = book(session).by_id[other].posts
        seat = next(post.id for post in posts if post.title == "Trésorier")
        person = people(cgs)["Personne 2"]
        made = small.desk.do(ReplaceHolder(ELECTED, Elected(seat, person)))
    (issue,) = cgs.findings("PLAN-21")
    assert "tient 3 trésoreries" in FRENCH.say(issue.text)
    small.desk.do(RemoveTerms((made,)))
    assert cgs.findings("PLAN-21") == []


def test_finding_22_comes_without_an_act_and_goes_with_it(small: Sample) -> None:
    cgs = register(small, needs_receipt=True)
    (issue,) = cgs.findings("PLAN-22")
    assert "existence légale non établie" in FRENCH.say(issue.text)
    values = {"committee_id": cgs.committee, "kind": ActKind.RECEIPT, "number": "9"}
    made = small.desk.do(AddAct(values))
    assert cgs.findings("PLAN-22") == []
    small.desk.do(RemoveActs((made,)))
    assert len(cgs.findings("PLAN-22")) == 1

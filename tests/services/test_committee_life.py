"""Commands of the life of committees; findings that appear and disappear."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH

from commune_desk.domain.committee_lights import LightState
from commune_desk.domain.committees import ComplaintState, MeetingKind, Sex
from commune_desk.domain.errors import Rejected
from commune_desk.domain.visits import Trend
from commune_desk.services.committee_types import AddCommitteeType, AddTypeSeat
from commune_desk.services.committees import AddCommittee
from commune_desk.services.complaints import (
    AddComplaint,
    ReviseComplaint,
    complaints,
    tallies,
)
from commune_desk.services.grid_lists import AddGridClass, AddGridItem, RemoveGridItems
from commune_desk.services.life_review import of_life
from commune_desk.services.lights import lights, proposals
from commune_desk.services.meetings import (
    AddDecision,
    AddMeeting,
    RemoveMeetings,
    ReviseDecision,
    ReviseMeeting,
    decisions,
    meetings,
)
from commune_desk.services.obligations import AddObligation, ReviseObligation
from commune_desk.services.persons import AddPerson
from commune_desk.services.registry import book
from commune_desk.services.settings import SetPreference
from commune_desk.services.terms import AddTerm
from commune_desk.services.visit_lists import visits
from commune_desk.services.visits import (
    AddVisit,
    KeepVisit,
    RemoveVisits,
    ReviseVisit,
    ScoreVisit,
)

if TYPE_CHECKING:
    from sample import Sample

    from commune_desk.services.visit_lists import VisitRow

DAY = dt.date(2026, 10, 31)


@dataclass
class Lived:
    small: Sample
    committee: int
    kind: int
    items: list[int]

    def do(self, command: Any) -> Any:
        return self.small.desk.do(command)

    def codes(self) -> list[str]:
        with self.small.store.reading() as session:
            return [issue.code for issue in of_life(session)]

    def visits(self) -> list[VisitRow]:
        with self.small.store.reading() as session:
            return visits(session)

    def meet(self, kind: MeetingKind, day: dt.date, **more: Any) -> int:
        known = {"committee_id": self.committee, "kind": kind, "held_on": day, **more}
        return int(self.do(AddMeeting(known)))


@pytest.fixture
def lived(small: Sample) -> Lived:
    do = small.desk.do
    do(SetPreference("situation.date", "31/10/2026"))
    kind = do(AddCommitteeType({"code": "CPE", "title": "Point d’eau"}))
    seat = {"type_id": kind, "position": 1, "title": "Président", "key_post": True}
    do(AddTypeSeat(seat))
    for key, every in (("assembly", 12), ("meetings", 6)):
        known = {"type_id": kind, "key": key, "title": key, "every_months": every}
        do(AddObligation(known))
    made = {"name": "Pompe", "type_id": kind, "created_on": dt.date(2020, 1, 5)}
    committee = do(AddCommittee(made))
    items = [
        do(AddGridItem({"code": code, "theme": "Vie", "title": code, "key": key}))
        for code, key in (("A1", "bureau"), ("A2", ""))
    ]
    for lowest, title in ((0, "peu"), (3, "très")):
        do(AddGridClass({"lowest": lowest, "title": title}))
    return Lived(small, committee, kind, items)


def test_a_silent_committee_is_found_until_it_meets(lived: Lived) -> None:
    assert lived.codes() == ["PLAN-20", "PLAN-20"]
    day = dt.date(2026, 3, 1)
    lived.meet(MeetingKind.ACCOUNTS, day, accounts_shown=True)
    assert lived.codes() == ["PLAN-20"]
    bureau = lived.meet(MeetingKind.BUREAU, dt.date(2026, 9, 1))
    assert lived.codes() == ["PLAN-20"]
    lived.do(ReviseMeeting(bureau, "minutes", value=True))
    assert lived.codes() == []
    lived.do(SetPreference("situation.date", "15/04/2027"))
    assert lived.codes() == ["PLAN-20", "PLAN-20"]


def test_obligations_are_data(lived: Lived) -> None:
    with lived.small.store.reading() as session:
        assert len(book(session).by_id) == 1
    lived.do(ReviseObligation(1, "active", value=False))
    lived.do(ReviseObligation(2, "every_months", 120))
    assert lived.codes() == []
    again = {"type_id": lived.kind, "key": "assembly", "title": "Encore"}
    with pytest.raises(Rejected, match="already there"):
        lived.do(AddObligation(again))
    with pytest.raises(Rejected, match="no light"):
        lived.do(AddObligation({**again, "key": "moon"}))


def test_a_meeting_after_the_situation_is_refused(lived: Lived) -> None:
    with pytest.raises(Rejected, match="after the day of the situation"):
        lived.meet(MeetingKind.BUREAU, dt.date(2026, 11, 1))
    with pytest.raises(Rejected, match="created on"):
        lived.meet(MeetingKind.BUREAU, dt.date(2019, 1, 1))


def test_a_decision_is_late_until_it_is_done(lived: Lived) -> None:
    meeting = lived.meet(MeetingKind.ASSEMBLY, dt.date(2026, 6, 1))
    lived.meet(MeetingKind.BUREAU, dt.date(2026, 9, 1), minutes=True)
    due = dt.date(2026, 8, 1)
    known = {"meeting_id": meeting, "title": "Clôture", "due_on": due}
    decision = lived.do(AddDecision(known))
    assert lived.codes() == ["COM-20"]
    with lived.small.store.reading() as session:
        (row,) = decisions(session)
        assert row.late == 91
        assert next(r for r in meetings(session) if r.id == meeting).open == 1
    with pytest.raises(Rejected, match="before the meeting"):
        lived.do(ReviseDecision(decision, "done_on", dt.date(2026, 5, 1)))
    lived.do(ReviseDecision(decision, "done_on", dt.date(2026, 8, 20)))
    assert lived.codes() == []
    lived.do(RemoveMeetings((meeting,)))
    with lived.small.store.reading() as session:
        assert decisions(session) == []


def test_a_meeting_that_elected_is_not_removed(lived: Lived) -> None:
    meeting = lived.meet(MeetingKind.ELECTION, dt.date(2026, 6, 1))
    person = lived.do(AddPerson({"name": "Personne 1", "sex": Sex.WOMAN}))
    with lived.small.store.reading() as session:
        seat = book(session).by_id[lived.committee].posts[0].id
    term = {
        "seat_id": seat,
        "person_id": person,
        "begins_on": dt.date(2026, 6, 1),
        "meeting_id": meeting,
    }
    lived.do(AddTerm(term))
    with pytest.raises(Rejected, match="refer to it"):
        lived.do(RemoveMeetings((meeting,)))
    with lived.small.store.reading() as session:
        found = {x.key: x.state for x in lights(session, lived.committee, DAY)}
        assert found["bureau"] is LightState.OK
        assert proposals(session, lived.committee, DAY)["key_woman"] == 2


def test_a_visit_is_kept_with_its_grid_in_one_act(lived: Lived) -> None:
    first, second = lived.items
    day = dt.date(2026, 5, 4)
    values = {"committee_id": lived.committee, "made_on": day, "agent": "Agent 1",
              "remarks": "", "deadline": None, "settled_on": None}  # fmt: skip
    visit = lived.do(KeepVisit(values, {first: 2}))
    (row,) = lived.visits()
    assert (row.grid, row.total, row.score.whole) == ("A1=2", 2, False)
    lived.do(KeepVisit({**values, "agent": "Agent 2"}, {first: 1, second: 2}, visit))
    (row,) = lived.visits()
    assert (row.grid, row.score.title, row.agent) == ("A1=1 A2=2", "très", "Agent 2")
    lived.small.desk.undo()
    assert lived.visits()[0].grid == "A1=2"
    lived.small.desk.undo()
    assert lived.visits() == []


def test_the_second_visit_is_compared_with_the_first(lived: Lived) -> None:
    own = {"committee_id": lived.committee}
    lived.do(AddVisit({**own, "made_on": dt.date(2026, 1, 5), "grid": "A1=0 A2=1"}))
    lived.do(AddVisit({**own, "made_on": dt.date(2026, 6, 5), "grid": "A1=2 A2=1"}))
    last, first = lived.visits()
    assert (first.trend, last.trend) == (Trend.FIRST, Trend.UP)
    assert last.before == first.score
    with pytest.raises(Rejected, match="has no question"):
        lived.do(ScoreVisit(last.id, "B9=1"))
    with pytest.raises(Rejected, match="neither 0, 1 nor 2"):
        lived.do(ScoreVisit(last.id, "A1=3"))
    lived.do(ScoreVisit(last.id, "A1=0"))
    assert lived.visits()[0].grid == "A1=0"
    with pytest.raises(Rejected, match="refer to it"):
        lived.do(RemoveGridItems((lived.items[0],)))
    lived.do(RemoveVisits((first.id, last.id)))
    lived.do(RemoveGridItems((lived.items[0],)))


def test_remarks_past_their_deadline_are_found_until_settled(lived: Lived) -> None:
    lived.meet(MeetingKind.ASSEMBLY, dt.date(2026, 6, 1))
    lived.meet(MeetingKind.BUREAU, dt.date(2026, 9, 1), minutes=True)
    made = {"committee_id": lived.committee, "made_on": dt.date(2026, 5, 4)}
    until = dt.date(2026, 8, 31)
    visit = lived.do(AddVisit({**made, "remarks": "Caisse", "deadline": until}))
    assert lived.codes() == ["COM-21"]
    lived.do(ReviseVisit(visit, "settled_on", dt.date(2026, 9, 2)))
    assert lived.codes() == []
    with pytest.raises(Rejected, match="needs remarks"):
        lived.do(ReviseVisit(visit, "remarks", None))


def complain(lived: Lived, **more: Any) -> int:
    known = {"received_on": dt.date(2026, 9, 1), "subject": "Puits", **more}
    return int(lived.do(AddComplaint(known)))


def test_complaints_are_numbered_by_year_and_get_a_deadline(lived: Lived) -> None:
    complain(lived)
    complain(lived)
    complain(lived, received_on=dt.date(2025, 3, 1))
    with lived.small.store.reading() as session:
        rows = complaints(session)
    assert [row.reference for row in rows] == ["2/2026", "1/2026", "1/2025"]
    assert rows[0].due_on == dt.date(2026, 10, 1)
    with pytest.raises(Rejected, match="already that of another"):
        complain(lived, number=2)


def test_the_day_of_an_answer_makes_a_complaint_answered(lived: Lived) -> None:
    lived.meet(MeetingKind.ASSEMBLY, dt.date(2026, 6, 1))
    lived.meet(MeetingKind.BUREAU, dt.date(2026, 9, 1), minutes=True)
    case = complain(lived)
    assert lived.codes() == ["COM-22"]
    with pytest.raises(Rejected, match="before it was received"):
        lived.do(ReviseComplaint(case, "answered_on", dt.date(2026, 8, 1)))
    lived.do(ReviseComplaint(case, "answered_on", dt.date(2026, 9, 20)))
    assert lived.codes() == []
    with lived.small.store.reading() as session:
        assert complaints(session)[0].state is ComplaintState.ANSWERED
    lived.do(ReviseComplaint(case, "answered_on", None))
    assert lived.codes() == ["COM-22"]


def test_a_confidential_complaint_is_told_by_its_number(lived: Lived) -> None:
    complain(lived, confidential=True, complainant="MARQUE", subject="SECRET")
    with lived.small.store.reading() as session:
        said = [FRENCH.say(issue.text) for issue in of_life(session)]
        (row,) = complaints(session)
        counted = tallies([row], "category")
    assert any("1/2026 (en confidence)" in text for text in said)
    assert not any("SECRET" in text or "MARQUE" in text for text in said)
    assert "MARQUE" not in str(counted)
    assert (FRENCH.say(row.told), FRENCH.say(row.who)) == ("en confidence",) * 2

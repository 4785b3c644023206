"""Meetings, decisions, visits and complaints, by plain values."""

from __future__ import annotations

import datetime as dt

import pytest
from sample import FRENCH

from commune_desk.domain.committee_life import (
    Asked,
    Decided,
    Met,
    decision_refusals,
    late_decision,
    later,
    meeting_refusals,
    silence,
)
from commune_desk.domain.committees import ComplaintState, MeetingKind
from commune_desk.domain.complaints import Case, complaint_refusals, unanswered
from commune_desk.domain.issues import Record
from commune_desk.domain.visits import (
    Question,
    Score,
    Seen,
    Step,
    Trend,
    class_of,
    grid_on,
    late_remarks,
    score_of,
    trend_of,
    visit_refusals,
)

DAY = dt.date(2026, 10, 31)
CREATED = dt.date(2020, 1, 5)
HERE = Record("committees", 1)
CLASSES = (Step(32, "très"), Step(24, "dynamique"), Step(12, "peu"), Step(0, "non"))


def met(kind: MeetingKind, day: dt.date, *, minutes: bool = True) -> Met:
    return Met(kind, day, 10, 12, minutes=minutes)


def said(*held: Met, asked: Asked | None = None, day: dt.date = DAY) -> list[str]:
    wanted = asked or Asked(12, 6)
    found = silence("CGS", HERE, CREATED, held, wanted, day)
    return [FRENCH.say(issue.text).replace("\u00a0", " ") for issue in found]


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2026, 3, 15), -12, dt.date(2025, 3, 15)),
        (dt.date(2026, 12, 31), 6, dt.date(2027, 6, 30)),
    ],
)
def test_a_day_some_months_later(day: dt.date, count: int, expected: dt.date) -> None:
    assert later(day, count) == expected


def test_a_year_without_assembly_is_found_on_the_day_after_it() -> None:
    assembly = met(MeetingKind.ACCOUNTS, dt.date(2025, 10, 31))
    bureau = met(MeetingKind.BUREAU, dt.date(2026, 9, 1))
    assert said(assembly, bureau) == []
    (sentence,) = said(assembly, bureau, day=dt.date(2026, 11, 1))
    assert sentence == (
        "CGS : aucune assemblée générale depuis 12 mois (la dernière le 31/10/2025)."
    )


def test_a_meeting_of_the_bureau_counts_with_its_minutes_only() -> None:
    assembly = met(MeetingKind.ELECTION, dt.date(2026, 10, 1))
    without = met(MeetingKind.BUREAU, dt.date(2026, 10, 1), minutes=False)
    (sentence,) = said(assembly, without)
    assert "aucun procès-verbal du bureau noté depuis sa création" in sentence
    assert said(assembly, met(MeetingKind.BUREAU, dt.date(2026, 10, 1))) == []


def test_what_is_not_asked_is_not_missed() -> None:
    assert said(asked=Asked()) == []
    assert len(said(asked=Asked(12, 6))) == 2


def test_a_meeting_is_refused_before_the_committee_and_after_the_day() -> None:
    early = met(MeetingKind.BUREAU, dt.date(2019, 12, 31))
    late = met(MeetingKind.BUREAU, dt.date(2026, 11, 1))
    for each in (early, late):
        assert [i.field for i in meeting_refusals("CGS", each, CREATED, DAY)] == [
            "held_on"
        ]
    wrong = Met(MeetingKind.BUREAU, DAY, -1, 5, accounts_shown=True)
    fields = [i.field for i in meeting_refusals("CGS", wrong, CREATED, DAY)]
    assert fields == ["women", "accounts_shown"]


def test_a_decision_is_due_and_done_after_its_meeting() -> None:
    day = dt.date(2026, 5, 1)
    before = dt.date(2026, 4, 1)
    wrong = Decided("CGS", "Clôture", day, "", before, before)
    assert [i.field for i in decision_refusals(wrong, DAY)] == ["due_on", "done_on"]
    late = Decided("CGS", "Clôture", day, "", dt.date(2026, 10, 1))
    (issue,) = late_decision(late, HERE, DAY)
    assert "30 jours de retard (personne de désigné)" in FRENCH.say(issue.text)
    done = Decided("CGS", "Clôture", day, "", dt.date(2026, 10, 1), DAY)
    assert list(late_decision(done, HERE, DAY)) == []


@pytest.mark.parametrize(
    ("points", "title"),
    [(40, "très"), (32, "très"), (31, "dynamique"), (24, "dynamique"), (23, "peu"),
     (12, "peu"), (11, "non"), (0, "non")],
)  # fmt: skip
def test_the_class_of_so_many_points(points: int, title: str) -> None:
    assert class_of(points, CLASSES) == title


def test_a_grid_has_a_class_once_it_is_whole() -> None:
    grid = tuple(Question(n, f"Q{n}", "Vie", "?", n) for n in range(1, 21))
    part = score_of({1: 2, 2: 1, 99: 2}, grid, CLASSES)
    assert (part.points, part.answered, part.title) == (3, 2, "")
    whole = score_of(dict.fromkeys(range(1, 21), 2), grid, CLASSES)
    assert (whole.points, whole.most, whole.title) == (40, 40, "très")


def test_a_question_has_the_wording_of_its_day() -> None:
    new = dt.date(2026, 1, 1)
    old = Question(1, "A1", "Vie", "ancienne", 1)
    fresh = Question(2, "A1", "Vie", "nouvelle", 1, valid_from=new)
    gone = Question(3, "A2", "Vie", "retirée", 2, active=False)
    every = (fresh, old, gone)
    assert [q.title for q in grid_on(dt.date(2025, 12, 31), every)] == ["ancienne"]
    assert [q.title for q in grid_on(new, every)] == ["nouvelle"]


def test_the_trend_compares_whole_grids_only() -> None:
    few, many = Score(10, 20, 20, "non"), Score(30, 20, 20, "dynamique")
    part = Score(30, 15, 20)
    assert trend_of(many, few) is Trend.UP
    assert trend_of(few, many) is Trend.DOWN
    assert trend_of(few, few) is Trend.SAME
    assert trend_of(many, part) is trend_of(many, None) is Trend.FIRST


def test_remarks_are_late_until_they_are_settled() -> None:
    made, until = dt.date(2026, 7, 1), dt.date(2026, 9, 30)
    seen = Seen("CGS", made, "Tenir l’assemblée", until)
    (issue,) = late_remarks(seen, HERE, DAY)
    assert (issue.code, seen.late(DAY)) == ("COM-21", 31)
    settled = Seen("CGS", made, "Tenir l’assemblée", until, DAY)
    assert list(late_remarks(settled, HERE, DAY)) == []
    assert list(late_remarks(seen, HERE, until)) == []


def test_a_visit_is_refused_with_days_in_the_wrong_order() -> None:
    before = dt.date(2026, 6, 1)
    wrong = Seen("CGS", dt.date(2026, 7, 1), "", before, before)
    fields = [issue.field for issue in visit_refusals(wrong, DAY)]
    assert fields == ["deadline", "settled_on", "remarks"]
    coming = Seen("CGS", dt.date(2026, 11, 1))
    assert [issue.field for issue in visit_refusals(coming, DAY)] == ["made_on"]


def test_a_complaint_is_answered_after_it_came() -> None:
    received = dt.date(2026, 9, 1)
    early = dt.date(2026, 8, 1)
    wrong = Case(2026, 1, received, ComplaintState.ANSWERED, None, early)
    assert [i.field for i in complaint_refusals(wrong, DAY)] == ["answered_on"]
    other = Case(2025, 1, received, ComplaintState.CLOSED)
    fields = [i.field for i in complaint_refusals(other, DAY)]
    assert fields == ["year", "closed_on"]
    closed = Case(
        2026, 1, received, ComplaintState.CLOSED, None, DAY, dt.date(2026, 10, 1)
    )
    assert [i.field for i in complaint_refusals(closed, DAY)] == ["closed_on"]


def test_an_answer_is_late_until_it_is_given() -> None:
    received, due = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
    waits = Case(2026, 3, received, ComplaintState.IN_HAND, due)
    (issue,) = unanswered(waits, "Puits", HERE, DAY)
    told = FRENCH.say(issue.text).replace("\u00a0", " ")
    assert told == "Plainte n° 3/2026 (Puits) : sans réponse, 30 jours de retard."
    answered = Case(2026, 3, received, ComplaintState.ANSWERED, due, DAY)
    assert list(unanswered(answered, "Puits", HERE, DAY)) == []
    assert answered.days == 60

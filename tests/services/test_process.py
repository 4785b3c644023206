from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH

from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.errors import Rejected
from commune_desk.domain.making import Standing
from commune_desk.domain.process import StepState
from commune_desk.services.attaching import AttachFile
from commune_desk.services.council import (
    AddSession,
    AdoptPlan,
    ReviseSession,
    adoption_warnings,
    sessions,
)
from commune_desk.services.deadlines import AddDeadline, next_deadlines
from commune_desk.services.legal import (
    AddLegalText,
    RemoveLegalTexts,
    ReviseLegalText,
    legal_texts,
)
from commune_desk.services.plan_lists import plans
from commune_desk.services.plans import AddPlan, RemovePlans
from commune_desk.services.process import (
    AddStep,
    OpenProcess,
    RemoveSteps,
    ReviseStep,
    steps,
)
from commune_desk.services.process_review import of_process
from commune_desk.services.settings import SetPreference
from commune_desk.services.territory import ReviseCommune
from commune_desk.services.transmissions import (
    PrepareTransmissions,
    ReviseTransmission,
    recipients,
    transmissions,
)

if TYPE_CHECKING:
    from sample import Sample

    from commune_desk.services.council import SessionRow
    from commune_desk.services.process import StepRow

TODAY = dt.date(2026, 11, 26)
PDF = b"%PDF-1.4 minutes"
VOTE = {
    "held_on": dt.date(2023, 12, 28),
    "subject": "Adoption",
    "present": 14,
    "proxies": 2,
    "votes_for": 14,
    "votes_against": 0,
    "abstentions": 2,
    "deliberation": "2023-012",
}


def listed(small: Sample) -> list[StepRow]:
    with small.store.reading() as session:
        return steps(session, small.scope)


def codes(small: Sample, day: dt.date = TODAY) -> list[str]:
    with small.store.reading() as session:
        return [issue.code for issue in of_process(session, small.scope, day)]


def populated(small: Sample, people: int = 13_061) -> None:
    small.desk.do(ReviseCommune(1, "population", people))
    small.desk.do(ReviseCommune(1, "population_year", 2009))


def met(small: Sample, **values: Any) -> SessionRow:
    row_id = small.desk.do(AddSession({**VOTE, "plan_id": small.plan, **values}))
    with small.store.reading() as session:
        return next(row for row in sessions(session) if row.id == row_id)


def test_opening_the_process_adds_the_steps_once(small: Sample) -> None:
    assert small.desk.do(OpenProcess(small.plan)) == 14
    first = listed(small)[0]
    small.desk.do(ReviseStep(first.id, "title", "Bilan"))
    small.desk.do(RemoveSteps((listed(small)[5].id,)))
    assert small.desk.do(OpenProcess(small.plan)) == 1
    assert small.desk.do(OpenProcess(small.plan)) == 0
    assert [row.number for row in listed(small)] == list(range(14))
    assert listed(small)[0].title == "Bilan"


def test_without_a_plan_there_is_no_process(small: Sample) -> None:
    with pytest.raises(Rejected):
        small.desk.do(OpenProcess(None))


def test_a_number_is_given_once(small: Sample) -> None:
    small.desk.do(OpenProcess(small.plan))
    values = {"plan_id": small.plan, "number": 3, "title": "Encore"}
    with pytest.raises(Rejected):
        small.desk.do(AddStep(values))


def test_a_step_whose_day_is_typed_has_been_held_in_one_act(small: Sample) -> None:
    small.desk.do(OpenProcess(small.plan))
    step = listed(small)[1]
    small.desk.do(ReviseStep(step.id, "held_on", dt.date(2023, 5, 16)))
    assert listed(small)[1].state is StepState.HELD
    small.desk.undo()
    assert listed(small)[1].state is StepState.TO_COME


def test_a_paper_attached_is_no_longer_missing(small: Sample) -> None:
    small.desk.do(OpenProcess(small.plan))
    step = listed(small)[10]
    small.desk.do(ReviseStep(step.id, "held_on", dt.date(2024, 2, 20)))
    assert listed(small)[10].standing is Standing.COMPLETE
    step = listed(small)[9]
    small.desk.do(ReviseStep(step.id, "held_on", dt.date(2024, 1, 5)))
    assert listed(small)[9].standing is Standing.INCOMPLETE
    assert "PLAN-31" in codes(small)
    letter = {"kind": AttachmentKind.LETTER}
    small.desk.do(AttachFile(("process_steps", step.id), "b.pdf", PDF, letter))
    assert listed(small)[9].standing is Standing.COMPLETE
    assert "PLAN-31" not in codes(small)


def test_a_planned_day_that_passed_is_late(small: Sample) -> None:
    small.desk.do(OpenProcess(small.plan))
    small.desk.do(ReviseStep(listed(small)[2].id, "planned_on", dt.date(2024, 1, 1)))
    assert listed(small)[2].standing is Standing.LATE
    assert codes(small).count("PLAN-30") == 1
    assert "PLAN-30" not in codes(small, dt.date(2023, 12, 31))


def test_the_council_has_the_seats_of_its_population_unless_typed(
    small: Sample,
) -> None:
    assert met(small, present=None).bench.seats is None
    populated(small)
    row = met(small, held_on=dt.date(2023, 6, 1))
    assert (row.bench.seats, row.bench.quorum, row.quorate) == (17, 9, True)
    row = met(small, held_on=dt.date(2023, 7, 1), seats=16, present=8, votes_for=8)
    assert (row.bench.quorum, row.quorate, row.bench.typed) == (9, False, True)


def test_a_session_that_does_not_add_up_is_refused(small: Sample) -> None:
    populated(small)
    with pytest.raises(Rejected, match="more than the"):
        met(small, present=18)
    row = met(small)
    with pytest.raises(Rejected, match="voters"):
        small.desk.do(ReviseSession(row.id, "votes_against", 1))
    with pytest.raises(Rejected, match="is none"):
        small.desk.do(ReviseSession(row.id, "seats", 0))
    with pytest.raises(Rejected, match="Convened"):
        small.desk.do(ReviseSession(row.id, "convened_on", dt.date(2024, 1, 1)))


def test_a_vote_adopts_the_plan_for_good(small: Sample) -> None:
    populated(small)
    row = met(small)
    small.desk.do(AdoptPlan(row.id))
    with small.store.reading() as session:
        (plan,) = plans(session, small.scope)
        assert sessions(session)[0].adopted
    assert plan.adopted_on == dt.date(2023, 12, 28)
    assert plan.deliberation == "2023-012"
    assert small.desk.undo_label() is None
    with pytest.raises(Rejected, match="already adopted"):
        small.desk.do(AdoptPlan(row.id))


@pytest.mark.parametrize(
    "values",
    [
        {"votes_for": 6, "votes_against": 6, "abstentions": 4},
        {"votes_for": None, "votes_against": None, "abstentions": None},
        {"plan_id": None},
        {"present": None},
    ],
)
def test_a_lost_vote_none_or_one_on_no_plan_adopts_nothing(
    small: Sample, values: dict[str, Any]
) -> None:
    populated(small)
    row = met(small, **values)
    with pytest.raises(Rejected):
        small.desk.do(AdoptPlan(row.id))
    with small.store.reading() as session:
        assert plans(session, small.scope)[0].adopted_on is None


def test_adopting_late_or_without_quorum_warns_and_is_done(small: Sample) -> None:
    populated(small)
    day = dt.date(2024, 3, 2)
    row = met(small, held_on=day, present=8, votes_for=8, deliberation="")
    with small.store.reading() as session:
        warned = [issue.code for issue in adoption_warnings(session, row)]
    assert warned == ["PLAN-33", "PLAN-12"]
    small.desk.do(AdoptPlan(row.id))
    found = codes(small)
    assert found.count("PLAN-12") == 2
    assert "PLAN-33" in found
    assert "PLAN-35" in found
    with small.store.reading() as session:
        said = [FRENCH.say(i.text) for i in of_process(session, small.scope, TODAY)]
    lacking = next(text for text in said if "il manque" in text)
    for what in ("le numéro de la délibération", "le quorum", "le PV"):
        assert what in lacking


def test_minutes_on_the_session_complete_an_adoption(small: Sample) -> None:
    populated(small)
    row = met(small)
    small.desk.do(AdoptPlan(row.id))
    assert "PLAN-12" in codes(small)
    minutes = {"kind": AttachmentKind.MINUTES}
    small.desk.do(AttachFile(("council_sessions", row.id), "pv.pdf", PDF, minutes))
    assert "PLAN-12" not in codes(small)


def test_the_last_year_asks_for_the_next_process(small: Sample) -> None:
    assert "PLAN-13" in codes(small, dt.date(2028, 2, 1))
    later = small.desk.do(AddPlan({"title": "PDSEC 2029-2033", "first_year": 2029}))
    assert "PLAN-13" in codes(small, dt.date(2028, 2, 1))
    small.desk.do(OpenProcess(later))
    assert "PLAN-13" not in codes(small, dt.date(2028, 2, 1))


def test_a_plan_with_a_process_is_not_removed(small: Sample) -> None:
    later = small.desk.do(AddPlan({"title": "PDSEC 2029-2033", "first_year": 2029}))
    small.desk.do(OpenProcess(later))
    with pytest.raises(Rejected, match="refer to it"):
        small.desk.do(RemovePlans((later,)))


def test_the_usual_recipients_are_written_once(small: Sample) -> None:
    count = len(recipients())
    assert small.desk.do(PrepareTransmissions(small.plan)) == count
    assert small.desk.do(PrepareTransmissions(small.plan)) == 0
    with small.store.reading() as session:
        first = transmissions(session, small.scope)[0]
    small.desk.do(ReviseTransmission(first.id, "sent_on", dt.date(2026, 11, 1)))
    with pytest.raises(Rejected, match="comes before"):
        small.desk.do(ReviseTransmission(first.id, "received_on", dt.date(2026, 1, 1)))
    assert codes(small).count("PLAN-34") == 1
    small.desk.do(SetPreference("transmission.days", "60"))
    assert "PLAN-34" not in codes(small)


def test_what_comes_next_is_listed_by_date(small: Sample) -> None:
    small.desk.do(OpenProcess(small.plan))
    small.desk.do(ReviseStep(listed(small)[2].id, "planned_on", dt.date(2026, 11, 20)))
    met(small, held_on=dt.date(2026, 12, 1), subject="Budget 2027")
    budget = {"title": "Budget", "first_month": 10, "last_month": 10, "last_day": 31}
    small.desk.do(AddDeadline(budget))
    with small.store.reading() as session:
        found = next_deadlines(session, TODAY)
        assert len(next_deadlines(session, TODAY, 2)) == 2
    assert [each.days for each in found] == [-6, 5, 339]
    assert found[2].on == dt.date(2027, 10, 31)
    assert FRENCH.say(found[1].title).endswith("Budget 2027")
    with pytest.raises(Rejected):
        small.desk.do(AddDeadline(budget))


def cited(small: Sample, on: dt.date | None, use: str = "plan") -> set[str]:
    with small.store.reading() as session:
        return {text.title for text in legal_texts(session, use, on)}


def test_an_act_cites_the_texts_of_its_day(small: Sample) -> None:
    old = cited(small, dt.date(2018, 4, 1))
    new = cited(small, dt.date(2023, 12, 28))
    assert any("2017-051" in title for title in old)
    assert not any("2017-051" in title for title in new)
    assert any("2023-004" in title for title in new)
    with small.store.reading() as session:
        assert not all(text.sure for text in legal_texts(session, "plan"))


def test_a_dossier_puts_its_own_text_in_the_place_of_ours(small: Sample) -> None:
    day = dt.date(2024, 5, 1)
    before = cited(small, day)
    code = next(title for title in before if "2023-004" in title)
    further = {"title": "le règlement intérieur", "use": "plan"}
    small.desk.do(AddLegalText({**further, "since": dt.date(2024, 1, 1)}))
    assert cited(small, day) == before | {"le règlement intérieur"}
    assert cited(small, dt.date(2023, 12, 1)) == cited(small, day) - {
        "le règlement intérieur"
    }
    assert "le règlement intérieur" not in cited(small, day, "budget")
    own = {"title": "la loi relue", "replaces": "code-2023", "sure": True}
    made = small.desk.do(AddLegalText({**own, "since": dt.date(2023, 3, 13)}))
    assert "la loi relue" in cited(small, day)
    assert "la loi relue" in cited(small, day, "budget")
    assert code not in cited(small, day)
    small.desk.do(ReviseLegalText(made, "until", dt.date(2024, 4, 30)))
    assert not {code, "la loi relue"} & cited(small, day)
    small.desk.do(RemoveLegalTexts((made,)))
    assert code in cited(small, day)


def test_a_legal_text_without_acts_or_that_ends_before_it_begins_is_refused(
    small: Sample,
) -> None:
    facts = {"title": "un texte", "since": dt.date(2024, 1, 1)}
    with pytest.raises(Rejected):
        small.desk.do(AddLegalText(facts))
    with pytest.raises(Rejected):
        small.desk.do(
            AddLegalText({**facts, "use": "plan", "until": dt.date(2023, 1, 1)})
        )

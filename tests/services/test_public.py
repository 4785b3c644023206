"""Restitutions, recommendations, complaints with steps, and what the archive lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH

from commune_desk.domain.accountability import BodyLevel, RecommendationState
from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.committees import ComplaintState
from commune_desk.domain.errors import Rejected
from commune_desk.services.attaching import AttachFile
from commune_desk.services.bodies import AddBody, AddBodySession, RemoveBodies
from commune_desk.services.complaint_lists import AddCategory, AddStep, steps
from commune_desk.services.complaints import (
    AddComplaint,
    AnswerComplaint,
    complaints,
)
from commune_desk.services.missing_papers import missing_papers
from commune_desk.services.procedure_papers import AddProcedurePaper
from commune_desk.services.public_lists import presences, public_sessions, questions
from commune_desk.services.public_review import of_public
from commune_desk.services.public_sessions import (
    AddPublicSession,
    AddQuestion,
    KeepAttendance,
    RemovePublicSessions,
)
from commune_desk.services.recommendations import (
    AddRecommendation,
    RemoveRecommendations,
    ReviseRecommendation,
    recommendations,
)
from commune_desk.services.settings import SetPreference
from commune_desk.services.territory import AddVillage, RemoveVillages

if TYPE_CHECKING:
    from collections.abc import Callable

    from sample import Sample

HELD = dt.date(2026, 5, 16)


@dataclass
class Told:
    small: Sample
    session: int
    villages: tuple[int, int]

    def do(self, command: Any) -> Any:
        return self.small.desk.do(command)

    def read(self, query: Callable[[Any], Any]) -> Any:
        with self.small.store.reading() as session:
            return query(session)

    def codes(self) -> list[str]:
        found: list[str] = self.read(lambda s: [i.code for i in of_public(s)])
        return found

    def refused(self, command: Any) -> str:
        before = self.small.desk.undo_label()
        with pytest.raises(Rejected) as caught:
            self.do(command)
        assert self.small.desk.undo_label() == before
        said = " ".join(FRENCH.say(issue.text) for issue in caught.value.issues)
        return said.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def told(small: Sample) -> Told:
    do = small.desk.do
    do(SetPreference("situation.date", "31/10/2026"))
    villages = (do(AddVillage({"name": "Haut"})), do(AddVillage({"name": "Bas"})))
    session = do(AddPublicSession({"year": 2025, "held_on": HELD, "place": "Marché"}))
    return Told(small, session, villages)


def test_who_came_is_noted_in_one_step_and_undone_in_one(told: Told) -> None:
    high, low = told.villages
    told.do(KeepAttendance(told.session, {high: (4, 6, 3), low: (1, 0, 0)}))
    (row,) = told.read(public_sessions)
    assert (row.villages, row.women, row.men, row.young) == (2, 5, 6, 3)
    told.do(KeepAttendance(told.session, {low: (0, 0, 0)}))
    (left,) = told.read(presences)
    assert (left.village, left.present) == ("Haut", 10)
    told.small.desk.undo()
    assert len(told.read(presences)) == 2
    told.small.desk.undo()
    assert told.read(presences) == []


def test_more_young_people_than_people_are_refused_for_all_villages(
    told: Told,
) -> None:
    high, low = told.villages
    wrong = KeepAttendance(told.session, {high: (4, 6, 3), low: (1, 1, 9)})
    assert told.refused(wrong) == "Bas : 9 jeunes parmi 2 présents."
    assert told.read(presences) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"year": 2026, "held_on": dt.date(2026, 6, 1)},
            "l’exercice 2026 ne peut pas se tenir le 01/06/2026",
        ),
        (
            {"year": 2024, "held_on": HELD, "announced_on": dt.date(2026, 5, 20)},
            "Annoncée le 20/05/2026, après la séance du 16/05/2026",
        ),
        ({"year": 2025, "held_on": HELD}, "est déjà notée le 16/05/2026"),
        ({"year": 2028, "held_on": dt.date(2029, 1, 1)}, "2028 est encore à venir"),
    ],
)
def test_a_restitution_that_cannot_be_is_refused(
    told: Told, values: dict[str, Any], words: str
) -> None:
    assert words in told.refused(AddPublicSession(values))


def test_questions_and_recommendations_number_themselves_by_session(
    told: Told,
) -> None:
    other = told.do(AddPublicSession({"year": 2024, "held_on": dt.date(2025, 5, 2)}))
    for session, text in ((told.session, "A ?"), (told.session, "B ?"), (other, "C ?")):
        told.do(AddQuestion({"session_id": session, "question": text}))
    found = {row.question: row.number for row in told.read(questions)}
    assert found == {"A ?": 1, "B ?": 2, "C ?": 1}
    for session, text in ((told.session, "A"), (other, "B"), (other, "C")):
        told.do(AddRecommendation({"public_session_id": session, "title": text}))
    named = {row.title: row.number for row in told.read(recommendations)}
    assert named == {"A": 1, "B": 1, "C": 2}


def test_a_recommendation_is_late_until_it_is_carried_out(told: Told) -> None:
    values = {
        "public_session_id": told.session,
        "title": "Afficher les comptes",
        "owner": "le maire",
        "due_on": dt.date(2026, 10, 1),
    }
    made = told.do(AddRecommendation(values))
    assert told.codes() == ["PUB-02"]
    (row,) = told.read(recommendations)
    assert row.late == 30
    told.do(ReviseRecommendation(made, "done_on", dt.date(2026, 10, 20)))
    (row,) = told.read(recommendations)
    assert (row.state, told.codes()) == (RecommendationState.DONE, [])
    told.do(ReviseRecommendation(made, "state", RecommendationState.UNDER_WAY))
    (row,) = told.read(recommendations)
    assert (row.done_on, row.late) == (None, 30)


def test_a_recommendation_comes_from_one_session(told: Told) -> None:
    body = told.do(AddBody({"short": "C", "title": "Cadre", "level": BodyLevel.CERCLE}))
    sat = told.do(AddBodySession({"body_id": body, "held_on": HELD}))
    both = {"public_session_id": told.session, "body_session_id": sat}
    for sessions, count in ((both, 2), ({}, 0)):
        values = {"number": 1, "title": "Suivre", **sessions}
        assert f"ici de {count}" in told.refused(AddRecommendation(values))
    told.do(AddRecommendation({"title": "Suivre", "body_session_id": sat}))
    early = {"title": "Hier", "body_session_id": sat, "due_on": dt.date(2026, 5, 1)}
    assert "01/05/2026 est avant la séance" in told.refused(AddRecommendation(early))
    assert "sessions de cadres" in told.refused(RemoveBodies((body,)))


def test_a_body_sits_only_while_its_text_holds(told: Told) -> None:
    values = {
        "short": "CCOCSAD",
        "title": "Cadre de la commune",
        "level": BodyLevel.COMMUNE,
        "valid_from": dt.date(2008, 2, 21),
        "valid_until": dt.date(2023, 8, 3),
    }
    body = told.do(AddBody(values))
    late = AddBodySession({"body_id": body, "held_on": HELD})
    said = "CCOCSAD : son texte vaut du 21/02/2008 au 03/08/2023, pas le 16/05/2026."
    assert told.refused(late) == said
    turned = {**values, "valid_from": dt.date(2024, 1, 1), "short": "X"}
    assert "avant son début" in told.refused(AddBody(turned))


def test_what_hangs_together_is_not_torn(told: Told) -> None:
    high, _ = told.villages
    told.do(KeepAttendance(told.session, {high: (1, 0, 0)}))
    assert "villages présents" in told.refused(RemoveVillages((high,)))
    asked = {"public_session_id": told.session, "title": "Afficher"}
    made = told.do(AddRecommendation(asked))
    gone = RemovePublicSessions((told.session,))
    assert "recommandations" in told.refused(gone)
    told.do(RemoveRecommendations((made,)))
    told.do(gone)
    assert told.read(public_sessions) == told.read(presences) == []


def complaint(told: Told, **more: Any) -> int:
    values = {"received_on": dt.date(2026, 10, 1), "subject": "Pompe", **more}
    return int(told.do(AddComplaint(values)))


def test_a_category_gives_the_delay_and_keeps_a_secret(told: Told) -> None:
    told.do(AddCategory({"title": "Abus", "days": 7, "confidential": True}))
    complaint(told, category="abus")
    complaint(told, category="Abus", confidential=False, due_on=dt.date(2026, 12, 1))
    complaint(told, category="autre")
    third, second, first = told.read(complaints)
    assert (first.due_on, first.confidential) == (dt.date(2026, 10, 8), True)
    assert (second.due_on, second.confidential) == (dt.date(2026, 12, 1), False)
    assert (third.due_on, third.confidential) == (dt.date(2026, 10, 31), False)
    assert "400 jours" in told.refused(AddCategory({"title": "Loin", "days": 400}))


def test_steps_carry_a_complaint_on_and_silence_is_told_once(told: Told) -> None:
    made = complaint(told, due_on=dt.date(2026, 11, 20))
    assert told.codes() == ["PUB-03"]
    early = {"complaint_id": made, "done_on": dt.date(2026, 9, 1), "title": "Visite"}
    assert "avant la réception" in told.refused(AddStep(early))
    told.do(AddStep({**early, "done_on": dt.date(2026, 10, 20)}))
    (row,), (step,) = told.read(complaints), told.read(steps)
    assert (row.state, step.days) == (ComplaintState.IN_HAND, 19)
    assert told.codes() == []
    told.do(SetPreference("complaints.silence", "5"))
    assert told.codes() == ["PUB-03"]
    assert "Réponse" in told.refused(AnswerComplaint(made, "", dt.date(2026, 10, 25)))
    told.do(AnswerComplaint(made, "Réparée.", dt.date(2026, 10, 25)))
    (row,) = told.read(complaints)
    assert (row.state, row.case.days, told.codes()) == (ComplaintState.ANSWERED, 24, [])


def test_a_late_answer_is_found_by_its_own_rule_alone(told: Told) -> None:
    complaint(told, due_on=dt.date(2026, 10, 10))
    assert told.codes() == []  # COM-22 tells it


def test_a_paper_is_missing_until_a_file_of_its_kind_hangs_there(told: Told) -> None:
    for title, kind in (
        ("Procès-verbal", AttachmentKind.MINUTES),
        ("Annonce radio", AttachmentKind.OTHER),
    ):
        values = {"record_table": "public_sessions", "title": title, "kind": kind}
        told.do(AddProcedurePaper(values))
    later = {"year": 2024, "held_on": dt.date(2026, 12, 1)}
    told.do(AddPublicSession(later))  # still to come: nothing is asked for yet
    missing = told.read(missing_papers)
    assert [row.paper for row in missing] == ["Procès-verbal", "Annonce radio"]
    assert told.codes() == ["PUB-04"]
    record = ("public_sessions", told.session)
    kind = {"kind": AttachmentKind.MINUTES}
    told.do(AttachFile(record, "pv.txt", b"PV", kind))
    assert [row.paper for row in told.read(missing_papers)] == ["Annonce radio"]
    told.do(AttachFile(record, "x.txt", b"radio", {"title": "annonce RADIO du 2 mai"}))
    assert told.codes() == []

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from sample import FRENCH

from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.council import (
    QuorumRule,
    adoption_refusals,
    badly_adopted,
    ending,
    seats_for,
    session_refusals,
    without_quorum,
)
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.making import (
    Expected,
    Standing,
    lacks,
    standing,
    step_findings,
    step_refusals,
)
from commune_desk.domain.process import StepState
from commune_desk.domain.sending import (
    deadline_refusals,
    due_on,
    sending_refusals,
    unacknowledged,
)
from commune_desk.services.council import quorums, sizes
from commune_desk.services.process import template

TODAY = dt.date(2026, 11, 26)
ALL = Expected(papers=frozenset({AttachmentKind.MINUTES, AttachmentKind.ATTENDANCE}))


@dataclass
class Step:
    id: int = 1
    number: int = 5
    title: str = "Atelier"
    state: StepState = StepState.TO_COME
    planned_on: dt.date | None = None
    held_on: dt.date | None = None
    place: str = ""
    men: int | None = None
    women: int | None = None
    young_men: int | None = None
    young_women: int | None = None
    minutes: str = ""


@dataclass
class Session:
    id: int = 1
    held_on: dt.date = dt.date(2023, 12, 20)
    present: int | None = 14
    proxies: int | None = 2
    votes_for: int | None = 14
    votes_against: int | None = 0
    abstentions: int | None = 2
    deliberation: str = "2023-012"


@dataclass
class Plan:
    id: int = 1
    title: str = "PDSEC 2024-2028"
    first_year: int = 2024
    years: int = 5
    adopted_on: dt.date | None = None
    deliberation: str = ""


@dataclass
class Sent:
    id: int = 1
    recipient: str = "Préfet"
    sent_on: dt.date | None = None
    received_on: dt.date | None = None
    answered_on: dt.date | None = None
    observations: str = ""


@dataclass
class Due:
    title: str = "Budget"
    first_month: int = 10
    last_month: int = 10
    last_day: int | None = 31


def said(issues: object) -> list[str]:
    return [
        FRENCH.say(i.text).replace("\u202f", " ").replace("\u00a0", " ")
        for i in issues  # type: ignore[attr-defined]  # any iterable of findings
    ]


def words(step: Step, *papers: AttachmentKind) -> str:
    return FRENCH.say(lacks(step, ALL, papers))


def test_a_step_says_in_words_what_it_lacks() -> None:
    assert words(Step()) == (
        "la date, le lieu, les présences, le PV, la liste de présence (pièce jointe)"
    )
    step = Step(held_on=TODAY, place="Dembela", men=12, young_men=3, minutes="12")
    assert words(step) == (
        "le nombre de femmes, le nombre de jeunes femmes, le PV (pièce jointe), "
        "la liste de présence (pièce jointe)"
    )
    step.women, step.young_women = 9, 0
    assert words(step, AttachmentKind.MINUTES, AttachmentKind.ATTENDANCE) == ""


def test_what_the_template_does_not_ask_for_is_not_missing() -> None:
    nothing = Expected(date=False, place=False, attendance=False, minutes=False)
    assert lacks(Step(), nothing, ()) == ()


@pytest.mark.parametrize(
    ("state", "planned", "lacking", "stands"),
    [
        (StepState.TO_COME, None, (), Standing.TO_COME),
        (StepState.TO_COME, dt.date(2026, 11, 26), (), Standing.TO_COME),
        (StepState.TO_COME, dt.date(2026, 11, 25), (), Standing.LATE),
        (StepState.IN_HAND, dt.date(2026, 11, 25), (), Standing.LATE),
        (StepState.IN_HAND, None, (), Standing.UNDER_WAY),
        (StepState.HELD, dt.date(2020, 1, 1), (), Standing.COMPLETE),
        (StepState.HELD, None, ("x",), Standing.INCOMPLETE),
        (StepState.SKIPPED, dt.date(2020, 1, 1), ("x",), Standing.SKIPPED),
    ],
)
def test_how_a_step_stands(
    state: StepState, planned: dt.date | None, lacking: tuple[str, ...], stands: object
) -> None:
    step = Step(state=state, planned_on=planned)
    assert standing(step, lacking, TODAY) is stands  # type: ignore[arg-type]  # only its length counts


def test_a_late_step_a_bare_one_and_one_without_women_are_found() -> None:
    late = Step(planned_on=dt.date(2026, 3, 15))
    assert said(step_findings(late, (), TODAY)) == [
        "Étape 5, « Atelier » : prévue le 15/03/2026, pas encore tenue."
    ]
    held = Step(state=StepState.HELD, men=12, women=0, young_women=0)
    found = list(step_findings(held, lacks(held, ALL, ()), TODAY))
    assert [issue.code for issue in found] == ["PLAN-31", "PLAN-32"]
    assert "12 personnes présentes, aucune femme" in said(found)[1]


def test_a_step_is_not_held_tomorrow_nor_by_fewer_than_none() -> None:
    tomorrow = Step(held_on=TODAY + dt.timedelta(1), men=-1)
    fields = [issue.field for issue in step_refusals(tomorrow, TODAY)]
    assert fields == ["men", "held_on"]
    assert list(step_refusals(Step(held_on=TODAY, men=0), TODAY)) == []


def test_the_template_has_the_fourteen_steps_with_what_they_ask() -> None:
    steps = template()
    assert sorted(steps) == list(range(14))
    assert AttachmentKind.DELIBERATION in steps[8].expected.papers
    assert not steps[9].expected.attendance


@pytest.mark.parametrize(
    ("people", "seats"),
    [
        (1, 11), (10_000, 11), (10_001, 17), (13_061, 17), (20_000, 17),
        (20_001, 23), (70_000, 29), (70_001, 33), (200_000, 41), (200_001, 45),
    ],
)  # fmt: skip
def test_the_law_gives_seats_by_population(people: int, seats: int) -> None:
    found = seats_for(people, TODAY, sizes())
    assert found is not None
    assert found.seats == seats


def test_without_population_or_before_the_law_nothing_is_said() -> None:
    assert seats_for(None, TODAY, sizes()) is None
    assert seats_for(9_000, dt.date(2000, 1, 1), sizes()) is None


@pytest.mark.parametrize(("members", "quorum"), [(11, 6), (17, 9), (23, 12), (10, 6)])
def test_the_quorum_is_the_majority_of_the_members(members: int, quorum: int) -> None:
    assert quorums()[0].of(members) == quorum
    thirds = QuorumRule(TODAY, "", 2, 3, 0, sure=True)
    assert thirds.of(17) == 11


def test_a_session_that_adds_up_is_accepted() -> None:
    assert list(session_refusals(Session(), 17)) == []
    assert list(session_refusals(Session(present=None), 17)) == []


def test_more_members_than_seats_are_refused_with_the_sum() -> None:
    assert said(session_refusals(Session(present=16), 17)) == [
        "16 présents + 2 procurations = 18 : plus que les 17 membres en exercice."
    ]


def test_more_votes_than_voters_are_refused_with_the_sum() -> None:
    assert said(session_refusals(Session(votes_against=3), 17)) == [
        (
            "14 pour + 3 contre + 2 abstentions = 19 : plus que les 16 votants"
            " (14 présents + 2 procurations)."
        )
    ]


def test_no_quorum_is_a_warning_with_figures_and_proxies_do_not_make_one() -> None:
    found = list(without_quorum(Session(present=8, proxies=4), 17, 9))
    assert found[0].severity is Severity.WARNING
    assert said(found) == [
        "Séance du 20/12/2023 : 8 présents sur 17, le quorum de 9 n’est pas atteint."
    ]
    assert list(without_quorum(Session(present=9), 17, 9)) == []


def test_a_lost_or_missing_vote_adopts_nothing() -> None:
    assert list(adoption_refusals(Session())) == []
    (lost,) = said(adoption_refusals(Session(votes_for=7, votes_against=7)))
    assert "7 pour, 7 contre" in lost
    nothing = Session(votes_for=None, votes_against=None, abstentions=None)
    assert len(list(adoption_refusals(nothing))) == 1


def codes(issues: object) -> list[str]:
    return [issue.code for issue in issues if isinstance(issue, Issue)]  # type: ignore[attr-defined]  # any iterable


def test_an_adoption_is_checked_for_number_session_quorum_and_minutes() -> None:
    good = Plan(adopted_on=dt.date(2023, 12, 20), deliberation="2023-012")
    assert codes(badly_adopted(good, Session(), 9, papers=True)) == []
    bad = Plan(adopted_on=dt.date(2024, 3, 2))
    found = said(badly_adopted(bad, Session(present=8), 9, papers=False))
    assert found == [
        (
            "PDSEC 2024-2028, adopté le 02/03/2024 ; il manque : le numéro de la"
            " délibération, le quorum, le PV (pièce jointe)."
        ),
        (
            "PDSEC 2024-2028 a été adopté le 02/03/2024, après le début de sa première"
            " année (2024)."
        ),
    ]
    assert "la séance du conseil" in said(badly_adopted(good, None, 9, papers=True))[0]
    undated = Plan(deliberation="7")
    assert len(said(badly_adopted(undated, None, None, papers=False))) == 1
    assert codes(badly_adopted(Plan(), None, None, papers=False)) == []


def test_a_plan_in_its_last_year_asks_for_the_next_one() -> None:
    plan = Plan()
    assert codes(ending(plan, dt.date(2027, 12, 31), reopened=False)) == []
    assert codes(ending(plan, dt.date(2028, 1, 1), reopened=False)) == ["PLAN-13"]
    assert codes(ending(plan, dt.date(2028, 1, 1), reopened=True)) == []


def test_what_was_sent_waits_for_its_acknowledgement() -> None:
    sent = Sent(sent_on=dt.date(2026, 11, 1))
    assert codes(unacknowledged(sent, dt.date(2026, 11, 16), 15)) == []
    assert codes(unacknowledged(sent, dt.date(2026, 11, 17), 15)) == ["PLAN-34"]
    sent.received_on, sent.observations = dt.date(2026, 11, 5), "Carte illisible"
    assert codes(unacknowledged(sent, TODAY, 15)) == ["PLAN-36"]
    sent.answered_on = dt.date(2026, 11, 8)
    assert codes(unacknowledged(sent, TODAY, 15)) == []
    assert codes(unacknowledged(Sent(), TODAY, 15)) == []
    wrong = Sent(sent_on=TODAY, received_on=dt.date(2026, 1, 1))
    assert len(list(sending_refusals(wrong))) == 1


def test_a_deadline_comes_back_every_year() -> None:
    budget = Due()
    assert due_on(budget, dt.date(2026, 10, 31)) == dt.date(2026, 10, 31)
    assert due_on(budget, dt.date(2026, 11, 1)) == dt.date(2027, 10, 31)
    end = Due(last_month=2, last_day=29)
    assert due_on(end, dt.date(2026, 1, 1)) == dt.date(2026, 2, 28)
    assert due_on(end, dt.date(2028, 1, 1)) == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("due", "field"),
    [
        (Due(first_month=0), "first_month"),
        (Due(last_month=13), "last_month"),
        (Due(first_month=11), "last_month"),
        (Due(last_day=32), "last_day"),
        (Due(first_month=1, last_month=2, last_day=30), "last_day"),
    ],
)
def test_a_deadline_that_no_calendar_has_is_refused(due: Due, field: str) -> None:
    assert [issue.field for issue in deadline_refusals(due)] == [field]

"""The grid of priorities: criteria, marks, decisions, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH, Sample, build, content

from commune_desk.domain.errors import Rejected
from commune_desk.domain.places import Places
from commune_desk.domain.priorities import Decision
from commune_desk.services.actions import ReviseAction
from commune_desk.services.plans import RemovePlans, scope_for
from commune_desk.services.priorities import (
    AddCriterion,
    AddProposal,
    MarkAction,
    RemoveCriteria,
    ReviseCriterion,
    TakeCriteria,
    usual_criteria,
)
from commune_desk.services.priority_grid import criteria, priorities
from commune_desk.services.programming import actions
from commune_desk.services.review import findings
from commune_desk.services.territory import AddVillage, ReviseVillage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.priority_grid import PriorityRow


@pytest.fixture
def sample() -> Iterator[Sample]:
    made = build()
    made.desk.do(TakeCriteria(made.plan))
    with made.store.reading() as session:
        made.scope = scope_for(session, 2024)
    yield made
    made.store.close()


def refusal(sample: Sample, command: Any) -> str:
    before = content(sample.store)
    with pytest.raises(Rejected) as caught:
        sample.desk.do(command)
    assert content(sample.store) == before
    return FRENCH.say(caught.value.issues[0].text)


def grid(sample: Sample) -> dict[str, PriorityRow]:
    with sample.store.reading() as session:
        return {r.title: r for r in priorities(session, sample.scope)}


def propose(sample: Sample, title: str, *marks: int, **facts: Any) -> int:
    given = dict(zip((m.id for m in sample.scope.criteria), marks, strict=False))
    village = facts.pop("village", sample.village)
    values = {"title": title, "sector_id": sample.sector, **facts}
    return sample.desk.do(
        AddProposal(sample.plan, values, Places((village,)), marks=given)
    )


def test_the_template_has_the_ten_usual_criteria(sample: Sample) -> None:
    assert len(list(usual_criteria())) == 10
    assert {m.top for m in sample.scope.criteria} == {3}
    with sample.store.reading() as session:
        assert [row.number for row in criteria(session, sample.scope)] == [
            *range(1, 11)
        ]


def test_the_template_is_not_taken_over_criteria_there_are(sample: Sample) -> None:
    assert "10 critères" in refusal(sample, TakeCriteria(sample.plan))


def test_a_mark_above_the_best_is_refused_with_both_figures(sample: Sample) -> None:
    first = sample.scope.criteria[0]
    said = refusal(sample, MarkAction(sample.action, first.id, 4))
    assert "4" in said
    assert "de 0 à 3" in said
    assert "de 0 à 3" in refusal(sample, MarkAction(sample.action, first.id, -1))


def test_the_best_mark_is_not_lowered_under_a_mark_given(sample: Sample) -> None:
    first = sample.scope.criteria[0]
    sample.desk.do(MarkAction(sample.action, first.id, 3))
    assert "3" in refusal(sample, ReviseCriterion(first.id, "top", 2))
    assert "notes" in refusal(sample, RemoveCriteria((first.id,)))


def test_criteria_have_their_own_numbers_and_weights_of_zero_or_more(
    sample: Sample,
) -> None:
    values = {"plan_id": sample.plan, "number": 3, "title": "Encore"}
    assert "3" in refusal(sample, AddCriterion(values))
    first = sample.scope.criteria[0]
    assert "-2" in refusal(sample, ReviseCriterion(first.id, "weight", -2))


def test_totals_are_weight_times_mark_and_give_the_rank(sample: Sample) -> None:
    first, second, *_ = sample.scope.criteria
    sample.desk.do(MarkAction(sample.action, first.id, 2))
    propose(sample, "Puits", 3, 1)
    rows = grid(sample)
    assert rows["Classes"].total == 2 * first.weight
    assert rows["Puits"].total == 3 * first.weight + second.weight
    assert (rows["Puits"].rank, rows["Classes"].rank) == (1, 2)


def test_other_weights_give_another_rank_beside(sample: Sample) -> None:
    first, second, *_ = sample.scope.criteria
    sample.desk.do(ReviseCriterion(first.id, "other_weight", 0))
    sample.desk.do(ReviseCriterion(second.id, "other_weight", 9))
    with sample.store.reading() as session:
        sample.scope = scope_for(session, 2024)
    propose(sample, "Puits", 3, 0)
    propose(sample, "Piste", 1, 1)
    rows = grid(sample)
    assert (rows["Puits"].rank, rows["Puits"].other_rank) == (1, 2)
    assert (rows["Puits"].shift, rows["Piste"].shift) == ("▼ 1", "▲ 1")


def test_a_tie_goes_to_the_village_that_has_received_least(sample: Sample) -> None:
    poor = sample.desk.do(AddVillage({"name": "Sondio", "population": 500}))
    sample.desk.do(ReviseVillage(sample.village, "population", 1000))
    propose(sample, "Puits", 2)
    propose(sample, "Pompe", 2, village=poor)
    rows = grid(sample)
    assert (rows["Pompe"].rank, rows["Puits"].rank) == (1, 2)
    said = FRENCH.say(rows["Puits"].tie)
    assert "10\u202f000" in said  # 10 000 000 F for 1 000 people


def test_without_a_population_kept_actions_decide(sample: Sample) -> None:
    other = sample.desk.do(AddVillage({"name": "Sondio"}))
    propose(sample, "Puits", 2)
    propose(sample, "Pompe", 2, village=other)
    rows = grid(sample)
    assert (rows["Pompe"].rank, rows["Puits"].rank) == (1, 2)
    assert "actions retenues" in FRENCH.say(rows["Puits"].tie)


@pytest.mark.parametrize("decision", [Decision.LATER, Decision.REJECTED])
def test_what_is_turned_down_says_why(sample: Sample, decision: Decision) -> None:
    said = refusal(sample, ReviseAction(sample.action, "decision", decision))
    assert "sans motif" in said
    sample.desk.do(ReviseAction(sample.action, "decision_reason", "pas de terrain"))
    sample.desk.do(ReviseAction(sample.action, "decision", decision))
    with sample.store.reading() as session:
        assert actions(session, sample.scope) == []
    refusal(sample, ReviseAction(sample.action, "decision_reason", ""))


def test_a_proposal_enters_the_programme_when_it_is_kept(sample: Sample) -> None:
    action = propose(sample, "Puits", 3)
    with sample.store.reading() as session:
        assert action not in {row.id for row in actions(session, sample.scope)}
    sample.desk.do(ReviseAction(action, "decision", Decision.KEPT))
    with sample.store.reading() as session:
        assert action in {row.id for row in actions(session, sample.scope)}


def test_a_proposal_with_a_mark_too_high_is_not_half_added(sample: Sample) -> None:
    first = sample.scope.criteria[0]
    values = {"title": "Puits", "sector_id": sample.sector}
    refusal(sample, AddProposal(sample.plan, values, Places(), marks={first.id: 8}))


def test_rule_11_the_grid_that_lacks_marks_is_said(sample: Sample) -> None:
    def lacking() -> list[str]:
        with sample.store.reading() as session:
            issues = findings(session, sample.scope)
        return [FRENCH.say(i.text) for i in issues if i.code == "PLAN-11"]

    assert any("1.1" in said for said in lacking())
    for measure in sample.scope.criteria:
        sample.desk.do(MarkAction(sample.action, measure.id, 1))
    assert lacking() == []


def test_marks_are_taken_back_by_undo(sample: Sample) -> None:
    first = sample.scope.criteria[0]
    before = content(sample.store)
    sample.desk.do(MarkAction(sample.action, first.id, 2))
    sample.desk.undo()
    assert content(sample.store) == before


def test_a_plan_with_criteria_is_not_removed(sample: Sample) -> None:
    with pytest.raises(Rejected):
        sample.desk.do(RemovePlans((sample.plan,)))

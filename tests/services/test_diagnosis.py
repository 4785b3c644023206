"""What villages say: rules, links to actions, findings, syntheses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH, Sample, build, content

from commune_desk.domain.diagnosis import SheetState
from commune_desk.domain.errors import Rejected
from commune_desk.domain.priorities import Decision
from commune_desk.domain.text import Text
from commune_desk.services.actions import RemoveActions, ReviseAction
from commune_desk.services.answers import (
    AnswerWith,
    LinkAction,
    MakeAction,
    UnlinkAction,
    proposed_title,
)
from commune_desk.services.command import Several
from commune_desk.services.diagnosis import (
    AddAssembly,
    AddProblem,
    RemoveProblems,
    ReviseProblem,
)
from commune_desk.services.programming import actions, proposals
from commune_desk.services.review import findings
from commune_desk.services.syntheses import synthesis
from commune_desk.services.territory import AddVillage, RemoveVillages, ReviseVillage
from commune_desk.services.village_sheets import origins, problems, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.village_sheets import ProblemRow


@pytest.fixture
def sample() -> Iterator[Sample]:
    made = build()
    yield made
    made.store.close()


def tell(sample: Sample, title: str, **facts: Any) -> int:
    values = {
        "plan_id": sample.plan,
        "village_id": sample.village,
        "sector_id": sample.sector,
        "title": title,
        **facts,
    }
    return sample.desk.do(AddProblem(values))


def meet(sample: Sample, **facts: Any) -> int:
    values = {"plan_id": sample.plan, "village_id": sample.village, **facts}
    return sample.desk.do(AddAssembly(values))


def told(sample: Sample) -> list[ProblemRow]:
    with sample.store.reading() as session:
        return problems(session, sample.scope)


def refusal(sample: Sample, command: Any) -> str:
    before = content(sample.store)
    with pytest.raises(Rejected) as caught:
        sample.desk.do(command)
    assert content(sample.store) == before
    return FRENCH.say(caught.value.issues[0].text)


def found(sample: Sample, code: str) -> list[str]:
    with sample.store.reading() as session:
        issues = findings(session, sample.scope)
    return [FRENCH.say(issue.text) for issue in issues if issue.code == code]


def test_the_same_retained_rank_twice_names_both(sample: Sample) -> None:
    tell(sample, "Pas d’eau", rank_kept=1)
    other = tell(sample, "Pas d’école", rank_kept=2)
    said = refusal(sample, ReviseProblem(other, "rank_kept", 1))
    assert "Pas d’eau" in said
    assert "Pas d’école" in said
    assert "rang retenu 1" in said


def test_a_rank_of_another_village_is_free(sample: Sample) -> None:
    tell(sample, "Pas d’eau", rank_kept=1)
    village = sample.desk.do(AddVillage({"name": "Sondio"}))
    tell(sample, "Pas d’eau", rank_kept=1, village_id=village)
    assert [row.rank_kept for row in told(sample)] == [1, 1]


def test_two_first_ranks_in_one_paste_are_refused_whole(sample: Sample) -> None:
    first, second = tell(sample, "Eau"), tell(sample, "École")
    both = tuple(ReviseProblem(row, "rank_kept", 1) for row in (first, second))
    refusal(sample, Several(both, Text("paste")))


@pytest.mark.parametrize("field", ["rank_men", "rank_women", "rank_kept"])
@pytest.mark.parametrize("rank", [0, -3])
def test_a_rank_below_one_is_refused_with_its_figure(
    sample: Sample, field: str, rank: int
) -> None:
    problem = tell(sample, "Pas d’eau")
    said = refusal(sample, ReviseProblem(problem, field, rank))
    assert f" {rank} " in said
    assert "Pas d’eau" in said


def test_a_village_that_has_told_something_is_not_removed(sample: Sample) -> None:
    village = sample.desk.do(AddVillage({"name": "Sondio"}))
    tell(sample, "Pas d’eau", village_id=village)
    assert "problèmes" in refusal(sample, RemoveVillages((village,)))


def test_nobody_can_be_there_less_than_nobody(sample: Sample) -> None:
    values = {"plan_id": sample.plan, "village_id": sample.village, "women": -4}
    assert "-4" in refusal(sample, AddAssembly(values))


def test_a_problem_becomes_a_proposal_that_waits_for_a_decision(
    sample: Sample,
) -> None:
    problem = tell(sample, "Pas d’eau", solutions="foncer un forage ; un château d’eau")
    action = sample.desk.do(MakeAction(problem))
    with sample.store.reading() as session:
        (row,) = proposals(session, sample.scope, [action])
        assert [r.id for r in actions(session, sample.scope)] == [sample.action]
        (origin,) = origins(session, sample.scope, action)
    assert (row.title, row.decision) == ("Foncer un forage", Decision.OPEN)
    assert row.places.villages == (sample.village,)
    assert row.objective_id == sample.objective
    assert origin.id == problem
    sample.desk.do(ReviseAction(action, "decision", Decision.KEPT))
    with sample.store.reading() as session:
        assert action in {r.id for r in actions(session, sample.scope)}


def test_making_an_action_is_one_step_that_is_taken_back(sample: Sample) -> None:
    problem = tell(sample, "Pas d’eau")
    before = content(sample.store)
    sample.desk.do(MakeAction(problem))
    sample.desk.undo()
    assert content(sample.store) == before


def test_a_title_is_the_first_solution_or_the_problem() -> None:
    assert proposed_title("Pas d’eau", "") == "Pas d’eau"
    assert proposed_title("x", " ; \n réparer  la pompe ; autre") == "Réparer la pompe"
    assert len(proposed_title("mot " * 60, "")) <= 121


def test_an_action_is_linked_once_and_unlinked(sample: Sample) -> None:
    problem = tell(sample, "Pas d’eau")
    sample.desk.do(LinkAction(problem, sample.action))
    assert "répond déjà" in refusal(sample, LinkAction(problem, sample.action))
    sample.desk.do(UnlinkAction(problem, sample.action))
    assert told(sample)[0].actions == ()


def test_numbers_typed_link_and_unlink(sample: Sample) -> None:
    problem = tell(sample, "Pas d’eau", answers="1.1")
    assert told(sample)[0].answers == "1.1"
    assert "7.7" in refusal(sample, AnswerWith(problem, "1.1, 7.7"))
    sample.desk.do(AnswerWith(problem, ""))
    assert not told(sample)[0].answers


def test_links_go_with_the_problem_and_with_the_action(sample: Sample) -> None:
    first = tell(sample, "Eau", answers="1.1")
    tell(sample, "École", answers="1.1")
    sample.desk.do(RemoveProblems((first,)))
    assert [row.answers for row in told(sample)] == ["1.1"]
    sample.desk.do(RemoveActions((sample.action,)))
    assert [row.answers for row in told(sample)] == [""]


def test_rule_10_a_village_without_sheet(sample: Sample) -> None:
    sample.desk.do(AddVillage({"name": "Sondio"}))
    assert found(sample, "PLAN-10") == [
        "Aucun village n’a encore de fiche de diagnostic."
    ]
    tell(sample, "Pas d’eau")
    assert found(sample, "PLAN-10") == ["Sondio\u00a0: pas de fiche de diagnostic."]


def test_rule_10_an_assembly_without_women(sample: Sample) -> None:
    tell(sample, "Pas d’eau")
    meet(sample, held_on=dt.date(2023, 9, 1), men=20, women=0, young_men=5)
    (said,) = found(sample, "PLAN-10")
    assert "25 personnes" in said
    with sample.store.reading() as session:
        assert sheets(session, sample.scope)[0].state is SheetState.NO_WOMEN
    meet(sample, held_on=dt.date(2023, 9, 2), young_women=1)
    assert found(sample, "PLAN-10") == []
    with sample.store.reading() as session:
        assert sheets(session, sample.scope)[0].state is SheetState.COMPLETE


def test_rule_11_a_first_problem_without_action(sample: Sample) -> None:
    problem = tell(sample, "Pas d’eau", rank_kept=1)
    assert any("Pas d’eau" in said for said in found(sample, "PLAN-11"))
    sample.desk.do(LinkAction(problem, sample.action))
    assert not any("Pas d’eau" in said for said in found(sample, "PLAN-11"))
    sample.desk.do(ReviseAction(sample.action, "decision_reason", "trop cher"))
    sample.desk.do(ReviseAction(sample.action, "decision", Decision.REJECTED))
    assert any("Pas d’eau" in said for said in found(sample, "PLAN-11"))


def test_what_is_typed_twice_is_said_and_kept(sample: Sample) -> None:
    tell(sample, "Pas d’eau")
    tell(sample, "PAS D'EAU")
    day = dt.date(2023, 9, 1)
    meet(sample, held_on=day, women=2)
    meet(sample, held_on=day, women=2)
    assert len(found(sample, "PLAN-40")) == 1
    assert len(found(sample, "PLAN-41")) == 1


def test_a_synthesis_merges_by_sector_and_zone(sample: Sample) -> None:
    sample.desk.do(ReviseVillage(sample.village, "zone", "Nord"))
    others = [
        sample.desk.do(AddVillage({"name": name, "zone": zone}))
        for name, zone in (("Sondio", "Nord"), ("Oueto", "Sud"))
    ]
    tell(sample, "Classes fissurées", causes="banco ; pluies", rank_kept=2)
    for village in others:
        tell(
            sample,
            "classes fissurees",
            causes="Pluies",
            rank_kept=1,
            village_id=village,
        )
    with sample.store.reading() as session:
        north, south = synthesis(session, sample.scope)
    assert (north.zone, len(north.villages), north.firsts, north.best) == (
        "Nord", 2, 1, 1,
    )  # fmt: skip
    assert north.causes.casefold() == "pluies (×2)\u00a0; banco"
    assert north.problems.casefold().startswith("classes fissur")
    assert (south.zone, south.firsts) == ("Sud", 1)


def test_another_plan_has_its_own_sheets(sample: Sample) -> None:
    tell(sample, "Pas d’eau")
    with sample.store.reading() as session:
        assert problems(session, replace(sample.scope, plan_id=99)) == []

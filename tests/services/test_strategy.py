from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sample
from sample import FRENCH, Sample

from commune_desk.domain.errors import Rejected
from commune_desk.domain.strategy import Marker, Tag, Tags, ThemeKind
from commune_desk.services.frame import Sort, frame_rows
from commune_desk.services.indicators import (
    AddIndicator,
    AddResult,
    AddValue,
    Mark,
    Measure,
    ReviseIndicator,
    ReviseValue,
    TakeIndicators,
)
from commune_desk.services.plans import (
    AddAxis,
    AddObjective,
    RemoveObjectives,
)
from commune_desk.services.programming import actions
from commune_desk.services.review import findings
from commune_desk.services.sections import (
    AddSection,
    MoveSection,
    ReviseSection,
    TakeContents,
    sections,
)
from commune_desk.services.settings import SetPreference
from commune_desk.services.strategy_lists import indicators, results
from commune_desk.services.templates import template
from commune_desk.services.texts import earlier
from commune_desk.services.themes import (
    AddTheme,
    MarkAction,
    RemoveThemes,
    TagAction,
    TagObjective,
    policies,
)
from commune_desk.storage.models import Plan

if TYPE_CHECKING:
    from commune_desk.domain.text import Text


def indicator(made: Sample, **values: object) -> int:
    return made.desk.do(
        AddIndicator({"plan_id": made.plan, "title": "Élèves", **values})
    )


def codes(made: Sample) -> list[str]:
    with made.store.reading() as session:
        return [issue.code for issue in findings(session, made.scope)]


def of_frame(made: Sample) -> list[str]:
    return [code for code in codes(made) if code.startswith("PLAN-5")]


def said(refusal: pytest.ExceptionInfo[Rejected]) -> str:
    text: Text = refusal.value.text
    return FRENCH.say(text)


def test_results_are_numbered_by_themselves(small: Sample) -> None:
    for title in ("Un", "Deux"):
        small.desk.do(AddResult({"objective_id": small.objective, "title": title}))
    with small.store.reading() as session:
        rows = results(session, small.scope)
    assert [(row.number, row.title) for row in rows] == [(1, "Un"), (2, "Deux")]


def test_an_indicator_of_a_result_belongs_to_its_objective(small: Sample) -> None:
    values = {"objective_id": small.objective, "title": "Classes"}
    result = small.desk.do(AddResult(values))
    indicator(small, result_id=result)
    with small.store.reading() as session:
        (row,) = indicators(session, small.scope)
    assert row.objective_id == small.objective


def test_an_indicator_cannot_measure_a_result_of_another_objective(
    small: Sample,
) -> None:
    result = small.desk.do(AddResult({"objective_id": small.objective, "title": "A"}))
    values = {"plan_id": small.plan, "number": 2, "title": "Économie"}
    axis = small.desk.do(AddAxis(values))
    aim = {"axis_id": axis, "sector_id": small.sector, "title": "Autre"}
    other = small.desk.do(AddObjective(aim))
    with pytest.raises(Rejected) as refusal:
        indicator(small, result_id=result, objective_id=other)
    assert "autre objectif" in said(refusal)


def test_the_frame_is_one_tree(small: Sample) -> None:
    result = small.desk.do(AddResult({"objective_id": small.objective, "title": "A"}))
    indicator(small, result_id=result)
    indicator(small, title="Population")
    with small.store.reading() as session:
        rows = frame_rows(session, small.scope)
    assert [row.sort for row in rows] == [
        Sort.AXIS, Sort.OBJECTIVE, Sort.RESULT, Sort.INDICATOR, Sort.ACTION,
        Sort.INDICATOR,
    ]  # fmt: skip
    by_id = {row.id: row for row in rows}
    assert len(by_id) == len(rows)
    above = [by_id[row.above].sort if row.above else None for row in rows]
    assert above == [
        None, Sort.AXIS, Sort.OBJECTIVE, Sort.RESULT, Sort.OBJECTIVE, None,
    ]  # fmt: skip


def test_women_and_men_that_do_not_make_the_value_are_refused(small: Sample) -> None:
    known = indicator(small, unit="élèves", by_sex=True)
    values = {"indicator_id": known, "year": 2025, "value": 100.0, "women": 40.0}
    row = small.desk.do(AddValue(values))
    before = sample.content(small.store)
    with pytest.raises(Rejected) as refusal:
        small.desk.do(ReviseValue(row, "men", 59.0))
    assert "femmes 40 + hommes 59 = 99, et non 100" in said(refusal)
    assert sample.content(small.store) == before
    small.desk.do(ReviseValue(row, "men", 60.0))


def test_a_target_before_the_plan_is_refused(small: Sample) -> None:
    known = indicator(small)
    with pytest.raises(Rejected) as refusal:
        small.desk.do(ReviseIndicator(known, "target_year", 2020))
    assert "2020" in said(refusal)
    assert "2024" in said(refusal)


def test_a_value_is_noted_corrected_and_taken_away(small: Sample) -> None:
    known = indicator(small)
    for value in (10.0, 12.5, None):
        small.desk.do(Measure(known, 2025, value))
        with small.store.reading() as session:
            (row,) = indicators(session, small.scope)
        assert (row.latest.value if row.latest else None) == value


def test_a_mark_is_set_with_its_year_and_undone(small: Sample) -> None:
    known = indicator(small)
    before = sample.content(small.store)
    small.desk.do(Mark(known, "target", 80.0, 2028))
    with small.store.reading() as session:
        (row,) = indicators(session, small.scope)
    assert (row.target, row.target_year) == (80.0, 2028)
    small.desk.undo()
    assert sample.content(small.store) == before


def test_the_common_indicators_are_taken_once(small: Sample) -> None:
    indicator(small, title="population de la  commune")
    whole = len(template("indicators"))
    assert small.desk.do(TakeIndicators(small.plan)) == whole - 1
    with pytest.raises(Rejected):
        small.desk.do(TakeIndicators(small.plan))


def test_an_objective_with_indicators_is_not_removed(small: Sample) -> None:
    axis_aim = {"axis_id": 1, "sector_id": small.sector, "title": "Seul"}
    alone = small.desk.do(AddObjective(axis_aim))
    indicator(small, objective_id=alone)
    with pytest.raises(Rejected) as refusal:
        small.desk.do(RemoveObjectives((alone,)))
    assert "1 indicateurs" in said(refusal)


def themes(made: Sample) -> tuple[int, int]:
    first = made.desk.do(AddTheme({"code": "T1", "title": "Genre"}))
    values = {"code": "P1", "title": "Politique", "kind": ThemeKind.POLICY}
    return first, made.desk.do(AddTheme(values))


def test_themes_of_an_action_are_replaced_and_marked(small: Sample) -> None:
    gender, policy = themes(small)
    small.desk.do(TagAction(small.action, Tags((Tag(gender, "Genre"),))))
    small.desk.do(MarkAction(small.action, policy, Marker.SECONDARY))
    with small.store.reading() as session:
        (row,) = actions(session, small.scope)
    text = FRENCH.say(row.themes).replace("\u202f", "")
    assert text == "Genre (principal); Politique (secondaire)"
    small.desk.do(MarkAction(small.action, gender, None))
    with small.store.reading() as session:
        (row,) = actions(session, small.scope)
    assert [tag.theme for tag in row.themes.tags] == [policy]
    with pytest.raises(Rejected):
        small.desk.do(RemoveThemes((policy,)))


def test_an_objective_carries_policies_out(small: Sample) -> None:
    _, policy = themes(small)
    small.desk.do(TagObjective(small.objective, Tags((Tag(policy, ""),))))
    with small.store.reading() as session:
        found = policies(session)
    assert FRENCH.say(found[small.objective]) == "Politique"
    small.desk.do(TagObjective(small.objective, Tags()))
    with small.store.reading() as session:
        assert policies(session) == {}


def test_a_theme_with_a_semicolon_is_refused(small: Sample) -> None:
    with pytest.raises(Rejected):
        small.desk.do(AddTheme({"code": "T1", "title": "Genre; climat"}))


def test_what_the_frame_lacks_is_found(small: Sample) -> None:
    assert of_frame(small) == []
    small.desk.do(AddAxis({"plan_id": small.plan, "number": 2, "title": "Vide"}))
    aim = {"axis_id": 1, "sector_id": small.sector, "title": "Sans action"}
    small.desk.do(AddObjective(aim))
    known = indicator(
        small, objective_id=small.objective, baseline=1.0, baseline_year=2019
    )
    small.desk.do(TakeContents(small.plan))
    assert of_frame(small) == [
        "PLAN-54", "PLAN-55", "PLAN-52", "PLAN-56", "PLAN-57",
    ]  # fmt: skip
    small.desk.do(SetPreference("baseline.oldest", "5"))
    assert "PLAN-52" not in codes(small)
    small.desk.do(Mark(known, "target", 5.0, 2028))
    assert "PLAN-56" not in codes(small)


def titles(made: Sample) -> list[str]:
    with made.store.reading() as session:
        return [row.title for row in sections(session, made.scope)]


def test_the_usual_contents_are_taken_once(small: Sample) -> None:
    whole = len(template("plan-sections"))
    assert small.desk.do(TakeContents(small.plan)) == whole == len(titles(small))
    with pytest.raises(Rejected) as refusal:
        small.desk.do(TakeContents(small.plan))
    assert str(whole) in said(refusal)


def test_a_section_changes_places_with_its_neighbour(small: Sample) -> None:
    rows = [
        small.desk.do(AddSection({"plan_id": small.plan, "title": title}))
        for title in "ABC"
    ]
    before = sample.content(small.store)
    small.desk.do(MoveSection(rows[0], 1))
    assert titles(small) == ["B", "A", "C"]
    small.desk.do(MoveSection(rows[2], 1))
    assert titles(small) == ["B", "A", "C"]
    small.desk.undo()
    assert sample.content(small.store) == before


def test_a_section_of_no_known_part_or_level_is_refused(small: Sample) -> None:
    row = small.desk.do(AddSection({"plan_id": small.plan, "title": "A"}))
    for field, value in (("part", "lune"), ("level", 7)):
        with pytest.raises(Rejected):
            small.desk.do(ReviseSection(row, field, value))


def test_earlier_texts_are_kept_by_the_journal(small: Sample) -> None:
    row = small.desk.do(AddSection({"plan_id": small.plan, "title": "A"}))
    for text in ("un", "un deux", "un deux trois"):
        small.desk.do(ReviseSection(row, "text", text))
        small.desk.do(ReviseSection(row, "title", f"A {text}"))
    with small.store.reading() as session:
        found = earlier(session, row)
    assert [each.text for each in found] == ["un deux", "un"]
    assert {each.actor for each in found} == {"Secrétaire"}
    small.desk.do(ReviseSection(row, "text", ""))
    with small.store.reading() as session:
        assert earlier(session, row)[0].text == "un deux trois"


def test_an_archived_plan_is_not_written_to(small: Sample) -> None:
    known = indicator(small)
    section = small.desk.do(AddSection({"plan_id": small.plan, "title": "A"}))
    with small.store.writing("test", "do") as unit:
        unit.find(Plan, small.plan).archived = True
    for command in (
        Measure(known, 2025, 1.0),
        Mark(known, "target", 1.0, 2028),
        ReviseSection(section, "text", "mot"),
        TakeIndicators(small.plan),
    ):
        with pytest.raises(Rejected):
            small.desk.do(command)

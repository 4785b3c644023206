from __future__ import annotations

from dataclasses import dataclass

import pytest

from commune_desk.domain.logical_frame import (
    aimed,
    counted,
    dated,
    divided,
    figure,
    indicated,
    pursued,
)
from commune_desk.domain.plan_document import numbered, words_in, written


@dataclass(frozen=True)
class Value:
    value: float | None
    women: float | None
    men: float | None
    year: int = 2025


@dataclass(frozen=True)
class Indicator:
    baseline: float | None = 10
    baseline_year: int | None = 2023
    target: float | None = 20
    target_year: int | None = 2028
    objective_id: int | None = 1
    by_sex: bool = False
    values: tuple[Value, ...] = ()
    title: str = "Élèves"
    id: int = 1


@dataclass(frozen=True)
class Titled:
    id: int
    title: str = "Titre"


@dataclass(frozen=True)
class Section:
    level: int
    text: str = ""
    part: str = ""
    title: str = "Section"
    id: int = 1


@pytest.mark.parametrize(
    ("unit", "value", "codes"),
    [
        ("élèves", Value(100, 40, 60), []),
        ("élèves", Value(100, 40, 59), ["PLAN-50"]),
        ("", Value(100, 40, 59), ["PLAN-50"]),
        ("élèves", Value(None, 40, 60), []),
        ("élèves", Value(100, 40, None), []),
        ("%", Value(64, 60, 68), []),
        ("élèves par classe", Value(64, 60, 68), []),
        ("km/h", Value(64, 60, 68), []),
        ("ha", Value(0.3, 0.1, 0.2), []),
    ],
)
def test_women_and_men_make_the_whole_of_what_is_counted(
    unit: str, value: Value, codes: list[str]
) -> None:
    assert [i.code for i in divided("Élèves", unit, value)] == codes


def test_the_refusal_of_a_sum_has_its_figures() -> None:
    (issue,) = divided("Élèves", "élèves", Value(1100, 40, 60))
    facts = dict(issue.text.facts)
    assert (facts["both"], facts["value"]) == ("100", "1\u202f100")


@pytest.mark.parametrize(
    ("baseline", "target", "fields"),
    [
        (2023, 2028, []),
        (2023, 2024, []),
        (None, 2035, []),
        (2022, 2023, ["target_year"]),
        (2027, 2026, ["target_year"]),
        (20233, 2028, ["baseline_year", "target_year"]),
        (2023, None, []),
    ],
)
def test_a_target_lies_in_the_plan_or_after_and_after_its_baseline(
    baseline: int | None, target: int | None, fields: list[str]
) -> None:
    found = [i.field for i in aimed(2024, "Élèves", baseline, target)]
    assert found == fields


@pytest.mark.parametrize(
    ("year", "refused"), [(2025, False), (20255, True), (25, True)]
)
def test_a_year_has_four_figures(year: int, *, refused: bool) -> None:
    assert bool(list(dated(year))) is refused


@pytest.mark.parametrize(
    ("indicator", "codes"),
    [
        (Indicator(), []),
        (Indicator(baseline_year=2021), []),
        (Indicator(baseline_year=2020), ["PLAN-52"]),
        (Indicator(target=None), ["PLAN-56"]),
        (Indicator(target=None, objective_id=None), []),
        (Indicator(by_sex=True, values=(Value(9, 4, 5),)), []),
        (Indicator(by_sex=True, values=(Value(9, 4, None),)), ["PLAN-53"]),
        (Indicator(by_sex=True, values=(Value(9, None, 5),)), ["PLAN-53"]),
        (Indicator(by_sex=True, values=(Value(9, None, None),)), ["PLAN-53"]),
        (Indicator(values=(Value(9, None, 5),)), []),
    ],
)
def test_what_an_indicator_lacks_is_found(
    indicator: Indicator, codes: list[str]
) -> None:
    assert [i.code for i in indicated([indicator], 2024, 3)] == codes


def test_an_axis_without_objective_and_an_objective_without_action_are_found() -> None:
    axes = [Titled(1), Titled(2)]
    aims = [(1, Titled(10)), (1, Titled(11))]
    found = list(pursued(axes, aims, frozenset({10})))
    assert [(i.code, i.record and i.record.id) for i in found] == [
        ("PLAN-54", 11),
        ("PLAN-55", 2),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (62.5, "62,5"), (13061, "13\u202f061"), (-2, "−2"), (1 / 3, "0,333333")],
)
def test_a_measure_is_written_as_people_do(value: float, text: str) -> None:
    assert figure(value) == text


def test_rates_are_told_from_counts() -> None:
    assert [counted(unit) for unit in ("habitants", "taux", "‰", "")] == [
        True,
        False,
        False,
        True,
    ]


def test_sections_are_numbered_by_level_and_annexes_by_themselves() -> None:
    levels = [(0, False), (1, False), (2, False), (2, False), (1, False), (3, False),
              (1, True), (2, True), (1, True)]  # fmt: skip
    assert numbered(levels) == [
        "", "1", "1.1", "1.2", "2", "2.1.1", "A1", "A1.1", "A2",
    ]  # fmt: skip


def test_a_level_that_no_section_has_is_numbered_as_the_deepest() -> None:
    assert numbered([(1, False), (10**12, False)]) == ["1", "1.1.1"]


def test_a_section_with_words_a_part_or_sub_sections_is_not_empty() -> None:
    rows = [
        Section(0, id=1), Section(1, id=2), Section(2, "mots", id=3),
        Section(2, part="pip", id=4), Section(1, id=5), Section(1, id=6),
    ]  # fmt: skip
    (issue,) = written(rows)
    assert dict(issue.text.facts)["count"] == 3
    assert issue.record is not None
    assert issue.record.id == 1
    assert not list(written(rows[2:4]))


def test_words_are_counted_without_marks() -> None:
    assert words_in("- **Un** mot : 2 024\n\n## Titre —") == 5

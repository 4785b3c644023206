"""Ceilings, months, order of steps and money of micro-projects."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sample import FRENCH

from commune_desk.domain.issues import Record, Severity
from commune_desk.domain.micro_course import (
    Course,
    CycleStep,
    Purse,
    course_refusals,
    purse_refusals,
)
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.micro_rules import (
    Micro,
    Pot,
    micro_refusals,
    months_between,
    sheet_warnings,
)

QIP = Pot("QIP", "USD", 5_000_000, 6)
HERE = Record("micro_projects", 1)
TODAY = dt.date(2026, 10, 31)
CYCLE = (
    CycleStep(1, 1, "Assemblée", MicroState.NEED),
    CycleStep(2, 2, "Dépôt", MicroState.SUBMITTED),
    CycleStep(3, 3, "Décision", MicroState.APPROVED),
    CycleStep(4, 4, "Convention", MicroState.AGREED),
)


def said(issues: Any) -> str:
    return "\n".join(FRENCH.say(issue.text) for issue in issues)


def project(**facts: Any) -> Micro:
    return Micro(**{"called": "QIP 1", "pot": QIP, "currency": "USD", **facts})


def test_a_project_above_the_ceiling_is_refused_with_both_figures() -> None:
    text = said(micro_refusals(project(cost_cents=5_000_001)))
    assert "50\u202f000,01\u00a0USD" in text
    assert "50\u202f000,00\u00a0USD" in text
    assert not list(micro_refusals(project(cost_cents=5_000_000)))


def test_a_line_of_seven_projects_has_seven_ceilings() -> None:
    assert not list(micro_refusals(project(cost_cents=35_000_000, projects=7)))
    assert list(micro_refusals(project(cost_cents=35_000_001, projects=7)))


def test_another_currency_is_compared_only_with_a_rate() -> None:
    francs: dict[str, Any] = {"currency": "XOF", "cost_cents": 2_653_410_000}
    unknown = project(**francs)
    assert not list(micro_refusals(unknown))
    (told,) = sheet_warnings(unknown, HERE)
    assert (told.code, told.severity) == ("MICRO-09", Severity.INFORMATION)
    assert not list(micro_refusals(project(**francs, rates={"USD": "583"})))
    assert "26\u202f534\u202f100" in said(
        micro_refusals(project(**francs, rates={"USD": "500"}))
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"rate": "0"}, "taux de 0"),
        ({"currency": "XOF", "rate": "655.957"}, "francs CFA"),
        ({"currency": "euro"}, "code de monnaie"),
        ({"currency": "XOF", "cost_cents": 150}, "entiers"),
        ({"cost_cents": 100, "cash_cents": 60, "kind_cents": 50}, "plus que le coût"),
        ({"starts_on": TODAY, "ends_on": dt.date(2026, 1, 1)}, "avant son début"),
        ({"women": -1}, "femmes"),
        ({"projects": 0}, "au moins"),
    ],
)
def test_bad_sheets_are_refused(facts: dict[str, Any], words: str) -> None:
    assert words in said(micro_refusals(project(**facts)))


def test_longer_than_the_months_allowed_is_said() -> None:
    long = project(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 7, 15))
    (found,) = sheet_warnings(long, HERE)
    assert found.code == "MICRO-03"
    assert months_between(dt.date(2026, 1, 1), dt.date(2026, 6, 30)) == 6


def course(taken: dict[int, dt.date], state: MicroState = MicroState.NEED) -> Course:
    return Course("DCC 1", CYCLE, taken, state)


def test_a_step_out_of_order_names_the_one_that_is_missing() -> None:
    text = said(course_refusals(course({1: TODAY, 3: TODAY}), TODAY))
    assert "« Décision »" in text.replace("\u00a0", " ")
    assert "Dépôt" in text


def test_a_step_before_the_one_before_names_both_days() -> None:
    days = {1: TODAY, 2: dt.date(2026, 10, 1)}
    text = said(course_refusals(course(days), TODAY))
    assert "01/10/2026" in text
    assert "31/10/2026" in text


def test_a_refused_file_takes_no_further_step() -> None:
    days = dict.fromkeys((1, 2, 3, 4), TODAY)
    assert "rejeté" in said(course_refusals(course(days, MicroState.REFUSED), TODAY))
    assert course(days, MicroState.REFUSED).next is None


def test_spending_above_what_came_is_refused_with_the_arithmetic() -> None:
    purse = Purse(
        "DCC 1",
        "XOF",
        ((dt.date(2026, 3, 1), 400_000_000),),
        ((dt.date(2026, 3, 2), 315_000_000, "Grillage"),
         (dt.date(2026, 3, 3), 90_000_000, "Ciment")),
    )  # fmt: skip
    text = said(purse_refusals(purse))
    for figure in ("4\u202f050\u202f000", "50\u202f000", "4\u202f000\u202f000"):
        assert figure in text
    assert "Ciment" in text


def test_money_spent_before_it_came_is_refused() -> None:
    purse = Purse(
        "DCC 1",
        "XOF",
        ((dt.date(2026, 3, 5), 100),),
        ((dt.date(2026, 3, 1), 100, "Ciment"),),
    )
    assert "Ciment" in said(purse_refusals(purse))


def test_money_before_the_agreement_is_refused() -> None:
    came = ((dt.date(2026, 3, 5), 100),)
    waiting = Purse("DCC 1", "XOF", came, (), None, needs_agreement=True)
    assert "pas encore signée" in said(purse_refusals(waiting))
    late = Purse("DCC 1", "XOF", came, (), dt.date(2026, 3, 6), needs_agreement=True)
    assert "06/03/2026" in said(purse_refusals(late))

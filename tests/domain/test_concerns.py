"""Which findings say that a paper is not ready."""

from __future__ import annotations

from commune_desk.domain.concerns import Concern, by_code, gravest
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import Text

E, W, TOLD = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


def issue(code: str, severity: Severity = W, field: str | None = None) -> Issue:
    return Issue(severity, Text(code), code, field=field)


FOUND = by_code(
    [
        issue("PLAN-02", field="2026"),
        issue("PLAN-02", field="2027"),
        issue("PLAN-02", TOLD, "2026"),
        issue("BUDGET-B1", E),
        issue("BUDGET-B8"),
        issue("COM-04"),
    ]
)


def told(concern: Concern) -> list[tuple[str, str | None]]:
    return [(each.code, each.field) for each in concern.among(FOUND)]


def test_only_rules_that_are_named_concern_a_paper() -> None:
    assert told(Concern()) == []
    assert told(Concern(("COM-04",))) == [("COM-04", None)]
    assert told(Concern(("BUDGET-B",))) == []
    assert told(Concern(("BUDGET-*",))) == [("BUDGET-B1", None), ("BUDGET-B8", None)]


def test_what_is_only_worth_knowing_is_not_missing_and_another_year_is_not_asked() -> (
    None
):
    assert told(Concern(("PLAN-02",))) == [("PLAN-02", "2026"), ("PLAN-02", "2027")]
    assert told(Concern(("PLAN-02",), 2026)) == [("PLAN-02", "2026")]


def test_the_gravest_comes_first() -> None:
    assert gravest([]) is None
    assert gravest([issue("a"), issue("b", E)]) is E
    assert gravest([issue("a")]) is W

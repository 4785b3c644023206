"""One sentence a rule, with its number and its sum."""

from __future__ import annotations

from sample import FRENCH

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.review import summaries


def lack(row_id: int, francs: int, severity: Severity = Severity.WARNING) -> Issue:
    record = Record("actions", row_id)
    text = N_("Action {code}: no cost in any year.", code=row_id)
    return Issue(severity, text, "PLAN-02", record, amount=Money(francs))


def said(*issues: Issue) -> list[str]:
    return [
        FRENCH.say(summary.text).replace("\u00a0", " ").replace("\u202f", " ")
        for summary in summaries(issues)
    ]


def test_a_record_found_in_two_years_counts_once_and_its_sums_add_up() -> None:
    issues = lack(1, 4_000_000), lack(1, 1_000_000), lack(2, 500_000)
    expected = "2 actions manquent de financement : 5 500 000 F à trouver."
    assert said(*issues) == [expected]


def test_what_is_forbidden_stands_apart_from_what_is_warned_and_before_it() -> None:
    warned = lack(1, 100), lack(2, 100)
    forbidden = lack(3, 70, Severity.ERROR), lack(4, 5, Severity.ERROR)
    assert said(*warned, *forbidden) == [
        "2 actions reçoivent plus que leur coût : 75 F de trop.",
        "2 actions manquent de financement : 200 F à trouver.",
    ]


def test_a_single_finding_speaks_for_itself() -> None:
    (sentence,) = said(lack(7, 100))
    assert sentence == FRENCH.say(lack(7, 100).text).replace("\u00a0", " ")


def test_a_rule_without_a_sentence_tells_its_number_and_its_first() -> None:
    text = N_("The commune of the dossier is not described.")
    issues = [Issue(Severity.INFORMATION, text, "NEW-01") for _ in range(3)]
    (sentence,) = said(*issues)
    assert sentence.startswith("3 constats de la règle NEW-01 ; le premier : ")
    (summary,) = summaries(issues)
    assert (summary.records, summary.amount) == (3, None)

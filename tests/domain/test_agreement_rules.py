"""What an agreement, a tranche and a use are refused for, with their figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from sample import FRENCH

from commune_desk.domain.agreement_money import Terms, converted
from commune_desk.domain.agreement_rules import (
    Received,
    Spent,
    agreement_refusals,
    amount_refusals,
    balance_refusals,
    tranche_refusals,
    use_refusals,
    year_refusals,
)
from commune_desk.domain.agreements import Route
from commune_desk.domain.money import Money

EURO = Terms(
    "C-1",
    "EUR",
    dt.date(2024, 1, 1),
    dt.date(2026, 12, 31),
    dt.date(2023, 12, 15),
    "655.957",
)
FRANCS = replace(EURO, currency="XOF", rate="")
TODAY = dt.date(2026, 10, 31)
YEARS = (11_949_000, 13_359_000, 12_719_200)
"""Cents of 2019, 2020 and 2021 (seed 004)."""


def said(issues: object) -> str:
    text = " | ".join(FRENCH.say(issue.text) for issue in issues)  # type: ignore[attr-defined]  # any issues
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_three_rounded_years_are_one_franc_more_than_the_sum_at_once() -> None:
    made = converted(EURO, YEARS)
    assert made is not None
    assert (made.cents, made.at_once, made.by_line) == (
        38_027_200,
        Money(249_442_080),
        Money(249_442_081),
    )
    assert made.rounding == 1


def test_francs_are_not_converted() -> None:
    made = converted(FRANCS, [100_000, 250_000])
    assert made is not None
    assert (made.at_once, made.rounding) == (Money(3_500), 0)


def test_without_a_rate_nothing_is_converted() -> None:
    assert converted(replace(EURO, rate=""), YEARS) is None


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (replace(EURO, currency=""), "C-1 : la monnaie manque"),
        (replace(EURO, rate=""), "il manque le taux"),
        (replace(EURO, rate="0"), "un taux de 0 F pour 1 EUR"),
        (replace(EURO, rate="-2"), "un taux de -2 F"),
        (replace(FRANCS, rate="655.957"), "un taux de 655.957 n’y a pas de place"),
        (
            replace(EURO, ends_on=dt.date(2023, 5, 1)),
            "finirait le 01/05/2023, avant son début le 01/01/2024",
        ),
    ],
)
def test_an_agreement_is_refused_in_one_sentence(terms: Terms, words: str) -> None:
    assert words in said(agreement_refusals(terms))


def test_a_sound_agreement_is_taken() -> None:
    assert said(agreement_refusals(EURO)) + said(agreement_refusals(FRANCS)) == ""


def test_francs_have_no_cents_and_euros_have() -> None:
    assert "12 F et 50 centièmes" in said(amount_refusals("A", "XOF", 1_250, "x"))
    assert said(amount_refusals("A", "EUR", 1_250, "x")) == ""
    assert "−5,00 EUR" in said(amount_refusals("A", "EUR", -500, "x"))


@pytest.mark.parametrize(("year", "refused"), [(2023, 1), (2024, 0), (2027, 1)])
def test_a_year_outside_the_agreement(year: int, refused: int) -> None:
    found = list(year_refusals("A", EURO, year))
    assert len(found) == refused
    assert all("va de 2024 à 2026" in said([issue]) for issue in found)


@pytest.mark.parametrize(
    ("tranche", "words"),
    [
        (
            Received("T 1", 100, None, 100, dt.date(2023, 12, 14)),
            "T 1 : reçue le 14/12/2023, alors que la convention porte sa signature",
        ),
        (Received("T 1", 100, None, 100, None), "vont ensemble"),
        (Received("T 1", 100, None, 100, dt.date(2026, 11, 1)), "or nous sommes le"),
        (Received("T 1", 100, rate="0"), "un taux de 0 F"),
        (Received("T 1", 100, in_budget=True), "passe hors budget"),
        (Received("T 1", -100), "au-dessous de zéro"),
    ],
)
def test_a_tranche_is_refused(tranche: Received, words: str) -> None:
    assert words in said(tranche_refusals(EURO, tranche, TODAY))


def test_a_tranche_may_come_between_signature_and_beginning() -> None:
    early = Received("T 1", 100, None, 100, dt.date(2023, 12, 20), way=Route.BUDGET)
    assert said(tranche_refusals(EURO, early, TODAY)) == ""
    unsigned = replace(EURO, signed_on=None)
    assert "son début le 01/01/2024" in said(tranche_refusals(unsigned, early, TODAY))


def test_a_use_has_one_amount_and_a_day_within() -> None:
    both = Spent("U", dt.date(2025, 1, 1), Money(5), 500)
    none = Spent("U", dt.date(2025, 1, 1), None, None)
    early = Spent("U", dt.date(2023, 12, 31), Money(5), None)
    assert "un seul montant" in said(use_refusals(EURO, both, TODAY))
    assert "un seul montant" in said(use_refusals(EURO, none, TODAY))
    assert "avant le début" in said(use_refusals(EURO, early, TODAY))


def test_spending_above_the_receipt_says_received_spent_asked_missing() -> None:
    found = balance_refusals("C-1", Fraction(10_000), Fraction(12_000), Fraction(3_000))
    assert said(found) == (
        "Convention C-1 : reçu 10 000 F, déjà dépensé 9 000 F ; demandé 3 000 F,"
        " il manque 2 000 F."
    )
    assert not list(balance_refusals("C-1", Fraction(5), Fraction(5), Fraction(5)))


def test_less_than_a_franc_too_much_is_still_too_much() -> None:
    found = balance_refusals("C-1", Fraction(10), Fraction(101, 10), None)
    assert "il manque 1 F" in said(found)

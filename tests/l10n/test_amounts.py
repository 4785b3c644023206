"""Amounts as bulletins and spreadsheets of elsewhere write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sample import FRENCH

from commune_desk.domain.errors import Doubtful, Unreadable
from commune_desk.l10n.amounts import Habit, amount

ONE_MEANING = [
    ("26.534.100", "26534100", ""),
    ("191,817,697", "191817697", ""),
    ("24 752 766", "24752766", ""),
    ("78\u202f500\u202f000 FCFA", "78500000", "XOF"),
    ("432.152.309 FCFA", "432152309", "XOF"),
    ("181.136,217 USD", "181136.217", "USD"),
    ("(421.640,983 USD)", "421640.983", "USD"),
    ("191,817.50", "191817.50", ""),
    ("1 234,56 €", "1234.56", "EUR"),
    ("50.000 dollars américains", None, "USD"),
    ("65 millions de Francs CFA", "65000000", "XOF"),
    ("28,2 millions USD", "28200000.0", "USD"),
    ("500.000 F CFA", "500000", "XOF"),
    ("0,500", "0.500", ""),
    ("12", "12", ""),
]


@pytest.mark.parametrize(("typed", "value", "currency"), ONE_MEANING)
def test_what_has_one_meaning_is_read(
    typed: str, value: str | None, currency: str
) -> None:
    if value is None:
        with pytest.raises(Doubtful):
            amount(typed)
        return
    found = amount(typed)
    assert found is not None
    assert (found.value, found.currency) == (Decimal(value), currency)


def test_what_may_mean_two_amounts_is_asked_about_with_both() -> None:
    with pytest.raises(Doubtful) as refused:
        amount("191,817")
    said = FRENCH.say(refused.value.text)
    assert "191,817" in said
    assert "191\u202f817" in said


@pytest.mark.parametrize(
    ("typed", "habit", "value"),
    [
        ("191,817", Habit.COMMA, "191.817"),
        ("191,817", Habit.POINT, "191817"),
        ("319.143", Habit.COMMA, "319143"),
        ("319.143", Habit.POINT, "319.143"),
        ("26.534.100", Habit.POINT, "26534100"),
    ],
)
def test_the_choice_for_the_column_settles_it(
    typed: str, habit: Habit, value: str
) -> None:
    found = amount(typed, habit)
    assert found is not None
    assert found.value == Decimal(value)


def test_francs_are_whole_so_that_three_figures_are_a_group() -> None:
    found = amount("191,817", currency="XOF")
    assert found is not None
    assert found.value == Decimal(191817)


@pytest.mark.parametrize("typed", ["1.23.456", "3 000 0000", "douze", "1,2,3", "-5"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        amount(typed)


def test_nothing_typed_is_no_amount() -> None:
    assert amount("  ") is None

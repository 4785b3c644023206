from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import FRENCH

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.money import Money, Share
from commune_desk.l10n import reading

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    "typed",
    [
        "12 500 000",
        "12.500.000",
        "12500000",
        "12 500 000 F CFA",
        "12\u00a0500\u00a0000\u00a0FCFA",
        "12\u202f500\u202f000\u00a0F",
        " 12 500 000 francs CFA ",
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str) -> None:
    assert reading.money(typed) == Money(12_500_000)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "3 000 0000",
            "« 3 000 0000 » n’est pas groupé par trois : lu 3 | 000 | 0000.",
        ),
        ("-5", "« -5 » est négatif : saisissez un montant sans signe."),
        ("12,5", "« 12,5 » a des décimales : les francs sont entiers."),
        ("12.50", "« 12.50 » a des décimales : les francs sont entiers."),
        ("12O", "« 12O » n’est pas un montant : « O » n’est pas un chiffre."),
        ("F", "« F » ne contient aucun chiffre."),
    ],
)
def test_what_is_no_amount_is_refused_and_said(typed: str, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        reading.money(typed)
    assert FRENCH.say(refusal.value.text).replace("\u00a0", " ") == said


def test_an_empty_cell_is_no_amount() -> None:
    assert reading.money("  ") is None


@given(st.integers(0, reading.LARGEST))
def test_what_is_written_is_read_back(francs: int) -> None:
    assert reading.money(FRENCH.francs(Money(francs))) == Money(francs)


READERS = (reading.money, reading.integer, reading.share, reading.date)


@given(st.text(max_size=20), st.sampled_from(READERS))
def test_any_text_is_read_or_refused(typed: str, read: Callable[[str], object]) -> None:
    with suppress(Unreadable):
        read(typed)


@pytest.mark.parametrize(
    "typed", ["12/10/2026", "12.10.2026", "12-10-2026", "2026-10-12"]
)
def test_dates_are_read_day_first_or_as_iso(typed: str) -> None:
    assert reading.date(typed) == dt.date(2026, 10, 12)


@pytest.mark.parametrize("typed", ["31/02/2026", "demain", "12/10/26"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        reading.date(typed)


def test_shares_are_read_with_and_without_their_sign() -> None:
    assert reading.share("16,83 %") == Share(1683)
    assert reading.share("100") == Share(10_000)


@pytest.mark.parametrize("sign", ["-", "−", "–"])
def test_what_may_be_below_zero_is_read_with_its_sign(sign: str) -> None:
    assert reading.signed_money(f"{sign} 990 000 F CFA") == Money(-990_000)
    assert reading.signed_money("990 000") == Money(990_000)
    assert reading.signed_money("") is None
    with pytest.raises(Unreadable):
        reading.signed_money(f"{sign}{sign}5")

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from paper_stories import FRENCH

from commune_desk.domain.money import Money
from commune_desk.reports.pdf.flow import plain_flow
from commune_desk.reports.pdf.fonts import SANS, ems, open_all
from commune_desk.reports.pdf.typeset import wrap

open_all()

AMOUNTS = st.integers(-(10**12), 10**12)
NAMES = st.text("abcdéɛɔɲŋ’-/ «»:;", max_size=30)
ROOM = st.floats(5, 300)


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, AMOUNTS), max_size=6), ROOM)
def test_no_amount_is_ever_cut(parts: list[tuple[str, int]], room: float) -> None:
    amounts = [FRENCH.francs(Money(amount)) for _, amount in parts]
    names = (name for name, _ in parts)
    text = " ".join(
        f"{name} ({amount})" for name, amount in zip(names, amounts, strict=True)
    )
    lines = wrap(text, SANS, 8.5, room)
    for amount in amounts:
        assert any(amount in line for line in lines)


@settings(deadline=None)
@given(AMOUNTS, ROOM)
def test_typed_amounts_stay_whole_too(amount: int, room: float) -> None:
    typed = f"{amount:,}".replace(",", " ") + " F"
    assert any(typed in line for line in wrap(f"soit {typed} par an", SANS, 9, room))


@settings(deadline=None)
@given(st.lists(NAMES, max_size=8).map(" ".join), ROOM)
def test_nothing_is_lost_and_nothing_is_too_long(text: str, room: float) -> None:
    lines = wrap(text, SANS, 8.5, room)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    for line in lines:
        assert len(line) == 1 or ems(line, SANS) * 8.5 <= room + 0.01


def test_french_signs_stay_with_their_words() -> None:
    for line in wrap("Qui paie ? « La commune » : 100 %", SANS, 9, 30):
        assert not line.startswith(("?", "»", ":", "%"))
        assert not line.endswith("«")


def test_runs_flow_without_losing_words() -> None:
    flowed = plain_flow("un deux\ntrois " + "x" * 400, 20, 9, 12)
    text = "".join(t for line in flowed.lines for word in line for t, _ in word)
    assert text == "undeuxtrois" + "x" * 400

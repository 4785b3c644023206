"""How the width of a table is shared among its columns."""

from __future__ import annotations

import pytest

from commune_desk.ui.column_fit import Need, share
from commune_desk.ui.two_lines import halved


def column(*steps: int, stretches: bool = True) -> Need:
    return Need(*steps, stretches=stretches, head=0, one_line=steps[-1])


WORDS = column(60, 60, 100, 80, 140, 400)
SHORT = column(40, 70, 70, 90, 90, 90)
AMOUNT = column(80, 80, 80, 110, 110, 110, stretches=False)
ALL = [WORDS, SHORT, AMOUNT]


def test_a_table_that_scrolls_keeps_its_columns_narrow() -> None:
    assert share(ALL, 100) == [60, 70, 80]


@pytest.mark.parametrize("room", range(180, 700, 7))
def test_no_room_is_left_over_or_exceeded(room: int) -> None:
    widths = share(ALL, room)
    assert room - len(ALL) <= sum(widths) <= room
    assert widths[2] >= AMOUNT.close


@pytest.mark.parametrize("room", range(210, 700, 7))
def test_short_words_stay_whole_while_others_give_way(room: int) -> None:
    assert share(ALL, room)[1] >= SHORT.close


def test_a_head_is_parted_where_its_lines_are_most_alike() -> None:
    assert halved("Solde de nos livres") == "Solde de\nnos livres"
    assert halved("Date") == "Date"

"""Fifty actions typed into an empty programme, and never a hand on the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from counts import count
from secretary import CONTROL, Hands, Key, founded

from commune_desk.domain.money import Money
from commune_desk.services.programming import actions
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.app.program import Program
    from commune_desk.services.programming import ActionRow
    from commune_desk.ui.shell import Shell

YEAR = 2024
VILLAGES = ("Premier", "Deuxième", "Troisième")
SECTORS = count(suite=("11", "12"), full=("11", "12", "13", "14", "15"))
EACH = 10
CEILING = 4.5
"""Keys an action beyond the signs of its title, place and cost: seen 4.0."""


@pytest.fixture
def shell(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return founded(program, tmp_path / "Essai.commune", YEAR, monkeypatch)


def data() -> list[tuple[str, str, str, int]]:
    """Sector, title, place and cost of each."""
    return [
        (
            sector,
            f"Ouvrage {sector} no {number}",
            VILLAGES[number % len(VILLAGES)],
            1_000_000 + 10_000 * number,
        )
        for sector in SECTORS
        for number in range(1, EACH + 1)
    ]


def kept(shell: Shell) -> list[ActionRow]:
    with shell.context.reading() as session:
        return list(actions(session, shell.context.scope))


def first_of_sector(hands: Hands, line: tuple[str, str, str, int]) -> None:
    """Fill the sheet in: it asks for the sector."""
    sector, title, place, cost = line
    hands.press(Key.Key_N, CONTROL)
    hands.press(Key.Key_Tab)  # the number gives itself
    hands.type(title, Key.Key_Tab)
    hands.type(place, Key.Key_Tab)
    hands.type(str(cost))
    hands.press(Key.Key_Tab, times=5)
    hands.type(sector)
    hands.press(Key.Key_Return, CONTROL)


def next_line(hands: Hands, line: tuple[str, str, str, int]) -> None:
    """Type into the new line, which takes the sector of the one above."""
    _, title, place, cost = line
    hands.type(title, Key.Key_Tab)
    hands.type(place, Key.Key_Tab)
    hands.type(str(cost), Key.Key_Return)


@pytest.mark.full
def test_fifty_actions_are_typed_with_the_keyboard_alone(shell: Shell) -> None:
    hands = Hands()
    hands.go(shell, "Villages")
    hands.press(Key.Key_N, CONTROL)
    hands.type(VILLAGES[0])
    hands.press(Key.Key_Return, CONTROL)
    hands.press(Key.Key_Return)
    for village in VILLAGES[1:]:
        hands.type(village, Key.Key_Return)
    hands.go(shell, "Programmation")
    hands.keys, before = 0, ""
    lines = data()
    for line in lines:
        if line[0] != before:
            before = line[0]
            first_of_sector(hands, line)
            hands.press(Key.Key_Return)
        else:
            next_line(hands, line)
    settle(shell)
    found = kept(shell)
    assert len(found) == len(lines)
    for (sector, title, place, cost), row in zip(lines, found, strict=True):
        assert (row.sector_code, row.title) == (sector, title)
        assert row.places.names == (place,)
        assert row.costs == {YEAR: Money(cost)}
    signs = sum(len(f"{title}{place}{cost}") for _, title, place, cost in lines)
    beyond = (hands.keys - signs) / len(lines)
    print(f"{hands.keys} keys, {beyond:.2f} an action beyond its signs")  # noqa: T201  read with -s
    assert beyond <= CEILING

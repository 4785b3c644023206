"""The scorecard says what its tests saw, and does not hold where one fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import scorecard
from scorecard import CARDS, Card

from commune_desk.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PASSES = 'def test_a(scored):\n    scored("3 of 3 seen")\n'
FAILS = "def test_b():\n    raise ValueError\n"
LEFT_OUT = 'import pytest\ndef test_c():\n    pytest.skip("not here")\n'


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_each_card_names_tests_that_are_there(card: Card) -> None:
    for wanted in card.tests:
        path, _, name = wanted.partition("::")
        place = ROOT / path
        assert place.exists(), wanted
        assert not name or f"def {name}(" in place.read_text("utf-8"), wanted


def test_the_whole_card_of_the_reference_is_there() -> None:
    wanted = {f"R{n}" for n in range(1, 11)} | {f"X{n}" for n in range(1, 11)}
    wanted |= {f"P{n}" for n in range(1, 7)} | {"R2n", "X0"}
    assert {card.name for card in CARDS} == wanted


@pytest.mark.parametrize(
    ("tests", "holds", "told"),
    [
        (PASSES, True, "3 of 3 seen"),
        (PASSES + FAILS, False, "3 of 3 seen; 1 FAILED"),
        (PASSES + LEFT_OUT, False, "3 of 3 seen; 1 not run here"),
        ("", False, "0 tests passed"),
        ("no python", False, "0 tests passed; 1 FAILED"),
    ],
)
def test_a_card_holds_where_all_was_run_and_passed(
    tmp_path: Path, tests: str, *, holds: bool, told: str
) -> None:
    tests_of_ours = str(ROOT / "tests")
    (tmp_path / "conftest.py").write_text(
        f"import sys\nsys.path.insert(0, {tests_of_ours!r})\n"
        "from scored import scored\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    path = tmp_path / "test_of_a_card.py"
    path.write_text(tests)
    card = Card("R0", "a card", "a goal", (str(path),))
    outcome, seconds = scorecard.run(card, full=False)
    assert (outcome.holds, outcome.told()) == (holds, told)
    assert ("holds" in scorecard.line(card, outcome, seconds)) == holds


def test_an_unknown_card_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert scorecard.main(["R99"]) == scorecard.WRONG_USAGE
    assert "R99" in capsys.readouterr().err

"""Search everywhere on 20 000 actions, spelt well and not (goal: 50 ms)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from large_dossier import MANY, Large
from PySide6.QtWidgets import QApplication, QWidget
from sample import FRENCH

from commune_desk.domain.money import Money
from commune_desk.services.actions import CostAction
from commune_desk.ui.context import Context
from commune_desk.ui.finder import Finder
from commune_desk.ui.navigation import places
from commune_desk.ui.ports import Dossier, Ports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

WORDS = 15_000
"""Different words in the titles: names of places, persons and firms."""

ASKED = (
    "construction", "co", "forage {name}", "forrage {wrong}", "rehabilittaion",
    "konstuction vilage {wrong}", "ecole marhce formtion", "zzxqwvpt", "action 12345",
)  # fmt: skip
_PARTS = "ba be bi bou da di do fa fo ga ka ke ki kou la li ma mo na ni sa se ta ti zan"
_WHAT = (
    "construction réhabilitation forage école magasin puits marché village formation"
)


@pytest.fixture(scope="module")
def names() -> list[str]:
    chance = random.Random(20261127)
    parts = _PARTS.split()
    return [
        "".join(chance.choices(parts, k=chance.randint(2, 5))) for _ in range(WORDS)
    ]


@pytest.fixture(scope="module")
def finder(
    qapp: QApplication,  # noqa: ARG001  widgets need it
    names: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Finder]:
    chance = random.Random(20261127)
    large = Large(tmp_path_factory.mktemp("large") / "large.commune", MANY)
    with large.store.writing("bench") as unit:
        for number in range(1, MANY + 1):
            title = " ".join(
                (*chance.choices(_WHAT.split(), k=2), *chance.choices(names, k=3))
            )
            unit.session.connection().exec_driver_sql(
                "UPDATE actions SET title = ? WHERE id = ?",
                (f"{title} {number}", number),
            )
    context = Context(large.desk, large.scope, FRENCH, Ports(Dossier("Dembela")))
    owner = QWidget()
    made = Finder(owner, context, places(context.ports))
    made.begin()
    while made.reading:  # a question would read on as long as its patience lasts
        QApplication.processEvents()
    yield made
    context.close()
    large.store.close()


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_among_20_000_actions(
    benchmark: BenchmarkFixture, finder: Finder, names: list[str], asked: str
) -> None:
    name = max(names[:50], key=len)
    text = asked.format(name=name, wrong=name[:2] + name[3:])
    finder.find("to")
    benchmark(finder.find, text)


def test_the_dossier_is_read_for_the_first_question(
    benchmark: BenchmarkFixture, finder: Finder
) -> None:
    def forget() -> None:
        finder._forget()

    benchmark.pedantic(finder.find, ("forage",), setup=forget, rounds=3)


def test_a_question_after_an_edit(benchmark: BenchmarkFixture, finder: Finder) -> None:
    context, costs = finder._context, iter(range(1_000, 9_000))

    def edit() -> None:
        assert context.do(CostAction(77, 2024, Money(next(costs)))) is None

    finder.find("forage")
    benchmark.pedantic(finder.find, ("forage",), setup=edit, rounds=20)

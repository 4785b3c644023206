"""A heading that the region replaces prints on T1, T2, T3, T4, T8, T9 and T10."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from recounted import text_of

from commune_desk.domain.headings import OFFICIAL
from commune_desk.domain.roles import Role
from commune_desk.services.desk import Desk, User
from commune_desk.services.headings import ReplaceHeading
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LETTERS = "abcdfghjklmnopqrstvwxyz"
PRINTED = {paper: (paper,) for paper in OFFICIAL} | {
    "diagnosis-synthesis": ("diagnosis-synthesis", "diagnosis-blank"),
    "acts": ("deliberation",),
}


EMPTY = {"operational-frame": ["indicator", "others"]}
"""Columns that are left out, for the demonstration has nothing to put there."""


def other(paper: str, key: str) -> str:
    """Make a heading that is in no word of French."""
    return "§" + LETTERS[list(OFFICIAL[paper]).index(key)]


@pytest.fixture(scope="module")
def replaced(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("region") / "region.commune"
    shutil.copyfile(demonstration, path)
    store = Store(path)
    store.open()
    desk = Desk(store, User("Secrétaire", Role.SECRETARY))
    for paper, ours in OFFICIAL.items():
        for key in ours:
            desk.do(ReplaceHeading(paper, key, "title", other(paper, key)))
    yield store
    store.close()


@pytest.mark.parametrize("paper", OFFICIAL)
def test_the_words_of_the_region_stand_on_the_paper(
    replaced: Store, paper: str
) -> None:
    text = " ".join(text_of(replaced, name) for name in PRINTED[paper])
    text = text.replace(" ", "").lower()  # cut in a narrow column, capitals of an axis
    unseen = [key for key in OFFICIAL[paper] if other(paper, key) not in text]
    assert unseen == EMPTY.get(paper, [])


@pytest.mark.parametrize(
    "name",
    [
        "deliberation",
        "deliberation-revision",
        "budget-deliberation",
        "administrative-account-deliberation",
    ],
)
def test_every_act_takes_the_words_of_the_region(replaced: Store, name: str) -> None:
    text = text_of(replaced, name).replace(" ", "")
    assert all(other("acts", key) in text for key in OFFICIAL["acts"])


def test_a_replacement_says_the_place_where_it_names_it(
    demonstration: Path, tmp_path: Path
) -> None:
    path = tmp_path / "region.commune"
    shutil.copyfile(demonstration, path)
    store = Store(path)
    store.open()
    desk = Desk(store, User("Secrétaire", Role.SECRETARY))
    words = "Ainsi fait à {place} en séance publique."
    desk.do(ReplaceHeading("acts", "done", "title", words))
    text = text_of(store, "deliberation")
    desk.do(ReplaceHeading("acts", "done", "title", ""))
    again = text_of(store, "deliberation-revision")
    store.close()
    assert "Ainsi fait à Salle de réunion de la mairie en séance publique." in text
    assert "Fait et délibéré" in again

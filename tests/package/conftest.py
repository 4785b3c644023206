"""What tests of packages are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample import Sample, build
from sending_hands import desk_on

from commune_desk.services.settings import SetPreference
from commune_desk.services.territory import ReviseCommune

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.desk import Desk


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Sample]:
    made = build(tmp_path / "petit.commune")
    made.desk.do(ReviseCommune(1, "code", "ML99010101"))
    made.desk.do(ReviseCommune(1, "code_list", "essai-2026"))
    made.desk.do(SetPreference("situation.date", "31/12/2024"))
    yield made
    made.store.close()


@pytest.fixture
def desk(demonstration: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk_on(demonstration, tmp_path) as made:
        yield made

"""What every test is given."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sample
from scored import scored
from shared_shelf import once, shelf

from commune_desk.exchange.demonstration import demonstrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["scored"]

if not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


OF_2026 = """kind = 'primitive' AND fiscal_year_id =
 (SELECT id FROM fiscal_years WHERE year = 2026)"""
UNVOTED = (
    f"""UPDATE line_amounts SET voted = NULL, approved = NULL WHERE document_id IN
    (SELECT id FROM budget_documents WHERE {OF_2026})""",
    f"""UPDATE budget_documents SET state = 'debated', voted_on = NULL,
    deliberation = '', transmitted_on = NULL, transmission = '', approved_on = NULL,
    approval = '' WHERE {OF_2026}""",
)


@pytest.fixture
def small() -> Iterator[sample.Sample]:
    made = sample.build()
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it once for all workers; each opens a copy of its own."""
    made = once(
        shelf(tmp_path_factory) / "demonstration.commune",
        lambda path: demonstrate(path, "test", sample.FRENCH),
    )
    path = tmp_path_factory.mktemp("demo") / made.name
    shutil.copyfile(made, path)
    return path


@pytest.fixture
def before_the_vote(demonstration: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration whose budget of 2026 is debated and not yet voted."""
    path = tmp_path / "demonstration.commune"
    shutil.copyfile(demonstration, path)
    with closing(sqlite3.connect(path)) as raw:
        for statement in UNVOTED:
            raw.execute(statement)
        raw.commit()
    return path

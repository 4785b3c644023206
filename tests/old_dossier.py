"""A dossier as the first layout kept it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from commune_desk.storage.pragmas import APPLICATION_ID
from commune_desk.storage.upgrade import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path


def make_old(path: Path, rows: str) -> None:
    """Lay it out as it was then, with these rows."""
    source = (MIGRATIONS / "versions" / "0001_first_layout.py").read_text("utf-8")
    names: dict[str, tuple[str, ...]] = {}
    layout = source[source.index("LAYOUT = (") : source.index("def upgrade")]
    exec(layout, names)  # noqa: S102  our own file, which must not change any more
    with closing(sqlite3.connect(path)) as raw:
        for statement in names["LAYOUT"]:
            raw.execute(statement)
        raw.executescript(rows)
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("PRAGMA user_version = 1")
        raw.commit()


ROWS = """
INSERT INTO communes VALUES (1, 'Dembela', '1', '', '', '', '', NULL, NULL, '', 1, '');
INSERT INTO villages VALUES (4, 'Oueto', 'village', '', '', 12, 2009, NULL, 11.5, -6.5,
    '', 'loin');
INSERT INTO plans VALUES (2, 'PDSEC', 2024, 5, 1, NULL, '', 700, 'note');
INSERT INTO sectors VALUES (3, '10', 'Éducation', '', NULL);
INSERT INTO axes VALUES (5, 2, 1, 'Social');
INSERT INTO objectives VALUES (6, 5, 3, 'Scolariser');
INSERT INTO actions VALUES (7, 2, '1.1', 'Classes', 3, 6, 'investment', 0, '', 3,
    'salles', '', '', '', 'à suivre');
INSERT INTO action_costs VALUES (8, 7, 2025, 9000000);
INSERT INTO action_places VALUES (9, 7, 4);
"""

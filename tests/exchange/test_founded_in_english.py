"""Our own files are read alike, in whatever language the window speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample import FRENCH
from sqlalchemy import text

from commune_desk.exchange.demonstration import demonstrate
from commune_desk.exchange.founding import found
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = Words("en", TRANSLATIONS)


def counted(path: Path) -> dict[str, int]:
    store = Store(path)
    store.open()
    with store.reading() as session:
        names = session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table'")
        ).scalars()
        counts = {
            name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in names.all()
        }
    store.close()
    return counts


def test_a_dossier_is_founded_in_english_as_in_french(tmp_path: Path) -> None:
    paths = []
    for words in (FRENCH, ENGLISH):
        path = tmp_path / f"{words.language}.commune"
        found(path, "test", words, name="Essai", code="", first_year=2026)
        paths.append(counted(path))
    assert paths[0] == paths[1]
    assert paths[1]["sectors"] > 0


def test_the_demonstration_begins_in_english(tmp_path: Path) -> None:
    path = tmp_path / "demonstration.commune"
    demonstrate(path, "test", ENGLISH, wanted=lambda _: False)
    assert counted(path)["sectors"] > 0

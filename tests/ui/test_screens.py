from __future__ import annotations

from typing import TYPE_CHECKING

import dembela
import pytest
from counts import count
from PySide6.QtCore import QSize

from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.services.scope import Scope
from commune_desk.ui.context import Context
from commune_desk.ui.ports import Dossier, Ports
from commune_desk.ui.screens import draw_all, tour

if TYPE_CHECKING:
    from pathlib import Path

NARROW = (QSize(1366, 768), 1.25)
SIZES = count([NARROW], full=[(NARROW[0], 1.0), (QSize(1280, 720), 1.0), NARROW])
"""The narrowest size; the demonstration goes through the others too."""


@pytest.mark.full
@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_nothing_is_cut_on_any_page(
    size: QSize, scale: float, context: Context, tmp_path: Path
) -> None:
    found = draw_all(context, tmp_path, size, scale)
    assert {key: lines for key, lines in found.items() if lines} == {}
    assert len(list(tmp_path.glob("*.png"))) == len(found)


@pytest.mark.usefixtures("dressed")
def test_every_page_opens_on_an_empty_dossier() -> None:
    desk = dembela.desk(filled=False)
    ports = Ports(Dossier("Dembela"))
    context = Context(desk, Scope(2026), Words("fr", TRANSLATIONS), ports)
    assert [key for key, _ in tour(context, QSize(1366, 768))]
    desk.store.close()

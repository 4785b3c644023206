from __future__ import annotations

from typing import TYPE_CHECKING

import dembela
import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.services.plans import scope_for
from commune_desk.tables.actions import ACTIONS
from commune_desk.ui.context import Context
from commune_desk.ui.pages.programming import ProgrammingPage
from commune_desk.ui.ports import Dossier, Ports
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.services.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = dembela.desk()
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> None:
    dress(qapp)


@pytest.fixture
def context(dressed: None, desk: Desk) -> Iterator[Context]:  # noqa: ARG001  the look must be on
    with desk.store.reading() as session:
        scope = scope_for(session, dembela.YEAR)
    ports = Ports(Dossier("Dembela", "Dembela.commune"))
    made = Context(desk, scope, Words("fr", TRANSLATIONS), ports)
    yield made
    made.close()
    # Pages that outlive their dossier would ask it for words when the next is dressed.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> ProgrammingPage:
    made = ProgrammingPage(ACTIONS, context)
    qtbot.addWidget(made)
    made.resize(1500, 700)
    made.show()
    made.activateWindow()
    made.view.setFocus()
    return made


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Shell:
    made = Shell(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made

"""The panel of long work shows its steps as they come, and makes no line anew."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from commune_desk.domain.text import N_
from commune_desk.ui.widgets import work_panel
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.services.jobs import Progress
    from commune_desk.ui.context import Context

PATIENCE = 10
"""Seconds after which a worker goes on by itself."""

READING, WRITING = N_("Reading the lines"), N_("Checking the lines")


@pytest.fixture
def panel(context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> WorkPanel:
    monkeypatch.setattr(work_panel, "SHOWN_AFTER", 0)
    made = WorkPanel(context, "Essai")
    qtbot.addWidget(made)
    return made


def lines(panel: WorkPanel) -> list[str]:
    """Give what the labels in sight say, in order."""
    QApplication.processEvents()
    return [each.text() for each in panel.findChildren(Label) if not each.isHidden()]


def test_a_step_that_goes_on_has_a_new_count_on_the_same_line(panel: WorkPanel) -> None:
    panel.show()
    panel.tell_step(READING, 0, 40)
    first = panel.findChildren(Label)
    panel.tell_step(READING, 19, 40)
    assert panel.findChildren(Label) == first
    told = lines(panel)
    assert "20 / 40" in told
    assert "1 / 40" not in told
    assert "50\u00a0%" in told
    panel.tell_step(WRITING, 0, 4)
    told = lines(panel)
    at = [told.index(word) for word in ("20 / 40", "1 / 4", "25\u00a0%")]
    assert at[0] < at[1], "the step before stays above, as far as it came"


def test_steps_told_before_the_panel_is_seen_are_there(
    panel: WorkPanel, context: Context, qtbot: QtBot
) -> None:
    seen = Event()

    def work(progress: Progress) -> None:
        progress.step(READING, 0, 2)
        progress.step(READING, 1, 2)
        progress.step(WRITING, 0, 2)
        seen.wait(PATIENCE)

    panel.run(work, lambda _: None)
    qtbot.waitUntil(lambda: "1 / 2" in lines(panel) and "2 / 2" in lines(panel))
    seen.set()
    qtbot.waitUntil(lambda: not context.jobs.busy)
    assert panel.isHidden()
    ended: list[bool] = []
    panel.run(lambda _: ended.append(True), lambda _: None)
    panel.show()
    assert "2 / 2" not in lines(panel), "the steps of the work before are gone"
    qtbot.waitUntil(lambda: not context.jobs.busy)
    assert ended

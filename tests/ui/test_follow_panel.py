"""States and progress noted from the panel; the map's boundary; stages and days."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from commune_desk.app.opening import opened
from commune_desk.domain.lifecycle import ActionState, Stage
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.services.tracking import tracked
from commune_desk.tables.followup import TRACKING
from commune_desk.ui.inline_form import InlineForm
from commune_desk.ui.pages.action_money_leaf import ActionMoneyLeaf
from commune_desk.ui.pages.drawing_page import MapPage
from commune_desk.ui.pages.follow_leaf import FollowLeaf
from commune_desk.ui.pages.tracking_page import TrackingPage
from commune_desk.ui.theme import dress
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.services.tracking import FollowRow
    from commune_desk.ui.context import Context, Destination

FRENCH = Words("fr", TRANSLATIONS)


@pytest.fixture
def context(
    qapp: QApplication, demonstration: Path, tmp_path: Path
) -> Iterator[Context]:
    dress(qapp)
    path = tmp_path / "demonstration.commune"
    shutil.copyfile(demonstration, path)
    made = opened(path, FRENCH, 2026)
    yield made
    made.close()
    made.desk.store.close()


def row(context: Context, code: str) -> FollowRow:
    with context.reading() as session:
        rows = tracked(session, context.scope)
    return next(each for each in rows if each.code == code)


def page(context: Context, qtbot: QtBot) -> TrackingPage:
    made = TrackingPage(TRACKING, context, N_("Add a line"))
    qtbot.addWidget(made)
    return made


def form(leaf: FollowLeaf) -> InlineForm:
    found = [f for f in leaf.widget.findChildren(InlineForm) if f.parent() is not None]
    return found[-1]


def fill(asked: InlineForm, **typed: str) -> None:
    for field in asked.fields:
        if field.column.key in typed:
            field.setText(typed[field.column.key])
    asked.note()


def test_a_state_is_noted_in_place_and_its_refusal_stays_there(
    context: Context, qtbot: QtBot
) -> None:
    leaf = FollowLeaf(context)
    qtbot.addWidget(leaf.widget)
    assert leaf.show_row(row(context, "1.7"))
    leaf.ask(ActionState.POSTPONED)
    asked = form(leaf)
    fill(asked, to_year="2027", reason="")
    assert "motif est obligatoire" in asked._refusal.words()
    assert row(context, "1.7").state is ActionState.SEEKING
    fill(asked, reason="Le partenaire a demandé un an.")
    assert row(context, "1.7").state is ActionState.POSTPONED
    context.undo()
    assert row(context, "1.7").state is ActionState.SEEKING


def test_progress_is_added_in_place_from_the_last_figures(
    context: Context, qtbot: QtBot
) -> None:
    leaf = FollowLeaf(context)
    qtbot.addWidget(leaf.widget)
    leaf.show_row(row(context, "1.3"))
    leaf.ask("progress")
    fill(form(leaf), quantity="2", paid="10 000 000")
    found = row(context, "1.3")
    assert (found.quantity, found.paid) == (2, Money(10_000_000))
    assert found.seen_on == dt.date(2026, 10, 31)
    assert found.committed == Money(14_200_000)


def test_figures_typed_into_the_table_go_to_the_chosen_day(
    context: Context, qtbot: QtBot
) -> None:
    made = page(context, qtbot)
    made.on.setText("15/10/2026")
    column = made.table.column("paid", context.scope)
    command = column.edit(row(context, "1.3"), Money(9_000_000))
    assert command is not None
    assert context.do(command) is None
    found = row(context, "1.3")
    assert (found.seen_on, found.paid) == (dt.date(2026, 10, 15), Money(9_000_000))
    made.on.setText("n’importe quoi")
    assert made.on.property("state") == "error"


def test_a_stage_is_chosen(context: Context, qtbot: QtBot) -> None:
    made = page(context, qtbot)
    whole = made.model.count
    made.stage.setCurrentIndex(1 + list(Stage).index(Stage.ABANDONED))
    assert made.model.count == 1
    made.stage.setCurrentIndex(0)
    assert made.model.count == whole


def test_the_map_takes_a_boundary_and_says_why_a_file_is_none(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    made = MapPage(context)
    qtbot.addWidget(made)
    refused = []
    context.refused.connect(refused.append)
    path = tmp_path / "limite.geojson"
    path.write_text("{}", "utf-8")
    made.take_boundary(path)
    assert len(refused) == 1
    path.write_text(
        '{"type":"Polygon","coordinates":'
        "[[[-6.5,11.6],[-6.2,11.6],[-6.2,11.9],[-6.5,11.6]]]}",
        "utf-8",
    )
    made.take_boundary(path)
    assert len(refused) == 1
    assert "Limite de la commune" in context.say(context.desk.undo_label())


def test_the_panel_lists_what_the_books_paid_and_leads_to_the_expense(
    context: Context, qtbot: QtBot
) -> None:
    leaf = ActionMoneyLeaf(context)
    qtbot.addWidget(leaf.widget)
    assert not leaf.show_row(row(context, "1.7"))
    assert leaf.show_row(row(context, "1.9"))
    words = [each.text() for each in leaf.widget.findChildren(Label)]
    text = " ".join(words).replace("\u202f", " ").replace("\u00a0", " ")
    assert "4 170 000" in text
    assert text.count("Mandat n°") == text.count("Paiement n°") == 2
    gone: list[Destination] = []
    context.gone.connect(gone.append)
    next(iter(leaf.links.values())).followed.emit()
    qtbot.waitUntil(lambda: bool(gone))
    assert gone[0].place == "expenses"
    assert context.scope.year == 2025

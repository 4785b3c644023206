from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor

from commune_desk.domain.prose import Passage, Shape, Span, marked, tidy
from commune_desk.domain.strategy import Marker
from commune_desk.services.frame import Sort
from commune_desk.services.plans import AddPlan
from commune_desk.services.programming import actions
from commune_desk.services.sections import AddSection, ReviseSection, sections
from commune_desk.services.themes import AddTheme
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.frame import FRAME
from commune_desk.ui.context import Context, Destination
from commune_desk.ui.fields import Field
from commune_desk.ui.pages.document_page import DocumentPage
from commune_desk.ui.pages.frame_page import FramePage
from commune_desk.ui.pages.programming import ProgrammingPage
from commune_desk.ui.pages.themes_leaf import ThemesLeaf
from commune_desk.ui.prose_editor import ProseEditor
from commune_desk.ui.states import State

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from commune_desk.services.sections import SectionRow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier

LETTERS = st.text("abé’*-#1. \u00a0", max_size=8)
PASSAGES = st.builds(
    Passage,
    st.lists(st.builds(Span, LETTERS, st.booleans(), st.booleans()), max_size=4).map(
        tuple
    ),
    st.sampled_from(Shape),
    st.integers(1, 20),
)


@pytest.fixture
def editor(dressed: None, qtbot: QtBot) -> ProseEditor:  # noqa: ARG001  the look must be on
    made = ProseEditor()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def plan(context: Context) -> int:
    assert context.scope.plan_id is not None
    return context.scope.plan_id


@pytest.fixture
def document(context: Context, plan: int, qtbot: QtBot) -> DocumentPage:
    for title in ("Résumé", "Introduction"):
        values = {"plan_id": plan, "title": title, "hint": f"À écrire : {title}"}
        context.desk.do(AddSection(values))
    made = DocumentPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    return made


def kept(context: Context) -> list[SectionRow]:
    with context.reading() as session:
        return sections(session, context.scope)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(prose=st.lists(PASSAGES, max_size=5))
def test_what_the_editor_shows_is_what_it_gives(
    editor: ProseEditor, prose: list[Passage]
) -> None:
    text = marked(tidy(prose))
    editor.write(text)
    assert editor.prose() == text


def test_keys_make_words_bold_and_italic(editor: ProseEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor, "un ")
    qtbot.keyClick(editor, Key.Key_B, CONTROL)
    qtbot.keyClicks(editor, "mot")
    qtbot.keyClick(editor, Key.Key_B, CONTROL)
    qtbot.keyClick(editor, Key.Key_I, CONTROL)
    qtbot.keyClicks(editor, " fin")
    assert editor.prose() == "un **mot** *fin*"


def test_enter_ends_a_heading_and_an_empty_item(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    qtbot.keyClicks(editor, "Titre")
    editor.turn(Shape.HEADING)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(editor, "un")
    editor.turn(Shape.ITEM)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(editor, "deux")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(editor, "fin")
    assert editor.prose() == "## Titre\n\n- un\n- deux\n\nfin"


def test_a_shape_given_twice_is_taken_away(editor: ProseEditor) -> None:
    editor.write("un\n\ndeux")
    editor.selectAll()
    editor.turn(Shape.NUMBER)
    assert editor.prose() == "1. un\n2. deux"
    editor.selectAll()
    editor.turn(Shape.NUMBER)
    assert editor.prose() == "un\n\ndeux"


def test_a_page_of_word_is_pasted_without_its_dress(editor: ProseEditor) -> None:
    editor.write("avant")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    data = QMimeData()
    data.setHtml(
        "<style>p {color:red}</style><p style='font-family:Arial;color:red'> puis "
        "<b>gras</b></p><h2>Titre</h2><ul><li>un</li></ul><script>x()</script>"
    )
    editor.insertFromMimeData(data)
    assert editor.prose() == "avantpuis **gras**\n\n## Titre\n\n- un"
    assert "Arial" not in editor.toHtml()
    assert "red" not in editor.toHtml()


def test_what_is_copied_comes_back_whole(editor: ProseEditor) -> None:
    editor.write("Un **mot**.\n\n- deux\n- trois")
    editor.selectAll()
    data = editor.createMimeDataFromSelection()
    assert data.text() == "Un mot.\ndeux\ntrois"
    editor.clear()
    editor.insertFromMimeData(data)
    assert editor.prose() == "Un **mot**.\n\n- deux\n- trois"


def test_text_is_kept_when_another_section_is_chosen(
    document: DocumentPage, context: Context, qtbot: QtBot
) -> None:
    first, second = (row.id for row in kept(context))
    assert document.section == first
    qtbot.keyClicks(document.editor, "Un mot")
    document.list.choose(second)
    assert document.section == second
    assert document.editor.prose() == ""
    assert kept(context)[0].text == "Un mot"
    document.list.choose(first)
    assert document.editor.prose() == "Un mot"


def test_text_is_kept_after_a_pause_and_when_the_page_goes(
    document: DocumentPage, context: Context, qtbot: QtBot
) -> None:
    document._pause.setInterval(10)
    qtbot.keyClicks(document.editor, "Un")
    qtbot.waitUntil(lambda: kept(context)[0].text == "Un")
    document._pause.setInterval(60_000)
    qtbot.keyClicks(document.editor, " mot")
    document.hide()
    assert kept(context)[0].text == "Un mot"


def test_typing_nothing_writes_nothing(
    document: DocumentPage, context: Context
) -> None:
    before = sample.content(context.desk.store)
    assert document.save()
    assert sample.content(context.desk.store) == before


def test_undo_shows_the_text_before(
    document: DocumentPage, context: Context, qtbot: QtBot
) -> None:
    qtbot.keyClicks(document.editor, "Un")
    document.save()
    qtbot.keyClicks(document.editor, " mot")
    document.save()
    context.undo()
    assert document.editor.prose() == "Un"


def test_an_earlier_text_is_taken_back(
    document: DocumentPage, context: Context, qtbot: QtBot
) -> None:
    for words in ("Un", " mot"):
        qtbot.keyClicks(document.editor, words)
        document.save()
    document.show_tab(1)
    assert document.history.list.count() == 1
    assert document.history.view.prose() == "Un"
    document.history.back.click()
    assert kept(context)[0].text == "Un"
    assert document.editor.prose() == "Un"


def test_what_another_act_changes_does_not_take_typed_words(
    document: DocumentPage, context: Context, qtbot: QtBot
) -> None:
    second = kept(context)[1].id
    qtbot.keyClicks(document.editor, "en cours")
    context.desk.do(ReviseSection(second, "title", "Autre"))
    assert document.editor.prose() == "en cours"
    document.save()
    assert kept(context)[0].text == "en cours"


def test_sections_move_and_the_cursor_stays(
    document: DocumentPage, context: Context
) -> None:
    first = document.section
    document._move(1)
    assert [row.id for row in kept(context)][1] == first
    assert document.section == first


def test_a_finding_opens_its_section(document: DocumentPage, context: Context) -> None:
    second = kept(context)[1].id
    record = ReviseSection.entity.record(type("Row", (), {"id": second}))
    document.opened(Destination("document", record))
    assert document.section == second


def test_a_plan_without_sections_offers_the_usual_contents(
    context: Context, qtbot: QtBot
) -> None:
    made = DocumentPage(context)
    qtbot.addWidget(made)
    assert made.section == 0
    made.take_contents()
    assert len(made.rows) > 30
    assert made.section == kept(context)[0].id


@pytest.fixture
def frame(context: Context, qtbot: QtBot) -> FramePage:
    made = FramePage(FRAME, context)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.activateWindow()
    return made


def sorts(page: FramePage) -> list[Sort]:
    return [row.sort for row in page.model.rows()]


def test_the_whole_tree_is_unfolded(frame: FramePage) -> None:
    top = frame.model.index(0, 0)
    assert frame.view.isExpanded(top)
    assert frame.model.rowCount(top) > 0


def test_lines_are_added_under_the_chosen_one_and_typed_in_place(
    frame: FramePage, qtbot: QtBot
) -> None:
    for sort in (Sort.AXIS, Sort.OBJECTIVE, Sort.RESULT, Sort.INDICATOR):
        before = sorts(frame).count(sort)
        frame.add_line(sort)
        assert sorts(frame).count(sort) == before + 1
        row = frame.model.row_at(frame.view.currentIndex())
        assert row.sort is sort
        field = frame.view.findChild(Field)
        assert isinstance(field, Field)
        field.selectAll()
        qtbot.keyClicks(field, f"Titre {sort.name}")
        frame.view._end_typing(field, 0, 0)
        row = frame.model.row(row.id)
        assert row.title == f"Titre {sort.name}"
    chain = []
    while row is not None:
        chain.append(row.sort)
        row = frame.model.row(row.above) if row.above is not None else None
    assert chain == [Sort.INDICATOR, Sort.RESULT, Sort.OBJECTIVE, Sort.AXIS]


def test_a_line_in_use_is_not_removed_and_the_reason_is_said(
    frame: FramePage, context: Context
) -> None:
    said = []
    context.said.connect(said.append)
    frame.view.choose_first()
    before = sorts(frame)
    frame.remove()
    assert sorts(frame) == before
    assert said[-1].state is State.CORRECT


def test_the_common_indicators_come_with_one_press(frame: FramePage) -> None:
    before = sorts(frame).count(Sort.INDICATOR)
    frame.take()
    assert sorts(frame).count(Sort.INDICATOR) > before + 20


def test_an_empty_dossier_says_that_a_plan_is_needed(
    frame: FramePage, context: Context
) -> None:
    said = []
    context.said.connect(said.append)
    context.desk.do(AddPlan({"title": "Autre", "first_year": 2035}))
    context.scope = type(context.scope)(1990)
    context.scoped.emit()
    assert frame.model.whole == 0
    frame.add_line(Sort.AXIS)
    assert said[-1].state is State.CORRECT


def test_a_theme_is_marked_in_the_panel_of_an_action(
    context: Context, qtbot: QtBot
) -> None:
    theme = context.desk.do(AddTheme({"code": "T1", "title": "Genre"}))
    page = ProgrammingPage(ACTIONS, context)
    qtbot.addWidget(page)
    leaf = ThemesLeaf(context)
    row = page.model.rows()[0]
    assert leaf.show_row(row)
    leaf._mark(row.id, theme, 2)
    with context.reading() as session:
        (again,) = actions(session, context.scope, [row.id])
    assert again.themes.marker_of(theme) is Marker.SECONDARY

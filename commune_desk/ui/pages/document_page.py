"""The document of the plan: its sections at the left, the prose of one at the right.

What is typed is kept when the section is left, when the window loses it, and after a
pause: nothing is lost half-typed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from commune_desk.domain.plan_document import PARTS
from commune_desk.domain.prose import Shape
from commune_desk.domain.text import N_
from commune_desk.services.sections import (
    MoveSection,
    ReviseSection,
    TakeContents,
    sections,
)
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.papers import show_paper
from commune_desk.ui.pages.text_history import TextHistory
from commune_desk.ui.prose_editor import ProseEditor
from commune_desk.ui.section_list import SectionList
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, SMALL, Button, Choices
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QFrame, QHBoxLayout

    from commune_desk.services.sections import SectionRow
    from commune_desk.ui.context import Context, Destination

TITLE = N_("Document of the plan")
PURPOSE = N_(
    "What the commune writes, section by section; tables and annexes fill themselves."
)
PAUSE = 4_000
"""Milliseconds without a key after which the text is kept."""

LIST_WIDTH, LEAST_WIDTH = 470, 300


class DocumentPage(Page):
    """Sections, editor, earlier texts."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: dict[int, SectionRow] = {}
        self.section = 0
        """The section in the editor; 0 for none."""

        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.save)
        self._build()
        self._reload()
        context.changed.connect(self._hear)
        context.scoped.connect(self._reload)

    def _build(self) -> None:
        say = self.context.say
        self.work = WorkPanel(self.context, TITLE)
        acts: list[QWidget] = [
            Button(
                say(N_("Table of contents")),
                "list-check",
                PLAIN,
                partial(self.context.go, "sections"),
            )
        ]
        if self.context.ports.documents is not None:
            words = say(N_("See the document"))
            acts.append(Button(words, "printer", MAIN, self.preview))
        self.column.addWidget(PageHead(say(TITLE), say(PURPOSE), acts))
        self._stack = QStackedWidget()
        body = QWidget()
        sides = across(gap=16)
        sides.addWidget(self._contents(), 2)
        sides.addWidget(self._desk(), 3)
        body.setLayout(sides)
        self._stack.addWidget(body)
        self._stack.addWidget(self._empty())
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(self.work)

    def _contents(self) -> QFrame:
        say = self.context.say
        self.list = SectionList(self.context)
        self.list.chosen.connect(self.choose)
        up = Button(say(N_("Move up")), "", SMALL, partial(self._move, -1))
        lower = Button(say(N_("Move down")), "", SMALL, partial(self._move, 1))
        box = frame("table")
        column = down(gap=0, margins=(1, 1, 1, 1))
        column.addWidget(self.list, 1)
        column.addLayout(across(None, up, lower, gap=6, margins=(8, 6, 8, 6)))
        box.setLayout(column)
        box.setMinimumWidth(LEAST_WIDTH)
        box.setMaximumWidth(LIST_WIDTH)
        return box

    def _desk(self) -> QFrame:
        say = self.context.say
        self._title = Label("", "title", wrap=True)
        self._part = Label("", "small", "ink_soft", wrap=True)
        self.editor = ProseEditor()
        self.editor.setAccessibleName(say(N_("Text of the section")))
        self.editor.setMinimumHeight(80)
        self.editor.textChanged.connect(self._typed)
        self.editor.left.connect(self.save)
        self.history = TextHistory(self.context)
        self.history.taken.connect(self.take_back)
        self._tabs = Choices([say(N_("Text")), say(N_("Earlier texts"))], self.show_tab)
        self._sheets = QStackedWidget()
        typing = QWidget()
        column = down(self._tools(), gap=8)
        column.addWidget(self.editor, 1)
        typing.setLayout(column)
        self._sheets.addWidget(typing)
        self._sheets.addWidget(self.history)
        head = across(gap=12)
        head.addLayout(down(self._title, self._part, gap=2), 1)
        head.addLayout(down(self._tabs, None, gap=0))
        card = frame("card")
        whole = down(head, gap=10, margins=(16, 12, 16, 12))
        whole.addWidget(self._sheets, 1)
        card.setLayout(whole)
        return card

    def _tools(self) -> QHBoxLayout:
        say, editor = self.context.say, self.editor
        turn = editor.turn
        tools = across(gap=6)
        for words, tip, deed in (
            (N_("Sub-heading"), "", partial(turn, Shape.HEADING)),
            (N_("Bold"), "Ctrl+B", editor.turn_bold),
            (N_("Italic"), "Ctrl+I", editor.turn_italic),
            (N_("• List"), "", partial(turn, Shape.ITEM)),
            (N_("1. List"), "", partial(turn, Shape.NUMBER)),
        ):
            button = Button(say(words), "", SMALL, partial(self._with_tool, deed))
            button.setToolTip(tip)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tools.addWidget(button)
        tools.addStretch(1)
        self._kept = Label("", "small", "ink_soft")
        tools.addWidget(self._kept)
        return tools

    def _empty(self) -> QFrame:
        say = self.context.say
        words = say(N_("Take the usual table of contents"))
        card = frame("card")
        state = EmptyState(
            "file-text",
            say(N_("The document has no section yet.")),
            say(
                N_("A usual table of contents is ready; it can be changed as you like.")
            ),
            [Button(words, "plus", MAIN, self.take_contents)],
        )
        card.setLayout(down(state))
        return card

    def opened(self, destination: Destination) -> None:
        """Show the section that was asked for."""
        record = destination.record
        if record is not None and record.table == "sections":
            self.choose(record.id)
            self.list.choose(record.id)

    def keep_focus(self) -> None:
        """Put the cursor into the list."""
        self.list.setFocus()

    def choose(self, section: int) -> None:
        """Keep what was typed, then show another section."""
        if section == self.section or section not in self.rows:
            return
        if self.save():
            self._show(section)
            self.list.choose(section)
        else:
            self.list.choose(self.section)  # the refused text stays in sight

    def save(self) -> bool:
        """Keep what was typed; tell whether nothing is left unkept."""
        self._pause.stop()
        if not self.editor.document().isModified() or not self.section:
            return True
        text = self.editor.prose()
        row = self.rows.get(self.section)
        if row is not None and row.text == text:
            self.editor.document().setModified(False)
            return True
        refused = self.context.do(ReviseSection(self.section, "text", text))
        if refused is not None:
            self.context.tell_refusal(refused.text)
            return False
        self.editor.document().setModified(False)
        self._kept.setText(self.context.say(N_("saved")))
        return True

    def take_back(self, text: str) -> None:
        """Put an earlier text in the place of the present one."""
        refused = self.context.do(ReviseSection(self.section, "text", text))
        if refused is not None:
            self.context.tell_refusal(refused.text)
            return
        self.show_tab(0)

    def take_contents(self) -> None:
        """Take the usual table of contents into the plan."""
        refused = self.context.do(TakeContents(self.context.scope.plan_id or 0))
        if refused is not None:
            self.context.tell_refusal(refused.text)

    def preview(self) -> None:
        """Show the whole document as it will be printed."""
        if self.save():
            show_paper(self.context, self.work, "plan")

    def show_tab(self, number: int) -> None:
        """Show the text, or the earlier ones."""
        if number and self.save():
            self.history.show_section(self.section)
        self._sheets.setCurrentIndex(number)
        button = self._tabs.group.button(number)
        button.setChecked(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another page comes to the front."""
        self.save()
        super().hideEvent(event)

    def _with_tool(self, deed: object) -> None:
        if callable(deed):
            deed()
        self.editor.setFocus()

    def _typed(self) -> None:
        if self.editor.document().isModified():
            self._kept.setText("")
            self._pause.start()

    def _move(self, step: int) -> None:
        if self.section and self.save():
            refused = self.context.do(MoveSection(self.section, step))
            if refused is not None:
                self.context.tell_refusal(refused.text)

    def _hear(self, changes: tuple[object, ...]) -> None:
        tables = {getattr(change, "table", "") for change in changes}
        if tables & {"sections", "plans"}:
            self._reload()

    def _reload(self) -> None:
        """Read the sections again; what is being typed stays."""
        with self.context.reading() as session:
            found = sections(session, self.context.scope)
        self.rows = {row.id: row for row in found}
        self._stack.setCurrentIndex(0 if found else 1)
        if self.section not in self.rows:
            self.section = 0
            self.editor.document().setModified(False)
        if found:
            wanted = self.section or found[0].id
            self.list.show_rows(found, wanted)
            typing = self.editor.document().isModified()
            if wanted != self.section or not typing:
                self._show(wanted)

    def _show(self, section: int) -> None:
        row = self.rows[section]
        fresh = section != self.section
        self.section = section
        say = self.context.say
        self._title.setText(f"{row.number}  {row.title}" if row.number else row.title)
        part = N_("Followed by: {part}", part=PARTS[row.part]) if row.part else ""
        self._part.setText(say(part))
        self._part.setVisible(bool(row.part))
        self.editor.setPlaceholderText(row.hint)
        may = self.context.desk.allows(ReviseSection(section, "text", ""))
        self.editor.setReadOnly(not may)
        if fresh or self.editor.prose() != row.text:
            self.editor.write(row.text)
        if fresh:
            self._kept.setText("")
        if self._sheets.currentIndex():
            self.history.show_section(section)

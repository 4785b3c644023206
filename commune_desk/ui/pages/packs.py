"""Packs of the region: choose a file, see who signed and what would change, apply."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QStackedWidget

from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.packs import applied_packs
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.small_table import small_table
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.states import StateLine, StateWord
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.errors import DeskError
    from commune_desk.services.packs import Applied
    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.ports import PackLine, PackPlan

REASONS = 8
"""Refused lines that the page tells; the others are counted."""

_SIGNED = {
    SignatureState.KNOWN: (State.OK, N_("Signed by a known key, {mark}")),
    SignatureState.NEW: (State.WATCH, N_("Signed by a new key, {mark}")),
    SignatureState.NONE: (State.WATCH, N_("Not signed")),
}


class PacksPage(Page):
    """Nothing is written before the last button; undo takes all of it back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._path: Path | None = None
        self._plan: PackPlan | None = None
        say = context.say
        self.do = Button(say(N_("Apply the pack")), "check", MAIN, self.run)
        self.do.setEnabled(False)
        purpose = N_("Lists, texts and codes that the region gives to its communes.")
        title = say(N_("Packs of the region"))
        self.column.addWidget(PageHead(title, say(purpose), [self._pick(), self.do]))
        self.refusal = RefusalBox()
        self.work = WorkPanel(context, N_("Reading the pack"))
        for part in (self.refusal, self.work):
            self.column.addWidget(part)
        guide = EmptyState(
            "file-import",
            say(N_("Choose a pack of the region.")),
            say(N_("You see what would change, table by table, before it is applied.")),
            [self._pick()],
        )
        self._body = down(gap=12, margins=(0, 0, 4, 0))
        area = QScrollArea()
        area.setWidget(flowing(self._body))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._stack = QStackedWidget()
        self._stack.addWidget(guide)
        self._stack.addWidget(area)
        self.column.addWidget(self._stack, 1)
        context.scoped.connect(self._again)

    def _pick(self) -> Button:
        return Button(
            self.context.say(N_("Choose a pack")), "folder-open", PLAIN, self.pick
        )

    def opened(self, destination: Destination) -> None:
        """Show what was applied before; look again at what was chosen."""
        del destination
        if self._path is None:
            self._lay_out([])

    def pick(self) -> None:
        """Ask for a file."""
        title = self.context.say(N_("Choose a pack"))
        name, _ = QFileDialog.getOpenFileName(self, title, "", "*.zip")
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a pack, and try it on a copy."""
        plan = self.context.ports.pack
        if plan is None:
            return
        self._path, self._plan = path, None
        self.do.setEnabled(False)
        self.refusal.hide()
        scope = self.context.scope
        self.work.run(
            lambda progress: plan(path, scope, progress),
            self._show,
            self._refuse,
        )

    def run(self) -> None:
        """Apply the pack as one step."""
        if self._plan is None or self._plan.command is None:
            return
        error = self.context.do(self._plan.command)
        if error is not None:
            self._refuse(error)
            return
        self.context.tell_done()
        self._again()

    def _again(self) -> None:
        if self._path is not None:
            self.read(self._path)

    def _refuse(self, error: DeskError) -> None:
        self.refusal.tell([self.context.say(error.text)])
        self._lay_out([])

    def _show(self, plan: PackPlan) -> None:
        self._plan = plan
        say = self.context.say
        warning = StateLine(State.WATCH)
        self.do.setEnabled(plan.command is not None)
        cards: list[QWidget] = [self._identity(plan), self._table(plan.parts)]
        reasons = [why for part in plan.parts for why in part.refused]
        if reasons:
            cards.append(self._reasons(reasons))
        if plan.warnings:
            cards.insert(0, warning)
        self._lay_out(cards)
        warning.tell([say(text) for text in plan.warnings])

    def _lay_out(self, cards: Sequence[QWidget]) -> None:
        with self.context.reading() as session:
            applied = applied_packs(session)
        clear(self._body)
        for card in cards:
            self._body.addWidget(card)
        if applied:
            self._body.addWidget(self._applied(list(applied.values())))
        self._body.addStretch(1)
        self._stack.setCurrentIndex(1 if cards or applied else 0)

    def _identity(self, plan: PackPlan) -> Card:
        say = self.context.say
        state, words = _SIGNED[plan.signed.state]
        signed = say(Text(words.sentence, (("mark", plan.signed.fingerprint),)))
        told = N_(
            "Version {version} of {day}, {region}",
            version=str(plan.version),
            day=plan.made,
            region=plan.region,
        )
        lines = [Label(say(told), "body"), StateWord(state, signed, "body")]
        if plan.note:
            lines.append(Label(plan.note, "body", "ink_soft", wrap=True))
        if plan.command is None:
            nothing = N_("The dossier holds all of this already: nothing to apply.")
            lines.append(Label(say(nothing), "body_strong"))
        return Card(plan.title, *lines)

    def _table(self, parts: Sequence[PackLine]) -> QFrame:
        heads = [
            (N_("Table"), False),
            (N_("New lines"), True),
            (N_("Changed lines"), True),
            (N_("Unchanged lines"), True),
            (N_("Refused lines"), True),
        ]
        lines = []
        for part in parts:
            tones = ["ink", "ink", "ink_soft", "red" if part.refused else "ink_soft"]
            counts = [str(count) if count else "–" for count in part.counts]
            if part.refused and not any(part.counts):
                counts[-1] = self.context.say(N_("all of it"))
            cells = [(part.title, "ink"), *zip(counts, tones, strict=True)]
            lines.append((cells, None))
        return small_table(self.context, heads, lines)

    def _reasons(self, reasons: Sequence[Text]) -> Card:
        say = self.context.say
        lines = [Label(say(why), "body", wrap=True) for why in reasons[:REASONS]]
        left = len(reasons) - REASONS
        if left > 0:
            more = P_("{count} more", "{count} more", count=left)
            lines.append(Label(say(more), "small", "ink_soft"))
        return Card(say(N_("Refused lines: they are left out")), *lines)

    def _applied(self, packs: Sequence[Applied]) -> Card:
        say = self.context.say
        lines = [
            across(
                Label(pack.title, "body_strong"),
                Label(
                    say(
                        N_(
                            "version {version}, {region}",
                            version=str(pack.version),
                            region=pack.region,
                        )
                    ),
                    "body",
                    "ink_soft",
                ),
                None,
                gap=12,
            )
            for pack in packs
        ]
        return Card(say(N_("Applied packs")), *lines)

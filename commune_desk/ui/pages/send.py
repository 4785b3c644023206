"""The sending to the region: what goes, what is found in it, and what came back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QWidget

from commune_desk.domain.errors import Rejected
from commune_desk.domain.package.answer import read_answer
from commune_desk.domain.package.verdict import Answer
from commune_desk.domain.text import N_, Text
from commune_desk.services.sent.sendings import (
    NoteAnswer,
    answered,
    grouped,
    sendings,
    short,
)
from commune_desk.services.today import today
from commune_desk.tables.choices import members
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.send_checks import SendChecks
from commune_desk.ui.pages.send_form import SendForm
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.remedies import ways
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, SMALL, Button
from commune_desk.ui.widgets.cards import Card, frame
from commune_desk.ui.widgets.layouts import across, down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from commune_desk.domain.errors import DeskError
    from commune_desk.exchange.package.sending import Draft, Packed, Sent
    from commune_desk.services.jobs import Cancelled
    from commune_desk.services.sent.sendings import SendingRow
    from commune_desk.ui.context import Destination

SLIP = "sending-slip"
VERDICT: Column[Any] = Column(
    "verdict", N_("Answer"), lambda _: None, Kind.CHOICE, 20, choices=members(Answer)
)
ON: Column[Any] = Column("on", N_("Answered on"), lambda _: None, Kind.DATE, 10)
NOTE: Column[Any] = Column("note", N_("What it says"), lambda _: None, width=34)
MESSAGE: Column[Any] = Column(
    "message", N_("Message of the region"), lambda _: None, width=60
)
SEE, BACK = N_("See the list"), N_("Back to the sending")
LOW = 540
"""Pixels of the page under which the form and the list do not fit together."""

LEAST = 150
"""Pixels of the list of sendings."""


class SendPage(ActPage):
    """The form and the findings side by side, the sendings under them."""

    _draft: Draft | None = None
    _busy = _listing = False

    def head(self) -> PageHead:
        """Make the one main button."""
        say = self.context.say
        self.button = Button(say(N_("Prepare the file")), "send", MAIN, self.prepare)
        answer = Button(say(N_("Read an answer")), "file-import", PLAIN, self.read_file)
        actions: list[QWidget] = [self.button, answer]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    @property
    def _has_sheet(self) -> bool:
        return False

    def _build(self) -> None:
        self._asked_for = 0
        self._stale = True
        super()._build()
        self.form = SendForm(self.context)
        self.checks = SendChecks(self.context)
        self.refusal = RefusalBox()
        self.refusal.hide()
        self.result = frame("card")
        self.result.hide()
        title = self.context.say(N_("Before it leaves"))
        sides = across(gap=12)
        self._area = _scrolled(self.form)
        self.form.wanted.connect(self._show_tables)
        sides.addWidget(self._area, 11)
        sides.addWidget(_scrolled(Card(title, self.checks)), 9)
        self.top = QWidget()
        self.top.setLayout(sides)
        self.column.insertWidget(2, self.result)
        self.column.insertWidget(2, self.refusal)
        self.column.insertWidget(4, self.top, 3)
        self._stack.setMinimumHeight(LEAST)
        self.form.changed.connect(self._again_read)
        self.context.changed.connect(self._age)
        self.context.scoped.connect(self._follow)

    def _tools(self) -> QHBoxLayout:
        """Head the list; a filter is of no use over a few lines."""
        super()._tools()
        for part in (self.filter, self._count, self.sheet, self.tools.button):
            part.hide()
        title = Label(self.context.say(N_("What was sent")), "title")
        self.switch = Button("", "", SMALL, self._turn)
        return across(title, self.switch, None, gap=12)

    def _empty(self) -> QWidget:
        card = frame("card")
        say, empty = self.context.say, self.table.empty
        text = Label(say(empty) if empty is not None else "", tone="ink_soft")
        card.setLayout(across(text, None, margins=(16, 10, 16, 10)))
        return card

    def _show_tables(self) -> None:
        self._area.ensureWidgetVisible(self.form.tables)

    def making_room(self) -> None:
        """Put away what was said of a sending."""
        self.result.hide()
        self.refusal.hide()

    def give_room(self, *, busy: bool) -> None:
        """Put the form away while an answer is noted."""
        self._busy = busy
        self._fold()

    def _turn(self) -> None:
        self._listing = not self._listing
        self._fold()

    def _fold(self) -> None:
        """Show the form or the list where a window is too low for both."""
        low = self.height() < LOW
        words = BACK if self._listing else SEE
        self.switch.setText(self.context.say(words))
        self.switch.setVisible(low and not self._busy)
        away = low and not self._listing and not self._busy
        self._stack.setHidden(away)
        self.column.setStretchFactor(self._side, 0 if away else 1)
        self.top.setHidden(self._busy or (low and self._listing))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find room for the form and for the list."""
        super().resizeEvent(event)
        self._fold()

    # --- what goes -----------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read what goes when the page comes to the front, if it is of yesterday."""
        super().showEvent(event)
        if self._stale:
            self._again_read()

    def opened(self, destination: Destination) -> None:
        """Show the sending that was asked for."""
        super().opened(destination)
        if self._stale:
            self._again_read()

    def _follow(self) -> None:
        """Take the year of the window."""
        self.form.follow()
        self._age()

    def _age(self, _changes: object = None) -> None:
        self._stale = True
        if self.isVisible():
            self._again_read()

    def _again_read(self) -> None:
        sender = self.context.ports.sender
        if sender is None or not self.isVisible():
            return
        self._stale = False
        self._asked_for += 1
        number, wish = self._asked_for, self.form.wish()
        self.checks.wait()

        def ended(found: Any, error: DeskError | Cancelled | None) -> None:
            if number != self._asked_for:
                return
            if error is None:
                self._draft = found
                self.form.show_tables(found.tables)
                self.checks.show_draft(found)
            else:
                self._refuse(error)

        self.context.jobs.start(partial(sender.look, wish), lambda *_: None, ended)

    # --- the file ------------------------------------------------------------

    def prepare(self) -> None:
        """Make the package; then ask where it is to lie."""
        sender = self.context.ports.sender
        if sender is None:
            return
        self.refusal.hide()
        self.result.hide()
        wish = self.form.wish()
        self.outlets.work.run(partial(sender.pack, wish), self._packed, self._refuse)

    def _packed(self, ready: Packed) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.context.say(N_("Folder or key for the file"))
        )
        if folder:
            self.put(ready, Path(folder))

    def put(self, ready: Packed, folder: Path) -> None:
        """Write it there, record it, and say what left."""
        sender = self.context.ports.sender
        if sender is None:
            return
        made: list[Sent] = []
        refused = self.context.refusal(lambda: made.append(sender.put(ready, folder)))
        if refused is not None:
            self._refuse(refused)
        else:
            self._told(made[0])

    def _told(self, sent: Sent) -> None:
        say, words = self.context.say, self.context.words
        row = self._row(sent.record)
        text = N_(
            "{file}: {size} bytes, SHA-256 {digest}…; sending no. {number} of {year}.",
            file=sent.path.name,
            size=words.number(sent.size),
            digest=grouped(sent.digest[:16]),
            number=sent.manifest.sequence,
            year=str(sent.manifest.year),
        )
        old = self.result.layout()
        if old is not None:
            QWidget().setLayout(old)
        label = Label(say(text), "body_strong", wrap=True)
        label.setToolTip(str(sent.path))
        line = across(gap=8, margins=(14, 8, 14, 8))
        line.addWidget(label, 1)
        if row is not None:
            line.addWidget(self._slip_button(row))
            line.addWidget(self._copy_button(row))
        self.result.setLayout(line)
        self.result.show()
        self.context.tell(N_("Written: {path}.", path=str(sent.path)))
        self.view.choose(sent.record)

    def _row(self, row_id: int) -> SendingRow | None:
        with self.context.reading() as session:
            return next(iter(sendings(session, None, [row_id])), None)

    def _refuse(self, error: DeskError | Cancelled) -> None:
        if isinstance(error, Rejected) and error.issues[0].field == "reason":
            self.form.reason.setFocus()
        found: Any = error
        said = sentences(found, self.context)[:MOST]
        self.refusal.tell(said, "", ways(found, self.context))
        self.refusal.show()

    # --- what was sent -------------------------------------------------------

    def acts_on(self, row: SendingRow) -> Sequence[Act]:
        """Offer to note the answer."""
        with self.context.reading() as session:
            now = today(session)
        return (
            Act(
                N_("Note the answer"),
                N_("What the region answered, as its paper or its message says."),
                (VERDICT, ON, NOTE),
                lambda values: NoteAnswer(
                    row.id, values["verdict"], values["on"], values["note"] or ""
                ),
                "message-report",
                {
                    "verdict": row.answer,
                    "on": row.answered_on or max(now, row.sent_on),
                    "note": row.answer_note,
                },
            ),
        )

    def named(self, row: SendingRow) -> Text:
        """Name the sending by its number."""
        return N_(
            "Sending no. {number} of {year}", number=row.sequence, year=str(row.year)
        )

    def _offer(self, row: Any) -> None:
        super()._offer(row)
        if row is not None:
            self._acts.addWidget(self._slip_button(row))
            self._acts.addWidget(self._copy_button(row))

    def _slip_button(self, row: SendingRow) -> Button:
        say, deed = self.context.say, partial(self.print_slip, row)
        return Button(say(N_("Print the slip")), "printer", PLAIN, deed)

    def _copy_button(self, row: SendingRow) -> Button:
        say, deed = self.context.say, partial(self.copy_short, row)
        return Button(say(N_("Copy the short text")), "copy", PLAIN, deed)

    def print_slip(self, row: SendingRow) -> None:
        """Show the slip of a sending, ready to be printed."""
        paper, context = self.context.ports.record_paper, self.context
        if paper is None:
            return
        title = context.say(self.named(row))
        self.outlets.work.run(
            lambda progress: paper(SLIP, str(row.id), context.scope, progress),
            lambda pdf: context.shown.emit(title, pdf),
        )

    def copy_short(self, row: SendingRow) -> None:
        """Put the short text on the clipboard, for a message."""
        with self.context.reading() as session:
            text = short(session, row)
        QGuiApplication.clipboard().setText(text)
        self.context.tell(N_("Copied: {text}", text=text))

    def read_file(self) -> None:
        """Note what a file of the region, or a message kept as text, answers."""
        say = self.context.say
        name, _ = QFileDialog.getOpenFileName(
            self, say(N_("Answer of the region")), "", "*.json *.txt"
        )
        if name:
            self.read_answer_of(Path(name))

    def read_answer_of(self, path: Path) -> None:
        """Note the answer that a file holds, and stand on its sending."""
        found: list[NoteAnswer] = []

        def read() -> None:
            text = path.read_bytes()[:MOST_BYTES].decode("utf-8-sig", "replace")
            answer = read_answer(text)
            with self.context.reading() as session:
                row = answered(session, answer)
                day = max(today(session), row.sent_on)
            found.append(NoteAnswer(row.id, answer.verdict, day, answer.note))

        refused = self.context.refusal(read)
        if refused is None:
            refused = self.context.do(found[0])
        if refused is not None:
            self._refuse(refused)
        else:
            self.view.choose(found[0].id)


MOST = 6
"""Sentences of a refusal that the page shows."""

MOST_BYTES = 1_000_000


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(flowing(down(widget, gap=0), "body"))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area

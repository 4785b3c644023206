"""The papers of a record: the tab “Papers” of the panel of every table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout

from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.services.attachments import (
    RemoveAttachments,
    content_of,
    of_record,
)
from commune_desk.tables.attachments import ATTACHMENTS
from commune_desk.tables.table import locked
from commune_desk.ui.paper_files import PaperFiles
from commune_desk.ui.record_form import RecordForm
from commune_desk.ui.table_model import TableModel
from commune_desk.ui.widgets.buttons import QUIET, SMALL, Button
from commune_desk.ui.widgets.cards import frame, rule
from commune_desk.ui.widgets.layouts import Flow, across, clear, down
from commune_desk.ui.widgets.text import Icon, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent

    from commune_desk.services.attachments import AttachmentRow
    from commune_desk.storage.recorder import Change
    from commune_desk.ui.context import Context

THUMB = 56
"""Pixels of the square that a photograph is shown in."""

SHEET = replace(
    ATTACHMENTS,
    columns=lambda scope: tuple(
        column for column in ATTACHMENTS.columns(scope) if column.edit is not locked
    ),
)
"""What a person says of a paper."""


class PapersLeaf:
    """Puts the papers of the chosen row into the panel."""

    title = N_("Papers")

    def __init__(self, context: Context, record: str) -> None:
        self.papers = self.widget = Papers(context, record)

    def show_row(self, row: Any) -> bool:
        """Show the papers of one row; the tab stands always: papers are added there."""
        self.papers.show_record(row.id)
        return True


class Papers(Flow):
    """A list of papers; files are added by a button, or dropped."""

    def __init__(self, context: Context, record: str) -> None:
        super().__init__()
        self._context, self._record = context, record
        self.files = PaperFiles(context, self)
        self._row_id: int | None = None
        self._stale = False
        self._open: int | None = None
        """The paper whose sheet is open."""

        self._model: TableModel | None = None
        self._thumbs: dict[str, QPixmap] = {}
        self._heads: dict[int, QVBoxLayout] = {}
        self.setAcceptDrops(True)
        self._lines = down(gap=8)
        say = context.say
        add = Button(say(N_("Attach a file…")), "paperclip", SMALL, self.ask)
        hint = Label(say(N_("or drop it here")), "small", "ink_soft")
        layout = down(across(add, hint, None, gap=8), gap=10, margins=(0, 4, 6, 4))
        layout.addLayout(self._lines)
        layout.addStretch(1)
        self.setLayout(layout)
        context.changed.connect(self._changed)

    def show_record(self, row_id: int) -> None:
        """Show what is attached to one record."""
        if row_id != self._row_id:
            self._row_id, self._open = row_id, None
        self._refresh()

    def ask(self) -> None:
        """Let the clerk choose files."""
        say = self._context.say
        names, _ = QFileDialog.getOpenFileNames(self, say(N_("Attach a file")))
        self.attach([Path(name) for name in names])

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files one by one; a refused one does not stop the others."""
        for path in paths:
            self._context.attempt(partial(self._attach, path))

    def _attach(self, path: Path) -> None:
        if self._row_id is None:
            return
        attaching = late("commune_desk.services.attaching")
        with self._context.reading() as session:
            content = attaching.read_file(session, path)
        record = (self._record, self._row_id)
        command = attaching.AttachFile(record, path.name, content)
        error = self._context.do(command, self._show_sheet)
        if error is not None:
            raise error

    def _show_sheet(self, paper: int) -> None:
        self._open = paper
        self._refresh()

    def remove_paper(self, row: AttachmentRow) -> None:
        """Take a paper away; the bar at the foot offers the way back."""
        error = self._context.do(RemoveAttachments((row.id,)))
        if error is not None:
            self._context.refused.emit(error)

    def toggle_sheet(self, row: AttachmentRow) -> None:
        """Open or close the sheet that says what a paper is."""
        self._open = None if self._open == row.id else row.id
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped."""
        urls = event.mimeData().urls()
        self.attach([Path(u.toLocalFile()) for u in urls if u.isLocalFile()])
        event.acceptProposedAction()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was put off while the tab was behind another."""
        super().showEvent(event)
        if self._stale:
            self._fill()

    def _changed(self, changes: tuple[Change, ...]) -> None:
        ours = [change for change in changes if change.table == "attachments"]
        if any(change.before is None or change.after is None for change in ours):
            self._refresh()
        elif ours:
            self._show_facts()

    def _refresh(self) -> None:
        self._stale = True
        if self.isVisible():
            self._fill()

    def _rows(self) -> list[AttachmentRow]:
        if self._row_id is None:
            return []
        with self._context.reading() as session:
            return of_record(session, self._record, self._row_id)

    def _show_facts(self) -> None:
        """Say again what the papers are, around a sheet that is being typed in."""
        for row in self._rows():
            if (head := self._heads.get(row.id)) is not None:
                clear(head)
                head.addLayout(self._line(row))

    def _fill(self) -> None:
        self._stale = False
        self._heads.clear()
        clear(self._lines)
        rows = self._rows()
        for row in rows:
            self._lines.addWidget(rule())
            head = self._heads[row.id] = down(self._line(row), gap=0)
            self._lines.addLayout(head)
            if row.id == self._open:
                self._lines.addWidget(self._sheet(row))
        if not rows:
            none = N_("Nothing is attached: minutes, attendance sheets, photographs…")
            words = Label(self._context.say(none), "small", "ink_soft", wrap=True)
            self._lines.addWidget(words)

    def _line(self, row: AttachmentRow) -> Any:
        say = self._context.say
        facts = [say(row.kind)]
        facts += [say(row.stage)] if row.stage is not None else []
        facts += [say(row.dated)] if row.dated is not None else []
        facts.append(say(N_("{count} kB", count=row.kilobytes)))
        acts = across(gap=2)
        for words, picture, deed in (
            (N_("Open"), "folder-open", self.files.open_paper),
            (N_("Save a copy"), "device-floppy", self.files.save_paper),
            (N_("Say what it is"), "edit", self.toggle_sheet),
            (N_("Remove"), "trash", self.remove_paper),
        ):
            acts.addWidget(self._act(say(words), picture, partial(deed, row)))
        acts.addStretch(1)
        about = down(
            Label(row.title, "body_strong", wrap=True),
            Label(" · ".join(facts), "small", "ink_soft", wrap=True),
            acts,
            gap=2,
        )
        line = across(gap=10)
        line.addLayout(down(self._picture(row), None, gap=0))
        line.addLayout(about, 1)
        return line

    def _act(self, words: str, picture: str, deed: Callable[[], object]) -> Button:
        button = Button("", picture, QUIET, deed)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    def _picture(self, row: AttachmentRow) -> QLabel:
        if row.kind is not AttachmentKind.PHOTO:
            icon = Icon("file-text", "ink_soft", 28)
            icon.setFixedWidth(THUMB)
            return icon
        if row.digest not in self._thumbs:
            with self._context.reading() as session:
                self._thumbs[row.digest] = thumbnail(content_of(session, row.digest))
        shown = QLabel()
        shown.setFixedSize(THUMB, THUMB)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setPixmap(self._thumbs[row.digest])
        shown.setAccessibleName(row.title)
        return shown

    def _sheet(self, row: AttachmentRow) -> QFrame:
        """Show the fields of a paper, to be filled in."""
        if self._model is None:
            self._model = TableModel(SHEET, self._context, self)
        form = RecordForm(self._model)
        form.show_row(row)
        box = frame("sunken")
        box.setLayout(down(form, margins=(10, 8, 10, 8)))
        return box


def thumbnail(content: bytes) -> QPixmap:
    """Draw a photograph small."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    size = reader.size()
    reader.setScaledSize(
        size.scaled(QSize(THUMB, THUMB), Qt.AspectRatioMode.KeepAspectRatio)
    )
    return QPixmap.fromImage(reader.read())

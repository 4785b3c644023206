"""Take files in, and say of each what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea

from commune_desk.domain.text import N_, P_
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import PLAIN, SMALL, Button
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.ui.region_context import RegionContext
    from commune_desk.ui.region_ports import Arrival, Reception

MOST = 60
"""Files that are told one by one; of more, those that were not simply received."""

HEIGHT = 220


class ReceptionCard(Card):
    """What became of the files of one round; empty until some came."""

    def __init__(self, context: RegionContext) -> None:
        say = context.say
        self._close = Button("", "x", SMALL, self.hide)
        self._close.setToolTip(say(N_("Close")))
        self._close.setAccessibleName(self._close.toolTip())
        super().__init__(say(N_("Files received")), aside=self._close, gap=6)
        self._context = context
        self._arrivals: tuple[Arrival, ...] = ()
        self.work = WorkPanel(context, N_("Receive packages"))
        self.count = Label("", "body_strong", wrap=True)
        self.save = Button(
            say(N_("Save the answers to the senders")),
            "device-floppy",
            PLAIN,
            self.keep,
        )
        self._lines = down(gap=4)
        area = QScrollArea()
        area.setWidget(flowing(self._lines))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMaximumHeight(HEIGHT)
        self.inner.addLayout(across(self.count, None, self.save, gap=12))
        self.inner.addWidget(area)
        self.hide()

    def ask_files(self) -> None:
        """Let the clerk choose files."""
        say = self._context.say
        names, _ = QFileDialog.getOpenFileNames(
            self, say(N_("Receive the files of communes")), "", "*.zip *.age"
        )
        self.receive([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Let the clerk choose a folder: all packages in it are taken."""
        say = self._context.say
        name = QFileDialog.getExistingDirectory(self, say(N_("Receive a folder")))
        self.receive([Path(name)] if name else [])

    def receive(self, paths: Sequence[Path]) -> None:
        """Take them in on the worker, each for itself."""
        receive = self._context.ports.receive
        if receive is None or not paths:
            return
        self.work.run(lambda progress: receive(paths, progress), self._received)

    def _received(self, reception: Reception) -> None:
        self.show_arrivals(reception.arrivals)
        self._context.heard_elsewhere(reception.changes)

    def show_arrivals(self, arrivals: tuple[Arrival, ...]) -> None:
        """List what became of each file, what needs an answer first."""
        self._arrivals = arrivals
        clear(self._lines)
        say = self._context.say
        taken = sum(each.state is State.OK for each in arrivals)
        text = P_("{count} file received", "{count} files received", count=taken)
        rest = len(arrivals) - taken
        if rest:
            text = N_(
                "{text}, {rest}", text=text, rest=P_(
                    "{count} to look at", "{count} to look at", count=rest
                ),
            )  # fmt: skip
        self.count.setText(say(text))
        self.save.setVisible(any(each.answers is not None for each in arrivals))
        told = sorted(arrivals, key=lambda each: each.state is State.OK)
        if len(told) > MOST:
            told = [each for each in told if each.state is not State.OK][:MOST]
        for each in told:
            words = Label(f"{each.file} – {say(each.told)}", "body", wrap=True)
            line = across(light(each.state), words, gap=8, grow=words)
            self._lines.addLayout(line)
        self._lines.addStretch(1)
        self.setVisible(bool(arrivals))

    def keep(self) -> None:
        """Write the answers into a folder, such as the key that the files came on."""
        say = self._context.say
        name = QFileDialog.getExistingDirectory(self, say(N_("Save the answers")))
        if name:
            self.keep_in(Path(name))

    def keep_in(self, folder: Path) -> None:
        """Write the answer to each sender."""
        written = [each for each in self._arrivals if each.answers is not None]

        def write() -> None:
            for each in written:
                if each.answers is not None:
                    each.answers(folder)

        if self._context.attempt(write):
            text = P_(
                "{count} answer is saved in {folder}.",
                "{count} answers are saved in {folder}.",
                count=len(written),
                folder=folder.name,
            )
            self._context.tell(text)


def region_of(context: object) -> RegionContext:
    """Take a context for what it is in a region’s window."""
    return cast("RegionContext", context)

"""The copies of the dossier: here, outside, and the phrase that opens them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QWidget

from commune_desk.domain.text import N_, P_
from commune_desk.ui.copy_age import AMBER_FROM, RED_FROM
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.phrase_card import PhraseCard
from commune_desk.ui.pages.small_table import Cell, small_table
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import DANGER, MAIN, PLAIN, QUIET, Button
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, clear, down, flowing, hold
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.text import Text
    from commune_desk.services.copies.counter import CopyCounter, Line, Standing
    from commune_desk.ui.context import Context, Destination

MEGABYTE = 1_000_000
CHECK_AFTER = 8
"""Days after which the full check is late: it is due each week."""


class CopiesPage(Page):
    """Where the copies stand; to check one, to take one back, to carry one away."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        purpose = N_(
            "Copies are made by themselves; one each week must leave this computer."
        )
        actions: list[QWidget] = [
            Button(say(N_("Check the dossier")), "circle-check", PLAIN, self.examine),
            Button(say(N_("Copy now")), "copy", PLAIN, self.keep),
            Button(say(N_("Copy to the key")), "usb", MAIN, self.carry),
        ]
        self.column.addWidget(PageHead(say(N_("Copies")), say(purpose), actions))
        self.work = WorkPanel(context, N_("Copies"))
        self.column.addWidget(self.work)
        self._parts, self._drawn = down(gap=12), down(gap=12)
        whole = down(self._drawn, self._parts, None, gap=0)
        area = QScrollArea()
        area.setWidget(flowing(whole, "body"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.column.addWidget(area, 1)
        self._chosen: Line | None = None
        self.phrase: PhraseCard | None = None

    @property
    def counter(self) -> CopyCounter:
        """What is done with the copies."""
        copies = self.context.ports.copies
        if copies is None:
            raise RuntimeError(type(self).__name__)  # the place is then not shown
        return copies.counter()

    def opened(self, destination: Destination) -> None:
        """Read again what lies there."""
        del destination
        self._chosen = None  # a phrase just drawn stays: it is shown only this once
        self.fill()

    def fill(self) -> None:
        """Show how the copies stand, and list them."""
        clear(self._parts)
        standing = self.counter.standing()
        if self._chosen is not None:
            self._parts.addWidget(self._question(self._chosen))
        self._parts.addWidget(self._standing(standing))
        lines = self.counter.lines()
        self._parts.addWidget(self._list(lines))

    def _standing(self, standing: Standing) -> Card:
        say = self.context.say
        card = Card(say(N_("Where the copies stand")), gap=6)
        card.inner.addLayout(self._outside(standing))
        card.inner.addLayout(
            self._said(
                State.OK if standing.here else State.WATCH,
                N_("Last copy on this computer: {when}", when=self._when(standing.here))
                if standing.here
                else N_("No copy on this computer yet."),
            )
        )
        late = standing.examined is None or self._days(standing.examined) > CHECK_AFTER
        card.inner.addLayout(
            self._said(
                State.WATCH if late else State.OK,
                N_("Last full check: sound, {when}", when=self._when(standing.examined))
                if standing.examined
                else N_("The whole dossier was not checked yet."),
            )
        )
        since = standing.phrase_since
        told = (
            N_("Recovery phrase in use since {date}", date=since)
            if since
            else N_("No recovery phrase yet: copies to a key wait for it.")
        )
        verb = N_("Change the phrase") if since else N_("Make the phrase")
        line = self._said(State.OK if since else State.CORRECT, told)
        line.addWidget(Button(say(verb), "lock", PLAIN, self.begin_phrase))
        card.inner.addLayout(line)
        return card

    def _outside(self, standing: Standing) -> Any:
        last = standing.outside
        if standing.outside_spoilt:
            text = N_(
                "The last copy outside this computer is spoilt: make another one."
            )
            return self._said(State.CORRECT, text)
        if last is None:
            return self._said(State.CORRECT, N_("No copy outside this computer yet."))
        days = self._days(last)
        state = State.OK
        if days >= AMBER_FROM:
            state = State.CORRECT if days >= RED_FROM else State.WATCH
        text = P_(
            "Last copy outside this computer: {count} day ago, {when}",
            "Last copy outside this computer: {count} days ago, {when}",
            count=days,
            when=self._when(last),
        )
        today = N_("Last copy outside this computer: {when}", when=self._when(last))
        return self._said(state, text if days else today)

    def _said(self, state: State, text: Text) -> Any:
        return across(light(state), Label(self.context.say(text)), None, gap=8)

    def _when(self, at: dt.datetime | None) -> str:
        if at is None:
            return ""
        words = self.context.words
        return f"{words.weekday(at.date())} {words.long_date(at.date())}, {at:%H:%M}"

    @staticmethod
    def _days(at: dt.datetime) -> int:
        return (at.now(at.tzinfo) - at).days

    def _list(self, lines: list[Line]) -> QWidget:
        say = self.context.say
        if not lines:
            none = N_("No copy yet: the first is made in half an hour, or at closing.")
            return Label(say(none), "body", "ink_soft")
        heads = (
            (N_("Made on"), False),
            (N_("Why"), False),
            (N_("Size"), True),
            (N_("Since then"), False),
            (N_("State"), False),
            ("", False),
        )
        rows = [(self._cells(line), self._acts(line)) for line in lines]
        table = small_table(self.context, heads, rows, grow=3)
        count = P_("{count} copy", "{count} copies", count=len(lines))
        head = across(
            Label(say(N_("On this computer")), "title"),
            Label(say(count), "small", "ink_soft"),
            None,
        )
        return hold(down(head, table, gap=6))

    def _cells(self, line: Line) -> list[Cell]:
        at, say = line.kept.at, self.context.say
        size = f"{line.kept.size / MEGABYTE:.1f}".replace(".", ",")
        if line.since is None:
            since = N_("tells of another past")
        elif line.since:
            since = P_(
                "{count} act; last kept: {act}",
                "{count} acts; last kept: {act}",
                count=line.since,
                act=line.last or "",
            )
        else:
            since = N_("nothing: it holds all")
        if line.spoilt:
            state: Cell = (say(N_("spoilt")), "red")
        elif line.checked is not None:
            on = line.checked.date()
            state = (say(N_("read again on {date}", date=on)), "link")
        elif line.kept.sealed:
            state = (say(N_("verified when made")), "link")
        else:
            state = (say(N_("not verified")), "amber")
        return [
            (f"{say(at.date())} {at:%H:%M}", "ink"),
            (say(line.reason), "ink"),
            (say(N_("{size} MB", size=size)), "ink"),
            (say(since), "ink_soft"),
            state,
            ("", "ink"),
        ]

    def _acts(self, line: Line) -> QWidget:
        say = self.context.say
        check, back = Linked(say(N_("Read again"))), Linked(say(N_("Restore…")))
        check.followed.connect(partial(self.check, line))
        back.followed.connect(partial(self.choose, line))
        restorable = self.context.ports.copies and self.context.ports.copies.restore
        if line.spoilt or not restorable:
            return hold(across(check, gap=10))
        return hold(across(check, back, gap=10))

    def choose(self, line: Line) -> None:
        """Ask, with what it would cost, before a copy replaces the dossier."""
        self._chosen = line
        self.fill()

    def _question(self, line: Line) -> Card:
        say = self.context.say
        at = line.kept.at
        title = N_("Restore the copy of {when}?", when=self._when(at))
        cost = (
            P_(
                "{count} act done since will no longer be in the dossier.",
                "{count} acts done since will no longer be in the dossier.",
                count=line.since,
            )
            if line.since
            else N_("It holds all that the dossier holds.")
        )
        safe = N_(
            "The dossier of today is kept among the copies, as “avant-restauration”: it"
            " can be taken back in the same way."
        )
        go = Button(say(N_("Restore this copy")), "restore", DANGER, self.restore)
        leave = Button(say(N_("Give up")), "", QUIET, self.give_up)
        return Card(
            say(title),
            Label(say(cost), "body_strong"),
            Label(say(safe), wrap=True),
            across(go, leave, None),
        )

    def restore(self) -> None:
        """Put the chosen copy in the place of the dossier."""
        copies = self.context.ports.copies
        if self._chosen is not None and copies is not None and copies.restore:
            chosen = self._chosen.kept.path
            self.context.attempt(partial(copies.restore, chosen))

    def give_up(self) -> None:
        """Leave the dossier as it is."""
        self._chosen = None
        self.fill()

    def check(self, line: Line) -> None:
        """Read a copy back against its seal."""
        path = line.kept.path

        def done(sound: bool) -> None:  # noqa: FBT001  what the work returns
            at = self._when(line.kept.at)
            if sound:
                self.context.tell(N_("The copy of {when} is whole.", when=at))
            else:
                spoilt = N_("The copy of {when} is spoilt; it is no use.", when=at)
                self.context.tell(spoilt, state=State.CORRECT)
            self.fill()

        counter = self.counter
        self.work.run(lambda _: counter.check(path), done)

    def keep(self) -> None:
        """Keep a copy here and now."""
        counter = self.counter

        def done(made: bool) -> None:  # noqa: FBT001  what the work returns
            same = N_("Nothing has changed since the last copy: it holds all.")
            self.context.tell(N_("Copied and verified.") if made else same)
            self.fill()

        self.work.run(lambda _: counter.keep(), done)

    def examine(self) -> None:
        """Read the whole dossier and say what was found."""
        counter = self.counter

        def done(found: Any) -> None:
            state = State.OK if found.sound else State.CORRECT
            self.context.tell(found.text, state=state)
            self.fill()

        self.work.run(lambda _: counter.examine(), done)

    def carry(self) -> None:
        """Ask for the key, then copy the dossier there, encrypted."""
        if self.counter.standing().phrase_since is None:
            self.begin_phrase()
            return
        title = self.context.say(N_("Copy to the key"))
        name = QFileDialog.getExistingDirectory(self, title)
        if not name:
            return
        counter, folder = self.counter, Path(name)

        def done(brought: Any) -> None:
            eject = N_(
                "{name}: copied, read back, whole. Eject the key before pulling it out."
                " {before}",
                name=brought.path.name,
                before=brought.before or "",
            )
            state = State.OK if brought.sound else State.WATCH
            self.context.tell(eject, state=state)
            self.context.reviewed.emit()
            self.fill()

        self.work.run(lambda _: counter.bring_outside(folder), done)

    def begin_phrase(self) -> None:
        """Draw a phrase and show it, this once."""
        self._chosen = None
        since = self.counter.standing().phrase_since
        clear(self._drawn)
        self.phrase = PhraseCard(self.context, self.counter, since, self._phrase_done)
        self._drawn.addWidget(self.phrase)
        self._drawn.addSpacing(12)
        self.fill()

    def _phrase_done(self, used: bool) -> None:  # noqa: FBT001  one answer
        self.phrase = None
        clear(self._drawn)
        if used:
            self.context.tell(
                N_("The phrase is in use. Seal the form, and make a copy to the key.")
            )
        self.fill()

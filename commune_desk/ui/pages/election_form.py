"""Elect a bureau as an assembly voted, or fill one seat: forms that open in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_, Text
from commune_desk.services.terms import (
    ElectBureau,
    Elected,
    LeaveSeat,
    ReplaceHolder,
)
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.table import Column, Kind
from commune_desk.tables.terms import SEXES, person_choices
from commune_desk.ui.fields import ChoiceField, Field, make_field
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, QUIET, Button
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.terms import Post, SeatState
    from commune_desk.services.command import Command
    from commune_desk.ui.context import Context

PERSON: Column[Any] = Column(
    "person", N_("Name and first name"), lambda _: None, Kind.CHOICE,
    choices=person_choices,
)  # fmt: skip
SEX: Column[Any] = Column("sex", N_("Sex"), lambda _: None, Kind.CHOICE, choices=SEXES)
LETTERED: Column[Any] = Column(
    "literate", N_("Reads and writes"), lambda _: None, Kind.FLAG
)
DAY: Column[Any] = Column("day", N_("Assembly of"), lambda _: None, Kind.DATE)
PLACE: Column[Any] = Column("place", N_("Place"), lambda _: None)
WOMEN: Column[Any] = Column("women", N_("Women"), lambda _: None, Kind.INTEGER)
MEN: Column[Any] = Column("men", N_("Men"), lambda _: None, Kind.INTEGER)
REASON: Column[Any] = Column("reason", N_("Why the others leave"), lambda _: None)
RENEWED = N_("renewal of the bureau")
NARROW, DATE, WIDE = 96, 120, 300


@dataclass
class _Line:
    post: Post
    person: Field
    sex: Field
    literate: Field


class _Form(QFrame):
    """Fields that are read as a table reads them, and a refusal below."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self.refusal = RefusalBox()
        self.body = down(gap=8)
        self.setLayout(down(self.body, self.refusal, gap=8, margins=(16, 12, 16, 12)))
        self._options: dict[str, Options] = {}
        self.hide()

    def field(self, column: Column[Any], width: int, text: str = "") -> Field:
        """Make a field of the form."""
        if column.key not in self._options:
            with self.context.reading() as session:
                choices = column.choices(session, self.context.scope)
            self._options[column.key] = Options(choices, self.context.words)
        made = make_field(column, self._options[column.key], self.context, self)
        made.setFixedWidth(width)
        made.setText(text)
        return made

    def titled(self, field: Field) -> Any:
        """Put the name of a field above it."""
        title = Label(self.context.say(field.column.title), "small", "ink_soft")
        return down(title, field, gap=2)

    def value(self, field: Field) -> Any:
        """Read a field; raise `DeskError` where it cannot be read."""
        options = self._options[field.column.key]
        return read_cell(field.column, field.text(), options, self.context.words)

    def person(self, post: Post, line: _Line, **more: Any) -> Elected | None:
        """Read who takes a seat; None where nobody was typed."""
        typed = " ".join(line.person.text().split())
        if not typed:
            return None
        options = self._options[PERSON.key]
        if options.known(typed):
            return Elected(post.id, options.find(typed), **more)
        sex, literate = self.value(line.sex), self.value(line.literate)
        return Elected(post.id, None, typed, sex, None, literate, **more)

    def line(self, post: Post) -> _Line:
        """Make the fields of one seat."""
        return _Line(
            post,
            self.field(PERSON, WIDE),
            self.field(SEX, NARROW),
            self.field(LETTERED, NARROW),
        )

    def do(self, command: Command[Any]) -> None:
        """Ask the desk, and say under the form why it refuses."""
        refused = self.context.do(command)
        if refused is None:
            self.hide()
        else:
            self.refuse(refused)

    def refuse(self, refused: DeskError) -> None:
        """Say why the desk refuses."""
        self.refusal.tell(sentences(refused, self.context))

    def leave(self) -> None:
        """Close the form; nothing is kept."""
        self.hide()

    def start(self) -> None:
        """Empty the form: people may have been added since."""
        self._options.clear()
        self.refusal.hide()
        clear(self.body)


class ElectionForm(_Form):
    """The whole bureau in one step: who is named takes the seat on that day."""

    def begin(self, committee_id: int, states: Sequence[SeatState]) -> None:
        """Show a line for each elected seat."""
        self.start()
        say = self.context.say
        self._committee = committee_id
        self.day, self.place = self.field(DAY, DATE), self.field(PLACE, 160)
        self.women, self.men = self.field(WOMEN, 70), self.field(MEN, 70)
        self.reason = self.field(REASON, 220, say(RENEWED))
        head = across(gap=12)
        for field in (self.day, self.place, self.women, self.men, self.reason):
            head.addLayout(self.titled(field))
        head.addStretch(1)
        self.body.addWidget(Label(say(N_("Election of the bureau")), "title"))
        self.body.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, title in enumerate(
            (N_("Post"), PERSON.title, SEX.title, LETTERED.title, N_("Until now"))
        ):
            grid.addWidget(Label(say(title), "small", "ink_soft"), 0, column)
        self.lines = [
            self.line(each.post) for each in states if not each.post.ex_officio
        ]
        present = {s.post.id: s.holder.name for s in states if s.holder}
        for row, line in enumerate(self.lines, start=1):
            grid.addWidget(Label(line.post.title), row, 0)
            for column, field in enumerate(
                (line.person, line.sex, line.literate), start=1
            ):
                grid.addWidget(field, row, column)
            now = present.get(line.post.id, "–")
            grid.addWidget(Label(now, "small", "ink_soft"), row, 4)
        grid.setColumnStretch(4, 1)
        self.body.addLayout(grid)
        self.save = Button(say(N_("Note the election")), "check", MAIN, self.note)
        keep = Button(say(N_("Name those in place")), "copy", PLAIN, self.re_elect)
        self._present = present
        stop = Button(say(N_("Give up")), "", QUIET, self.leave)
        hint = N_(
            "A seat left empty stays as it is. A new name is added to the people."
        )
        told = Label(say(hint), "small", "ink_soft")
        self.body.addLayout(across(self.save, keep, stop, told, None, gap=8))
        self.show()
        self.day.setFocus()

    def re_elect(self) -> None:
        """Fill empty lines with who holds the seat now."""
        for line in self.lines:
            if not line.person.text().strip():
                line.person.setText(self._present.get(line.post.id, ""))

    def note(self) -> None:
        """Hand the whole election over as one act."""
        found: list[ElectBureau] = []
        refused = self.context.refusal(lambda: found.append(self._command()))
        if refused is not None:
            self.refuse(refused)
        else:
            self.do(found[0])

    def _command(self) -> ElectBureau:
        day = self.value(self.day)
        if day is None:
            raise DeskError(N_("Type the day of the assembly."))
        named = [self.person(line.post, line) for line in self.lines]
        return ElectBureau(
            self._committee,
            day,
            tuple(each for each in named if each is not None),
            self.reason.text(),
            self.place.text().strip(),
            self.value(self.women),
            self.value(self.men),
        )


class SeatForm(_Form):
    """One seat: who follows, from which day, and why the other leaves."""

    def begin(self, committee: str, state: SeatState) -> None:
        """Show the fields of one seat."""
        self.start()
        say = self.context.say
        self._state = state
        post, holder = state.post, state.holder
        text: Text = N_("{committee}: fill “{post}”", committee=committee,
                        post=post.title)  # fmt: skip
        if holder is not None:
            text = N_(
                "{committee}: replace {person}, {post}",
                committee=committee,
                person=holder.name,
                post=post.title,
            )
        self.body.addWidget(Label(say(text), "title", wrap=True))
        self.line_of_seat = self.line(post)
        self.day = self.field(_named(DAY, N_("From which day")), DATE)
        self.reason = self.field(_named(REASON, N_("Why the other leaves")), 220)
        fields = [
            self.line_of_seat.person,
            self.line_of_seat.sex,
            self.line_of_seat.literate,
            self.day,
        ]
        if holder is not None:
            fields.append(self.reason)
        else:
            self.reason.hide()
        row = across(gap=12)
        for field in fields:
            row.addLayout(self.titled(field))
        row.addStretch(1)
        self.body.addLayout(row)
        self.save = Button(say(N_("Note it")), "check", MAIN, self.note)
        stop = Button(say(N_("Give up")), "", QUIET, self.leave)
        acts = [self.save]
        if holder is not None:
            gone = Button(say(N_("Left without a successor")), "", PLAIN, self.depart)
            acts.append(gone)
        self.body.addLayout(across(*acts, stop, None, gap=8))
        self.show()
        if isinstance(self.line_of_seat.person, ChoiceField):
            self.line_of_seat.person.setFocus()

    def note(self) -> None:
        """Hand the replacement over."""
        found: list[ReplaceHolder] = []
        refused = self.context.refusal(lambda: found.append(self._command()))
        if refused is not None:
            self.refuse(refused)
        else:
            self.do(found[0])

    def _command(self) -> ReplaceHolder:
        post = self._state.post
        who = self.person(post, self.line_of_seat) or Elected(post.id)
        return ReplaceHolder(self._day(), who, self.reason.text())

    def _day(self) -> Any:
        day = self.value(self.day)
        if day is None:
            raise DeskError(N_("Type from which day."))
        return day

    def depart(self) -> None:
        """Note that who holds the seat has left it."""
        holder = self._state.holder
        found: list[LeaveSeat] = []
        if holder is None:
            return
        refused = self.context.refusal(
            lambda: found.append(LeaveSeat(holder.id, self._day(), self.reason.text()))
        )
        if refused is not None:
            self.refuse(refused)
        else:
            self.do(found[0])


def _named(column: Column[Any], title: Text) -> Column[Any]:
    return Column(column.key, title, column.value, column.kind)

"""The steps of a procedure: what a reader is told of each, in the program's own words.

A step names a place, a column or a button by what the program calls it, so that a
button that is renamed renames the manual. `app/manual/player.py` does the same steps
on a real window; a kind of step more is a class here and a deed there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.manual import Chapter as ToldChapter
from commune_desk.domain.manual import Procedure, ToldStep
from commune_desk.domain.text import N_, Text
from commune_desk.ui.families import FAMILIES, GROUPS
from commune_desk.ui.manual.teller import Column, keyed, titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.ui.manual.teller import Teller, Words

DEMONSTRATION, NEW, START = "demonstration", "new", "start"
"""Where a task begins: in the demonstration, in an empty dossier, at the first page."""


class Step(Protocol):
    """One thing that is done."""

    @property
    def picture(self) -> bool:
        """Whether the screen after it stands in the manual."""

    def told(self, teller: Teller) -> Text:
        """Say it to a reader."""


@dataclass(frozen=True)
class Go:
    """Open a place by the bar at the left."""

    place: str
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name what is pressed on the way."""
        place = teller.place(self.place)
        if not place.group:
            return N_("At the left, open “{place}”.", place=place.title)
        group = next(each.title for each in GROUPS if each.key == place.group)
        family = next(each.title for each in FAMILIES if each.key == place.family)
        first = next(p for p in teller.places if p.family == place.family)
        if first is place:
            return N_(
                "At the left, open “{group}”, then “{entry}”.",
                group=group, entry=family,
            )  # fmt: skip
        return N_(
            "At the left, open “{group}”, then “{entry}”; at the top, open the tab"
            " “{tab}”.",
            group=group, entry=family, tab=place.tab,
        )  # fmt: skip


@dataclass(frozen=True)
class Press:
    """Press a key, in Qt’s portable writing."""

    key: str
    does: Text | None = None
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name the key, and what it does."""
        del teller
        if self.does is None:
            return N_("Press {key}.", key=keyed(self.key))
        return N_("Press {key}: {does}.", key=keyed(self.key), does=self.does)


@dataclass(frozen=True)
class Type:
    """Type where the cursor is."""

    value: Words
    key: str = ""
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Say what is typed, and the key that ends it."""
        del teller
        if not self.key:
            return N_("Type “{value}”.", value=self.value)
        return N_(
            "Type “{value}”, then press {key}.", value=self.value, key=keyed(self.key)
        )


@dataclass(frozen=True)
class Fill:
    """Type into a field that has a title."""

    field: Words | Column
    value: Words
    key: str = ""
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name the field and what is typed into it."""
        field = titled(self.field, teller)
        if not self.key:
            return N_("In “{field}”, type “{value}”.", field=field, value=self.value)
        return N_(
            "In “{field}”, type “{value}”, then press {key}.",
            field=field, value=self.value, key=keyed(self.key),
        )  # fmt: skip


@dataclass(frozen=True)
class Pick:
    """Choose in a list that unfolds."""

    field: Words
    value: Words
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name the list and what is chosen."""
        del teller
        return N_(
            "In the list “{field}”, choose “{value}”.",
            field=self.field, value=self.value,
        )  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """Type into a cell of a table; `row` is how its line begins, empty for the last."""

    place: str
    row: Words
    column: str
    value: Words
    key: str = "Return"
    year: int = 0
    """The exercise that the window then shows; 0 for the one it opened with."""

    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name the line, the column and what is typed."""
        column = teller.column(self.place, self.column, self.year)
        if not self.row:
            return N_(
                "On the empty line at the foot, in the column “{column}”, type"
                " “{value}”, then press {key}.",
                column=column, value=self.value, key=keyed(self.key),
            )  # fmt: skip
        return N_(
            "On the line “{row}”, in the column “{column}”, type “{value}”, then press"
            " {key}.",
            row=self.row, column=column, value=self.value, key=keyed(self.key),
        )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """Choose a line of a table or of a list."""

    row: Words
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name the line."""
        del teller
        return N_("Click the line “{row}”.", row=self.row)


@dataclass(frozen=True)
class Click:
    """Press a button or follow a link; `file` answers the question for a file."""

    words: Words
    file: str = ""
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name the button, and the file."""
        del teller
        if self.file:
            return N_(
                "Click “{button}”, choose where the file “{file}” is or goes, and"
                " confirm.",
                button=self.words, file=self.file,
            )  # fmt: skip
        return N_("Click “{button}”.", button=self.words)


@dataclass(frozen=True)
class Menu:
    """Press a button that opens a list, and an entry of it."""

    words: Words
    entry: Words
    file: str
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name both, and the file."""
        del teller
        return N_(
            "Click “{button}”, then “{entry}”; choose where the file “{file}” goes, and"
            " confirm.",
            button=self.words, entry=self.entry, file=self.file,
        )  # fmt: skip


@dataclass(frozen=True)
class Carry:
    """Press a button that asks for a folder, such as that of a key."""

    words: Words
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Name the button."""
        del teller
        return N_("Click “{button}”, choose the key, and confirm.", button=self.words)


@dataclass(frozen=True)
class See:
    """What the window now shows; told with the step before it."""

    words: Words
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Say it."""
        del teller
        return N_("You see: “{words}”.", words=self.words)


@dataclass(frozen=True)
class Remark:
    """Something to know, told with the step before it; nothing is done."""

    words: Text
    picture: bool = False

    def told(self, teller: Teller) -> Text:
        """Say it as it is."""
        del teller
        return self.words


@dataclass(frozen=True)
class Task:
    """How one thing is done with the program."""

    key: str
    title: Text
    purpose: Text
    steps: tuple[Step, ...]
    begins: str = DEMONSTRATION
    files: tuple[tuple[str, tuple[tuple[Text | str, ...], ...]], ...] = ()
    """Spreadsheets that lie ready, as a reader has them: name, and cells by line."""

    @property
    def start(self) -> str:
        """The place that it first goes to; empty where it begins before a dossier."""
        return next((s.place for s in self.steps if isinstance(s, Go)), "")


@dataclass(frozen=True)
class Chapter:
    """Tasks that belong together."""

    title: Text
    tasks: tuple[Task, ...]


def numbered(task: Task) -> list[list[Step]]:
    """Put what is seen and remarked behind the step that it is told with."""
    groups: list[list[Step]] = []
    for step in task.steps:
        if isinstance(step, See | Remark) and groups:
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def tell(
    chapters: Sequence[Chapter],
    teller: Teller,
    pictures: dict[tuple[str, int], bytes] | None = None,
) -> list[ToldChapter]:
    """Tell the manual; pictures by the key of a task and the number of a step."""
    shown = pictures or {}
    return [
        ToldChapter(
            chapter.title, [told_task(task, teller, shown) for task in chapter.tasks]
        )
        for chapter in chapters
    ]


def told_task(
    task: Task, teller: Teller, pictures: dict[tuple[str, int], bytes] | None = None
) -> Procedure:
    """Tell one task."""
    shown = pictures or {}
    steps = tuple(
        ToldStep(
            first.told(teller),
            tuple(each.told(teller) for each in more),
            shown.get((task.key, number), b""),
        )
        for number, (first, *more) in enumerate(numbered(task), 1)
    )
    return Procedure(task.title, task.purpose, steps)

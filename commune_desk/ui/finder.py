"""What the one search box finds: acts and places of the program, papers, records."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from commune_desk.domain.issues import Record
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.domain.word_index import WordIndex
from commune_desk.late import late
from commune_desk.ui.context import Destination

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.navigation import Place

MOST = 30
"""Results shown at once."""

MOST_OF_ONE = 6
"""Results of one place among them, so that no long list hides the others."""

READ_FROM = 300
"""Results from which these are chosen."""

ACT, PLACE, PAPER, RECORD, DETAIL = range(5)
"""What comes first among the equally near; details are kept in the tabs of others."""

OTHER_WORDS = {
    "copies": N_("backup save restore key"),
    "documents": N_("print report paper"),
    "settings": N_("options preferences theme"),
    "findings": N_("errors checks anomalies"),
    "journal": N_("history past who did what"),
    "removed": N_("removed deleted recover"),
    "sendings": N_("export send region package"),
}
"""Words that people have for a place besides its title."""

PATIENCE = 0.1
"""Seconds that a question goes on reading before it answers from what is read."""

FEW_CHANGES = 500
"""More rows changed by one act make a table to be read anew."""

_MANUAL = "commune_desk.ui.manual.tasks"
_FINDING = "commune_desk.services.finding"


@dataclass(frozen=True)
class Hit:
    """One result: what it is, where it is, and how to get there."""

    title: str
    where: str
    go: Callable[[], object]


class Finder(QObject):
    """Reads the dossier bit by bit, from the first time that somebody searches."""

    def __init__(
        self, parent: QObject, context: Context, places: Sequence[Place]
    ) -> None:
        super().__init__(parent)
        self._context, self._places = context, places
        self._index: WordIndex[Hit | Record] = WordIndex()
        self._numbers: dict[Record, int] = {}
        self._main = set(self._first_of_tabs())
        self._reading: Iterator[None] = iter(())
        self._begun = False
        self._stale: set[Record] = set()
        self._little = set(
            fold(context.say(N_("a an the of to in on for and"))).split()
        )
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._slice)
        context.changed.connect(self._note)
        context.scoped.connect(self._forget_titles)

    def begin(self) -> None:
        """Begin to read, a little between two keys."""
        if not self._begun and self._context.here:
            self._begun = True
            self._reading = self._read()
            self._slices.start()

    @property
    def reading(self) -> bool:
        """Whether there is more to read, and more to be found therefore."""
        return self._slices.isActive()

    def find(self, text: str) -> list[Hit]:
        """Give what has these words, the nearest first, of what is read by now."""
        self.begin()
        until = time.monotonic() + PATIENCE
        while self.reading and time.monotonic() < until:
            self._slice()
        self._refresh()
        found: list[Hit] = []
        counts: dict[str, int] = {}
        for value in dict.fromkeys(self._index.find(self._asked(text), READ_FROM)):
            kind = value.table if isinstance(value, Record) else value.where
            counts[kind] = counts.get(kind, 0) + 1
            if counts[kind] <= MOST_OF_ONE:
                found.append(self._hit(value) if isinstance(value, Record) else value)
            if len(found) == MOST:
                break
        return found

    def _asked(self, text: str) -> str:
        """Leave out the little words, unless nothing else was typed."""
        words = fold(text).split()
        return " ".join([word for word in words if word not in self._little] or words)

    def _slice(self) -> None:
        if next(self._reading, self) is self:
            self._slices.stop()

    def _read(self) -> Iterator[None]:
        self._add_program()
        self._add_help()
        yield
        self._add_papers()
        yield
        if self._context.takes_back:
            homes = self._homes()
            for table in homes:
                yield from self._read_table(table)
        else:
            for place in self._places:
                if place.record:
                    self._add_rows(place)
                    yield

    def _first_of_tabs(self) -> Iterator[str]:
        """Name the tables that the rail leads to; the others are tabs beside them."""
        seen: set[str] = set()
        for place in self._places:
            if not place.family or place.family not in seen:
                yield place.record
            seen.add(place.family)

    def _homes(self) -> dict[str, Place]:
        """Give the place of each kind of record, in the order of the rail."""
        known = set(late(_FINDING).searched())
        homes: dict[str, Place] = {}
        for place in self._places:
            if place.record in known:
                homes.setdefault(place.record, place)
        return homes

    def _read_table(self, table: str) -> Iterator[None]:
        finding, after = late(_FINDING), 0
        while True:
            with self._context.reading() as session:
                part = finding.parts(session, table, after)
            self._take(table, part)
            yield
            if len(part) < finding.PART:
                return
            after = part[-1].id

    def _take(self, table: str, part: Iterable[Any]) -> None:
        for found in part:
            record = Record(table, found.id)
            if record in self._numbers:
                self._index.drop(self._numbers[record])
            kind = RECORD if table in self._main else DETAIL
            self._numbers[record] = self._index.add(
                found.words, record, kind, found.name
            )

    def _add_program(self) -> None:
        say = self._context.say
        new = say(N_("new create enter write down"))
        for place in self._places:
            if place.hidden:
                continue
            title = say(place.title)
            go = partial(self._context.go, place.key)
            hit = Hit(title, say(N_("place")), go)
            others = OTHER_WORDS.get(place.key)
            self._add(hit, PLACE, say(others) if others is not None else "")
            if place.short is not None:
                self._index.add(say(place.short), hit, PLACE, say(place.short))
            if place.add is not None and place.table and place.table.add is not None:
                begin = partial(self._begin_row, place.key)
                act = Hit(say(place.add), title, begin)
                self._add(act, ACT, new)
        for words, deed in (
            (N_("Undo the last act"), self._context.undo),
            (N_("Redo what was undone"), self._context.redo),
        ):
            if self._context.takes_back:
                self._add(Hit(say(words), say(N_("act")), deed), ACT)

    def _add_help(self) -> None:
        """Take up the tasks of the manual, where this window has one."""
        if not any(place.key == "manual" for place in self._places):
            return
        say = self._context.say
        where, words = say(N_("help")), say(N_("help manual how to"))
        for task in late(_MANUAL).tasks():
            go = partial(self._context.go, "manual", None, task.key)
            more = f"{words} {say(task.purpose)}"
            self._add(Hit(say(task.title), where, go), PAPER, more)

    def _begin_row(self, place: str) -> None:
        self._context.gone.emit(Destination(place, adding=True))

    def _add_papers(self) -> None:
        documents = self._context.ports.documents
        if documents is None:
            return
        say = self._context.say
        where, words = say(N_("document")), say(N_("print paper"))
        with self._context.reading() as session:
            listed = documents(session, self._context.scope)
        for each in listed:
            go = partial(self._context.go, "documents", None, each.name)
            self._add(Hit(say(each.title), where, go), PAPER, words)

    def _add_rows(self, place: Place) -> None:
        """Take up the rows of a table as its screen shows them."""
        table: Table[Any] | None = place.table
        if table is None:
            return
        scope, where = self._context.scope, self._context.say(place.title)
        spoken = [c for c in table.columns(scope) if c.is_words]
        with self._context.reading() as session:
            rows = table.rows(session, scope, None)
        for row in rows:
            cells = " ".join(str(c.value(row) or "") for c in spoken)
            title = self._context.say(table.row_title(row))
            record = Record(table.record, row.id)
            go = partial(self._context.go, place.key, record)
            self._add(Hit(title, where, go), RECORD, cells)

    def _add(self, hit: Hit, kind: int, more: str = "") -> None:
        self._index.add(f"{hit.title} {more}", hit, kind, hit.title)

    def _hit(self, record: Record) -> Hit:
        """Put a record into words; most that are found are never shown."""
        place = next(p for p in self._places if p.record == record.table)
        say = self._context.say
        with self._context.reading() as session:
            called, more = late(_FINDING).told(session, record.table, record.id)
        words = say(called) if called is not None else ""
        title = " – ".join(filter(None, (f"{words[:1].upper()}{words[1:]}", more)))
        return Hit(title, say(place.title), partial(self._go, place.key, record))

    def _go(self, place: str, record: Record) -> None:
        """Show a record, in its own year where this one does not have it."""
        with self._context.reading() as session:
            year = late(_FINDING).year_to_show(
                session, self._context.scope, record.table, record.id
            )
        self._context.choose_year(year)
        self._context.go(place, record)

    def _note(self, changes: Sequence[Any]) -> None:
        """Remember which records have other words now."""
        if not self._begun:
            return
        if not self._context.takes_back or len(changes) > FEW_CHANGES:
            self._forget()
            return
        owner = late(_FINDING).owner
        for change in changes:
            row = change.after or change.before
            self._stale.add(
                Record(*(owner(change.table, row) or (change.table, change.key)))
            )

    def _refresh(self) -> None:
        """Read the records that have changed since."""
        finding = late(_FINDING)
        tables: dict[str, set[int]] = {}
        for record in self._stale:
            tables.setdefault(record.table, set()).add(record.id)
            if record in self._numbers:
                self._index.drop(self._numbers.pop(record))
        self._stale.clear()
        for table in tables.keys() & self._homes().keys() if tables else ():
            with self._context.reading() as session:
                part = finding.some(session, table, tables[table])
            self._take(table, part)

    def _forget_titles(self) -> None:
        """Read a region’s rows anew: they are those of the year looked at."""
        if not self._context.takes_back:
            self._forget()

    def _forget(self) -> None:
        self._slices.stop()
        self._begun = False
        self._index, self._numbers = WordIndex(), {}
        self._reading = iter(())
        self._stale.clear()

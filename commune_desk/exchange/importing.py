"""Bring a spreadsheet into a table: read, match, try, then hand over one command.

Nothing is repaired in silence: a line that cannot be read or that the rules refuse
goes back with its reason, and a figure of the file that differs from what the lines
make (a share, a total) is said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_, P_
from commune_desk.exchange.foreign_amounts import doubtful
from commune_desk.exchange.lines import Reader
from commune_desk.exchange.prepared import Line, Prepared, Request, Verdict
from commune_desk.exchange.trial import attempt
from commune_desk.services.command import Command, Made, Several, settled
from commune_desk.services.jobs import Silence, told
from commune_desk.services.settings import RememberMatching
from commune_desk.storage.place import require_room
from commune_desk.tables.table import Brought, locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.exchange.trial import Commands
    from commune_desk.services.jobs import Progress
    from commune_desk.storage.store import Store


def prepare(
    store: Store, request: Request, progress: Progress | None = None
) -> Prepared:
    """Read each line, try them on a copy of the dossier, and say what would happen.

    Raises `Unreadable` where the table takes no import or a needed column is missing.
    """
    watched = progress or Silence()
    _importable(request)
    if store.path is not None:
        require_room(store.path)
    with store.snapshot() as copy:
        with copy.reading() as session:
            reader = Reader(request, session)
        trial = _Trial(reader, copy, watched)
        while trial.turn():
            pass
        with copy.reading() as session:
            lines = _compared(reader, session, trial.lines, trial.made)
    doubts = tuple(doubtful(lines, reader.columns, request.words))
    kept = () if doubts else trial.commands()
    command = _named(request, kept, joined=trial.joined)
    found = (*doubts, *_together(reader, lines))
    return Prepared(request.grid.headings, tuple(lines), command, found)


def straight(store: Store, request: Request) -> Command[Any] | None:
    """Give the command of a file of our own, whose rules are not tried on a copy first.

    None where a line is refused, or waits for a record that another line adds: then
    only `prepare` can tell. Raises `Unreadable` as it does.
    """
    _importable(request)
    with store.reading() as session:
        reader = Reader(request, session)
    kept: list[Command[Any]] = []
    for number, texts in request.grid.lines:
        line, commands = reader.line(number, texts)
        if line.verdict is Verdict.REFUSED:
            return None
        kept.extend(commands)
    return _named(request, kept, joined=False)


class _Trial:
    """Reads the lines and tries them on a copy of the dossier, turn by turn.

    A line may name a record that another line of the file adds, earlier or later: it
    waits, and is read again once the other one is in the copy.
    """

    def __init__(self, reader: Reader, copy: Store, progress: Progress) -> None:
        self._reader, self._copy, self._progress = reader, copy, progress
        self._texts = list(reader.request.grid.lines)
        self._waiting = list(range(len(self._texts)))
        self.lines = [
            Line(number, texts, Verdict.REFUSED) for number, texts in self._texts
        ]
        self.kept: list[Command[Any]] = []
        """What the rules accept, in an order in which it can be done."""

        self.made: dict[int, int] = {}
        """Place of a line → id of the record that it added to the copy."""

        self._makers: dict[int, int] = {}
        """Place of a line → place of its command among those kept."""

    def turn(self) -> bool:
        """Try the lines that can be read now; tell whether others may follow."""
        live = self._read()
        outcomes = attempt(self._copy, [said for _, said in live], self._progress)
        for (k, commands), outcome in zip(live, outcomes, strict=True):
            if outcome.refusals:
                issues = (*self.lines[k].issues, *outcome.refusals)
                refused = Verdict.REFUSED
                self.lines[k] = replace(self.lines[k], verdict=refused, issues=issues)
                continue
            self._makers[k] = len(self.kept)
            self.kept.extend(commands)
            if outcome.made is not None:
                self.made[k] = outcome.made
        if not live or not self._waiting:
            return False
        with self._copy.reading() as session:
            self._reader.renew(session, self.made)
        return True

    def _read(self) -> list[tuple[int, Commands]]:
        live, waiting = [], []
        for k in told(self._waiting, N_("Reading the lines"), self._progress):
            self.lines[k], commands = self._reader.line(*self._texts[k])
            if commands:
                live.append((k, commands))
            elif self._reader.may_follow(self.lines[k]):
                waiting.append(k)
        self._waiting = waiting
        return live

    @property
    def joined(self) -> bool:
        """Whether a line refers to a record that another line adds."""
        return self._reader.joined

    def commands(self) -> tuple[Command[Any], ...]:
        """Give what is kept, each reference bound to the command that makes it."""
        if not self._reader.joined:
            return tuple(self.kept)

        def bound(made: Made) -> Made:
            return Made(made, self._makers[made.by])

        return tuple(settled(command, bound) for command in self.kept)


def _importable(request: Request) -> None:
    table = request.table
    columns = table.columns(request.scope)
    if table.add is None and all(column.edit is locked for column in columns):
        raise Unreadable(N_("The table “{table}” is not imported.", table=table.title))
    unknown = [key for key in request.fixed if key not in {c.key for c in columns}]
    if unknown:
        raise Unreadable(
            N_(
                "There is no column “{name}”; there are: {names}.",
                name=unknown[0],
                names=tuple(column.key for column in columns),
            )
        )
    have = {*request.matching.values(), *request.fixed}
    if table.completion is not None:
        have |= table.completion.keys
    by_id = bool(table.identity) and set(table.identity) <= have
    missing = [c.title for c in columns if c.key in table.required - have]
    if missing and not by_id:
        raise Unreadable(
            P_(
                "A column is missing for the table “{table}”: {names}.",
                "Columns are missing for the table “{table}”: {names}.",
                count=len(missing),
                table=table.title,
                names=tuple(missing),
            )
        )


def _named(
    request: Request, kept: Sequence[Command[Any]], *, joined: bool
) -> Command[Any] | None:
    """Make one step of what is kept, which remembers how the columns were matched."""
    if not kept:
        return None
    headings = request.grid.headings
    matching = {headings[place]: key for place, key in request.matching.items()}
    memory = RememberMatching(request.table.name, matching)
    name = P_(
        "Import of “{file}”: {count} change",
        "Import of “{file}”: {count} changes",
        count=len(kept),
        file=request.name,
    )
    return Several((*kept, memory), name, joined)


def _together(reader: Reader, lines: Sequence[Line]) -> Iterable[Issue]:
    """Ask the table what the lines of the file make together."""
    judge = reader.request.table.together
    if judge is None:
        return ()
    return judge(
        [
            Brought(
                line.number,
                reader.values(line.texts)[0],
                line.verdict not in {Verdict.REFUSED, Verdict.IGNORED},
                line.verdict is Verdict.IGNORED,
            )
            for line in lines
        ]
    )


def _compared(
    reader: Reader, session: Session, lines: list[Line], made: Mapping[int, int]
) -> list[Line]:
    """Say where a computed figure of the file is not what the lines make."""
    places = reader.computed()
    if not places:
        return lines
    request = reader.request
    rows = {r.id: r for r in request.table.rows(session, request.scope, None)}
    compared = []
    for k, line in enumerate(lines):
        issues = list(line.issues)
        if line.verdict not in {Verdict.REFUSED, Verdict.IGNORED}:
            row = reader.row_of(line, made.get(k), rows)
            for place, key in places:
                text = line.texts[place]
                issue = reader.difference(key, text, row) if row and text else None
                if issue is not None:
                    issues.append(issue)
        compared.append(replace(line, issues=tuple(issues)))
    return compared

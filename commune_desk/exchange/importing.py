"""Bring a spreadsheet into a table: read, match, try, then hand over one command.

Nothing is repaired in silence: a line that cannot be read or that the rules refuse
goes back with its reason, and a figure of the file that differs from what the lines
make (a share, a total) is said.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Share
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_, Text
from commune_desk.exchange.headings import heading
from commune_desk.exchange.trial import attempt
from commune_desk.services.command import Command, Several
from commune_desk.services.jobs import Silence, told
from commune_desk.services.settings import RememberMatching
from commune_desk.storage.place import require_room
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.tables.table import Kind, locked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.exchange.grid import Grid
    from commune_desk.exchange.headings import Matching
    from commune_desk.exchange.trial import Commands
    from commune_desk.l10n.words import Words
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope
    from commune_desk.storage.store import Store
    from commune_desk.tables.table import Column, Table

HUNDRED = 100


class Verdict(Enum):
    """What an import makes of one line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    IGNORED = "ignored"
    """A line of totals: they are computed, not imported."""

    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file and what becomes of it."""

    number: int
    texts: tuple[str, ...]
    verdict: Verdict
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import that was tried and waits for a yes."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    command: Command[Any] | None
    """What the desk is to do; None where nothing would change."""

    def count(self, verdict: Verdict) -> int:
        """Count the lines with a verdict."""
        return sum(line.verdict is verdict for line in self.lines)

    @property
    def refused(self) -> tuple[Line, ...]:
        """The lines that go back."""
        return tuple(line for line in self.lines if line.verdict is Verdict.REFUSED)


@dataclass(frozen=True)
class Request:
    """What to import, where to, and how to read it."""

    table: Table[Any]
    scope: Scope
    grid: Grid
    matching: Matching
    words: Words
    name: str
    """Name of the file, for the journal."""

    fixed: Mapping[str, str]
    """Values for columns that the file does not have: key → text."""


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
            reader = _Reader(request, session)
            read = [
                reader.line(number, texts)
                for number, texts in told(
                    request.grid.lines, N_("Reading the lines"), watched
                )
            ]
        live = [(k, commands) for k, (_, commands) in enumerate(read) if commands]
        outcomes = attempt(copy, [commands for _, commands in live], watched)
        lines = [line for line, _ in read]
        kept: list[Command[Any]] = []
        made: dict[int, int] = {}
        for (k, commands), outcome in zip(live, outcomes, strict=True):
            if outcome.refusals:
                lines[k] = replace(
                    lines[k],
                    verdict=Verdict.REFUSED,
                    issues=(*lines[k].issues, *outcome.refusals),
                )
            else:
                kept.extend(commands)
                if outcome.made is not None:
                    made[k] = outcome.made
        with copy.reading() as session:
            lines = _compared(reader, session, lines, made)
    return Prepared(request.grid.headings, tuple(lines), _command(request, kept))


def _importable(request: Request) -> None:
    table = request.table
    columns = table.columns(request.scope)
    if table.add is None and all(_is_locked(column) for column in columns):
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


def _is_locked(column: Column[Any]) -> bool:
    return column.edit is locked


def _command(request: Request, kept: Sequence[Command[Any]]) -> Command[Any] | None:
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
    return Several((*kept, memory), name)


class _Reader:
    """Reads the lines of one file for one table."""

    def __init__(self, request: Request, session: Session) -> None:
        table, scope = request.table, request.scope
        self.request = request
        self.columns = {column.key: column for column in table.columns(scope)}
        self.options = {
            key: Options(column.choices(session, scope), request.words)
            for key, column in self.columns.items()
        }
        self.identity = self._identity()
        self.found: dict[int, int] = {}
        """Number of a line → id of the record it speaks of."""

        self._rows: dict[tuple[str, ...], deque[Any]] = {}
        for row in table.rows(session, scope, None):
            self._rows.setdefault(self._key_of(row), deque()).append(row)

    def line(self, number: int, texts: tuple[str, ...]) -> tuple[Line, Commands]:
        """Read one line: its verdict before the rules, and its commands."""
        if _is_total(texts):
            return Line(number, texts, Verdict.IGNORED), ()
        values, issues = self.values(texts)
        refused = Line(number, texts, Verdict.REFUSED, tuple(issues))
        if issues:
            return refused, ()
        row = self._answering(values)
        if row is not None:
            self.found[number] = row.id
            commands = self._revisions(row, values)
            verdict = Verdict.CHANGED if commands else Verdict.SAME
            return Line(number, texts, verdict), commands
        table = self.request.table
        missing = [k for k in table.required if values.get(k) in {None, ""}]
        if table.add is None or missing:
            text = self._lacking(missing)
            return replace(refused, issues=(Issue(Severity.ERROR, text),)), ()
        own = {key: values[key] for key in values if self._typed(key)}
        return (
            Line(number, texts, Verdict.NEW),
            (table.add(self.request.scope, own),),
        )

    def values(self, texts: Sequence[str]) -> tuple[dict[str, Any], list[Issue]]:
        """Read the cells; what cannot be read becomes a finding of its column."""
        given = dict(self.request.fixed)
        given |= {key: texts[place] for place, key in self.request.matching.items()}
        values: dict[str, Any] = {}
        issues = []
        for key, text in given.items():
            try:
                values[key] = self.read(key, text)
            except Unreadable as refusal:
                title = heading(self.columns[key], self.request.words)
                said = N_("{column}: {reason}", column=title, reason=refusal.text)
                issues.append(Issue(Severity.ERROR, said, field=key))
        return values, issues

    def read(self, key: str, text: str) -> Any:
        """Read one cell."""
        column = self.columns[key]
        return read_cell(column, text, self.options[key], self.request.words)

    def row_of(self, line: Line, made: int | None, rows: Mapping[int, Any]) -> Any:
        """Find the record of a line after the trial."""
        return rows.get(self.found.get(line.number, made or 0))

    def computed(self) -> list[tuple[int, str]]:
        """Places of the columns that are not typed: they are compared instead."""
        matching = self.request.matching.items()
        return [(place, key) for place, key in matching if not self._typed(key)]

    def _typed(self, key: str) -> bool:
        return not _is_locked(self.columns[key]) or key in self.request.table.identity

    def _identity(self) -> tuple[str, ...]:
        """Columns by which lines find records: the key, or else the likeness."""
        table = self.request.table
        have = {*self.request.matching.values(), *self.request.fixed}
        return table.identity if set(table.identity) <= have else table.likeness

    def _answering(self, values: Mapping[str, Any]) -> Any:
        """Take the next record with the key of a line; the same key may come twice."""
        waiting = self._rows.get(self._key(values))
        return waiting.popleft() if waiting and self._key(values) else None

    def _lacking(self, missing: Sequence[str]) -> Text:
        names = tuple(self.columns[key].title for key in missing)
        if names:
            return N_("Nothing is typed under: {names}.", names=names)
        return N_("No record of this table answers to this line.")

    def _revisions(self, row: Any, values: Mapping[str, Any]) -> Commands:
        commands = []
        for key, value in values.items():
            column = self.columns[key]
            if self._as_text(key, column.value(row)) != self._as_text(key, value):
                command = column.edit(row, value)
                if command is not None:
                    commands.append(command)
        return tuple(commands)

    def _as_text(self, key: str, value: Any) -> str:
        column, words = self.columns[key], self.request.words
        text = write_cell(column, value, self.options[key], words)
        if column.kind is Kind.PROSE:
            return text.strip()
        return " ".join(text.split())

    def _key(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        identity = self.identity
        if not identity or values.get(identity[0]) in {None, ""}:
            return ()
        return tuple(fold(self._as_text(key, values.get(key))) for key in identity)

    def _key_of(self, row: Any) -> tuple[str, ...]:
        return self._key({k: self.columns[k].value(row) for k in self.identity})


def _compared(
    reader: _Reader, session: Session, lines: list[Line], made: Mapping[int, int]
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
                issue = _difference(reader, key, text, row) if row and text else None
                if issue is not None:
                    issues.append(issue)
        compared.append(replace(line, issues=tuple(issues)))
    return compared


def _difference(reader: _Reader, key: str, text: str, row: Any) -> Issue | None:
    column, words = reader.columns[key], reader.request.words
    title = heading(column, words)
    computed = column.value(row)
    try:
        said = reader.read(key, text)
    except Unreadable as refusal:
        text_ = N_("{column}: {reason}", column=title, reason=refusal.text)
        return Issue(Severity.WARNING, text_, field=key)
    if said == computed or _rounds_to(said, computed, text):
        return None
    if computed is None:
        told_ = N_(
            "{column}: the file says {said}, without an amount.",
            column=title,
            said=said,
        )
    else:
        told_ = N_(
            "{column}: the file says {said}, the amounts make {made}.",
            column=title,
            said=said,
            made=computed,
        )
    return Issue(Severity.WARNING, told_, "IMPORT-01", field=key)


def _rounds_to(said: Any, computed: Any, text: str) -> bool:
    """Tell whether a share printed without decimals is the computed one, rounded."""
    if not isinstance(said, Share) or not isinstance(computed, Share):
        return False
    step = 1 if "," in text or "." in text else HUNDRED
    return abs(said.basis_points - computed.basis_points) * 2 <= step


def _is_total(texts: Sequence[str]) -> bool:
    first = next((text for text in texts if text), "")
    return fold(first).split(" ")[0] in {"total", "totaux", "ensemble"}

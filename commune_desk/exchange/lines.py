"""Read the lines of a file for one table: values, refusals, commands."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Doubtful, Unreadable
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.exchange.differences import Figures, differing
from commune_desk.exchange.foreign_amounts import DOUBT, read_amount
from commune_desk.exchange.headings import heading
from commune_desk.exchange.prepared import Line, Request, Verdict
from commune_desk.services.command import Made
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.tables.table import Kind, locked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.exchange.trial import Commands


class Reader:
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
        self.joined = False
        """Whether a line refers to a record that another line adds."""

        self._known = {
            key: {choice.value for choice in options.choices}
            for key, options in self.options.items()
            if self.columns[key].kind is Kind.CHOICE
        }
        completion = table.completion
        self._complete = completion.begin(session, scope) if completion else dict
        self.notes: list[Issue] = []
        """How the amounts of the line read last were read, where it must be said."""

        self._makers: dict[int, int] = {}
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
        told = tuple(self.notes)
        refused = Line(number, texts, Verdict.REFUSED, tuple(issues))
        if issues:
            return refused, ()
        row = self._answering(values)
        if row is not None:
            self.found[number] = row.id
            commands = self._revisions(row, values)
            verdict = Verdict.CHANGED if commands else Verdict.SAME
            return Line(number, texts, verdict, told), commands
        table = self.request.table
        missing = [k for k in table.required if values.get(k) in {None, ""}]
        if table.add is None or missing:
            text = self._lacking(missing)
            return replace(refused, issues=(Issue(Severity.ERROR, text),)), ()
        own = {key: values[key] for key in values if self._typed(key)}
        return (
            Line(number, texts, Verdict.NEW, told),
            (table.add(self.request.scope, own),),
        )

    def values(self, texts: Sequence[str]) -> tuple[dict[str, Any], list[Issue]]:
        """Read the cells; what cannot be read becomes a finding of its column."""
        given = dict(self.request.fixed)
        given |= {key: texts[place] for place, key in self.request.matching.items()}
        values: dict[str, Any] = {}
        issues = []
        self.notes.clear()
        for key, text in given.items():
            title = heading(self.columns[key], self.request.words)
            try:
                values |= self._read_written(key, text, given, title)
            except Unreadable as refusal:
                said = N_("{column}: {reason}", column=title, reason=refusal.text)
                code = DOUBT if isinstance(refusal, Doubtful) else ""
                issues.append(Issue(Severity.ERROR, said, code, field=key))
        return dict(self._complete(values)), issues

    def _read_written(
        self, key: str, text: str, given: Mapping[str, str], title: str
    ) -> dict[str, Any]:
        """Read one cell; an amount may say more than one column holds."""
        written = self.columns[key].written
        if written is None:
            return {key: self.read(key, text)}
        habit = self.request.habits.get(key)
        found = read_amount(key, written, (text, given, title), habit)
        self.notes.extend(found.notes)
        return found.values

    def read(self, key: str, text: str) -> Any:
        """Read one cell."""
        column, words = self.columns[key], self.request.words
        value = read_cell(column, text, self.options[key], words)
        known = self._known.get(key)
        if known is None or value in known or value not in self._makers:
            return value
        self.joined = True
        return Made(value, self._makers[value])

    def may_follow(self, line: Line) -> bool:
        """Tell whether a refused line only names records that are not there yet."""
        return bool(line.issues) and all(i.field in self._known for i in line.issues)

    def renew(self, session: Session, made: Mapping[int, int]) -> None:
        """Learn the records that lines have added: their places → their ids."""
        self._makers = {row_id: place for place, row_id in made.items()}
        for key in self._known:
            choices = self.columns[key].choices(session, self.request.scope)
            self.options[key] = Options(choices, self.request.words)

    def row_of(self, line: Line, made: int | None, rows: Mapping[int, Any]) -> Any:
        """Find the record of a line after the trial."""
        return rows.get(self.found.get(line.number, made or 0))

    def computed(self) -> list[tuple[int, str]]:
        """Places of the columns that are not typed: they are compared instead."""
        matching = self.request.matching.items()
        return [(place, key) for place, key in matching if not self._typed(key)]

    def difference(self, key: str, text: str, row: Any) -> Issue | None:
        """Say where a computed figure of the file is not what the row makes."""
        column = self.columns[key]
        title = heading(column, self.request.words)
        try:
            said = self.read(key, text)
        except Unreadable as refusal:
            told_ = N_("{column}: {reason}", column=title, reason=refusal.text)
            return Issue(Severity.WARNING, told_, field=key)
        made = column.value(row)
        if said == " ".join(self.request.words.say(made).split()):
            return None  # a sentence, read as it is told
        return differing(key, title, Figures(said, made, text))

    def _typed(self, key: str) -> bool:
        return (
            self.columns[key].edit is not locked or key in self.request.table.identity
        )

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


def _is_total(texts: Sequence[str]) -> bool:
    first = next((text for text in texts if text), "")
    return fold(first).split(" ")[0] in {"total", "totaux", "ensemble"}

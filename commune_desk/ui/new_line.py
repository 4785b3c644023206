"""The empty line under a table: what is typed there becomes a record.

A record begins as soon as all that is required is typed; until then the line only
remembers. It takes some values from the line typed before it, or from the row where the
cursor last stood, if its table says so: of these it names what no column shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from commune_desk.domain.errors import DeskError, Unreadable
from commune_desk.domain.text import N_
from commune_desk.services.records import NEW
from commune_desk.tables.cells import read_cell, write_cell
from commune_desk.tables.table import Kind, locked
from commune_desk.ui.begun import LINE, Begun, form_of
from commune_desk.ui.cell_words import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commune_desk.services.command import Command
    from commune_desk.tables.cells import Options
    from commune_desk.tables.table import Column, Table
    from commune_desk.ui.context import Context

WORDS = N_("+ New line")
SIGN = "+"
_WORDED = {Kind.TEXT, Kind.CHOICE, Kind.PLACES}


@dataclass(frozen=True)
class Draft:
    """A row that is no record yet."""

    id: int = NEW


class Above(Protocol):
    """What the line needs to know of the table that it stands under."""

    table: Table[Any]
    context: Context
    columns: tuple[Column[Any], ...]
    described: tuple[Column[Any], ...]
    fixed: dict[str, Any]

    def options(self, column: Column[Any]) -> Options:
        """Give the values that a column takes."""

    def rows(self) -> list[Any]:
        """Give all rows in order."""

    def tell(self, rows: Sequence[Any]) -> None:
        """Tell that some rows look otherwise."""

    def drop_refusal(self) -> None:
        """Forget what was refused."""


class NewLine:
    """What is typed in the empty line, and what it will begin with."""

    def __init__(self, model: Above) -> None:
        self._model = model
        self.row = Draft()
        self.made = NEW
        """The record that was typed here last."""

        line = form_of(f"{model.table.name}{LINE}", model.fixed)
        self._begun = Begun(model.context, lambda: line)
        self._texts: dict[str, str] = self._begun.texts()
        self._before: dict[str, Any] = {}

    @property
    def offered(self) -> bool:
        """Whether all that a record needs is carried, or typed in columns in sight."""
        model, add = self._model, self._model.table.add
        if add is None:
            return False
        typed = {c.key for c in model.columns if c.edit is not locked}
        given = {k for k, v in self._carried().items() if v is not None}
        if not model.table.required - model.fixed.keys() <= typed | given:
            return False
        return model.context.desk.allows(add(model.context.scope, dict(model.fixed)))

    @property
    def begun(self) -> bool:
        """Whether something is typed in it."""
        return bool(self._texts)

    @property
    def entry(self) -> str:
        """The key of the column where the typing begins."""
        open_ = [c.key for c in self._model.columns if c.edit is not locked]
        lacking = [
            key
            for key in open_
            if key in self._model.table.required and key not in self._carried()
        ]
        return (lacking or open_ or [""])[0]

    def clear(self) -> None:
        """Forget what was typed."""
        self._texts.clear()
        self._begun.forget()
        self._model.drop_refusal()
        self._model.tell([self.row])

    def text(self, column: Column[Any]) -> str:
        """Say what a cell of the line shows."""
        if column.key in self._texts:
            return self._texts[column.key]
        value = self._carried().get(column.key)
        model = self._model
        return shown(column, value, model.options(column), model.context.words)

    def typed(self, column: Column[Any]) -> str:
        """Say what the editor of a cell starts with."""
        if column.key in self._texts:
            return self._texts[column.key]
        value = self._carried().get(column.key)
        model = self._model
        return write_cell(column, value, model.options(column), model.context.words)

    def invitation(self, column: Column[Any]) -> str:
        """Say in the first cell to type in what the line is for."""
        if self.begun or column.key != self.entry:
            return ""
        if column.kind not in _WORDED:
            return SIGN
        unseen = self._unseen()
        words = N_("+ New line: {values}", values=unseen) if unseen else WORDS
        return self._model.context.say(words)

    def follow(self, row: Any) -> None:
        """Take the next line for one like this row, where the cursor stands."""
        columns = self._described()
        self._remember({k: columns[k].value(row) for k in self._model.table.carries})

    def forget(self) -> None:
        """Follow no row any more: another plan is looked at."""
        self._before.clear()

    def enter(self, column: Column[Any], text: str) -> DeskError | None:
        """Take what was typed in a cell; add the record once it has what it needs."""
        model = self._model
        error = model.context.refusal(lambda: self._read(column, text))
        if error is not None:
            return error
        self._texts[column.key] = text
        if not text.strip():
            del self._texts[column.key]
        self._begun.keep(self._texts)
        if self._lacks(self._values(self._texts)):
            model.tell([self.row])
            return None
        error = model.context.refusal(lambda: self._add(self._texts))
        if error is not None:
            self._texts.pop(column.key, None)
        return error

    def command(self, texts: Mapping[str, str]) -> Command[int]:
        """Make the command that adds a pasted line; raise what refuses it."""
        values = self._values(texts)
        if names := self._lacks(values):
            raise Unreadable(N_("Nothing is typed under: {names}.", names=names))
        add = self._model.table.add
        if add is None:
            raise Unreadable(N_("No line can be added here."))
        self._remember(values)
        return add(self._model.context.scope, values)

    def _add(self, texts: Mapping[str, str]) -> None:
        error = self._model.context.do(self.command(texts), self._keep)
        if error is not None:
            raise error

    def _keep(self, made: int) -> None:
        self.made = made
        self._texts.clear()
        self._begun.forget()
        self._model.tell([self.row])

    def _values(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Read a line: what is fixed, what is carried, then what is typed."""
        values = {**self._carried(), **self._model.fixed}
        for column in self._model.columns:
            if texts.get(column.key, "").strip():
                values[column.key] = self._read(column, texts[column.key])
        return {k: v for k, v in values.items() if v is not None and v != ""}

    def _lacks(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        needed = self._model.table.required - values.keys()
        return tuple(c.title for c in self._model.described if c.key in needed)

    def _read(self, column: Column[Any], text: str) -> Any:
        model = self._model
        return read_cell(column, text, model.options(column), model.context.words)

    def _remember(self, values: Mapping[str, Any]) -> None:
        self._before = {k: values.get(k) for k in self._model.table.carries}

    def _carried(self) -> dict[str, Any]:
        """Take from the line before: the one typed here, else the last in sight."""
        model = self._model
        keys = [k for k in model.table.carries if k not in model.fixed]
        if not keys or self._before:
            return {k: self._before[k] for k in keys if self._before.get(k) is not None}
        rows = model.rows()
        if not rows:
            return {}
        columns = self._described()
        return {k: columns[k].value(rows[-1]) for k in keys}

    def _described(self) -> dict[str, Column[Any]]:
        return {column.key: column for column in self._model.described}

    def _unseen(self) -> str:
        """Say what a line must have and takes over, where no column shows it."""
        model, carried = self._model, self._carried()
        seen = {*model.fixed, *(column.key for column in model.columns)}
        return ", ".join(
            shown(column, carried[key], model.options(column), model.context.words)
            for key, column in self._described().items()
            if key in model.table.required - seen and carried.get(key) is not None
        )

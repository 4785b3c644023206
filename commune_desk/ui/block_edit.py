"""Entries of several cells at once: paste, fill down, clear. Each is one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_, P_
from commune_desk.services.command import Several

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtCore import QModelIndex

    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.ui.table_model import TableModel


class CellRefused(DeskError):
    """One cell of a block cannot be taken; it is named."""

    def __init__(self, index: QModelIndex, typed: str, why: DeskError) -> None:
        super().__init__(why.text)
        self.index, self.typed, self.why = index, typed, why


def fill(
    model: TableModel,
    cells: Iterable[tuple[QModelIndex, str]],
    verb: str,
    added: Sequence[Mapping[str, str]] = (),
) -> bool:
    """Type a text in each cell and add new lines, all or none; tell whether done."""
    try:
        commands = [*_commands(model, cells), *_lines(model, added)]
    except CellRefused as refused:
        model.refuse(refused.index, refused.typed, refused.why)
        _say_none(model)
        return False
    return run(model, commands, verb)


def run(model: TableModel, commands: Sequence[Command[Any]], verb: str) -> bool:
    """Do several commands as one step of undo."""
    if not commands:
        return False
    name = _name(verb, len(commands))
    error = model.context.do(Several(tuple(commands), name))
    if error is not None:
        model.context.refused.emit(error)
    return error is None


def repeat_above(model: TableModel, columns: dict[int, list[QModelIndex]]) -> bool:
    """Give each cell of a column the value of the first."""
    commands = []
    for cells in columns.values():
        column, source = model.column_at(cells[0]), model.row_at(cells[0])
        if model.is_new(cells[0]):
            continue
        value = column.value(source)
        for index in cells[1:]:
            if model.is_new(index):
                model.enter(index, model.typed(cells[0]))
            elif model.editable(index):
                made = column.edit(model.row_at(index), value)
                if made is not None:
                    commands.append(made)
    return run(model, commands, "fill")


def _commands(
    model: TableModel, cells: Iterable[tuple[QModelIndex, str]]
) -> Iterable[Command[Any]]:
    for index, text in cells:
        if model.is_new(index):
            model.new.clear()
            continue
        if not model.editable(index):
            continue
        try:
            made = model.command(index, text)
        except DeskError as why:
            raise CellRefused(index, text, why) from why
        if made is not None:
            yield made


def _lines(
    model: TableModel, added: Sequence[Mapping[str, str]]
) -> Iterable[Command[Any]]:
    """Make a command of each pasted line that is to become a row."""
    for texts in added:
        if not any(text.strip() for text in texts.values()):
            continue
        try:
            yield model.new.command(texts)
        except DeskError as why:
            key = next(iter(texts))
            index = model.find(model.new.row.id, key)
            raise CellRefused(index, texts[key], why) from why


def _say_none(model: TableModel) -> None:
    text = N_("Nothing was entered: the cell in red cannot be read.")
    model.context.tell_refusal(text)


def _name(verb: str, count: int) -> Text:
    match verb:
        case "paste":
            return P_("{count} cell pasted", "{count} cells pasted", count=count)
        case "clear":
            return P_("{count} cell cleared", "{count} cells cleared", count=count)
    return P_("{count} cell filled down", "{count} cells filled down", count=count)

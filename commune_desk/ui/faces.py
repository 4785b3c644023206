"""Settle the face of a cell from its column, its value and its level."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committee_lights import Lit
from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Share
from commune_desk.domain.rates import WHOLE
from commune_desk.tables.table import Kind
from commune_desk.ui.cell_paint import Face
from commune_desk.ui.state_of import (
    OF_ACTION,
    OF_DECISION,
    OF_FUNDING,
    OF_LIGHT,
    OF_SHEET,
    OF_TREND,
)
from commune_desk.ui.states import OF_SEVERITY, State
from commune_desk.ui.widgets.bars import Fill, Part, coverage_parts

if TYPE_CHECKING:
    from commune_desk.tables.table import Column
    from commune_desk.ui.table_model import TableModel


_LIGHTS: dict[object, State] = {
    value: state
    for lights in (
        OF_ACTION,
        OF_DECISION,
        OF_FUNDING,
        OF_LIGHT,
        OF_SEVERITY,
        OF_SHEET,
        OF_TREND,
    )
    for value, state in lights.items()
}


def face_of(model: TableModel, node: Any, column: Column[Any]) -> Face:
    """Settle how a cell of the table looks."""
    value = model.outline.value(node, column)
    text = model.text(node, column)
    if (refused := model.refused_at(node, column)) is not None:
        return Face(refused.typed, ink="red", right=column.to_the_right, frame="red")
    if node is model.outline.draft:
        words = text or model.new.invitation(column)
        return Face(words, ink="ink_soft", right=column.to_the_right)
    issue = model.issue_at(node, column)
    mark = OF_SEVERITY[issue.severity] if issue is not None else None
    if mark is State.CORRECT and column.to_the_right:
        return Face(text, ink=mark.token, right=True, mark=mark)
    face = dressed(text, value, column, bold=is_chapter(node), mark=mark)
    heads = node.row is None and column is model.columns[0]
    return replace(face, right=False) if heads else face


def total_face(model: TableModel, column: Column[Any], title: str) -> Face:
    """Settle how a cell of the total row looks."""
    if column is model.columns[0]:
        return Face(title, "body_strong")
    value = model.outline.value(model.outline.root, column)
    text = model.total_text(column)
    return dressed(text, value, column, bold=True, mark=None)


def dressed(
    text: str, value: Any, column: Column[Any], *, bold: bool, mark: State | None
) -> Face:
    """Give words the drawing that their value asks for."""
    role = "body_strong" if bold else "body"
    match value:
        case Coverage() if value.cost:
            ink = "ink" if value.secured else "red"
            parts = coverage_parts(value)
            return Face(text, role, ink, right=True, parts=parts, mark=mark)
        case Share() if column.kind is Kind.PROGRESS:
            share = min(1.0, value.basis_points / WHOLE.basis_points)
            parts = (Part(share, Fill.SECURED),)
            return Face(text, role, right=True, parts=parts, mark=mark)
    state = _state_of(value)
    if state is not None:
        return Face(text, role, state.token, state=state, mark=mark)
    return Face(text, role, right=column.to_the_right, mark=mark)


def _state_of(value: Any) -> State | None:
    """Give the light of a value that is a state; None where it is none."""
    if isinstance(value, Lit):
        return OF_LIGHT[value.state]
    if isinstance(value, bool):
        return State.OK if value else State.UNKNOWN
    return _LIGHTS.get(value) if isinstance(value, Enum) else None


def is_chapter(node: Any) -> bool:
    """Tell whether a node stands at the top of a tree of several levels."""
    return node.level == 1 and (node.row is None or bool(node.children))


def ground(node: Any) -> str:
    """Give the background ink of a row."""
    if node.row is not None and not node.children:
        return ""
    return "sunken" if node.level == 1 else "group"

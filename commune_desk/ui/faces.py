"""Settle the face of a cell from its column, its value and its level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.funding import Coverage, FundingStatus
from commune_desk.domain.issues import Severity
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Share
from commune_desk.domain.rates import WHOLE
from commune_desk.tables.table import Kind
from commune_desk.ui.cell_paint import Face
from commune_desk.ui.states import OF_ACTION, OF_FUNDING, OF_SEVERITY
from commune_desk.ui.widgets.bars import Fill, Part, coverage_parts

if TYPE_CHECKING:
    from commune_desk.tables.table import Column
    from commune_desk.ui.states import State
    from commune_desk.ui.table_model import TableModel


def face_of(model: TableModel, node: Any, column: Column[Any]) -> Face:
    """Settle how a cell of the table looks."""
    value = model.outline.value(node, column)
    text = model.text(node, column)
    if (refused := model.refused_at(node, column)) is not None:
        return Face(refused.typed, ink="red", right=column.to_the_right, frame="red")
    issue = model.issue_at(node, column)
    return dressed(
        text,
        value,
        column,
        bold=is_chapter(node),
        mark=OF_SEVERITY[issue.severity] if issue is not None else None,
    )


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
        case ActionState():
            state = OF_ACTION[value]
            return Face(text, role, state.token, state=state, mark=mark)
        case FundingStatus():
            state = OF_FUNDING[value]
            return Face(text, role, state.token, state=state, mark=mark)
        case Severity():
            state = OF_SEVERITY[value]
            return Face(text, role, state.token, state=state, mark=mark)
    return Face(text, role, right=column.to_the_right, mark=mark)


def is_chapter(node: Any) -> bool:
    """Tell whether a node stands at the top of a tree of several levels."""
    return node.row is None and node.level == 1


def ground(node: Any) -> str:
    """Give the background ink of a row."""
    if node.row is not None:
        return ""
    return "sunken" if node.level == 1 else "group"

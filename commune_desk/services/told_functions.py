"""Under which function a line counts: its own, else the one its account proposes.

Screens and papers that cross the budget all ask here, so that they tell the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.nomenclature import chain
from commune_desk.storage.models import Function

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


PROPOSED = "\u00a0*"
"""Ends the name of a line, or of a function, that is only proposed."""


class ToldFunction(NamedTuple):
    """A function as it is told of a line."""

    id: int
    code: str
    title: str
    division: str
    division_title: str
    proposed: bool
    """Whether the line names none, and its account proposes this one."""

    @property
    def name(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}"


class ToldFunctions:
    """The functions of a list of accounts."""

    def __init__(self, session: Session, nomenclature_id: int) -> None:
        known = session.execute(
            select(
                Function.id, Function.code, Function.title, Function.parent_id
            ).where(Function.nomenclature_id == nomenclature_id)
        ).all()
        parents = {row_id: parent for row_id, _, _, parent in known}
        named = {row_id: (code, title) for row_id, code, title, _ in known}
        self._own = {
            row_id: ToldFunction(
                row_id,
                *named[row_id],
                *named[chain(parents, row_id)[0]],
                proposed=False,
            )
            for row_id in named
        }
        self._proposed = {
            each.code: each._replace(proposed=True) for each in self._own.values()
        }

    def of(self, function_id: int | None, proposed_code: str) -> ToldFunction | None:
        """Tell the function of a line, given its own and the code of its account."""
        if function_id is not None:
            return self._own.get(function_id)
        return self._proposed.get(proposed_code)

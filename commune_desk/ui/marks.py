"""What the rules find, laid out by row and by cell of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commune_desk.domain.issues import Issue


class Marks:
    """The findings of one table; one of no column marks the first cell."""

    def __init__(self, record: str) -> None:
        self._record = record
        self._of_row: dict[int, list[Issue]] = {}

    def __bool__(self) -> bool:
        return bool(self._of_row)

    def take(self, issues: Iterable[Issue]) -> set[int]:
        """Take new findings; return the ids of rows whose marks have changed."""
        before, self._of_row = self._of_row, {}
        for issue in issues:
            record = issue.record
            if record is not None and record.table == self._record:
                self._of_row.setdefault(record.id, []).append(issue)
        touched = before.keys() | self._of_row.keys()
        return {i for i in touched if before.get(i) != self._of_row.get(i)}

    def of(self, row_id: int) -> Sequence[Issue]:
        """Give the findings of a row."""
        return self._of_row.get(row_id, ())

    def at(self, row_id: int, key: str, keys: Sequence[str]) -> Issue | None:
        """Give the finding that marks a cell."""
        for issue in self.of(row_id):
            at = issue.field if issue.field in keys else keys[0]
            if at == key:
                return issue
        return None

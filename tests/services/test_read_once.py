"""What is kept between two readings is never older than the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.money import Money
from commune_desk.services.actions import CostAction, RemoveActions
from commune_desk.services.plans import scope_for
from commune_desk.services.programming import actions

if TYPE_CHECKING:
    from sample import Sample

    from commune_desk.services.programming import ActionRow

YEAR = 2026


def rows(small: Sample) -> list[ActionRow]:
    with small.store.reading() as session:
        return actions(session, scope_for(session, YEAR))


def test_the_rows_are_read_once_until_the_dossier_changes(small: Sample) -> None:
    first = rows(small)
    assert rows(small)[0] is first[0]
    year = next(iter(first[0].costs))
    small.desk.do(CostAction(first[0].id, year, Money(777)))
    assert rows(small)[0].costs[year] == Money(777)
    small.desk.undo()
    assert rows(small) == first
    small.desk.redo()
    assert rows(small)[0].costs[year] == Money(777)


def test_what_was_read_in_a_unit_that_failed_is_not_kept(small: Sample) -> None:
    before = rows(small)
    seen: list[int] = []

    def fail() -> None:
        with small.store.writing("test") as unit:
            RemoveActions((before[0].id,)).apply(unit)
            unit.flush()
            seen.append(len(actions(unit.session, scope_for(unit.session, YEAR))))
            text = "given up"
            raise ValueError(text)

    with pytest.raises(ValueError, match="given up"):
        fail()
    assert seen == [len(before) - 1]
    assert rows(small) == before

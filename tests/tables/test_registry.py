"""The list of tables says of each what its description says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from commune_desk.tables.registry import Listed


@pytest.mark.parametrize("listed", TABLES.listed, ids=lambda one: one.name)
def test_a_line_of_the_list_says_what_the_description_says(listed: Listed) -> None:
    described = listed.table()
    assert described.name == listed.name
    assert described.record == listed.marks
    assert TABLES.named(listed.name) is described


def test_no_table_is_listed_twice() -> None:
    assert len({each.name for each in TABLES.listed}) == len(TABLES)
    assert len({id(table) for table in TABLES}) == len(TABLES)


def test_a_table_is_found_by_its_place_and_by_its_name() -> None:
    assert TABLES[0] is TABLES.named("communes")
    assert TABLES[:2] == (TABLES[0], TABLES[1])
    with pytest.raises(KeyError):
        TABLES.named("nothing")

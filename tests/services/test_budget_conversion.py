"""A budget brought to another nomenclature; its expenditure by function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample import FRENCH, content
from sqlalchemy import select
from test_budgets import DEMO, bring_budget, make

from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.exchange.founding import EARLIER, LATER
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_conversion import ConvertYear, conversion_parts
from commune_desk.services.budget_functions import function_lines
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.scope import Scope
from commune_desk.storage.models import Conversion, Nomenclature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk

SCOPE = Scope(2026)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = make()
    bring_budget(made, DEMO, name=EARLIER)
    yield made
    made.store.close()


def number(desk: Desk, name: str) -> int:
    with desk.store.reading() as session:
        found = session.scalar(select(Nomenclature.id).where(Nomenclature.name == name))
    assert found is not None
    return found


def sums(desk: Desk) -> dict[tuple[object, object], int]:
    found: dict[tuple[object, object], int] = {}
    with desk.store.reading() as session:
        for row in budget_lines(session, SCOPE):
            key = row.section, row.side
            francs = row.proposed.francs if row.proposed else 0
            found[key] = found.get(key, 0) + francs
    return found


def test_a_converted_budget_keeps_its_sums_and_can_go_back(desk: Desk) -> None:
    before, rows = sums(desk), content(desk.store)
    with desk.store.reading() as session:
        parts = conversion_parts(session, SCOPE)
    assert sum(before.values()) == Money.total(p.amount for p in parts).francs
    later = number(desk, LATER)
    moved = desk.do(ConvertYear(2026, later))
    assert moved == len(parts) > 0
    assert sums(desk) == before
    with desk.store.reading() as session:
        year = fiscal_year(session, 2026)
        assert year is not None
        assert year.nomenclature_id == later
    desk.undo()
    assert content(desk.store) == rows
    desk.redo()
    assert sums(desk) == before


def test_a_line_without_a_place_in_the_other_list_is_named(desk: Desk) -> None:
    parts = content(desk.store)
    with desk.store.writing("test", "do") as unit:
        for step in unit.session.scalars(select(Conversion)):
            unit.session.delete(step)
    rows = content(desk.store)
    with pytest.raises(Rejected) as refused:
        desk.do(ConvertYear(2026, number(desk, LATER)))
    told = " ".join(FRENCH.say(issue.text) for issue in refused.value.issues)
    assert "complétez la table de conversion" in told
    assert content(desk.store) == rows != parts


def test_functions_add_up_to_the_expenditure(desk: Desk) -> None:
    desk.do(ConvertYear(2026, number(desk, LATER)))
    with desk.store.reading() as session:
        spent = Money.total(
            row.proposed
            for row in budget_lines(session, SCOPE)
            if row.side is Side.EXPENDITURE
        )
        lines = function_lines(session, SCOPE)
    assert Money.total(line.total for line in lines) == spent
    assert spent == Money(89_400_800)

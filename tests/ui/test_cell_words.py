from __future__ import annotations

from decimal import Decimal

import pytest
from sample import FRENCH

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.tables.cells import Options
from commune_desk.tables.table import Column, Kind, locked
from commune_desk.ui.cell_words import shown


@pytest.mark.parametrize(
    ("kind", "value", "typed", "computed"),
    [
        (Kind.SHARE, Share(360), "3,6 %", "4 %"),
        (Kind.SHARE, Share(306), "3,06 %", "3 %"),
        (Kind.SHARE, Share(500), "5 %", "5 %"),
        (Kind.INTEGER, 0, "0", "–"),
        (Kind.DECIMAL, Decimal(0), "0", "–"),
        (Kind.MONEY, Money(0), "–", "–"),
        (Kind.INTEGER, None, "", ""),
    ],
)
def test_what_is_typed_is_shown_as_typed(
    kind: Kind, value: object, typed: str, computed: str
) -> None:
    def said(column: Column[object]) -> str:
        words = shown(column, value, Options((), FRENCH), FRENCH)
        return words.replace("\u00a0", " ")

    def ask(_row: object, _value: object) -> None:
        return None

    title = N_("Amount")
    assert said(Column("a", title, lambda x: x, kind, edit=ask)) == typed
    assert said(Column("a", title, lambda x: x, kind, edit=locked)) == computed

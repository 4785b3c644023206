"""Whatever a commune holds is read back as it was written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import parcels
import pytest
from counts import count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import BY_NAME, RESOURCES
from commune_desk.domain.package.totals import all_totals
from commune_desk.exchange.package.read import read
from commune_desk.exchange.package.strict import HIDDEN

if TYPE_CHECKING:
    from commune_desk.domain.package.fields import Field

FREE = tuple(
    BY_NAME[name]
    for name in ("projets", "villages", "indicateurs", "restitutions", "conventions",
                 "plaintes", "projet_financements")
)  # fmt: skip
"""Tables that hold every kind of cell and refer to nothing, or to what is left out."""

LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs",), exclude_characters=["\r", "\n"]
).filter(lambda sign: not HIDDEN.search(sign))


def cells(field: Field) -> st.SearchStrategy[Any]:
    """Give what may stand in a cell."""
    least, most = field.bounds()
    match field.kind:
        case FieldKind.TEXT:
            texts = st.text(LETTERS, max_size=min(field.longest, 30))
            return texts.filter(str.strip) if field.required else texts
        case FieldKind.KEY:
            some = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,30}\Z")
        case FieldKind.CODE:
            some = st.sampled_from(field.codes)
        case FieldKind.DATE:
            some = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
        case FieldKind.MEASURE:
            some = st.floats(least, most, allow_nan=False).map(lambda x: round(x, 12))
        case _:
            some = st.integers(least, most)
    return some if field.required else st.none() | some


@st.composite
def rows_of(draw: st.DrawFn, name: str) -> list[tuple[Any, ...]]:
    resource = BY_NAME[name]
    lines = st.tuples(*map(cells, resource.fields))

    def key(row: tuple[Any, ...]) -> str:
        parts = [str(row[resource.at[part]]) for part in resource.key]
        return "/".join(parts).casefold()

    return draw(st.lists(lines, max_size=6, unique_by=key))


@pytest.mark.full
@settings(
    max_examples=count(40, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_what_is_built_is_read_back_equal(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(FREE), min_size=1, unique=True))
    names = tuple(each.name for each in RESOURCES if each in chosen)
    sent = {name: data.draw(rows_of(name)) for name in names if name != "villages"}
    if "villages" in names:
        sent["villages"] = data.draw(rows_of("villages"))
    if {"projets", "projet_financements"} <= set(names):
        sent["projet_financements"] = []
    package = parcels.package(1, rows=sent, partial=True, scope=names)
    parcel = read(package)
    assert parcel.tables == sent
    assert parcel.totals == all_totals([BY_NAME[name] for name in names], sent)

"""The tables of the logical frame: results, indicators, their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.indicators import (
    INDICATOR,
    RESULT,
    VALUE,
    AddIndicator,
    AddResult,
    AddValue,
    RemoveIndicators,
    RemoveResults,
    RemoveValues,
    ReviseIndicator,
    ReviseResult,
    ReviseValue,
)
from commune_desk.services.strategy_lists import indicators, results, values
from commune_desk.tables.choices import (
    DIRECTIONS,
    indicator_choices,
    objective_choices,
    result_choices,
)
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope
    from commune_desk.services.strategy_lists import IndicatorRow, ResultRow, ValueRow

_result = fields_of(RESULT, ReviseResult)
_indicator = fields_of(INDICATOR, ReviseIndicator)
_value = fields_of(VALUE, ReviseValue)
NO_OBJECTIVE = N_("Indicators of the commune")


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _add_indicator(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddIndicator({"plan_id": scope.plan_id, **_known(values)})


RESULTS: Table[ResultRow] = Table(
    name="results",
    title=N_("Expected results"),
    purpose=N_("What each objective expects to see done, and what it takes for given."),
    rows=results,
    reads={"results": "id", "objectives": None, "axes": None},
    columns=always(
        _result("number", Kind.INTEGER, width=6),
        _result("title", width=50),
        _result("assumptions", width=40, also=("Hypothèses", "Risques")),
        _result(
            "objective_id",
            Kind.CHOICE,
            width=40,
            choices=objective_choices,
            shown=False,
        ),
    ),
    levels=(Level(lambda row: row.objective_id, lambda row: row.objective),),
    identity=("objective_id", "number"),
    likeness=("objective_id", "title"),
    add=lambda _, values: AddResult(_known(values)),
    remove=lambda rows: RemoveResults(tuple(row.id for row in rows)),
    record="results",
    required=frozenset({"objective_id", "title"}),
    row_title=lambda row: f"{row.number} {row.title}",
    empty=N_("No result yet."),
    fills=("logical-frame", "indicators-report", "plan"),
)

INDICATORS: Table[IndicatorRow] = Table(
    name="indicators",
    title=N_("Indicators"),
    purpose=N_("What is measured, from where, to where and by when."),
    rows=indicators,
    reads={
        "indicators": "id",
        "indicator_values": None,
        "objectives": None,
        "axes": None,
    },
    columns=always(
        _indicator("title", width=44),
        _indicator("unit", width=14),
        _indicator("baseline", Kind.DECIMAL, width=10),
        _indicator("baseline_year", Kind.YEAR, width=8),
        _indicator("target", Kind.DECIMAL, width=10),
        _indicator("target_year", Kind.YEAR, width=8),
        _indicator("direction", Kind.CHOICE, width=12, choices=DIRECTIONS),
        _indicator("by_sex", Kind.FLAG, width=8),
        _indicator("source", width=24, also=("Source", "Source de vérification")),
        _indicator(
            "objective_id",
            Kind.CHOICE,
            width=40,
            choices=objective_choices,
            shown=False,
        ),
        _indicator(
            "result_id", Kind.CHOICE, width=40, choices=result_choices, shown=False
        ),
        _indicator("note", width=30, shown=False),
    ),
    levels=(
        Level(
            lambda row: (row.objective_id is None, row.objective_id or 0),
            lambda row: row.objective or NO_OBJECTIVE,
        ),
    ),
    identity=("title", "objective_id"),
    add=_add_indicator,
    remove=lambda rows: RemoveIndicators(tuple(row.id for row in rows)),
    record="indicators",
    required=frozenset({"title"}),
    row_title=lambda row: row.title,
    empty=N_("No indicator yet."),
    fills=("logical-frame", "indicators-report", "plan"),
)

VALUES: Table[ValueRow] = Table(
    name="indicator_values",
    title=N_("Values of the indicators"),
    purpose=N_("What was measured, year after year, women and men apart."),
    rows=values,
    reads={"indicator_values": "id", "indicators": None},
    columns=always(
        _value(
            "indicator_id",
            Kind.CHOICE,
            width=44,
            choices=indicator_choices,
            shown=False,
        ),
        _value("year", Kind.YEAR, width=8),
        _value("value", Kind.DECIMAL, width=12),
        _value("women", Kind.DECIMAL, width=12),
        _value("men", Kind.DECIMAL, width=12),
        _value("source", width=40),
    ),
    levels=(
        Level(
            lambda row: row.indicator_id,
            lambda row: f"{row.indicator} ({row.unit})" if row.unit else row.indicator,
        ),
    ),
    identity=("indicator_id", "year"),
    add=lambda _, values: AddValue(_known(values)),
    remove=lambda rows: RemoveValues(tuple(row.id for row in rows)),
    record="indicator_values",
    required=frozenset({"indicator_id", "year"}),
    row_title=lambda row: f"{row.indicator}, {row.year}",
    empty=N_("No value measured yet."),
    fills=("logical-frame", "indicators-report", "plan"),
)

from __future__ import annotations

import pytest

from commune_desk.domain.bounds import DAYS, LASTS, MONTHS, YEARS, bounds_of


@pytest.mark.parametrize(
    ("column", "bounds"),
    [
        ("year", YEARS),
        ("first_year", YEARS),
        ("population_year", YEARS),
        ("carried_from", YEARS),
        ("first_signed", YEARS),
        ("years", LASTS),
        ("term_months", MONTHS),
        ("every_months", MONTHS),
        ("months", MONTHS),
        ("days", DAYS),
        ("days_to_pay", DAYS),
        ("delay_days", DAYS),
        ("sessions_a_year", None),
        ("yearly_cost", None),
        ("first_month", None),
        ("quantity", None),
    ],
)
def test_a_column_is_bounded_by_what_it_counts(
    column: str, bounds: tuple[int, int] | None
) -> None:
    assert bounds_of(column) == bounds

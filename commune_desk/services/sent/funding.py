"""The agreements as a package tells them; no currency becomes francs without a rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.agreement_money import HUNDRED, rate_of, whole
from commune_desk.domain.package.format import TRANCHES
from commune_desk.services.agreement_sums import NOTHING, overviews

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.domain.money import Money
    from commune_desk.domain.package.manifest import Cell
    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.sent.exercise import Exercise
    from commune_desk.services.tranches import TrancheRow

FORECAST, PROMISED, RECEIVED = TRANCHES


def running(told: Exercise) -> list[Overview]:
    """List the agreements of the year: not ended before it, or with money in it."""

    def moved(row: Overview) -> bool:
        came = (part.received_on for part in row.tranches)
        went = (use.spent_on for use in row.uses)
        return any(
            d is not None and told.begins <= d <= told.last for d in (*came, *went)
        )

    found = [
        row
        for row in overviews(told.session)
        if row.begins_on <= told.until
        and (row.ends_on is None or row.ends_on >= told.begins or moved(row))
    ]
    return sorted(found, key=lambda row: row.id)


def _rated(row: Overview, rate: str = "") -> bool:
    return not row.terms.foreign or rate_of(rate or row.rate) is not None


def agreements(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell each agreement of the year."""
    for row in running(told):
        agreed = row.converted
        uses = [use for use in row.uses if use.spent_on <= told.until]
        sure = all(use.francs is not None or _rated(row) for use in uses)
        spent = whole(sum((use.exact for use in uses), NOTHING)) if sure else None
        yield (
            f"A-{row.id}",
            row.reference,
            row.title,
            ", ".join(name for _, name in row.funders()),
            row.begins_on,
            row.ends_on,
            row.currency,
            row.agreed / HUNDRED,
            agreed.at_once.francs if agreed is not None else None,
            spent.francs if spent is not None else None,
        )


def tranches(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell each tranche as it stood on the day."""
    for row in running(told):
        for part in sorted(row.tranches, key=lambda each: (each.partner, each.number)):
            came = part.received_on is not None and part.received_on <= told.until
            forecast = row.terms.francs(part.forecast_cents)
            brought = _brought(row, part) if came else None
            yield (
                f"A-{row.id}",
                part.partner,
                part.number,
                part.forecast_on,
                RECEIVED if came else _standing(part, told.until),
                part.received_on if came else None,
                forecast.francs if forecast is not None else None,
                brought.francs if brought is not None else None,
            )


def _brought(row: Overview, part: TrancheRow) -> Money | None:
    if part.received_francs is None and not _rated(row, part.rate):
        return None
    return part.francs


def _standing(part: TrancheRow, day: dt.date) -> str:
    promised = part.promised_cents is not None
    if promised and (part.promised_on is None or part.promised_on <= day):
        return PROMISED
    return FORECAST

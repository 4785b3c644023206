"""Closed periods, held by the file itself: no way of writing gets around them.

The desk says in a sentence why an entry of a closed month cannot change
(`services/closings.py`); these triggers stand behind it, for the day when a command
forgets to ask.
"""

from __future__ import annotations

_KEPT = {
    "ledger_entries": (
        "operation_id",
        "fiscal_year_id",
        "kind",
        "number",
        "made_on",
        "period",
        "amount",
        "follows_id",
        "reverses_id",
        "rejection",
        "cancelled_on",
        "invoice",
        "invoiced_on",
        "remittance_id",
    ),
    "receipts": (
        "fiscal_year_id",
        "made_on",
        "period",
        "line_id",
        "amount",
        "book_id",
        "first_number",
        "last_number",
        "village_id",
        "roll_id",
        "cancelled_on",
    ),
    "remittances": (
        "fiscal_year_id",
        "number",
        "made_on",
        "period",
        "amount",
        "reference",
        "cancelled_on",
    ),
}
"""What must not change in a closed period; the slip of an order may still be made."""

_REFUSE = "SELECT RAISE(ABORT, 'the period is closed')"


def _closed(year: str, period: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM closings WHERE closings.reopened_on IS NULL"
        f" AND closings.fiscal_year_id = {year} AND closings.period IN (0, {period}))"
    )


def _own(row: str) -> str:
    return _closed(f"{row}.fiscal_year_id", f"{row}.period")


def _of_entry(column: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM ledger_entries JOIN closings ON"
        " closings.fiscal_year_id = ledger_entries.fiscal_year_id"
        " AND closings.reopened_on IS NULL"
        f" AND closings.period IN (0, ledger_entries.period) WHERE {column})"
    )


def _guard(name: str, when: str, table: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition}"
        f" BEGIN {_REFUSE}; END"
    )


def _dated(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    changed = " OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in columns)
    either = f"({_own('OLD')} OR {_own('NEW')}) AND ({changed})"
    return (
        _guard(f"{table}_closed_add", "INSERT", table, _own("NEW")),
        _guard(f"{table}_closed_change", "UPDATE", table, either),
        _guard(f"{table}_closed_remove", "DELETE", table, _own("OLD")),
    )


def _deductions() -> tuple[str, ...]:
    old = _of_entry("ledger_entries.id = OLD.entry_id")
    new = _of_entry("ledger_entries.id = NEW.entry_id")
    table = "deductions"
    return (
        _guard(f"{table}_closed_add", "INSERT", table, new),
        _guard(f"{table}_closed_change", "UPDATE", table, f"{old} OR {new}"),
        _guard(f"{table}_closed_remove", "DELETE", table, old),
    )


def _operations() -> str:
    moved = " OR ".join(
        f"NEW.{c} IS NOT OLD.{c}" for c in ("fiscal_year_id", "side", "line_id")
    )
    held = _of_entry("ledger_entries.operation_id = OLD.id")
    condition = f"({moved}) AND {held}"
    return _guard("operations_closed_change", "UPDATE", "operations", condition)


CLOSED_PERIODS = (
    *(sql for table, columns in _KEPT.items() for sql in _dated(table, columns)),
    *_deductions(),
    _operations(),
    (
        "CREATE TRIGGER closings_stay BEFORE DELETE ON closings BEGIN SELECT"
        " RAISE(ABORT, 'a closing is reopened with a reason, never removed'); END"
    ),
)
"""Triggers of the layout."""

"""Amounts of any currency in a file: read, told, asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.currencies import FRANCS
from commune_desk.domain.errors import Unreadable
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Foreign, Money
from commune_desk.domain.text import N_, P_
from commune_desk.exchange.headings import heading
from commune_desk.l10n.amounts import amount
from commune_desk.tables.cents import cents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.exchange.prepared import Line
    from commune_desk.l10n.amounts import Amount, Habit
    from commune_desk.l10n.words import Words
    from commune_desk.tables.table import Column, Written

DOUBT = "FILE-01"
"""The code of an amount that can be read in two ways."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a cell with an amount says."""

    values: dict[str, Any]
    notes: tuple[Issue, ...] = ()


def read_amount(
    key: str,
    written: Written,
    cell: tuple[str, Mapping[str, str], str],
    habit: Habit | None,
) -> Found:
    """Read an amount with the currency beside it; say how it was read.

    `cell` is its text, the texts of its line by column, the head of its column.
    Raises `Unreadable`, also where text and line name two currencies.
    """
    text, line, title = cell
    beside = line.get(written.currency, "").strip().upper()
    read = amount(text, habit, beside)
    if read is None:
        return Found({key: None})
    if beside and read.currency and read.currency != beside:
        raise Unreadable(
            N_(
                "“{typed}” is in {currency}, and the line says {other}: two currencies"
                " for one amount.",
                typed=text,
                currency=read.currency,
                other=beside,
            )
        )
    values: dict[str, Any] = {key: read.value}
    if read.currency and not beside:
        values[written.currency] = read.currency
    if read.plain:
        return Found(values)
    if written.kept and written.kept not in line:
        values[written.kept] = text
    said = N_(
        "{column}: “{typed}” read {amount}.",
        column=title,
        typed=text,
        amount=_told(read, read.currency or beside),
    )
    return Found(values, (Issue(Severity.INFORMATION, said, field=key),))


def _told(read: Amount, currency: str) -> Text | Foreign | object:
    """Say what was read; what is finer than a hundredth is rounded, and said."""
    exact = cents(read.value) == read.value * 100
    if currency == FRANCS and read.value == int(read.value):
        return N_("{amount} F", amount=Money(int(read.value)))
    said = Foreign(cents(read.value) or 0, currency) if currency else read.value
    if exact:
        return said
    return N_("{amount} (rounded, the file has {exact})", amount=said, exact=read.value)


def doubtful(
    lines: Sequence[Line], columns: Mapping[str, Column[Any]], words: Words
) -> Iterator[Issue]:
    """Say, column by column, how many amounts nobody can read with certainty."""
    found: dict[str, list[Issue]] = {}
    for line in lines:
        for issue in line.issues:
            if issue.code == DOUBT and issue.field is not None:
                found.setdefault(issue.field, []).append(issue)
    for key, issues in found.items():
        text = P_(
            "{count} amount under “{column}” can be read in two ways, and nothing is"
            " brought in. Choose how this column writes its decimals. {first}",
            "{count} amounts under “{column}” can be read in two ways, and nothing is"
            " brought in. Choose how this column writes its decimals. {first}",
            count=len(issues),
            column=heading(columns[key], words),
            first=issues[0].text,
        )
        yield Issue(Severity.ERROR, text, DOUBT, field=key)

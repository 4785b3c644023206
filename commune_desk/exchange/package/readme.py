"""`LISEZMOI.txt`: ten lines for whoever opens a package by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.package.format import BUDGET, EXECUTION, OVERVIEW, PROJECTS
from commune_desk.domain.package.totals import LINES, totals_of
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.package.manifest import Cell, Manifest, Tables
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words


def readme(manifest: Manifest, tables: Tables, words: Words) -> str:
    """Write the lines as Windows reads them."""
    say = words.say
    return "".join(f"{say(line)}\r\n" for line in _lines(manifest, tables, words))


def _lines(manifest: Manifest, tables: Tables, words: Words) -> Iterator[Text]:
    told = manifest
    yield N_(
        "Sending no. {number} of the commune of {commune} (code {code}), year {year}.",
        number=told.sequence,
        commune=told.commune,
        code=told.commune_code,
        year=str(told.year),
    )
    yield N_(
        "State of the figures: {stage}, {standing}, as of {day}.",
        stage=told.stage,
        standing=told.standing,
        day=words.long_date(told.until),
    )
    yield N_(
        "To open: the files of the folder “data” are tables; double-click opens them in"
        " a spreadsheet (commas between columns, UTF-8)."
    )
    yield N_(
        "“{name}”, where it is there, shows the same in a few pictures; the program of"
        " the region reads the whole file as it is, without unpacking it.",
        name=OVERVIEW,
    )
    lines = sum(len(rows) for rows in tables.values())
    yield P_(
        "In it: {count} line, in {tables} tables.",
        "In it: {count} lines, in {tables} tables.",
        count=lines,
        tables=len(told.scope),
    )
    yield N_(
        "Actions of the plan: {count}, for {amount}.",
        count=len(tables.get(PROJECTS.name, ())),
        amount=_letters(tables.get(PROJECTS.name, ()), words),
    )
    forecast, done = _budget(tables)
    yield N_(
        "Budget: revenue {revenue}, expenditure {expenditure}.",
        revenue=words.in_letters(forecast[0]),
        expenditure=words.in_letters(forecast[1]),
    )
    yield N_(
        "Carried out: {revenue} of titles, {expenditure} of payment orders.",
        revenue=words.in_letters(done[0]),
        expenditure=words.in_letters(done[1]),
    )
    yield N_(
        "Persons: {privacy}. Amounts are whole CFA francs.",
        privacy=told.privacy,
    )
    yield N_(
        "Do not change anything in it: a changed file is refused. Made by {program}.",
        program=told.generator,
    )


def _letters(rows: Sequence[tuple[Cell, ...]], words: Words) -> str:
    place = PROJECTS.at["cout_total_fcfa"]
    return words.in_letters(Money(sum(int(str(row[place])) for row in rows)))


def _budget(tables: Tables) -> tuple[list[Money], list[Money]]:
    """Add up revenue and expenditure, forecast and carried out."""
    planned = totals_of(BUDGET, tables.get(BUDGET.name, ()))
    acts = totals_of(EXECUTION, tables.get(EXECUTION.name, ()))

    def total(sums: object, side: str, column: str) -> Money:
        if not isinstance(sums, dict):
            return Money(0)
        own = (each for part, each in sums.items() if part.endswith(side))
        return Money(sum(each[column] for each in own if LINES in each))

    return (
        [total(planned, f".{side}", "credit_fcfa") for side in "RD"],
        [total(acts, ".R", "titre_fcfa"), total(acts, ".D", "mandate_fcfa")],
    )

"""Deliberations on what changes a voted budget: one for each document of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.budget import DocumentKind, Side
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.reports.act_words import act_word
from commune_desk.reports.blocks import PageBreak, Run, Title, say_prose
from commune_desk.reports.budget_acts import spelt, sums, visas, within
from commune_desk.reports.budget_council import act, head, result, session_at
from commune_desk.reports.budget_sheet import (
    BLANK,
    GROUP,
    nothing_yet,
    over,
    sheet_of,
    sheets_of,
)
from commune_desk.reports.deliberation import opening
from commune_desk.reports.document import Document, unstated
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.reports.document import Telling

TITLE = N_("Deliberations on changes of the budget")


def story(telling: Telling) -> Iterator[Block]:
    """Tell the deliberation of every change that the year has."""
    if sheet_of(telling) is None:
        yield from nothing_yet(TITLE, telling.scope.year)
        return
    kinds = [kind for kind in DocumentKind if kind is not DocumentKind.PRIMITIVE]
    sheets = [sheet for kind in kinds for sheet in sheets_of(telling, kind)]
    if not sheets:
        year = str(telling.scope.year)
        yield Title(N_("{title} {year}", title=TITLE, year=year))
        yield say_prose(N_("No change of the budget of {year} was begun.", year=year))
    for number, sheet in enumerate(sheets):
        if number:
            yield PageBreak()
        yield from deliberation(sheet)


def deliberation(sheet: Sheet) -> Iterator[Block]:
    """Tell one: visas, articles with the figures, vote, roll, signatures."""
    held = session_at(sheet)
    yield head(sheet)
    subject = N_(
        "{document} no. {number} to the budget of the {commune}, year {year}",
        document=NAMES[sheet.document.kind],
        number=sheet.document.number,
        commune=sheet.commune,
        year=sheet.label,
    )
    yield act(Run(subject, bold=True), align=Align.CENTRE)
    yield act(Run(opening(sheet.telling, held, sheet.settings["council.title"])))
    yield from visas(sheet)
    reason = N_("Reason: {reason}", reason=sheet.document.reason or BLANK)
    yield act(Run(reason))
    yield act(Run(act_word(sheet.telling, "after"), italic=True))
    yield act(Run(act_word(sheet.telling, "resolves"), bold=True), align=Align.CENTRE)
    yield from _articles(sheet)
    yield from result(sheet, held)


def _articles(sheet: Sheet) -> Iterator[Block]:
    one = N_("Article 1:")
    if sheet.document.kind is DocumentKind.TRANSFER:
        amounts = [sheet.amount(row) for row in sheet.lines]
        given = Money.total(a for a in amounts if a is not None and a.francs > 0)
        yield act(
            Run(one, bold=True),
            Run(" "),
            Run(N_("the transfer of credits below is adopted, at the sum of")),
            Run(" "),
            Run(spelt(sheet, given), bold=True),
            Run("."),
        )
        yield _moves(sheet)
    else:
        yield act(
            Run(one, bold=True),
            Run(" "),
            Run(
                N_(
                    "the document is adopted; it adds to the budget, in receipts and in"
                    " expenditure, the sum of"
                )
            ),
            Run(" "),
            Run(spelt(sheet, sheet.side(Side.EXPENDITURE)), bold=True),
            Run(N_(", that is:")),
        )
        yield sums(sheet)
    two = N_(
        "this deliberation will be sent to: {state}, notified to the accountant,"
        " entered in the register and published.",
        state=within(sheet.settings["state.title"]),
    )
    yield act(Run(N_("Article {number}:", number=2), bold=True), Run(" "), Run(two))


def _moves(sheet: Sheet) -> TableBlock:
    """Print what each account gives or gets; the moves add up to nothing."""
    columns = (
        TableColumn(N_("Account"), 60),
        TableColumn(N_("Taken"), 24, Align.RIGHT, adds=True),
        TableColumn(N_("Given"), 24, Align.RIGHT, adds=True),
    )
    rows, taken, given = [], Money(0), Money(0)
    for line in sheet.lines:
        amount = sheet.amount(line)
        if amount is None or not amount.francs:
            continue
        name = f"{line.code} {line.title}"
        if amount.francs < 0:
            rows.append(Row((name, Money(-amount.francs), None)))
            taken -= amount
        else:
            rows.append(Row((name, None, amount)))
            given += amount
    rows.append(Row((N_("Total"), taken, given), Role.GRAND))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


CHANGE_DELIBERATIONS = Document(
    "budget-change-deliberations",
    TITLE,
    story,
    group=GROUP,
    over=over,
    purpose=N_("Voted with each additional budget, authorisation or transfer."),
    standing=unstated,
)

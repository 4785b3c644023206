"""Money elsewhere: cash book, Treasury statements, restricted money, ANICT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.day_books import cash_book, entries_until, moves_money
from commune_desk.services.drawing_rights import (
    RIGHT,
    AddRight,
    RemoveRights,
    ReviseRight,
    drawing_rights,
)
from commune_desk.services.restricted import restricted_rows
from commune_desk.services.treasury import (
    LINE,
    STATEMENT,
    AddStatementLine,
    EnterStatement,
    RemoveStatementLines,
    RemoveStatements,
    ReviseStatement,
    ReviseStatementLine,
    statement_lines,
    statements,
)
from commune_desk.tables.choices import action_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.situation import READS, amount
from commune_desk.tables.table import Choice, Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.day_books import CashRow
    from commune_desk.services.drawing_rights import RightRow
    from commune_desk.services.restricted import RestrictedRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.treasury import LineRow, StatementRow

CASH_BOOK: Table[CashRow] = Table(
    name="cash_book",
    title=N_("Cash book"),
    purpose=N_("What came to the Treasury and what left it, with the balance."),
    rows=cash_book,
    reads={**READS, "treasury_statements": None, "parties": None},
    columns=always(
        Column("made_on", N_("Date"), lambda x: x.made_on, Kind.DATE, 11),
        Column(
            "kind",
            N_("Act"),
            lambda x: N_("collection") if x.collection else N_("payment"),
            width=13,
        ),
        Column("number", N_("No."), lambda x: x.number, Kind.INTEGER, 6),
        Column("code", N_("Account"), lambda x: x.code, Kind.CODE, 8),
        Column("object", N_("Object"), lambda x: x.object, width=34),
        Column("party", N_("Party"), lambda x: x.party, width=22),
        Column("reference", N_("Reference"), lambda x: x.reference, width=12),
        amount("came", N_("Came in")),
        amount("went", N_("Went out")),
        Column("balance", N_("Balance"), lambda x: x.balance, Kind.MONEY, 14),
    ),
    row_title=lambda row: f"{row.number} {row.object}",
    empty=N_("No money has moved in this year yet."),
    year_bound=True,
)

_statement = fields_of(STATEMENT, ReviseStatement)


def _enter(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    typed = {key: value for key, value in values.items() if value is not None}
    return EnterStatement(scope.year, **typed)


STATEMENTS: Table[StatementRow] = Table(
    name="treasury_statements",
    title=N_("Treasury statements"),
    purpose=N_("What the receveur says there is, beside our books; gaps explained."),
    rows=statements,
    reads={**READS, "treasury_statements": None, "statement_lines": None},
    columns=always(
        _statement("made_on", Kind.DATE, width=12),
        _statement("opening", Kind.MONEY, width=13),
        _statement("receipts", Kind.MONEY, width=13),
        _statement("payments", Kind.MONEY, width=13),
        _statement("balance", Kind.MONEY, width=13),
        Column("ours", N_("Balance of our books"), lambda x: x.ours, Kind.MONEY, 13),
        Column("gap", N_("Gap"), lambda x: x.gap, Kind.MONEY, 12),
        Column("explained", N_("Explained"), lambda x: x.explained, Kind.MONEY, 12),
        Column(
            "unexplained", N_("To explain"), lambda x: x.unexplained, Kind.MONEY, 12
        ),
        Column("lines", N_("Lines"), lambda x: x.lines, Kind.INTEGER, 7, shown=False),
        Column(
            "matched", N_("Found"), lambda x: x.matched, Kind.INTEGER, 7, shown=False
        ),
        _statement("note", width=24, shown=False),
    ),
    identity=("made_on",),
    add=_enter,
    remove=lambda rows: RemoveStatements(tuple(row.id for row in rows)),
    record="treasury_statements",
    required=frozenset({"made_on"}),
    row_title=lambda row: f"{row.made_on:%d/%m/%Y}",
    empty=N_("No statement of the Treasury in this year yet."),
    year_bound=True,
    one_sum=False,
)


def statement_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the statements of the year by their dates."""
    return [
        Choice(row.id, f"{row.made_on:%d/%m/%Y}", (row.made_on.isoformat(),))
        for row in statements(session, scope)
    ]


def entry_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the entries that moved money: “paiement 12 – Carburant”."""
    if fiscal_year(session, scope.year) is None:
        return []
    return [
        Choice(
            row.id,
            N_(
                "{kind} {number} – {object}",
                kind=row.kind,
                number=str(row.number),
                object=row.object,
            ),
            (row.reference,) if row.reference else (),
        )
        for row in entries_until(session, scope)
        if moves_money(row)
    ]


_line = fields_of(LINE, ReviseStatementLine)

LINES: Table[LineRow] = Table(
    name="statement_lines",
    title=N_("Lines of statements"),
    purpose=N_("Movements of the Treasury, found in our entries, or explained."),
    rows=statement_lines,
    reads={
        "statement_lines": "id",
        "treasury_statements": None,
        "fiscal_years": None,
    },
    columns=always(
        _line("statement_id", Kind.CHOICE, width=12, choices=statement_choices),
        _line("made_on", Kind.DATE, width=11),
        _line("title", width=34),
        _line("amount", Kind.MONEY, width=14),
        _line("reference", width=14),
        Column("state", N_("State"), lambda x: x.state, width=12),
        _line("entry_id", Kind.CHOICE, width=30, choices=entry_choices),
        _line("explanation", width=34),
    ),
    identity=("statement_id", "title", "amount"),
    add=lambda _, values: AddStatementLine(
        {key: value for key, value in values.items() if value is not None}
    ),
    remove=lambda rows: RemoveStatementLines(tuple(row.id for row in rows)),
    record="statement_lines",
    required=frozenset({"statement_id", "title", "amount"}),
    row_title=lambda row: row.title,
    empty=N_("No line of a statement in this year yet."),
    year_bound=True,
)

RESTRICTED: Table[RestrictedRow] = Table(
    name="restricted_money",
    title=N_("Restricted money"),
    purpose=N_("Each restricted receipt: what came in, what was spent on its lines."),
    rows=restricted_rows,
    reads=READS,
    columns=always(
        Column("code", N_("Code"), lambda x: x.code, Kind.CODE, 9),
        Column("title", N_("Title"), lambda x: x.title, width=46),
        amount("forecast", N_("Final forecast")),
        amount("received", N_("Received")),
        amount("spent", N_("Ordered")),
        amount("left", N_("Left in hand")),
    ),
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("No line of this year is paid by a restricted receipt."),
    year_bound=True,
)

_right = fields_of(RIGHT, ReviseRight)

RIGHTS: Table[RightRow] = Table(
    name="drawing_rights",
    title=N_("Drawing rights at ANICT"),
    purpose=N_("Forecast, notified, mobilised, received: four figures, four dates."),
    rows=drawing_rights,
    reads={"drawing_rights": "id", "actions": None},
    columns=always(
        _right("year", Kind.YEAR, width=7),
        _right("window", width=18, also=("Guichet",)),
        _right("action_id", Kind.CHOICE, width=24, choices=action_choices),
        _right("forecast", Kind.MONEY, width=13),
        _right("notified", Kind.MONEY, width=13),
        _right("mobilised", Kind.MONEY, width=13),
        _right("received", Kind.MONEY, width=13),
        _right("counterpart", Kind.MONEY, width=13),
        Column("rate", N_("Mobilised, %"), lambda x: x.rate, Kind.SHARE, 10),
        _right("notified_on", Kind.DATE, width=11, shown=False),
        _right("received_on", Kind.DATE, width=11, shown=False),
        _right("reference", width=16, shown=False),
        _right("note", width=24, shown=False),
    ),
    identity=("year", "window", "reference"),
    likeness=("year", "window"),
    add=lambda _, values: AddRight(
        {key: value for key, value in values.items() if value is not None}
    ),
    remove=lambda rows: RemoveRights(tuple(row.id for row in rows)),
    record="drawing_rights",
    required=frozenset({"year", "window"}),
    row_title=lambda row: f"{row.window} {row.year}",
    empty=N_("No drawing right yet."),
    one_sum=False,
)

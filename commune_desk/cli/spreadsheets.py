"""Commands on tables: list them, write them, bring spreadsheets in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from commune_desk.cli.opened import opened, scope_of
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.hledger import journal_text
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Request, Verdict
from commune_desk.exchange.rejects import write_rejects
from commune_desk.exchange.workbook import write_table
from commune_desk.l10n.amounts import Habit
from commune_desk.services.settings import remembered_matching
from commune_desk.storage.whole_file import write_whole
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from argparse import Namespace

    from commune_desk.exchange.prepared import Prepared
    from commune_desk.l10n.words import Words
    from commune_desk.tables.table import Table


def list_tables(asked: Namespace, words: Words) -> int:
    """Name the tables, one a line: name, title."""
    with opened(asked.dossier):
        for table in TABLES:
            print(f"{table.name}\t{words.say(table.title)}")
    return 0


def write_out(asked: Namespace, words: Words) -> int:
    """Write one table as `.xlsx` or `.csv`."""
    table = named(asked.name)
    with opened(asked.dossier) as desk:
        scope = scope_of(desk, asked.year)
        with desk.store.reading() as session:
            write_table(
                session, table, scope, words, asked.output, private=asked.private
            )
    return 0


def write_hledger(asked: Namespace, words: Words) -> int:
    """Write the entries of a year as a journal that hledger adds up."""
    del words
    with opened(asked.dossier) as desk:
        scope = scope_of(desk, asked.year)
        with desk.store.reading() as session:
            text = journal_text(session, scope)
    write_whole(asked.output, text.encode())
    return 0


def bring_in(asked: Namespace, words: Words) -> int:
    """Import a file: good lines in as one step, refused ones back with the reason."""
    table = named(asked.name)
    grid = read_grid(asked.file)
    fixed = dict(pair.partition("=")[::2] for pair in asked.set)
    habits = dict(map(_habit, asked.decimals))
    with opened(asked.dossier, asked) as desk:
        scope = scope_of(desk, asked.year)
        with desk.store.reading() as session:
            before = remembered_matching(session, table.name)
        matching = propose(table, scope, grid.headings, words, before)
        request = Request(
            table, scope, grid, matching, words, asked.file.name, fixed, habits
        )
        prepared = prepare(desk.store, request)
        if prepared.guarded is not None and not asked.dry_run:
            desk.do(prepared.guarded)
    _tell(prepared, words)
    if asked.rejects and prepared.refused:
        write_rejects(asked.rejects, prepared, words)
    return 1 if prepared.refused and prepared.command is None else 0


def _habit(typed: str) -> tuple[str, Habit]:
    """Read how the decimals of a column are written; raise `Rejected`."""
    key, _, said = typed.partition("=")
    try:
        return key, Habit(said)
    except ValueError:
        text = N_(
            "“{typed}” does not say how decimals are written: COLUMN=comma or"
            " COLUMN=point.",
            typed=typed,
        )
        raise Rejected([Issue(Severity.ERROR, text)]) from None


def named(name: str) -> Table[Any]:
    """Find a table; raise `Rejected` with the names there are."""
    found = next((table for table in TABLES if table.name == name), None)
    if found is None:
        names = tuple(table.name for table in TABLES)
        text = N_(
            "There is no table “{name}”; there are: {names}.", name=name, names=names
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    return found


def _tell(prepared: Prepared, words: Words) -> None:
    counts = {verdict: prepared.count(verdict) for verdict in Verdict}
    text = N_(
        "New: {new}, changed: {changed}, same: {same}, ignored: {ignored},"
        " refused: {refused}",
        **{verdict.value: count for verdict, count in counts.items()},
    )
    print(words.say(text))
    for line in prepared.lines:
        for issue in line.issues:
            said = N_("line {number}: {text}", number=line.number, text=issue.text)
            refused = line.verdict is Verdict.REFUSED
            print(words.say(said), file=sys.stderr if refused else sys.stdout)
    for issue in prepared.findings:
        print(words.say(issue.text))

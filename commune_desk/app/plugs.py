"""Plug the papers, the spreadsheets and the copies into the screens."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import Line, Request, prepare
from commune_desk.exchange.importing import Verdict as Outcome
from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import DOCUMENTS, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.tables import table_document
from commune_desk.services.settings import (
    PREFERENCES,
    SetPreference,
    preference,
    remembered_matching,
)
from commune_desk.services.territory import own_commune
from commune_desk.storage.copies import FOLDER, copy_name, keep_copy
from commune_desk.ui.ports import (
    Copies,
    Dossier,
    Plan,
    Ports,
    Preference,
    Printable,
    Sheet,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.document import Document
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Table
    from commune_desk.ui.ports import Session

LINES_SHOWN = 8
"""Lines of a file that the import page shows before the columns are matched."""

STAMP = re.compile(r"-(\d{4}-\d{2}-\d{2}-\d{2}h\d{4})-")


def ports(desk: Desk, words: Words, close: Callable[[], None] | None = None) -> Ports:
    """Give the screens all that this program can do."""
    path = desk.store.path
    with desk.store.reading() as session:
        commune = own_commune(session)
        demonstration = bool(preference(session, "demonstration"))
    return Ports(
        Dossier(
            commune.name if commune else "",
            path.name if path else "",
            demonstration=demonstration,
        ),
        documents=partial(_documents, desk, words),
        importer=FileImporter(desk, words),
        spreadsheet=partial(_spreadsheet, desk, words),
        paper=partial(_paper, desk, words),
        copies=_copies(desk) if path else None,
        preferences=[_preference(desk, p.name, p.title, p.note) for p in PREFERENCES],
        close=close,
    )


def _documents(
    desk: Desk, words: Words, _: Session, scope: Scope
) -> Sequence[Printable]:
    return [
        Printable(d.name, d.group, d.title, partial(_write, desk, words, d, scope))
        for d in DOCUMENTS
    ]


def _write(  # noqa: PLR0913, PLR0917  what, whose, how, for whom
    desk: Desk,
    words: Words,
    wanted: Document,
    scope: Scope,
    kind: str,
    progress: Progress,
) -> bytes:
    """Print on a copy, while the desk goes on."""
    with desk.store.snapshot() as copy, copy.reading() as session:
        return printed(wanted, Telling(session, scope, words, progress), f".{kind}")


def _paper(
    desk: Desk, words: Words, table: Table[Any], scope: Scope, progress: Progress
) -> bytes:
    document = table_document(table, table.title)
    return _write(desk, words, document, scope, "pdf", progress)


def _spreadsheet(
    desk: Desk, words: Words, table: Table[Any], scope: Scope, path: Path
) -> None:
    with desk.store.reading() as session:
        write_table(session, table, scope, words, path)


def _preference(desk: Desk, name: str, title: Any, note: Any) -> Preference:
    def read() -> str:
        with desk.store.reading() as session:
            return preference(session, name)

    def write(value: str | None) -> None:
        desk.do(SetPreference(name, value or ""))

    return Preference(name, title, read, write, note=note)


def _copies(desk: Desk) -> Copies:
    """Copies beside the dossier, and wherever the user asks for one."""
    path = desk.store.path or Path()

    def last() -> dt.datetime | None:
        stamps = [
            found[1]
            for copy in (path.parent / FOLDER).glob(f"{path.stem}-*.commune")
            if (found := STAMP.search(copy.name))
        ]
        if not stamps:
            return None
        return dt.datetime.strptime(max(stamps), "%Y-%m-%d-%Hh%M%S").astimezone()

    def make(folder: Path) -> None:
        now = dt.datetime.now().astimezone()
        name = copy_name(path, "copie", now)
        beside = path.parent / FOLDER
        for place in {beside, folder}:
            desk.store.looking(partial(keep_copy, target=place / name.name))

    return Copies(last, make)


@dataclass(frozen=True)
class FileImporter:
    """Reads tables out of `.xlsx` and `.csv` files."""

    desk: Desk
    words: Words

    def open(self, path: Path, table: Table[Any], scope: Scope) -> Sheet:
        """Read the heads, the first lines, and guess the columns."""
        grid = read_grid(path)
        with self.desk.store.reading() as session:
            before = remembered_matching(session, table.name)
        matching = propose(table, scope, grid.headings, self.words, before)
        lines = [texts for _, texts in grid.lines[:LINES_SHOWN]]
        matched = {grid.headings[place]: key for place, key in matching.items()}
        return Sheet(grid.headings, lines, matched)

    def plan(
        self, path: Path, table: Table[Any], scope: Scope, keys: Mapping[str, str]
    ) -> Plan:
        """Say what each line would do."""
        grid = read_grid(path)
        matching = {
            place: keys[head]
            for place, head in enumerate(grid.headings)
            if keys.get(head)
        }
        request = Request(table, scope, grid, matching, self.words, path.name, {})
        prepared = prepare(self.desk.store, request)
        return Plan([self._verdict(line) for line in prepared.lines], prepared.command)

    def _verdict(self, line: Line) -> Verdict:
        said = [self.words.say(issue.text) for issue in line.issues]
        text = N_(
            "{outcome} {findings}",
            outcome=OUTCOMES[line.verdict],
            findings=" ".join(said),
        )
        accepted = line.verdict is not Outcome.REFUSED
        return Verdict(line.number, line.texts, text, accepted)


OUTCOMES = {
    Outcome.NEW: N_("New."),
    Outcome.CHANGED: N_("Changed."),
    Outcome.SAME: N_("Same as before."),
    Outcome.IGNORED: N_("A line of totals: they are computed."),
    Outcome.REFUSED: N_("Refused."),
}
"""What the preview says of a line."""

"""The spreadsheets and new dossiers, as the screens ask for them."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.exchange.demonstration import CLERK, demonstrate
from commune_desk.exchange.founding import calendar, found
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.nomenclature_file import conversion_from, nomenclature_from
from commune_desk.exchange.prepared import Line, Request
from commune_desk.exchange.prepared import Verdict as Outcome
from commune_desk.exchange.workbook import write_table
from commune_desk.l10n.amounts import Habit
from commune_desk.l10n.words import FRENCH
from commune_desk.paths import ROOT
from commune_desk.services.nomenclature_lists import nomenclatures
from commune_desk.services.scope import Scope
from commune_desk.services.settings import remembered_matching
from commune_desk.storage.copies import check_copy
from commune_desk.storage.header import read_header
from commune_desk.storage.layout import NEWEST
from commune_desk.storage.suspect import require_sound
from commune_desk.storage.whole_file import write_whole
from commune_desk.ui.ports import Plan, Sheet, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.nomenclature_files import (
        LoadConversion,
        LoadNomenclature,
    )
    from commune_desk.tables.table import Table
    from commune_desk.ui.pages.start_commune import NewDossier
    from commune_desk.ui.ports import Matched

__all__ = [
    "FileImporter",
    "calendar",
    "check",
    "conversion",
    "create",
    "grid_of",
    "nomenclature",
    "spreadsheet",
    "try_out",
]

LINES_SHOWN = 8
"""Lines of a file that the import page shows before the columns are matched."""


def create(answers: NewDossier, words: Words) -> None:
    """Make the dossier of a commune."""
    found(
        answers.path,
        getpass.getuser(),
        words,
        name=answers.commune,
        code=answers.code,
        cercle=answers.cercle,
        region=answers.region,
        first_year=answers.first_year,
        person=answers.person,
        password=answers.password,
    )


READY = ROOT / "demonstration.commune"
"""Where the demonstration lies, built, if it came with the program: in French."""


def try_out(path: Path, words: Words, progress: Progress) -> None:
    """Put the demonstration in its place, built anew where it did not come so.

    Raises `OSError` where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if words.language == FRENCH and _came_with_us(READY):
        write_whole(path, READY.read_bytes())
    else:
        demonstrate(path, words.say(CLERK), words, progress)


def _came_with_us(path: Path) -> bool:
    return path.is_file() and read_header(path, NEWEST) == NEWEST


def grid_of(path: Path) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Read a spreadsheet as a line of headings and the lines below it."""
    grid = read_grid(path)
    return grid.headings, [texts for _, texts in grid.lines]


def check(copy: Path) -> None:
    """Refuse a copy that no longer reads as it was sealed, or is no dossier."""
    check_copy(copy)
    require_sound(copy)


def nomenclature(path: Path, words: Words) -> LoadNomenclature:
    """Read a list of accounts that takes the name of its file."""
    return nomenclature_from(path, words, path.stem, source=path.name)


def conversion(desk: Desk, path: Path, words: Words) -> LoadConversion:
    """Read the table that converts the list before the latest into the latest."""
    with desk.store.reading() as session:
        latest = nomenclatures(session, Scope(0))[:2]
    if len(latest) < len(("old", "new")):
        text = N_("A conversion table needs two nomenclatures: load the other one.")
        raise Rejected([Issue(Severity.ERROR, text)])
    return conversion_from(path, words, latest[1].name, latest[0].name)


def spreadsheet(
    desk: Desk, words: Words, table: Table[Any], scope: Scope, path: Path
) -> None:
    """Write a table as a spreadsheet."""
    with desk.store.reading() as session:
        write_table(session, table, scope, words, path)


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
        self, path: Path, table: Table[Any], scope: Scope, matched: Matched
    ) -> Plan:
        """Say what each line would do."""
        grid = read_grid(path)
        matching = {
            place: matched.heads[head]
            for place, head in enumerate(grid.headings)
            if matched.heads.get(head)
        }
        fixed = matched.fixed
        habits = {key: Habit(said) for key, said in matched.habits.items()}
        request = Request(
            table, scope, grid, matching, self.words, path.name, fixed, habits
        )
        prepared = prepare(self.desk.store, request)
        verdicts = [self._verdict(line) for line in prepared.lines]
        found = [issue.text for issue in prepared.findings]
        return Plan(verdicts, prepared.guarded, found)

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

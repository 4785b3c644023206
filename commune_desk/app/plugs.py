"""Plug the papers, the spreadsheets and the copies into the screens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from commune_desk.app import home
from commune_desk.app.half_typed import half_typed
from commune_desk.app.later import later
from commune_desk.late import late
from commune_desk.paths import ROOT
from commune_desk.ui.ports import (
    Copies,
    Dossier,
    Habits,
    Plan,
    Ports,
    Printable,
    Sheet,
)
from commune_desk.ui.shelf import Shelf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from commune_desk.domain.charts import Chart
    from commune_desk.domain.manual import Chapter
    from commune_desk.exchange.package.sending import Draft, Packed, Sent
    from commune_desk.l10n.words import Words
    from commune_desk.services.copies.counter import CopyCounter
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope
    from commune_desk.services.sent.wish import Wish as Wanted
    from commune_desk.tables.table import Table
    from commune_desk.ui.ports import Bound, Matched, Session

    GetDesk = Callable[[], Desk]

_OUTSIDE = "commune_desk.storage.shelf"
_COUNTER = "commune_desk.services.copies.counter"
ILLUSTRATED = ROOT / "manuel.pdf"
"""Where the manual with pictures lies, if it came with the program."""


@dataclass(frozen=True)
class Ways:
    """What only the program around the window can do with a dossier."""

    leave: Callable[[], None] | None = None
    """Close it and show the start page."""

    restore: Callable[[Path], None] | None = None
    """Put a copy in its place and open it."""

    erase: Callable[[], None] | None = None
    """Close a demonstration and take it off the computer."""


def ports(
    desk: GetDesk,
    path: Path | None,
    dossier: Dossier,
    words: Words,
    ways: Ways = Ways(),
) -> Ports:
    """Give the screens all that this program can do; the desk may still be coming."""
    habits = Habits(home.habits(), home.keep_habits)
    return Ports(
        dossier,
        documents=partial(_documents, desk, words),
        importer=Importer(desk, words),
        spreadsheet=partial(_spreadsheet, desk, words),
        paper=partial(_paper, desk, words),
        record_paper=partial(_record_paper, desk, words),
        bound=partial(_bound, desk, words),
        drawing=partial(_drawing, desk, words),
        chart=partial(_chart, words),
        manual=partial(_manual, desk, words),
        illustrated=ILLUSTRATED if ILLUSTRATED.is_file() else None,
        copies=_copies(desk, path, words, ways) if path else None,
        sender=Sender(desk),
        budget_calendar=lambda: later("files").calendar(),
        load_nomenclature=lambda file: later("files").nomenclature(file, words),
        load_conversion=lambda file: later("files").conversion(desk(), file, words),
        pack=lambda file, scope, progress: later("packs").plan(
            desk(), file, scope, progress
        ),
        support=lambda file: later("support").bundle(desk().store, file),
        habits=habits,
        looks=home.looks(),
        begun=half_typed(desk, path) if path else Shelf(),
        preferences=lambda: later("preferences").of_a_commune(desk, habits),
        recovery_sheet=partial(_recovery_sheet, desk, words),
        close=ways.leave,
        erase=ways.erase if dossier.demonstration and home.is_trial(path) else None,
    )


def _documents(
    desk: GetDesk, words: Words, session: Session, scope: Scope
) -> Sequence[Printable]:
    read = later("papers").documents
    found: Sequence[Printable] = read(desk(), words, session, scope)
    return found


def _paper(
    desk: GetDesk, words: Words, table: Table[Any], scope: Scope, progress: Progress
) -> bytes:
    return bytes(later("papers").paper(desk(), words, table, scope, progress))


def _record_paper(  # noqa: PLR0913, PLR0917  which desk, which paper, for whom
    desk: GetDesk,
    words: Words,
    name: str,
    only: str,
    scope: Scope,
    progress: Progress,
) -> bytes:
    made = later("papers").record_paper
    return bytes(made(desk(), words, (name, only), scope, progress))


def _chart(words: Words, chart: Chart, width: int, colours: Mapping[str, str]) -> str:
    return str(later("papers").chart(words, chart, width, colours))


def _manual(
    desk: GetDesk,
    words: Words,
    chapters: Sequence[Chapter],
    scope: Scope,
    progress: Progress,
) -> bytes:
    return bytes(later("papers").manual(desk(), words, chapters, scope, progress))


def _recovery_sheet(  # noqa: PLR0913, PLR0917  which desk, whose code
    desk: GetDesk,
    words: Words,
    name: str,
    code: str,
    scope: Scope,
    progress: Progress,
) -> bytes:
    made = later("papers").recovery_sheet
    return bytes(made(desk(), words, (name, code), scope, progress))


def _bound(
    desk: GetDesk, words: Words, wanted: Bound, scope: Scope, progress: Progress
) -> bytes:
    return bytes(later("papers").bound(desk(), words, wanted, scope, progress))


def _drawing(
    desk: GetDesk, words: Words, name: str, scope: Scope, progress: Progress
) -> bytes:
    return bytes(later("papers").drawing(desk(), words, name, scope, progress))


def _spreadsheet(
    desk: GetDesk, words: Words, table: Table[Any], scope: Scope, path: Path
) -> None:
    later("files").spreadsheet(desk(), words, table, scope, path)


@dataclass(frozen=True)
class Importer:
    """Hands the reading of files to the part that knows how."""

    desk: GetDesk
    words: Words

    def open(self, path: Path, table: Table[Any], scope: Scope) -> Sheet:
        """Read the heads, the first lines, and guess the columns."""
        importer = later("files").FileImporter(self.desk(), self.words)
        sheet: Sheet = importer.open(path, table, scope)
        return sheet

    def plan(
        self, path: Path, table: Table[Any], scope: Scope, matched: Matched
    ) -> Plan:
        """Say what each line would do."""
        importer = later("files").FileImporter(self.desk(), self.words)
        plan: Plan = importer.plan(path, table, scope, matched)
        return plan


@dataclass(frozen=True)
class Sender:
    """Hands the making of packages to the part that knows how."""

    desk: GetDesk

    def look(self, wish: Wanted, progress: Progress) -> Draft:
        """Read what would go, and what is found in it."""
        found: Draft = later("sending").look(self.desk(), wish, progress)
        return found

    def pack(self, wish: Wanted, progress: Progress) -> Packed:
        """Make the package."""
        made: Packed = later("sending").pack(self.desk(), wish, progress)
        return made

    def put(self, ready: Packed, folder: Path) -> Sent:
        """Write the file and record the sending."""
        sent: Sent = later("sending").put(self.desk(), ready, folder)
        return sent


def _copies(desk: GetDesk, path: Path, words: Words, ways: Ways) -> Copies:
    """Copies beside the dossier, and those that left this computer."""

    def last() -> dt.datetime | None:
        found: dt.datetime | None = late(_OUTSIDE).last_outside(path)
        return found

    @cache
    def counter() -> CopyCounter:
        made: CopyCounter = late(_COUNTER).CopyCounter(desk, path, words)
        return made

    return Copies(last, counter, ways.restore)

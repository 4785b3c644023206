"""Plug the papers, the spreadsheets and the copies into the screens."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.app import home
from commune_desk.app.later import later
from commune_desk.late import late
from commune_desk.services.preferences import PREFERENCES
from commune_desk.storage.copies import FOLDER, copy_name, keep_copy
from commune_desk.ui.ports import (
    Copies,
    Dossier,
    Habits,
    Plan,
    Ports,
    Preference,
    Printable,
    Sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from commune_desk.exchange.package.sending import Draft, Packed, Sent
    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope
    from commune_desk.services.sent.wish import Wish as Wanted
    from commune_desk.tables.table import Table
    from commune_desk.ui.ports import Bound, Matched, Session

    GetDesk = Callable[[], Desk]

_SETTINGS = "commune_desk.services.settings"
STAMP = re.compile(r"-(\d{4}-\d{2}-\d{2}-\d{2}h\d{4})-")


def ports(
    desk: GetDesk,
    path: Path | None,
    dossier: Dossier,
    words: Words,
    close: Callable[[], None] | None = None,
) -> Ports:
    """Give the screens all that this program can do; the desk may still be coming."""
    return Ports(
        dossier,
        documents=partial(_documents, desk, words),
        importer=Importer(desk, words),
        spreadsheet=partial(_spreadsheet, desk, words),
        paper=partial(_paper, desk, words),
        record_paper=partial(_record_paper, desk, words),
        bound=partial(_bound, desk, words),
        drawing=partial(_drawing, desk, words),
        copies=_copies(desk, path) if path else None,
        sender=Sender(desk),
        budget_calendar=lambda: later("files").calendar(),
        load_nomenclature=lambda file: later("files").nomenclature(file, words),
        load_conversion=lambda file: later("files").conversion(desk(), file, words),
        pack=lambda file, scope, progress: later("packs").plan(
            desk(), file, scope, progress
        ),
        support=lambda file: later("support").bundle(desk().store, file),
        habits=Habits(home.habits(), home.keep_habits),
        preferences=[_preference(desk, p.name, p.title, p.note) for p in PREFERENCES],
        close=close,
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


def _preference(desk: GetDesk, name: str, title: Any, note: Any) -> Preference:
    def read() -> str:
        with desk().store.reading() as session:
            return str(late(_SETTINGS).preference(session, name))

    def write(value: str | None) -> None:
        desk().do(late(_SETTINGS).SetPreference(name, value or ""))

    return Preference(name, title, read, write, note=note)


def _copies(desk: GetDesk, path: Path) -> Copies:
    """Copies beside the dossier, and wherever the user asks for one."""

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
        for place in {path.parent / FOLDER, folder}:
            desk().store.looking(partial(keep_copy, target=place / name.name))

    return Copies(last, make)

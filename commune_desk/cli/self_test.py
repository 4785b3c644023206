"""Everything once: what an installer runs on the computer where the program is put.

Nothing but the program itself is needed, no screen and no network; what it makes lies
in a folder that goes with it.
"""

from __future__ import annotations

import os
import pkgutil
import platform
import sqlite3
import tempfile
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

import commune_desk
from commune_desk import VERSION
from commune_desk.app import opening
from commune_desk.cli.opened import opened, scope_of
from commune_desk.cli.sending import send
from commune_desk.domain.text import N_
from commune_desk.exchange.demonstration import CLERK, demonstrate
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.package.read import read
from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.sent.wish import Wish
from commune_desk.storage.layouts import lay_out
from commune_desk.storage.store import Store
from commune_desk.storage.suspect import require_sound
from commune_desk.tables import TABLES
from commune_desk.ui import crash, screens, theme

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from commune_desk.l10n.words import Words

FINE, WRONG = "OK", "FAILED"
YEAR, DOCUMENT, TABLE = 2026, "pia", "actions"
FORMATS = (".pdf", ".docx", ".xlsx")
SIZE = QSize(1366, 768)
LEFT_OUT = ("commune_desk.__main__", "commune_desk.storage.migrations.versions")
OPTIONAL = {"psycopg"}
"""What a region's server alone needs."""


def run(asked: Namespace, words: Words) -> int:
    """Try all parts, one after the other; write the report, whose last line counts."""
    known = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    system = f"{platform.system()} {platform.release()}"
    lines = [f"Commune Desk {VERSION}, {known}, {system}"]
    failed = 0
    for line, well in _lines(words):
        lines.append(line)
        failed += not well
    lines.append(FINE if not failed else WRONG)
    asked.file.write_text("\n".join(lines) + "\n", "utf-8")
    told = N_("Self-test: {outcome}, report in {file}", outcome=lines[-1],
              file=str(asked.file))  # fmt: skip
    print(words.say(told))
    return 1 if failed else 0


def _lines(words: Words) -> Iterator[tuple[str, bool]]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["COMMUNE_DESK_HOME"] = folder
        trial = _Trial(Path(folder), words)
        for step in trial.steps():
            start = time.perf_counter()
            name = step.__name__.replace("_", " ")
            try:
                told = step()
            except BaseException as error:  # whatever it is stands in the report
                if isinstance(error, (KeyboardInterrupt, SystemExit)):
                    raise
                yield f"{WRONG} {name}\n{crash.describe(error)}", False
            else:
                yield f"ok {name}: {told} ({time.perf_counter() - start:.1f} s)", True


class _Trial:
    """The steps; each goes on with what those before it made."""

    def __init__(self, folder: Path, words: Words) -> None:
        self.folder, self.words = folder, words
        self.dossier = folder / "demonstration.commune"

    def steps(self) -> tuple[Callable[[], str], ...]:
        return (
            self.imports,
            self.old_dossier,
            self.demonstration,
            self.judgement,
            self.documents,
            self.spreadsheet,
            self.package,
            self.screens,
        )

    def imports(self) -> str:
        """Bring every module in."""
        count = 0
        for found in pkgutil.walk_packages(commune_desk.__path__, "commune_desk."):
            if found.name.startswith(LEFT_OUT):
                continue
            try:
                import_module(found.name)
            except ModuleNotFoundError as error:
                if (error.name or "").partition(".")[0] not in OPTIONAL:
                    raise
            count += 1
        return f"{count} modules"

    def old_dossier(self) -> str:
        """Bring a dossier of the first layout to today’s."""
        path = self.folder / "ancien.commune"
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            lay_out(raw, 1)
        store = Store(path)
        store.open()
        try:
            layout = store.looking(_layout)
        finally:
            store.close()
        return f"layout 1 to {layout}"

    def demonstration(self) -> str:
        """Make a dossier with everything in it."""
        demonstrate(self.dossier, self.words.say(CLERK), self.words)
        return f"{self.dossier.stat().st_size} bytes"

    def judgement(self) -> str:
        """Judge it as if it came from elsewhere."""
        return f"layout {require_sound(self.dossier)}"

    def documents(self) -> str:
        """Print a document in each format."""
        sizes = []
        with opened(self.dossier) as desk, desk.store.reading() as session:
            telling = Telling(session, scope_of(desk, YEAR), self.words, Silence())
            for ending in FORMATS:
                content = printed(document(DOCUMENT), telling, ending)
                sizes.append(f"{ending} {len(content)}")
        return ", ".join(sizes)

    def spreadsheet(self) -> str:
        """Write a table as a workbook and read it back."""
        path = self.folder / "table.xlsx"
        with opened(self.dossier) as desk, desk.store.reading() as session:
            table, scope = TABLES.named(TABLE), scope_of(desk, YEAR)
            count = write_table(session, table, scope, self.words, path)
        lines = len(read_grid(path).lines)
        if lines != count:
            raise UnlikeError(count, lines)
        return f"{count} lines"

    def package(self) -> str:
        """Export for the region, and read what was exported."""
        with opened(self.dossier) as desk:
            wish = Wish(YEAR, reason=self.words.say(N_("Self-test")))
            sent = send(desk, wish, self.folder, self.words)
        parcel = read(sent.path.read_bytes())
        return f"{parcel.size} bytes, {sum(map(len, parcel.tables.values()))} rows"

    def screens(self) -> str:
        """Open every place of the window, without a screen."""
        app: Any = QApplication.instance() or QApplication(["commune-desk"])
        theme.dress(app, theme.LIGHT)
        context = opening.opened(self.dossier, self.words, YEAR)
        try:
            count = sum(1 for _ in screens.tour(context, SIZE))
        finally:
            context.close()
            context.desk.store.close()
        return f"{count} screens"


class UnlikeError(Exception):
    """What was read back is not what was written."""


def _layout(raw: sqlite3.Connection) -> int:
    return int(raw.execute("PRAGMA user_version").fetchone()[0])

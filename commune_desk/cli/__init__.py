"""The command line: what scripts, checks and the maintainer use.

Exit 0: done. 1: refused, one line on standard error says why, nothing changed.
2: wrong usage.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from commune_desk.cli.arguments import parser
from commune_desk.domain.errors import DeskError
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.storage.whole_file import disk_told

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGE = "fr"
SELF_TEST = "--self-test"
"""How installers ask for it: a file of that name is no dossier of ours."""

ACTS = {
    "open": "window.show",
    "demo": "window.demo",
    "screens": "window.draw",
    "manual": "window.manual",
    "new": "files.make",
    "verify": "copies.verify",
    "backup": "copies.backup",
    "copies": "copies.listed",
    "restore": "copies.restore",
    "salvage": "copies.salvage",
    "documents": "papers.list_documents",
    "selections": "papers.list_selections",
    "print": "papers.print_papers",
    "check": "checks.check",
    "tables": "spreadsheets.list_tables",
    "table": "spreadsheets.write_out",
    "hledger": "spreadsheets.write_hledger",
    "committees": "committees.answer",
    "users": "people.list_people",
    "user": "people.change",
    "pack": "packs.apply_pack",
    "import": "spreadsheets.bring_in",
    "region": "region.run",
    "export": "sending.export",
    "support": "support.support",
    "self-test": "self_test.run",
}
"""Command → module of this package and function: only the one asked for is loaded."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without one, open the window."""
    words = Words(LANGUAGE, TRANSLATIONS)
    given = list(sys.argv[1:] if arguments is None else arguments)
    given = [word.removeprefix("--") if word == SELF_TEST else word for word in given]
    if not given or (given[0] not in ACTS and not given[0].startswith("-")):
        given.insert(0, "open")
    asked = parser(words).parse_args(given)
    try:
        module, _, act = ACTS[asked.act].partition(".")
        part = import_module(f"commune_desk.cli.{module}")  # start-up time
        with disk_told():
            return int(getattr(part, act)(asked, words))
    except DeskError as refusal:
        print(f"commune-desk: {words.say(refusal.text)}", file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"commune-desk: {trouble.strerror}: {trouble.filename}", file=sys.stderr)
        return 1

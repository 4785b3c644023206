"""What each command does."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from commune_desk.cli.files import backup, build_demonstration, make, restore, verify
from commune_desk.cli.opened import opened, scope_of
from commune_desk.cli.papers import list_documents, print_papers
from commune_desk.cli.spreadsheets import bring_in, list_tables, write_out
from commune_desk.domain.text import N_
from commune_desk.services.review import findings

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from commune_desk.domain.issues import Issue
    from commune_desk.l10n.words import Words

    Act = Callable[[Namespace, Words], int]


def check(asked: Namespace, words: Words) -> int:
    """Say what the rules find, one finding a line, or all as JSON."""
    with opened(asked.dossier) as desk:
        scope = scope_of(desk, asked.year)
        with desk.store.reading() as session:
            found = findings(session, scope)
    if asked.json:
        print(json.dumps([_as_json(i, words) for i in found], ensure_ascii=False))
        return 0
    for issue in found:
        severity = words.say(issue.severity)
        print(f"{issue.code}\t{severity}\t{words.say(issue.text)}")
    return 0


def _as_json(issue: Issue, words: Words) -> dict[str, object]:
    record = issue.record
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "text": words.say(issue.text),
        "record": None if record is None else [record.table, record.id],
    }


def show(asked: Namespace, words: Words) -> int:
    """Open the window."""
    shown: int = _window().show(asked.dossier, words)
    return shown


def demo(asked: Namespace, words: Words) -> int:
    """Build the demonstration, and open it if asked."""
    done = build_demonstration(asked, words)
    if asked.window:
        asked.dossier = asked.folder / "demonstration.commune"
        return show(asked, words)
    return done


def draw(asked: Namespace, words: Words) -> int:
    """Draw each screen; tell what is cut in it, and exit 1 if anything is."""
    found: dict[str, list[str]] = _window().draw(asked, words)
    for place, cut in found.items():
        for text in cut:
            line = N_("{place}: cut: {text}", place=place, text=text)
            print(words.say(line), file=sys.stderr)
    where = str(asked.output)
    print(words.say(N_("{count} screens in {folder}", count=len(found), folder=where)))
    return 1 if any(found.values()) else 0


def _window() -> Any:
    """Bring in the window, and Qt with it: only the commands that show it wait."""
    return import_module("commune_desk.app")  # start-up time


ACTS: dict[str, Act] = {
    "open": show,
    "demo": demo,
    "new": make,
    "documents": list_documents,
    "print": print_papers,
    "check": check,
    "tables": list_tables,
    "table": write_out,
    "import": bring_in,
    "verify": verify,
    "backup": backup,
    "restore": restore,
    "screens": draw,
}

"""The command that says what the rules find."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened, scope_of
from commune_desk.services.review import findings

if TYPE_CHECKING:
    from argparse import Namespace

    from commune_desk.domain.issues import Issue
    from commune_desk.l10n.words import Words


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

"""The command line: what scripts, checks and the maintainer use.

Exit 0: done. 1: refused, one line on standard error says why, nothing changed.
2: wrong usage.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from commune_desk.cli.acts import ACTS
from commune_desk.cli.arguments import parser
from commune_desk.domain.errors import DeskError
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGE = "fr"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without one, open the window."""
    words = Words(LANGUAGE, TRANSLATIONS)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in ACTS and not given[0].startswith("-")):
        given.insert(0, "open")
    asked = parser(words).parse_args(given)
    try:
        return ACTS[asked.act](asked, words)
    except DeskError as refusal:
        print(f"commune-desk: {words.say(refusal.text)}", file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"commune-desk: {trouble.strerror}: {trouble.filename}", file=sys.stderr)
        return 1

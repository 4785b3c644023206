"""What helps whoever looks after the program: a bundle, and a test of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.app.support import bundle
from commune_desk.cli.opened import opened
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from argparse import Namespace

    from commune_desk.l10n.words import Words


def support(asked: Namespace, words: Words) -> int:
    """Write the bundle; refuse to write over a file."""
    if asked.output.exists():
        text = N_(
            "“{name}” exists already; nothing was written over.", name=asked.output.name
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    with opened(asked.dossier) as desk:
        bundle(desk.store, asked.output)
    text = N_(
        "Support file: {file}. It holds no name and no amount.", file=str(asked.output)
    )
    print(words.say(text))
    return 0

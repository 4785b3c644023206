"""The window of a dossier, painted from what was kept before it is brought in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.app import kept
from commune_desk.app.later import later
from commune_desk.app.plugs import Ways, ports
from commune_desk.domain.issues import Severity
from commune_desk.storage.place import facts_of, judge
from commune_desk.storage.taken import take
from commune_desk.ui.coming import Coming
from commune_desk.ui.context import Context
from commune_desk.ui.ports import Dossier
from commune_desk.ui.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.l10n.words import Words
    from commune_desk.storage.taken import Taken
    from commune_desk.ui.coming import Brought


class FirstLook(NamedTuple):
    """The window, and what it waits for."""

    context: Context
    coming: Coming
    shell: Shell


def first_look(path: Path, words: Words, ways: Ways) -> FirstLook | None:
    """Make the window of a dossier that is as it was left; None for any other.

    The dossier is then held by this program, in the state that the window shows.
    """
    if not kept.kept(path).is_file() or any(
        issue.severity is Severity.ERROR for issue in judge(facts_of(path))
    ):
        return None
    taken = take(path)
    if taken is None:
        return None
    glance = kept.look(path, taken.state, words.language)
    if glance is None:
        taken.release()
        return None
    bring = partial(_bring, path, taken, glance.year)
    coming = Coming(glance, bring)
    dossier = Dossier(glance.commune, path.name, demonstration=glance.demonstration)
    context = Context(
        None, None, words, ports(lambda: context.desk, path, dossier, words, ways)
    )
    context.expect(coming)
    return FirstLook(context, coming, Shell(context))


def _bring(path: Path, taken: Taken, year: int) -> Brought:
    found: Brought = later("opening").brought(path, taken, year)
    return found

"""Open a dossier for the screens."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from commune_desk.app.plugs import ports
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.issues import Severity
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import latest_year, scope_for
from commune_desk.storage.place import facts_of, judge
from commune_desk.storage.store import Store
from commune_desk.ui.context import Context
from commune_desk.ui.shell import Shell
from commune_desk.ui.states import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words


def opened(
    path: Path,
    words: Words,
    year: int | None = None,
    leave: Callable[[], None] | None = None,
) -> Context:
    """Open a dossier at a year: the present one if a plan has it.

    Raises `StorageTrouble` where it is not to be had.
    """
    if not path.is_file():
        raise StorageTrouble(N_("There is no dossier “{name}”.", name=path.name))
    store = Store(path)
    store.open()
    desk = Desk(store, User(getpass.getuser(), Role.SECRETARY))
    with store.reading() as session:
        scope = scope_for(session, year or latest_year(session))
    return Context(desk, scope, words, ports(desk, words, leave))


def shown(context: Context) -> Shell:
    """Make the window of a dossier, and tell what its user should know first."""
    shell = Shell(context)
    context.review()
    path = context.desk.store.path
    doubts = list(judge(facts_of(path))) if path else []
    if context.desk.store.recovered:
        context.tell(_after_a_cut(context))
    elif doubts:
        context.tell(doubts[0].text, state=State.WATCH)
    return shell


def require_place(path: Path) -> None:
    """Refuse a place where nothing could be recorded."""
    wrong: list[Issue] = [
        issue for issue in judge(facts_of(path)) if issue.severity is Severity.ERROR
    ]
    if wrong:
        raise StorageTrouble(wrong[0].text)


def _after_a_cut(context: Context) -> Text:
    """Tell what the last entry is: nothing that was acknowledged is lost."""
    last = context.desk.undo_label()
    if last is None:
        return N_("The computer stopped in the midst of an entry. Nothing is lost.")
    return N_(
        "The computer stopped in the midst of an entry. Nothing that was recorded is"
        " lost; last entry: {act}.",
        act=last,
    )

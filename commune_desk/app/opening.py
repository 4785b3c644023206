"""Open a dossier for the screens."""

from __future__ import annotations

import datetime as dt
import getpass
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from commune_desk.app import home, next_look
from commune_desk.app.chain import at_opening
from commune_desk.app.plugs import Ways, ports
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.issues import Severity
from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.services.copies import keeping
from commune_desk.services.desk import Desk
from commune_desk.services.glance import glance_of
from commune_desk.services.plans import latest_year, scope_for
from commune_desk.services.review import findings
from commune_desk.services.settings import preference
from commune_desk.services.sitters import first_seat
from commune_desk.services.territory import own_commune
from commune_desk.storage.place import facts_of, judge
from commune_desk.storage.store import Store
from commune_desk.storage.suspect import require_sound
from commune_desk.ui.begun import waiting
from commune_desk.ui.coming import Brought
from commune_desk.ui.context import Context
from commune_desk.ui.first_year_habit import HABIT
from commune_desk.ui.ports import Dossier
from commune_desk.ui.shell import Shell
from commune_desk.ui.states import State

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.storage.taken import Taken


def opened(
    path: Path,
    words: Words,
    year: int | None = None,
    ways: Ways = Ways(),  # noqa: B008  it is frozen
) -> Context:
    """Open a dossier at a year: the present one if a plan has it.

    Raises `StorageTrouble` where it is not to be had.
    """
    if not path.is_file():
        raise StorageTrouble(N_("There is no dossier “{name}”.", name=path.name))
    store = Store(path)
    store.open()
    desk = Desk(store, first_seat(store, getpass.getuser()))
    with store.reading() as session:
        scope = scope_for(session, year or latest_year(session))
        commune = own_commune(session)
        dossier = Dossier(
            commune.name if commune else "",
            path.name,
            demonstration=bool(preference(session, "demonstration")),
        )
    return Context(desk, scope, words, ports(lambda: desk, path, dossier, words, ways))


def brought(path: Path, taken: Taken, year: int) -> Brought:
    """Bring in a dossier that is held already; runs behind its window.

    Raises `StorageTrouble` where it is damaged.
    """
    store = Store(path, taken)
    store.open()
    with ExitStack() as unless_it_fails:
        unless_it_fails.callback(store.close)
        desk = Desk(store, first_seat(store, getpass.getuser()))
        with store.reading() as session:
            scope = scope_for(session, year)
            found = tuple(findings(session, scope))
        glance_of(desk, scope, found, str)  # read once: the home page asks for it next
        unless_it_fails.pop_all()
    return Brought(desk, scope, found)


def shown(context: Context) -> Shell:
    """Make the window of a dossier."""
    context.review()
    return Shell(context)


def tell(context: Context) -> None:
    """Tell what its user should know first."""
    path = context.desk.store.path
    doubts = list(judge(facts_of(path))) if path else []
    altered = at_opening(context.desk.store, dt.datetime.now().astimezone())
    if altered is not None:
        context.tell(altered, state=State.CORRECT)
    elif context.desk.store.recovered:
        context.tell(_after_a_cut(context))
    elif doubts:
        context.tell(doubts[0].text, state=State.WATCH)
    elif (begun := waiting(context)) is not None:
        text = N_("What you had begun to type and had not noted is kept.")
        context.tell(text, N_("Go on with it"), partial(context.gone.emit, begun))


def keep(context: Context) -> Text | None:
    """Close a dossier; keep a copy of it, and its home page for the next opening.

    Returns why no copy could be kept; None where all is well.
    """
    store = context.desk.store
    try:
        glance = next_look.read(context)
        trouble = _copied(store)
        next_look.keep(context, glance)
    finally:
        store.close()
    return trouble


def _copied(store: Store) -> Text | None:
    """Keep a copy at closing where anything has changed."""
    try:
        keeping.keep(store, keeping.AT_CLOSE)
    except StorageTrouble as error:
        return N_("The dossier is closed, without a copy. {why}", why=error.text)
    return None


def offer_guide() -> None:
    """Let the guide of the first year stand in the rail."""
    home.keep_habits({**home.habits(), HABIT: True})


def seat_founder(context: Context, password: str) -> None:
    """Let who has just made a dossier sit at it, and offer the sheet for a bad day."""
    desk = context.desk
    with desk.store.reading() as session:
        found = late(_USERS).people(session)
    if not found:
        return
    late(_DOOR).enter(desk, found[0].id, password)
    if password:
        text = N_("Print the recovery sheet now: without it a forgotten password is"
                  " lost.")  # fmt: skip
        show = partial(context.go, "users")
        context.tell(text, N_("People of the desk"), show, State.WATCH)


_USERS = "commune_desk.services.people.users"
_DOOR = "commune_desk.services.people.door"


def require_place(path: Path) -> None:
    """Refuse a place where nothing could be recorded."""
    wrong: list[Issue] = [
        issue for issue in judge(facts_of(path)) if issue.severity is Severity.ERROR
    ]
    if wrong:
        raise StorageTrouble(wrong[0].text)


def require_known(path: Path) -> None:
    """Judge a dossier that this computer has never opened before it is opened.

    Raises `StorageTrouble` for what is altered, or no dossier.
    """
    if path.absolute() not in {each.path for each in home.recent()}:
        require_sound(path)


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

"""The window's life: the start page, then one dossier at a time."""

from __future__ import annotations

import getpass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from commune_desk.app import home
from commune_desk.app.plugs import ports
from commune_desk.domain.errors import DeskError, StorageTrouble
from commune_desk.domain.issues import Severity
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.exchange.founding import demonstrate, found
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import latest_year, scope_for
from commune_desk.storage.copies import check_copy
from commune_desk.storage.place import facts_of, judge
from commune_desk.storage.store import Store
from commune_desk.ui import crash, theme
from commune_desk.ui.context import Context
from commune_desk.ui.pages.start import NewDossier, Recent, StartPage
from commune_desk.ui.shell import Shell
from commune_desk.ui.states import State

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words

SMALLEST = (1093, 614)
"""A laptop of 1366 x 768 at 125 %, in logical pixels."""


class Program:
    """What is open now: the start page, or a dossier in its window."""

    def __init__(
        self, app: QApplication, words: Words, look: str = theme.LIGHT
    ) -> None:
        self.words = words
        self.window: QWidget | None = None
        self._context: Context | None = None
        theme.dress(app, look)
        crash.watch(home.folder() / "crash", self._broken)

    def start(self, note: Text | None = None) -> StartPage:
        """Show the start page."""
        self.close()
        page = StartPage(self.words, [_recent(one) for one in home.recent()], note)
        page.opened.connect(partial(self._attempt, page, self.open))
        page.created.connect(partial(self._attempt, page, self.create))
        page.tried.connect(partial(self._attempt, page, self.try_out))
        page.restored.connect(partial(self._attempt, page, self.take_back))
        page.setWindowTitle("Commune Desk")
        self._show(page)
        return page

    def open(self, path: Path, year: int | None = None) -> Shell:
        """Open a dossier and show it; raise `DeskError` where that cannot be."""
        if not path.is_file():
            raise StorageTrouble(N_("There is no dossier “{name}”.", name=path.name))
        place = list(judge(facts_of(path)))
        for issue in place:
            if issue.severity is Severity.ERROR:
                raise StorageTrouble(issue.text)
        context = opened(path, self.words, year, self.start)
        self.close()
        self._context = context
        shell = Shell(context)
        self._show(shell)
        context.review()
        home.remember(path)
        if context.desk.store.recovered:
            context.tell(_after_a_cut(context))
        elif place:
            context.tell(place[0].text, state=State.WATCH)
        return shell

    def create(self, answers: NewDossier) -> Shell:
        """Make the dossier of a commune, then open it."""
        if answers.path.exists():
            text = N_(
                "“{name}” exists already; choose another name.", name=answers.path.name
            )
            raise StorageTrouble(text)
        found(
            answers.path,
            getpass.getuser(),
            self.words,
            name=answers.commune,
            code=answers.code,
            cercle=answers.cercle,
            first_year=answers.first_year,
        )
        return self.open(answers.path)

    def try_out(self) -> Shell:
        """Build the demonstration anew and open it."""
        path = home.folder() / "demonstration.commune"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        demonstrate(path, getpass.getuser(), self.words)
        return self.open(path)

    def take_back(self, copy: Path) -> Shell:
        """Open a copy as a dossier of its own, beside the one in use."""
        check_copy(copy)
        target = _free(copy.parent / f"{copy.stem}-repris.commune")
        target.write_bytes(copy.read_bytes())
        return self.open(target)

    def close(self) -> None:
        """Let go of the window and of the dossier."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        if self._context is not None:
            self._context.close()
            self._context.desk.store.close()
            self._context = None

    def _show(self, window: QWidget) -> None:
        self.window = window
        window.setMinimumSize(900, 560)
        window.resize(1366, 768)
        window.showMaximized()

    def _attempt(self, page: StartPage, deed: object, *arguments: object) -> None:
        try:
            deed(*arguments)  # type: ignore[operator]  # a method of this class
        except DeskError as refusal:
            page.refuse(refusal.text)

    def _broken(self, report: Path) -> None:
        text = N_(
            "The program met a fault of its own. What was recorded is safe."
            " The report “{name}” holds no name and no amount; give it to whoever"
            " looks after the program.",
            name=report.name,
        )
        QMessageBox.critical(self.window, "Commune Desk", self.words.say(text))


def opened(path: Path, words: Words, year: int | None, leave: object = None) -> Context:
    """Open a dossier for the screens, at a year: the present one if a plan has it."""
    store = Store(path)
    store.open()
    desk = Desk(store, User(getpass.getuser(), Role.SECRETARY))
    with store.reading() as session:
        scope = scope_for(session, year or latest_year(session))
    return Context(desk, scope, words, ports(desk, words, leave))  # type: ignore[arg-type]  # the page it returns is not asked for


def _recent(one: home.Opened) -> Recent:
    when = N_("opened on {date}", date=one.at.date())
    return Recent(one.path, when)


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


def _free(path: Path) -> Path:
    number = 1
    found_ = path
    while found_.exists():
        number += 1
        found_ = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found_

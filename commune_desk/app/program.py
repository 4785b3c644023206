"""The window's life: the start page, then one dossier at a time."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox, QWidget

from commune_desk.app import home
from commune_desk.app.later import later, warm_up
from commune_desk.app.places import is_region, same_file
from commune_desk.domain.errors import Damaged, DeskError, NotOurs, StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.paths import free_name, place
from commune_desk.services.memory import undisturbed
from commune_desk.ui import crash, theme
from commune_desk.ui.coming import Unopened
from commune_desk.ui.file_drop import FileDrop

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.ui.coming import Coming
    from commune_desk.ui.pages.damaged import DamagedPage
    from commune_desk.ui.pages.start import StartPage
    from commune_desk.ui.pages.start_commune import NewDossier
    from commune_desk.ui.pages.start_region import NewRegion

SMALLEST = (900, 560)
"""Logical pixels; a laptop of 1366 x 768 at 125 % has 1093 x 614."""

USUAL = (1366, 768)
SOON = 200
"""Milliseconds after the first window is seen, before the rest is brought in."""


class Program:
    """What is open now: the start page, or a dossier in its window."""

    def __init__(
        self, app: QApplication, words: Words, look: str = theme.LIGHT
    ) -> None:
        self.words = words
        self.window: QWidget | None = None
        self._context: Any = None
        self._trouble: Text | None = None
        """Why no copy could be kept of the dossier closed last."""

        self._keep: Callable[[Any], Any] | None = None
        """Closes what is open where that is no commune’s dossier."""

        theme.dress(app, look)
        crash.watch(home.folder() / "crash", self._broken)

    def start(self, note: Text | None = None) -> None:
        """Show the start page."""
        self.close()
        note, self._trouble = note or self._trouble, None
        page: StartPage = later("starting").page(self.words, note)
        page.opened.connect(partial(self._attempt, page, self.open))
        page.created.connect(partial(self._attempt, page, self.create))
        page.region_created.connect(partial(self._attempt, page, self.create_region))
        page.tried.connect(partial(self.try_out, page))
        page.restored.connect(partial(self._attempt, page, self.take_back))
        page.setWindowTitle("Commune Desk")
        self._show(page)
        QTimer.singleShot(SOON, partial(warm_up, rehearse=True))

    def begin(self, place: Path | str | None) -> None:
        """Show the dossier that the program was started with, or the start page.

        A dossier that cannot be opened is told on the start page: who pressed on it
        twice sees no command line.
        """
        if place is None:
            self.start(later("starting").from_a_key())
            return
        try:
            self.open(place)
        except DeskError as refusal:
            self.start(refusal.text)

    def asked(self, typed: str) -> None:
        """Come to the front; open what a second start, or a hand, wants opened."""
        window = self.window
        if window is not None:
            window.setWindowState(
                window.windowState() & ~Qt.WindowState.WindowMinimized
            )
            window.raise_()
            window.activateWindow()
        if not typed or QApplication.activeModalWidget() is not None:
            return  # a question stands open: the file is not opened under it
        if not self._may_leave(place(typed)):
            return
        try:
            self.open(place(typed))
        except DeskError as refusal:
            self._refuse(refusal.text)

    def _may_leave(self, wanted: Path | str) -> bool:
        """Ask whether the dossier that is open may be closed for another."""
        if self._context is None:
            return True
        here = self._context.desk.store.path
        if here is not None and isinstance(wanted, Path) and same_file(here, wanted):
            return False
        text = N_(
            "Open “{name}”? The dossier that is open is closed; what was recorded is"
            " kept.",
            name=wanted.name if isinstance(wanted, Path) else wanted,
        )
        asked = QMessageBox(self.window)
        asked.setWindowTitle("Commune Desk")
        asked.setText(self.words.say(text))
        go = QMessageBox.ButtonRole.AcceptRole
        opened = asked.addButton(self.words.say(N_("Open")), go)
        stay = QMessageBox.ButtonRole.RejectRole
        asked.addButton(self.words.say(N_("Stay here")), stay)
        asked.exec()
        answered = asked.clickedButton() is opened
        asked.deleteLater()
        return answered

    def _refuse(self, text: Text) -> None:
        """Say a refusal where the user looks."""
        if self._context is not None:
            self._context.tell_refusal(text)
        else:
            self.start(text)

    def open(self, path: Path | str, year: int | None = None) -> None:
        """Open a dossier, or a region’s desk, and show it.

        Raises `DeskError` where that cannot be; a damaged dossier shows its copies.
        """
        if isinstance(path, str) or is_region(path):
            self._open_region(path)
            QTimer.singleShot(SOON, warm_up)
            return
        try:
            with undisturbed():
                if year is None and self._seen_before(path):
                    home.remember(path)
                    return
                self._open(path, year)
        except StorageTrouble as error:
            if not isinstance(error, (Damaged, NotOurs)) or not path.is_file():
                raise
            if not later("mending").is_damaged(path, error):
                raise
            self._show_damage(path, error)
            return
        QTimer.singleShot(SOON, warm_up)

    def _open_region(self, place: Path | str) -> None:
        region = later("region")
        context = region.opened(place, self.words, self.start)
        self.close()
        self._context, self._keep = context, region.keep
        self._show(region.shown(context))
        if isinstance(place, Path):
            home.remember(place)

    def _open(self, path: Path, year: int | None) -> None:
        frame = self.framed(path)
        try:
            opening = later("opening")
            if path.is_file():
                opening.require_place(path)
                opening.require_known(path)
            context = opening.opened(path, self.words, year, self._ways())
            self.close()
            self._context = context
            self._show(opening.shown(context))
            opening.tell(context)
            later("next_look").NextLook(context, self.window)
        finally:
            if frame is not None:
                frame.hide()
                frame.deleteLater()
        home.remember(path)

    def _seen_before(self, path: Path) -> bool:
        """Show a dossier as it was left, and bring it in behind its window.

        Only where no window stands yet: behind the start page all is brought in.
        """
        if self.window is not None or not path.is_file():
            return False
        look = later("first_look").first_look(path, self.words, self._ways())
        if look is None:
            return False
        self._context, coming, shell = look
        coming.arrived.connect(partial(self._arrived, path, coming))
        self._show(shell)
        coming.begin_soon()
        return True

    def _arrived(self, path: Path, coming: Coming) -> None:
        """Tell what there is to tell, or why the dossier is not to be had."""
        if self._context is None:
            return  # closed meanwhile
        error = coming.error()
        if error is None:
            later("opening").tell(self._context)
            later("next_look").NextLook(self._context, self.window)
            QTimer.singleShot(SOON, warm_up)
        elif isinstance(error, Damaged):
            self._show_damage(path, error)
        elif isinstance(error, DeskError):
            self.start(error.text)
        else:  # a fault of ours: no window stays that nothing can be done in
            self.start()
            raise error

    def framed(self, path: Path) -> QWidget | None:
        """Paint what stands around the pages, where no window stands yet."""
        if self.window is not None or not path.is_file():
            return None
        frame: QWidget = later("framing").frame(self.words, path.name)
        _stand(frame)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return frame

    def create(self, answers: NewDossier) -> None:
        """Make the dossier of a commune, then open it."""
        name = answers.path.name
        if answers.path.exists():
            raise StorageTrouble(
                N_("“{name}” exists already; choose another name.", name=name)
            )
        later("opening").require_place(answers.path)
        later("files").create(answers, self.words)
        later("opening").offer_guide()
        self.open(answers.path)
        self._context.go("first_year")
        if answers.person:
            later("opening").seat_founder(self._context, answers.password)

    def create_region(self, answers: NewRegion) -> None:
        """Make the desk of a region, then open it."""
        if answers.path.exists():
            raise StorageTrouble(
                N_(
                    "“{name}” exists already; choose another name.",
                    name=answers.path.name,
                )
            )
        later("opening").require_place(answers.path)
        later("region").create(answers)
        self.open(answers.path)

    def try_out(self, page: StartPage) -> None:
        """Build the demonstration anew, behind the page, and open it."""
        path = home.trial()
        page.build(
            partial(later("files").try_out, path, self.words),
            lambda _: self._attempt(page, self.open, path),
        )

    def erase(self) -> None:
        """Take the demonstration off the computer, with its copies; show the start."""
        path = self._context.desk.store.path
        if not home.is_trial(path):
            return
        self.close()
        later("mending").erase(path)
        self._trouble = None
        self.start(N_("The demonstration is erased; trying again builds it anew."))

    def take_back(self, copy: Path) -> None:
        """Open a copy as a dossier of its own, beside the one in use."""
        mending = later("mending")
        if not mending.is_key_copy(copy):
            target = free_name(copy.parent / f"{copy.stem}-repris.commune")
            mending.put_back(copy, target)
            self.open(target)
            return
        say = self.words.say
        typed, sure = QInputDialog.getText(
            self.window,
            say(N_("Take a copy back")),
            say(N_("The nine words of the sealed form in use when it was made:")),
        )
        if sure:
            stem = copy.name.partition(".")[0]
            target = free_name(home.documents() / f"{stem}-repris.commune")
            mending.taken_from_key(copy, typed, target)
            self.open(target)

    def restore(self, copy: Path) -> None:
        """Put a copy in the place of the dossier that is open, then open it.

        Raises `DeskError` where the copy is no use; the dossier is then open again.
        """
        path = self._context.desk.store.path
        mending = later("mending")
        with mending.set_aside(copy) as chosen:
            self.start()  # closes the dossier, its copy kept
            try:
                done = mending.put_back(chosen, path)
            except DeskError as refusal:
                self.open(path)
                if self._context is not None:
                    self._context.tell_refusal(refusal.text)
                return
        self.open(path)
        if self._context is not None:
            told = N_(
                "The copy is restored: {rows} rows. The dossier of before is kept:"
                " {name}.",
                rows=done.rows,
                name=done.replaced.name,
            )
            self._context.tell(told)

    def _ways(self) -> Any:
        return later("plugs").Ways(self.start, self.restore, self.erase)

    def _show_damage(self, path: Path, error: StorageTrouble) -> None:
        """Show the good copies of a damaged dossier, and how to save the rest."""
        self.close()
        mending = later("mending")
        page: DamagedPage = mending.page_of(path, error, self.words)
        page.setWindowTitle("Commune Desk")

        def put_back(copy: Path) -> None:
            mending.put_back(copy, path, damaged=True)
            self.open(path)

        page.restored.connect(partial(self._attempt, page, put_back))
        page.salvaged.connect(
            partial(self._attempt, page, mending.salvage, page, self.words)
        )
        page.opened.connect(partial(self._attempt, page, self.open))
        page.left.connect(self.start)
        self._show(page)

    def close(self) -> None:
        """Let go of the window and of the dossier."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        if self._context is not None:
            context, self._context = self._context, None
            keep, self._keep = self._keep, None
            context.close()
            with suppress(Unopened):
                context.wait()
                self._trouble = (keep or later("opening").keep)(context)

    def _show(self, window: QWidget) -> None:
        self.window = window
        FileDrop(window).dropped.connect(self.asked)
        _stand(window)

    def _attempt(
        self, page: StartPage | DamagedPage, deed: Callable[..., None], *answers: object
    ) -> None:
        try:
            deed(*answers)
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


def _stand(window: QWidget) -> None:
    window.setMinimumSize(*SMALLEST)
    room = window.screen().availableSize()
    window.resize(QSize(*USUAL).boundedTo(room))  # at once: pages are laid out for it
    window.showMaximized()

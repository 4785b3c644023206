"""Who sits at the window: the lock, the change of user, the minutes without a touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from commune_desk.domain.roles import Role
from commune_desk.late import late
from commune_desk.ui.idle import IdleWatch
from commune_desk.ui.lock_screen import LockScreen

if TYPE_CHECKING:
    from commune_desk.ui.context import Context

MINUTES = "desk.lock"
"""The setting: minutes without a touch after which the desk is locked; 0 for never."""

MOST = 240
MINUTE = 60
_SETTINGS = "commune_desk.services.settings"


class Sitting(QObject):
    """Stands by a window; where the dossier keeps no people it does nothing."""

    changed = Signal()
    """Somebody else sits, or the name of who sits has changed."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self.screen: LockScreen | None = None
        self._hand: QWidget | None = None
        self.cover = QWidget(window)
        self.cover.setObjectName("rail")
        self.cover.hide()
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)
        window.installEventFilter(self)
        context.changed.connect(self.look)
        context.reviewed.connect(self.look)

    @property
    def name(self) -> str:
        """Who sits; empty where the dossier keeps no people."""
        if not self._context.here or not self._context.takes_back:
            return ""
        user = self._context.desk.user
        return user.name if user.id is not None else ""

    @property
    def locked(self) -> bool:
        """Whether nobody sits."""
        return self.screen is not None

    def look(self) -> None:
        """See who sits, and ask where nobody does."""
        if not self._context.here or not self._context.takes_back:
            return
        user = self._context.desk.user
        if user.role is Role.NOBODY:
            if self.screen is None:
                self._ask(None)
        elif self.screen is None:
            self.cover.hide()
        if user.id is not None:
            seconds = self._minutes() * MINUTE
            if seconds != self.idle.seconds:
                self.idle.start(seconds)
        self.changed.emit()

    def lock(self) -> None:
        """Let nobody sit; what is being typed stays as it is."""
        if self.screen is None and self.name:
            self._ask(self._context.desk.user.id)

    def begin(self) -> None:
        """Ask at once who sits, where the window opens on a locked desk."""
        if self._context.here and self._context.desk.user.role is Role.NOBODY:
            self._cover()  # nothing is to be seen, not even for a moment
        QTimer.singleShot(0, self, self.look)

    def stop(self) -> None:
        """Watch no more."""
        self.idle.stop()
        if self.screen is not None:
            self._put_away()

    def _minutes(self) -> int:
        with self._context.reading() as session:
            typed = late(_SETTINGS).preference(session, MINUTES)
        return min(int(typed), MOST) if str(typed).isdecimal() else 0

    def _ask(self, before: int | None) -> None:
        """Cover the window and ask who sits.

        The question is modal, and comes before the desk is locked: editors that are
        open see another window come to the front, as they do all day, and stay.
        """
        self._hand = QApplication.focusWidget()
        self._cover()
        self.screen = LockScreen(self._context, before, self._window)
        self.screen.opened.connect(self._opened)
        self.screen.left.connect(self._leave)
        self.screen.open()
        self._place()
        self.screen.activateWindow()
        self._context.desk.lock()
        self.changed.emit()

    def _cover(self) -> None:
        self.cover.setGeometry(self._window.rect())
        self.cover.raise_()
        self.cover.show()

    def _place(self) -> None:
        """Put the question into the middle of the window."""
        if self.screen is not None:
            middle = self._window.geometry().center()
            self.screen.move(middle - self.screen.rect().center())

    def _opened(self) -> None:
        self._put_away()
        self._window.activateWindow()
        if self._hand is not None and isValid(self._hand) and self._hand.isVisible():
            self._hand.setFocus()
        self._hand = None
        self.idle.touched()
        self.look()

    def _put_away(self) -> None:
        if self.screen is not None:
            self.screen.hide()
            self.screen.deleteLater()
            self.screen = None
        self.cover.hide()

    def _leave(self) -> None:
        self._put_away()
        close = self._context.ports.close
        if close is not None:
            close()
        else:
            self._window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the cover as large as the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.cover.setGeometry(self._window.rect())
            self._place()
        return False

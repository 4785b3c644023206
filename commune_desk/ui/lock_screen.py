"""The question who sits at the desk, over a window that shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.ui.widgets.buttons import MAIN, QUIET, Button
from commune_desk.ui.widgets.layouts import across, down, hold
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Icon, Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from commune_desk.services.people.users import UserRow
    from commune_desk.ui.context import Context

_DOOR, _USERS = (
    "commune_desk.services.people.door",
    "commune_desk.services.people.users",
)
WIDTH = 440
SECOND = 1000


class LockScreen(QDialog):
    """Asks a name, and a password where one is kept; nothing else opens it.

    It is modal: what stands below keeps its cursor and all that was typed.
    """

    opened = Signal()
    left = Signal()
    """The dossier is to be closed."""

    def __init__(self, context: Context, before: int | None, window: QWidget) -> None:
        super().__init__(
            window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint
        )
        self.setObjectName("page")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle("Commune Desk")
        self._context = context
        self._people: list[UserRow] = []
        self.who, self.password = QComboBox(), QLineEdit()
        self.code = QLineEdit()
        self.refusal = RefusalBox()
        self._wait = QTimer(self)
        self._wait.setInterval(SECOND)
        self._wait.timeout.connect(self._tick)
        self._lay_out(before)
        self.who.currentIndexChanged.connect(self._chosen)
        self._choose(before)

    def _lay_out(self, before: int | None) -> None:
        say = self._context.say
        title = N_("Who sits here?") if before is None else N_("The desk is locked")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.enter = Button(say(N_("Sit down")), "check", MAIN, self.answer)
        self.forgotten = Button(
            say(N_("Password forgotten")), "", QUIET, self._recovering
        )
        close = Button(say(N_("Close the dossier")), "", QUIET, self.left.emit)
        self._kept = Label(say(N_("What was being typed is kept.")), wrap=True)
        self._kept.setVisible(before is not None)
        self._about = Label("", "small", "ink_soft", wrap=True)
        self._code_field = self._titled(
            N_("Recovery code of the sealed sheet"), self.code
        )
        self._password_title = Label("", "small_strong")
        self._password_field = hold(down(self._password_title, self.password, gap=3))
        layout = down(
            across(Icon("lock", "link", 24), Label(say(title), "page"), None, gap=12),
            self._kept,
            self._titled(N_("Name"), self.who),
            self._code_field,
            self._password_field,
            self._about,
            self.refusal,
            across(self.enter, self.forgotten, None, close),
            None,
            gap=12,
            margins=(24, 20, 24, 20),
        )
        self.setLayout(layout)
        self.setFixedWidth(WIDTH)

    def _fit(self) -> None:
        """Be as high as what is asked, and no higher."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(WIDTH))

    def _titled(self, text: object, field: QWidget) -> QWidget:
        label = Label(self._context.say(text), "small_strong")
        field.setAccessibleName(label.text())
        return hold(down(label, field, gap=3))

    def _choose(self, before: int | None) -> None:
        say = self._context.say
        with self._context.reading() as session:
            self._people = [p for p in late(_USERS).people(session) if p.active]
        for person in self._people:
            said = N_("{name} – {role}", name=person.name, role=person.role)
            self.who.addItem(say(said))
        ids = [person.id for person in self._people]
        self.who.setCurrentIndex(ids.index(before) if before in ids else 0)
        self._chosen()

    @property
    def person(self) -> UserRow:
        """Who is chosen."""
        return self._people[self.who.currentIndex()]

    def _chosen(self) -> None:
        say, person = self._context.say, self.person
        self.code.clear()
        self.password.clear()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.refusal.hide()
        self._code_field.hide()
        self._password_field.setVisible(person.has_password)
        self._password_title.setText(say(N_("Password")))
        self.password.setAccessibleName(self._password_title.text())
        self.forgotten.setVisible(person.has_password)
        self._about.setText("" if person.has_password else say(
            N_("No password is kept for this person: the name is enough.")
        ))  # fmt: skip
        self._about.setVisible(bool(self._about.text()))
        (self.password if person.has_password else self.enter).setFocus()
        self._tick()
        self._fit()

    def _recovering(self) -> None:
        """Ask for the code of the sealed sheet, and for a new password."""
        say, person = self._context.say, self.person
        self.forgotten.hide()
        if person.has_code:
            self._code_field.show()
            self._password_title.setText(say(N_("New password")))
            self.password.clear()
            self.password.setEchoMode(QLineEdit.EchoMode.Normal)  # typed but once
            text = N_("The code is worth nothing once it was used.")
            self.code.setFocus()
        else:
            text = N_(
                "No recovery sheet was printed for {name}: somebody with the role"
                " “{role}” can set another password.",
                name=person.name,
                role=self._people[0].role,
            )
        self._about.setText(say(text))
        self._about.show()
        self._fit()

    def answer(self) -> None:
        """Sit down, or say why not."""
        door, row_id = late(_DOOR), self.person.id
        desk, password = self._context.desk, self.password.text()
        deed: Callable[[], object]
        if self._code_field.isHidden():
            deed = lambda: door.enter(desk, row_id, password)  # noqa: E731  one of two
        else:
            code = self.code.text()
            deed = lambda: door.recover(desk, row_id, code, password)  # noqa: E731  the other
        refused = self._context.refusal(deed)
        if refused is None:
            self._wait.stop()
            self.opened.emit()
            return
        self.refusal.tell([self._context.say(refused.text)])
        self.password.selectAll()
        self.password.setFocus()
        self._tick()
        self._fit()

    def _tick(self) -> None:
        """Count a wait down; the button comes back when it is over."""
        left = late(_DOOR).pause(self._context.desk, self.person.id)
        self.enter.setEnabled(not left)
        if left:
            self.refusal.tell([self._context.say(late(_DOOR).waiting(left))])
            self._wait.start()
        elif self._wait.isActive():
            self._wait.stop()
            self.refusal.hide()
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with Enter; Esc leaves the question where it is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.enter.isEnabled():
                self.answer()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay: only an answer opens the desk."""
        event.ignore()

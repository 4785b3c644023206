"""The preferences of this computer, as a form."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.tables.table import Kind
from commune_desk.ui.pages.page import Page
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, down, flowing, hold
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.ui.context import Context
    from commune_desk.ui.preference import Preference

FIELD = 360


class SettingsPage(Page):
    """One preference under the other; each is kept as soon as it is changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        purpose = N_("How the program looks and works on this computer.")
        actions: list[QWidget] = []
        if context.takes_back:  # a commune’s desk: a region keeps no people
            deed = partial(context.go, "users")
            words = say(N_("People of the desk"))
            actions.append(Button(words, "users-group", PLAIN, deed))
        if context.ports.support is not None:
            words = say(N_("Support file…"))
            actions.append(Button(words, "stethoscope", PLAIN, self.write_support))
        if context.ports.close is not None:
            close = Button(
                say(N_("Close the dossier")), "x", PLAIN, context.ports.close
            )
            actions.append(close)
        self.column.addWidget(PageHead(say(N_("Settings")), say(purpose), actions))
        card = Card("", gap=14)
        preferences = context.ports.preferences
        for preference in preferences() if preferences is not None else ():
            card.inner.addWidget(self._line(preference))
        card.inner.addStretch(1)
        area = QScrollArea()
        area.setWidget(flowing(across(card), "body"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.column.addWidget(area, 1)

    def write_support(self) -> None:
        """Ask where, and write what helps to find a fault."""
        write = self.context.ports.support
        title = self.context.say(N_("Support file"))
        name, _ = QFileDialog.getSaveFileName(self, title, "commune-desk-aide.zip")
        if write is None or not name:
            return
        if self.context.attempt(lambda: _written(write, Path(name))):
            text = N_(
                "Support file written: {name}. It holds no name and no amount.",
                name=Path(name).name,
            )
            self.context.tell(text)

    def _line(self, preference: Preference) -> QWidget:
        say = self.context.say
        title = Label(say(preference.title), "small_strong")
        field = self._field(preference)
        field.setObjectName(preference.key)
        field.setAccessibleName(title.text())
        parts = [field] if preference.kind is Kind.FLAG else [title, field]
        if preference.note is not None:
            parts.append(Label(say(preference.note), "small", "ink_soft", wrap=True))
        return hold(down(*parts, gap=4))

    def _field(self, preference: Preference) -> QWidget:
        if preference.choices:
            return self._choice(preference)
        if preference.kind is Kind.FLAG:
            box = QCheckBox(self.context.say(preference.title))
            box.setChecked(bool(preference.read()))
            box.toggled.connect(partial(self._keep, preference))
            return box
        line = QLineEdit(self.context.say(preference.read()))
        line.setFixedWidth(FIELD)
        line.editingFinished.connect(
            lambda: self._keep(preference, line.text()) if line.isModified() else None
        )
        return line

    def _choice(self, preference: Preference) -> QComboBox:
        combo = QComboBox()
        combo.setFixedWidth(FIELD)
        present = preference.read()
        for choice in preference.choices:
            combo.addItem(self.context.say(choice.title))
            if choice.value == present:
                combo.setCurrentIndex(combo.count() - 1)
        combo.activated.connect(
            lambda at: self._keep(preference, preference.choices[at].value)
        )
        return combo

    def _keep(self, preference: Preference, value: object) -> None:
        if self.context.attempt(lambda: preference.write(value)):
            kept = N_("Setting kept: {title}.", title=preference.title)
            self.context.tell(kept)


def _written(write: Callable[[Path], None], path: Path) -> None:
    """Write it; a disk that refuses says why."""
    try:
        write(path)
    except OSError as error:
        raise StorageTrouble(
            N_(
                "{file} cannot be written: {reason}.",
                file=path.name,
                reason=error.strerror or str(error),
            )
        ) from error

"""Papers that are printed together, by their use: choose, save, rename, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.services.selections import (
    RemoveSelections,
    ReviseSelection,
    SaveSelection,
    Selection,
    selections,
)
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.ui.context import Context


class PaperSelections(QWidget):
    """A list of uses; what is typed into it is the name for a new one."""

    chosen = Signal(object)
    """A `Selection`: its papers are to be ticked."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, say = context, context.say
        self._papers: tuple[str, ...] = ()
        self._known: dict[str, Selection] = {}
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setAccessibleName(say(N_("Selection of papers")))
        self.box.setMinimumContentsLength(14)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        field = self.box.lineEdit()
        if field is not None:
            field.setPlaceholderText(say(N_("Papers for a use, such as the council")))
        self.box.activated.connect(self._choose)
        acts = Button(say(N_("Selection")), "list-check", PLAIN)
        menu = QMenu(acts)
        self.acts = [
            menu.addAction(say(words), deed)
            for words, deed in (
                (N_("Save the ticked papers under this name"), self.save),
                (N_("Rename the selection last chosen so"), self.rename),
                (N_("Remove this selection"), self.remove),
            )
        ]
        acts.setMenu(menu)
        self.setLayout(across(self.box, acts, gap=8, grow=self.box))
        self._last: Selection | None = None
        context.changed.connect(self._hear)
        self.read()

    @property
    def last(self) -> Selection | None:
        """The selection that was chosen last, as it is now."""
        return self._last

    def show_ticked(self, papers: Sequence[str]) -> None:
        """Remember which papers a new selection would hold."""
        self._papers = tuple(papers)

    def read(self) -> None:
        """Read the uses anew; what is typed stays."""
        typed = self.box.currentText()
        with self._context.reading() as session:
            found = selections(session)
        self._known = {fold(each.name): each for each in found}
        self.box.clear()
        for each in found:
            self.box.addItem(each.name, each)
        self.box.setCurrentIndex(-1)
        self.box.setEditText(typed)

    def save(self) -> None:
        """Keep the ticked papers under the name that is typed."""
        name = self.box.currentText().strip()
        if not name:
            self._refuse(N_("Type the name of the use, such as “Pour le conseil”."))
        elif not self._papers:
            self._refuse(N_("Tick the papers of “{name}” first.", name=name))
        elif self._do(SaveSelection(name, self._papers)):
            self._last = self._named(name)

    def rename(self) -> None:
        """Give the selection chosen last the name that is typed."""
        name, last = self.box.currentText().strip(), self._last
        if last is None:
            self._refuse(N_("Choose a selection first, then type its new name."))
        elif last.id is None:
            self._refuse(
                N_(
                    "“{name}” comes with the program: save it under another name.",
                    name=last.name,
                )
            )
        elif self._do(ReviseSelection(last.id, "name", name)):
            self._last = self._named(name)

    def remove(self) -> None:
        """Forget the selection whose name is in the box."""
        found = self._named(self.box.currentText())
        if found is None:
            self._refuse(N_("Choose the selection that is to be removed."))
        elif found.id is None:
            self._refuse(
                N_("“{name}” comes with the program: it stays.", name=found.name)
            )
        elif self._do(RemoveSelections((found.id,))):
            self._last = None
            self.box.setEditText("")

    def _choose(self, place: int) -> None:
        found = self.box.itemData(place)
        if isinstance(found, Selection):
            self._last = found
            self.chosen.emit(found)

    def _named(self, name: str) -> Selection | None:
        return self._known.get(fold(name))

    def _do(self, command: Command[Any]) -> bool:
        refused = self._context.do(command)
        if refused is not None:
            self._refuse(refused.text)
        return refused is None

    def _refuse(self, text: Text) -> None:
        self._context.tell_refusal(text)

    def _hear(self, changes: tuple[object, ...]) -> None:
        if any(getattr(each, "table", "") == "print_selections" for each in changes):
            self.read()

"""Keys, and what they do in words: each shortcut is made here, and told by F1."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from commune_desk.domain.text import N_, Text
from commune_desk.ui.within import within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from commune_desk.ui.context import Context

    Say = Callable[[Text], str]

Keys = tuple[tuple[str, Text], ...]
"""Keys in Qt’s portable writing, and what each does."""

NAMES = {
    "Return": N_("Enter key"),
    "Esc": N_("Esc"),
    "Del": N_("Del"),
    "Tab": N_("Tab"),
    "Space": N_("Space bar"),
    "Shift": N_("Shift"),
    "PgUp": N_("Page up"),
    "PgDown": N_("Page down"),
    "Up": N_("↑"),
    "Down": N_("↓"),
    "Left": N_("←"),
    "Right": N_("→"),
}
"""Keys as they are written on the keyboard."""


class Told(NamedTuple):
    """A key as it is written on the keyboard, and what it does."""

    key: str
    does: str


def press(
    owner: QWidget,
    context: Context,
    key: QKeySequence.StandardKey | str,
    does: Text,
    deed: Callable[[], object],
) -> QAction:
    """Give a key a deed, wherever the cursor is in a widget."""
    action = QAction(context.say(does), owner)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _=False: deed())
    owner.addAction(action)
    return action


def told_by(page: QWidget, window: QWidget, say: Say) -> list[Told]:
    """List the keys of a page and of what lies in it, then those of its window.

    A widget that answers keys itself names them in `told_keys`.
    """
    found = dict.fromkeys(
        told
        for each in (page, *within(page, QWidget))
        for told in (*_of_class(each, say), *_of_actions(each, say))
    )
    return list({**found, **dict.fromkeys(_of_actions(window, say))})


def written(key: str, say: Say) -> str:
    """Write a key as it stands on the keyboard."""
    return " + ".join(
        say(NAMES[part]) if part in NAMES else part for part in key.split("+")
    )


def _of_actions(widget: QWidget, say: Say) -> Iterator[Told]:
    for action in widget.actions():
        key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        if key and action.isEnabled() and action.text():
            yield Told(written(key, say), action.text())


def _of_class(widget: QWidget, say: Say) -> Iterator[Told]:
    keys: Keys = getattr(widget, "told_keys", ())
    for key, does in keys:
        yield Told(written(key, say), say(does))

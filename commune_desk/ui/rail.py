"""The rail at the left: groups that unfold, places, and counts of what waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commune_desk.ui.families import FAMILIES, GROUPS
from commune_desk.ui.icons import pixmap
from commune_desk.ui.meant import OVER
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import pressed
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.text import CENTRE, Icon, Label
from commune_desk.ui.within import within

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent
    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.l10n.words import Words
    from commune_desk.ui.navigation import Place

FOLDED_PLACE = 40
GIVES_WAY = 8
"""Pixels that a line of the rail spares in a low window."""

DOT, CORNER = 10, 5
"""Pixels of the dot that stands for a count beside an icon, and around it."""

BRAND = 56
BETWEEN = 4
NARROW, LOW = 1200, 640
"""Pixels of the window under which the rail folds, and under which one group alone is
unfolded."""


class RailButton(QPushButton):
    """A place or a group of the rail."""

    def __init__(self, words: str, height: int) -> None:
        super().__init__()
        self._height = height
        self.setProperty("kind", "rail")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self._words: Label | None = None
        self._picture: Icon | None = None
        self._icon = ""

    def fill(self, layout: QHBoxLayout) -> None:
        """Lay the parts of the button out; they let the mouse through."""
        self.setLayout(layout)
        for part in within(self, QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, words: Label, picture: Icon | None = None, icon: str = "") -> None:
        """Name what changes its face where one is here."""
        self._words, self._picture, self._icon = words, picture, icon

    def mark(self, *, here: bool, within: bool = False) -> None:
        """Show whether one is at its place, or at one within its group."""
        self.setChecked(here)
        if self._words is not None:
            on = here or within
            self._words.setFont(look().font("body_strong" if on else "body"))
            if self._picture is not None:
                self._picture.show_icon(self._icon, "rail_ink" if on else "rail_soft")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button, as the space bar does."""
        if not pressed(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Take the width of the rail."""
        return QSize(40, self._height)

    def minimumSizeHint(self) -> QSize:
        """Give way a little where the window is low, but never cut a word."""
        return QSize(40, self._height - GIVES_WAY)


class Rail(QWidget):
    """Always shows where one is; narrow, it shows the icons of groups only."""

    chosen = Signal(str)

    def __init__(self, words: Words, places: Sequence[Place]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._say = words.say
        self._places = [place for place in places if not place.hidden]
        self._counts: Mapping[str, int] = {}
        used = {place.group for place in self._places}
        self._open = [next(g.key for g in GROUPS if g.key in used or not used)]
        """The groups that are unfolded, the last one at the end."""

        self._room = 0
        self._place = ""
        self._last: dict[str, str] = {}
        """The tab of each family that was seen last."""

        self.folded = False
        self.low = False
        self._stale = False
        self._buttons: dict[str, RailButton] = {}
        self._laid: object = None
        """What decides which lines there are, as it was when they were laid out."""

        inner = QWidget()
        inner.setObjectName("rail")
        self._lines: QVBoxLayout = down(gap=0, margins=(8, 0, 8, 8))
        inner.setLayout(self._lines)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(down(area, gap=0))
        self.refresh()

    def show_place(self, key: str) -> None:
        """Mark the place that the window shows, unfolding its group."""
        self._place = key
        if family := self._family_of(key):
            self._last[family] = key
        group = self._group_of(key)
        if group:
            self._unfold(group)
        if self._laid == self._lines_wanted():
            self._mark()
        else:
            self.refresh()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many things wait in each place."""
        if dict(counts) != dict(self._counts):
            self._counts = counts
            self.refresh()

    def fit_to(self, window: QSize) -> None:
        """Fold where the window is narrow or low."""
        self._room = window.height()
        self.fit(folded=window.width() < NARROW, low=window.height() < LOW)

    def fit(self, *, folded: bool, low: bool) -> None:
        """Fold to icons, or keep only one group open, as the window asks."""
        before = (self.folded, self.low, list(self._open))
        self.folded, self.low = folded, low
        group = self._group_of(self._place)
        self._open = [group] * bool(group) if low else self._fitting(self._open)
        if (self.folded, self.low, self._open) != before:
            self.refresh()

    def _unfold(self, group: str) -> None:
        """Unfold a group; those unfolded longest ago make room for it."""
        others = [] if self.low else [key for key in self._open if key != group]
        self._open = self._fitting([*others, group])

    def _fitting(self, groups: list[str]) -> list[str]:
        """Keep of these groups the last ones that the window has room for."""
        if not self._room:
            return groups
        sizes = look().sizes
        alone = sum(not place.group for place in self._places)
        room = self._room - BRAND - (alone + len(GROUPS)) * sizes["rail_group"]
        kept: list[str] = []
        for key in reversed(groups):
            inside = [place for place in self._places if place.group == key]
            room -= len(self._entries(inside)) * sizes["rail_place"] + BETWEEN
            if kept and room < 0:
                break
            kept.insert(0, key)
        return kept

    @property
    def buttons(self) -> dict[str, RailButton]:
        """Its buttons, by the key of a place or a group."""
        if self._stale:
            self._lay_out()
        return self._buttons

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out what waited for the size of the window."""
        super().showEvent(event)
        if self._stale:
            self._lay_out()

    def refresh(self) -> None:
        """Lay the rail out again: at once if it is seen, else when it is."""
        self.setFixedWidth(look().sizes["rail_folded" if self.folded else "rail"])
        self._stale = True
        if self.isVisible():
            self._lay_out()

    def _lines_wanted(self) -> object:
        """Tell what decides which lines there are."""
        away = [p.key for p in self._places if p.wanted is not None and not p.wanted()]
        return self.folded, self.low, list(self._open), away

    def _mark(self) -> None:
        """Mark where one is, on the lines that stand there."""
        here = self._family_of(self._place) or self._place
        group = self._group_of(self._place)
        for key, button in self._buttons.items():
            inside = bool(group) and key == f"group:{group}"
            button.mark(here=key == here or (inside and self.folded), within=inside)

    def _lay_out(self) -> None:
        self._stale, self._laid = False, self._lines_wanted()
        focus = next((k for k, b in self._buttons.items() if b.hasFocus()), "")
        sizes = look().sizes
        clear(self._lines)
        self._buttons.clear()
        self._lines.addLayout(self._brand())
        for place in self._places:
            away = place.wanted is not None and not place.wanted()
            if not place.group and not place.foot and not away:
                self._add_place(place, sizes["rail_group"])
        if not self.folded:
            self._lines.addSpacing(8)
        for group in GROUPS:
            inside = [p for p in self._places if p.group == group.key]
            if inside:
                self._add_group(group.key, group.icon, group.title, inside)
        self._lines.addStretch(1)
        for place in self._places:
            if place.foot:
                self._add_place(place, sizes["rail_group"])
        self._mark()
        if focus in self._buttons:
            self._buttons[focus].setFocus()

    def _brand(self) -> QHBoxLayout:
        picture = Icon("building-community", "badge", 22)
        if self.folded:
            brand = across(None, picture, None)
        else:
            name = Label("Commune Desk", "title", "rail_ink")
            brand = across(picture, name, None, gap=10, margins=(8, 0, 0, 0))
        brand.addStrut(BRAND)
        return brand

    def _add_group(
        self, key: str, icon: str, title: object, inside: Sequence[Place]
    ) -> None:
        sizes, words = look().sizes, self._say(title)
        count = sum(self._counts.get(place.key, 0) for place in inside)
        unfolded = key in self._open and not self.folded
        button = self._button(f"group:{key}", words, sizes["rail_group"])
        if self.folded:
            self._fill_folded(button, icon, count)
            button.clicked.connect(partial(self._enter, inside))
        else:
            chevron = "chevron-down" if unfolded else "chevron-right"
            picture, name = Icon(icon, "rail_soft", 18), Label(words, tone="rail_ink")
            button.tell(name, picture, icon)
            parts = across(picture, name, None, gap=10, margins=(8, 0, 8, 0))
            if count and not unfolded:
                parts.addWidget(_badge(count))
            parts.addWidget(Icon(chevron, "rail_soft", 14))
            button.fill(parts)
            button.clicked.connect(partial(self._toggle, key))
        if unfolded:
            for entry in self._entries(inside):
                self._add_entry(entry, sizes["rail_place"])
            self._lines.addSpacing(BETWEEN)

    def _entries(self, inside: Sequence[Place]) -> list[list[Place]]:
        """Gather the tabs of a family; a place without one stands alone."""
        entries: dict[str, list[Place]] = {}
        for place in inside:
            entries.setdefault(place.family or place.key, []).append(place)
        return list(entries.values())

    def _add_entry(self, tabs: Sequence[Place], height: int) -> None:
        """Add the entry of a family: it leads to the tab that was seen last."""
        titles = {family.key: family.title for family in FAMILIES}
        family = tabs[0].family
        title = titles[family] if family in titles else tabs[0].title
        words = self._say(title)
        keys = [tab.key for tab in tabs]
        count = sum(self._counts.get(k, 0) for k in keys)
        button = self._button(family or keys[0], words, height)
        button.clicked.connect(lambda: self._choose(self._last.get(family, keys[0])))
        name = Label(words, tone="rail_ink")
        button.tell(name)
        parts = across(name, None, gap=10, margins=(36, 0, 8, 0))
        if count:
            parts.addWidget(_badge(count))
        button.fill(parts)

    def _add_place(self, place: Place, height: int) -> None:
        words = self._say(place.title)
        count = self._counts.get(place.key, 0)
        button = self._button(place.key, words, height)
        button.clicked.connect(partial(self._choose, place.key))
        if self.folded:
            self._fill_folded(button, place.icon, count)
            return
        picture = Icon(place.icon, "rail_soft", 18) if place.icon else None
        name = Label(words, tone="rail_ink")
        button.tell(name, picture, place.icon)
        parts = across(gap=10, margins=(8, 0, 8, 0))
        if picture is not None:
            parts.addWidget(picture)
        parts.addWidget(name)
        parts.addStretch(1)
        if count:
            parts.addWidget(_badge(count))
        button.fill(parts)

    def _button(self, key: str, words: str, height: int) -> RailButton:
        button = RailButton(words, FOLDED_PLACE if self.folded else height)
        if self.folded:
            button.setToolTip(words)
        self._buttons[key] = button
        self._lines.addWidget(button)
        return button

    def _fill_folded(self, button: RailButton, icon: str, count: int) -> None:
        picture = Icon(icon or "list-check", "rail_ink", 20)
        picture.setPixmap(pixmap(icon or "list-check", "rail_ink", 20))
        button.fill(across(None, picture, None))
        if count:
            badge = Label("", "rail_group", "dot", parent=button)
            badge.setGeometry(FOLDED_PLACE - CORNER - DOT, CORNER, DOT, DOT)
            button.setToolTip(f"{button.toolTip()} ({count})")
            button.setAccessibleDescription(str(count))
            badge.setProperty(OVER, True)  # noqa: FBT003  Qt takes no names
            badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)

    def _enter(self, inside: Sequence[Place]) -> None:
        """Go through the places of a group, one for each press."""
        keys = [
            self._last.get(tabs[0].family, tabs[0].key)
            for tabs in self._entries(inside)
        ]
        after = keys.index(self._place) + 1 if self._place in keys else 0
        self.chosen.emit(keys[after % len(keys)])

    def _toggle(self, key: str) -> None:
        if key in self._open:
            self._open.remove(key)
        else:
            self._unfold(key)
        self.refresh()

    def _family_of(self, key: str) -> str:
        return next((p.family for p in self._places if p.key == key), "")

    def _group_of(self, key: str) -> str:
        return next((p.group for p in self._places if p.key == key), "")


def _badge(count: int) -> Label:
    badge = Label(str(count), "rail_group", "badge")
    badge.setAlignment(CENTRE)
    badge.setFixedHeight(18)
    badge.setMinimumWidth(22)
    return badge

"""The look: colours, sizes and type from one file of tokens, as one style sheet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDir, QTemporaryDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from commune_desk.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

LIGHT, DARK = "light", "dark"

_ARROWS = {
    "down": ("chevron-down", "ink_soft"),
    "calendar": ("calendar", "ink_soft"),
    "tick": ("check", "accent_ink"),
}
"""Pictures that the style sheet itself draws, and their colours."""


@dataclass(frozen=True)
class Look:
    """The tokens of one theme, ready for Qt."""

    name: str
    colours: Mapping[str, str]
    sizes: Mapping[str, int]
    types: Mapping[str, tuple[int, int]]

    def colour(self, token: str) -> QColor:
        """Give the colour of a token; a colour written out stays as it is."""
        return _colour(self.colours.get(token, token))

    def font(self, role: str = "body") -> QFont:
        """Give the font of a role, with figures of one width."""
        return _font(*self.types[role])

    def metrics(self, role: str = "body") -> QFontMetrics:
        """Measure in the font of a role."""
        return _metrics(*self.types[role])


@cache
def _colour(value: str) -> QColor:
    return QColor(value)


@cache
def _font(pixels: int, weight: int) -> QFont:
    font = QFont("Noto Sans")
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font


@cache
def _metrics(pixels: int, weight: int) -> QFontMetrics:
    return QFontMetrics(_font(pixels, weight))


@cache
def _tokens() -> dict[str, Any]:
    text = (RESOURCES / "themes" / "tokens.json").read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))


@cache
def read_look(name: str) -> Look:
    """Read the tokens of a theme."""
    tokens = _tokens()
    types = {key: (v["px"], v["weight"]) for key, v in tokens["type"].items()}
    return Look(name, tokens["color"][name], tokens["size"], types)


def look() -> Look:
    """Give the look that the application wears."""
    app = QApplication.instance()
    worn = app.property("look") if app is not None else None
    return read_look(worn or LIGHT)


def dress(app: QApplication, name: str = LIGHT) -> Look:
    """Put a theme on the whole application, unless it wears it already.

    Another style or sheet touches every widget that lives, also one that is about to
    go: Qt was seen to fall over it.
    """
    worn, before = read_look(name), app.property("look")
    if before == name:
        return worn
    _load_fonts()
    app.setProperty("look", name)
    if before is None:
        app.setStyle("Fusion")
    app.setFont(worn.font())
    app.setPalette(_palette(worn))
    app.setStyleSheet(_style_sheet(worn))
    return worn


@cache
def _load_fonts() -> None:
    for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _palette(worn: Look) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, token in (
        (role.Window, "bg"),
        (role.Base, "surface"),
        (role.AlternateBase, "group"),
        (role.Text, "ink"),
        (role.WindowText, "ink"),
        (role.ButtonText, "ink"),
        (role.Button, "surface"),
        (role.Highlight, "select"),
        (role.HighlightedText, "ink"),
        (role.PlaceholderText, "ink_soft"),
        (role.Link, "link"),
        (role.LinkVisited, "link"),
    ):
        palette.setColor(where, worn.colour(token))
    return palette


def _style_sheet(worn: Look) -> str:
    sheet = Template((RESOURCES / "themes" / "desk.qss").read_text("utf-8"))
    return sheet.substitute(worn.colours, **_arrows(worn))


@cache
def _pictures() -> QTemporaryDir:
    folder = QTemporaryDir()
    QDir.addSearchPath("ui", folder.path())
    return folder


def _arrows(worn: Look) -> dict[str, str]:
    """Colour the pictures of the style sheet once, in a folder that Qt clears away."""
    folder = _pictures()
    urls = {}
    for alias, (name, token) in _ARROWS.items():
        source = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
        file = f"{alias}-{worn.name}.svg"
        coloured = source.replace("currentColor", worn.colours[token])
        Path(folder.filePath(file)).write_text(coloured, "utf-8")
        urls[alias] = f"url(ui:{file})"
    return urls

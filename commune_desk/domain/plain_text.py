"""What no text of a commune holds: signs that command a screen instead of being read.

`exchange-and-safety.md` 4: control signs break files, and marks that turn the direction
of writing make a name read as another.
"""

from __future__ import annotations

import re

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Control signs but tab and line ends, which spreadsheets and paragraphs have."""

TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
"""Marks that turn the direction of writing."""

_STRAY = re.compile("[\ud800-\udfff]")
"""Halves of a sign, which no file can hold."""


def foreign(text: str) -> str | None:
    """Find the first sign that no text holds; None where there is none."""
    found = CONTROLS.search(text) or TURNING.search(text) or _STRAY.search(text)
    return None if found is None else found.group()


def cleaned(text: str) -> str:
    """Leave out what a file cannot hold: for what leaves, never for what comes."""
    return _STRAY.sub("", CONTROLS.sub("", text))


def named(sign: str) -> str:
    """Name a sign that cannot be shown: U+202E."""
    return f"U+{ord(sign):04X}"

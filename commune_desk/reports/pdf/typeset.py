"""Break texts into lines: at spaces, and never inside an amount."""

from __future__ import annotations

import re
from functools import lru_cache

from commune_desk.reports.pdf.fonts import ems

_SPACE = re.compile(
    r"(?<!«) "  # the quotation mark keeps its first word
    r"(?![:;?!»%]|F\b|CFA\b)"  # signs and units stay with what they follow
    r"(?!(?<=\d )\d{3}(?!\d))"  # groups of three are one number
)
_ATOM = re.compile(
    r"[-−]?\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:,\d+)?"
    r"(?:[ \u00a0\u202f](?:F\b(?:[ \u00a0\u202f]CFA\b)?|%))?"
    r"|[^\d\s]*?[-/](?=\S)|\S|\s"
)
_WHOLE = re.compile(r"\d")


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Cut one line of text where it may break; the spaces go."""
    return tuple(_SPACE.split(text))


@lru_cache(maxsize=50_000)
def wrap(text: str, face: str, size: float, room: float) -> tuple[str, ...]:
    """Break a text into lines of `room` points.

    A line may only be wider than that where one amount is.
    """
    if "\n" not in text and ems(text, face) * size <= room:
        return (text,)
    lines: list[str] = []
    for piece in text.split("\n"):
        lines += _lines(piece, face, size, room)
    return tuple(lines)


def _lines(text: str, face: str, size: float, room: float) -> list[str]:
    space = ems(" ", face) * size
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for word in words(text):
        width = ems(word, face) * size
        if line and used + space + width > room:
            lines.append(" ".join(line))
            line, used = [], 0.0
        *whole, rest = pieces(word, face, size, room) if width > room else (word,)
        lines += whole
        used += ems(rest, face) * size + (space if line else 0)
        line.append(rest)
    lines.append(" ".join(line))
    return lines


def pieces(word: str, face: str, size: float, room: float) -> list[str]:
    """Cut a word too long for its line: after a hyphen, else anywhere in a name."""
    lines = [""]
    for atom in _atoms(word, face, size, room):
        if lines[-1] and ems(lines[-1] + atom, face) * size > room:
            lines.append("")
        lines[-1] += atom
    return lines


def _atoms(word: str, face: str, size: float, room: float) -> list[str]:
    atoms: list[str] = []
    for atom in _ATOM.findall(word):
        if ems(atom, face) * size > room and not _WHOLE.search(atom):
            atoms += atom
        else:
            atoms.append(atom)
    return atoms

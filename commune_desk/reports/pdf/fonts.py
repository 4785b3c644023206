"""The faces of the papers, how wide their texts are, and who helps out."""

from __future__ import annotations

from functools import cache, lru_cache

from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFont

from commune_desk.paths import RESOURCES

SANS, SANS_BOLD, SANS_ITALIC = "Sans", "SansBold", "SansItalic"
SERIF, SERIF_BOLD, SERIF_ITALIC = "Serif", "SerifBold", "SerifItalic"
SPARE, SPARE_BOLD = "Spare", "SpareBold"

_FILES = {
    SANS: "NotoSans-Regular",
    SANS_BOLD: "NotoSans-Bold",
    SANS_ITALIC: "NotoSans-Italic",
    SERIF: "NotoSerif-Regular",
    SERIF_BOLD: "NotoSerif-Bold",
    SERIF_ITALIC: "NotoSerif-Italic",
    SPARE: "DejaVuSansCondensed",
    SPARE_BOLD: "DejaVuSansCondensed-Bold",
}
_BOLD = {SANS_BOLD, SERIF_BOLD}
_ITALIC = {SANS_ITALIC, SERIF_ITALIC}
_UNKNOWN = "\ufffd"
"""What stands for a sign that no face has."""


@cache
def signs(face: str) -> frozenset[str]:
    """Open a face once; return the signs it can draw."""
    font = TTFont(face, RESOURCES / "fonts" / f"{_FILES[face]}.ttf")
    # Noto's U+202F is 0.166 em: too little between bold figures on an inkjet.
    font.face.charWidths[0x202F] = 225
    registerFont(font)
    return frozenset(map(chr, font.face.charToGlyph))


@cache
def open_all() -> None:
    """Make every face known to ReportLab."""
    for face in _FILES:
        signs(face)


def face_of(*, serif: bool = False, bold: bool = False, italic: bool = False) -> str:
    """Choose a face; there is no bold italic, bold wins."""
    if bold:
        return SERIF_BOLD if serif else SANS_BOLD
    if italic:
        return SERIF_ITALIC if serif else SANS_ITALIC
    return SERIF if serif else SANS


@lru_cache(maxsize=50_000)
def runs(text: str, face: str) -> tuple[tuple[str, str], ...]:
    """Cut a text where its face lacks a sign: pairs of text and face."""
    known = signs(face)
    if known.issuperset(text):
        return ((text, face),)
    spare = SPARE_BOLD if face in _BOLD else SPARE
    cut: list[tuple[str, str]] = []
    for sign in text:
        use = face if sign in known else spare
        shown = sign if sign in signs(use) else _UNKNOWN
        if cut and cut[-1][1] == use:
            cut[-1] = (cut[-1][0] + shown, use)
        else:
            cut.append((shown, use))
    return tuple(cut)


@lru_cache(maxsize=50_000)
def ems(text: str, face: str) -> float:
    """Measure a text in the height of its own type."""
    total = 0
    for part, name in runs(text, face):
        widths = getFont(name).face.charWidths
        total += sum(widths[code] for code in map(ord, part))
    return total / 1000

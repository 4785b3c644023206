"""What a file is, told by its content: a name can lie.

Only papers, sheets and photographs are kept; a program is refused whatever it is
called.
"""

from __future__ import annotations

import io
import zipfile
from enum import Enum

_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
"""How programs of Windows, Linux, Java and macOS begin, and scripts."""

_MACROS = ("vbaproject.bin", ".exe", ".js", ".vbs")
"""Parts of an office file that a computer would run; other `.bin` parts are usual."""

_HEAD = 1024
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
"""Signs that stand in no text: all controls but tab and the ends of lines."""


class FileKind(Enum):
    """A kind of file that the desk keeps; the value ends the name of a copy."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    WORD = "docx"
    SHEET = "xlsx"
    OPEN_TEXT = "odt"
    TEXT = "txt"
    CSV = "csv"

    @property
    def is_picture(self) -> bool:
        """Tell whether it is kept as a photograph."""
        return self in {FileKind.JPEG, FileKind.PNG}


def is_program(content: bytes) -> bool:
    """Tell whether the content begins as programs and scripts do."""
    return content.startswith(_PROGRAMS)


def kind_of(content: bytes, name: str = "") -> FileKind | None:
    """Tell what the content is; None for what the desk does not keep.

    The name only tells a plain text from a CSV, which read the same.
    """
    if not content or is_program(content):
        return None
    if b"%PDF-" in content[:_HEAD]:
        return FileKind.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if _is_text(content):
        return FileKind.CSV if name.lower().endswith(".csv") else FileKind.TEXT
    return None


def _packed(content: bytes) -> FileKind | None:
    """Tell what an archive is; one that carries macros is a program."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith(_MACROS) for name in names):
                return None
            if "word/document.xml" in names:
                return FileKind.WORD
            if "xl/workbook.xml" in names:
                return FileKind.SHEET
            if "mimetype" not in names:
                return None
            with archive.open("mimetype") as first:
                return FileKind.OPEN_TEXT if first.read(64) == _OPEN_TEXT else None
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError):
        return None


def _is_text(content: bytes) -> bool:
    if _CONTROLS & set(content):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # An older spreadsheet writes Windows-1252, in which few signs are free.
        return not {0x81, 0x8D, 0x8F, 0x90, 0x9D} & set(content)
    return True

"""A photograph on its way into the dossier: turned upright, shrunk, without its GPS.

What a telephone hides in a picture (place, device, owner) does not come in: only the
dots are kept.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import ImageOps
from PIL.Image import Resampling, new
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from commune_desk.domain.errors import Rejected
from commune_desk.domain.file_kinds import FileKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from PIL.Image import Image

MILLION = 1_000_000

_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error,
    IndexError, KeyError, TypeError, OverflowError, MemoryError,
)  # fmt: skip
"""All that Pillow raises over bytes that are no picture."""


@dataclass(frozen=True, slots=True)
class PhotoLimits:
    """How photographs are kept; each is a setting of the commune."""

    longest_side: int
    """Pixels."""

    quality: int
    """Of the JPEG, 1 to 95."""

    most_megapixels: int
    """Beyond it a picture is not even unfolded: it would fill the memory."""


def reduced(content: bytes, kind: FileKind, name: str, limits: PhotoLimits) -> bytes:
    """Make the JPEG that is kept; the same picture gives the same bytes.

    Raises `Rejected` for a picture too large to unfold, or one that cannot be read.
    """
    try:
        # Not `Image.open`: its own guard against bombs warns instead of saying sizes.
        file = JpegImageFile if kind is FileKind.JPEG else PngImageFile
        with file(io.BytesIO(content)) as image:
            _small_enough(image, name, limits)
            image.draft("RGB", (limits.longest_side, limits.longest_side))
            return _shrunk(image, limits)
    except _BROKEN as error:
        text = N_(
            "“{name}” cannot be read as a photograph: the file is damaged or cut off.",
            name=name,
        )
        raise Rejected([Issue(Severity.ERROR, text)]) from error


def _small_enough(image: Image, name: str, limits: PhotoLimits) -> None:
    if image.width * image.height > limits.most_megapixels * MILLION:
        text = N_(
            "“{name}” has {width} × {height} dots, {megapixels} millions; at most"
            " {most} millions are read. Make it smaller, then attach it.",
            name=name,
            width=image.width,
            height=image.height,
            megapixels=round(image.width * image.height / MILLION),
            most=limits.most_megapixels,
        )
        raise Rejected([Issue(Severity.ERROR, text)])


def _shrunk(image: Image, limits: PhotoLimits) -> bytes:
    side = limits.longest_side
    image.thumbnail((side, side), Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(image)
    ground = new("RGB", upright.size, "white")  # a fresh one: no EXIF comes along
    if "transparency" in upright.info or "A" in upright.getbands():
        clear = upright.convert("RGBA")
        ground.paste(clear, mask=clear.getchannel("A"))
    else:
        ground.paste(upright.convert("RGB"))
    kept = io.BytesIO()
    ground.save(kept, "JPEG", quality=limits.quality, optimize=True)
    return kept.getvalue()

"""A file is written whole or not at all, and trouble with the disk is said as such."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.domain.text import Text

SAYINGS: dict[int, Text] = {
    errno.ENOSPC: N_("The disk is full. Nothing was recorded."),
    errno.EFBIG: N_("The disk is full. Nothing was recorded."),
    errno.EDQUOT: N_("The disk is full. Nothing was recorded."),
    errno.EIO: N_("The disk does not answer. Nothing was recorded."),
    errno.EROFS: N_("The disk can only be read. Nothing was recorded."),
    errno.ENODEV: N_("The disk was pulled out. Nothing was recorded."),
    errno.ENXIO: N_("The disk was pulled out. Nothing was recorded."),
}
"""What the operating system says of the disk itself. EFBIG: a key formatted as FAT
takes no file above 4 GB."""


@contextmanager
def disk_told() -> Iterator[None]:
    """Turn trouble with the disk into `StorageTrouble`; let all else go on."""
    try:
        yield
    except PermissionError as error:
        raise StorageTrouble(
            N_("“{file}” cannot be written here.", file=str(error.filename or ""))
        ) from error
    except OSError as error:
        saying = SAYINGS.get(error.errno or 0)
        if saying is None:
            raise
        raise StorageTrouble(saying) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, make the disk keep it, then give it its name.

    Whatever stops it, the file that was there before stays as it was.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with disk_told():
            if shutil.disk_usage(path.parent).free < 2 * len(content):
                raise StorageTrouble(SAYINGS[errno.ENOSPC])
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)

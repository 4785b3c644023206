"""Office files that come out the same twice: no clock in the archive or its parts."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    import datetime as dt

_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_EARLIEST = 1980
"""The first year that a ZIP archive can write."""


def sealed(archive: bytes, date: dt.date) -> bytes:
    """Pack an Office file again with `date` wherever the library put the clock."""
    sealed_ = io.BytesIO()
    stamp = (max(date.year, _EARLIEST), date.month, date.day, 0, 0, 0)
    moment = rf"\g<1>{date:%Y-%m-%d}T00:00:00Z\g<2>".encode()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(sealed_, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _DATES.sub(moment, content)
            entry = ZipInfo(name, stamp)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, content)
    return sealed_.getvalue()

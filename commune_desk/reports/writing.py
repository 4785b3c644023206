"""From a document to a file: PDF, Word or spreadsheet, by the name it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.reports.document import Paper
from commune_desk.reports.pdf import pdf_bytes
from commune_desk.reports.sheet import xlsx_bytes
from commune_desk.reports.word import docx_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Document, Imprint, Telling

WRITERS: dict[str, Callable[[Iterable[Block], Paper], bytes]] = {
    ".pdf": pdf_bytes,
    ".docx": docx_bytes,
    ".xlsx": xlsx_bytes,
}


def written(
    document: Document,
    telling: Telling,
    imprint: Imprint,
    suffix: str,
    *,
    sober: bool = False,
) -> bytes:
    """Tell a document and write it down; `suffix` is a key of `WRITERS`."""
    writer = WRITERS.get(suffix.lower())
    if writer is None:
        text = N_("Papers are written as {suffixes}.", suffixes=tuple(WRITERS))
        raise Rejected([Issue(Severity.ERROR, text)])
    paper = Paper(imprint, telling.words, document.landscape, sober, document.size)
    return writer(document.story(telling), paper)


def write(
    document: Document,
    telling: Telling,
    imprint: Imprint,
    path: Path,
    *,
    sober: bool = False,
) -> None:
    """Write a document to `path`; nothing is left behind if the story breaks off."""
    content = written(document, telling, imprint, path.suffix, sober=sober)
    path.write_bytes(content)

"""From a document to a file: PDF, Word or spreadsheet, by the name it gets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.reports.document import EDGES, Paper
from commune_desk.reports.options import AS_DESIGNED, Options
from commune_desk.reports.pencil import pencilled
from commune_desk.storage.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Document, Imprint, Telling

    Writer = Callable[[Iterable[Block], Paper], bytes]

PDF = ".pdf"


def _late(module: str, name: str) -> Writer:
    """Bring a writer in with its library when a paper is first written so."""

    def write(blocks: Iterable[Block], paper: Paper) -> bytes:
        return bytes(
            getattr(late(f"commune_desk.reports.{module}"), name)(blocks, paper)
        )

    return write


WRITERS: dict[str, Writer] = {
    PDF: _late("pdf", "pdf_bytes"),
    ".docx": _late("word", "docx_bytes"),
    ".xlsx": _late("sheet", "xlsx_bytes"),
}


def written(
    document: Document,
    telling: Telling,
    imprint: Imprint,
    suffix: str,
    options: Options = AS_DESIGNED,
) -> bytes:
    """Tell a document and write it down; `suffix` is a key of `WRITERS`."""
    writer = WRITERS.get(suffix.lower())
    if writer is None:
        text = N_("Papers are written as {suffixes}.", suffixes=tuple(WRITERS))
        raise Rejected([Issue(Severity.ERROR, text)])
    if suffix.lower() != PDF and options.on_pages:
        text = N_(
            "Only the PDF has pages to choose from or to fold; {document} was asked for"
            " as {suffix}.",
            document=document.title,
            suffix=suffix,
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    paper = paper_of(document, telling, imprint, options)
    return writer(told(document, telling, options), paper)


def paper_of(
    document: Document, telling: Telling, imprint: Imprint, options: Options
) -> Paper:
    """Say how a document is put on its sheets; raise `Rejected` for no known sheet."""
    if options.size not in ("", *EDGES):
        text = N_(
            "There is no sheet {size}; there are: {sizes}.",
            size=options.size,
            sizes=tuple(EDGES),
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    words, size = telling.words, document.size
    if options.booklet and options.size == "A3":
        text = N_("A3 pages cannot be folded: there is no sheet twice as large.")
        raise Rejected([Issue(Severity.ERROR, text)])
    return Paper(_marked(imprint, options), words, document.landscape, size, options)


def told(document: Document, telling: Telling, options: Options) -> Iterable[Block]:
    """Tell a document, with room for new figures where that was chosen."""
    story = document.story(telling)
    return pencilled(story) if options.blank else story


def write(
    document: Document,
    telling: Telling,
    imprint: Imprint,
    path: Path,
    options: Options = AS_DESIGNED,
) -> None:
    """Write a document to `path`; nothing is left behind if the story breaks off."""
    content = written(document, telling, imprint, path.suffix, options)
    write_whole(path, content)


def _marked(imprint: Imprint, options: Options) -> Imprint:
    """Say on every page what this print is said to be; its own mark stays."""
    if not options.marked:
        return imprint
    if not imprint.mark:
        return replace(imprint, mark=options.marked)
    both = N_("{mark} – {also}", mark=imprint.mark, also=options.marked)
    return replace(imprint, mark=both)

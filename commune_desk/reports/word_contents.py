"""Contents of a Word file, and pages that lie on their side within it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from commune_desk.reports.word_frame import footer, lay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.reports.document import Paper


def contents(file: Any, names: Sequence[tuple[str, int]], deepest: int) -> None:
    """List the headings within a TOC field.

    The list can be read as it is; Word adds the pages when the field is updated, and
    is told that it is out of date.
    """
    last = len(names) - 1
    for place, (name, level) in enumerate(names):
        line = file.add_paragraph()
        line.paragraph_format.left_indent = Mm(7 * max(0, level - 1))
        if place == 0:
            _mark(line, "begin", dirty=True)
            _code(line, f'TOC \\o "1-{deepest}" \\h \\z \\u')
            _mark(line, "separate")
        line.add_run(name).bold = level <= 1 or None
        if place == last:
            _mark(line, "end")


def turned(file: Any, paper: Paper, *, landscape: bool) -> None:
    """Begin a section of broad pages, or of those of the document."""
    broad = landscape or paper.landscape
    before = file.sections[-1]
    if (before.orientation == WD_ORIENT.LANDSCAPE) == broad:
        return
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    lay(section, paper, broad=broad)
    section.footer.is_linked_to_previous = False
    footer(section.footer, paper, broad=broad)


def _mark(line: Any, kind: str, *, dirty: bool = False) -> None:
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    if dirty:
        part.set(qn("w:dirty"), "true")
    line.add_run()._r.append(part)  # noqa: SLF001  fields have no public door


def _code(line: Any, code: str) -> None:
    part = OxmlElement("w:instrText")
    part.set(qn("xml:space"), "preserve")
    part.text = code
    line.add_run()._r.append(part)  # noqa: SLF001  fields have no public door

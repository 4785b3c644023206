"""Styles, page, footer and letterhead of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from commune_desk.reports.cells import said

if TYPE_CHECKING:
    from commune_desk.reports.document import Paper

FACE = "Calibri"
"""At hand on every office computer, with the letters of Bambara."""

_SIZES = {
    "Normal": 10.5,
    "Title": 20,
    "Subtitle": 11,
    "Heading 1": 13,
    "Heading 2": 11.5,
    "Heading 3": 10.5,
    "Caption": 9,
    "List": 10.5,
    "Header": 8,
    "Footer": 8,
}
_HEADED = Mm(28)
"""What a printed letterhead takes of the first page, below its margin."""

_BLACK = RGBColor(0, 0, 0)


def frame(file: Any, paper: Paper) -> None:
    """Set page, styles, running head and footer."""
    _properties(file, paper)
    for name, size in _SIZES.items():
        _style(file.styles[name], size * paper.scale)
    section = file.sections[0]
    section.top_margin, section.bottom_margin = Mm(24), Mm(18)
    lay(section, paper, broad=paper.landscape)
    section.different_first_page_header_footer = True
    mark = said(paper.imprint.mark, paper.words)
    running = section.header.paragraphs[0]
    running.text = "  ".join(part for part in (mark, paper.running_head()) if part)
    section.first_page_header.paragraphs[0].text = mark
    for each in (section.footer, section.first_page_footer):
        footer(each, paper, broad=paper.landscape)


def lay(section: Any, paper: Paper, *, broad: bool) -> None:
    """Give the pages of a section their sheet, and margins that go with it."""
    short, long = paper.edges
    left, right = _sides(paper, broad=broad)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.orientation = WD_ORIENT.LANDSCAPE if broad else WD_ORIENT.PORTRAIT
    section.page_width = Mm(long if broad else short)
    section.page_height = Mm(short if broad else long)


def _sides(paper: Paper, *, broad: bool) -> tuple[int, int]:
    """Give the margins at the left, where papers are punched, and at the right."""
    if paper.sheet == "A5":
        return 14, 10
    return 20, 12 if broad else 15


def room(file: Any) -> int:
    """Measure the width of the text, in the units of the library."""
    section = file.sections[-1]
    width: int = section.page_width - section.left_margin - section.right_margin
    return width


def letterhead(file: Any, paper: Paper) -> None:
    """Put ministry and commune at the left, the State at the right.

    On paper that has them already their room stays free.
    """
    if not paper.options.letterhead:
        file.add_paragraph().paragraph_format.space_after = _HEADED
        return
    head = paper.imprint.letterhead
    sides = (
        (*head.ministry, *head.places, head.commune),
        (head.country, head.motto),
    )
    table = file.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, sides, strict=True):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        for index, line in enumerate(lines):
            run = cell.paragraphs[0].add_run(line)
            run.font.size = Pt(8 * paper.scale)
            run.bold = line in (head.commune, head.country)
            run.italic = line == head.motto
            if index < len(lines) - 1:
                run.add_break()


def field(paragraph: Any, code: str) -> None:
    """Put a field, such as PAGE, at the end of a paragraph."""
    run = paragraph.add_run()
    for kind in ("begin", "", "separate", "end"):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = code
        run._r.append(part)  # noqa: SLF001  fields have no public door


def footer(place: Any, paper: Paper, *, broad: bool) -> None:
    """Write the two lines at the foot, with the page at the right edge."""
    line = place.paragraphs[0]
    above, below = paper.footer()
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(_stop(paper, broad=broad), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{above}\t")
    before, _, after = paper.page_of("\0", "\1").partition("\0")
    between, _, end = after.partition("\1")
    line.add_run(before)
    field(line, "PAGE")
    line.add_run(between)
    field(line, "NUMPAGES")
    line.add_run(end)
    place.add_paragraph(below, style="Footer")


def _stop(paper: Paper, *, broad: bool) -> int:
    """Tell how wide the text is: where the number of the page ends."""
    short, long = paper.edges
    return Mm((long if broad else short) - sum(_sides(paper, broad=broad)))


def _style(style: Any, size: float) -> None:
    style.font.name, style.font.size = FACE, Pt(size)
    style.font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FACE)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    if style.name == "Footer":
        style.paragraph_format.tab_stops.clear_all()
    if style.name == "Caption":
        style.font.bold, style.font.italic = False, True
    for rule in style.element.findall(f".//{qn('w:pBdr')}"):
        rule.getparent().remove(rule)
    if style.name in ("Title", "Subtitle"):
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _properties(file: Any, paper: Paper) -> None:
    facts = file.core_properties
    facts.title = said(paper.imprint.title, paper.words)
    facts.subject = said(paper.imprint.version, paper.words)
    facts.author = facts.last_modified_by = paper.imprint.commune
    facts.language = f"{paper.words.language}-ML"
    facts.comments = ""

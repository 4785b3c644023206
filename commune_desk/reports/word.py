"""The Word file of a story: real styles, real tables, fields for the page numbers."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Bars,
    ClosingFormula,
    Contents,
    Cover,
    Findings,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Photos,
    Picture,
    Prose,
    Signatures,
    Title,
    Turned,
    WhoPays,
    letter,
)
from commune_desk.reports.cells import said
from commune_desk.reports.formula import closing_prose
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.office import sealed
from commune_desk.reports.opening import opened
from commune_desk.reports.pdf.columns import TooNarrow
from commune_desk.reports.pdf.letterhead import heading_text
from commune_desk.reports.pdf.picture import picture_png
from commune_desk.reports.word_contents import contents, turned
from commune_desk.reports.word_frame import frame, letterhead, room
from commune_desk.reports.word_photos import add_photos
from commune_desk.reports.word_table import WordTable, parts_on_paper, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from commune_desk.reports.blocks import Block, Figure, Signature
    from commune_desk.reports.document import Paper

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def docx_bytes(blocks: Iterable[Block], paper: Paper) -> bytes:
    """Write a story as a Word file; a table too broad turns the whole paper."""
    story = list(opened(blocks, paper))
    try:
        return _written(story, paper)
    except TooNarrow:
        return _written(story, replace(paper, landscape=True))


def _written(story: list[Block], paper: Paper) -> bytes:
    writer = _Writer(paper, story)
    for block in story:
        writer.add(block)
    file = io.BytesIO()
    writer.file.save(file)
    return sealed(file.getvalue(), paper.imprint.date)


class _Writer:
    def __init__(self, paper: Paper, story: Sequence[Block]) -> None:
        self.paper, self.words, self.story = paper, paper.words, story
        self.file = Document()
        self._styles: dict[str, str] = {}
        """The name that the file has for each style in use."""

        frame(self.file, paper)
        letterhead(self.file, paper)
        self.makers: dict[type[Any], Callable[[Any], None]] = {
            Cover: self._cover,
            Title: self._title,
            Heading: self._heading,
            Prose: self._prose,
            TableBlock: self._table,
            WhoPays: self._shares,
            Bars: lambda block: self._table(block.table()),
            KeyFigures: lambda block: self._figures(block.figures),
            Findings: self._findings,
            Signatures: self._signatures,
            ClosingFormula: lambda block: self._prose(closing_prose(block, self.words)),
            Photos: lambda block: add_photos(self.file, block, self.words),
            Note: lambda block: self._line(block.text, "Caption"),
            Picture: self._picture,
            PageBreak: lambda _: self._break(),
            Turned: lambda block: turned(
                self.file, self.paper, landscape=block.landscape
            ),
            Contents: self._contents,
        }

    def add(self, block: Block) -> None:
        self.makers[type(block)](block)

    def _line(self, text: Any, style: str = "Normal", *, bold: bool = False) -> Any:
        line = self.file.add_paragraph()
        if style != "Normal":
            line._p.style = self._style(style)  # noqa: SLF001  its door looks through all styles each time
        line.add_run(said(text, self.words)).bold = bold or None
        return line

    def _style(self, name: str) -> str:
        if name not in self._styles:
            self._styles[name] = self.file.styles[name].style_id
        return self._styles[name]

    def _break(self) -> None:
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _cover(self, block: Cover) -> None:
        self._title(Title(block.title, block.subtitle))
        self._line(block.place).alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._figures(block.figures)
        if block.note:
            self._line(block.note, "Caption").alignment = WD_ALIGN_PARAGRAPH.CENTER
        for number, step in enumerate(block.steps, 1):
            date = self.words.say(step.on) or "…… / …… / …………"
            title = said(step.title, self.words)
            self._line(f"{number}. {title} – {date}", bold=step.on is not None)
        self._break()

    def _contents(self, block: Contents) -> None:
        """List the headings as they are, in a field that Word fills with pages."""
        self._line(block.title, "Title")
        names = [
            (heading_text(each, self.words), each.level)
            for each in self.story
            if isinstance(each, Heading) and each.listed and each.level <= block.deepest
        ]
        contents(self.file, names, block.deepest)

    def _title(self, block: Title) -> None:
        lines = [self._line(block.text, "Title")]
        if block.subtitle:
            lines.append(self._line(block.subtitle, "Subtitle"))
        for line in lines if block.centred else ():
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _heading(self, block: Heading) -> None:
        line = self._line(block.text, f"Heading {min(block.level, 3)}")
        if block.beside:
            line.add_run(f"  {said(block.beside, self.words)}").bold = False

    def _prose(self, block: Prose) -> None:
        for paragraph in block.paragraphs:
            self._paragraph(paragraph)

    def _paragraph(self, paragraph: Paragraph) -> None:
        line = self.file.add_paragraph()
        line.alignment = _ALIGN[paragraph.align]
        if paragraph.marker:
            line.style = "List"
            line.add_run(f"{said(paragraph.marker, self.words)}\t")
        for run in paragraph.runs:
            words = line.add_run(said(run.text, self.words))
            words.bold, words.italic = run.bold or None, run.italic or None

    def _table(self, block: TableBlock) -> None:
        if block.title:
            self._line(block.title, "Heading 3")
        if block.unit:
            self._line(block.unit, "Caption").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for number, part in enumerate(parts_on_paper(block, self.file, self.paper)):
            if number:
                self._line(part.title, "Caption")
            WordTable(part, self.file, self.paper).write()
        self._line(block.caption, "Caption")

    def _shares(self, block: WhoPays) -> None:
        whole = Money.total(part.amount for part in block.parts)
        columns = (
            TableColumn(block.title, 40),
            TableColumn(N_("Amount in CFA francs"), 20, Align.RIGHT, adds=True),
            TableColumn("%", 10, Align.RIGHT, percent_in_head=True),
        )
        rows = tuple(
            Row((part.label, part.amount, Share.of(part.amount, whole)))
            for part in block.parts
            if part.amount.francs > 0
        )
        self._table(TableBlock(columns, rows))

    def _picture(self, block: Picture) -> None:
        width = min(room(self.file), Mm(block.width))
        pixels = io.BytesIO(picture_png(block, self.words))
        shape = self.file.add_picture(pixels, width=width)
        shape._inline.docPr.set("descr", said(block.title, self.words))  # noqa: SLF001  the library has no door to the text for the blind
        if block.caption:
            self._line(block.caption, "Caption")
        if block.worded and block.facts is not None:
            self._table(block.facts)

    def _figures(self, figures: tuple[Figure, ...]) -> None:
        texts = [
            [
                said(figure.value, self.words),
                said(figure.label, self.words),
                said(figure.note, self.words),
            ]
            for figure in figures
        ]
        side_by_side(self.file, texts)

    def _findings(self, block: Findings) -> None:
        self._line(block.title, "Heading 3")
        self._line(block.sentence).runs[0].italic = True
        for text in block.confirmed:
            self._line(f"☑\t{said(text, self.words)}", "List")
        for index, issue in enumerate(block.issues):
            self._line(f"{letter(index)}\t{said(issue.text, self.words)}", "List")

    def _signatures(self, block: Signatures) -> None:
        side_by_side(self.file, [self._place(one) for one in block.blocks], signed=True)

    def _place(self, one: Signature) -> list[str]:
        lines = [said(one.title, self.words)]
        lines += [said(line, self.words) for line in one.lines]
        if one.thumb:
            lines.append(said(N_("or thumb-print"), self.words))
        return [*lines, "", "", "", said(one.name, self.words)]

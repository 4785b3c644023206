"""A page of prose: sub-headings, bold, italic and lists, and nothing else.

What is pasted from Word or a browser is read as HTML by the domain: its faces,
colours and pictures never reach the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextListFormat,
)
from PySide6.QtWidgets import QTextEdit

from commune_desk.domain.prose import Passage, Shape, Span, marked, passages
from commune_desk.domain.prose_html import from_html, to_html
from commune_desk.domain.text import N_
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QTextBlock

    from commune_desk.ui.keys import Keys

_HEADING = 2
"""Level by which Qt knows a sub-heading."""

_BOLD = 600
"""Weight from which words are bold."""

_STYLES = {
    Shape.ITEM: QTextListFormat.Style.ListDisc,
    Shape.NUMBER: QTextListFormat.Style.ListDecimal,
}


class ProseEditor(QTextEdit):
    """Edits marked text (`domain/prose.py`)."""

    told_keys: ClassVar[Keys] = (
        ("Ctrl+B", N_("Bold")),
        ("Ctrl+I", N_("Italic")),
    )

    left = Signal()
    """The cursor went elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prose")
        self.setFont(look().font())
        self.setTabChangesFocus(True)
        self.setAcceptRichText(True)
        self.document().setDocumentMargin(14)
        self.document().setIndentWidth(24)

    def write(self, text: str) -> None:
        """Show marked text; what could be taken back before cannot any more."""
        self.clear()
        cursor = self.textCursor()
        self._put(cursor, passages(text))
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)

    def prose(self) -> str:
        """Give the text, marked."""
        return marked(self._read())

    def turn_bold(self) -> None:
        """Make the chosen words bold, or regular again."""
        form = QTextCharFormat()
        on = self.currentCharFormat().fontWeight() >= _BOLD
        form.setFontWeight(QFont.Weight.Normal if on else QFont.Weight.Bold)
        self.mergeCurrentCharFormat(form)

    def turn_italic(self) -> None:
        """Make the chosen words italic, or upright again."""
        form = QTextCharFormat()
        form.setFontItalic(not self.currentCharFormat().fontItalic())
        self.mergeCurrentCharFormat(form)

    def turn(self, shape: Shape) -> None:
        """Give the chosen paragraphs a shape; those that have it become plain."""
        cursor = self.textCursor()
        wanted = Shape.PLAIN if _shape(cursor.block()) is shape else shape
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            self._shape(QTextCursor(block), wanted)
            block = block.next()
        cursor.endEditBlock()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste what the domain understands of it."""
        if source.hasHtml():
            found = from_html(source.html())
        else:
            found = passages(source.text().replace("\n", "\n\n"))
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._put(cursor, found)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy as plain HTML, and as text for those who read no HTML."""
        data = QMimeData()
        found = self._read(self.textCursor())
        data.setHtml(to_html(found))
        data.setText("\n".join(passage.text for passage in found))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn words bold or italic; end a heading or a list with Enter."""
        if event.matches(QKeySequence.StandardKey.Bold):
            self.turn_bold()
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.turn_italic()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._ends():
            return
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the text was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def _ends(self) -> bool:
        """Answer Enter where the next paragraph is to be plain; tell whether it was."""
        cursor = self.textCursor()
        shape = _shape(cursor.block())
        if shape in _STYLES and not cursor.block().text():
            self._shape(cursor, Shape.PLAIN)
            return True
        if shape is Shape.HEADING and cursor.atBlockEnd():
            cursor.insertBlock(_block(Shape.PLAIN), _face(Shape.PLAIN))
            self.setTextCursor(cursor)
            return True
        return False

    def _put(self, cursor: QTextCursor, found: Iterable[Passage]) -> None:
        """Insert passages; plain words join the paragraph of the cursor."""
        before: Shape | None = None
        for passage in found:
            first = before is None
            if not first or (
                cursor.block().text() and passage.shape is not Shape.PLAIN
            ):
                cursor.insertBlock(_block(Shape.PLAIN), _face(Shape.PLAIN))
            shape = passage.shape
            if first and shape is Shape.PLAIN:
                shape = _shape(cursor.block())
            elif shape in _STYLES and before is shape:
                above = cursor.block().previous().textList()
                if above is not None:
                    above.add(cursor.block())
            else:
                self._shape(cursor, shape, passage.number)
            for span in passage.spans:
                cursor.insertText(span.text, _face(shape, span))
            before = passage.shape

    @staticmethod
    def _shape(cursor: QTextCursor, shape: Shape, number: int = 1) -> None:
        """Give one paragraph its shape, and its words the face that goes with it."""
        block = cursor.block()
        was = _shape(block)
        if (held := block.textList()) is not None:
            held.remove(block)
        cursor.setBlockFormat(_block(shape))
        cursor.setBlockCharFormat(_face(shape))
        if shape in _STYLES:
            form = QTextListFormat()
            form.setStyle(_STYLES[shape])
            form.setStart(max(1, number))
            above = block.previous()
            if was is not shape and above.isValid() and _shape(above) is shape:
                above.textList().add(block)
            else:
                cursor.createList(form)
        if Shape.HEADING in (shape, was) and shape is not was:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            keep = QTextCursor.MoveMode.KeepAnchor
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, keep)
            cursor.setCharFormat(_face(shape))
            cursor.clearSelection()

    def _read(self, chosen: QTextCursor | None = None) -> list[Passage]:
        start, end = 0, self.document().characterCount()
        if chosen is not None:
            start, end = chosen.selectionStart(), chosen.selectionEnd()
        found = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() < max(end, start + 1):
            spans = tuple(_spans(block, start, end))
            held = block.textList()
            number = 0
            if held is not None:
                number = held.itemNumber(block) + max(1, held.format().start())
            found.append(Passage(spans, _shape(block), number))
            block = block.next()
        return found


def _shape(block: QTextBlock) -> Shape:
    if block.blockFormat().headingLevel():
        return Shape.HEADING
    held = block.textList()
    if held is None:
        return Shape.PLAIN
    numbered = held.format().style() == _STYLES[Shape.NUMBER]
    return Shape.NUMBER if numbered else Shape.ITEM


def _spans(block: QTextBlock, start: int, end: int) -> Iterable[Span]:
    """Read the words of a paragraph, as far as they are chosen."""
    parts = block.begin()
    while not parts.atEnd():
        part = parts.fragment()
        at = part.position()
        text = part.text()[max(0, start - at) : max(0, end - at)]
        form = part.charFormat()
        yield Span(text, form.fontWeight() >= _BOLD, form.fontItalic())
        parts += 1


def _block(shape: Shape) -> QTextBlockFormat:
    form = QTextBlockFormat()
    heading = shape is Shape.HEADING
    form.setHeadingLevel(_HEADING if heading else 0)
    form.setTopMargin(10 if heading else 0)
    form.setBottomMargin(4 if shape in _STYLES else 8)
    return form


def _face(shape: Shape, span: Span | None = None) -> QTextCharFormat:
    form = QTextCharFormat()
    if shape is Shape.HEADING:
        form.setFont(look().font("title"))
        form.setFontWeight(QFont.Weight.Bold)
        return form
    form.setFont(look().font())
    if span is not None and span.bold:
        form.setFontWeight(QFont.Weight.Bold)
    form.setFontItalic(span is not None and span.italic)
    return form

"""Prose from and to HTML: what other programs leave on the clipboard.

Headings, bold, italic and lists are kept; faces, colours, pictures, scripts are not.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.prose import Passage, Shape, Span, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    Attributes = list[tuple[str, str | None]]

_SILENT = {"head", "style", "script", "title", "xml", "object", "svg", "template"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "td", "th", "tr", "table", "blockquote"}
_BLOCKS |= {"section", "article", "pre", "dd", "dt", "body", *_HEADINGS}
_VOID = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr"}
_BOLD = re.compile(r"font-weight:\s*(bold|bolder|[6-9]00)")
_REGULAR = re.compile(r"font-weight:\s*(normal|lighter|[1-5]00)")
_ITALIC = re.compile(r"font-style:\s*(italic|oblique)")
_UPRIGHT = re.compile(r"font-style:\s*normal")
_NUMBERED = re.compile(r"(\d{1,3}|[a-zA-Z])[.)]")
_TAGS = {Shape.PLAIN: "p", Shape.HEADING: "h2", Shape.ITEM: "ul", Shape.NUMBER: "ol"}


def from_html(html: str) -> list[Passage]:
    """Read the passages of a page or of a fragment; no tag survives."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return tidy(reader.found)


def to_html(passages: Iterable[Passage]) -> str:
    """Write passages as plain HTML."""
    parts = []
    for shape, group in groupby(tidy(passages), key=lambda each: each.shape):
        tag, members = _TAGS[shape], list(group)
        if shape in (Shape.ITEM, Shape.NUMBER):
            start = f' start="{members[0].number}"' if members[0].number > 1 else ""
            items = "".join(f"<li>{_inner(each)}</li>" for each in members)
            parts.append(f"<{tag}{start}>{items}</{tag}>")
        else:
            parts += [f"<{tag}>{_inner(each)}</{tag}>" for each in members]
    return "\n".join(parts)


def _inner(passage: Passage) -> str:
    return "".join(map(_span, passage.spans))


def _span(span: Span) -> str:
    text = escape(span.text)
    text = f"<i>{text}</i>" if span.italic else text
    return f"<b>{text}</b>" if span.bold else text


class _Tag:
    """An open tag, and what it does to the words in it."""

    def __init__(self, name: str, attributes: Attributes, above: _Tag | None) -> None:
        facts = {key: value or "" for key, value in attributes}
        style = facts.get("style", "").lower()
        self.name = name
        within: tuple[bool, bool, bool] = (
            (above.silent, above.bold, above.italic) if above else (False, False, False)
        )
        silent, bold, italic = within
        self.silent: bool = silent or name in _SILENT
        bold = bold or name in {"b", "strong"} or bool(_BOLD.search(style))
        self.bold: bool = bold and not _REGULAR.search(style)
        italic = italic or name in {"i", "em"} or bool(_ITALIC.search(style))
        self.italic: bool = italic and not _UPRIGHT.search(style)
        self.word_item = "mso-list:" in style.replace(" ", "")
        self.word_marker = "mso-list:ignore" in style.replace(" ", "")
        start = facts.get("start", "")
        self.next = int(start) if start.isdecimal() and len(start) < 4 else 1  # noqa: PLR2004  no number of an item has four figures


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Passage] = []
        self.open: list[_Tag] = []
        self.spans: list[Span] = []
        self.shape, self.number = Shape.PLAIN, 0
        self.marker = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "br":
            self._end(keep=True)
        if tag in _VOID:
            return
        if tag == "p":
            self._close_paragraph()
        above = self.open[-1] if self.open else None
        opened = _Tag(tag, attrs, above)
        self.open.append(opened)
        if tag not in _BLOCKS:
            return
        within = above is not None and above.name == "li" and tag in {"p", "div"}
        if within and not any(span.text.strip() for span in self.spans):
            return  # a paragraph that opens an item is the item
        self._end()
        if tag in _HEADINGS:
            self.shape = Shape.HEADING
        elif tag == "li":
            self._item()
        elif opened.word_item and not opened.word_marker:
            self.shape = Shape.ITEM

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in {each.name for each in self.open}:
            return
        while self.open:
            closed = self.open.pop()
            if closed.name in _BLOCKS:
                self._end()
            if closed.name == tag:
                return

    def handle_data(self, data: str) -> None:
        here = self.open[-1] if self.open else None
        if here is not None and here.silent:
            return
        if any(each.word_marker for each in self.open):
            self.marker += data
            return
        bold, italic = (here.bold, here.italic) if here else (False, False)
        self.spans.append(Span(data, bold, italic))

    def finish(self) -> None:
        """Take what stands after the last tag."""
        self._end()

    def _close_paragraph(self) -> None:
        """A paragraph ends where the next begins, whether it was closed or not."""
        if self.open and self.open[-1].name == "p":
            self.open.pop()
            self._end()

    def _item(self) -> None:
        lists = [each for each in self.open if each.name in {"ul", "ol"}]
        if lists and lists[-1].name == "ol":
            self.shape, self.number = Shape.NUMBER, lists[-1].next
            lists[-1].next += 1
        else:
            self.shape = Shape.ITEM

    def _end(self, *, keep: bool = False) -> None:
        """End a passage; with `keep` the next one has the same shape."""
        marker = _NUMBERED.match(self.marker.strip())
        shape, number = self.shape, self.number
        if marker and shape is Shape.ITEM:
            shape = Shape.NUMBER
            number = int(marker[1]) if marker[1].isdecimal() else 1
        if self.spans and "".join(span.text for span in self.spans).strip():
            self.found.append(Passage(tuple(self.spans), shape, number))
            if keep and self.shape in (Shape.ITEM, Shape.NUMBER):
                self.shape, self.number = Shape.PLAIN, 0
        self.spans = []
        if not keep:
            self.shape, self.number = Shape.PLAIN, 0
        self.marker = ""

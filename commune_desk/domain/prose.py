"""Prose with light markup: what a section of a document keeps.

`**bold**`, `*italic*`, `***both***`; a line “- …” or “1. …” is an item of a list,
“## …” a sub-heading; an empty line parts paragraphs. A backslash takes the meaning
of the sign behind it away. Nothing else is kept: no faces, colours, pictures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Shape(Enum):
    """What a paragraph is."""

    PLAIN = "plain"
    HEADING = "heading"
    ITEM = "item"
    NUMBER = "number"
    """An item of a numbered list; the first one's number is kept."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a sub-heading, or an item of a list."""

    spans: tuple[Span, ...]
    shape: Shape = Shape.PLAIN
    number: int = 0
    """Of an item of a numbered list."""

    @property
    def text(self) -> str:
        """The words without their faces."""
        return "".join(span.text for span in self.spans)


_ITEM = re.compile(r"\s*(?:[-–•]\s+|(\d{1,3})[.)]\s+)")
_HEADING = re.compile(r"\s*##\s+")
_WITHIN = r"(?!\s)((?:\\.|[^*\\])+?)(?<!\s)"
_FACE = re.compile(
    rf"\*\*\*{_WITHIN}\*\*\*|\*\*{_WITHIN}\*\*|\*{_WITHIN}\*|((?:\\.|[^*])|\*)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\\*#.)–•-])")
_TO_ESCAPE = re.compile(r"([\\*])")
_LOOKS_LIKE = re.compile(r"([-–•#]|\d{1,3}(?=[.)]))")
"""The beginning of a plain paragraph that would be read as something else."""


def passages(text: str) -> list[Passage]:
    """Read marked text."""
    found: list[Passage] = []
    for part in re.split(r"\n[^\S\n]*\n\s*", text.strip()):
        found += _passages(part)
    return _counted(found)


def marked(passages_: Iterable[Passage]) -> str:
    """Write passages as `passages` reads them: neighbours of one list stay together."""
    lists = (Shape.ITEM, Shape.NUMBER)
    blocks = []
    for shape, group in groupby(tidy(passages_), key=lambda each: each.shape):
        lines = [_line(each) for each in group]
        blocks += ["\n".join(lines)] if shape in lists else lines
    return "\n\n".join(blocks)


def tidy(passages_: Iterable[Passage]) -> list[Passage]:
    """Leave out what is empty, join what has one face, number lists in order."""
    kept = []
    for each in passages_:
        spans = tuple(_joined(each.spans))
        if each.shape is Shape.HEADING:
            text = " ".join("".join(span.text for span in spans).split())
            spans = (Span(text),) if text else ()
        if spans:
            kept.append(Passage(spans, each.shape, each.number))
    return _counted(kept)


def _counted(passages_: Iterable[Passage]) -> list[Passage]:
    found: list[Passage] = []
    for each in passages_:
        number = 0
        if each.shape is Shape.NUMBER:
            before = found[-1] if found else None
            follows = before is not None and before.shape is Shape.NUMBER
            number = (before.number + 1) if before and follows else max(each.number, 1)
        found.append(Passage(each.spans, each.shape, number))
    return found


def _passages(part: str) -> Iterator[Passage]:
    waiting: list[str] = []
    shape, number = Shape.PLAIN, 0
    for line in part.splitlines():
        item, heading = _ITEM.match(line), _HEADING.match(line)
        if item or heading:
            if waiting:
                yield _passage(waiting, shape, number)
            waiting, shape, number = [], Shape.PLAIN, 0
        if item:
            shape = Shape.NUMBER if item[1] else Shape.ITEM
            waiting, number = [line[item.end() :]], int(item[1] or 0)
        elif heading:
            yield _passage([line[heading.end() :]], Shape.HEADING, 0)
        else:
            waiting.append(line.strip())
    if any(waiting):
        yield _passage(waiting, shape, number)


def _passage(lines: list[str], shape: Shape, number: int) -> Passage:
    text = " ".join(filter(None, (line.strip() for line in lines)))
    if shape is Shape.HEADING:
        return Passage((Span(_plain(text)),), shape)
    return Passage(tuple(_joined(_spans(text))), shape, number)


def _spans(text: str) -> Iterator[Span]:
    for found in _FACE.finditer(text):
        both, bold, italic, plain = found.groups()
        if plain is not None:
            yield Span(_plain(plain))
        else:
            words = _plain(both or bold or italic)
            yield Span(words, bold=italic is None, italic=bold is None)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Put neighbours of one face together; spaces at the edge of a face go outside."""
    parts: list[Span] = []
    for span in spans:
        text = re.sub(r"\s+", _one_space, span.text)
        if not span.bold and not span.italic:
            parts.append(Span(text))
            continue
        inner = text.strip()
        before = text[: len(text) - len(text.lstrip())]
        after = text[len(text.rstrip()) :] if inner else ""
        faced = Span(inner, span.bold, span.italic)
        parts += [Span(before), faced, Span(after)]
    merged = _merged(parts)
    whole = "".join(span.text for span in merged)
    lead, tail = len(whole) - len(whole.lstrip()), len(whole) - len(whole.rstrip())
    return _trimmed(merged, lead, tail) if whole.strip() else []


def _one_space(found: re.Match[str]) -> str:
    """Keep a no-break space; any run of others is one space."""
    fixed = {"\u00a0", "\u202f"} & set(found[0])
    return max(fixed) if fixed else " "


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        last = found[-1] if found else None
        if last and (last.bold, last.italic) == (span.bold, span.italic):
            found[-1] = Span(last.text + span.text, span.bold, span.italic)
        else:
            found.append(span)
    return [
        Span(re.sub(r"\s+", _one_space, each.text), each.bold, each.italic)
        for each in found
    ]


def _trimmed(spans: list[Span], lead: int, tail: int) -> list[Span]:
    first, *rest = spans
    spans = [Span(first.text[lead:], first.bold, first.italic), *rest]
    if tail:
        *rest, last = spans
        spans = [*rest, Span(last.text[:-tail], last.bold, last.italic)]
    return [span for span in spans if span.text]


def _line(passage: Passage) -> str:
    match passage.shape:
        case Shape.HEADING:
            return f"## {_TO_ESCAPE.sub(_escape, passage.text)}"
        case Shape.ITEM:
            return f"- {_faces(passage)}"
        case Shape.NUMBER:
            return f"{passage.number}. {_faces(passage)}"
    text = _faces(passage)
    if _LOOKS_LIKE.match(text):
        first = text[0]
        if first.isdigit():
            return re.sub(r"([.)])", r"\\\1", text, count=1)
        return f"\\{text}"
    return text


def _faces(passage: Passage) -> str:
    return "".join(map(_faced, passage.spans))


def _faced(span: Span) -> str:
    stars = "*" * (2 * span.bold + span.italic)
    return f"{stars}{_TO_ESCAPE.sub(_escape, span.text)}{stars}"


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[1]}"

"""Text and JSON as a package may have them, and no other."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from commune_desk.domain.package.faults import Fault
from commune_desk.exchange.package.findings import refused

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
"""Controls, and marks that turn the direction of what is shown: no cell has them."""

DIGITS_MOST = 18
"""Digits of a number in JSON."""


def text_of(data: bytes, member: str) -> str:
    """Decode a member: UTF-8 and nothing else; a mark at its head is left out."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        shown = data[error.start : error.start + 8].hex(" ")
        raise refused(Fault.ENCODING, member, line=line, value=shown) from error
    return text.removeprefix("\ufeff")


def json_of(data: bytes, member: str, most: int) -> Any:
    """Read JSON: no key twice, no NaN or infinity, no number without end."""
    if len(data) > most:
        raise refused(Fault.TOO_LARGE, member, value=len(data), declared=most)
    try:
        return _decoder(member).decode(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise refused(Fault.ENCODING, member) from error
    except (ValueError, RecursionError) as error:
        raise refused(Fault.JSON, member) from error


def _decoder(member: str) -> json.JSONDecoder:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                break
            seen.add(name)
        raise refused(Fault.JSON_KEY, member, value=name)

    return json.JSONDecoder(
        object_pairs_hook=once,
        parse_int=_whole,
        parse_float=_number,
        parse_constant=_constant,
    )


def _whole(text: str) -> int:
    if len(text) > DIGITS_MOST:
        raise ValueError(text[:DIGITS_MOST])
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text[:DIGITS_MOST])
    return value


def _constant(text: str) -> NoReturn:
    raise ValueError(text)

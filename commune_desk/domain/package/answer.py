"""What a region answers to a sending: the verdict, in a short message or a file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.package.verdict import Answer
from commune_desk.domain.text import N_

LONGEST = 160
"""Characters of a short message (`exchange-and-safety.md` 3.7)."""

NOTE = 500
"""Characters of an answer that are kept."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and which sending it speaks of, as far as it says."""

    verdict: Answer
    commune: str = ""
    year: int | None = None
    sequence: int | None = None
    package: str = ""
    """UUID or SHA-256 of the package, where a file says it."""

    note: str = ""


_SHORT = re.compile(
    r"CD\s+(?P<commune>\S+)\s+(?P<year>[0-9]{4})\s+s(?P<sequence>[0-9]{1,6})\s+"
    r"(?P<verdict>ACCEPTE(?:[ _]AVEC[ _]REMARQUES)?|REFUSE)\b\s*(?P<note>.*)",
    re.DOTALL,
)
_NAMES = {
    "verdict": ("verdict",),
    "commune": ("commune_code", "commune"),
    "year": ("exercice", "year"),
    "sequence": ("sequence",),
    "package": ("sha256", "package", "id"),
}
"""Under which names a file may carry each fact."""


def read_answer(text: str) -> Reply:
    """Read a short message, or the file of a verdict; raise `Unreadable`."""
    if text.lstrip().startswith("{"):
        return _of_file(text)
    found = _SHORT.search(text)
    if found is None:
        shown = " ".join(text.split())[:40]
        raise Unreadable(
            N_(
                "“{text}” is no answer: it begins with CD, the code, the year, the"
                " number of the sending and the verdict.",
                text=shown,
            )
        )
    verdict = Answer(found["verdict"].replace(" ", "_"))
    note = " ".join(found["note"].split())[:NOTE]
    return Reply(
        verdict, found["commune"], int(found["year"]), int(found["sequence"]), note=note
    )


def _of_file(text: str) -> Reply:
    try:
        told = json.loads(text)
        facts = _facts(told)
        verdict = Answer(str(facts["verdict"]).replace(" ", "_"))
        year, sequence = (
            None if facts[name] is None else int(facts[name])
            for name in ("year", "sequence")
        )
    except (ValueError, TypeError, RecursionError):
        raise Unreadable(N_("This file holds no verdict that can be read.")) from None
    package = str(facts["package"] or "").removeprefix("urn:uuid:")
    return Reply(verdict, str(facts["commune"] or ""), year, sequence, package)


def _facts(told: Any) -> dict[str, Any]:
    """Find each fact at the top of the file, or one step below."""
    if not isinstance(told, dict):
        raise ValueError  # noqa: TRY004  one kind of trouble for every file
    levels = [told, *(each for each in told.values() if isinstance(each, dict))]

    def find(names: tuple[str, ...]) -> Any:
        return next((lv[name] for name in names for lv in levels if name in lv), None)

    return {fact: find(names) for fact, names in _NAMES.items()}

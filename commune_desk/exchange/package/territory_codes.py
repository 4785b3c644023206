"""Codes of the territory, old beside new: which place of the dossier gets which code.

The list of communes of Mali changed in 2023 and may again
(`exchange-and-safety.md` 1). Nothing is guessed: a code says who is meant, else name
and cercle together; two communes of one name in one list are told apart by the cercle.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.exchange.prepared import Verdict
from commune_desk.exchange.workbook import csv_bytes
from commune_desk.services.command import Several
from commune_desk.services.scope import Scope
from commune_desk.services.territory import (
    ReviseCommune,
    ReviseVillage,
    communes,
    villages,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.exchange.grid import Grid
    from commune_desk.services.command import Command
    from commune_desk.services.territory import CommuneRow, VillageRow

HEADS = (
    "ancien_code", "nouveau_code", "nature", "nom", "commune", "cercle",
    "nouveau_cercle", "nouvelle_region", "depuis", "liste",
)  # fmt: skip
"""`commune`: old code of the commune of a village; `liste`: which list of codes."""

COMMUNE = "COMMUNE"
_KINDS = {COMMUNE, "VILLAGE", "FRACTION", "QUARTIER", "HAMEAU"}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,29}")


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One place: its code before and after."""

    number: int
    old: str
    new: str
    kind: str
    name: str
    commune: str
    cercle: str
    new_cercle: str
    new_region: str
    since: dt.date
    code_list: str


@dataclass(frozen=True, slots=True)
class Recoded:
    """What becomes of one place of the dossier."""

    place: str
    before: str
    after: str
    verdict: Verdict
    why: Text | None = None


def code_lines(grid: Grid, file: str) -> list[CodeLine]:
    """Read the list; raise `Unreadable` with the line that is wrong."""
    if grid.headings != HEADS:
        text = N_("“{file}” must have the columns {names}.", file=file, names=HEADS)
        raise Unreadable(text)
    return [_line(number, cells, file) for number, cells in grid.lines]


def _line(number: int, cells: Sequence[str], file: str) -> CodeLine:
    old, new, kind, name, commune, cercle, new_cercle, new_region, since, listed = cells
    try:
        day = dt.date.fromisoformat(since)
    except ValueError:
        day = None
    sound = (
        (not old or _CODE.fullmatch(old))
        and _CODE.fullmatch(new)
        and kind in _KINDS
        and name
        and listed
    )
    if day is None or not sound:
        text = N_("“{file}”, line {number}: code, kind, name, date or list is wrong.",
                  file=file, number=number)  # fmt: skip
        raise Unreadable(text)
    return CodeLine(
        number, old, new, kind, name, commune, cercle, new_cercle, new_region, day,
        listed,
    )  # fmt: skip


def code_list_bytes(lines: Iterable[CodeLine]) -> bytes:
    """Write a list as a pack holds it."""
    rows = [
        [value.isoformat() if isinstance(value, dt.date) else value for value in told]
        for _, *told in map(astuple, lines)
    ]
    return csv_bytes(HEADS, rows)


def recoding(
    session: Session, lines: Sequence[CodeLine], on: dt.date
) -> tuple[list[Recoded], Command[Any] | None]:
    """Say which places of the dossier get another code, and how.

    Lines that hold from a later day than `on` are left for later.
    """
    scope = Scope(on.year)
    holding = [line for line in lines if line.since <= on]
    told: list[Recoded] = []
    commands: list[Command[Any]] = []
    own: set[str] = set()
    for row in communes(session, scope):
        meant = [line for line in holding if line.kind == COMMUNE]
        recoded, changes, line = _commune(row, meant)
        told += recoded
        commands += changes
        if row.is_own:
            own |= {row.code, *((line.old, line.new) if line else ())} - {""}
    inside = [line for line in holding if line.kind != COMMUNE and line.commune in own]
    for village in villages(session, scope):
        recoded, changes = _village(village, inside)
        told += recoded
        commands += changes
    name = N_("Codes of the territory")
    return told, Several(tuple(commands), name) if commands else None


def _commune(
    row: CommuneRow, lines: Sequence[CodeLine]
) -> tuple[list[Recoded], list[Command[Any]], CodeLine | None]:
    found = _meant(row.code, row.name, row.cercle, lines)
    if not found:
        return [], [], None
    if len(found) > 1:
        why = N_(
            "{count} places of the list may be meant: give “{name}” its cercle, or its"
            " old code.",
            count=len(found),
            name=row.name,
        )
        return [Recoded(row.name, row.code, "", Verdict.REFUSED, why)], [], None
    line = found[0]
    wanted = {
        "code": line.new,
        "code_list": line.code_list,
        "cercle": line.new_cercle,
        "region": line.new_region,
    }
    changes: list[Command[Any]] = [
        ReviseCommune(row.id, field, value)
        for field, value in wanted.items()
        if value and value != getattr(row, field)
    ]
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return [Recoded(row.name, row.code, line.new, verdict)], changes, line


def _village(
    row: VillageRow, lines: Sequence[CodeLine]
) -> tuple[list[Recoded], list[Command[Any]]]:
    found = _meant(row.code, row.name, "", lines)
    if not found:
        return [], []
    if len(found) > 1:
        why = N_(
            "{count} places of the list may be meant: give “{name}” its old code.",
            count=len(found),
            name=row.name,
        )
        return [Recoded(row.name, row.code, "", Verdict.REFUSED, why)], []
    new = found[0].new
    if new == row.code:
        return [Recoded(row.name, row.code, new, Verdict.SAME)], []
    changed = Recoded(row.name, row.code, new, Verdict.CHANGED)
    return [changed], [ReviseVillage(row.id, "code", new)]


def _meant(
    code: str, name: str, cercle: str, lines: Sequence[CodeLine]
) -> list[CodeLine]:
    """Find the lines that may speak of a place; one only if it is sure."""
    if code:
        found = [line for line in lines if line.old == code]
        if not found:  # it has its new code already
            return [line for line in lines if line.new == code][:1]
    else:
        found = [line for line in lines if fold(line.name) == fold(name)]
    tests: tuple[Callable[[CodeLine], bool], ...] = (
        lambda line: bool(cercle) and fold(line.cercle) == fold(cercle),
        lambda line: fold(line.name) == fold(name),
    )
    for test in tests:
        narrower = [line for line in found if test(line)]
        if narrower:
            found = narrower
    if not code and cercle and any(line.cercle for line in found):
        found = [line for line in found if fold(line.cercle) == fold(cercle)]
    return found

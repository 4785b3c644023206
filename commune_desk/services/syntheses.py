"""The diagnosis summed up by sector and by zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.search import fold
from commune_desk.services.village_sheets import problems

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.services.village_sheets import ProblemRow


@dataclass(frozen=True, slots=True)
class SynthesisRow:
    """What the villages of one zone say of one sector."""

    id: int
    sector_code: str
    sector: str
    zone: str
    villages: tuple[str, ...]
    firsts: int
    """Villages of which it is the first problem."""

    best: int | None
    """The best retained rank."""

    problems: str
    causes: str
    consequences: str
    assets: str
    solutions: str
    actions: str
    """The numbers of the actions that answer."""


def synthesis(
    session: Session, scope: Scope, _: Collection[int] | None = None
) -> list[SynthesisRow]:
    """Merge the sheets: one row for each sector and each zone that names it."""
    groups: dict[tuple[str, str, str], list[ProblemRow]] = {}
    for row in problems(session, scope):
        groups.setdefault((row.sector_code, row.sector, row.zone), []).append(row)
    return [
        _merged(number, *key, rows)
        for number, (key, rows) in enumerate(sorted(groups.items()), start=1)
    ]


def _merged(
    number: int, code: str, sector: str, zone: str, rows: list[ProblemRow]
) -> SynthesisRow:
    ranks = [row.rank_kept for row in rows if row.rank_kept is not None]
    codes = (each.code for row in rows for each in row.actions)
    return SynthesisRow(
        number,
        code,
        sector,
        zone,
        tuple(dict.fromkeys(row.village for row in rows)),
        len({row.village_id for row in rows if row.rank_kept == 1}),
        min(ranks, default=None),
        _merge(rows, lambda row: row.title),
        _merge(rows, lambda row: row.causes),
        _merge(rows, lambda row: row.consequences),
        _merge(rows, lambda row: row.assets),
        _merge(rows, lambda row: row.solutions),
        ", ".join(dict.fromkeys(codes)),
    )


def _merge(rows: Iterable[ProblemRow], told: Callable[[ProblemRow], str]) -> str:
    """Say each thing once, blind to accents and case; what most villages say first."""
    said: dict[str, str] = {}
    counts: dict[str, set[int]] = {}
    for row in rows:
        for part in told(row).split(";"):
            words = " ".join(part.split())
            if words:
                said.setdefault(fold(words), words)
                counts.setdefault(fold(words), set()).add(row.village_id)
    return "\u00a0; ".join(
        f"{words} (×{len(counts[key])})" if len(counts[key]) > 1 else words
        for key, words in sorted(said.items(), key=lambda item: -len(counts[item[0]]))
    )

"""What must hold for the diagnosis of villages (`planning.md` T1; 7, rules 10, 11)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence


class SheetState(Enum):
    """How far the sheet of a village has come."""

    NONE = "sheet_none"
    NO_WOMEN = "sheet_no_women"
    COMPLETE = "sheet_complete"


@dataclass(frozen=True, slots=True)
class Need:
    """What the rules need to know of a problem."""

    id: int
    village_id: int
    village: str
    sector_id: int
    title: str
    rank: int | None
    """The retained rank."""

    answered: bool
    """Whether an action of the plan that was not set aside answers it."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """What the rules need to know of an assembly."""

    id: int
    village_id: int
    village: str
    held_on: dt.date | None
    men: int | None
    women: int | None
    young_men: int | None
    young_women: int | None

    @property
    def present(self) -> int | None:
        """All who were counted; None where nobody counted."""
        counts = (self.men, self.women, self.young_men, self.young_women)
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    @property
    def with_women(self) -> bool:
        """Whether a woman was counted, young or not."""
        return bool(self.women or self.young_women)


def without_sheet(
    villages: Mapping[int, str], needs: Sequence[Need]
) -> Iterator[Issue]:
    """Rule 10, first half: each village has told its problems."""
    told = {need.village_id for need in needs}
    left = {v: name for v, name in villages.items() if v not in told}
    if left and not told:
        text = N_("No village has a diagnosis sheet yet.")
        record = Record("villages", next(iter(left)))
        yield Issue(Severity.INFORMATION, text, "PLAN-10", record, "name")
        return
    for village, name in left.items():
        text = N_("{village}: no diagnosis sheet.", village=name)
        record = Record("villages", village)
        yield Issue(Severity.WARNING, text, "PLAN-10", record, "name")


def without_women(gatherings: Sequence[Gathering]) -> Iterator[Issue]:
    """Rule 10, second half: women were there, and were counted."""
    heard = {each.village_id for each in gatherings if each.with_women}
    for each in gatherings:
        if each.village_id in heard:
            continue
        record = Record("assemblies", each.id)
        if each.present is None:
            text = N_(
                "Assembly of {village}: nobody was counted; note men, women and youth.",
                village=each.village,
            )
        else:
            text = P_(
                "Assembly of {village}: no woman among {count} person present.",
                "Assembly of {village}: no woman among {count} persons present.",
                count=each.present,
                village=each.village,
            )
        yield Issue(Severity.WARNING, text, "PLAN-10", record, "women")


def unanswered(needs: Sequence[Need]) -> Iterator[Issue]:
    """Rule 11: the first problem of a village is answered by an action."""
    for need in needs:
        if need.rank == 1 and not need.answered:
            text = N_(
                "The first problem of {village}, “{title}”, is answered by no action.",
                village=need.village,
                title=need.title,
            )
            record = Record("problems", need.id)
            yield Issue(Severity.WARNING, text, "PLAN-11", record, "rank_kept")


def told_twice(needs: Sequence[Need]) -> Iterator[Issue]:
    """The same problem twice in one village."""
    seen: dict[tuple[int, int, str], Need] = {}
    for need in needs:
        key = (need.village_id, need.sector_id, fold(need.title))
        if seen.setdefault(key, need) is not need:
            text = N_(
                "{village}: the problem “{title}” is typed twice.",
                village=need.village,
                title=need.title,
            )
            record = Record("problems", need.id)
            yield Issue(Severity.WARNING, text, "PLAN-40", record, "title")


def met_twice(gatherings: Sequence[Gathering]) -> Iterator[Issue]:
    """The same assembly twice: one village, one day."""
    seen: dict[tuple[int, dt.date | None], Gathering] = {}
    for each in gatherings:
        if seen.setdefault((each.village_id, each.held_on), each) is not each:
            text = N_(
                "{village}: two assemblies on the same day, {day}.",
                village=each.village,
                day=each.held_on,
            )
            record = Record("assemblies", each.id)
            yield Issue(Severity.WARNING, text, "PLAN-41", record, "held_on")


def filled(
    codes: Mapping[int, str], marked: Mapping[int, int], criteria: int
) -> Iterator[Issue]:
    """Rule 11, second half: each proposal has a mark under each criterion."""
    lacking = {k: code for k, code in codes.items() if marked.get(k, 0) < criteria}
    if lacking and criteria:
        text = P_(
            "Grid of priorities: {count} action lacks a mark: {codes}.",
            "Grid of priorities: {count} actions lack marks: {codes}.",
            count=len(lacking),
            codes=tuple(lacking.values()),
        )
        record = Record("scores", next(iter(lacking)))
        yield Issue(Severity.WARNING, text, "PLAN-11", record, "total")
    elif codes and not criteria:
        text = N_("The grid of priorities has no criterion yet.")
        yield Issue(Severity.INFORMATION, text, "PLAN-11")

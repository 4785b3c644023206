"""Whether a commune's journal was written anew between two packages.

Each package names the last entry of the journal and its seal. A later package of the
same database must name the same entry, or a later one (`exchange-and-safety.md` 7.4).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_
from commune_desk.storage.region.own import RECEIVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commune_desk.services.region.queries.board import Package


def rewritten(packages: Iterable[Package]) -> Iterator[Issue]:
    """Compare the packages of each database, in the order of their numbers."""
    ordered = sorted(packages, key=_history)
    for _, history in groupby(ordered, key=_database):
        before: Package | None = None
        for package in history:
            if before is not None and _contradict(before, package):
                yield _told(before, package)
            before = package


def _database(package: Package) -> tuple[str, str]:
    return package.commune_code, package.source


def _history(package: Package) -> tuple[tuple[str, str], int, int]:
    return _database(package), package.year, package.sequence


def _contradict(before: Package, after: Package) -> bool:
    if before.year != after.year and before.journal_number > after.journal_number:
        return False  # an old year may be sent again after the new one
    if before.journal_number == after.journal_number:
        return before.journal_seal != after.journal_seal
    return after.journal_number < before.journal_number


def _told(before: Package, after: Package) -> Issue:
    text = N_(
        "{commune}: sending {after} of {year} names the entry {last} of the journal, "
        "sending {before} of {old} named {first}: the history was written anew.",
        commune=after.commune,
        after=after.sequence,
        year=after.year,
        last=f"{after.journal_number} ({after.journal_seal[:12]})",
        before=before.sequence,
        old=before.year,
        first=f"{before.journal_number} ({before.journal_seal[:12]})",
    )
    return Issue(Severity.WARNING, text, "REG-11", Record(RECEIVED.name, after.id))

"""Of which packages a paper was made, what is missing, and what partial ones did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.package.format import RESOURCES
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Heading, Note, say_prose
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.region.looked_at import EMPTY, few
from commune_desk.services.region.queries.board import packages
from commune_desk.services.region.queries.communes import places
from commune_desk.services.region.queries.coverage import coverage
from commune_desk.tables.region.received import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.region.queries.board import Package
    from commune_desk.services.region.queries.coverage import Coverage, Read

PERSONAL = {each.name for each in RESOURCES if each.personal}
"""Tables that no region needs: their absence is no gap."""

TITLES = {each.name: each.title for each in RESOURCES}


def in_fours(digest: str) -> str:
    """Write the first sixteen digits of a digest; they break in the middle only."""
    head = digest.upper()[:16]
    fours = [head[at : at + 4] for at in range(0, len(head), 4)]
    return " ".join("\u00a0".join(fours[at : at + 2]) for at in (0, 2))


def missing(telling: Telling) -> Iterator[Block]:
    """Tell which tables lack which communes, and where partial packages stand in."""
    found = coverage(telling.session, telling.scope.year)
    if not found.read:
        yield say_prose(EMPTY)
        return
    gaps = tuple(_gaps(found))
    if gaps:
        yield say_prose(
            N_("The sums above are without what these communes did not send.")
        )
        yield _gap_table(gaps)
    else:
        yield say_prose(N_("Every commune sent every table."))
    mixed = [
        row
        for code, tables in found.read.items()
        if len({read.package for read in tables.values()}) > 1
        for row in _parts(found, code, tables)
    ]
    if mixed:
        yield _mixed_table(mixed)
        yield Note(
            N_(
                "A partial package replaces its own tables; the others stay as the "
                "last full package told them."
            )
        )


def _gap_table(gaps: tuple[Row, ...]) -> TableBlock:
    columns = (
        TableColumn(N_("Tables"), 70),
        TableColumn(N_("Communes told"), 14, Align.RIGHT),
        TableColumn(N_("Not sent by"), 80),
    )
    return TableBlock(columns, gaps, title=N_("Tables that lack communes"))


def _mixed_table(mixed: Sequence[Row]) -> TableBlock:
    columns = (
        TableColumn(N_("Commune"), 30),
        TableColumn(N_("Package no."), 12, Align.RIGHT),
        TableColumn(N_("Up to"), 14, Align.CENTRE),
        TableColumn(N_("Tables read in it"), 110),
    )
    title = N_("Communes read in several packages")
    return TableBlock(columns, tuple(mixed), title=title)


def _gaps(found: Coverage) -> Iterator[Row]:
    """Put tables together that the same communes did not send."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for resource in RESOURCES:
        silent = tuple(place.code for place in found.silent(resource.name))
        if silent and resource.name not in PERSONAL:
            lacking.setdefault(silent, []).append(resource.title)
    for codes, titles in lacking.items():
        every = len(found.expected)
        count = N_("{told} of {all}", told=every - len(codes), all=every)
        names = few([found.expected[code] for code in codes])
        yield Row((tuple(titles), count, names))


def _parts(found: Coverage, code: str, tables: Mapping[str, Read]) -> Iterator[Row]:
    name = found.expected[code].name
    for read in sorted(set(tables.values()), key=lambda each: each.sequence):
        titles = tuple(TITLES[r.name] for r in RESOURCES if tables.get(r.name) == read)
        yield Row((name, read.sequence, read.until, titles))


def origin(telling: Telling) -> Iterator[Block]:
    """List the packages in which the figures are read."""
    came = packages(telling.session, telling.scope.year)
    read = [package for package in came if package.is_current]
    if not read:
        yield say_prose(EMPTY)
        return
    known = places(telling.session)
    order = {code: at for at, code in enumerate(known)}
    read.sort(key=lambda each: (order[each.commune_code], each.sequence))
    names = {code: place.name for code, place in known.items()}
    yield origin_table(read, names)
    left = len(came) - len(read)
    yield Note(
        N_(
            "Packages read: {read}; kept and not read, being older, replaced or of "
            "another database: {left}. Digest: the first 16 of the 64 digits of "
            "SHA-256; whoever has the file can compute it anew.",
            read=len(read),
            left=left,
        )
    )


def origin_table(read: Sequence[Package], names: Mapping[str, str]) -> TableBlock:
    """Put number, days, digest and seal of the journal of packages side by side."""
    columns = (
        TableColumn(N_("Commune"), 26),
        TableColumn(N_("No."), 5, Align.RIGHT),
        TableColumn(N_("Up to"), 11, Align.CENTRE),
        TableColumn(N_("Received on"), 11, Align.CENTRE),
        TableColumn(N_("Whose word"), 18),
        TableColumn(N_("What is read"), 16),
        TableColumn(N_("Signature"), 14),
        TableColumn(N_("Digest"), 20),
        TableColumn(N_("Journal no."), 9, Align.RIGHT),
        TableColumn(N_("Its seal"), 20),
    )
    return TableBlock(columns, tuple(_package(each, names) for each in read))


def _package(each: Package, names: Mapping[str, str]) -> Row:
    return Row(
        (
            names.get(each.commune_code, each.commune),
            each.sequence,
            each.until,
            each.received_at.date(),
            each.standing,
            standing(each),
            each.signed,
            in_fours(each.sha256),
            each.journal_number,
            in_fours(each.journal_seal),
        )
    )


def missing_and_origin(telling: Telling, first: int) -> Iterator[Block]:
    """Close a report: what is missing, then of what it was made, numbered."""
    yield Heading(N_("{number}. What is missing", number=first))
    yield from missing(telling)
    yield Heading(N_("{number}. Of which packages this is made", number=first + 1))
    yield from origin(telling)

"""What the tests of a region’s papers read: their blocks, and the sent rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import filled
from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.domain.roles import Role as Right
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.reports.blocks import Note, Prose
from commune_desk.reports.cells import said
from commune_desk.reports.document import Telling
from commune_desk.reports.grids import TableBlock
from commune_desk.reports.region.catalogue import REGION_DOCUMENTS
from commune_desk.services.desk import User
from commune_desk.services.jobs import Silence
from commune_desk.services.region.scope import region_scope
from commune_desk.storage.region.own import CURRENT
from commune_desk.storage.region.sent import SENT
from commune_desk.storage.region.store import RegionStore

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.reports.grids import Row

FRENCH = Words("fr", TRANSLATIONS)
BY_NAME = {document.name: document for document in REGION_DOCUMENTS}
CLERK = User("essai", Right.SECRETARY)
SUFFIXES = (".pdf", ".docx", ".xlsx")
PARTIAL = filled.listed(5).name
"""The commune that sent its budget alone."""

WHOLE = "Toute la région"
TITLED = {"R": "titre_fcfa", "D": "mandate_fcfa"}


def opened(path: Path) -> RegionStore:
    store = RegionStore(str(path))
    store.open()
    return store


def telling(session: Session, only: str = "", year: int | None = None) -> Telling:
    scope = region_scope(session, year)
    return Telling(session, scope, FRENCH, Silence(), only=only)


def blocks(session: Session, name: str, only: str = "") -> list[Any]:
    return list(BY_NAME[name].story(telling(session, only)))


def tables(session: Session, name: str, only: str = "") -> list[TableBlock]:
    return [b for b in blocks(session, name, only) if isinstance(b, TableBlock)]


def table(session: Session, name: str, *heads: str, only: str = "") -> TableBlock:
    """Find the table of a paper that has these columns, in French."""
    found = [
        block
        for block in tables(session, name, only)
        if set(heads) <= {FRENCH.say(column.title) for column in block.columns}
    ]
    assert found, heads
    return found[0]


def titled(session: Session, title: str) -> TableBlock:
    """Find a table of the annual report by its title."""
    every = tables(session, "region-report")
    return next(block for block in every if FRENCH.say(block.title) == title)


def row(block: TableBlock, name: str) -> dict[str, Any]:
    """Read the row of this name by its heads; a head that comes again has a number."""
    for each in block.rows:
        if FRENCH.say(each.cells[0]) == name:
            return cells(block, each)
    raise AssertionError(name)


def cells(block: TableBlock, one: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, cell in zip(block.columns, one.cells, strict=True):
        head = FRENCH.say(column.title)
        found[f"{head} 2" if head in found else head] = cell
    return found


def words_of(session: Session, name: str) -> str:
    told = []
    for block in blocks(session, name):
        match block:
            case Note(text):
                told.append(said(text, FRENCH))
            case Prose(paragraphs):
                told += [said(r.text, FRENCH) for p in paragraphs for r in p.runs]
            case TableBlock(_, rows):
                told += [said(c, FRENCH) for r in rows for c in r.cells]
    return "\n".join(told)


def sent(session: Session, resource: str) -> list[dict[str, Any]]:
    """Read the lines that count, package by package, without the kept sums."""
    asked = select(CURRENT.c.commune_code, CURRENT.c.package).where(
        CURRENT.c.resource == resource, CURRENT.c.year == filled.YEAR
    )
    lines, source = [], SENT[resource]
    for code, package in session.execute(asked).all():
        here = (source.c.commune_code == code) & (source.c.package == package)
        lines += session.execute(select(source).where(here)).mappings().all()
    return [dict(line) for line in lines]


def francs(lines: list[dict[str, Any]], name: str) -> Money:
    return Money(sum(line[name] or 0 for line in lines))

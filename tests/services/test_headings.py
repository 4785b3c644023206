from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sample
from sample import FRENCH, Sample

from commune_desk.domain.errors import Stale
from commune_desk.domain.headings import OFFICIAL
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import Request, prepare
from commune_desk.services.headings import ReplaceHeading, headings, official
from commune_desk.tables.headings import HEADINGS

if TYPE_CHECKING:
    from pathlib import Path

PAPER = "logical-frame"


def said(made: Sample, key: str) -> str:
    with made.store.reading() as session:
        return FRENCH.say(official(session, PAPER)(key, OFFICIAL[PAPER][key]))


def test_every_heading_is_listed_with_ours(small: Sample) -> None:
    with small.store.reading() as session:
        rows = headings(session, small.scope)
    assert {(row.paper, row.key) for row in rows} == {
        (paper, key) for paper, ours in OFFICIAL.items() for key in ours
    }
    assert all(FRENCH.say(row.default) and not row.title for row in rows)


def test_a_heading_is_replaced_and_given_back(small: Sample) -> None:
    before = sample.content(small.store)
    assert said(small, "axis") == "Axe, orientation"
    small.desk.do(ReplaceHeading(PAPER, "axis", "title", "Orientation stratégique"))
    assert said(small, "axis") == "Orientation stratégique"
    assert said(small, "aim") == "Objectif global"
    small.desk.do(ReplaceHeading(PAPER, "axis", "title", ""))
    assert sample.content(small.store) == before


def test_saying_nothing_of_a_heading_keeps_no_record(small: Sample) -> None:
    before = sample.content(small.store)
    small.desk.do(ReplaceHeading(PAPER, "axis", "source", ""))
    assert sample.content(small.store) == before


def test_a_heading_that_no_paper_has_is_refused(small: Sample) -> None:
    with pytest.raises(Stale):
        small.desk.do(ReplaceHeading(PAPER, "moon", "title", "Lune"))


def test_the_file_of_a_region_replaces_headings(small: Sample, tmp_path: Path) -> None:
    path = tmp_path / "region.csv"
    path.write_text(
        "Document;Clé;Intitulé de remplacement;Source\n"
        "logical-frame;target;Valeur visée;canevas de la région\n"
    )
    grid = read_grid(path)
    matching = propose(HEADINGS, small.scope, grid.headings, FRENCH)
    request = Request(HEADINGS, small.scope, grid, matching, FRENCH, path.name, {})
    prepared = prepare(small.store, request)
    assert prepared.command is not None
    small.desk.do(prepared.command)
    assert said(small, "target") == "Valeur visée"

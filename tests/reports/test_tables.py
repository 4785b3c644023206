from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
from paper_stories import FRENCH, paper

from commune_desk.domain.errors import Rejected
from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import DASH, Run
from commune_desk.reports.document import Telling
from commune_desk.reports.grids import Align, Role, Span
from commune_desk.reports.narrative import prose_of
from commune_desk.reports.pdf import pdf_bytes
from commune_desk.reports.tables import table_block, table_document
from commune_desk.reports.writing import WRITERS, write, written
from commune_desk.services.jobs import Silence
from commune_desk.services.scope import Scope
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Action:
    id: int
    sector: str
    title: str
    cost: Money | None
    own: Money | None
    state: str = "done"
    year: int = 2026


ACTIONS = (
    Action(1, "Santé", "Forage", Money(300), Money(100)),
    Action(2, "École", "Classe", Money(100), None),
    Action(3, "Santé", "Incinérateur", Money(200), Money(100), "late"),
)
COLUMNS: tuple[Column[Action], ...] = (
    Column("id", "N°", lambda r: r.id, Kind.INTEGER, 4),
    Column("title", "Action", lambda r: r.title, width=30),
    Column("year", "Année", lambda r: r.year, Kind.YEAR, 6),
    Column(
        "state",
        "État",
        lambda r: r.state,
        Kind.CHOICE,
        choices=lambda _session, _scope: [Choice("done", "fait")],
    ),
    Column("cost", "Coût", lambda r: r.cost, Kind.MONEY, 12, adds=True),
    Column(
        "own",
        "Montant",
        lambda r: r.own,
        Kind.MONEY,
        12,
        adds=True,
        group=N_("Commune"),
    ),
    Column(
        "share",
        "%",
        lambda r: Share.of(r.own, r.cost),
        Kind.SHARE,
        8,
        ratio=("own", "cost"),
        group=N_("Commune"),
    ),
    Column(
        "cover",
        "Acquis",
        lambda r: Coverage(r.cost.francs if r.cost else 0, 50, 0),
        Kind.COVERAGE,
        adds=True,
    ),
    Column("hidden", "Caché", lambda _r: "", shown=False),
)
TABLE: Table[Action] = Table(
    "actions",
    N_("Actions"),
    N_("What the commune does."),
    lambda _session, _scope, _ids: ACTIONS,
    {},
    always(*COLUMNS),
    levels=(Level(lambda r: r.sector, lambda r: r.sector),),
)
TELLING = Telling(cast("Session", None), Scope(2026), FRENCH, Silence())


def test_a_table_prints_as_it_is_described() -> None:
    block = table_block(TABLE, ACTIONS, TELLING)
    roles = [row.role for row in block.rows]
    assert roles == [
        Role.CHAPTER, Role.LINE, Role.LINE, Role.TOTAL,
        Role.CHAPTER, Role.LINE, Role.TOTAL, Role.GRAND,
    ]  # fmt: skip
    assert [c.group for c in block.columns][5:7] == [N_("Commune")] * 2
    assert block.rows[0].cells[0] == "Santé"
    assert block.rows[1].cells[:4] == (1, "Forage", "2026", "fait")
    assert block.rows[2].cells[3] == "late"
    assert block.rows[3].cells[4:] == (
        Money(500), Money(200), Share(4_000), Share(2_000),
    )  # fmt: skip
    assert block.rows[6].cells[5] is None
    assert block.rows[-1].cells[4] == Money(600)
    assert block.rows[-1].spans == (Span(0, 3, Align.RIGHT),)
    assert block.columns[6].ratio == (5, 4)


def test_groups_stand_in_the_order_of_their_keys() -> None:
    table_rows = table_block(TABLE, ACTIONS, TELLING, ("title", "share")).rows
    titles = [row.cells[0] for row in table_rows if row.role is Role.CHAPTER]
    assert titles == ["Santé", "École"]  # by code point, as the screen does


def test_columns_are_chosen_by_their_keys() -> None:
    block = table_block(TABLE, ACTIONS, TELLING, ("title", "share"))
    assert [column.title for column in block.columns] == ["Action", "%"]
    assert block.columns[1].ratio is None
    assert block.rows[-1].cells[1] == Share(3_333)
    assert not table_block(TABLE, (), TELLING).rows


@pytest.mark.parametrize("suffix", WRITERS)
def test_any_table_becomes_a_document(suffix: str, tmp_path: Path) -> None:
    document = table_document(TABLE, N_("Tables"))
    path = tmp_path / f"actions{suffix}"
    write(document, TELLING, paper().imprint, path)
    assert path.read_bytes() == written(document, TELLING, paper().imprint, suffix)


def test_an_unknown_ending_is_refused() -> None:
    document = table_document(TABLE, N_("Tables"))
    with pytest.raises(Rejected):
        written(document, TELLING, paper().imprint, ".odt")


def test_typed_prose_keeps_its_lists_and_faces() -> None:
    typed = "Un **gras** et *penché*,\nsuite.\n\n- point\n– autre\n2. deux\n\n2 * 3 * 4"
    first, *items, last = prose_of(typed).paragraphs
    faces: list[Any] = [(run.text, run.bold, run.italic) for run in first.runs]
    assert faces == [
        ("Un ", False, False), ("gras", True, False), (" et ", False, False),
        ("penché", False, True), (", suite.", False, False),
    ]  # fmt: skip
    assert [item.marker for item in items] == [DASH, DASH, "2."]
    assert last.runs == (Run("2 * 3 * 4"),)
    assert pdf_bytes([prose_of(typed), prose_of("")], paper())

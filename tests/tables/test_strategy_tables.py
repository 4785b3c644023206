from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH, Sample

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.strategy import Marker
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import Request, Verdict, prepare
from commune_desk.services.frame import Sort
from commune_desk.services.indicators import AddIndicator
from commune_desk.services.sections import sections
from commune_desk.services.themes import AddTheme
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.tables.choices import theme_choices
from commune_desk.tables.frame import FRAME, dated, read_dated
from commune_desk.tables.outline import Outline
from commune_desk.tables.sections import SECTIONS
from commune_desk.tables.table import Column, Kind

if TYPE_CHECKING:
    from pathlib import Path

TAGS: Column[Any] = Column("themes", "Thèmes", lambda row: row, Kind.TAGS)


def options(made: Sample) -> Options:
    for code, title in (("T1", "Genre"), ("T2", "Climat (eau)"), ("T3", "Nutrition")):
        made.desk.do(AddTheme({"code": code, "title": title}))
    with made.store.reading() as session:
        return Options(theme_choices(session, made.scope), FRENCH)


@pytest.mark.parametrize(
    ("typed", "markers"),
    [
        ("Genre (principal); Nutrition (secondaire)", ["PRINCIPAL", "SECONDARY"]),
        ("genre ; T3 (Secondaire)", [None, "SECONDARY"]),
        ("Climat (eau)", [None]),
        ("Climat (eau) (secondaire)", ["SECONDARY"]),
        (";; Genre ;", [None]),
    ],
)
def test_themes_are_read_with_their_markers(
    small: Sample, typed: str, markers: list[str | None]
) -> None:
    known = options(small)
    read = read_cell(TAGS, typed, known, FRENCH)
    found = [tag.marker and tag.marker.name for tag in read.tags]
    assert found == markers
    written = write_cell(TAGS, read, known, FRENCH)
    assert read_cell(TAGS, written, known, FRENCH) == read


@pytest.mark.parametrize("typed", ["Lune", "Genre; Genre (principal)", "Genre (fort)"])
def test_an_unknown_or_double_theme_is_refused(small: Sample, typed: str) -> None:
    with pytest.raises(Unreadable):
        read_cell(TAGS, typed, options(small), FRENCH)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("62,5 (2023)", (62.5, 2023)),
        ("62,5 2023", (62.5, 2023)),
        ("1 840 (2023)", (1840.0, 2023)),
        ("2023", (2023.0, 2025)),
        ("80", (80.0, 2025)),
        ("", (None, None)),
    ],
)
def test_a_figure_is_read_with_its_year(
    typed: str, read: tuple[float | None, int | None]
) -> None:
    assert read_dated(typed, 2025) == read
    assert read_dated(dated(*read), None) == read


def test_words_are_no_figure() -> None:
    with pytest.raises(Unreadable):
        read_dated("beaucoup (2023)", None)


def lines(made: Sample) -> list[Any]:
    with made.store.reading() as session:
        return list(FRAME.rows(session, made.scope, None))


def test_each_cell_of_the_frame_asks_its_own_record(small: Sample) -> None:
    values = {"plan_id": small.plan, "title": "Élèves", "unit": "élèves"}
    small.desk.do(AddIndicator({**values, "objective_id": small.objective}))
    typed = {
        "title": "Autre",
        "baseline": "10 (2023)",
        "target": "20 (2028)",
        "latest": "15",
        "source": "CAP",
        "words": "mots",
        "unit": "filles",
    }
    for row in lines(small):
        for key, text in typed.items():
            command = FRAME.column(key, small.scope).edit(row, text)
            if command is not None:
                small.desk.do(command)
    by_sort = {row.sort: row.of for row in lines(small)}
    assert {row.title for row in by_sort.values()} == {"Autre"}
    assert by_sort[Sort.AXIS].aim == "mots"
    measured = by_sort[Sort.INDICATOR]
    assert (measured.baseline, measured.target_year) == (10.0, 2028)
    assert (measured.latest.value, measured.latest.year) == (15.0, 2024)
    assert (measured.source, measured.unit) == ("CAP", "filles")
    clear = FRAME.column("latest", small.scope).edit
    (row,) = (each for each in lines(small) if each.sort is Sort.INDICATOR)
    command = clear(row, "")
    assert command is not None
    small.desk.do(command)
    (row,) = (each for each in lines(small) if each.sort is Sort.INDICATOR)
    assert row.of.latest is None


def test_rows_stand_under_rows_in_the_outline(small: Sample) -> None:
    outline = Outline(FRAME, FRAME.columns(small.scope), lines(small))
    (axis,) = outline.root.children
    (objective,) = axis.children
    (action,) = objective.children
    assert [node.level for node in (axis, objective, action)] == [1, 2, 3]
    assert [row.sort for row in outline.root.rows()] == [
        Sort.AXIS,
        Sort.OBJECTIVE,
        Sort.ACTION,
    ]


def test_imported_prose_keeps_its_paragraphs(small: Sample, tmp_path: Path) -> None:
    path = tmp_path / "sections.csv"
    path.write_text('Ordre;Section;Texte\n1;Résumé;"Un.\n\n- deux\n- trois"\n', "utf-8")
    grid = read_grid(path)
    matching = propose(SECTIONS, small.scope, grid.headings, FRENCH)
    request = Request(SECTIONS, small.scope, grid, matching, FRENCH, path.name, {})
    prepared = prepare(small.store, request)
    assert prepared.command is not None
    small.desk.do(prepared.command)
    with small.store.reading() as session:
        (row,) = sections(session, small.scope)
    assert row.text == "Un.\n\n- deux\n- trois"
    assert prepare(small.store, request).count(Verdict.SAME) == 1
    path.write_text('Ordre;Section;Texte\n1;Résumé;"Un. - deux - trois"\n', "utf-8")
    changed = Request(
        SECTIONS, small.scope, read_grid(path), matching, FRENCH, path.name, {}
    )
    assert prepare(small.store, changed).count(Verdict.CHANGED) == 1


def test_markers_have_french_names() -> None:
    assert [FRENCH.say(marker) for marker in Marker] == ["principal", "secondaire"]

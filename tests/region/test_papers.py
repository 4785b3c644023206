"""The region's papers: what they add up, how they stand on their pages."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import filled
import page_geometry
import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.region import SendingState
from commune_desk.domain.roles import Role as Right
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.reports.blocks import Note, Picture, Prose
from commune_desk.reports.cells import said
from commune_desk.reports.document import Telling
from commune_desk.reports.grids import Role, TableBlock
from commune_desk.reports.pdf.picture import picture_pdf
from commune_desk.reports.region.board import SIGNS
from commune_desk.reports.region.catalogue import REGION_DOCUMENTS, printed
from commune_desk.reports.region.commune_sheet import COMMUNE_SHEET, senders
from commune_desk.reports.region.map import RegionMap, Spot, graded, region_map
from commune_desk.reports.sums import summed_lines
from commune_desk.services.desk import User
from commune_desk.services.jobs import Silence
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.region.queries.communes import Place
from commune_desk.services.region.queries.comparison import MEASURES
from commune_desk.services.region.queries.positions import Position, positions
from commune_desk.services.region.scope import region_scope
from commune_desk.storage.region.own import CURRENT
from commune_desk.storage.region.sent import SENT
from commune_desk.storage.region.store import RegionStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.reports.document import Document
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


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegionStore]:
    store = opened(tmp_path_factory.mktemp("papers") / "essai.region")
    filled.fill(RegionDesk(store, CLERK))
    yield store
    store.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegionStore]:
    store = opened(tmp_path_factory.mktemp("papers") / "vide.region")
    yield store
    store.close()


@pytest.fixture
def session(full: RegionStore) -> Iterator[Session]:
    with full.reading() as reading:
        yield reading


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


def printed_twice(store: RegionStore, document: Document, suffix: str) -> bytes:
    once, again = (_printed(store, document, suffix) for _ in range(2))
    assert once == again
    return once


def _printed(store: RegionStore, document: Document, suffix: str) -> bytes:
    with store.reading() as session:
        return printed(document, telling(session), suffix)


@pytest.mark.parametrize("document", REGION_DOCUMENTS, ids=lambda each: each.name)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_paper_prints_the_same_twice(
    full: RegionStore, document: Document, suffix: str
) -> None:
    content = printed_twice(full, document, suffix)
    assert content.startswith(b"%PDF" if suffix == ".pdf" else b"PK")


@pytest.mark.parametrize("document", REGION_DOCUMENTS, ids=lambda each: each.name)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_paper_of_an_empty_region(
    empty: RegionStore, document: Document, suffix: str
) -> None:
    content = printed_twice(empty, document, suffix)
    if suffix == ".pdf":
        assert page_geometry.faults(content) == []


@pytest.mark.parametrize("document", REGION_DOCUMENTS, ids=lambda each: each.name)
def test_nothing_on_a_page_covers_anything(
    full: RegionStore, document: Document
) -> None:
    content = _printed(full, document, ".pdf")
    assert page_geometry.faults(content) == []
    for page in page_geometry.pages(content):
        assert (page.width > page.height) is document.landscape


def test_every_page_of_a_demonstration_says_so(tmp_path: Path) -> None:
    store = opened(tmp_path / "demonstration.region")
    filled.fill(RegionDesk(store, CLERK), demonstration=True)
    for document in REGION_DOCUMENTS:
        file = pypdfium2.PdfDocument(_printed(store, document, ".pdf"))
        for page in file:
            assert "DÉMONSTRATION" in page.get_textpage().get_text_range()
        file.close()
    store.close()


@pytest.mark.parametrize("document", REGION_DOCUMENTS, ids=lambda each: each.name)
def test_every_total_adds_up_its_lines(session: Session, document: Document) -> None:
    """A total that does would be written as a figure, not as a formula."""
    checked = 0
    for block in tables(session, document.name):
        for at, one in enumerate(block.rows):
            if not one.role.sums:
                continue
            lines = [block.rows[n] for n in summed_lines(block.rows, at)]
            for place, column in enumerate(block.columns):
                if column.adds:
                    added = sum(_whole(line.cells[place]) for line in lines)
                    assert _whole(one.cells[place]) == added
                    checked += 1
                if column.ratio and isinstance(one.cells[place], Share):
                    part, whole = (one.cells[n] for n in column.ratio)
                    if isinstance(part, Money):
                        assert one.cells[place] == Share.of(part, whole)
    assert checked or document.name in {"region-board", "region-map"}


def _whole(cell: Any) -> int:
    return cell.francs if isinstance(cell, Money) else cell or 0


def test_totals_are_formulas_in_the_spreadsheet(full: RegionStore) -> None:
    book = load_workbook(
        io.BytesIO(_printed(full, BY_NAME["region-report"], ".xlsx")), read_only=False
    )
    found = 0
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            if line[0].value == WHOLE:
                kinds = [str(c.value)[:5] for c in line[1:] if c.value is not None]
                assert {"=SUM("} <= set(kinds) <= {"=SUM(", "=ROUN"}, sheet.title
                found += 1
    assert found >= 7


def test_budgets_are_those_of_the_sent_lines(session: Session) -> None:
    lines, done = sent(session, "budget_lignes"), sent(session, "budget_execution")
    block = table(session, "region-report", "Section et sens", "Primitif")
    for section, side, name in (
        ("FONC", "R", "Fonctionnement – recettes"),
        ("INV", "R", "Investissement – recettes"),
        ("FONC", "D", "Fonctionnement – dépenses"),
        ("INV", "D", "Investissement – dépenses"),
    ):
        own = [r for r in lines if (r["section"], r["sens"]) == (section, side)]
        acts = [r for r in done if (r["section"], r["sens"]) == (section, side)]
        told = row(block, name)
        credit, realised = francs(own, "credit_fcfa"), francs(acts, TITLED[side])
        assert told["Primitif"] == francs(own, "primitif_fcfa")
        assert told["Prévision définitive"] == credit
        assert told["Titré ou mandaté"] == realised
        assert told["Taux"] == Share.of(realised, credit)
        moved = "recouvre_fcfa" if side == "R" else "paye_fcfa"
        assert told["Recouvré ou payé"] == francs(acts, moved)


def test_budgets_by_commune_are_those_of_the_sent_lines(session: Session) -> None:
    lines = sent(session, "budget_lignes")
    block = titled(session, "Dépenses par commune")
    told = {FRENCH.say(r.cells[0]): cells(block, r) for r in block.rows}
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        if line["sens"] == "D":
            by_code[line["commune_code"]].append(line)
    assert len(by_code) == 15
    names = dict(senders(session, region_scope(session)))
    for code, own in by_code.items():
        one = told[FRENCH.say(names[code])]
        for head, section in (("Prévisions", "FONC"), ("Prévisions 2", "INV")):
            part = [line for line in own if line["section"] == section]
            assert one[head] == francs(part, "credit_fcfa")


def test_communes_of_a_cercle_make_its_line(session: Session) -> None:
    for title in ("Recettes", "Dépenses", "TDRL"):
        above, below = (
            titled(session, f"{title} par {x}") for x in ("cercle", "commune")
        )
        for one in above.rows[:-1]:
            name = FRENCH.say(one.cells[0])
            total = [*row(below, f"Total {name}").values()]
            assert total[1:] == list(one.cells[1:])


def test_halves_are_those_of_the_sent_lines(session: Session) -> None:
    done = sent(session, "budget_execution")
    block = table(session, "region-crocsad", "Section et sens", "1er semestre")
    told = row(block, "Total des dépenses")
    for half, head in ((1, "1er semestre"), (2, "2e semestre")):
        acts = [r for r in done if r["sens"] == "D" and r["semestre"] == half]
        assert told[head] == francs(acts, "mandate_fcfa")


def test_progress_is_that_of_the_sent_lines(session: Session) -> None:
    sectors = {
        (r["commune_code"], r["projet_id"]): r["secteur"]
        for r in sent(session, "projets")
    }
    told: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for line in sent(session, "projet_avancement"):
        sector = sectors[line["commune_code"], line["projet_id"]]
        told[sector, line["semestre"]].append(line)
    block = table(session, "region-crocsad", "Secteur", "Réalisé")
    for (sector, half), lines in told.items():
        one = row(block, sector)
        end = "" if half == 1 else " 2"
        built = [line["physique_pct"] for line in lines]
        mean = (2 * sum(built) + len(built)) // (2 * len(built))
        assert one[f"Renseignés{end}"] == len(lines)
        assert one[f"Réalisé{end}"] == Share(100 * mean)
        assert one[f"Payé{end}"] == francs(lines, "paye_fcfa")


def test_plan_funders_and_committees_are_those_of_the_sent_lines(
    session: Session,
) -> None:
    projects = sent(session, "projets")
    block = table(session, "region-report", "Secteur", "Terminés")
    for sector in {line["secteur"] for line in projects}:
        own = [line for line in projects if line["secteur"] == sector]
        one = row(block, sector)
        done = [r for r in own if r["statut"] in {"ACHEVE", "RECEPTIONNE"}]
        assert (one["Projets"], one["Terminés"]) == (len(own), len(done))
        assert one["Coût de l’année"] == francs(own, "cout_exercice_fcfa")
    assert row(block, "Total")["Projets"] == len(projects)
    given = sent(session, "projet_financements")
    whole = row(table(session, "region-report", "Catégorie de bailleur"), "Total")
    paid = [line for line in given if line["statut"] == "VERSE"]
    assert whole["versé"] == francs(paid, "montant_fcfa")
    assert whole["Ensemble"] == francs(given, "montant_fcfa")
    groups = sent(session, "comites")
    whole = row(table(session, "region-report", "Type de comité"), "Total")
    assert whole["Comités"] == len(groups)
    assert whole["vert"] == sum(line["feu"] == "VERT" for line in groups)
    assert whole["Femmes"] == sum(line["femmes"] for line in groups)


def test_tax_and_agreements_are_those_of_the_sent_lines(session: Session) -> None:
    rolls = sent(session, "tdrl_villages")
    whole = row(table(session, "region-report", "Imposables"), "Toute la région")
    assert whole["Dû"] == francs(rolls, "emis_fcfa")
    assert whole["Recouvré"] == francs(rolls, "recouvre_fcfa")
    assert whole["Arriérés"] == francs(rolls, "arrieres_fcfa")
    tranches = sent(session, "convention_tranches")
    whole = row(table(session, "region-report", "Conventions"), "Toute la région")
    assert whole["Prévu"] == francs(tranches, "prevu_fcfa")
    assert whole["Reçu"] == francs(tranches, "recu_fcfa")


def test_who_sent_no_roll_is_not_said_to_owe_nothing(session: Session) -> None:
    block = titled(session, "TDRL par commune")
    assert PARTIAL not in {FRENCH.say(one.cells[0]) for one in block.rows}


def test_figures_say_from_how_many_communes_they_come(session: Session) -> None:
    told = words_of(session, "region-report")
    assert "Chiffres de 15 communes sur 16. Manquent\u00a0: 12 bis 15." in told
    both = f"Chiffres de 14 communes sur 16. Manquent\u00a0: 12 bis 15, {PARTIAL}."
    assert both in told
    assert "proposition de travail" in told
    assert "Lignes du budget, Exécution du budget par semestre" in told


def test_the_board_counts_every_commune_once(session: Session) -> None:
    block = table(session, "region-board", "Document", "Communes")
    for one in block.rows:
        counts = one.cells[2 : 2 + len(SIGNS)]
        assert sum(counts) == one.cells[2 + len(SIGNS)] == 16
    assert len(set(SIGNS.values())) == len(SendingState)


def test_a_sheet_holds_one_commune_alone(session: Session) -> None:
    code = filled.code(1)
    known = dict(senders(session, region_scope(session)))
    assert len(known) == 15
    assert filled.code(filled.SILENT) not in known
    sheet = blocks(session, "region-commune", code)
    told = "\n".join(
        said(cell, FRENCH)
        for block in sheet
        if isinstance(block, TableBlock)
        for one in block.rows
        for cell in one.cells
    )
    assert "Le rôle de la TDRL de deux villages est à relire" in told
    others = [FRENCH.say(name) for key, name in known.items() if key != code]
    assert not [name for name in others if name in told]
    roll = table(session, "region-commune", "Village", "Imposables", only=code)
    own = [r for r in sent(session, "tdrl_villages") if r["commune_code"] == code]
    assert row(roll, "Total")["Recouvré"] == francs(own, "recouvre_fcfa")
    assert len(own) == len(roll.rows) - 1
    content = printed(COMMUNE_SHEET, telling(session, code), ".pdf")
    file = pypdfium2.PdfDocument(content)
    assert len(file) <= 3
    file.close()
    assert page_geometry.faults(content) == []


def test_a_sheet_says_what_was_not_sent(session: Session) -> None:
    sheet = blocks(session, "region-commune", filled.code(5))
    prose = [b for b in sheet if isinstance(b, Prose)]
    told = [said(r.text, FRENCH) for b in prose for p in b.paragraphs for r in p.runs]
    assert told.count("La commune ne l’a pas envoyé.") == 3


def test_every_measure_has_its_table(session: Session) -> None:
    found = tables(session, "region-comparison")
    assert len(found) == len(MEASURES)
    for block in found:
        ranks = [one.cells[0] for one in block.rows if one.role is Role.LINE]
        assert ranks == sorted(ranks)
        assert ranks[0] == 1
    tax = table(session, "region-comparison", "Recouvré", "Dû")
    assert not [one for one in tax.rows if FRENCH.say(one.cells[1]) == PARTIAL]
    assert "1 commune n’est pas classée" in words_of(session, "region-comparison")


def test_communes_lie_at_the_mean_of_their_villages(session: Session) -> None:
    villages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in sent(session, "villages"):
        villages[line["commune_code"]].append(line)
    found = positions(session, filled.YEAR)
    assert set(found) == set(villages)
    for code, lines in villages.items():
        east = sum(line["longitude"] for line in lines) / len(lines)
        north = sum(line["latitude"] for line in lines) / len(lines)
        at = found[code]
        assert (at.longitude, at.latitude) == pytest.approx((east, north), abs=1e-6)


def test_the_map_is_drawn_only_where_positions_came(
    session: Session, empty: RegionStore
) -> None:
    picture = region_map(telling(session))
    assert isinstance(picture, Picture)
    assert picture.facts is not None
    assert len(picture.facts.rows) == 14
    with empty.reading() as nothing:
        assert region_map(telling(nothing)) is None


def test_thirds_hold_equal_values_together() -> None:
    assert graded([5, 1, 9]) == [1, 0, 2]
    assert graded([2, 2, 2, 2]) == [0, 0, 0, 0]
    assert graded([]) == []


def test_names_of_a_crowded_map_cover_nothing() -> None:
    spots = tuple(
        Spot(
            Place(n, f"ML{n}", f"Commune au long nom d’essai {n}", "Cercle"),
            Position(-6 + n * 37 % 101 / 90, 11 + n * 53 % 97 / 90, 3),
            f"{n},00 %",
            n % 3,
        )
        for n in range(120)
    )
    drawn = RegionMap(spots, ((2, "a"), (1, "b"), (0, "c")), "Mesure", FRENCH, 265, 150)
    picture = Picture(265, 150, drawn.draw, "Croquis")
    content = picture_pdf(picture, FRENCH)
    told = [
        f for page in page_geometry.pages(content) for f in page_geometry.overlaps(page)
    ]
    assert told == []


def test_papers_read_the_server_as_they_read_a_file(desk: RegionDesk) -> None:
    filled.fill(desk)
    with desk.store.reading() as session:
        for document in REGION_DOCUMENTS:
            assert list(document.story(telling(session)))
        test_progress_is_that_of_the_sent_lines(session)
        test_communes_lie_at_the_mean_of_their_villages(session)
        test_budgets_are_those_of_the_sent_lines(session)

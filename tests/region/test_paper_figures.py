"""Figures on the region’s papers, recomputed from the rows that were sent."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import filled
import page_geometry
import pypdfium2

from commune_desk.domain.money import Share
from commune_desk.domain.package.region import SendingState
from commune_desk.reports.blocks import Prose
from commune_desk.reports.cells import said
from commune_desk.reports.grids import Role, TableBlock
from commune_desk.reports.region.board import SIGNS
from commune_desk.reports.region.catalogue import REGION_DOCUMENTS, printed
from commune_desk.reports.region.commune_sheet import COMMUNE_SHEET, senders
from commune_desk.services.region.queries.comparison import MEASURES
from commune_desk.services.region.scope import region_scope

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.region.desk import RegionDesk


from paper_reading import (
    FRENCH,
    PARTIAL,
    TITLED,
    blocks,
    cells,
    francs,
    row,
    sent,
    table,
    tables,
    telling,
    titled,
    words_of,
)


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


def test_papers_read_the_server_as_they_read_a_file(desk: RegionDesk) -> None:
    filled.fill(desk)
    with desk.store.reading() as session:
        for document in REGION_DOCUMENTS:
            assert list(document.story(telling(session)))
        test_progress_is_that_of_the_sent_lines(session)
        test_budgets_are_those_of_the_sent_lines(session)

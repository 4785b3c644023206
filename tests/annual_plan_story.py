"""The annual plan of Commune V, 2016, as a story."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from paper_stories import FRENCH, LETTERHEAD, RIGHT, issue

from commune_desk.domain.money import Money, Share
from commune_desk.reports.blocks import (
    Findings,
    Heading,
    Part,
    Shade,
    Signature,
    Signatures,
    Title,
    WhoPays,
)
from commune_desk.reports.document import Imprint, Letterhead, Paper
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block


def plan_table(rows: tuple[Row, ...]) -> TableBlock:
    columns = (
        TableColumn("N°", 9),
        TableColumn("Objectifs / Actions", 80),
        TableColumn("Localisation", 25, ruled=True),
        TableColumn("Coût total\nen 2016", 25, RIGHT, adds=True),
        TableColumn("%", 12, RIGHT, "Commune", ratio=(5, 3), percent_in_head=True),
        TableColumn("Montant", 25, RIGHT, "Commune", adds=True),
        TableColumn("%", 12, RIGHT, "État", ratio=(7, 3), percent_in_head=True),
        TableColumn("Montant", 23, RIGHT, "État", adds=True),
        TableColumn("%", 12, RIGHT, "PTF", ratio=(9, 3), percent_in_head=True),
        TableColumn("Montant", 23, RIGHT, "PTF", adds=True),
        TableColumn("Partenaire", 19, Align.LEFT, "PTF", ruled=True),
    )
    return TableBlock(columns, rows, unit=IN_FRANCS)


PIA = (
    ("Réviser la carte sanitaire, créer 3 aires de santé", "Baco-Djicoroni",
     10_000_000, 100, 10_000_000, None, None, None, None, None),
    ("Micro-planification annuelle des aires de santé", "Commune",
     5_000_000, 100, 5_000_000, None, None, None, None, None),
    ("Conseil de gestion semestriel des services socio-sanitaires", "Commune",
     2_000_000, 50, 1_000_000, 50, 1_000_000, None, None, None),
    ("Dynamiser 18 comités paritaires, en créer 3", "Commune",
     10_000_000, 100, 10_000_000, None, None, None, None, None),
    ("Supervision trimestrielle de la gestion de 18 organes des ASACO", "Commune",
     1_200_000, 100, 1_200_000, None, None, None, None, None),
    ("Former 170 agents de santé (4 sessions) (a)", "CSRéf",
     6_666_667, 0, None, None, None, 100, 6_666_667, "ABS"),
    ("Doter 18 CSCom de 18 tricycles (a)", "Commune",
     6_000_000, 60, 3_600_000, 0, None, 40, 2_400_000, "CSCom"),
    ("Incinérateur électrique (b)", "CSRéf",
     13_000_000, 50, 6_500_000, 50, 6_500_000, None, None, "CSRéf"),
)  # fmt: skip
"""Health, Commune V of Bamako, 2016, as published; titles shortened."""


def plan_rows() -> Iterator[Row]:
    objective = (
        "Objectif Secteur Santé : « Améliorer l’offre des services sociaux dans une "
        "cité où le bien être à la hauteur »"
    )
    yield Row((objective,) + (None,) * 10, Role.OBJECTIVE, (Span(0, 10),))
    for number, (title, place, cost, *shares, partner) in enumerate(PIA, 1):
        cells = [
            Money(value) if index % 2 and value is not None else value
            for index, value in enumerate(shares)
        ]
        yield Row((f"{number}", title, place, Money(cost), *cells, partner))
    cost, *parts = (
        Money(sum(row[at] or 0 for row in PIA))  # type: ignore[misc]  # mixed tuple
        for at in (2, 4, 6, 8)
    )
    shares = [value for part in parts for value in (Share.of(part, cost), part)]
    label = "Total Secteur Santé (8 actions)"
    cells = (label, None, None, cost, *shares, None)
    yield Row(cells, Role.TOTAL, (Span(0, 2, RIGHT),))


def plan_paper(*, sober: bool = False) -> Paper:
    imprint = Imprint(
        title="PIA 2016",
        commune="Mairie de la Commune V",
        letterhead=Letterhead(
            LETTERHEAD.ministry,
            ("DISTRICT DE BAMAKO",),
            "MAIRIE DE LA COMMUNE V",
            LETTERHEAD.country,
            LETTERHEAD.motto,
        ),
        date=dt.date(2016, 1, 15),
        version="lignes publiées par la Mairie de la Commune V, intitulés abrégés",
        journal_number=208,
        journal_head="5bc4fdd93330ff53",
        note="données reprises telles que publiées",
    )
    return Paper(imprint, FRENCH, landscape=True, options=Options(sober=sober))


def annual_plan() -> Iterator[Block]:
    yield Title(
        "Plan d’investissement annuel (PIA) 2016",
        "Coût du programme annoncé, tous secteurs : 8 983 033 334 F CFA",
    )
    yield Heading("SECTEUR SANTÉ", 2)
    yield plan_table(tuple(plan_rows()))
    yield WhoPays(
        (
            Part("Commune", Money(37_300_000), Shade.BLACK),
            Part("État", Money(7_500_000), Shade.HATCH),
            Part("PTF", Money(9_066_667), Shade.WHITE),
        )
    )
    yield Findings(
        (
            issue(
                "Actions 6 et 7 : « 0 » publié en pourcentage (Commune, État), sans "
                "montant."
            ),
            issue(
                "Action 8 : « CSRéf » nommé comme partenaire, sans part ni montant. "
                "Commune et État couvrent déjà 100 % du coût."
            ),
            issue(
                "Santé, tableau des domaines 2016 : 183 000 000 F, dont commune "
                "92 000 000 F. Ici : 53 866 667 F et 37 300 000 F. Écarts : "
                "129 133 333 F et 54 700 000 F."
            ),
            issue(
                "Le tableau des domaines 2016 totalise 27 240 940 000 F ; le PIA "
                "annonce 8 983 033 334 F."
            ),
            issue(
                "L’objectif publié est une phrase inachevée : à compléter avant le "
                "vote."
            ),
        ),
        (
            (
                "Sommes : les 8 actions font 53 866 667 F ; Commune + État + PTF "
                "font la même somme, ligne par ligne. Les pourcentages du total sont "
                "calculés."
            ),
        ),
        sentence=(
            "Les chiffres sont imprimés tels que publiés ; rien n’a été corrigé."
        ),
    )
    yield Signatures(
        (
            Signature(
                "Adopté par le conseil communal",
                ("Délibération n° …………… du …… / …… / …………",),
            ),
            Signature("Le Maire"),
            Signature(
                "Reçu par le représentant de l’État",
                ("N° …………… du …… / …… / …………",),
            ),
        )
    )

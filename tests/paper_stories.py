"""Stories that the tests of the papers print."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import Text
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.reports.blocks import (
    BOX,
    DASH,
    ClosingFormula,
    Cover,
    Figure,
    Findings,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Part,
    Prose,
    Run,
    Shade,
    Signature,
    Signatures,
    Step,
    Voice,
    WhoPays,
    say_prose,
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

FRENCH = Words("fr", TRANSLATIONS)
HUGE = Money(999_999_999_999)
RIGHT = Align.RIGHT

LETTERHEAD = Letterhead(
    ministry=(
        "MINISTÈRE DE L’ADMINISTRATION TERRITORIALE",
        "ET DE LA DÉCENTRALISATION",
    ),
    places=("RÉGION DE SIKASSO", "CERCLE DE NIÉNA"),
    commune="COMMUNE RURALE DE NYÉTASO",
    country="RÉPUBLIQUE DU MALI",
    motto="Un Peuple – Un But – Une Foi",
)


def paper(
    *, landscape: bool = True, sober: bool = False, mark: Text | str = ""
) -> Paper:
    imprint = Imprint(
        title="Budget primitif, exercice 2026",
        commune="Commune rurale de Nyétaso",
        letterhead=LETTERHEAD,
        date=dt.date(2025, 10, 28),
        version="version 3 du 28/10/2025, votée",
        journal_number=1_482,
        journal_head="af3390e861b0c3e0ffffffffffffffffffffffffffffffffffffffffffffffff",
        note="chiffres fictifs",
        mark=mark,
    )
    return Paper(imprint, FRENCH, landscape=landscape, options=Options(sober=sober))


BUDGET_COLUMNS = (
    TableColumn("Chap.", 11),
    TableColumn("Art.", 11),
    TableColumn("Par.", 12),
    TableColumn("Libellé", 84),
    TableColumn("Réalisations\n2024 (CA)", 24, RIGHT, adds=True),
    TableColumn("Prévisions\n2025", 24, RIGHT, adds=True),
    TableColumn("Propositions\ndu Maire", 24, RIGHT, adds=True),
    TableColumn("Vote du\nconseil", 24, RIGHT, adds=True),
    TableColumn("Approbation\nde la tutelle", 24, RIGHT),
    TableColumn("Observations", 27, ruled=True),
)
TITLES = (
    "Livrets de famille et actes d’état civil",
    "Taxe de développement régional et local (TDRL) – exercice courant de la commune",
    "Taxe de marché et foire (droits de place) à N’Tiobougou",
    "Entretien de la piste de Ɓɛlɛya : ɓ ɛ ɔ ɲ ŋ ≤ 12 500 000 F × 2",
    "Reversement du comité « Ɲɛtaa » de gestion de l’eau",
)


def amounts(chapter: int, article: int, line: int) -> tuple[Money, ...]:
    seed = chapter * 7_919 + article * 104_729 + line * 1_299_709
    return tuple(Money((seed * (year + 3)) % 9_999_989 + 1_000) for year in range(4))


def budget_rows(chapters: int = 9, articles: int = 6, lines: int = 5) -> list[Row]:
    rows: list[Row] = []
    grand: list[tuple[Money, ...]] = []
    for chapter in range(chapters):
        code = 60 + chapter
        span = (Span(1, 3),)
        head = (f"{code}", "Produits des services à caractère administratif")
        rows.append(Row(head + (None,) * 8, Role.CHAPTER, span))
        whole: list[tuple[Money, ...]] = []
        for article in range(articles):
            head = (None, f"{code}{article}", "Redevances et droits d’échange")
            rows.append(Row(head + (None,) * 7, Role.ARTICLE, (Span(2, 3),)))
            part = [amounts(chapter, article, line) for line in range(lines)]
            if (chapter, article) == (0, 0):
                part[0] = (Money(0), Money(-1_234_567), Money(12_500_000), HUGE)
            rows += [
                Row(
                    (
                        None,
                        None,
                        f"{code}{article}{line}",
                        TITLES[line % len(TITLES)],
                        *four,
                        None,
                        "3 comités" if line == 1 else None,
                    )
                )
                for line, four in enumerate(part)
            ]
            rows.append(summed(f"Total article {code}{article}", part, Role.SUBTOTAL))
            whole += part
        rows.append(summed(f"Total chapitre {code}", whole, Role.TOTAL))
        grand += whole
    rows.append(summed("Total général", grand, Role.GRAND))
    return rows


def summed(label: str, lines: list[tuple[Money, ...]], role: Role) -> Row:
    sums = [Money.total(column) for column in zip(*lines, strict=True)]
    cells = (label, None, None, None, *sums, None, None)
    return Row(cells, role, (Span(0, 3, RIGHT),))


def budget_table() -> TableBlock:
    return TableBlock(
        BUDGET_COLUMNS, tuple(budget_rows()), unit=IN_FRANCS, carried=True
    )


def issue(text: str) -> Issue:
    return Issue(Severity.WARNING, Text(text))


FUNDERS = (
    ("Commune", 8_756_289, Shade.BLACK),
    ("État", 36_594_012_000, Shade.HATCH),
    ("ANICT", 12_000, Shade.WHITE),
    ("Partenaires extérieurs et coopération décentralisée", 26_000, Shade.BLACK),
    ("Population", 900, Shade.HATCH),
    ("Diaspora de N’Tiobougou en région parisienne", 0, Shade.WHITE),
    ("Ressortissants", 77, Shade.WHITE),
    ("Autres", 50, Shade.BLACK),
)


def who_pays() -> WhoPays:
    return WhoPays(tuple(Part(name, Money(n), shade) for name, n, shade in FUNDERS))


def signatures(*, stamp: bool = True) -> Signatures:
    return Signatures(
        (
            Signature("Dressé par le Maire, ordonnateur", stamp=stamp),
            Signature(
                "Délibéré et voté par le conseil communal",
                ("Délibération n° 2025-007/CR-NYT du 28/10/2025",),
            ),
            Signature("Vu et approuvé – Le Préfet du cercle de Niéna", framed=True),
            Signature("Le chef de village", thumb=True),
        )
    )


def everything() -> Iterator[Block]:
    yield Cover(
        "Budget primitif",
        "Exercice 2026",
        "Commune rurale de Nyétaso",
        (
            Figure(Money(65_945_000), "Section de fonctionnement", "73,76 %"),
            Figure(Money(23_455_800), "Section d’investissement", "26,24 %"),
            Figure(HUGE, "Total général", "recettes = dépenses"),
        ),
        "11 640 habitants (2026) · 7 villages · 17 conseillers",
        (
            Step("Projet établi par le Maire", dt.date(2025, 10, 6)),
            Step("Débat public", dt.date(2025, 10, 11)),
            Step("Vote du conseil communal", dt.date(2025, 10, 28)),
            Step("Transmission au Préfet"),
            Step("Approbation"),
        ),
    )
    yield Heading("Section de fonctionnement", beside="Recettes")
    yield budget_table()
    yield who_pays()
    yield PageBreak()
    yield Heading("Arrêté du budget")
    yield ClosingFormula(
        "Arrêté le présent budget de la commune rurale de Nyétaso, exercice 2026, "
        "en recettes et en dépenses, à la somme de",
        Money(89_400_800),
        (
            ("section de fonctionnement", Money(65_945_000)),
            ("section d’investissement", Money(23_455_800)),
        ),
    )
    yield KeyFigures(
        (
            Figure(2_240, "habitants en 2026"),
            Figure(Share(6_595), "de la TDRL recouvrés"),
            Figure(Money(12_500_000), "coût du forage"),
        )
    )
    yield Heading("Observations", 2)
    yield Prose(
        (
            Paragraph(
                (
                    Run("Le village de "),
                    Run("N’Tiobougou", bold=True),
                    Run(" doit "),
                    Run(Money(1_537_500), bold=True),
                    Run(" ; il a payé ", italic=True),
                    Run(Money(1_014_000)),
                    Run(f". {'Kɔnɔbugu ni Ɲamina ŋaniya ɓɛ taa. ' * 12}"),
                )
            ),
            Paragraph((Run("Délibération du 28/10/2025"),), BOX),
            Paragraph((Run("une liste, premier point ;"),), DASH),
            Paragraph((Run("la loi n° 2017-051 du 2 octobre 2017 ;"),), "Vu"),
        ),
        Voice.ACT,
    )
    yield say_prose(
        "Sur 100 francs, 66 sont payés. Il reste 523 500 francs.", voice=Voice.ALOUD
    )
    yield Findings(
        tuple(
            issue(f"Action {n} : écart de 54 700 000 F entre le tableau et le PIA.")
            for n in range(1, 6)
        ),
        ("Les 8 actions font 53 866 667 F.",),
    )
    yield Note("Signes rares : − ≤ ≥ → ✓ □ ߒߞߏ.")
    yield signatures()

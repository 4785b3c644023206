"""The table of what accounts were in years before the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.past_figures import (
    KEY,
    PAST,
    AddPastFigure,
    RemovePastFigures,
    RevisePastFigure,
    past_figures,
)
from commune_desk.tables.fields import fields_of
from commune_desk.tables.nomenclature import SECTION_CHOICES, SIDE_CHOICES
from commune_desk.tables.table import Kind, Table, always

if TYPE_CHECKING:
    from commune_desk.services.past_figures import PastRow

_past = fields_of(PAST, RevisePastFigure)

PAST_FIGURES: Table[PastRow] = Table(
    name="past_figures",
    title=N_("Figures of earlier years"),
    purpose=N_(
        "Forecasts and accounts of years that were kept elsewhere; papers compare with"
        " them."
    ),
    rows=past_figures,
    reads={"past_figures": "id"},
    columns=always(
        _past("year", Kind.YEAR, width=8),
        _past("section", Kind.CHOICE, width=16, choices=SECTION_CHOICES),
        _past("side", Kind.CHOICE, width=12, choices=SIDE_CHOICES),
        _past("code", Kind.CODE, width=9, also=("Compte",)),
        _past("forecast", Kind.MONEY, width=16, also=("Prévisions",)),
        _past("realised", Kind.MONEY, width=16, also=("Réalisations",)),
    ),
    identity=KEY,
    likeness=("code",),
    add=lambda _, values: AddPastFigure(dict(values)),
    remove=lambda rows: RemovePastFigures(tuple(row.id for row in rows)),
    record="past_figures",
    required=frozenset(KEY),
    row_title=lambda row: f"{row.code} {row.year}",
    empty=N_("No figure of an earlier year yet: import the old accounts."),
    one_sum=False,
)

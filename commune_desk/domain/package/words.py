"""The words by which people call what a package and a region’s desk hold as codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.package.manifest import Period, Stage, Standing
from commune_desk.domain.package.region import Level, SendingState
from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    from enum import Enum

PARTS: dict[tuple[str, str], Text] = {
    ("FONC", "R"): N_("Operating – revenue"),
    ("FONC", "D"): N_("Operating – expenditure"),
    ("INV", "R"): N_("Investment – revenue"),
    ("INV", "D"): N_("Investment – expenditure"),
}
"""The four parts of a budget, by section and side, in the order of papers."""

STATES: dict[str, Text] = {
    "IDEE": N_("idea"),
    "PROGRAMME": N_("in the programme"),
    "PIA": N_("in the plan of the year"),
    "RECHERCHE": N_("seeking money"),
    "FINANCE": N_("funded"),
    "PASSATION": N_("in procurement"),
    "EN_COURS": N_("under way"),
    "RECEPTIONNE": N_("works accepted"),
    "ACHEVE": N_("works completed"),
    "SUSPENDU": N_("put on hold"),
    "REPORTE": N_("put off"),
    "ABANDONNE": N_("given up"),
}
FUNDERS: dict[str, Text] = {
    "COMMUNE": N_("Commune"),
    "ETAT": N_("State"),
    "ANICT": N_("ANICT"),
    "PTF": N_("Partners (PTF)"),
    "POPULATION": N_("Population"),
    "DIASPORA": N_("Diaspora"),
    "AUTRE": N_("Other"),
}
FUNDING: dict[str, Text] = {
    "RECHERCHE": N_("sought"),
    "PROMIS": N_("promised"),
    "ACQUIS": N_("secured"),
    "VERSE": N_("paid"),
}
LIGHTS: dict[str, Text] = {
    "VERT": N_("green"),
    "ORANGE": N_("orange"),
    "ROUGE": N_("red"),
    "GRIS": N_("not judged"),
}
CALLED: dict[Enum, Text] = {
    Stage.PRIMITIVE: N_("primitive budget"),
    Stage.ADDITIONAL: N_("additional budget"),
    Stage.CHANGE: N_("changes of the budget"),
    Stage.EXECUTION: N_("execution"),
    Stage.ACCOUNT: N_("administrative account"),
    Standing.PROVISIONAL: N_("provisional"),
    Standing.MAYOR: N_("confirmed by the mayor"),
    Standing.ADOPTED: N_("adopted by the council"),
    Standing.APPROVED: N_("approved"),
    Period.YEAR: N_("year"),
    Period.FIRST_HALF: N_("1st half-year"),
    Period.SECOND_HALF: N_("2nd half-year"),
    SendingState.ON_TIME: N_("come"),
    SendingState.LATE: N_("come late"),
    SendingState.WAITED: N_("awaited"),
    SendingState.OVERDUE: N_("overdue"),
    SignatureState.KNOWN: N_("signed, known key"),
    SignatureState.NEW: N_("signed, NEW key"),
    SignatureState.NONE: N_("not signed"),
    SignatureState.BAD: N_("BAD signature"),
    Level.COMMUNE: N_("By commune"),
    Level.CERCLE: N_("By cercle"),
    Level.REGION: N_("Region"),
}
"""Other values, each of which is told of one thing only."""

"""The words by which people call what a package and a region’s desk hold as codes."""

from __future__ import annotations

from commune_desk.domain.text import N_, Text

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

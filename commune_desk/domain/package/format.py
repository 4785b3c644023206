"""The tables of `commune-desk-export/1`, in their order in the file.

The eight files of `exchange-and-safety.md` 3.1, and beside them what the issue of the
half-year needs: places, yearly costs and progress of projects, TDRL by village,
agreements with their tranches, restitutions and complaints.
"""

from __future__ import annotations

from commune_desk.domain.package.fields import AMOUNT_MOST, Field, FieldKind, Resource

FORMAT = "commune-desk-export/1"
SCHEMA_VERSION = 1
"""Of the tables below; a newer one is refused, an older one converted."""

CURRENCY = "XOF"

SECTIONS = ("FONC", "INV")
SIDES = ("R", "D")
STATES = (
    "IDEE",
    "PROGRAMME",
    "PIA",
    "RECHERCHE",
    "FINANCE",
    "PASSATION",
    "EN_COURS",
    "RECEPTIONNE",
    "ACHEVE",
    "SUSPENDU",
    "REPORTE",
    "ABANDONNE",
)
FUNDERS = ("COMMUNE", "ETAT", "ANICT", "PTF", "POPULATION", "DIASPORA", "AUTRE")
FUNDING_STATES = ("RECHERCHE", "PROMIS", "ACQUIS", "VERSE")
VILLAGES = ("VILLAGE", "FRACTION", "QUARTIER", "HAMEAU")
COMMITTEE_STATES = ("ACTIF", "SOMMEIL", "DISSOUS")
LIGHTS = ("VERT", "ORANGE", "ROUGE", "GRIS")
TRANCHES = ("PREVUE", "PROMISE", "RECUE")

_SIGNED = -AMOUNT_MOST
_K = FieldKind


def _key(
    name: str, refers: str = "", *, required: bool = True, note: str = ""
) -> Field:
    return Field(name, _K.KEY, required=required, longest=40, refers=refers, note=note)


def _amount(
    name: str, note: str, *, required: bool = True, signed: bool = False
) -> Field:
    least = _SIGNED if signed else 0
    return Field(name, _K.AMOUNT, required=required, least=least, note=note)


def _code(name: str, codes: tuple[str, ...], *, required: bool = True) -> Field:
    return Field(name, _K.CODE, required=required, codes=codes)


def _count(name: str, note: str = "", *, most: int | None = None) -> Field:
    return Field(name, _K.COUNT, most=most, note=note)


_HALF = Field("semestre", _K.COUNT, required=True, least=1, most=2)
_SECTION, _SIDE = _code("section", SECTIONS), _code("sens", SIDES)
_LATITUDE = Field("latitude", _K.MEASURE, least=-90, most=90)
_LONGITUDE = Field("longitude", _K.MEASURE, least=-180, most=180)

PROJECTS = Resource(
    "projets",
    "Projets du plan",
    ("projet_id",),
    (
        _key("projet_id"),
        Field("code", longest=40, note="numéro de l’action dans le plan"),
        Field("intitule", required=True, longest=300),
        Field("secteur", required=True, longest=100),
        Field("sous_secteur", longest=100),
        Field("axe", longest=300),
        Field("objectif", longest=500),
        Field("nature", longest=60),
        Field("hors_plan", _K.FLAG, required=True),
        _code("statut", STATES),
        Field("commune_entiere", _K.FLAG, required=True),
        Field("quantite", _K.COUNT),
        Field("unite", longest=60),
        _amount("cout_total_fcfa", "toutes années", required=True),
        _amount("cout_exercice_fcfa", "l’exercice seul"),
        Field("debut", _K.DATE),
        Field("fin", _K.DATE),
        _count("femmes", "bénéficiaires"),
        _count("hommes", "bénéficiaires"),
        _LATITUDE,
        _LONGITUDE,
    ),
    screen="actions",
)
PROJECT_PLACES = Resource(
    "projet_villages",
    "Lieux des projets",
    ("projet_id", "village_id"),
    (_key("projet_id", "projets"), _key("village_id", "villages")),
    screen="actions",
)
PROJECT_COSTS = Resource(
    "projet_couts",
    "Coûts des projets par année",
    ("projet_id", "annee"),
    (
        _key("projet_id", "projets"),
        Field("annee", _K.YEAR, required=True),
        _amount("cout_fcfa", "prévu au plan"),
    ),
    screen="actions",
)
PROJECT_FUNDING = Resource(
    "projet_financements",
    "Financements des projets",
    ("financement_id",),
    (
        _key("financement_id"),
        _key("projet_id", "projets"),
        Field("annee", _K.YEAR, required=True),
        _code("classe", FUNDERS),
        Field("partenaire", longest=200),
        _code("statut", FUNDING_STATES),
        _amount("montant_fcfa", "vide : pas de montant en francs", required=False),
        Field("devise", longest=3, note="d’un montant qui n’est pas en francs"),
        Field("montant_devise", _K.MEASURE, least=0, most=AMOUNT_MOST),
    ),
    parts=("classe",),
    screen="contributions",
)
PROJECT_PROGRESS = Resource(
    "projet_avancement",
    "Avancement des projets",
    ("projet_id", "semestre"),
    (
        _key("projet_id", "projets"),
        _HALF,
        _count("physique_pct", "avancement physique, au dernier jour", most=100),
        _amount("engage_fcfa", "cumulé au dernier jour du semestre", required=False),
        _amount("paye_fcfa", "cumulé au dernier jour du semestre", required=False),
    ),
    screen="progress",
)
BUDGET = Resource(
    "budget_lignes",
    "Lignes du budget",
    ("ligne_id",),
    (
        _key("ligne_id"),
        Field("exercice", _K.YEAR, required=True),
        _SECTION,
        _SIDE,
        Field("compte", required=True, longest=20),
        Field("libelle", required=True, longest=200),
        Field("fonction", longest=20),
        Field("ordre", _K.FLAG, required=True, note="opération d’ordre"),
        _amount("primitif_fcfa", "budget primitif"),
        _amount("additionnel_fcfa", "budget additionnel", signed=True),
        _amount("autorisations_fcfa", "autorisations spéciales", signed=True),
        _amount("virements_fcfa", "virements de crédits", signed=True),
        _amount("credit_fcfa", "prévision ou crédit définitif", signed=True),
    ),
    parts=("section", "sens"),
    screen="budget",
)
EXECUTION = Resource(
    "budget_execution",
    "Exécution du budget par semestre",
    ("ligne_id", "semestre"),
    (
        _key("ligne_id", "budget_lignes"),
        _HALF,
        _SECTION,
        _SIDE,
        _amount("engage_fcfa", "dépenses", signed=True),
        _amount("liquide_fcfa", "dépenses", signed=True),
        _amount("mandate_fcfa", "dépenses", signed=True),
        _amount("paye_fcfa", "dépenses", signed=True),
        _amount("titre_fcfa", "recettes : titres émis", signed=True),
        _amount("recouvre_fcfa", "recettes", signed=True),
        _amount("non_valeur_fcfa", "recettes admises en non-valeur", signed=True),
    ),
    parts=("section", "sens"),
    screen="ledger",
)
TDRL = Resource(
    "tdrl_villages",
    "TDRL par village",
    ("village_id",),
    (
        _key("village_id", "villages"),
        _count("population"),
        _count("imposables"),
        _count("exemptes", "vide de 1 à 4 : trop peu pour être publié"),
        _amount("taux_fcfa", "par personne imposable"),
        _amount("emis_fcfa", "rôle de l’exercice"),
        _amount("recouvre_fcfa", "sur le rôle de l’exercice"),
        _amount("arrieres_fcfa", "restes des rôles antérieurs au 1er janvier"),
        _amount("arrieres_recouvres_fcfa", "dans l’exercice, sur ces restes"),
    ),
    screen="tdrl-recovery",
)
COMMITTEES = Resource(
    "comites",
    "Comités de gestion",
    ("comite_id",),
    (
        _key("comite_id"),
        Field("type", required=True, longest=40),
        Field("nom", required=True, longest=200),
        _key("village_id", "villages", required=False),
        _code("etat", COMMITTEE_STATES),
        Field("cree_le", _K.DATE),
        Field("recepisse", _K.FLAG, required=True),
        _count("membres"),
        _count("femmes"),
        _count("jeunes"),
        _count("postes"),
        _count("postes_vacants"),
        Field("fin_mandat", _K.DATE, note="le plus tôt des mandats en cours"),
        _code("feu", LIGHTS),
    ),
    screen="committees",
)
COMMITTEE_ACCOUNTS = Resource(
    "comite_bilans",
    "Comptes des comités",
    ("comite_id", "debut"),
    (
        _key("comite_id", "comites"),
        Field("debut", _K.DATE, required=True),
        Field("fin", _K.DATE, required=True),
        _amount("recettes_fcfa", "de la période", required=False),
        _amount("depenses_fcfa", "de la période", required=False),
        _amount(
            "solde_fcfa",
            "caisse et banque à la fin ; vide sans cahier de caisse",
            required=False,
            signed=True,
        ),
        _amount("redevances_dues_fcfa", "à la commune, dans l’exercice"),
        _amount("redevances_payees_fcfa", "à la commune, dans l’exercice"),
    ),
    screen="cash_entries",
)
VILLAGE = Resource(
    "villages",
    "Villages, fractions et quartiers",
    ("village_id",),
    (
        _key("village_id"),
        Field("code", longest=20, note="de la liste de codes de l’envoi"),
        Field("nom", required=True, longest=120),
        _code("nature", VILLAGES),
        _count("population"),
        Field("population_annee", _K.YEAR),
        _count("menages"),
        _LATITUDE,
        _LONGITUDE,
    ),
    screen="villages",
)
AGREEMENTS = Resource(
    "conventions",
    "Conventions de financement",
    ("convention_id",),
    (
        _key("convention_id"),
        Field("reference", longest=60),
        Field("intitule", required=True, longest=300),
        Field("partenaires", longest=500),
        Field("debut", _K.DATE, required=True),
        Field("fin", _K.DATE),
        Field("devise", required=True, longest=3),
        Field("montant_devise", _K.MEASURE, required=True, least=0, most=AMOUNT_MOST),
        _amount("montant_fcfa", "converti au taux de la convention", required=False),
        _amount("utilise_fcfa", "au dernier jour", required=False),
    ),
    screen="agreements",
)
INSTALMENTS = Resource(
    "convention_tranches",
    "Tranches des conventions",
    ("convention_id", "bailleur", "numero"),
    (
        _key("convention_id", "conventions"),
        Field("bailleur", required=True, longest=200),
        Field("numero", _K.COUNT, required=True, least=1),
        Field("prevue_le", _K.DATE, required=True),
        _code("statut", TRANCHES),
        Field("recue_le", _K.DATE),
        _amount("prevu_fcfa", "vide sans taux", required=False),
        _amount("recu_fcfa", "porté au compte", required=False),
    ),
    screen="tranches",
)
INDICATORS = Resource(
    "indicateurs",
    "Indicateurs du plan",
    ("indicateur_id",),
    (
        _key("indicateur_id"),
        Field("intitule", required=True, longest=300),
        Field("unite", longest=60),
        Field("reference", _K.MEASURE, least=-AMOUNT_MOST, most=AMOUNT_MOST),
        Field("reference_annee", _K.YEAR),
        Field("cible", _K.MEASURE, least=-AMOUNT_MOST, most=AMOUNT_MOST),
        Field("cible_annee", _K.YEAR),
        Field("valeur", _K.MEASURE, least=-AMOUNT_MOST, most=AMOUNT_MOST),
        Field("valeur_annee", _K.YEAR),
    ),
    screen="indicators",
)
RESTITUTIONS = Resource(
    "restitutions",
    "Restitutions publiques",
    ("restitution_id",),
    (
        _key("restitution_id"),
        Field("tenue_le", _K.DATE, required=True),
        Field("lieu", longest=120),
        _count("femmes"),
        _count("hommes"),
        _count("jeunes"),
        _count("questions"),
    ),
    screen="public_sessions",
)
COMPLAINTS = Resource(
    "plaintes",
    "Plaintes par catégorie",
    ("categorie",),
    (
        Field("categorie", required=True, longest=120),
        _count("recues"),
        _count("repondues"),
        _count("hors_delai"),
    ),
    screen="complaints",
)
OFFICE_HOLDERS = Resource(
    "responsables",
    "Responsables",
    ("comite_id", "poste", "nom"),
    (
        _key("comite_id", "comites"),
        Field("poste", required=True, longest=120),
        Field("nom", required=True, longest=120, personal=1),
        Field("telephone", longest=20, personal=2),
    ),
    screen="committees",
    personal=1,
)

RESOURCES: tuple[Resource, ...] = (
    PROJECTS,
    PROJECT_PLACES,
    PROJECT_COSTS,
    PROJECT_FUNDING,
    PROJECT_PROGRESS,
    BUDGET,
    EXECUTION,
    COMMITTEES,
    COMMITTEE_ACCOUNTS,
    VILLAGE,
    TDRL,
    AGREEMENTS,
    INSTALMENTS,
    INDICATORS,
    RESTITUTIONS,
    COMPLAINTS,
    OFFICE_HOLDERS,
)
BY_NAME = {resource.name: resource for resource in RESOURCES}

MANIFEST, README = "datapackage.json", "LISEZMOI.txt"
MAP, OVERVIEW, SIGNATURE = "carte.geojson", "apercu.xlsx", "signature.ed25519"
MEMBERS: tuple[str, ...] = (
    MANIFEST,
    README,
    *(resource.path for resource in RESOURCES),
    MAP,
    OVERVIEW,
    SIGNATURE,
)
"""All names that may stand in a package, in their order; no others."""

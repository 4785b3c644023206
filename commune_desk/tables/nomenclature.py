"""The tables of the nomenclature: versions, accounts, functions, conversions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.budget import Collector, Origin, Section, Side
from commune_desk.domain.money import Share
from commune_desk.domain.text import N_
from commune_desk.services.nomenclature import (
    ACCOUNT,
    NOMENCLATURE,
    RemoveAccounts,
    RemoveNomenclatures,
    ReviseAccount,
    ReviseNomenclature,
)
from commune_desk.services.nomenclature_lists import (
    SECTIONS,
    SIDES,
    account_lines,
    conversions,
    functions,
    nomenclatures,
)
from commune_desk.tables.choices import members
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from commune_desk.domain.text import Text
    from commune_desk.services.nomenclature_lists import (
        AccountLine,
        ConversionRow,
        FunctionRow,
        NomenclatureRow,
    )

_list = fields_of(NOMENCLATURE, ReviseNomenclature)
_account = fields_of(ACCOUNT, ReviseAccount)

SECTION_CHOICES = members(Section, {Section.INVESTMENT: ("investissement",)})
SIDE_CHOICES = members(
    Side,
    {
        Side.REVENUE: ("recettes", "ressource", "ressources"),
        Side.EXPENDITURE: ("dépense", "dépenses", "emploi", "emplois"),
    },
)

NOMENCLATURES: Table[NomenclatureRow] = Table(
    name="nomenclatures",
    title=N_("Nomenclatures"),
    purpose=N_(
        "The lists of accounts in their versions; the one that ships is a working"
        " list, to be replaced by the official annex."
    ),
    rows=nomenclatures,
    reads={"nomenclatures": "id", "accounts": None},
    columns=always(
        _list("name", width=22),
        _list("title", width=40),
        _list("valid_from", Kind.DATE, width=12),
        _list("valid_until", Kind.DATE, width=12),
        _list("official", Kind.FLAG, width=10),
        Column("accounts", N_("Accounts"), lambda x: x.accounts, Kind.INTEGER, 10),
        _list("source", width=40, shown=False),
    ),
    identity=("name",),
    remove=lambda rows: RemoveNomenclatures(tuple(row.id for row in rows)),
    record="nomenclatures",
    row_title=lambda row: row.name,
    empty=N_("No nomenclature yet: load one."),
)


PARTS: dict[tuple[Section, Side], Text] = {
    (Section.OPERATING, Side.REVENUE): N_("Operating revenue"),
    (Section.OPERATING, Side.EXPENDITURE): N_("Operating expenditure"),
    (Section.INVESTMENT, Side.REVENUE): N_("Investment revenue"),
    (Section.INVESTMENT, Side.EXPENDITURE): N_("Investment expenditure"),
}
"""The four parts of a budget, in the order in which it is read."""


ACCOUNTS: Table[AccountLine] = Table(
    name="accounts",
    title=N_("Accounts"),
    purpose=N_("The accounts of the nomenclature in use; only leaves take amounts."),
    rows=account_lines,
    reads={
        "accounts": None,
        "nomenclatures": None,
        "fiscal_years": None,
    },
    columns=always(
        _account("code", Kind.CODE, width=9, also=("Compte",)),
        _account("title", width=46, also=("Titre", "Libellé", "label_fr", "Intitulé")),
        _account("section", Kind.CHOICE, width=14, choices=SECTION_CHOICES),
        _account("side", Kind.CHOICE, width=10, choices=SIDE_CHOICES, also=("Sens",)),
        _account("parent", Kind.CODE, width=8),
        _account("compulsory", Kind.FLAG, width=11),
        _account("origin", Kind.CHOICE, width=11, choices=members(Origin)),
        _account("tax", Kind.FLAG, width=8),
        _account("collector", Kind.CHOICE, width=16, choices=members(Collector)),
        _account("order", Kind.FLAG, width=10, shown=False),
        _account("pass_through", Kind.FLAG, width=10, shown=False),
        _account("function_code", Kind.CODE, width=9, shown=False),
        _account("source", width=40, shown=False),
    ),
    levels=(
        Level(
            lambda x: (SECTIONS.index(x.section), SIDES.index(x.side)),
            lambda x: PARTS[x.section, x.side],
        ),
    ),
    identity=("section", "side", "code"),
    remove=lambda rows: RemoveAccounts(tuple(row.id for row in rows)),
    record="accounts",
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("No account yet: load a nomenclature."),
)

FUNCTIONS: Table[FunctionRow] = Table(
    name="functions",
    title=N_("Functions"),
    purpose=N_("What the money is for; the international list stands in for Mali’s."),
    rows=functions,
    reads={"functions": None, "nomenclatures": None, "fiscal_years": None},
    columns=always(
        Column("code", N_("Code"), lambda x: x.code, Kind.CODE, 9),
        Column("title", N_("Function"), lambda x: x.title, width=60),
        Column("parent", N_("Parent"), lambda x: x.parent, Kind.CODE, 8),
    ),
    record="functions",
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("No function yet: load a nomenclature."),
)

CONVERSIONS: Table[ConversionRow] = Table(
    name="conversions",
    title=N_("Conversion"),
    purpose=N_("Where each account of an older list goes in the one in use."),
    rows=conversions,
    reads={"conversions": None, "accounts": None, "fiscal_years": None},
    columns=always(
        Column("old_name", N_("Older list"), lambda x: x.old_name, width=20),
        Column("section", N_("Section"), lambda x: x.section, Kind.CHOICE, 14),
        Column("side", N_("Side"), lambda x: x.side, Kind.CHOICE, 10),
        Column("old_code", N_("Old account"), lambda x: x.old_code, Kind.CODE, 9),
        Column("old_title", N_("Old title"), lambda x: x.old_title, width=34),
        Column("new_code", N_("New account"), lambda x: x.new_code, Kind.CODE, 9),
        Column("new_title", N_("New title"), lambda x: x.new_title, width=34),
        Column("share", N_("Part"), lambda x: Share(x.share), Kind.SHARE, 8),
        Column("note", N_("Note"), lambda x: x.note, width=24, shown=False),
    ),
    record="conversions",
    row_title=lambda row: f"{row.old_code} → {row.new_code}",
    empty=N_("No conversion table yet."),
)

"""The registry of committees: the committees themselves, their acts, their works."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import ActKind, CommitteeState, InstallationState
from commune_desk.domain.text import N_
from commune_desk.services.committee_acts import (
    ACT,
    AddAct,
    RemoveActs,
    ReviseAct,
    committee_acts,
)
from commune_desk.services.committee_links import LINKS, LinkCommittee, NameCommittee
from commune_desk.services.committees import (
    COMMITTEE,
    AddCommittee,
    RemoveCommittees,
    ReviseCommittee,
    committees,
)
from commune_desk.services.installations import (
    BREAKDOWN,
    INSTALLATION,
    AddBreakdown,
    AddInstallation,
    RemoveBreakdowns,
    RemoveInstallations,
    ReviseBreakdown,
    ReviseInstallation,
    breakdowns,
    installations,
)
from commune_desk.services.registry import book
from commune_desk.tables.choices import action_choices, members, village_choices
from commune_desk.tables.committee_types import known, type_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.committee_acts import ActRow
    from commune_desk.services.committees import CommitteeRow
    from commune_desk.services.installations import BreakdownRow, InstallationRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.sustainability import SheetRow

_committee = fields_of(COMMITTEE, ReviseCommittee)
_act = fields_of(ACT, ReviseAct)
_works = fields_of(INSTALLATION, ReviseInstallation)
_breakdown = fields_of(BREAKDOWN, ReviseBreakdown)
STATES = members(
    CommitteeState,
    {
        CommitteeState.ACTIVE: ("en activité", "actif"),
        CommitteeState.DISSOLVED: ("dissoute",),
    },
)


def committee_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the committees of the registry."""
    return [Choice(each.id, each.committee.name) for each in book(session)]


REGISTERED: Column[SheetRow] = Column(
    "committee_id",
    N_("Committee of the register"),
    lambda row: row.committee_id,
    Kind.CHOICE,
    30,
    edit=lambda row, value: NameCommittee(row.id, value),
    choices=committee_choices,
    shown=False,
)
"""Of the sheet of an action: who runs what it built."""

RUN_BY: dict[str, None] = dict.fromkeys(("committee_actions", "committees"))


def installation_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the installations; the village tells those of one name apart."""
    rows = installations(session)
    often = Counter(row.title for row in rows)
    return [
        Choice(
            row.id,
            f"{row.title} – {row.village}"
            if often[row.title] > 1 and row.village
            else row.title,
        )
        for row in rows
    ]


def _add(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddCommittee(known(values), scope.plan_id)


def _linked(name: str, width: int, **facts: Any) -> Column[CommitteeRow]:
    return Column(
        name,
        LINKS[name],
        lambda row: getattr(row, name),
        width=width,
        edit=lambda row, value: LinkCommittee(row.id, name, value, row.plan_id),
        shown=False,
        **facts,
    )


COMMITTEES: Table[CommitteeRow] = Table(
    name="committees",
    title=N_("Register of committees"),
    purpose=N_("Who runs the water, the schools, the markets, and until when."),
    rows=committees,
    reads={
        "committees": "id",
        **dict.fromkeys(
            (
                "seats",
                "terms",
                "persons",
                "committee_types",
                "committee_places",
                "committee_actions",
                "villages",
                "communes",
                "settings",
            )
        ),
    },
    columns=always(
        _committee("name", width=32),
        _committee("village_id", Kind.CHOICE, width=16, choices=village_choices),
        _committee("state", Kind.CHOICE, width=14, choices=STATES),
        Column("bureau", N_("Bureau"), lambda row: row.bureau, width=9),
        Column("women", N_("Women"), lambda row: row.women, Kind.INTEGER, 8),
        Column("next_end", N_("Next end"), lambda row: row.next_end, Kind.DATE, 12),
        Column(
            "standing",
            N_("To watch"),
            lambda row: row.standing or None,
            width=28,
        ),
        _committee(
            "type_id",
            Kind.CHOICE,
            width=30,
            choices=type_choices,
            shown=False,
            also=("Type",),
        ),
        _committee(
            "created_on",
            Kind.DATE,
            width=12,
            shown=False,
            note=N_("Its seats exist from this day on."),
        ),
        _linked("villages", 24, note=N_("Besides its own, separated by “;”.")),
        _linked("communes", 18, note=N_("Where the works serve several communes.")),
        _linked("actions", 14, note=N_("Numbers of the plan, separated by “;”.")),
        _committee("legal_form", width=24, shown=False),
        _committee("term_months", Kind.INTEGER, width=9, shown=False),
        _committee("warning_days", Kind.INTEGER, width=9, shown=False),
        _committee("members", Kind.INTEGER, width=9, shown=False),
        _committee("bank", width=16, shown=False),
        _committee("bank_account", width=18, shown=False),
        _committee("cash_ceiling", Kind.MONEY, width=12, shown=False),
        _committee("renewal_target", Kind.MONEY, width=12, shown=False),
        _committee("dissolved_on", Kind.DATE, width=12, shown=False),
        _committee("note", width=30, shown=False),
    ),
    levels=(Level(lambda row: (row.type, row.type_id), lambda row: row.type),),
    identity=("name",),
    add=_add,
    remove=lambda rows: RemoveCommittees(tuple(row.id for row in rows)),
    record="committees",
    required=frozenset({"name", "type_id", "created_on"}),
    row_title=lambda row: row.name,
    empty=N_("No committee yet: its seats come with its type."),
    fills=("committee-sheet", "committee-directory", "terms-to-renew", "renewal-kit"),
)

COMMITTEE_ACTS: Table[ActRow] = Table(
    name="committee_acts",
    title=N_("Acts of the committees"),
    purpose=N_("Récépissés, conventions and contracts, and until when they hold."),
    rows=committee_acts,
    reads={"committee_acts": "id", "committees": None, "settings": None},
    columns=always(
        _act(
            "committee_id",
            Kind.CHOICE,
            width=30,
            choices=committee_choices,
            shown=False,
        ),
        _act("kind", Kind.CHOICE, width=28, choices=members(ActKind)),
        _act("number", width=16),
        _act("dated", Kind.DATE, width=12),
        _act("authority", width=24),
        _act("valid_until", Kind.DATE, width=12),
        Column("validity", N_("Validity"), lambda row: row.validity, width=22),
        _act("note", width=30, shown=False),
    ),
    levels=(Level(lambda row: (row.committee, row.committee_id),
                  lambda row: row.committee),),
    identity=("committee_id", "kind", "number"),
    add=lambda _, values: AddAct(known(values)),
    remove=lambda rows: RemoveActs(tuple(row.id for row in rows)),
    record="committee_acts",
    required=frozenset({"committee_id", "kind"}),
    carries=("committee_id",),
    row_title=lambda row: f"{row.committee} – {row.number}",
    empty=N_("No act yet."),
    fills=("committee-sheet",),
)  # fmt: skip

INSTALLATIONS: Table[InstallationRow] = Table(
    name="installations",
    title=N_("Installations"),
    purpose=N_("Pumps, schools, markets: who runs them, and whether they work."),
    rows=installations,
    reads={
        "installations": "id",
        **dict.fromkeys(("breakdowns", "committees", "villages", "settings")),
    },
    columns=always(
        _works("title", width=30),
        _works("kind", width=20),
        _works("village_id", Kind.CHOICE, width=16, choices=village_choices),
        _works("committee_id", Kind.CHOICE, width=30, choices=committee_choices),
        _works("state", Kind.CHOICE, width=12, choices=members(InstallationState)),
        _works("served_from", Kind.DATE, width=12),
        Column(
            "days",
            N_("Days out of service (1 year)"),
            lambda row: row.days or None,
            Kind.INTEGER,
            12,
        ),
        _works("action_id", Kind.CHOICE, width=30, choices=action_choices, shown=False),
        _works("capacity", width=20, shown=False),
        _works("note", width=30, shown=False),
    ),
    identity=("title", "village_id"),
    add=lambda _, values: AddInstallation(known(values)),
    remove=lambda rows: RemoveInstallations(tuple(row.id for row in rows)),
    record="installations",
    required=frozenset({"title"}),
    row_title=lambda row: row.title,
    empty=N_("No installation yet."),
    fills=("committee-sheet",),
)

BREAKDOWNS: Table[BreakdownRow] = Table(
    name="breakdowns",
    title=N_("Breakdowns"),
    purpose=N_("Each failure until it is repaired: days without service, and cost."),
    rows=breakdowns,
    reads={"breakdowns": "id", "installations": None, "settings": None},
    columns=always(
        _breakdown(
            "installation_id",
            Kind.CHOICE,
            width=30,
            choices=installation_choices,
            shown=False,
        ),
        _breakdown("broken_on", Kind.DATE, width=12),
        _breakdown("repaired_on", Kind.DATE, width=12),
        Column(
            "days", N_("Days out of service"), lambda row: row.days, Kind.INTEGER, 12
        ),
        _breakdown("cause", width=34),
        _breakdown("cost", Kind.MONEY, width=12, adds=True),
        _breakdown("note", width=30, shown=False),
    ),
    levels=(Level(lambda row: (row.installation, row.installation_id),
                  lambda row: row.called),),
    identity=("installation_id", "broken_on"),
    add=lambda _, values: AddBreakdown(known(values)),
    remove=lambda rows: RemoveBreakdowns(tuple(row.id for row in rows)),
    record="breakdowns",
    required=frozenset({"installation_id", "broken_on"}),
    carries=("installation_id",),
    row_title=lambda row: row.called,
    empty=N_("No breakdown noted."),
    fills=("committee-sheet",),
)  # fmt: skip

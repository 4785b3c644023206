"""What frames the programming: envelopes, works, shares, announced totals, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.names import NAMES
from commune_desk.domain.programming import CLASSES, SHEETS, TOTALS
from commune_desk.domain.text import N_, Text
from commune_desk.domain.versions import Change
from commune_desk.services.announced import (
    ANNOUNCED_FIELDS,
    Announce,
    RemoveAnnounced,
    ReviseAnnounced,
    announced_totals,
    subjects,
)
from commune_desk.services.envelopes import ExplainEnvelope, SetEnvelope, envelopes
from commune_desk.services.shares import (
    SHARE,
    AddShare,
    RemoveShares,
    ReviseShare,
    shares,
)
from commune_desk.services.sustainability import (
    AMOUNTS,
    SHEET_FIELDS,
    DescribeAfterWorks,
    sheets,
)
from commune_desk.services.territory import communes
from commune_desk.services.versions import differences
from commune_desk.tables.actions import ACTIONS, LEVELS, under
from commune_desk.tables.choices import FUNDER_CLASSES, action_choices
from commune_desk.tables.committees import REGISTERED, RUN_BY
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.announced import AnnouncedRow
    from commune_desk.services.command import Command
    from commune_desk.services.envelopes import EnvelopeRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.shares import ShareRow
    from commune_desk.services.sustainability import SheetRow
    from commune_desk.services.versions import DifferenceRow


def _year_of(scope: Scope, year: int) -> tuple[Column[EnvelopeRow], ...]:
    head = Text(str(year))
    return (
        Column(
            f"{year}_envelope",
            N_("Envelope"),
            lambda x: x.envelopes.get(year),
            Kind.MONEY,
            11,
            edit=lambda row, amount: SetEnvelope(
                scope.plan_id, year, row.funder_class, amount
            ),
            adds=True,
            group=head,
        ),
        Column(
            f"{year}_planned",
            N_("Planned in the PIP"),
            lambda x: x.planned.get(year),
            Kind.MONEY,
            11,
            adds=True,
            group=head,
        ),
        Column(
            f"{year}_left",
            N_("Left"),
            lambda x: x.left(year),
            Kind.MONEY,
            11,
            adds=True,
            group=head,
            shown=False,
        ),
        Column(
            f"{year}_over",
            N_("Exceeded by"),
            lambda x: x.over(year),
            Kind.MONEY,
            11,
            adds=True,
            group=head,
            shown=False,
        ),
        Column(
            f"{year}_reason",
            N_("Reason for exceeding it"),
            lambda x: x.reasons.get(year, ""),
            Kind.TEXT,
            24,
            edit=lambda row, reason: ExplainEnvelope(
                scope.plan_id, year, row.funder_class, reason or ""
            ),
            group=head,
            shown=False,
        ),
    )


def _envelopes(scope: Scope) -> tuple[Column[EnvelopeRow], ...]:
    who: Column[EnvelopeRow] = Column(
        "funder_class",
        N_("Class"),
        lambda x: x.funder_class,
        Kind.CHOICE,
        14,
        choices=FUNDER_CLASSES,
    )
    return (who, *(c for year in scope.years for c in _year_of(scope, year)))


ENVELOPES: Table[EnvelopeRow] = Table(
    name="envelopes",
    title=N_("Envelopes"),
    purpose=N_(
        "What each class of funders can give in each year, against what is planned."
    ),
    rows=envelopes,
    reads=dict.fromkeys(("envelopes", "contributions", "actions", "plans")),
    columns=_envelopes,
    identity=("funder_class",),
    record=CLASSES,
    row_title=lambda row: row.funder_class.value,
    fills=("pia", "financing"),
)


def _sheet(key: str, width: int = 20, **facts: Any) -> Column[SheetRow]:
    kind = Kind.MONEY if key in AMOUNTS else Kind.TEXT
    return Column(
        key,
        SHEET_FIELDS[key],
        lambda x: getattr(x, key),
        kind,
        width,
        edit=lambda row, value: DescribeAfterWorks(row.id, key, value),
        adds=kind is Kind.MONEY,
        **facts,
    )


AFTER_WORKS: Table[SheetRow] = Table(
    name="sustainability",
    title=N_("After the works"),
    purpose=N_("Who runs what was built, and what pays for it year after year."),
    rows=sheets,
    reads={**ACTIONS.reads, "sustainability": "action_id", **RUN_BY},
    columns=always(
        Column("code", N_("No."), lambda x: x.action.code, Kind.CODE, 7),
        Column("title", N_("Action"), lambda x: x.action.title, Kind.TEXT, 34),
        _sheet("operator"),
        _sheet("yearly_cost", 13),
        _sheet("yearly_income", 13),
        _sheet("income"),
        _sheet("land_title", 20),
        _sheet("committee", shown=False),
        REGISTERED,
        _sheet("maintenance", shown=False),
        _sheet("note", shown=False),
    ),
    levels=tuple(map(under, LEVELS[:1])),
    identity=("code",),
    record=SHEETS,
    row_title=lambda row: f"{row.action.code}  {row.action.title}",
    empty=N_("No action of this plan builds anything."),
    fills=("project-sheets",),
)


def commune_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the communes of the dossier."""
    return [Choice(row.id, row.name) for row in communes(session, scope)]


_share = fields_of(SHARE, ReviseShare)


def _add_share(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = {k: v for k, v in values.items() if v is not None}
    return AddShare({**given, "share": given["share"].basis_points})


SHARES: Table[ShareRow] = Table(
    name="action-shares",
    title=N_("Parts of the communes"),
    purpose=N_("Who bears what of the actions that several communes share."),
    rows=shares,
    reads=dict.fromkeys(("action_shares", "actions", "action_costs", "communes")),
    columns=always(
        _share("action_id", Kind.CHOICE, width=44, choices=action_choices, shown=False),
        _share("commune_id", Kind.CHOICE, width=34, choices=commune_choices),
        Column(
            "share",
            SHARE.fields["share"],
            lambda x: x.share,
            Kind.SHARE,
            10,
            edit=lambda row, v: ReviseShare(
                row.id, "share", None if v is None else v.basis_points
            ),
        ),
        Column("amount", N_("Amount"), lambda x: x.amount, Kind.MONEY, 16, adds=True),
        _share("note", width=30),
    ),
    levels=(Level(lambda x: x.code, lambda x: f"{x.code}  {x.title}"),),
    identity=("action_id", "commune_id"),
    add=_add_share,
    remove=lambda rows: RemoveShares(tuple(row.id for row in rows)),
    record="action_shares",
    required=frozenset({"action_id", "commune_id", "share"}),
    row_title=lambda row: f"{row.code}  {row.commune}",
    empty=N_("No action is shared with another commune."),
    fills=("project-sheets",),
)


def subject_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer all that a total can be of."""
    return [Choice(key, name) for key, name in subjects(session).items()]


def _figure(key: str, kind: Kind, width: int, **facts: Any) -> Column[AnnouncedRow]:
    return Column(
        key,
        ANNOUNCED_FIELDS[key],
        lambda x: getattr(x, key),
        kind,
        width,
        edit=lambda row, value: ReviseAnnounced(row.plan_id, row.key, key, value),
        **facts,
    )


def _announce(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    return Announce(scope.plan_id, {k: v for k, v in values.items() if v is not None})


def _fixed(_row: Any, _value: Any) -> None:
    """Leave the key of a line closed: another total is another line."""


def _announced(row: AnnouncedRow) -> Text | str:
    """Name a total by what it is of, and its year where it is of one."""
    if row.year is None:
        return row.name
    return N_("{title} {year}", title=row.name, year=str(row.year))


ANNOUNCED: Table[AnnouncedRow] = Table(
    name="announced",
    title=N_("Announced totals"),
    purpose=N_("The totals that the plan prints, against the sums of its actions."),
    rows=announced_totals,
    reads=dict.fromkeys(
        ("settings", "actions", "action_costs", "contributions", "sectors")
    ),
    columns=always(
        Column(
            "subject",
            ANNOUNCED_FIELDS["subject"],
            lambda x: x.subject,
            Kind.CHOICE,
            46,
            edit=_fixed,
            choices=subject_choices,
            also=("Domaine", "Secteur", "Source"),
        ),
        Column(
            "year",
            ANNOUNCED_FIELDS["year"],
            lambda x: x.year,
            Kind.YEAR,
            8,
            edit=_fixed,
            note=N_("Empty for a total of the whole plan."),
        ),
        _figure(
            "amount",
            Kind.MONEY,
            18,
            also=("Montant total en F CFA", "Montant", "Montant en F CFA"),
        ),
        _figure("share", Kind.SHARE, 11, also=("%", "Part")),
        _figure(
            "commune",
            Kind.MONEY,
            18,
            also=("Participation de la commune en F CFA",),
        ),
        Column("found", N_("Sum of the actions"), lambda x: x.found, Kind.MONEY, 18),
        Column("gap", N_("Gap"), lambda x: x.gap, Kind.MONEY, 16),
    ),
    identity=("subject", "year"),
    add=_announce,
    remove=lambda rows: RemoveAnnounced(
        rows[0].plan_id if rows else None, tuple(row.key for row in rows)
    ),
    record=TOTALS,
    required=frozenset({"subject"}),
    row_title=_announced,
    empty=N_("No total was announced."),
)


KINDS: dict[Change | None, Text] = {
    Change.ADDED: N_("Added actions"),
    Change.REMOVED: N_("Removed actions"),
}


def _kind_title(row: DifferenceRow) -> Text:
    return KINDS.get(row.kind, N_("Changed actions"))


def _places(row: DifferenceRow) -> Any:
    known = row.difference.known
    return known.places if known is not None else None


DIFFERENCES: Table[DifferenceRow] = Table(
    name="differences",
    title=N_("Changes between versions"),
    purpose=N_("What was added, removed or changed from each version to the next."),
    rows=differences,
    reads={**dict.fromkeys(ACTIONS.reads)},
    columns=always(
        Column(
            "code",
            N_("No."),
            lambda x: x.difference.known.code if x.difference.known else "",
            Kind.CODE,
            7,
        ),
        Column(
            "title",
            N_("Action"),
            lambda x: x.difference.known.title if x.difference.known else "",
            Kind.TEXT,
            44,
        ),
        Column("places", N_("Place"), _places, Kind.PLACES, 20),
        Column(
            "changes",
            N_("What changed"),
            lambda x: tuple(NAMES[change] for change in x.difference.changes),
            Kind.TEXT,
            22,
        ),
        Column(
            "before",
            N_("Cost before"),
            lambda x: x.difference.cost_before,
            Kind.MONEY,
            15,
            adds=True,
        ),
        Column(
            "after",
            N_("Cost after"),
            lambda x: x.difference.cost_after,
            Kind.MONEY,
            15,
            adds=True,
        ),
        Column(
            "gap",
            N_("Gap"),
            lambda x: x.difference.cost_after - x.difference.cost_before,
            Kind.MONEY,
            15,
            adds=True,
        ),
    ),
    levels=(
        Level(
            lambda x: x.old,
            lambda x: N_(
                "From version {old} to version {new}", old=str(x.old), new=str(x.new)
            ),
        ),
        Level(lambda x: str(x.kind), _kind_title),
    ),
    empty=N_("The plan has one version only: nothing to compare yet."),
    row_title=lambda row: str(row.id),
)

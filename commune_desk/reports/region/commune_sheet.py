"""The sheet of one commune: what came from it, and what the region answers.

It goes back to the commune as a text, never as data (`exchange-and-safety.md` 3.6,
rule 6): the commune alone corrects its figures, and sends again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.format import TDRL, VILLAGE
from commune_desk.domain.package.region import Level
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Heading,
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import IN_FRANCS, Align, Role, Row, TableBlock
from commune_desk.reports.grids import TableColumn as Col
from commune_desk.reports.region.looked_at import EMPTY, year_of
from commune_desk.reports.region.money import parts_table, spending_sentence
from commune_desk.reports.region.provenance import in_fours
from commune_desk.reports.region.striking import PROPOSED, THRESHOLDS, findings_table
from commune_desk.reports.region.works import committee_table, sector_table
from commune_desk.services.region.queries import totals
from commune_desk.services.region.queries.board import packages
from commune_desk.services.region.queries.communes import places
from commune_desk.services.region.queries.findings import findings
from commune_desk.services.region.queries.lines import lines
from commune_desk.services.region.queries.written import remarks
from commune_desk.services.region.scope import this_day
from commune_desk.storage.region.own import COMMUNES, RECEIVED
from commune_desk.tables.region.places import NO_CERCLE
from commune_desk.tables.region.received import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.package.fields import Resource
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.region.queries.board import Package
    from commune_desk.services.region.queries.communes import Place
    from commune_desk.services.region.queries.written import RemarkRow
    from commune_desk.services.scope import Scope

TITLE = N_("Sheet of the commune")


@dataclass(frozen=True, slots=True)
class _Year:
    """What the sheets of a year read, once for all communes."""

    packages: Sequence[Package]
    budgets: Sequence[totals.BudgetTotal]
    plans: Sequence[totals.PlanTotal]
    committees: Sequence[totals.CommitteeTotal]
    issues: Sequence[Issue]
    remarks: Sequence[RemarkRow]

    @classmethod
    def read(cls, session: Session, scope: Scope) -> _Year:
        year, level = scope.year, Level.COMMUNE
        return cls(
            packages(session, year),
            totals.budget(session, year, level),
            totals.plan(session, year, level),
            totals.committees(session, year, level),
            findings(session, year, this_day()),
            remarks(session, scope),
        )


def senders(session: Session, scope: Scope) -> list[tuple[str, Said]]:
    """List the communes that sent something for the year."""
    sent = {package.commune_code for package in packages(session, scope.year)}
    return [(p.code, p.name) for p in places(session).values() if p.code in sent]


def story(telling: Telling) -> Iterator[Block]:
    """Tell the communes that are asked for, each on pages of its own."""
    known = places(telling.session)
    codes = [code for code, _ in senders(telling.session, telling.scope)]
    wanted = [code for code in codes if telling.only in {"", code}]
    if not wanted:
        yield Title(TITLE, year_of(telling.scope), headed=True)
        yield say_prose(EMPTY)
        return
    told = _Year.read(telling.session, telling.scope)
    for number, code in enumerate(wanted):
        if number:
            yield PageBreak()
        yield from _sheet(telling, known[code], told)


def _sheet(telling: Telling, place: Place, told: _Year) -> Iterator[Block]:
    year = year_of(telling.scope)
    yield Title(
        place.name,
        N_(
            "{cercle}, code {code}: what the region received for {year}",
            cercle=place.cercle or NO_CERCLE,
            code=place.code,
            year=year,
        ),
        headed=True,
    )
    own = [p for p in told.packages if p.commune_code == place.code]
    yield Heading(N_("1. Packages received"), 2)
    yield package_table(own)
    yield Note(
        N_(
            "Digest and seal: the first 16 of 64 digits. They are the commune’s if its "
            "own record of sendings shows the same."
        )
    )
    yield Heading(N_("2. Budget"), 2)
    budget = [row for row in told.budgets if row.group.code == place.code]
    if budget:
        yield say_prose(spending_sentence(budget))
        yield parts_table(budget)
    else:
        yield say_prose(NOT_SENT)
    yield Heading(N_("3. Plan by sector"), 2)
    plan = [row for row in told.plans if row.group.code == place.code]
    yield sector_table(plan, engaged=False) if plan else say_prose(NOT_SENT)
    yield Heading(N_("4. Management committees"), 2)
    own_committees = [row for row in told.committees if row.group.code == place.code]
    yield committee_table(own_committees) if own_committees else say_prose(NOT_SENT)
    yield Heading(N_("5. TDRL by village"), 2)
    yield tax_table(telling, place.code) or say_prose(NOT_SENT)
    yield Heading(N_("6. What strikes"), 2)
    yield from _findings(place, own, told.issues)
    yield Heading(N_("7. Remarks of the region"), 2)
    yield _remarks(
        [row for row in told.remarks if row.remark.commune_code == place.code]
    )
    yield say_prose(
        N_(
            "The region changes no figure of the commune. What is wrong is corrected "
            "in the commune’s own dossier, and sent again."
        )
    )
    yield Signatures(
        (
            Signature(N_("For the region")),
            Signature(N_("Received at the commune"), stamp=True),
        )
    )


NOT_SENT = N_("The commune did not send it.")


def package_table(own: Sequence[Package]) -> TableBlock:
    """Put all that came from a commune below each other, with what proves it."""
    columns = (
        Col(N_("No."), 6, Align.RIGHT),
        Col(N_("Tells of"), 18),
        Col(N_("Up to"), 17, Align.CENTRE),
        Col(N_("Received on"), 17, Align.CENTRE),
        Col(N_("What is read"), 34),
        Col(N_("Digest"), 22),
        Col(N_("Journal no."), 12, Align.RIGHT),
        Col(N_("Its seal"), 22),
    )
    rows = tuple(
        Row(
            (
                each.sequence,
                each.stage,
                each.until,
                each.received_at.date(),
                (standing(each), each.signed),
                in_fours(each.sha256),
                each.journal_number,
                in_fours(each.journal_seal),
            )
        )
        for each in own
    )
    return TableBlock(columns, rows)


def tax_table(telling: Telling, code: str) -> TableBlock | None:
    """Put the villages of a commune below each other, as it told their TDRL."""
    session, year = telling.session, telling.scope.year
    told = [_named(TDRL, each.cells) for each in lines(session, TDRL.name, code, year)]
    if not told:
        return None
    villages = [
        _named(VILLAGE, each.cells) for each in lines(session, VILLAGE.name, code, year)
    ]
    names = {each["village_id"]: each["nom"] for each in villages}
    columns = (
        Col(N_("Village"), 34),
        Col(N_("Liable"), 12, Align.RIGHT, adds=True),
        Col(N_("Due"), 18, Align.RIGHT, adds=True),
        Col(N_("Collected"), 18, Align.RIGHT, adds=True),
        Col(N_("Rate"), 11, Align.RIGHT, ratio=(3, 2)),
        Col(N_("Arrears"), 16, Align.RIGHT, adds=True),
        Col(N_("Arrears collected"), 16, Align.RIGHT, adds=True),
    )
    rows = [_tax([each], names.get(each["village_id"], "")) for each in told]
    total = _tax(told, N_("Total"), Role.GRAND)
    return TableBlock(columns, (*rows, total), unit=IN_FRANCS)


def _named(resource: Resource, cells: Sequence[Any]) -> dict[str, Any]:
    names = (field.name for field in resource.fields)
    return dict(zip(names, cells, strict=True))


def _tax(rows: Sequence[dict[str, Any]], name: Said, role: Role = Role.LINE) -> Row:
    def added(key: str) -> int | None:
        told = [row[key] for row in rows if row[key] is not None]
        return sum(told) if told else None

    def francs(key: str) -> Money | None:
        amount = added(key)
        return None if amount is None else Money(amount)

    due, paid = francs("emis_fcfa"), francs("recouvre_fcfa")
    cells = (
        name,
        added("imposables"),
        due,
        paid,
        Share.of(paid, due),
        francs("arrieres_fcfa"),
        francs("arrieres_recouvres_fcfa"),
    )
    return Row(cells, role)


def _findings(
    place: Place, own: Sequence[Package], issues: Sequence[Issue]
) -> Iterator[Block]:
    """Keep the findings that speak of this commune, or of a package of it."""
    numbers = {package.id for package in own}
    here = [
        issue
        for issue in issues
        if issue.record is not None
        and (
            (issue.record.table == COMMUNES.name and issue.record.id == place.id)
            or (issue.record.table == RECEIVED.name and issue.record.id in numbers)
        )
    ]
    if not here:
        yield say_prose(N_("Nothing strikes."))
        return
    yield findings_table(here)
    if any(issue.code in THRESHOLDS for issue in here):
        yield Note(PROPOSED)


def _remarks(rows: Sequence[RemarkRow]) -> Block:
    if not rows:
        return say_prose(N_("The region has no remark."))
    columns = (
        Col(N_("Subject"), 20),
        Col(N_("Remark"), 80),
        Col(N_("Written on"), 14, Align.CENTRE),
        Col(N_("Settled"), 10, Align.CENTRE),
    )
    printed = tuple(
        Row(
            (
                each.subject,
                each.words,
                each.written_at.astimezone().date(),
                each.settled,
            )
        )
        for each in (row.remark for row in rows)
    )
    return TableBlock(columns, printed)


def named(telling: Telling) -> str:
    """Name the commune on every page, where one is asked for."""
    title = telling.words.say(TITLE)
    names = dict(senders(telling.session, telling.scope))
    name = telling.words.say(names.get(telling.only, ""))
    parts = (title, name, year_of(telling.scope))
    return " ".join(part for part in parts if part)


COMMUNE_SHEET = Document(
    "region-commune",
    TITLE,
    story,
    over=year_of,
    purpose=N_(
        "It goes back to the commune: what came, what strikes, what the region remarks."
    ),
    choices=senders,
    named=named,
)

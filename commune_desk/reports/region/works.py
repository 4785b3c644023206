"""The plans, who pays, the committees and the public, for the whole region."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.region import Level
from commune_desk.domain.package.words import FUNDERS, FUNDING, LIGHTS, STATES
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Note, PageBreak, Part, Shade, WhoPays, say_prose
from commune_desk.reports.grids import IN_FRANCS, Align, Role, Row, TableBlock
from commune_desk.reports.grids import TableColumn as Col
from commune_desk.reports.region.looked_at import by_place, from_how_many
from commune_desk.reports.region.money import shown
from commune_desk.reports.region.pairs import Pair
from commune_desk.services.region.queries import totals
from commune_desk.services.region.queries.figures import DONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.region.queries.totals import (
        CommitteeTotal,
        CommuneTotal,
        FundingTotal,
        PlanTotal,
    )

STEPS: dict[Text, tuple[str, ...]] = {
    N_("To come"): ("IDEE", "PROGRAMME", "PIA", "RECHERCHE"),
    N_("Funded"): ("FINANCE", "PASSATION"),
    N_("Under way"): ("EN_COURS",),
    N_("Finished"): DONE,
    N_("Stopped"): ("SUSPENDU", "REPORTE", "ABANDONNE"),
}
"""The states of a package in five steps that read at a glance."""

SHADES = {
    "VERSE": Shade.BLACK,
    "ACQUIS": Shade.HATCH,
    "PROMIS": Shade.WHITE,
    "RECHERCHE": Shade.WHITE,
}
"""The surest is the darkest."""


def plans(telling: Telling, width: float) -> Iterator[Block]:
    """Tell the projects by sector and state."""
    rows = totals.plan(telling.session, telling.scope.year, Level.REGION)
    if not rows:
        yield say_prose(N_("No plan of this year has come yet."))
        return
    yield say_prose(plan_sentence(rows))
    yield from_how_many(telling, "projets", "projet_avancement")
    pairs = sorted(_by_sector(rows), key=lambda pair: fold(pair.name))
    title = N_("Projects by sector: cost of the year (outline), paid (black)")
    heads = (N_("Sector"), N_("Cost of the year"), N_("Paid"))
    yield from shown(title, heads, pairs, telling, width)
    yield sector_table(rows)
    yield PageBreak()
    yield state_table(rows)
    yield Note(
        N_(
            "Committed and paid: since the first of January, as the last half-year "
            "of each project tells."
        )
    )


def sector_table(rows: Sequence[PlanTotal], *, engaged: bool = True) -> TableBlock:
    """Count the projects of each sector by how far they are, with their money.

    `engaged` gives what was committed its column; an upright page has no room for it.
    """
    far = N_("How far they are")
    columns = [
        Col(N_("Sector"), 30),
        Col(N_("Projects"), 9, Align.RIGHT, adds=True),
        *(Col(name, 9, Align.RIGHT, far, adds=True) for name in STEPS),
        Col(N_("Cost of the year"), 18, Align.RIGHT, adds=True),
    ]
    cost = len(columns) - 1
    if engaged:
        columns.append(Col(N_("Committed"), 18, Align.RIGHT, adds=True))
    columns += [
        Col(N_("Paid"), 18, Align.RIGHT, adds=True),
        Col(N_("Rate"), 10, Align.RIGHT, ratio=(len(columns), cost)),
    ]
    sectors = sorted({row.sector for row in rows}, key=lambda name: (fold(name), name))
    printed = [_sector([r for r in rows if r.sector == name], name) for name in sectors]
    printed.append(_sector(rows, N_("Total"), Role.GRAND))
    if not engaged:
        printed = [_without(row, cost + 1) for row in printed]
    title = N_("Projects by sector")
    return TableBlock(tuple(columns), tuple(printed), title=title, unit=IN_FRANCS)


def _without(row: Row, at: int) -> Row:
    return replace(row, cells=(*row.cells[:at], *row.cells[at + 1 :]))


def _sector(rows: Sequence[PlanTotal], name: Said, role: Role = Role.LINE) -> Row:
    counts = (
        sum(row.projects for row in rows if row.state in states)
        for states in STEPS.values()
    )
    every = sum(row.projects for row in rows)
    return Row((name, every, *counts, *_plan_money(rows)), role)


def _plan_money(rows: Sequence[PlanTotal]) -> tuple[Money | Share | None, ...]:
    cost = Money.total(row.year_cost for row in rows)
    paid = Money.total(row.paid for row in rows)
    engaged = Money.total(row.engaged for row in rows)
    return cost, engaged, paid, Share.of(paid, cost)


def state_table(rows: Sequence[PlanTotal]) -> TableBlock:
    """Add up the projects of all sectors by state."""
    columns = (
        Col(N_("State"), 40),
        Col(N_("Projects"), 12, Align.RIGHT, adds=True),
        Col(N_("Outside the plan"), 12, Align.RIGHT, adds=True),
        Col(N_("Women"), 12, Align.RIGHT, N_("People served"), adds=True),
        Col(N_("Men"), 12, Align.RIGHT, N_("People served"), adds=True),
        Col(N_("Cost, all years"), 20, Align.RIGHT, adds=True),
        Col(N_("Cost of the year"), 20, Align.RIGHT, adds=True),
        Col(N_("Committed"), 20, Align.RIGHT, adds=True),
        Col(N_("Paid"), 20, Align.RIGHT, adds=True),
        Col(N_("Rate"), 10, Align.RIGHT, ratio=(8, 6)),
    )
    lines = [
        _state(own, name)
        for state, name in STATES.items()
        if (own := [row for row in rows if row.state == state])
    ]
    total = _state(rows, N_("Total"), Role.GRAND)
    title = N_("Projects by state")
    return TableBlock(columns, (*lines, total), title=title, unit=IN_FRANCS)


def _state(rows: Sequence[PlanTotal], name: Said, role: Role = Role.LINE) -> Row:
    counts = (
        sum(getattr(row, key) for row in rows)
        for key in ("projects", "beyond_plan", "women", "men")
    )
    cost = Money.total(row.cost for row in rows)
    return Row((name, *counts, cost, *_plan_money(rows)), role)


def plan_sentence(rows: Sequence[PlanTotal]) -> Said:
    """Say how many projects there are, and how many are finished."""
    done = sum(row.projects for row in rows if row.state in DONE)
    cost = Money.total(row.year_cost for row in rows)
    paid = Money.total(row.paid for row in rows)
    return N_(
        "The plans hold {all} projects, of which {done} are finished; {paid} F were "
        "paid of {cost} F planned for the year: {rate}.",
        all=sum(row.projects for row in rows),
        done=done,
        paid=paid,
        cost=cost,
        rate=Share.of(paid, cost) or "–",
    )


def _by_sector(rows: Sequence[PlanTotal]) -> Iterator[Pair]:
    for sector in dict.fromkeys(row.sector for row in rows):
        own = [row for row in rows if row.sector == sector]
        yield Pair(
            sector,
            Money.total(row.year_cost for row in own),
            Money.total(row.paid for row in own),
        )


def who_pays(telling: Telling) -> Iterator[Block]:
    """Tell the contributions by class of funder, and how sure they are."""
    rows = totals.funding(telling.session, telling.scope.year, Level.REGION)
    if not rows:
        yield say_prose(N_("No contribution of this year has come yet."))
        return
    yield say_prose(funding_sentence(rows))
    yield WhoPays(
        tuple(
            Part(FUNDING[state], _year(rows, state), shade)
            for state, shade in SHADES.items()
        ),
        N_("Contributions of the year: how sure"),
    )
    yield funders_table(rows)
    yield from_how_many(telling, "projet_financements")


def funders_table(rows: Sequence[FundingTotal]) -> TableBlock:
    """Put classes of funders below each other, with what each gives, by state."""
    group = N_("Contributions of the year")
    columns = (
        Col(N_("Class of funder"), 30),
        Col(N_("Contributions"), 12, Align.RIGHT, adds=True),
        *(Col(FUNDING[s], 18, Align.RIGHT, group, adds=True) for s in SHADES),
        Col(N_("Together"), 18, Align.RIGHT, group, adds=True),
        Col(N_("Part paid"), 10, Align.RIGHT, ratio=(2, 6)),
        Col(N_("All years"), 18, Align.RIGHT, adds=True),
    )
    lines = [
        _funder(own, name)
        for kind, name in FUNDERS.items()
        if (own := [row for row in rows if row.kind == kind])
    ]
    total = _funder(rows, N_("Total"), Role.GRAND)
    return TableBlock(columns, (*lines, total), unit=IN_FRANCS)


def _funder(rows: Sequence[FundingTotal], name: Said, role: Role = Role.LINE) -> Row:
    by_state = [_year(rows, state) for state in SHADES]
    every = Money.total(row.year_amount for row in rows)
    whole = Money.total(row.amount for row in rows)
    count = sum(row.contributions for row in rows)
    share = Share.of(by_state[0], every)
    return Row((name, count, *by_state, every, share, whole), role)


def _year(rows: Sequence[FundingTotal], state: str) -> Money:
    return Money.total(row.year_amount for row in rows if row.state == state)


def funding_sentence(rows: Sequence[FundingTotal]) -> Said:
    """Say how much of the year's contributions is sure, and how much came."""
    every = Money.total(row.year_amount for row in rows)
    paid = _year(rows, "VERSE")
    return N_(
        "Contributions of the year: {all} F, of which {paid} F were paid ({rate}) and "
        "{sought} F are still sought.",
        all=every,
        paid=paid,
        rate=Share.of(paid, every) or "–",
        sought=_year(rows, "RECHERCHE"),
    )


def committees(telling: Telling) -> Iterator[Block]:
    """Tell the committees by type and light."""
    rows = totals.committees(telling.session, telling.scope.year, Level.REGION)
    if not rows:
        yield say_prose(N_("No committee of this year has come yet."))
        return
    yield say_prose(committee_sentence(rows))
    yield committee_table(rows)
    yield from_how_many(telling, "comites")


def committee_table(rows: Sequence[CommitteeTotal]) -> TableBlock:
    """Put types of committees below each other, with their lights and members."""
    light, member = N_("Light"), N_("Members")
    columns = (
        Col(N_("Type of committee"), 22),
        Col(N_("Committees"), 10, Align.RIGHT, adds=True),
        Col(N_("Active"), 8, Align.RIGHT, adds=True),
        Col(N_("With a receipt"), 9, Align.RIGHT, adds=True),
        *(Col(name, 8, Align.RIGHT, light, adds=True) for name in LIGHTS.values()),
        Col(N_("Number"), 9, Align.RIGHT, member, adds=True),
        Col(N_("Women"), 9, Align.RIGHT, member, adds=True),
        Col(N_("Rate"), 11, Align.RIGHT, member),
        Col(N_("Vacant posts"), 9, Align.RIGHT, adds=True),
    )
    kinds = sorted({row.kind for row in rows}, key=lambda name: (fold(name), name))
    lines = [_kind([r for r in rows if r.kind == kind], kind) for kind in kinds]
    total = _kind(rows, N_("Total"), Role.GRAND)
    return TableBlock(columns, (*lines, total))


def _kind(rows: Sequence[CommitteeTotal], name: Said, role: Role = Role.LINE) -> Row:
    def added(key: str) -> int:
        return sum(getattr(row, key) for row in rows)

    lights = (sum(r.committees for r in rows if r.light == light) for light in LIGHTS)
    members, women = added("members"), added("women")
    cells = (
        name,
        added("committees"),
        added("active"),
        added("with_receipt"),
        *lights,
        members,
        women,
        Share.of_heads(women, members),
        added("vacant"),
    )
    return Row(cells, role)


def committee_sentence(rows: Sequence[CommitteeTotal]) -> Said:
    """Say how many committees are green, and how many members are women."""
    members = sum(row.members for row in rows)
    women = sum(row.women for row in rows)
    return N_(
        "{all} committees, of which {green} have a green light and {receipt} a "
        "receipt of declaration; {women} of their {members} members are women "
        "({rate}).",
        all=sum(row.committees for row in rows),
        green=sum(row.committees for row in rows if row.light == "VERT"),
        receipt=sum(row.with_receipt for row in rows),
        women=women,
        members=members,
        rate=Share.of_heads(women, members) or "–",
    )


def public(telling: Telling) -> Iterator[Block]:
    """Tell restitutions and complaints by cercle."""
    rows = totals.communes(telling.session, telling.scope.year, Level.CERCLE)
    rows = [row for row in rows if row.sessions or row.complaints]
    if not rows:
        yield say_prose(N_("No restitution and no complaint was told."))
        return
    yield say_prose(*public_sentences(rows))
    heard, answers = N_("Restitutions"), N_("Complaints")
    columns = (
        Col(N_("Held"), 12, Align.RIGHT, heard, adds=True),
        Col(N_("Women"), 12, Align.RIGHT, heard, adds=True),
        Col(N_("Men"), 12, Align.RIGHT, heard, adds=True),
        Col(N_("Complaints received"), 12, Align.RIGHT, answers, adds=True),
        Col(N_("Answered"), 12, Align.RIGHT, answers, adds=True),
        Col(N_("Late"), 12, Align.RIGHT, answers, adds=True),
    )
    yield replace(by_place(rows, Level.CERCLE, columns, _life), unit="")
    yield from_how_many(telling, "restitutions", "plaintes")


def _life(name: Said, rows: Sequence[CommuneTotal], role: Role) -> Row:
    keys = ("sessions", "session_women", "session_men", "complaints",
            "complaints_answered", "complaints_late")  # fmt: skip
    return Row((name, *(sum(getattr(r, k) for r in rows) for k in keys)), role)


def public_sentences(rows: Sequence[CommuneTotal]) -> Iterator[Said]:
    """Say how often the communes answered in public, and how they answer complaints."""
    yield P_(
        "One public restitution was held.",
        "{count} public restitutions were held.",
        count=sum(row.sessions for row in rows),
    )
    came, answered = (
        sum(row.complaints for row in rows),
        sum(row.complaints_answered for row in rows),
    )
    yield N_(
        "{came} complaints came, {answered} were answered ({rate}).",
        came=came,
        answered=answered,
        rate=Share.of_heads(answered, came) or "–",
    )

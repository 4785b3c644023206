"""One page for each project of the year: what a funder is asked for.

The parts are those that requests to ANICT are known to have; no official form was
found (`planning.md` 11), so the order is a working proposal `[D]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.plan import ActionKind
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import (
    Heading,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.payers import TO_FIND, payers
from commune_desk.services.jobs import told
from commune_desk.services.programming import programmed
from commune_desk.services.project_sheets import projects
from commune_desk.services.settings import preferences
from commune_desk.services.sustainability import SHEET_FIELDS
from commune_desk.services.territory import own_commune
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.project_sheets import Position, Project

BY_HAND = "………………………………………………………………"
"""Where nothing is known: the pen fills it in."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell each project on a page of its own."""
    year = telling.scope.year
    rows = [
        row
        for row in programmed(telling.session, telling.scope)
        if row.kind is ActionKind.INVESTMENT
    ]
    yield Title(
        N_("Project sheets {year}", year=str(year)),
        P_("{count} project", "{count} projects", count=len(rows)),
    )
    found = projects(telling.session, telling.scope, rows)
    if not found:
        yield say_prose(N_("No project is programmed in {year}.", year=str(year)))
    for project in told(found, N_("Printing the project sheets"), telling.progress):
        if project is not found[0]:
            yield PageBreak()
        yield from sheet_of(project, telling)


def sheet_of(project: Project, telling: Telling) -> Iterator[Block]:
    """Tell one project."""
    action = project.action
    yield Heading(N_("Project {code}: {title}", code=action.code, title=action.title))
    yield _pairs(N_("The project"), _identity(project, telling))
    yield _money(action)
    yield _pairs(N_("After the works"), _after(project))
    if project.shares:
        yield _parts(project)
    settings = preferences(telling.session)
    yield Signatures(
        (
            Signature(N_("Responsible for the project")),
            Signature(settings["executive.title"], stamp=True),
            Signature(N_("Opinion of the technical service"), stamp=True),
        )
    )


Pair = tuple[Text | str, object]


def _pairs(title: Text, pairs: Iterable[Pair]) -> TableBlock:
    columns = (
        TableColumn(title, 46),
        TableColumn(N_("What is known"), 134, ruled=True),
    )
    rows = (Row((name, value or BY_HAND)) for name, value in pairs)
    return TableBlock(columns, tuple(rows))


def _identity(project: Project, telling: Telling) -> Iterator[Pair]:
    action, words = project.action, telling.words
    commune = own_commune(telling.session)
    where = (commune.name, commune.cercle, commune.region) if commune else ()
    yield N_("Commune, cercle, region"), ", ".join(filter(None, where))
    yield (
        N_("Sector"),
        " – ".join(filter(None, (action.sector, action.subsector))),
    )
    yield N_("Objective"), action.objective
    yield N_("Problem to solve"), _problem(project)
    yield N_("Place"), _places(project, telling)
    quantity = f"{action.quantity or ''} {action.unit}".strip()
    if action.unit_cost is not None and action.quantity != 1:
        each = words.francs(action.unit_cost)
        yield (
            N_("Quantity"),
            N_("{quantity}, {each} for one", quantity=quantity, each=each),
        )
    else:
        yield N_("Quantity"), quantity
    yield N_("Beneficiaries"), _served(action, telling)
    yield N_("Indicator"), action.indicator
    yield N_("Responsible"), action.responsible
    yield N_("Planning"), _planning(action)


def _problem(project: Project) -> Text | str:
    if not project.problems:
        return ""
    first = project.problems[0]
    text = f"{first.title} ({first.village})"
    return f"{text} : {first.causes}" if first.causes else text


def _places(project: Project, telling: Telling) -> str:
    """Name the villages with their positions, as a pilot or a driller needs them."""
    if not project.positions:
        return places_text(project.action.places, telling.words)
    return "\u00a0; ".join(_position(each, telling) for each in project.positions)


def _position(place: Position, telling: Telling) -> str:
    if place.latitude is None or place.longitude is None:
        return place.name
    north, east = (
        f"{d:.4f}".replace(".", ",").replace("-", "−")
        for d in (place.latitude, place.longitude)
    )
    position = N_("latitude {north}, longitude {east}", north=north, east=east)
    return f"{place.name} ({telling.words.say(position)})"


def _served(action: ActionRow, telling: Telling) -> Text | str:
    if action.women is None and action.men is None:
        return ""
    women, men = action.women or 0, action.men or 0
    count = telling.words.number
    return N_(
        "{all} people: {women} women, {men} men",
        all=count(women + men),
        women=count(women),
        men=count(men),
    )


def _planning(action: ActionRow) -> Text | str:
    years = ", ".join(str(year) for year in sorted(action.costs))
    if action.starts_on is None or action.ends_on is None:
        return years
    return N_(
        "from {start} to {end}; costs in {years}",
        start=action.starts_on,
        end=action.ends_on,
        years=years,
    )


def _money(action: ActionRow) -> TableBlock:
    years = sorted({*action.costs, *(gift.year for gift in action.given)})
    columns = (
        TableColumn(N_("Financing plan"), 70),
        *(TableColumn(str(year), 26, Align.RIGHT, adds=True) for year in years),
        TableColumn(N_("Total"), 28, Align.RIGHT, adds=True),
        TableColumn(N_("%"), 16, Align.RIGHT, percent_in_head=True),
    )
    by_year = [payers([action], [year]) for year in years]
    whole = payers([action], years)
    rows = []
    for who in FunderClass:
        given = whole.given(who)
        if given is not None:
            figures = (found.given(who) for found in by_year)
            name = _funder(action, who)
            rows.append(Row((name, *figures, given, Share.of(given, whole.cost))))
    if whole.missing:
        gaps = (found.missing or None for found in by_year)
        share = Share.of(whole.missing, whole.cost)
        rows.append(Row((TO_FIND, *gaps, whole.missing, share)))
    costs = (found.cost for found in by_year)
    full = Share.of(whole.cost, whole.cost)
    rows.append(Row((N_("Cost of the project"), *costs, whole.cost, full), Role.GRAND))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _funder(action: ActionRow, who: FunderClass) -> Text:
    names = dict.fromkeys(
        gift.partner for gift in action.given if gift.funder_class is who
    )
    named = tuple(filter(None, names))
    if not named:
        return NAMES[who]
    return N_("{funder} ({names})", funder=NAMES[who], names=named)


def _after(project: Project) -> Iterator[Pair]:
    sheet = project.sheet
    for key in (
        "operator", "committee", "yearly_cost", "income", "yearly_income",
        "land_title", "maintenance",
    ):  # fmt: skip
        value = getattr(sheet, key) if sheet is not None else None
        yield SHEET_FIELDS[key], _francs(value)


def _francs(value: Money | str | None) -> Text | str:
    if isinstance(value, Money):
        return N_("{amount} F a year", amount=value)
    return value or ""


def _parts(project: Project) -> TableBlock:
    columns = (
        TableColumn(N_("Commune"), 100),
        TableColumn(N_("Part"), 26, Align.RIGHT),
        TableColumn(N_("Amount"), 34, Align.RIGHT, adds=True),
    )
    rows = [Row((part.commune, part.share, part.amount)) for part in project.shares]
    total = Money.total(part.amount for part in project.shares)
    whole = Share(sum(part.share.basis_points for part in project.shares))
    grand = Row((N_("Total"), whole, total), Role.GRAND)
    return TableBlock(
        columns, (*rows, grand), title=N_("Parts of the communes"), unit=IN_FRANCS
    )


PROJECT_SHEETS = Document(
    "project-sheets",
    N_("Project sheets"),
    story,
    group=PLAN,
    over=lambda scope: str(scope.year),
    purpose=N_("One page for each investment of the year: the request to a funder."),
)

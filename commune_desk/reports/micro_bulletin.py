"""The bulletin of the micro-projects: key figures, charts, latest events, two pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.currencies import FRANCS, HUNDREDTHS, stated
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import (
    Bar,
    Bars,
    Figure,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Shade,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Row, TableBlock, TableColumn
from commune_desk.services.micro_figures import NOT_SAID, WAYS, latest, slices, whole
from commune_desk.services.micro_rows import micro_projects
from commune_desk.services.portfolios import portfolios
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.micro_figures import Slice, Way
    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.services.scope import Scope

GROUP = N_("Funding")
EVENTS, BARS = 5, 5
"""Events and bars for which the two pages have room."""

ROUNDED = N_(
    "Averages are rounded half up to the franc or to the cent; amounts of two"
    " currencies are never added up."
)
BY = {way.key: way for way in WAYS}


def standing(session: Session, _: Scope) -> tuple[Text, str]:
    """Say of which day the portfolios speak."""
    return N_("situation on {day}", day=today(session)), ""


def portfolio_keys(session: Session, _: Scope) -> Sequence[tuple[str, Said]]:
    """Offer the portfolios that hold projects."""
    return [(str(row.id), row.title) for row in portfolios(session) if row.count]


def chosen(telling: Telling) -> list[MicroRow]:
    """Give the projects of the portfolio that is asked for, or all."""
    rows = micro_projects(telling.session)
    only = telling.only
    return [row for row in rows if not only or str(row.portfolio_id) == only]


def story(telling: Telling) -> Iterator[Block]:
    """Tell the figures, then the charts, then what happened last."""
    rows = chosen(telling)
    day = today(telling.session)
    named = rows[0].portfolio.title if telling.only and rows else ""
    yield Title(
        N_("Bulletin of the micro-projects"),
        named or N_("All portfolios, situation on {day}", day=day),
        headed=True,
    )
    if not rows:
        yield say_prose(N_("No micro-project yet."))
        return
    every = whole(rows)
    yield from _figures(every, rows)
    if not telling.only and len({row.portfolio_id for row in rows}) > 1:
        yield _table(rows, BY["portfolio"], every)
    yield _table(rows, BY["state"], every)
    yield from _charts(rows, ("sector",))
    yield PageBreak()
    yield from _charts(rows, ("region", "where"))
    yield _table(rows, BY["year"], every, total=False)
    yield _table(rows, BY["funder"], every, total=False)
    yield from _events(rows, telling)
    yield Note(ROUNDED)


def _figures(every: Slice, rows: Sequence[MicroRow]) -> Iterator[Block]:
    done = sum(r.projects for r in rows if r.state is MicroState.HANDED_OVER)
    part = Share.of_heads(done, every.projects)
    figures = [
        Figure(every.projects, N_("projects"),
               P_("in {count} line", "in {count} lines", count=every.lines)),
        Figure(done, N_("handed over"),
               N_("{share} of the projects", share=part or "–")),
    ]  # fmt: skip
    for currency, cents in every.sums.parts[:2]:
        mean = every.average(currency)
        told = N_("on average {amount}", amount=stated(mean or 0, currency))
        figures.append(Figure(stated(cents, currency), N_("cost"), told))
    people = every.women + every.men
    if people:
        part = Share.of_heads(every.women, people)
        note = N_("of them {share} women", share=part or "")
        figures.append(Figure(people, N_("people served, as noted"), note))
    yield KeyFigures(tuple(figures[:5]))


def _table(
    rows: Sequence[MicroRow], way: Way, every: Slice, *, total: bool = True
) -> TableBlock:
    """Cut one way; a line for each currency of each group."""
    columns = (
        TableColumn(way.title, 62),
        TableColumn(N_("Projects"), 14, Align.RIGHT, adds=True),
        TableColumn(N_("Currency"), 14, Align.CENTRE),
        TableColumn(N_("Amount"), 28, Align.RIGHT),
        TableColumn(N_("Average"), 26, Align.RIGHT),
        TableColumn(N_("Share"), 16, Align.RIGHT),
    )
    lines: list[Row] = []
    for each in slices(rows, way):
        lines += _lines(each, every)
    if total:
        whole_ = _lines(every, every, N_("Total"))
        lines += [Row(row.cells, Role.GRAND) for row in whole_]
    return TableBlock(columns, tuple(lines))


def _lines(each: Slice, every: Slice, name: Said = "") -> list[Row]:
    known = dict(each.known)
    found = [
        Row((
            name or each.name,
            known[currency],
            currency,
            money(cents, currency),
            money(each.average(currency), currency),
            each.part(currency, every),
        ))
        for currency, cents in each.sums.parts
    ]  # fmt: skip
    unknown = each.projects - sum(known.values())
    if unknown:
        found.append(Row((name or each.name, unknown, "–", "", "", "")))
    return found


def money(cents: int | None, currency: str) -> object:
    """Give an amount as a table of its currency shows it: the unit is beside."""
    if cents is None:
        return ""
    if currency == FRANCS:
        return Money(cents // HUNDREDTHS)
    words = f"{cents // HUNDREDTHS:,}".replace(",", "\u202f")
    return f"{words},{cents % HUNDREDTHS:02d}"


def _charts(rows: Sequence[MicroRow], keys: tuple[str, ...]) -> Iterator[Block]:
    """Draw what is counted in francs; other currencies stand in the tables."""
    own = [row for row in rows if row.currency == FRANCS]
    for number, key in enumerate(keys):
        way = BY[key]
        cut = [s for s in slices(own, way) if s.sums.cents(FRANCS)]
        if not cut:
            continue
        said = [each for each in cut if each.name is not NOT_SAID]
        bars = [_bar(each.name, (each,)) for each in said[:BARS]]
        if rest := said[BARS:]:
            bars.append(_bar(N_("all the others"), rest))
        bars += [_bar(each.name, (each,)) for each in cut if each.name is NOT_SAID]
        title = N_("{title}: amount in CFA francs (number of projects)",
                   title=way.title)  # fmt: skip
        yield Bars(title, tuple(bars), Shade.HATCH if number % 2 else Shade.BLACK)


def _bar(name: Said, parts: Sequence[Slice]) -> Bar:
    count = sum(each.projects for each in parts)
    cents = sum(each.sums.cents(FRANCS) for each in parts)
    label = N_("{name} ({count})", name=name, count=count)
    return Bar(label, Money(cents // HUNDREDTHS))


def _events(rows: Sequence[MicroRow], telling: Telling) -> Iterator[Block]:
    found = latest(rows, EVENTS, today(telling.session))
    if not found:
        return
    yield Heading(N_("Latest events"), 2)
    columns = (
        TableColumn(N_("Date"), 16),
        TableColumn(N_("Project"), 66, ruled=True),
        TableColumn(N_("Place"), 24, ruled=True),
        TableColumn(N_("What happened"), 58, ruled=True),
    )
    lines = tuple(
        Row((e.on, f"{e.row.reference} – {e.row.title}", e.row.where or "–", e.title))
        for e in found
    )
    yield TableBlock(columns, lines)


MICRO_BULLETIN = Document(
    "micro-bulletin",
    N_("Bulletin of the micro-projects"),
    story,
    group=GROUP,
    purpose=N_("Two pages for partners and the council: figures, charts, events."),
    standing=standing,
    choices=portfolio_keys,
)

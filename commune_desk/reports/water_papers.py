"""Papers of water: the form of a round, the bills, the account of a network."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import MeterKind
from commune_desk.domain.dues import ONE_DAY
from commune_desk.domain.money import Money
from commune_desk.domain.months import MONTHS
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    Voice,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Room,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.meeting_papers import DOTS, GROUP, SHORT, standing
from commune_desk.services.settings import preferences
from commune_desk.services.water import least_sold, networks, seen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.water import Balance, Step
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.meters import MeterRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.water import Network

BLANK_LINES = 14
"""Meters that an empty form has room for."""

CUT = "– " * 64
"""Where the scissors go."""

A_PAGE = 3
"""Bills on one page."""


def network_choices(session: Session, _: Scope) -> Sequence[tuple[str, Said]]:
    """Name the networks of which one may be printed alone."""
    return [(str(each.committee_id), each.committee) for each in _sorted(session)]


def _sorted(session: Session) -> list[Network]:
    return sorted(networks(session).values(), key=lambda each: each.committee)


def chosen(telling: Telling) -> list[Network]:
    """Give the networks that are asked for."""
    own = _sorted(telling.session)
    if not telling.only:
        return own
    return [each for each in own if str(each.committee_id) == telling.only]


def form_story(telling: Telling) -> Iterator[Block]:
    """Tell the form of a round, with the last index of each meter; a page each."""
    found: Sequence[Network | None] = chosen(telling) or [None]
    for number, network in enumerate(found):
        if number:
            yield PageBreak()
        name = network.committee if network is not None else DOTS
        yield Title(METER_FORM.title, name)
        yield say_prose(
            N_("Round of …… / …… / ………… · Read by: {reader}", reader=DOTS),
        )
        meters = [] if network is None else [m for m in network.meters if m.active]
        yield _form(meters)
        yield say_prose(N_("Remarks (leak, meter blocked or new): {dots}",
                           dots=DOTS), DOTS * 3)  # fmt: skip
        yield Signatures(
            (
                Signature(N_("Who read the meters"), ()),
                Signature(N_("The treasurer of the committee"), (), thumb=True),
            )
        )


def _form(meters: Sequence[MeterRow]) -> TableBlock:
    columns = (
        TableColumn(N_("Meter"), 38),
        TableColumn(N_("Last reading"), 16, ruled=True),
        TableColumn(N_("Last index"), 14, Align.RIGHT),
        TableColumn(N_("Index today"), 20, Align.RIGHT),
        TableColumn(N_("m³"), 14, Align.RIGHT),
        TableColumn(N_("Taken in (F)"), 22, Align.RIGHT),
    )
    rows = [
        Row((each.name, each.read_on or "", each.shown, None, None, None))
        for each in meters
    ]
    rows = rows or [Row(("", "", None, None, None, None))] * BLANK_LINES
    return TableBlock(columns, tuple(rows), room=Room.PEN)


def bills_story(telling: Telling) -> Iterator[Block]:
    """Tell the last bill of each connection, several a page."""
    begins, ends = seen(telling.session, telling.scope)
    count = 0
    for network in chosen(telling):
        for meter in network.meters:
            steps = network.within(meter.id, begins, ends)
            if meter.kind is not MeterKind.PRIVATE or not steps:
                continue
            if count and count % A_PAGE == 0:
                yield PageBreak()
            count += 1
            yield from _bill(telling, network, meter, steps)
    if not count:
        yield Title(WATER_BILLS.title)
        yield say_prose(N_("No connection was read in {year}.",
                           year=str(telling.scope.year)))  # fmt: skip


def _bill(
    telling: Telling, network: Network, meter: MeterRow, steps: Sequence[Step]
) -> Iterator[Block]:
    last = steps[-1]
    price = network.price(meter.kind, last.until)
    due = _worth(network, meter, [last])
    before = _worth(network, meter, steps[:-1]) - Money.total(
        step.paid for step in steps[:-1]
    )
    paid = last.paid or Money(0)
    yield Heading(
        N_("Water bill: {holder}", holder=meter.holder or meter.title), 2, listed=False
    )
    yield say_prose(
        N_(
            "{committee} · {meter} · read on {date}",
            committee=network.committee,
            meter=meter.title,
            date=telling.words.long_date(last.until),
        )
    )
    columns = (
        TableColumn(N_("Water used"), 74),
        TableColumn(N_("m³"), 14, Align.RIGHT),
        TableColumn(N_("Price of a m³ (F)"), 22, Align.RIGHT),
        TableColumn(N_("Amount (F)"), 24, Align.RIGHT),
    )
    span = N_("From {begins} to {ends}", begins=last.since or "–", ends=last.until)
    rows = [Row((span, last.volume, price, due))]
    if before:
        text = N_("Left of earlier bills of the year")
        rows.append(Row((text, None, None, before)))
    rows += [
        Row((N_("Already taken in"), None, None, -paid if paid else Money(0))),
        Row((N_("To be paid"), None, None, due + before - paid), Role.GRAND),
    ]
    yield TableBlock(columns, tuple(rows))
    yield Note(N_("Paid on …… / …… / ………… · Receipt no. {blank} · Signature {blank}",
                  blank=SHORT))  # fmt: skip
    yield Note(CUT)


def _worth(network: Network, meter: MeterRow, steps: Sequence[Step]) -> Money:
    prices = [(step, network.price(meter.kind, step.until)) for step in steps]
    return Money(
        sum((step.volume or 0) * price.francs for step, price in prices if price)
    )


def account_story(telling: Telling) -> Iterator[Block]:
    """Tell what each network made in the year, by meter and by month; a page each."""
    begins, ends = seen(telling.session, telling.scope)
    found = chosen(telling)
    if not found:
        yield Title(WATER_ACCOUNT.title)
        yield say_prose(N_("No network has meters yet."))
    for number, network in enumerate(found):
        if number:
            yield PageBreak()
        yield from _account(telling, network, begins, ends)


def _account(
    telling: Telling, network: Network, begins: dt.date, ends: dt.date
) -> Iterator[Block]:
    whole = network.balance(begins, ends)
    most = 100 - least_sold(telling.session)
    yield Title(
        network.committee,
        N_("Water account from {begins} to {ends}", begins=begins, ends=ends),
        headed=True,
    )
    yield KeyFigures(_figures(whole, most))
    if whole.produced is not None and whole.sold is not None:
        yield say_prose(_aloud(whole), voice=Voice.ALOUD)
    yield Heading(N_("By meter"), 2)
    yield _by_meter(network, begins, ends)
    yield PageBreak()
    yield Heading(N_("By month"), 2)
    yield _by_month(network, begins, ends)
    yield Note(
        N_(
            "A reading counts in the month in which it was made, at the price of that"
            " day. The attendants’ share is that of the money taken in."
        )
    )
    executive = preferences(telling.session)["executive.title"]
    yield Signatures(
        (
            Signature(N_("For the committee"), thumb=True),
            Signature(N_("Seen, {title}", title=executive), stamp=True),
        )
    )


def _figures(whole: Balance, most: int) -> tuple[Figure, ...]:
    return (
        Figure(whole.produced if whole.produced is not None else "–",
               N_("m³ produced")),
        Figure(whole.sold if whole.sold is not None else "–", N_("m³ sold")),
        Figure(whole.losses or "–", N_("losses"),
               N_("at most {most} % expected", most=most)),
        Figure(whole.rate or "–", N_("of the sales taken in")),
    )  # fmt: skip


def _aloud(whole: Balance) -> Any:
    return N_(
        "Of {produced} m³ pumped, {sold} m³ were sold and {lost} m³ lost. The sales"
        " should bring in {due} F; {paid} F came in, {kept} F of them for the"
        " attendants.",
        produced=Money(whole.produced or 0),
        sold=Money(whole.sold or 0),
        lost=Money(whole.lost or 0),
        due=whole.due or "–",
        paid=whole.paid,
        kept=whole.kept,
    )


def _by_meter(network: Network, begins: dt.date, ends: dt.date) -> TableBlock:
    columns = (
        TableColumn(N_("Meter"), 44),
        TableColumn(N_("m³"), 12, Align.RIGHT),
        TableColumn(N_("Should bring in"), 18, Align.RIGHT),
        TableColumn(N_("Taken in"), 18, Align.RIGHT),
        TableColumn(N_("Lacking"), 16, Align.RIGHT),
        TableColumn(N_("Recovery"), 14, Align.RIGHT),
        TableColumn(N_("Attendant"), 16, Align.RIGHT),
    )
    rows = []
    for meter, made in network.points(begins, ends):
        if meter.kind is MeterKind.PRODUCTION:
            rows.append(Row((meter.name, made.volume, *(None,) * 5)))
            continue
        gap = None if made.due is None else made.due - made.paid
        rows.append(
            Row((meter.name, made.volume, made.due, made.paid, gap, made.rate,
                 made.kept))
        )  # fmt: skip
    whole = network.balance(begins, ends)
    gap = None if whole.due is None else whole.due - whole.paid
    name = N_("Sold")
    cells = (name, whole.sold, whole.due, whole.paid, gap, whole.rate, whole.kept)
    rows.append(Row(cells, Role.GRAND))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _by_month(network: Network, begins: dt.date, ends: dt.date) -> TableBlock:
    columns = (
        TableColumn(N_("Month"), 30),
        TableColumn(N_("Produced (m³)"), 18, Align.RIGHT),
        TableColumn(N_("Sold (m³)"), 18, Align.RIGHT),
        TableColumn(N_("Lost (m³)"), 18, Align.RIGHT),
        TableColumn(N_("Losses"), 14, Align.RIGHT),
        TableColumn(N_("Taken in (F)"), 20, Align.RIGHT),
    )
    rows, day = [], begins
    while day <= ends:
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        own = network.balance(day, min(last, ends))
        if own.produced is not None or own.sold is not None:
            month = N_("{month} {year}", month=MONTHS[day.month - 1],
                       year=str(day.year))  # fmt: skip
            rows.append(_month(month, own))
        day = last + ONE_DAY
    whole = network.balance(begins, ends)
    total = _month(N_("Whole"), whole)
    return TableBlock(columns, (*rows, Row(total.cells, Role.GRAND)))


def _month(name: Any, own: Balance) -> Row:
    return Row((name, own.produced, own.sold, own.lost, own.losses, own.paid))


METER_FORM = Document(
    "meter-readings",
    N_("Reading form of the meters"),
    form_story,
    group=GROUP,
    purpose=N_("Taken along on the round; the last index is printed already."),
    standing=standing,
    choices=network_choices,
)
WATER_BILLS = Document(
    "water-bills",
    N_("Water bills of the connections"),
    bills_story,
    group=GROUP,
    purpose=N_("For each subscriber: m³, price, paid, to be paid; to be cut apart."),
    over=lambda scope: str(scope.year),
    standing=standing,
    choices=network_choices,
)
WATER_ACCOUNT = Document(
    "water-account",
    N_("Water account of the networks"),
    account_story,
    group=GROUP,
    purpose=N_("For the assembly and the council: water, losses, money, by month."),
    over=lambda scope: str(scope.year),
    standing=standing,
    choices=network_choices,
)

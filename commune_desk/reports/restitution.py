"""One page to be held up before the assembly: what the plan did in the year.

Big figures, bars that a photocopier keeps, sentences to read aloud (`planning.md`
1.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.lifecycle import Stage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Picture, Title
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import (
    HAIR,
    INK,
    MM,
    SECOND,
    WHITE,
    clipped,
    width_of,
)
from commune_desk.reports.pdf.symbols import symbol
from commune_desk.reports.pdf.typeset import wrap
from commune_desk.reports.sketch_map import icon_of
from commune_desk.reports.stocktaking import Stock, called, sectors
from commune_desk.reports.tracking import FOLLOWUP
from commune_desk.services.equity import reached, split
from commune_desk.services.territory import villages
from commune_desk.services.today import situation
from commune_desk.services.tracking import tracked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.pdf.ink import Ink

WIDE, HIGH = 175.0, 216.0
"""Millimetres of the picture: an A4 upright, below its title."""

MOST = 9
"""Lines of sectors and of villages for which there is room."""

NOTES = 5
"""Dotted lines for what is said in Bamanankan."""

BAMANANKAN = "ɛ  ɔ  ɲ  ŋ"
"""Letters of the language, so that the notes are written right."""


class Big(NamedTuple):
    """A figure that the last row can read."""

    icon: str
    value: str
    label: Text


class Line(NamedTuple):
    """A bar: what was planned, and what is done of it."""

    name: str
    part: Money
    whole: Money
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Poster:
    """All that stands on the page."""

    figures: tuple[Big, ...]
    sectors: tuple[Line, ...]
    villages: tuple[Line, ...]
    sentences: tuple[Text, ...]
    words: Words

    def draw(self, ink: Ink) -> None:
        """Draw it from the top down."""
        ink.rule(0, 0, WIDE, 0, 1)
        half = len(self.figures) // 2
        self._figures(ink, self.figures[:half], 0, 1)
        ink.rule(0, 33, WIDE, 33, 0.6)
        self._figures(ink, self.figures[half:], 33, half + 1)
        ink.rule(0, 66, WIDE, 66, 1)
        column = (WIDE - 9) / 2
        foot = max(
            self._bars(ink, 0, column, N_("Where did the money go?"), self.sectors),
            self._bars(
                ink, column + 9, column, N_("Village by village"), self.villages
            ),
        )
        self._aloud(ink, foot + 7, column)
        self._notes(ink, foot + 7, column + 9, column)

    def _figures(
        self, ink: Ink, figures: Sequence[Big], top: float, first: int
    ) -> None:
        wide = WIDE / max(1, len(figures))
        for place, figure in enumerate(figures):
            left = place * wide + (4 if place else 0)
            if place:
                ink.rule(place * wide, top + 3, place * wide, top + 30, 0.5)
            symbol(ink, figure.icon, left, top + 3, 9)
            ink.disc(place * wide + wide - 8, top + 6.5, 3, 0.6)
            ink.text(
                place * wide + wide - 8,
                top + 7.8,
                str(first + place),
                9,
                SANS_BOLD,
                Align.CENTRE,
            )
            room = wide - 6
            size = min(24.0, 24 * room / width_of(figure.value, 24, SANS_BOLD))
            ink.text(left, top + 22.5, figure.value, size, SANS_BOLD)
            label = self.words.say(figure.label)
            for number, line in enumerate(wrap(label, SANS, 9.5, room * MM)[:2]):
                ink.text(left, top + 27 + number * 4, line, 9.5)

    def _bars(
        self, ink: Ink, left: float, wide: float, title: Text, lines: Sequence[Line]
    ) -> float:
        say = self.words.say
        y = 74.0
        ink.text(left, y, say(title), 12.5, SANS_BOLD)
        spent, planned = say(N_("spent")), say(N_("planned"))
        x = left + wide - width_of(spent, 7.5, SANS)
        ink.text(x, y, spent, 7.5)
        ink.box(x - 5.6, y - 2.3, 4.6, 2.3, 0.6, fill=INK)
        x -= 7.6 + width_of(planned, 7.5, SANS)
        ink.text(x, y, planned, 7.5)
        ink.box(x - 5.6, y - 2.3, 4.6, 2.3, 0.6, fill=WHITE)
        ink.rule(left, y + 2, left + wide, y + 2, 0.8)
        y += 4.5
        most = max((line.whole.francs for line in lines), default=0)
        for line in lines:
            self._line(ink, left, wide, y, line, most)
            y += 8.0
        whole = Money.total(line.whole for line in lines)
        part = Money.total(line.part for line in lines)
        ink.rule(left, y, left + wide, y, 0.6)
        ink.text(left, y + 4, say(N_("Together")), 9, SANS_BOLD)
        ink.text(left + wide, y + 4, self._of(part, whole), 9, SANS_BOLD, Align.RIGHT)
        return y + 4

    def _line(  # noqa: PLR0913, PLR0917  where, how wide, what, against what
        self, ink: Ink, left: float, wide: float, y: float, line: Line, most: int
    ) -> None:
        start = left + (8 if line.icon else 0)
        if line.icon:
            symbol(ink, line.icon, left, y + 0.6, 6)
        figures = self._of(line.part, line.whole)
        ink.text(left + wide, y + 3, figures, 7.5, SANS, Align.RIGHT)
        room = left + wide - start - width_of(figures, 7.5, SANS) - 2
        name = line.name
        if width_of(name, 9, SANS_BOLD) > room:
            name = called(name)
        size = min(9.0, max(7.0, 9 * room / width_of(name, 9, SANS_BOLD)))
        name = clipped(name, size, SANS_BOLD, room)
        ink.text(start, y + 3, name, size, SANS_BOLD)
        if not most:
            return
        across = left + wide - start
        full = across * line.whole.francs / most
        done = min(across, across * line.part.francs / most)
        ink.box(start, y + 3.9, full, 3, 0.6, fill=WHITE)
        ink.box(start, y + 3.9, done, 3, 0.6, fill=INK)

    def _of(self, part: Money, whole: Money) -> str:
        number = self.words.number
        return self.words.say(
            N_(
                "{part} of {whole} F",
                part=number(part.francs),
                whole=number(whole.francs),
            )
        )

    def _aloud(self, ink: Ink, y: float, wide: float) -> None:
        ink.text(0, y, self.words.say(N_("To say to the assembly")), 12, SANS_BOLD)
        ink.rule(0, y + 2, wide, y + 2, 0.8)
        y += 6.6
        for number, sentence in enumerate(self.sentences, 1):
            ink.text(0, y, f"{number}.", 9.5, SANS_BOLD)
            text = self.words.say(sentence)
            for line in wrap(text, SANS, 9.5, (wide - 6) * MM):
                ink.text(6, y, line, 9.5)
                y += 4.2
            y += 1.0

    def _notes(self, ink: Ink, y: float, left: float, wide: float) -> None:
        say = self.words.say
        ink.text(left, y, say(N_("Notes in Bamanankan")), 12, SANS_BOLD)
        ink.text(left + wide, y, BAMANANKAN, 9, SANS, Align.RIGHT, gray=SECOND)
        ink.rule(left, y + 2, left + wide, y + 2, 0.8)
        for number in range(NOTES):
            at = y + 9.4 + number * 7.4
            if at < HIGH:
                ink.rule(left, at, left + wide, at, 0.5, gray=HAIR, dash=(0.6, 1.8))


def story(telling: Telling) -> Iterator[Block]:
    """Tell the year on one page."""
    session, scope = telling.session, telling.scope
    day = situation(session, scope.year)
    stock = Stock(tracked(session, scope, on=day), scope.year)
    year = str(scope.year)
    yield Title(
        N_("What the plan did in {year}", year=year),
        N_(
            "What was planned, what is done, what was spent. Situation on {date}.",
            date=telling.words.long_date(day),
        ),
    )
    poster = _poster(telling, stock, year)
    yield Picture(
        WIDE,
        HIGH,
        poster.draw,
        N_("Illustrated stock-taking {year}", year=year),
        facts=_facts(poster),
    )


def _poster(telling: Telling, stock: Stock, year: str) -> Poster:
    return Poster(
        _big(telling, stock),
        merged(telling, sector_lines(stock)),
        merged(telling, village_lines(telling, stock)),
        _aloud(telling, stock, year),
        telling.words,
    )


def _big(telling: Telling, stock: Stock) -> tuple[Big, ...]:
    say, found = telling.words.say, stock.rates(stock.planned)
    rows = stock.planned
    under = sum(row.stage is Stage.UNDER_WAY for row in rows)
    waiting = sum(row.stage is Stage.NOT_STARTED for row in rows)
    aside = len(rows) - found.done - under - waiting
    women = sum(row.plan.women or 0 for row in rows if row.stage is Stage.DONE)
    men = sum(row.plan.men or 0 for row in rows if row.stage is Stage.DONE)
    people = telling.words.number(women + men)
    return (
        Big(
            "clipboard-check",
            say(N_("{done} of {count}", done=found.done, count=found.count)),
            N_("actions of the year are done"),
        ),
        Big("progress", str(under), N_("are under way")),
        Big(
            "calendar",
            str(waiting + aside),
            P_(
                "is not begun, put off or abandoned",
                "are not begun, put off or abandoned",
                count=waiting + aside,
            ),
        ),
        Big(
            "wallet",
            telling.words.francs(found.cost),
            N_("were planned for the year"),
        ),
        Big("cash", telling.words.francs(found.paid), N_("were spent")),
        Big(
            "users-group",
            people,
            N_("people served by what is done; women: {women}", women=women),
        ),
    )


def sector_lines(stock: Stock) -> list[Line]:
    """Give what was planned and spent in each sector, with its pictogram."""
    lines = []
    for title, rows in sectors(stock.planned):
        found, icon = stock.rates(rows), icon_of(rows[0].plan.sector_code)
        lines.append(Line(title, found.paid, found.cost, icon))
    return lines


def village_lines(telling: Telling, stock: Stock) -> list[Line]:
    """Share costs and payments of the year among the villages."""
    sums: dict[int, tuple[int, int]] = {}
    for row in stock.planned:
        where = reached(row)
        one = row.tracked(stock.year)
        cost, paid = split(one.cost.francs, where), split(one.paid.francs, where)
        for place in where:
            before = sums.get(place, (0, 0))
            sums[place] = (before[0] + paid[place], before[1] + cost[place])
    names: dict[int, Text | str] = {
        village.id: village.name for village in villages(telling.session, telling.scope)
    }
    found = [
        Line(telling.words.say(name), Money(sums[place][0]), Money(sums[place][1]))
        for place, name in names.items()
        if place in sums
    ]
    rest = [pair for place, pair in sums.items() if place not in names]
    found.sort(key=lambda line: -line.whole.francs)
    if rest:
        name = telling.words.say(N_("Whole commune, other places"))
        part, whole = (Money(sum(pair[n] for pair in rest)) for n in (0, 1))
        found.append(Line(name, part, whole))
    return found


def merged(
    telling: Telling, lines: Sequence[Line], most: int = MOST
) -> tuple[Line, ...]:
    """Put the smallest together where there are more than the page holds."""
    if len(lines) <= most:
        return tuple(lines)
    kept = sorted(lines, key=lambda line: -line.whole.francs)[: most - 1]
    rest = [line for line in lines if line not in kept]
    name = telling.words.say(N_("Others ({count})", count=len(rest)))
    part = Money.total(line.part for line in rest)
    other = Line(name, part, Money.total(line.whole for line in rest), kept[0].icon)
    if other.icon:
        other = other._replace(icon="circle-dashed")
    return (*(line for line in lines if line in kept), other)


def _aloud(telling: Telling, stock: Stock, year: str) -> tuple[Text, ...]:
    words, rows = telling.words, stock.planned
    found = stock.rates(rows)
    per = Share.of(found.paid, found.cost)
    sentences = [
        P_(
            "In {year}, {count} action was planned; {done} done.",
            "In {year}, {count} actions were planned; {done} done.",
            count=found.count,
            year=year,
            done=found.done,
        ),
        N_(
            "Of 100 francs planned, {part} were spent: {paid} in all.",
            part=round((per or Share(0)).basis_points / 100),
            paid=words.francs(found.paid),
        ),
    ]
    stopped = [r for r in rows if r.stage in {Stage.POSTPONED, Stage.ABANDONED}]
    sentences += [
        N_(
            "“{title}”: {state}. {reason}",
            title=r.title,
            state=r.state,
            reason=r.reason,
        )
        for r in stopped[:2]
    ]
    if stock.outside:
        sentences.append(
            P_(
                "{count} action was done that the plan had not foreseen.",
                "{count} actions were done that the plan had not foreseen.",
                count=len(stock.outside),
            )
        )
    sentences.append(N_("Everybody may ask a question, here or at the town hall."))
    return tuple(sentences)


def _facts(poster: Poster) -> TableBlock:
    columns = (
        TableColumn(N_("Sector"), 40),
        TableColumn(N_("Realised cost"), 20, Align.RIGHT),
        TableColumn(N_("Planned cost"), 20, Align.RIGHT),
    )
    lines = [Row(tuple(line[:3])) for line in poster.sectors]
    head = (N_("Village"), None, None)
    lines.append(Row(head))
    lines += [Row(tuple(line[:3])) for line in poster.villages]
    return TableBlock(columns, tuple(lines), title=N_("Illustrated stock-taking"))


RESTITUTION = Document(
    "restitution",
    N_("Illustrated stock-taking, one page"),
    story,
    group=FOLLOWUP,
    over=lambda scope: str(scope.year),
    purpose=N_(
        "Big figures and bars for the public restitution; made to be read aloud."
    ),
)

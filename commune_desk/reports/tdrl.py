"""The papers of the TDRL: rolls, recovery by village, late villages, sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.charts import TDRL as LEAGUE
from commune_desk.domain.money import Money, Share
from commune_desk.domain.tdrl import shared
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Heading, Note, Title, Voice, say_prose
from commune_desk.reports.charts.printed import BROAD
from commune_desk.reports.charts.told import charted
from commune_desk.reports.grids import IN_FRANCS, Align, Row, TableBlock, TableColumn
from commune_desk.reports.revenue_sheet import (
    TDRL,
    figure,
    paper,
    signed,
    sum_of,
    text,
    total,
)
from commune_desk.services.sharing import TDRL as TAX
from commune_desk.services.sharing import chiefs_rate, keys_on
from commune_desk.services.tdrl_payments import late, late_threshold, seen_on, standings
from commune_desk.services.tdrl_rolls import exemptions, rolls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.tdrl_payments import Standing


def _none(year: int) -> Block:
    text_ = N_("No roll of {year} was made yet.", year=str(year))
    return say_prose(text_)


def roll(telling: Telling) -> Iterator[Block]:
    """Tell the roll village by village, then the exemptions by reason."""
    year = telling.scope.year
    yield Title(N_("TDRL roll {year}", year=str(year)))
    rows = rolls(telling.session, telling.scope)
    if not rows:
        yield _none(year)
        return
    columns = (
        text(N_("Village"), 26),
        sum_of(N_("Families"), 11),
        sum_of(N_("Population"), 11),
        sum_of(N_("Over 14"), 11),
        sum_of(N_("Exempt"), 11),
        sum_of(N_("Liable"), 11),
        figure(N_("Rate"), 10),
        sum_of(N_("Amount")),
    )
    lines = [
        Row(
            (
                row.village,
                row.families,
                row.population,
                row.over_14,
                row.exempt,
                row.liable,
                row.rate,
                row.amount,
            )
        )
        for row in rows
    ]
    sums = [
        sum(getattr(row, key) or 0 for row in rows)
        for key in ("families", "population", "over_14", "exempt", "liable")
    ]
    amount = Money.total(row.amount for row in rows)
    lines.append(total(N_("Total"), 1, (*sums, None, amount)))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)
    yield Heading(N_("Exempt persons by reason"), 2)
    yield _exempt(telling)
    yield signed(telling)


def _exempt(telling: Telling) -> Block:
    found: dict[tuple[str, str], int] = {}
    for row in exemptions(telling.session, telling.scope):
        key = (row.reason, row.legal)
        found[key] = found.get(key, 0) + row.persons
    if not found:
        return say_prose(N_("No exemption was noted."))
    columns = (
        text(N_("Reason"), 50),
        text(N_("Text"), 50, ruled=True),
        sum_of(N_("Persons"), 12),
    )
    lines = [Row((*key, persons)) for key, persons in found.items()]
    lines.append(total(N_("Total"), 2, (sum(found.values()),)))
    return TableBlock(columns, tuple(lines))


def _sums(rows: Sequence[Standing]) -> tuple[Money, Money, Money]:
    return (
        Money.total(row.amount for row in rows),
        Money.total(row.paid for row in rows),
        Money.total(row.left for row in rows),
    )


def recovery(telling: Telling) -> Iterator[Block]:
    """Tell the league of the villages, and the sentence that is read aloud."""
    year = telling.scope.year
    day = seen_on(telling.session, telling.scope)
    yield Title(
        N_("Recovery of the TDRL {year}", year=str(year)),
        N_("Situation on {date}", date=day),
    )
    rows = standings(telling.session, telling.scope)
    if not rows:
        yield _none(year)
        return
    amount, paid, left = _sums(rows)
    yield say_prose(
        N_(
            "The villages have paid {paid} F of {amount} F: {rate}. Paid in full by:"
            " {whole}.",
            paid=paid,
            amount=amount,
            rate=Share.of(paid, amount) or "–",
            whole=", ".join(row.village for row in rows if not row.left) or "–",
        ),
        voice=Voice.ALOUD,
    )
    yield from charted(telling, LEAGUE, width=BROAD)
    columns = (
        figure(N_("Rank"), 7),
        text(N_("Village"), 28, ruled=True),
        sum_of(N_("Roll"), 13),
        sum_of(N_("Paid"), 13),
        sum_of(N_("Left"), 13),
        TableColumn(N_("Recovery"), 12, Align.RIGHT, ratio=(3, 2)),
        sum_of(N_("Due to the chief"), 13),
        sum_of(N_("Given to the chief"), 13),
        sum_of(N_("Left for the chief"), 13),
    )
    lines = [
        Row(
            (
                row.rank,
                row.village,
                row.amount,
                row.paid,
                row.left,
                row.rate,
                row.due_to_chief,
                row.paid_to_chief,
                row.left_to_chief,
            )
        )
        for row in rows
    ]
    chiefs = (
        Money.total(row.due_to_chief for row in rows),
        Money.total(row.paid_to_chief for row in rows),
        Money.total(row.left_to_chief for row in rows),
    )
    share = Share.of(paid, amount)
    lines.append(total(N_("Total"), 2, (amount, paid, left, share, *chiefs)))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)
    rate = chiefs_rate(telling.session, day)
    yield Note(
        N_("Chiefs have {rate} of what they bring: a rate of the settings.", rate=rate)
    )
    yield signed(telling)


def behind(telling: Telling) -> Iterator[Block]:
    """Tell the villages that are late, for the meeting of the chiefs."""
    year = telling.scope.year
    day = seen_on(telling.session, telling.scope)
    threshold = late_threshold(telling.session)
    yield Title(
        N_("Villages late with the TDRL {year}", year=str(year)),
        N_("Below {threshold} % on {date}", threshold=threshold, date=day),
    )
    rows = late(telling.session, telling.scope)
    if not rows:
        yield say_prose(N_("No village is late."))
        return
    amount, paid, left = _sums(rows)
    yield say_prose(
        N_(
            "{count} villages are below {threshold} %: together they owe {left} F.",
            count=len(rows),
            threshold=threshold,
            left=left,
        ),
        voice=Voice.ALOUD,
    )
    columns = (
        text(N_("Village"), 28),
        sum_of(N_("Roll"), 13),
        sum_of(N_("Paid"), 13),
        sum_of(N_("Left"), 13),
        TableColumn(N_("Recovery"), 12, Align.RIGHT, ratio=(2, 1)),
        text(N_("Last payment"), 13, ruled=True),
        text(N_("What the chief says"), 36, ruled=True),
    )
    lines = [
        Row(
            (
                row.village,
                row.amount,
                row.paid,
                row.left,
                row.rate,
                row.last_on,
                "",
            )
        )
        for row in rows
    ]
    share = Share.of(paid, amount)
    lines.append(total(N_("Total"), 1, (amount, paid, left, share, None, None)))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def sharing(telling: Telling) -> Iterator[Block]:
    """Tell what each level has of what each village paid, to the franc."""
    year = telling.scope.year
    day = seen_on(telling.session, telling.scope)
    yield Title(
        N_("Sharing of the TDRL {year}", year=str(year)),
        N_("Situation on {date}", date=day),
    )
    rows = sorted(
        standings(telling.session, telling.scope), key=lambda row: row.village
    )
    keys = keys_on(telling.session, TAX, day)
    if not rows or not keys:
        yield _none(year) if not rows else say_prose(N_("No share is noted."))
        return
    columns = (
        text(N_("Village"), 28),
        sum_of(N_("Paid"), 14),
        *(
            sum_of(N_("{level} {share}", level=key.level, share=Share(key.share)), 16)
            for key in keys
        ),
    )
    lines = []
    sums = dict.fromkeys((key.level for key in keys), 0)
    for row in rows:
        parts = shared(row.paid, keys)
        for level, part in parts.items():
            sums[level] += part.francs
        lines.append(Row((row.village, row.paid, *(parts[k.level] for k in keys))))
    paid = Money.total(row.paid for row in rows)
    lines.append(total(N_("Total"), 1, (paid, *map(Money, sums.values()))))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)
    taker = next((key.level for key in keys if key.takes_rest), keys[0].level)
    yield Note(
        N_("The rest of rounding goes to: {level}; to be verified.", level=taker)
    )
    yield signed(telling)


TDRL_ROLL = paper(
    "tdrl-roll",
    N_("TDRL roll"),
    roll,
    N_("Who is liable in each village, the exempt by reason, the amount."),
    group=TDRL,
    landscape=True,
)
RECOVERY = paper(
    "tdrl-recovery",
    N_("Recovery of the TDRL by village"),
    recovery,
    N_("The league of the villages, read aloud at the restitution."),
    group=TDRL,
    landscape=True,
)
LATE = paper(
    "tdrl-late",
    N_("Villages late with the TDRL"),
    behind,
    N_("For the meeting of the chiefs: who is late, how much is left."),
    group=TDRL,
    landscape=True,
)
SHARING = paper(
    "tdrl-sharing",
    N_("Sharing of the TDRL"),
    sharing,
    N_("What commune, cercle and region have of what each village paid."),
    group=TDRL,
)

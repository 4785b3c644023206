"""What the restitution kit tells of a year: ten figures, sectors, villages, sentences.

Money is what moved in the year (encaissements, paiements), with what earlier years
left: what people can count. Works, committees and complaints are told as they stand on
the day of the situation (`planning.md` 1.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.committee_lights import LightState
from commune_desk.domain.committees import InstallationState
from commune_desk.domain.lifecycle import Stage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.restitution import Line, sector_lines, village_lines
from commune_desk.reports.stocktaking import Stock
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.complaints import complaints, tally
from commune_desk.services.installations import installations
from commune_desk.services.lights import light_rows
from commune_desk.services.plans import scope_for
from commune_desk.services.public_lists import presences, public_sessions
from commune_desk.services.results import executed, results, whole_year
from commune_desk.services.situation import part
from commune_desk.services.tdrl_payments import standings
from commune_desk.services.territory import villages
from commune_desk.services.today import situation
from commune_desk.services.tracking import tracked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.document import Telling
    from commune_desk.services.lights import LightRow
    from commune_desk.services.public_lists import PublicRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.tdrl_payments import Standing

UNKNOWN = "–"
HUNDRED = 100


class Told(NamedTuple):
    """One of the ten figures: how it is drawn, read, and said aloud."""

    icon: str
    """Names of one pictogram, or of two beside each other."""

    value: str
    label: Text
    sentence: Text
    amount: Money | None = None
    """Francs that the sentence says once more in words."""


class InOut(NamedTuple):
    """Money that came in and went out in a year; `passing` only passes through."""

    came: Money
    went: Money
    passing: Money

    @property
    def left(self) -> Money:
        """What came in − what went out."""
        return self.came - self.went


def aloud(telling: Telling, money: Money) -> str:
    """Write an amount as it is read aloud: “5 000 francs”."""
    number = telling.words.number(money.francs)
    return telling.words.say(N_("{number} francs", number=number))


class League(NamedTuple):
    """A village in the league table."""

    village: str
    rank: int | None
    paid: Money
    asked: Money
    spent: Money
    present: int | None

    @property
    def rate(self) -> Share | None:
        """Paid ÷ asked."""
        return Share.of(self.paid, self.asked)


@dataclass(frozen=True, slots=True)
class Year:
    """All that is told of one year."""

    year: int
    day: dt.date
    held: PublicRow | None
    figures: tuple[Told, ...]
    """Ten, in the order of the poster."""

    sectors: tuple[Line, ...]
    league: tuple[League, ...]

    @property
    def life(self) -> tuple[Told, ...]:
        """Works, committees, complaints: the last three figures."""
        return self.figures[-3:]

    @property
    def paid(self) -> Money:
        """TDRL paid by all villages."""
        return Money.total(row.paid for row in self.league)

    @property
    def asked(self) -> Money:
        """TDRL asked of all villages."""
        return Money.total(row.asked for row in self.league)


def moved(session: Session, scope: Scope) -> InOut | None:
    """Add up what moved in a year; None where its books hold nothing."""
    year = fiscal_year(session, scope.year)
    if year is None or not executed(session, year):
        return None
    sections = results(session, year)
    came = Money.total(row.collected + row.earlier_in for row in sections)
    went = Money.total(row.paid + row.earlier_out for row in sections)
    own = part(whole_year(session, year), Section.OPERATING, Side.EXPENDITURE)
    passing = Money.total(row.paid for row in own if row.account.pass_through)
    return InOut(came, went, passing)


def session_of(telling: Telling) -> PublicRow | None:
    """Find the session that is printed for: as asked, else that of the year."""
    rows = public_sessions(telling.session)
    if telling.only:
        return next((row for row in rows if str(row.id) == telling.only), None)
    return next((row for row in rows if row.year == telling.scope.year), None)


def tell_year(telling: Telling) -> Year:
    """Gather what is told of the year of the scope, or of the session asked for."""
    session, held = telling.session, session_of(telling)
    scope = telling.scope
    if held is not None and held.year != scope.year:
        scope = scope_for(session, held.year)
    day = situation(session, scope.year)
    stock = Stock(tracked(session, scope, on=day), scope.year)
    money = moved(session, scope)
    rolls = standings(session, scope)
    figures = (
        *_of_money(telling, money, str(scope.year)),
        *_of_tax(telling, rolls, str(scope.year)),
        _of_plan(telling, stock, str(scope.year)),
        *_of_life(telling, scope),
    )
    return Year(
        scope.year,
        day,
        held,
        figures,
        tuple(sector_lines(stock)),
        tuple(_league(telling, stock, rolls, held)),
    )


def _of_money(telling: Telling, money: InOut | None, year: str) -> tuple[Told, ...]:
    francs = telling.words.francs
    if money is None:
        nothing = N_("The accounts of {year} are not in this dossier.", year=year)
        return tuple(
            Told(icon, UNKNOWN, label, nothing)
            for icon, label in (
                ("arrow-big-right wallet", N_("came in during the year")),
                ("wallet arrow-big-right", N_("went out during the year")),
                ("coins", N_("are left of the year")),
                ("chalkboard-teacher", N_("paid by the State to teachers")),
            )
        )
    left = money.left
    short = left.francs < 0
    rest = Money(abs(left.francs))
    return (
        Told(
            "arrow-big-right wallet",
            francs(money.came),
            N_("came in during the year"),
            N_(
                "In {year}, {amount} came in.",
                year=year,
                amount=aloud(telling, money.came),
            ),
            money.came,
        ),
        Told(
            "wallet arrow-big-right",
            francs(money.went),
            N_("went out during the year"),
            N_(
                "In {year}, {amount} went out.",
                year=year,
                amount=aloud(telling, money.went),
            ),
            money.went,
        ),
        Told(
            "coins",
            francs(rest),
            N_("were taken from what was left before")
            if short
            else N_("are left of the year"),
            N_(
                "{amount} more went out than came in: it was taken from before.",
                amount=aloud(telling, rest),
            )
            if short
            else N_("{amount} are left of the year.", amount=aloud(telling, rest)),
            rest,
        ),
        Told(
            "chalkboard-teacher",
            francs(money.passing),
            N_("paid by the State to teachers"),
            N_(
                "Of it, {amount} come from the State for the teachers: they only pass"
                " through.",
                amount=aloud(telling, money.passing),
            ),
            money.passing,
        ),
    )


def _of_tax(telling: Telling, rolls: Sequence[Standing], year: str) -> tuple[Told, ...]:
    paid = Money.total(row.paid for row in rolls)
    asked = Money.total(row.amount for row in rolls)
    left = Money.total(row.left for row in rolls)
    share, whole = Share.of(paid, asked), sum(not row.left.francs for row in rolls)
    if share is None:
        nothing = N_("No roll of the TDRL was made for {year}.", year=year)
        return (
            Told("cash", UNKNOWN, N_("of TDRL paid by the villages"), nothing),
            Told("home-check", UNKNOWN, N_("villages have paid all"), nothing),
        )
    of_hundred = round(share.basis_points / HUNDRED)
    return (
        Told(
            "cash",
            telling.words.say(N_("{part} F of 100", part=of_hundred)),
            N_("of TDRL paid by the villages"),
            N_(
                "Of 100 francs of TDRL asked, {part} were paid; {left} are still due.",
                part=of_hundred,
                left=aloud(telling, left),
            ),
            left,
        ),
        Told(
            "home-check",
            telling.words.say(N_("{done} of {count}", done=whole, count=len(rolls))),
            N_("villages have paid all"),
            P_(
                "{count} village of {rolls} has paid all its TDRL.",
                "{count} villages of {rolls} have paid all their TDRL.",
                count=whole,
                rolls=len(rolls),
            ),
        ),
    )


def _of_plan(telling: Telling, stock: Stock, year: str) -> Told:
    rows = stock.planned
    done = sum(row.stage is Stage.DONE for row in rows)
    under = sum(row.stage is Stage.UNDER_WAY for row in rows)
    return Told(
        "clipboard-check",
        telling.words.say(N_("{done} of {count}", done=done, count=len(rows))),
        N_("actions of the plan are done"),
        N_(
            "The plan had {count} actions for {year}: done {done}, under way {under}.",
            count=len(rows),
            year=year,
            done=done,
            under=under,
        ),
    )


def _in_order(rows: Sequence[LightRow]) -> int:
    return sum(row.count(LightState.CORRECT) == 0 for row in rows)


def _of_life(telling: Telling, scope: Scope) -> tuple[Told, ...]:
    session, say = telling.session, telling.words.say
    works = [
        row.state is InstallationState.WORKING
        for row in installations(session)
        if row.state is not InstallationState.ABANDONED
    ]
    lights = light_rows(session)
    count = tally("", [r for r in complaints(session) if r.year == scope.year])
    return (
        Told(
            "pump",
            say(N_("{done} of {count}", done=sum(works), count=len(works))),
            N_("works of the committees serve"),
            P_(
                "{count} work of {whole} serves today: pumps, schools, markets.",
                "{count} works of {whole} serve today: pumps, schools, markets.",
                count=sum(works),
                whole=len(works),
            ),
        ),
        Told(
            "users-group",
            say(N_("{done} of {count}", done=_in_order(lights), count=len(lights))),
            N_("committees are in order"),
            P_(
                "{count} committee of {whole} is in order: bureau, papers, cash book.",
                "{count} committees of {whole} are in order: bureau, papers, cash"
                " book.",
                count=_in_order(lights),
                whole=len(lights),
            ),
        ),
        Told(
            "message-report",
            say(N_("{done} of {count}", done=count.settled, count=count.received)),
            N_("complaints have their answer"),
            P_(
                "{count} complaint came in {year}; answered: {settled}.",
                "{count} complaints came in {year}; answered: {settled}.",
                count=count.received,
                year=str(scope.year),
                settled=count.settled,
            ),
        ),
    )


def _league(
    telling: Telling,
    stock: Stock,
    rolls: Sequence[Standing],
    held: PublicRow | None,
) -> list[League]:
    """Rank the villages by the TDRL; those without a roll come last."""
    spent = {line.name: line.part for line in village_lines(telling, stock)}
    came: dict[str, int] = {}
    if held is not None and not held.to_come:
        own = [r for r in presences(telling.session) if r.session_id == held.id]
        came = {row.village: row.present for row in own}
    nothing, absent = Money(0), 0 if came else None
    ranked = {row.village: row for row in rolls}
    names = [row.name for row in villages(telling.session, telling.scope)]
    others = [name for name in names if name not in ranked]
    found: list[tuple[str, int | None, Money, Money]] = [
        (row.village, row.rank, row.paid, row.amount) for row in rolls
    ]
    found += [(name, None, nothing, nothing) for name in others]
    return [
        League(*each, spent.get(each[0], nothing), came.get(each[0], absent))
        for each in found
    ]

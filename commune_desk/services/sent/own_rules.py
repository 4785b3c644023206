"""The rules that only a sending asks; their level is data (`levels`)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.domain.budget import FROZEN, Section, Side
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.package.format import BUDGET, EXECUTION
from commune_desk.domain.text import N_, P_
from commune_desk.l10n import reading
from commune_desk.services.budget_lines import primitive
from commune_desk.services.closings import closed_periods, days_of, period_name
from commune_desk.services.funders import contributions
from commune_desk.services.registry import book
from commune_desk.services.results import whole_year
from commune_desk.services.sent.budget import SECTION_CODES, SIDE_CODES
from commune_desk.services.sent.fit import misfits
from commune_desk.services.sent.funding import running
from commune_desk.services.sent.sendings import latest, sendings
from commune_desk.services.settings import preference
from commune_desk.storage import journal
from commune_desk.storage.models import Commune, LedgerEntry, Village

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from commune_desk.domain.package.manifest import Tables
    from commune_desk.services.sent.exercise import Exercise

    Rule = Callable[["Look"], Iterator[Issue]]

E, W = Severity.ERROR, Severity.WARNING
KEPT_IN = {
    "P": "actions",
    "F": "contributions",
    "L": "budget_lines",
    "C": "committees",
    "V": "villages",
    "A": "agreements",
    "I": "indicators",
    "R": "public_sessions",
}
"""Where a record is kept whose key in a package begins with the letter."""

CODE = re.compile("[A-Za-z0-9][A-Za-z0-9-]{1,29}")
MOST = 20
"""Values out of the format that are told one by one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the rules look at."""

    told: Exercise
    tables: Tables

    def column(self, resource: Any, name: str) -> Iterator[tuple[Any, ...]]:
        """Give section, side and one amount of each line of the budget."""
        places = (resource.at["section"], resource.at["sens"], resource.at[name])
        for row in self.tables.get(resource.name, ()):
            yield tuple(row[place] for place in places)


def of_commune(look: Look) -> Iterator[Issue]:
    """SEND-01 to 03: the commune is known by its code, of a list that is named."""
    commune = look.told.session.scalars(select(Commune).where(Commune.is_own)).first()
    if commune is None:
        yield Issue(E, N_("The commune of the dossier is not described."), "SEND-01")
        return
    where = Record("communes", commune.id)
    if not CODE.fullmatch(commune.code.strip()):
        text = N_(
            "Commune {name}: the code “{code}” is no code: letters, figures and"
            " hyphens.",
            name=commune.name,
            code=commune.code,
        )
        if not commune.code.strip():
            text = N_("Commune {name}: the code is missing.", name=commune.name)
        yield Issue(E, text, "SEND-02", where, "code")
    if not commune.code_list.strip():
        text = N_(
            "Commune {name}: say from which list, and of which year, its code {code}"
            " is.",
            name=commune.name,
            code=commune.code or "–",
        )
        yield Issue(E, text, "SEND-03", where, "code_list")


def of_demonstration(look: Look) -> Iterator[Issue]:
    """SEND-04: a demonstration says that it is one."""
    if preference(look.told.session, "demonstration"):
        text = N_("This dossier is a demonstration: the package says so.")
        yield Issue(W, text, "SEND-04")


def of_day(look: Look) -> Iterator[Issue]:
    """SEND-08: figures stop at a day of the exercise that has come."""
    told = look.told
    fixed = reading.date(preference(told.session, "situation.date"))
    now = max(dt.datetime.now().astimezone().date(), fixed or told.begins)
    last = dt.date(told.year, 12, 31)
    if told.budget is not None:
        last = days_of(told.session, told.budget).last
    if not told.begins <= told.until <= last:
        text = N_(
            "The figures stop on {day}, which is not a day of {year}: {first} to"
            " {last}.",
            day=told.until,
            year=str(told.year),
            first=told.begins,
            last=last,
        )
        yield Issue(E, text, "SEND-08", field="until")
    elif told.until > now:
        text = N_(
            "The figures stop on {day}, and today is {today}.",
            day=told.until,
            today=now,
        )
        yield Issue(E, text, "SEND-08", field="until")


def of_budget(look: Look) -> Iterator[Issue]:
    """SEND-05, 06, 09: there is a budget, and each section balances."""
    told = look.told
    if told.budget is None:
        text = N_("{year} has no budget in this dossier.", year=str(told.year))
        yield Issue(E, text, "SEND-06")
        return
    document = primitive(told.session, told.budget.id)
    code = "SEND-05" if document.state in FROZEN else "SEND-09"
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for section, side, amount in look.column(BUDGET, "credit_fcfa"):
        sums[section, side] += amount
    for section, short in SECTION_CODES.items():
        into = Money(sums[short, SIDE_CODES[Side.REVENUE]])
        out = Money(sums[short, SIDE_CODES[Side.EXPENDITURE]])
        if into != out:
            text = N_(
                "{section}, budget {year}: revenue {revenue} F, expenditure"
                " {expenditure} F, gap {gap} F.",
                section=NAMES[section],
                year=str(told.year),
                revenue=into,
                expenditure=out,
                gap=Money(abs(into.francs - out.francs)),
            )
            where = Record("budget_documents", document.id)
            yield Issue(E, text, code, where, amount=Money(abs((into - out).francs)))


def of_later_entries(look: Look) -> Iterator[Issue]:
    """SEND-07: what is dated after the day is not in the package."""
    told = look.told
    if told.budget is None:
        return
    count, first = told.session.execute(
        select(func.count(), func.min(LedgerEntry.made_on)).where(
            LedgerEntry.fiscal_year_id == told.budget.id,
            LedgerEntry.cancelled_on.is_(None),
            LedgerEntry.made_on > told.until,
        )
    ).one()
    if count:
        text = P_(
            "{count} entry of {year} is dated after {day}: it is not in the package"
            " (from {first} on).",
            "{count} entries of {year} are dated after {day}: they are not in the"
            " package (from {first} on).",
            count=count,
            year=str(told.year),
            day=told.until,
            first=first,
        )
        yield Issue(W, text, "SEND-07")


def of_open_months(look: Look) -> Iterator[Issue]:
    """SEND-19: a month that is not closed may still change."""
    told = look.told
    if told.budget is None:
        return
    closed = closed_periods(told.session, told.budget.id)
    if 0 in closed:
        return
    last = told.until.month if told.until.year == told.year else 12
    whole = [m for m in range(1, last + 1) if _ends(told.year, m) <= told.until]
    still = [month for month in whole if month not in closed]
    if still:
        text = P_(
            "{count} month of {year} that is told is not closed: {first}.",
            "{count} months of {year} that are told are not closed, the first is"
            " {first}.",
            count=len(still),
            year=str(told.year),
            first=period_name(still[0]),
        )
        yield Issue(W, text, "SEND-19")


def _ends(year: int, month: int) -> dt.date:
    after = dt.date(year, month, 28) + dt.timedelta(days=4)
    return after.replace(day=1) - dt.timedelta(days=1)


def of_villages(look: Look) -> Iterator[Issue]:
    """SEND-10 to 12: positions and codes of villages."""
    codes: dict[str, list[Village]] = defaultdict(list)
    query = select(Village).order_by(Village.name)
    for row in look.told.session.scalars(query):
        where = Record("villages", row.id)
        if row.latitude is None or row.longitude is None:
            text = N_("{village}: no position.", village=row.name)
            yield Issue(W, text, "SEND-10", where, "latitude")
        if not row.code.strip():
            text = N_("{village}: no code.", village=row.name)
            yield Issue(W, text, "SEND-12", where, "code")
        else:
            codes[row.code.strip()].append(row)
    for code, rows in codes.items():
        for other in rows[1:]:
            text = N_(
                "{village} and {other} have the same code, {code}.",
                village=rows[0].name,
                other=other.name,
                code=code,
            )
            yield Issue(E, text, "SEND-11", Record("villages", other.id), "code")


def of_committees(look: Look) -> Iterator[Issue]:
    """SEND-18: a committee whose type the list of types does not apply any more."""
    for each in book(look.told.session):
        if each.active and not (each.type.active and each.type.code.strip()):
            text = N_(
                "{committee}: its type “{type}” is not applied any more.",
                committee=each.committee.name,
                type=each.type.title,
            )
            where = Record("committees", each.id)
            yield Issue(E, text, "SEND-18", where, "type_id")


def of_account(look: Look) -> Iterator[Issue]:
    """SEND-13: what is sent of a year that is over is what its account says."""
    told = look.told
    if told.budget is None or told.until < days_of(told.session, told.budget).last:
        return
    kinds = {Side.REVENUE: "titre_fcfa", Side.EXPENDITURE: "mandate_fcfa"}
    rows = whole_year(told.session, told.budget)
    for section in Section:
        for side, column in kinds.items():
            own = (SECTION_CODES[section], SIDE_CODES[side])
            listed = look.column(EXECUTION, column)
            sent = sum(amount for *where, amount in listed if tuple(where) == own)
            account = sum(
                row.realised.francs
                for row in rows
                if (row.section, row.side) == (section, side)
            )
            if EXECUTION.name in look.tables and sent != account:
                text = N_(
                    "{section}, {side} of {year}: {sent} F in the package, {account} F"
                    " in the administrative account, gap {gap} F.",
                    section=NAMES[section],
                    side=NAMES[side],
                    year=str(told.year),
                    sent=Money(sent),
                    account=Money(account),
                    gap=Money(abs(sent - account)),
                )
                yield Issue(E, text, "SEND-13", amount=Money(abs(sent - account)))


def of_journal(look: Look) -> Iterator[Issue]:
    """SEND-14: the journal holds from its first entry to its last."""
    raw = look.told.session.connection().connection.driver_connection
    broken = journal.first_broken(raw) if raw is not None else None
    if broken is not None:
        text = N_("The journal does not hold from entry {number} on.", number=broken)
        yield Issue(E, text, "SEND-14")


def of_format(look: Look) -> Iterator[Issue]:
    """SEND-15: every value is one that the format takes."""
    for number, misfit in enumerate(misfits(look.tables)):
        if number == MOST:
            return
        letter, _, row_id = misfit.key.partition("/")[0].partition("-")
        where = None
        if letter in KEPT_IN and row_id.isdecimal():
            where = Record(KEPT_IN[letter], int(row_id))
        text = N_(
            "{table}, {key}: “{value}” does not fit the column {column}.",
            table=misfit.resource.title,
            key=misfit.key,
            value="" if misfit.value is None else str(misfit.value)[:40],
            column=misfit.field.name,
        )
        yield Issue(E, text, "SEND-15", where)


def of_rates(look: Look) -> Iterator[Issue]:
    """SEND-16: an amount of a currency without a rate has no francs."""
    told = look.told
    for row in running(told):
        if row.terms.foreign and row.converted is None:
            text = N_(
                "Agreement {reference}: no rate for {currency}; it has no amount in"
                " francs.",
                reference=row.reference,
                currency=row.currency,
            )
            yield Issue(W, text, "SEND-16", Record("agreements", row.id), "rate")
    for gift in contributions(told.session, told.scope):
        if gift.foreign_cents is not None and not gift.rate:
            text = N_(
                "Action {code}, {year}: no rate for {currency}; the gift has no amount"
                " in francs.",
                code=gift.action_code,
                year=str(gift.year),
                currency=gift.currency,
            )
            yield Issue(W, text, "SEND-16", Record("contributions", gift.id), "rate")


def of_last_answer(look: Look) -> Iterator[Issue]:
    """SEND-17: the last sending of the year was refused."""
    last = latest(sendings(look.told.session), look.told.year)
    if last is not None and last.answer is not None and last.answer.value == "REFUSE":
        text = N_(
            "Sending no. {number} of {year} was refused on {date}: {note}",
            number=last.sequence,
            year=str(last.year),
            date=last.answered_on,
            note=last.answer_note or "–",
        )
        yield Issue(W, text, "SEND-17", Record("sendings", last.id))


OWN_RULES: tuple[Rule, ...] = (
    of_commune,
    of_demonstration,
    of_day,
    of_budget,
    of_later_entries,
    of_open_months,
    of_villages,
    of_committees,
    of_account,
    of_journal,
    of_format,
    of_rates,
    of_last_answer,
)

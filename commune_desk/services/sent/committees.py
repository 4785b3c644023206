"""The committees as a package tells them: counts, accounts, and names where asked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from commune_desk.domain.committee_lights import LightState, lit
from commune_desk.domain.committees import ActKind, AgeClass, CommitteeState, Sex
from commune_desk.domain.package.format import COMMITTEE_STATES
from commune_desk.services.committee_accounts import accounts
from commune_desk.services.due_lists import dues_on, payments
from commune_desk.services.lights import lights
from commune_desk.services.registry import book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.money import Money
    from commune_desk.domain.package.manifest import Cell
    from commune_desk.services.registry import Known
    from commune_desk.services.sent.exercise import Exercise

STATE_CODES = dict(zip(CommitteeState, COMMITTEE_STATES, strict=True))
LIGHT_CODES = {
    LightState.OK: "VERT",
    LightState.WATCH: "ORANGE",
    LightState.CORRECT: "ROUGE",
    LightState.UNKNOWN: "GRIS",
    LightState.NOT_ASKED: "GRIS",
}
PAPERS = {ActKind.RECEIPT, ActKind.REGISTRATION, ActKind.DECISION}
"""What makes a committee exist before the State."""

PHONES = 2
"""The level of privacy from which telephone numbers are told."""


def existing(told: Exercise) -> list[Known]:
    """List the committees that there were on the day, in the order of their records."""
    return sorted(
        (
            each
            for each in book(told.session)
            if each.committee.created_on is None
            or each.committee.created_on <= told.until
        ),
        key=lambda each: each.id,
    )


def committees(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell each committee in counts, under the worst of its lights."""
    people = book(told.session).people
    for each in existing(told):
        row, states = each.committee, each.states(told.until)
        held = [state.holder for state in states if state.holder is not None]
        persons = {holder.person_id: people[holder.person_id] for holder in held}
        ends = [h.ends_on for h in held if h.ends_on is not None]
        worst = lit(lights(told.session, each.id, told.until)).state
        village = row.village_id
        yield (
            f"C-{each.id}",
            each.type.code,
            row.name,
            "" if village is None else f"V-{village}",
            STATE_CODES[row.state],
            row.created_on,
            int(any(deed.kind in PAPERS for deed in each.deeds)),
            len(persons),
            sum(person.sex is Sex.WOMAN for person in persons.values()),
            sum(person.age_class is AgeClass.YOUNG for person in persons.values()),
            len(states),
            len(states) - len(held),
            min(ends, default=None),
            LIGHT_CODES[worst] if each.active else "GRIS",
        )


def balances(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell the money of each committee from 1 January, and its dues to the commune.

    A committee that has dues and no cash book is told without receipts and expenses.
    """
    due: dict[int, int] = defaultdict(int)
    owner = {}
    for row in dues_on(told.session, told.until):
        owner[row.id] = row.committee_id
        if told.begins <= row.due_on and row.due_on.year == told.year:
            due[row.committee_id] += row.amount.francs
    paid: dict[int, int] = defaultdict(int)
    for payment in payments(told.session):
        if told.begins <= payment.paid_on <= told.last:
            paid[owner[payment.due_id]] += payment.counted.francs
    known = {row.id: row for row in accounts(told.session, told.scope)}
    for each in existing(told):
        book_of = known.get(each.id)
        money: tuple[Money | None, ...] = (None, None, None)
        if book_of is not None and book_of.account is not None:
            money = (book_of.received, book_of.spent, book_of.closing)
        elif not due[each.id] and not paid[each.id]:
            continue
        yield (
            f"C-{each.id}",
            told.begins,
            told.last,
            *(None if amount is None else amount.francs for amount in money),
            due[each.id],
            paid[each.id],
        )


def office_holders(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Name who holds a key post; the telephone only where it is asked for."""
    people = book(told.session).people
    for each in existing(told):
        if not each.active:
            continue
        seen = set()
        for state in each.states(told.until):
            if state.holder is None or not state.post.key_post:
                continue
            name = (state.post.title, state.holder.name)
            phone = people[state.holder.person_id].phone
            if name not in seen:
                told_phone = phone if told.privacy.level >= PHONES else ""
                yield f"C-{each.id}", *name, told_phone
            seen.add(name)

"""What must hold for the money of a committee (`planning.md` 7, rules 23 and 24)."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.domain.committee_cash import CashBook, Move, Span
    from commune_desk.domain.text import Text

CASH, SAVINGS = "PLAN-23", "PLAN-24"
NOT_COUNTED = "COM-30"
PLACES = (False, True)
"""The box, then the bank."""


def _place(*, bank: bool) -> Text:
    return N_("the bank") if bank else N_("the box")


def refusals(book: CashBook) -> Iterator[Issue]:
    """Say what the periods and lines of a committee contradict."""
    yield from _overlaps(book)
    yield from _outside(book)
    yield from _below_zero(book)
    for before, after in pairwise(book.spans):
        yield from _not_carried(book, before, after)
    for span in book.spans:
        yield from _gaps(book, span, explained=False)


def _overlaps(book: CashBook) -> Iterator[Issue]:
    for before, after in pairwise(book.spans):
        if after.begins <= before.ends:
            text = N_(
                "{committee}: the period from {begins} to {ends} overlaps the one from"
                " {other_begins} to {other_ends}.",
                committee=book.committee,
                begins=after.begins,
                ends=after.ends,
                other_begins=before.begins,
                other_ends=before.ends,
            )
            yield _of_span(text, after, "begins_on")


def _outside(book: CashBook) -> Iterator[Issue]:
    for move in book.moves:
        if book.span_on(move.on) is None:
            yield _of_move(
                N_(
                    "{committee}, {date}, “{title}”: no period of the cash book holds"
                    " this day.",
                    committee=book.committee,
                    date=move.on,
                    title=move.title,
                ),
                move,
                "made_on",
            )
            return


def _below_zero(book: CashBook) -> Iterator[Issue]:
    """Look at the evening of each day: within it, nobody noted what came first."""
    for bank in PLACES:
        for span in book.spans:
            issue = _first_below(book, span, bank=bank)
            if issue is not None:
                yield issue
                break


def _first_below(book: CashBook, span: Span, *, bank: bool) -> Issue | None:
    held = span.opening(bank=bank)
    moves = book.within(span.begins, span.ends)
    for day, some in groupby(moves, lambda move: move.on):
        own = list(some)
        came = sum(move.came(bank=bank) for move in own)
        went = sum(move.went(bank=bank) for move in own)
        if held + came - went < 0:
            text = N_(
                "{committee}, {date}: {place} would hold {amount} F, with {before} F"
                " the day before + {came} F in − {went} F out.",
                committee=book.committee,
                date=day,
                place=_place(bank=bank),
                amount=Money(held + came - went),
                before=Money(held),
                came=Money(came),
                went=Money(went),
            )
            # an opening below nothing, which no form takes, needs no expense
            last = next((m for m in reversed(own) if m.went(bank=bank)), own[-1])
            return _of_move(text, last, "expense")
        held += came - went
    return None


def _not_carried(book: CashBook, before: Span, after: Span) -> Iterator[Issue]:
    for bank in PLACES:
        counted = before.counted(bank=bank)
        opening = after.opening(bank=bank)
        if counted is not None and opening != counted:
            text = N_(
                "{committee}: the period of {begins} opens with {opening} F in {place},"
                " but {counted} F were counted on {ends}.",
                committee=book.committee,
                begins=after.begins,
                opening=Money(opening),
                place=_place(bank=bank),
                counted=Money(counted),
                ends=before.ends,
            )
            field = "opening_bank" if bank else "opening_cash"
            yield _of_span(text, after, field)


def _gaps(book: CashBook, span: Span, *, explained: bool) -> Iterator[Issue]:
    """A gap must be explained; explained, it is still told."""
    if bool(span.note.strip()) is not explained:
        return
    for bank in PLACES:
        gap = book.gap(span, bank=bank)
        if not gap:
            continue
        sums = book.sums(span, bank=bank)
        facts = {
            "committee": book.committee,
            "begins": span.begins,
            "ends": span.ends,
            "place": _place(bank=bank),
            "opening": Money(sums.opening),
            "came": Money(sums.came),
            "went": Money(sums.went),
            "expected": Money(sums.expected),
            "counted": Money(span.counted(bank=bank) or 0),
            "gap": Money(abs(gap)),
        }
        if explained:
            text = N_(
                "{committee}, {begins} to {ends}: {counted} F counted in {place} for"
                " {expected} F in the book, a gap of {gap} F; “{note}”.",
                note=span.note.strip(),
                **facts,
            )
            yield _of_span(text, span, "note", Severity.WARNING, Money(abs(gap)))
        else:
            text = N_(
                "{committee}, {begins} to {ends}, {place}: {opening} F + {came} F −"
                " {went} F = {expected} F, but {counted} F were counted: a gap of"
                " {gap} F. Correct it, or explain it in the note.",
                **facts,
            )
            field = "closing_bank" if bank else "closing_cash"
            yield _of_span(text, span, field, Severity.ERROR, Money(abs(gap)))


def watched(
    book: CashBook, day: dt.date, days: int, ceiling: Money | None
) -> Iterator[Issue]:
    """Say what a secretary should ask a treasurer about."""
    for before, after in pairwise(book.spans):
        yield from _lost(book, before, after)
    for span in book.spans:
        yield from _gaps(book, span, explained=True)
        over = (day - span.ends).days
        if not span.closed and over > days:
            text = P_(
                "{committee}: the period from {begins} to {ends} has been over for"
                " {count} day and was not counted.",
                "{committee}: the period from {begins} to {ends} has been over for"
                " {count} days and was not counted.",
                count=over,
                committee=book.committee,
                begins=span.begins,
                ends=span.ends,
            )
            record = Record("cash_periods", span.id)
            yield Issue(Severity.WARNING, text, NOT_COUNTED, record, "closing_cash")
    held = book.held(day)
    if ceiling is not None and held is not None and held.box > ceiling.francs:
        text = N_(
            "{committee}: {amount} F in the box on {date}, above the ceiling of"
            " {ceiling} F; {rest} F should be at the bank.",
            committee=book.committee,
            amount=Money(held.box),
            date=day,
            ceiling=ceiling,
            rest=Money(held.box - ceiling.francs),
        )
        record = Record("committees", book.committee_id)
        rest = Money(held.box - ceiling.francs)
        yield Issue(Severity.WARNING, text, CASH, record, "cash_ceiling", rest)


def _lost(book: CashBook, before: Span, after: Span) -> Iterator[Issue]:
    """Between a period that was never counted and the next one, money may get lost."""
    if before.closed:
        return
    for bank in PLACES:
        expected = book.sums(before, bank=bank).expected
        opening = after.opening(bank=bank)
        if opening != expected:
            text = N_(
                "{committee}: the period of {begins} opens with {opening} F in {place};"
                " the book says {expected} F on {ends}, which was not counted.",
                committee=book.committee,
                begins=after.begins,
                opening=Money(opening),
                place=_place(bank=bank),
                expected=Money(expected),
                ends=before.ends,
            )
            gap = Money(abs(opening - expected))
            yield _of_span(text, after, "opening_cash", Severity.WARNING, gap)


def below_target(
    committee: str, record: Record, fund: Money, target: Money | None, percent: int
) -> Iterator[Issue]:
    """Rule 24: the renewal fund against its target; gravely from a part of it on."""
    if target is None or fund.francs >= target.francs:
        return
    text = N_(
        "{committee}: {fund} F in the renewal fund for a target of {target} F, {share}"
        " %; {rest} F are missing.",
        committee=committee,
        fund=fund,
        target=target,
        share=fund.francs * 100 // target.francs,
        rest=target - fund,
    )
    low = fund.francs * 100 < target.francs * percent
    severity = Severity.WARNING if low else Severity.INFORMATION
    yield Issue(severity, text, SAVINGS, record, "renewal_target", target - fund)


def recovered_too_little(
    committee: str, record: Record, dues: tuple[int, int, int], percent: int
) -> Iterator[Issue]:
    """Rule 24: dues of members: the year, the payers, those who paid."""
    year, payers, paid = dues
    if not payers or paid * 100 >= payers * percent:
        return
    text = N_(
        "{committee}: dues of {year} paid by {paid} of {payers}, {share} %; at least"
        " {percent} % are asked for.",
        committee=committee,
        year=str(year),
        paid=paid,
        payers=payers,
        share=paid * 100 // payers,
        percent=percent,
    )
    yield Issue(Severity.WARNING, text, SAVINGS, record)


def entry_refusals(committee: str, move: Move, day: dt.date) -> Iterator[Issue]:
    """Say what is wrong with one line of the notebook."""
    facts = {"committee": committee, "date": move.on, "title": move.title}
    if move.on > day:
        text = N_(
            "{committee}, {date}, “{title}”: it comes after the day of the situation,"
            " {today}.",
            today=day,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="made_on")
    if move.receipt < 0 or move.expense < 0:
        text = N_(
            "{committee}, {date}, “{title}”: {amount} F is no amount of a notebook.",
            amount=Money(min(move.receipt, move.expense)),
            **facts,
        )
        field = "receipt" if move.receipt < 0 else "expense"
        yield Issue(Severity.ERROR, text, field=field)
    elif not move.receipt and not move.expense:
        text = N_(
            "{committee}, {date}, “{title}”: type what came in or what went out.",
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="receipt")
    elif move.receipt and move.expense and move.receipt != move.expense:
        text = N_(
            "{committee}, {date}, “{title}”: {receipt} F in and {expense} F out are two"
            " lines of the notebook.",
            receipt=Money(move.receipt),
            expense=Money(move.expense),
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="expense")


def _of_span(
    text: Text,
    span: Span,
    field: str,
    severity: Severity = Severity.ERROR,
    amount: Money | None = None,
) -> Issue:
    return Issue(severity, text, CASH, Record("cash_periods", span.id), field, amount)


def _of_move(text: Text, move: Move, field: str) -> Issue:
    return Issue(Severity.ERROR, text, CASH, Record("cash_entries", move.id), field)

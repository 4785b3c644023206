"""Papers of the dues: the state for the council, the notice to a committee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Heading,
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
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.meeting_papers import GROUP, standing
from commune_desk.services.due_lists import debts, dues, owing, payments
from commune_desk.services.settings import preferences
from commune_desk.services.territory import own_commune
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.due_lists import Debt, DueRow, PaymentRow
    from commune_desk.services.scope import Scope


def state_story(telling: Telling) -> Iterator[Block]:
    """Tell what each committee owes, then what was paid and with which receipt."""
    session, day = telling.session, today(telling.session)
    yield Title(DUES_STATE.title, N_("Situation on {date}", date=day))
    rows = dues(session)
    if not rows:
        yield say_prose(N_("Nothing is reckoned yet."))
        return
    found = debts(rows)
    due = Money.total(debt.due for debt in found)
    paid = Money.total(debt.paid for debt in found)
    late = [debt for debt in found if debt.late]
    yield say_prose(
        N_(
            "The committees owe {due} F and have paid {paid} F; {left} F are left."
            " Late: {names}.",
            due=due,
            paid=paid,
            left=due - paid,
            names=", ".join(_named(telling, debt) for debt in late) or "–",
        ),
        voice=Voice.ALOUD,
    )
    yield _state(rows)
    own = payments(session)
    if own:
        yield Heading(N_("Payments"), 2)
        yield _paid(own)
    executive = preferences(session)["executive.title"]
    yield Signatures(
        (
            Signature(N_("The régisseur")),
            Signature(executive, stamp=True),
        )
    )


def _named(telling: Telling, debt: Debt) -> str:
    return f"{debt.committee} ({telling.words.francs(debt.late)})"


def _state(rows: Sequence[DueRow]) -> TableBlock:
    columns = (
        TableColumn(N_("Period"), 34),
        TableColumn(N_("How it was reckoned"), 32, ruled=True),
        TableColumn(N_("To be paid by"), 18, ruled=True),
        TableColumn(N_("Amount due"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Paid"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Left"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Late"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Follow-up"), 26, ruled=True),
    )
    lines: list[Row] = []
    names = dict.fromkeys(row.committee for row in rows)
    for name in names:
        own = [row for row in rows if row.committee == name]
        lines.append(Row((name, *(None,) * 7), Role.ARTICLE, (Span(0, 7),)))
        lines += [
            Row((row.span, row.sum, row.due_on, row.amount, row.paid, row.left,
                 row.overdue, row.standing))
            for row in own
        ]  # fmt: skip
        if len(own) > 1:
            text = N_("Total {title}", title=name)
            lines.append(_total(text, own, Role.SUBTOTAL))
    lines.append(_total(N_("Overall total"), rows, Role.GRAND))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _total(name: Said, rows: Sequence[DueRow], role: Role) -> Row:
    sums = (
        Money.total(getattr(row, key) for row in rows)
        for key in ("amount", "paid", "left", "overdue")
    )
    return Row((name, None, None, *sums, None), role, (Span(0, 2),))


def _paid(rows: Sequence[PaymentRow]) -> TableBlock:
    columns = (
        TableColumn(N_("Paid on"), 16),
        TableColumn(N_("Committee"), 50, ruled=True),
        TableColumn(N_("Period"), 34, ruled=True),
        TableColumn(N_("Paid"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Receipt or collection"), 40, ruled=True),
    )
    counted = [row for row in rows if not row.void]
    lines = [
        Row((row.paid_on, row.committee, row.span, row.amount, booked(row)))
        for row in counted
    ]
    total = Money.total(row.amount for row in counted)
    lines.append(Row((N_("Total"), None, None, total, None), Role.GRAND))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def booked(row: PaymentRow) -> Text | str:
    """Say with what a payment is booked."""
    if row.receipt_number is not None:
        series = f"{row.series} {row.receipt_number}".strip()
        return N_("receipt {number}", number=series)
    if row.entry_number is not None:
        return N_("collection no. {number}", number=row.entry_number)
    return row.reference


def notice_story(telling: Telling) -> Iterator[Block]:
    """Tell each committee what it owes; a page each."""
    day = today(telling.session)
    rows = [row for row in dues(telling.session) if row.left]
    wanted = [
        debt
        for debt in owing(telling.session, day)
        if not telling.only or str(debt.committee_id) == telling.only
    ]
    if not wanted:
        yield Title(DUES_NOTICE.title)
        yield say_prose(N_("Nobody owes the commune."))
        return
    for number, debt in enumerate(wanted):
        if number:
            yield PageBreak()
        own = [row for row in rows if row.committee_id == debt.committee_id]
        yield from _notice(telling, debt, own)


def _notice(telling: Telling, debt: Debt, rows: Sequence[DueRow]) -> Iterator[Block]:
    session = telling.session
    commune = own_commune(session)
    day = telling.words.long_date(today(session))
    yield Title(
        N_("Notice of dues"),
        N_("To the president of: {committee}", committee=debt.committee),
        headed=True,
    )
    yield say_prose(
        N_("{place}, {date}", place=commune.name if commune is not None else "–",
           date=day),
        N_(
            "By your convention with the commune, your committee owes what follows."
            " {left} F are to be paid, {late} F of them are late.",
            left=debt.left,
            late=debt.late,
        ),
        voice=Voice.ACT,
    )  # fmt: skip
    columns = (
        TableColumn(N_("Period"), 34),
        TableColumn(N_("How it was reckoned"), 34, ruled=True),
        TableColumn(N_("To be paid by"), 18, ruled=True),
        TableColumn(N_("Amount due"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Paid"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Left"), 18, Align.RIGHT, adds=True),
    )
    lines = [
        Row((row.span, row.sum, row.due_on, row.amount, row.paid, row.left))
        for row in sorted(rows, key=lambda row: row.due_on)
    ]
    sums = (
        Money.total(getattr(row, key) for row in rows)
        for key in ("amount", "paid", "left")
    )
    lines.append(Row((N_("To be paid"), None, None, *sums), Role.GRAND))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)
    legal = dict.fromkeys(row.rule.legal for row in rows if row.rule.legal)
    if legal:
        yield say_prose(N_("Basis: {texts}.", texts=tuple(legal)))
    yield say_prose(
        N_(
            "Please pay the régisseur of the commune, who gives a receipt, or the"
            " receveur. If the accounts of the committee say something else, bring"
            " them: the due is reckoned again."
        )
    )
    yield Signatures((Signature(preferences(session)["executive.title"], stamp=True),))


def debtor_choices(session: Session, _: Scope) -> Sequence[tuple[str, Said]]:
    """Name the committees that owe something."""
    found = owing(session, today(session))
    return [(str(debt.committee_id), debt.committee) for debt in found]


DUES_STATE = Document(
    "dues-state",
    N_("State of the committees’ dues"),
    state_story,
    landscape=True,
    group=GROUP,
    purpose=N_("For the council: due, paid, late by committee, with the receipts."),
    standing=standing,
)
DUES_NOTICE = Document(
    "dues-notice",
    N_("Notices of dues to committees"),
    notice_story,
    group=GROUP,
    purpose=N_("A letter to each committee that owes: what, since when, to whom."),
    standing=standing,
    choices=debtor_choices,
)

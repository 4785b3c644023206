"""The report to a funder: what was achieved, and what the money paid.

No form of a funder is copied: the order follows what co-financing agreements of French
authorities ask for (planning.md 5), as a working proposal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.agreements import AgreementState, Route
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.agreement_sheet import standing
from commune_desk.reports.agreement_tables import (
    GROUP,
    action_table,
    by_funder_and_year,
    choices,
    chosen,
    tranche_table,
)
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.cells import said
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.narrative import prose_of
from commune_desk.services.fund_reports import fund_reports
from commune_desk.services.funded_actions import action_money, funded_actions
from commune_desk.services.jobs import told
from commune_desk.services.settings import preferences
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.fund_reports import ReportRow


def story(telling: Telling) -> Iterator[Block]:
    """Tell the report of each agreement that runs or has run, or of the one chosen."""
    rows = [
        row
        for row in chosen(telling)
        if telling.only or row.state is not AgreementState.PREPARED
    ]
    if not rows:
        yield Title(FUNDER_REPORT.title)
        yield say_prose(N_("No agreement is entered yet."))
        return
    for row in told(rows, N_("Printing the reports"), telling.progress):
        if row is not rows[0]:
            yield PageBreak()
        yield from _report(telling, row)


def _report(telling: Telling, row: Overview) -> Iterator[Block]:
    session = telling.session
    names = tuple(name for _, name in row.funders())
    yield Title(
        N_("Report to the funders"),
        N_(
            "Agreement {reference}: {title} · situation on {day}",
            reference=row.reference,
            title=row.title,
            day=today(session),
        ),
        headed=True,
    )
    if names:
        yield say_prose(N_("Funders: {names}.", names=names))
    amount = row.terms.amount
    yield KeyFigures(
        (
            Figure(amount(row.agreed), N_("agreed")),
            Figure(amount(row.received), N_("money received"),
                   N_("{amount} F", amount=row.credited)),
            Figure(row.spent, N_("money spent, in francs")),
            Figure(row.left, N_("balance, in francs")),
        )
    )  # fmt: skip
    yield Heading(N_("Technical report"))
    yield from _technical(telling, row)
    yield PageBreak()
    yield Heading(N_("Financial report"))
    yield from _financial(telling, row)
    executive = preferences(session)["executive.title"]
    yield Signatures(
        (
            Signature(N_("The secretary general")),
            Signature(N_("The receveur")),
            Signature(executive, stamp=True),
        )
    )


def _technical(telling: Telling, row: Overview) -> Iterator[Block]:
    own = [r for r in fund_reports(telling.session) if r.agreement_id == row.id]
    for title, key in (
        (N_("What was achieved"), "achieved"),
        (N_("Difficulties"), "difficulties"),
        (N_("Next steps"), "next_steps"),
    ):
        yield Heading(title, 2)
        yield _told(own, key)
    yield from _progress(telling, row)


def _told(own: list[ReportRow], key: str) -> Prose:
    paragraphs: list[Paragraph] = []
    for each in own:
        first, *others = prose_of(getattr(each, key)).paragraphs or (None,)
        if first is None:
            continue
        span = Run(N_("{span}:", span=each.span), bold=True)
        if first.marker:
            paragraphs += [Paragraph((span,)), first]
        else:
            paragraphs.append(Paragraph((span, Run(" "), *first.runs)))
        paragraphs += others
    return Prose(tuple(paragraphs)) if paragraphs else say_prose(N_("Nothing noted."))


def _progress(telling: Telling, row: Overview) -> Iterator[Block]:
    """Tell how far the actions are that the money paid for."""
    known = funded_actions(telling.session, [g.action_id for g in row.by_action()])
    if not known:
        return
    columns = (
        TableColumn(N_("No."), 9),
        TableColumn(N_("Action of the plan"), 54),
        TableColumn(N_("Progress of works"), 20, Align.RIGHT),
        TableColumn(N_("State"), 20, ruled=True),
        TableColumn(N_("Seen on"), 15, ruled=True),
        TableColumn(N_("Paid by the agreement"), 22, Align.RIGHT, adds=True),
    )
    lines = []
    for group in row.by_action():
        action = known.get(group.action_id) if group.action_id else None
        if action is not None:
            done: Any = action.physical
            if done is None:
                done = N_("not noted")
            lines.append(
                Row((group.code, group.title, done, NAMES[action.state],
                     action.seen_on, Money.total(u.counted for u in group.uses)))
            )  # fmt: skip
    yield TableBlock(
        columns,
        tuple(lines),
        title=N_("Progress of the actions, after the follow-up of the plan"),
        unit=IN_FRANCS,
    )


def _by_action(telling: Telling, row: Overview) -> TableBlock | None:
    """Set what the plan foresees from the funders beside what they paid."""
    actions = action_money(telling.session, row)
    if not actions:
        return None
    columns = (
        TableColumn(N_("No."), 9),
        TableColumn(N_("Action of the plan"), 66),
        TableColumn(N_("Foreseen in the plan"), 22, Align.RIGHT, adds=True),
        TableColumn(N_("Spent"), 22, Align.RIGHT, adds=True),
        TableColumn(N_("Still to be spent"), 22, Align.RIGHT, adds=True),
    )
    lines = [
        Row((x.code, x.title or N_("Without an action of the plan"), x.planned, x.spent,
             x.left))
        for x in actions
    ]  # fmt: skip
    sums = (Money.total(getattr(x, key) for x in actions)
            for key in ("planned", "spent", "left"))  # fmt: skip
    lines.append(Row(("", N_("Total"), *sums), Role.GRAND))
    return TableBlock(
        columns,
        tuple(lines),
        title=N_("Foreseen and spent by action"),
        unit=IN_FRANCS,
        caption=N_(
            "Foreseen: contributions of these funders in the plan, in the years of the"
            " agreement; below zero: more was spent than the plan foresees."
        ),
    )


def _financial(telling: Telling, row: Overview) -> Iterator[Block]:
    if row.fundings:
        yield by_funder_and_year(row)
    if row.tranches:
        yield tranche_table(row)
    table = _by_action(telling, row)
    if table is not None:
        yield table
    if row.uses:
        yield action_table(row)
    yield _balance(row)
    proofs = [use for use in row.uses if use.voucher]
    if proofs:
        yield _vouchers(row, telling.words)
    bare = len(row.uses) - len(proofs)
    if bare:
        text = P_(
            "{count} use has no proof of payment yet.",
            "{count} uses have no proof of payment yet.",
            count=bare,
        )
        yield Note(text)


def _balance(row: Overview) -> TableBlock:
    """Set received against spent, by the way that the money took."""
    columns = (
        TableColumn(N_("Heading"), 70),
        TableColumn(N_("Amount in CFA francs"), 26, Align.RIGHT),
    )
    ways: dict[Route, int] = {}
    for part in row.tranches:
        if part.francs is not None:
            ways[part.way] = ways.get(part.way, 0) + part.francs.francs
    lines = [
        Row((N_("Received {way}", way=NAMES[way]), Money(francs)))
        for way, francs in ways.items()
    ]
    through = Money.total(u.counted for u in row.uses if u.operation_id is not None)
    beside = Money.total(u.counted for u in row.uses if u.operation_id is None)
    lines += [
        Row((N_("Received in all"), row.credited), Role.TOTAL),
        Row((N_("Spent by expenses of the budget"), through)),
        Row((N_("Spent beside the budget"), beside)),
        Row((N_("Spent in all"), row.spent), Role.TOTAL),
        Row((N_("Balance: received less spent"), row.left), Role.GRAND),
    ]
    return TableBlock(
        columns, tuple(lines), title=N_("Balance"), caption=_converted(row)
    )


def _converted(row: Overview) -> Text | str:
    if not row.terms.foreign:
        return ""
    return N_(
        "Received: francs credited by the bank or the Treasury, else at the rate of"
        " the day, else at {rate} F for one {currency}; spent in {currency}: at"
        " {rate} F. Each line is rounded to the nearest franc.",
        rate=row.rate.replace(".", ","),
        currency=row.currency,
    )


def _vouchers(row: Overview, words: Words) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 8, Align.RIGHT),
        TableColumn(N_("Proof of payment"), 24),
        TableColumn(N_("Date"), 15, ruled=True),
        TableColumn(N_("What was paid"), 64, ruled=True),
        TableColumn(N_("Amount as spent"), 24, Align.RIGHT),
        TableColumn(N_("In CFA francs"), 22, Align.RIGHT, adds=True),
    )
    proofs = [use for use in row.uses if use.voucher]
    lines = [
        Row((number, use.voucher, use.spent_on, use.title, said(use.typed, words),
             use.counted))
        for number, use in enumerate(proofs, 1)
    ]  # fmt: skip
    total = Money.total(use.counted for use in proofs)
    lines.append(Row(("", N_("Total"), "", "", None, total), Role.GRAND))
    return TableBlock(columns, tuple(lines), title=N_("List of the proofs"))


FUNDER_REPORT = Document(
    "funder-report",
    N_("Report to the funder"),
    story,
    group=GROUP,
    purpose=N_("Technical and financial: done, received, spent, proofs, balance."),
    standing=standing,
    choices=choices,
)

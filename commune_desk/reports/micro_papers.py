"""The sheet of a micro-project, and the list of projects by portfolio and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.currencies import FRANCS, Sums, stated
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.money import Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import (
    BOX,
    Figure,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Row, Span, TableBlock, TableColumn
from commune_desk.reports.micro_bulletin import (
    GROUP,
    ROUNDED,
    chosen,
    money,
    portfolio_keys,
    standing,
)
from commune_desk.services.jobs import told
from commune_desk.services.micro_figures import Slice, whole
from commune_desk.services.micro_money import micro_expenses, micro_tranches
from commune_desk.services.micro_review import of_micro_projects
from commune_desk.services.micro_rows import micro_projects
from commune_desk.services.settings import preferences
from commune_desk.services.today import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.micro_money import ExpenseRow
    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.services.scope import Scope

UNKNOWN = "–"


def project_keys(session: Session, _: Scope) -> Sequence[tuple[str, Said]]:
    """Offer the projects, each by its number and title."""
    return [
        (str(row.id), f"{row.reference} – {row.title}")
        for row in micro_projects(session)
    ]


def sheet_story(telling: Telling) -> Iterator[Block]:
    """Tell one project a page; all that follow a cycle, where none is named."""
    rows = [
        row
        for row in micro_projects(telling.session)
        if (str(row.id) == telling.only if telling.only else row.cycle)
    ]
    if not rows:
        yield Title(MICRO_SHEET.title, N_("No micro-project yet."))
        return
    found: dict[int, list[Issue]] = {}
    for issue in of_micro_projects(telling.session):
        if issue.record is not None and issue.code != "MICRO-09":
            found.setdefault(issue.record.id, []).append(issue)
    for row in told(rows, N_("Printing the sheets"), telling.progress):
        if row is not rows[0]:
            yield PageBreak()
        yield from _sheet(telling, row, found.get(row.id, []))


def _sheet(telling: Telling, row: MicroRow, issues: list[Issue]) -> Iterator[Block]:
    yield Title(
        f"{row.reference} – {row.title}",
        N_("{portfolio} · {state} · situation on {day}", portfolio=row.portfolio.title,
           state=NAMES[row.state], day=today(telling.session)),
        headed=True,
    )  # fmt: skip
    yield KeyFigures(
        (
            Figure(row.cost or UNKNOWN, N_("cost")),
            Figure(stated(row.came, row.currency), N_("received")),
            Figure(stated(row.went, row.currency), N_("spent")),
            Figure(stated(row.purse.in_hand, row.currency), N_("left in hand")),
        )
    )
    yield _facts(row)
    if row.cycle:
        yield _cycle(row)
    yield from _money(telling, row)
    if issues:
        yield Heading(N_("To be settled"), 2)
        columns = (TableColumn("", 5, Align.CENTRE), TableColumn(N_("Finding"), 150))
        yield TableBlock(columns, tuple(Row((BOX, issue.text)) for issue in issues))
    settings = preferences(telling.session)
    yield Signatures(
        (
            Signature(N_("For the committee"), thumb=True),
            Signature(N_("The agent of the commune")),
            Signature(
                N_("Seen, {title}", title=settings["executive.title"]), stamp=True
            ),
        )
    )


def _facts(row: MicroRow) -> TableBlock:
    own = (row.cash_cents or 0) + (row.kind_cents or 0)
    part = Share.of_heads(own, row.cost_cents) if row.cost_cents else None
    community: Any = UNKNOWN
    if own:
        community = N_(
            "{cash} in cash, {kind} in kind ({share})",
            cash=stated(row.cash_cents or 0, row.currency),
            kind=stated(row.kind_cents or 0, row.currency),
            share=part or UNKNOWN,
        )
    people: Any = UNKNOWN
    if row.women is not None or row.men is not None:
        people = N_("{women} women, {men} men", women=row.women or 0, men=row.men or 0)
    works: Any = UNKNOWN
    if row.starts_on and row.ends_on:
        works = N_("from {starts} to {ends}", starts=row.starts_on, ends=row.ends_on)
    elif row.starts_on:
        works = row.starts_on
    rate: Any = row.rate.replace(".", ",") or UNKNOWN
    facts: list[tuple[Text, Any]] = [
        (N_("Place"), ", ".join(filter(None, (row.where, row.region))) or UNKNOWN),
        (N_("Sector"), row.sector or UNKNOWN),
        (N_("Rank of the need"), row.need_rank or UNKNOWN),
        (N_("Beneficiaries"), people),
        (N_("Funder"), row.funder or UNKNOWN),
        (N_("Sponsor"), row.sponsor or UNKNOWN),
        (N_("Executing partner"), row.executing or UNKNOWN),
        (N_("Works"), works),
        (N_("Committee in charge"), row.committee or UNKNOWN),
        (N_("Action"), row.action or UNKNOWN),
        (N_("Community"), community),
        (
            (N_("Source"), row.source or UNKNOWN)
            if row.currency == FRANCS
            else (N_("Francs for one {currency}", currency=row.currency), rate)
        ),
    ]
    columns = (
        TableColumn(N_("Identity"), 22),
        TableColumn("", 48),
        TableColumn("", 22, ruled=True),
        TableColumn("", 48),
    )
    rows = tuple(Row((*facts[at], *facts[at + 1])) for at in range(0, len(facts), 2))
    return TableBlock(columns, rows)


def _cycle(row: MicroRow) -> TableBlock:
    columns = (
        TableColumn(N_("Step of the cycle"), 62),
        TableColumn(N_("Done on"), 17, ruled=True),
        TableColumn(N_("Days"), 9, Align.RIGHT),
        TableColumn(N_("Women"), 11, Align.RIGHT),
        TableColumn(N_("Men"), 11, Align.RIGHT),
        TableColumn(N_("Young people"), 13, Align.RIGHT),
        TableColumn(N_("Paper, remark"), 46, ruled=True),
    )
    taken = {step.step_id: step for step in row.steps}
    lines: list[Row] = []
    before: dt.date | None = None
    for step in row.cycle:
        note = taken.get(step.id)
        title = f"{step.position}. {step.title}"
        if note is None:
            lines.append(Row((title, "", "", "", "", "", "")))
            continue
        days = None if before is None else (note.done_on - before).days
        before = note.done_on
        refused = row.state is MicroState.REFUSED and note is row.steps[-1]
        said = note.note if refused else note.reference
        lines.append(Row((title, note.done_on, "" if days is None else days,
                          note.women, note.men, note.young, said)))  # fmt: skip
    return TableBlock(columns, tuple(lines))


def _money(telling: Telling, row: MicroRow) -> Iterator[Block]:
    session, currency = telling.session, row.currency
    tranches = [t for t in micro_tranches(session) if t.project_id == row.id]
    expenses = [e for e in micro_expenses(session) if e.project_id == row.id]
    unit = N_("Amounts in {currency}", currency=currency)
    if tranches:
        columns = (
            TableColumn(N_("Tranche"), 12),
            TableColumn(N_("Awaited on"), 18),
            TableColumn(N_("Awaited"), 24, Align.RIGHT),
            TableColumn(N_("Came in on"), 18, ruled=True),
            TableColumn(N_("Received"), 24, Align.RIGHT),
            TableColumn(N_("Paper, remark"), 60, ruled=True),
        )
        lines = [
            Row((str(t.number), t.forecast_on, money(t.forecast_cents, currency),
                 t.received_on or UNKNOWN, money(t.received_cents, currency),
                 " · ".join(filter(None, (t.reference, t.note)))))
            for t in tranches
        ]  # fmt: skip
        total = (N_("Total"), "", money(row.planned, currency), "",
                 money(row.came, currency), "")  # fmt: skip
        yield TableBlock(columns, (*lines, Row(total, Role.GRAND)), unit=unit)
    if expenses:
        yield _bought(row, expenses)


def _bought(row: MicroRow, expenses: Sequence[ExpenseRow]) -> TableBlock:
    currency = row.currency
    columns = (
        TableColumn(N_("Bought on"), 18),
        TableColumn(N_("Purchase"), 52, ruled=True),
        TableColumn(N_("Seller"), 34, ruled=True),
        TableColumn(N_("Supporting document"), 30, ruled=True),
        TableColumn(N_("Amount spent"), 24, Align.RIGHT),
    )
    lines = [
        Row((e.made_on, e.title, e.supplier or UNKNOWN, e.voucher or UNKNOWN,
             money(e.amount_cents, currency)))
        for e in expenses
    ]  # fmt: skip
    total = (N_("Total"), "", "", "", money(row.went, currency))
    unit = N_("Amounts in {currency}", currency=currency)
    return TableBlock(columns, (*lines, Row(total, Role.GRAND)), unit=unit)


def list_story(telling: Telling) -> Iterator[Block]:
    """Tell each portfolio: its lines by place, with the sum of each place and state."""
    rows = chosen(telling)
    yield Title(N_("Micro-projects by portfolio"),
                N_("situation on {day}", day=today(telling.session)))  # fmt: skip
    if not rows:
        yield say_prose(N_("No micro-project yet."))
        return
    by_portfolio: dict[int, list[MicroRow]] = {}
    for row in rows:
        by_portfolio.setdefault(row.portfolio_id, []).append(row)
    for members in by_portfolio.values():
        yield Heading(members[0].portfolio.title, 2)
        yield _listed(members)
    yield Note(ROUNDED)


def _listed(rows: Sequence[MicroRow]) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 12),
        TableColumn(N_("Micro-project"), 66, ruled=True),
        TableColumn(N_("State"), 24, ruled=True),
        TableColumn(N_("Executing partner"), 36, ruled=True),
        TableColumn(N_("Beginning"), 17, ruled=True),
        TableColumn(N_("Women"), 12, Align.RIGHT),
        TableColumn(N_("Men"), 12, Align.RIGHT),
        TableColumn(N_("Projects"), 12, Align.RIGHT),
        TableColumn(N_("Cost"), 30, Align.RIGHT),
    )
    places: dict[str, list[MicroRow]] = {}
    for row in rows:
        places.setdefault(row.where, []).append(row)
    lines: list[Row] = []
    for place, members in places.items():
        head = (place or N_("Place not said"), *[""] * 8)
        lines.append(Row(head, Role.ARTICLE, (Span(0, 8),)))
        lines += map(_line, members)
        states: dict[MicroState, list[MicroRow]] = {}
        for row in members:
            states.setdefault(row.state, []).append(row)
        if len(members) > 1:
            if len(states) > 1:
                for state, own in states.items():
                    if len(own) > 1:
                        name = N_("of which {state}", state=NAMES[state])
                        lines.append(_sum(whole(own, name), Role.LINE))
            lines.append(_sum(whole(members, N_("Total {place}", place=place)),
                              Role.SUBTOTAL))  # fmt: skip
    every = whole(rows, P_("Total, {count} line", "Total, {count} lines",
                           count=len(rows)))  # fmt: skip
    lines.append(_sum(every, Role.GRAND))
    for told_ in every.averages:
        text = N_("Average cost of a project")
        lines.append(Row(("", text, "", "", "", "", "", "", told_)))
    return TableBlock(columns, tuple(lines))


def _line(row: MicroRow) -> Row:
    return Row((row.number, row.title, NAMES[row.state], row.executing or UNKNOWN,
                row.starts_on or UNKNOWN, row.women, row.men, row.projects,
                row.cost or UNKNOWN))  # fmt: skip


def _sum(each: Slice, role: Role) -> Row:
    sums: Sums = each.sums
    told_ = sums.told
    cost: object = told_[0] if len(told_) == 1 else tuple(told_)
    return Row(("", each.name, "", "", "", each.women or None, each.men or None,
                each.projects, cost), role)  # fmt: skip


MICRO_SHEET = Document(
    "micro-sheet",
    N_("Sheet of a micro-project"),
    sheet_story,
    group=GROUP,
    purpose=N_("Its cycle, its money, its people, to be signed."),
    standing=standing,
    choices=project_keys,
)
MICRO_LIST = Document(
    "micro-list",
    N_("Micro-projects by portfolio"),
    list_story,
    landscape=True,
    group=GROUP,
    purpose=N_("Each portfolio by place, with sums, and the average of a project."),
    standing=standing,
    choices=portfolio_keys,
)

"""The deliberation that adopts the account of the year and the receveur’s with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.act_words import act_word, numbered
from commune_desk.reports.blocks import (
    Heading,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    Voice,
)
from commune_desk.reports.budget_sheet import (
    BLANK,
    GROUP,
    TO_BE_VERIFIED,
    commune_of,
    nothing_yet,
    over,
)
from commune_desk.reports.document import Document
from commune_desk.reports.final_account import account_of, standing
from commune_desk.reports.final_result import allocation, result_blocks
from commune_desk.reports.grids import Align, Room, Row, TableBlock, TableColumn
from commune_desk.services.carried_results import allocation_of
from commune_desk.services.legal import legal_texts
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.final_account import YearAccount
    from commune_desk.reports.grids import Said

TITLE = N_("Deliberation adopting the administrative account")
USE = "budget"
"""How the table of legal texts marks those that an act of the budget refers to."""

ROLL = 12
"""Lines of the roll that are left to the pen."""


def _act(*runs: Run, marker: Said = "", align: Align = Align.LEFT) -> Prose:
    return Prose((Paragraph(runs, marker, align),), Voice.ACT)


def story(telling: Telling) -> Iterator[Block]:
    """Tell the act: visas, articles with the results, vote, roll, signatures."""
    account = account_of(telling)
    if account is None:
        yield from nothing_yet(TITLE, telling.scope.year)
        return
    session, words = telling.session, telling.words
    settings = preferences(session)
    kept = allocation_of(session, telling.scope.year)
    on = kept.decided_on if kept else None
    yield Title(
        numbered(telling, (kept.deliberation if kept else "") or BLANK),
        N_("of {date}", date=words.long_date(on) if on else BLANK),
        centred=True,
    )  # fmt: skip
    subject = N_(
        "on the adoption of the administrative account and of the receveur’s account"
        " (compte de gestion) of the {commune}, year {year}",
        commune=commune_of(session),
        year=account.label,
    )
    yield _act(Run(subject, bold=True), align=Align.CENTRE)
    yield _act(
        Run(
            N_(
                "{council}, sitting in …………………… session on {date}, chaired by"
                " …………………, the executive having withdrawn for the vote, the quorum"
                " being …………………;",
                council=settings["council.title"],
                date=words.long_date(on) if on else BLANK,
            )
        )
    )
    yield from _visas(telling, on or dt.date(account.year.year + 1, 3, 31))
    yield _act(Run(act_word(telling, "after"), italic=True))
    yield _act(Run(act_word(telling, "resolves"), bold=True), align=Align.CENTRE)
    yield from _articles(account, settings["state.title"])
    yield from _vote(telling, settings)


def _visas(telling: Telling, on: dt.date) -> Iterator[Block]:
    seen: list[Said] = [
        text.title if text.sure else N_(TO_BE_VERIFIED.sentence, text=text.title)
        for text in legal_texts(telling.session, USE, on)
    ]
    seen.append(N_("the administrative account presented by the executive"))
    seen.append(N_("the account (compte de gestion) drawn up by the receveur"))
    vu = act_word(telling, "considering")
    lines = (Paragraph((Run(N_("{text};", text=t)),), vu) for t in seen)
    yield Prose(tuple(lines), Voice.ACT)


def _articles(account: YearAccount, state: str) -> Iterator[Block]:
    words = account.telling.words
    titled = Money.total(row.titled for row in account.results)
    ordered = Money.total(row.ordered for row in account.results)
    first = N_(
        "the administrative account of the year {year} is adopted, closed in receipts"
        " at {titled_letters} ({titled} CFA) and in expenditure at {ordered_letters}"
        " ({ordered} CFA).",
        year=account.label,
        titled_letters=words.in_letters(titled),
        titled=words.francs(titled),
        ordered_letters=words.in_letters(ordered),
        ordered=words.francs(ordered),
    )
    second = N_(
        "the receveur’s account (compte de gestion) of the year {year} is adopted, in"
        " concordance with the administrative account or with the gaps annexed.",
        year=account.label,
    )
    third = N_("the result of the year is established and allocated as follows.")
    fourth = N_(
        "this deliberation will be sent to: {state}, notified to the receveur, entered"
        " in the register and published.",
        state=state[:1].lower() + state[1:],
    )
    for number, text in enumerate((first, second, third), 1):
        head = N_("Article {number}:", number=number)
        yield _act(Run(head, bold=True), Run(" "), Run(text))
    yield from list(result_blocks(account.results))[1:2]
    yield from allocation(account.telling, account.results, level=2)
    head = N_("Article {number}:", number=4)
    yield _act(Run(head, bold=True), Run(" "), Run(fourth))


def _vote(telling: Telling, settings: dict[str, str]) -> Iterator[Block]:
    yield Heading(N_("Result of the vote"))
    names = (
        N_("Members in office"), N_("Quorum"), N_("Present"), N_("Proxies"),
        N_("Voters"), N_("For"), N_("Against"), N_("Abstentions"),
    )  # fmt: skip
    columns = tuple(TableColumn(name, 10, Align.CENTRE, ruled=True) for name in names)
    yield TableBlock(columns, (Row(("",) * len(names)),), room=Room.PEN)
    yield Heading(N_("Councillors"))
    roll = (
        TableColumn(N_("No."), 5, Align.CENTRE),
        TableColumn(N_("Surname and first name"), 40, ruled=True),
        TableColumn(N_("P, R, A"), 10, Align.CENTRE, ruled=True),
        TableColumn(N_("Signature"), 30, ruled=True),
    )
    rows = tuple(Row((str(number), "", "", "")) for number in range(1, ROLL + 1))
    legend = N_("P: present · R: by proxy · A: absent")
    yield TableBlock(roll, rows, unit=legend, room=Room.PEN)
    yield _act(Run(act_word(telling, "done", place=BLANK)))
    yield Signatures(
        (
            Signature(N_("The secretary of the session")),
            Signature(N_("The chair of the session"), stamp=True),
            Signature(
                N_("Reserved to: {state}", state=settings["state.title"]),
                (N_("Received on …… / …… / ………… under no. ……………"),),
                framed=True,
            ),
        )
    )


ACT = Document(
    "administrative-account-deliberation",
    TITLE,
    story,
    group=GROUP,
    over=over,
    purpose=N_("Adopts both accounts and allocates the result."),
    standing=standing,
)

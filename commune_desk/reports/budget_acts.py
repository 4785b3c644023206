"""Acts around the vote: convocation, deliberation, letter to the State.

Texts cited come from dated data; what was not read in the text itself says so.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.text import N_, Text
from commune_desk.reports.act_words import act_word
from commune_desk.reports.blocks import (
    DASH,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    Voice,
)
from commune_desk.reports.budget_balance import OVERALL
from commune_desk.reports.budget_council import act, day, head, result, session_at
from commune_desk.reports.budget_detail import SECTION_TITLES
from commune_desk.reports.budget_sheet import (
    BLANK,
    GROUP,
    TO_BE_VERIFIED,
    nothing_yet,
    over,
    sheet_of,
    unmarked,
)
from commune_desk.reports.deliberation import opening
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.services.legal import legal_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from commune_desk.domain.money import Money
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.council import SessionRow

    Told = Callable[[Sheet], Iterator[Block]]

USE = "budget"
"""How the table of legal texts marks those that a budget refers to."""


def visas(sheet: Sheet) -> Iterator[Block]:
    """Name the texts in force on the day of the vote, then the debate."""
    document = sheet.document
    on = document.voted_on if sheet.voted else dt.date(sheet.year.year - 1, 10, 31)
    seen: list[Said] = [
        text.title if text.sure else N_(TO_BE_VERIFIED.sentence, text=text.title)
        for text in legal_texts(sheet.telling.session, USE, on)
    ]
    primitive = sheet_of(sheet.telling)
    debated = primitive.document.debated_on if primitive else None
    seen.append(
        N_("the minutes of the public debate of {date} on the draft budget",
           date=day(sheet, debated))
    )  # fmt: skip
    vu = act_word(sheet.telling, "considering")
    lines = (Paragraph((Run(N_("{text};", text=t)),), vu) for t in seen)
    yield Prose(tuple(lines), Voice.ACT)


def deliberation(sheet: Sheet) -> Iterator[Block]:
    """Tell the act that adopts the budget."""
    held = session_at(sheet)
    yield head(sheet)
    subject = N_(
        "on the adoption of the primitive budget of the {commune}, year {year}",
        commune=sheet.commune,
        year=sheet.label,
    )
    yield act(Run(subject, bold=True), align=Align.CENTRE)
    yield act(Run(opening(sheet.telling, held, sheet.settings["council.title"])))
    yield from visas(sheet)
    yield act(Run(act_word(sheet.telling, "after"), italic=True))
    yield act(Run(act_word(sheet.telling, "resolves"), bold=True), align=Align.CENTRE)
    yield from _articles(sheet)
    yield from result(sheet, held)


def _articles(sheet: Sheet) -> Iterator[Block]:
    whole, words = sheet.side(Side.EXPENDITURE), sheet.telling.words
    first = N_(
        "the primitive budget of the {commune}, year {year}, is adopted, closed in"
        " receipts and in expenditure at the sum of",
        commune=sheet.commune,
        year=sheet.label,
    )
    yield act(
        Run(N_("Article 1:"), bold=True),
        Run(" "),
        Run(first),
        Run(" "),
        Run(spelt(sheet, whole), bold=True),
        Run(N_(", that is:")),
    )
    yield sums(sheet)
    transfer = N_(
        "the transfer from the operating section to the investment section is set at"
        " {letters} ({figures} CFA).",
        letters=words.in_letters(sheet.handed_over),
        figures=words.francs(sheet.handed_over),
    )
    others = (
        transfer,
        N_(
            "the annual investment plan (PIA) {year}, yearly part of the {plan}, and"
            " the tariffs of taxes are annexed to the budget.",
            year=sheet.label,
            plan=sheet.settings["plan.label"],
        ),
        N_(
            "this deliberation will be sent for approval to: {state}, notified to the"
            " accountant, entered in the register and published.",
            state=within(sheet.settings["state.title"]),
        ),
    )
    for number, text in enumerate(others, 2):
        head = N_("Article {number}:", number=number)
        yield act(Run(head, bold=True), Run(" "), Run(text))


def within(title: str) -> str:
    """Put a title into a sentence: “le Maire”."""
    return title[:1].lower() + title[1:]


def spelt(sheet: Sheet, amount: Money) -> Text:
    """Write a sum in words, then in figures."""
    words = sheet.telling.words
    return N_(
        "{letters} ({figures} CFA)",
        letters=words.in_letters(amount),
        figures=words.francs(amount),
    )


def sums(sheet: Sheet) -> TableBlock:
    """Print both sections and the whole, receipts beside expenditure."""
    columns = (
        TableColumn(N_("Section"), 40),
        TableColumn(N_("Receipts"), 24, Align.RIGHT, adds=True),
        TableColumn(N_("Expenditure"), 24, Align.RIGHT, adds=True),
    )
    rows = [
        Row((SECTION_TITLES[section], *(sheet.of(section, side) for side in Side)))
        for section in Section
    ]
    rows.append(Row((OVERALL, *(sheet.side(side) for side in Side)), Role.GRAND))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _convened(sheet: Sheet, held: SessionRow | None) -> Text:
    """Give number and date of the convocation, as far as the register knows."""
    if held is None or held.convened_on is None:
        return N_("No. …………… of …… / …… / …………")
    return N_("No. …………… of {date}", date=day(sheet, held.convened_on))


def convocation(sheet: Sheet) -> Iterator[Block]:
    """Call the councillors to the session that votes the budget."""
    executive, held = sheet.settings["executive.title"], session_at(sheet)
    yield Title(N_("Convocation"), _convened(sheet, held))
    yield act(Run(N_("To: Mr or Mrs …………………………………………, councillor")))
    yield act(
        Run(
            N_(
                "{executive} has the honour to invite you to the session devoted to the"
                " budget of {year}, which opens on {date} at ………… h (place: {place}).",
                executive=executive,
                year=sheet.label,
                date=day(sheet, held.held_on if held else None),
                place=(held.place if held else "") or BLANK,
            )
        )
    )
    yield act(Run(N_("Agenda"), bold=True))
    for number, point in enumerate(
        (
            N_("Reading and approval of the minutes of the last session;"),
            N_("Report of the committee on economic and financial affairs;"),
            N_(
                "Examination and vote of the primitive budget {year};", year=sheet.label
            ),
            N_("Tariffs of taxes;"),
            N_("Any other business."),
        ),
        1,
    ):
        yield act(Run(point), marker=f"{number}.")
    yield act(
        Run(N_("The draft, enclosed, comes to {amount} CFA in receipts and in"
               " expenditure.",
               amount=sheet.telling.words.francs(sheet.side(Side.EXPENDITURE))))
    )  # fmt: skip
    yield Signatures((Signature(executive, stamp=True),))


def letter(sheet: Sheet) -> Iterator[Block]:
    """Send the voted budget to the State’s representative."""
    document, settings = sheet.document, sheet.settings
    sent = document.transmitted_on if sheet.voted else None
    number = (document.transmission if sheet.voted else "") or BLANK
    executive = settings["executive.title"]
    yield Title(
        N_("Letter of transmission no. {number}", number=number),
        N_("of {date}", date=day(sheet, sent)),
    )
    yield act(Run(N_("{executive} to: {recipient}", executive=executive,
                     recipient=within(settings["state.title"]))))  # fmt: skip
    subject = N_(
        "sending of the primitive budget {year} for approval", year=sheet.label
    )
    yield act(Run(N_("Subject:"), bold=True), Run(" "), Run(subject))
    yield act(
        Run(
            N_(
                "I have the honour to send you, for approval, the primitive budget of"
                " the {commune}, year {year}, adopted by deliberation no. {number} of"
                " {date} and closed in receipts and in expenditure at the sum of"
                " {sum}.",
                commune=sheet.commune,
                year=sheet.label,
                number=(document.deliberation if sheet.voted else "") or BLANK,
                date=day(sheet, document.voted_on if sheet.voted else None),
                sum=spelt(sheet, sheet.side(Side.EXPENDITURE)),
            )
        )
    )
    yield act(Run(N_("Enclosed:"), bold=True))
    for paper in (
        N_("the primitive budget, its summary, balance and annexes"),
        N_("the deliberation and the minutes of the session"),
        N_("the minutes of the public debate"),
        N_("the presentation note"),
        N_("the annual investment plan (PIA) {year}", year=sheet.label),
    ):
        yield act(Run(paper), marker=DASH)
    yield Signatures(
        (
            Signature(
                N_("Acknowledgement, to be sent back"),
                (N_("Received on …… / …… / …………"),),
                framed=True,
            ),
            Signature(executive, stamp=True),
        )
    )


def told(title: Text, tell: Told, telling: Telling) -> Iterator[Block]:
    """Tell an act of the year’s budget, or that there is none yet."""
    sheet = sheet_of(telling)
    if sheet is None:
        yield from nothing_yet(title, telling.scope.year)
        return
    yield from tell(sheet)


def paper(name: str, title: Text, tell: Told, purpose: Text) -> Document:
    """Make a document of an act."""
    return Document(
        name,
        title,
        partial(told, title, tell),
        group=GROUP,
        over=over,
        purpose=purpose,
        standing=unmarked,
    )


CONVOCATION = paper(
    "budget-convocation",
    N_("Convocation to the budget session"),
    convocation,
    N_("One for each councillor, with the draft."),
)
DELIBERATION = paper(
    "budget-deliberation",
    N_("Deliberation adopting the budget"),
    deliberation,
    N_("Voted by the council, then sent with the budget."),
)
LETTER = paper(
    "budget-letter",
    N_("Letter of transmission of the budget"),
    letter,
    N_("Goes with the voted budget to the State’s representative."),
)

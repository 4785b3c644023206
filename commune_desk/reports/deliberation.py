"""Draft deliberations on the plan: adoption, and revision (`planning.md` 8, no. 11).

Texts in force on the day of the session come from dated data; those that were not
verified say so on the paper.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text
from commune_desk.reports.act_words import act_word, numbered
from commune_desk.reports.blocks import (
    Heading,
    Note,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    Voice,
)
from commune_desk.reports.document import Document
from commune_desk.reports.frame import named
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Room,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.services.council import adopting_session, sessions
from commune_desk.services.legal import legal_texts
from commune_desk.services.process import steps
from commune_desk.services.programming import actions
from commune_desk.services.settings import preferences
from commune_desk.services.territory import own_commune
from commune_desk.services.transmissions import recipients
from commune_desk.storage.models import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.council import SessionRow

BLANK = "…………………"
"""Left to the pen."""

SMALLEST = 11
"""Lines of the roll where the number of members is not known."""

ADOPTION, REVISION = "plan", "revision"
HELD_BEFORE = {5: N_("the minutes of the planning workshop of {date}"),
               7: N_("the minutes of the public presentation of {date}")}  # fmt: skip
"""Steps of the template whose minutes an adoption refers to."""


def story(use: str, telling: Telling) -> Iterator[Block]:
    """Tell the act: visas, articles, then vote, roll, signatures, copies."""
    session = telling.session
    plan = session.get(Plan, telling.scope.plan_id) if telling.scope.plan_id else None
    row = _session(use, telling, plan)
    settings = preferences(session)
    number = (row.deliberation if row else "") or BLANK
    day: Said = telling.words.long_date(row.held_on) if row else BLANK
    yield Title(
        numbered(telling, number),
        N_("of {date}", date=day),
        centred=True,
    )
    yield _centred(_object(use, telling, plan, settings["plan.label"]))
    yield from _visas(use, telling, row, settings)
    yield from _articles(use, telling, plan, settings)
    yield Heading(N_("Result of the vote"))
    yield ballot(row)
    if row is not None and row.voted is not None:
        yield Note(counted(row))
    yield Heading(N_("Councillors"))
    yield roll(row)
    place = (row.place if row else "") or BLANK
    yield _act(act_word(telling, "done", place=place))
    yield Signatures(
        (
            Signature(N_("The secretary of the session")),
            Signature(
                N_("{executive}, chair of the session",
                   executive=settings["executive.title"]),
                stamp=True,
            ),
            Signature(
                N_("Reserved to: {state}", state=settings["state.title"]),
                (
                    N_("Received on …… / …… / ………… under no. ……………"),
                    N_("Observations: ……………………………"),
                ),
                framed=True,
            ),
        )
    )  # fmt: skip
    yield Heading(N_("Copies (working proposal)"), 2)
    yield _copies()


def _session(use: str, telling: Telling, plan: Plan | None) -> SessionRow | None:
    """Find the session: the one that adopted, or the latest after the adoption."""
    if plan is None:
        return None
    if use == ADOPTION and plan.adopted_on is not None:
        return adopting_session(telling.session, plan)
    after = plan.adopted_on
    found = (
        row
        for row in sessions(telling.session)
        if row.plan_id == plan.id and (after is None or row.held_on > after)
    )
    return next(found, None)


def _object(use: str, telling: Telling, plan: Plan | None, label: str) -> Text:
    commune = own_commune(telling.session)
    facts = {
        "plan": label,
        "years": f"{plan.first_year}-{plan.first_year + plan.years - 1}"
        if plan
        else BLANK,
        "commune": named(commune.name) if commune else BLANK,
    }
    if use == ADOPTION:
        return N_("on the adoption of the {plan} {years} of the {commune}", **facts)
    return N_("on the revision of the {plan} {years} of the {commune}", **facts)


def _visas(
    use: str, telling: Telling, row: SessionRow | None, settings: dict[str, str]
) -> Iterator[Block]:
    yield _act(opening(telling, row, settings["council.title"]))
    visas: list[Said] = []
    for text in legal_texts(telling.session, use, row.held_on if row else None):
        sure = text.title
        visas.append(sure if text.sure else N_("{text} (to be verified)", text=sure))
    if use == ADOPTION:
        held = {
            step.number: step.held_on for step in steps(telling.session, telling.scope)
        }
        for number, words in HELD_BEFORE.items():
            on = held.get(number)
            date = telling.words.long_date(on) if on else BLANK
            visas.append(Text(words.sentence, (("date", date),)))
    else:
        visas.append(N_("the deliberation that adopted the plan"))
    vu = act_word(telling, "considering")
    lines = tuple(Paragraph((Run(N_("{text};", text=visa)),), vu) for visa in visas)
    yield Prose(lines, Voice.ACT)
    after = Run(act_word(telling, "after"), italic=True)
    yield Prose((Paragraph((after,)),), Voice.ACT)
    yield _centred(act_word(telling, "resolves"))


def opening(telling: Telling, row: SessionRow | None, council: str) -> Text:
    """Say where, when and how the council sat; dots where no session is known."""
    if row is None:
        return N_(
            "{council}, sitting in …………………… session on …………………, chaired by"
            " …………………, the quorum being …………………;",
            council=council,
        )
    return N_(
        "{council}, sitting in {kind} on {date} (place: {place}), convened on"
        " {convened}, chaired by {chair}, {quorum};",
        council=council,
        kind=NAMES[row.kind],
        date=telling.words.long_date(row.held_on),
        place=row.place or BLANK,
        convened=telling.words.long_date(row.convened_on) if row.convened_on else BLANK,
        chair=row.chair or BLANK,
        quorum=_quorum(row),
    )


def _quorum(row: SessionRow) -> Text:
    facts = {
        "present": row.present,
        "seats": row.bench.seats,
        "quorum": row.bench.quorum,
    }
    match row.quorate:
        case True:
            return N_(
                "the quorum being reached ({present} present out of {seats}, {quorum}"
                " needed)",
                **facts,
            )
        case False:
            return N_(
                "the quorum not being reached ({present} present out of {seats},"
                " {quorum} needed)",
                **facts,
            )
    return N_("the quorum being …………………")


def _articles(
    use: str, telling: Telling, plan: Plan | None, settings: dict[str, str]
) -> Iterator[Block]:
    rows = actions(telling.session, telling.scope)
    years = telling.scope.years
    sums = {y: Money.total(row.costs.get(y, Money(0)) for row in rows) for y in years}
    whole = Money.total(sums.values())
    label, first = settings["plan.label"], str(plan.first_year) if plan else BLANK
    span = f"{years[0]}-{years[-1]}" if years else BLANK
    facts = {"plan": label, "years": span}
    if use == ADOPTION:
        one = N_("the {plan} {years} is adopted", **facts)
        two = N_(
            "the annual investment plan (PIA) {year}, yearly part of the {plan}, is"
            " annexed to this deliberation.",
            year=first,
            plan=label,
        )
    else:
        one = N_("the revision of the {plan} {years} is adopted", **facts)
        two = N_(
            "the annual investment plan (PIA) {year}, yearly part of the revised"
            " {plan}, is annexed to this deliberation.",
            year=str(telling.scope.year),
            plan=label,
        )
    runs = [Run(N_("Article 1:"), bold=True), Run(" "), Run(one)]
    if whole.francs:
        letters = telling.words.in_letters(whole)
        figures = telling.words.francs(whole)
        runs += [
            Run(N_(", closed at the sum of")),
            Run(" "),
            Run(N_("{letters} ({figures} CFA)", letters=letters, figures=figures),
                bold=True),
            Run(N_(", namely:")),
        ]  # fmt: skip
    else:
        runs.append(Run("."))
    yield Prose((Paragraph(tuple(runs)),), Voice.ACT)
    if whole.francs:
        yield _costs(sums, whole)
    others = (
        two,
        N_("{executive} is charged with carrying it out and reports on it every year.",
           executive=_within(settings["executive.title"])),
        N_("this deliberation will be sent to: {state}, entered in the register,"
           " published, and made known wherever need be.",
           state=_within(settings["state.title"])),
    )  # fmt: skip
    yield Prose(
        tuple(
            Paragraph(
                (Run(N_("Article {number}:", number=n), bold=True), Run(" "), Run(text))
            )
            for n, text in enumerate(others, 2)
        ),
        Voice.ACT,
    )


def _within(title: str) -> str:
    """Put a title into a sentence: “le Maire”."""
    return title[:1].lower() + title[1:]


def _costs(sums: dict[int, Money], whole: Money) -> TableBlock:
    columns = (
        TableColumn(N_("Year"), 30),
        TableColumn(N_("Cost"), 30, Align.RIGHT, adds=True),
    )
    rows = [Row((str(year), cost)) for year, cost in sums.items()]
    rows.append(Row((N_("Total"), whole), Role.GRAND))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def ballot(row: SessionRow | None) -> TableBlock:
    """Print who had to be there, who was, and how they voted."""
    heads: tuple[tuple[Text, Any], ...] = (
        (N_("Members in office"), row.bench.seats if row else None),
        (N_("Quorum"), row.bench.quorum if row else None),
        (N_("Present"), row.present if row else None),
        (N_("Proxies"), row.proxies if row else None),
        (N_("Voters"), _voters(row) if row else None),
        (N_("For"), row.votes_for if row else None),
        (N_("Against"), row.votes_against if row else None),
        (N_("Abstentions"), row.abstentions if row else None),
    )
    columns = tuple(
        TableColumn(title, 10, Align.CENTRE, ruled=True) for title, _ in heads
    )
    return TableBlock(columns, (Row(tuple(v for _, v in heads)),), room=Room.PEN)


def _voters(row: SessionRow) -> int | None:
    return None if row.present is None else row.present + (row.proxies or 0)


def counted(row: SessionRow, outcome: Text | None = None) -> Text:
    """Add voters and votes up, then say what came of them."""
    won = (row.votes_for or 0) > (row.votes_against or 0)
    if outcome is None:
        outcome = N_("Deliberation adopted.") if won else N_("Deliberation rejected.")
    return N_(
        "{present} present + {proxies} proxies = {voters} voters; {votes_for} for +"
        " {votes_against} against + {abstentions} abstentions = {sum}. {outcome}",
        present=row.present or 0,
        proxies=row.proxies or 0,
        voters=_voters(row) or 0,
        votes_for=row.votes_for or 0,
        votes_against=row.votes_against or 0,
        abstentions=row.abstentions or 0,
        sum=row.voted or 0,
        outcome=outcome,
    )


def roll(row: SessionRow | None) -> TableBlock:
    """Leave a line for each member, in two halves side by side."""
    count = (row.bench.seats if row else None) or SMALLEST
    half = -(-count // 2)
    one = (
        TableColumn(N_("No."), 4, Align.CENTRE),
        TableColumn(N_("Surname and first name"), 20, ruled=True),
        TableColumn(N_("P, R, A"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("Signature"), 13, ruled=True),
    )
    rows = []
    for number in range(1, half + 1):
        beside = str(number + half) if number + half <= count else ""
        rows.append(Row((str(number), "", "", "", beside, "", "", "")))
    other = (replace(one[0], ruled=True), *one[1:])
    legend = N_("P: present · R: by proxy · A: absent")
    return TableBlock((*one, *other), tuple(rows), unit=legend, room=Room.PEN)


def _copies() -> TableBlock:
    listed = recipients()
    columns = (
        TableColumn(N_("Recipient"), 60),
        TableColumn(N_("Number"), 10, Align.RIGHT, adds=True),
    )
    rows = [Row((each.name, each.copies)) for each in listed]
    total = sum(each.copies for each in listed)
    rows.append(Row((N_("Total of copies"), total), Role.GRAND))
    return TableBlock(columns, tuple(rows))


def _act(text: Said) -> Prose:
    return Prose((Paragraph((Run(text),)),), Voice.ACT)


def _centred(text: Said) -> Prose:
    line = Paragraph((Run(text, bold=True),), align=Align.CENTRE)
    return Prose((line,), Voice.ACT)


GROUP = N_("Process and council")

DELIBERATION = Document(
    "deliberation",
    N_("Draft deliberation: adoption of the plan"),
    partial(story, ADOPTION),
    group=GROUP,
    purpose=N_("Read and voted by the council, then sent with the plan."),
)
REVISION_ACT = Document(
    "deliberation-revision",
    N_("Draft deliberation: revision of the plan"),
    partial(story, REVISION),
    group=GROUP,
    purpose=N_("For the session that revises the plan and its yearly part."),
)

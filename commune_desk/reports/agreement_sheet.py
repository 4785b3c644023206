"""The partnership sheet: every field of the French atlas (seed 004), in its order.

Names and e-mails of contacts are private: the sheet leaves a line for the pen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.agreements import PartyRole
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.agreement_tables import (
    GROUP,
    by_funder_and_year,
    choices,
    chosen,
    in_francs,
    water_table,
)
from commune_desk.reports.blocks import (
    Heading,
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
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Row, TableBlock, TableColumn
from commune_desk.services.agreement_parts import parties, themes
from commune_desk.services.jobs import told
from commune_desk.services.settings import preferences
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.agreement_parts import PartyRow
    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.scope import Scope

BLANK = "……………………………………………"
"""Left to the pen: who is written to is not printed."""

NOT_SAID = N_("not said")


def standing(session: Session, _: Scope) -> tuple[Text, str]:
    """Say of which day the paper speaks."""
    return N_("situation on {day}", day=today(session)), ""


def story(telling: Telling) -> Iterator[Block]:
    """Tell each agreement on pages of its own."""
    rows = chosen(telling)
    if not rows:
        yield Title(PARTNERSHIP_SHEET.title)
        yield say_prose(N_("No agreement is entered yet."))
        return
    for row in told(rows, N_("Printing the sheets"), telling.progress):
        if row is not rows[0]:
            yield PageBreak()
        yield from _sheet(telling, row)


def _sheet(telling: Telling, row: Overview) -> Iterator[Block]:
    subtitle = N_(
        "Partnership sheet · agreement {reference} · {state}",
        reference=row.reference,
        state=NAMES[row.state],
    )
    yield Title(row.title, subtitle, headed=True)
    own = [each for each in parties(telling.session) if each.agreement_id == row.id]
    yield _facts(row, own)
    yield from _themes(telling, row)
    for title, text in (
        (N_("Context"), row.context),
        (N_("History"), row.history),
        (N_("Aims of the partnership"), row.aim),
        (N_("Detailed description"), row.description),
    ):
        yield from _prose(title, text)
    yield Heading(N_("How the partnership is put into practice"), 2)
    yield _practice(row, own)
    yield _authorities(own)
    yield Heading(N_("Financing of the partnership"), 2)
    if row.fundings:
        yield by_funder_and_year(row)
        for table in (water_table(row), in_francs(row)):
            if table is not None:
                yield table
    else:
        yield say_prose(N_("No funding is noted yet."))
    yield Heading(N_("Evaluation, communication and outlook"), 2)
    yield _pairs(
        (
            (N_("Evaluation"), row.evaluation or NOT_SAID),
            (N_("Communication"), row.communication or NOT_SAID),
            (N_("Volunteers"), row.volunteers or NOT_SAID),
            (N_("Outlook"), row.outlook or NOT_SAID),
        )
    )
    if row.source:
        yield Note(N_("Source: {source}.", source=row.source))
    executive = preferences(telling.session)["executive.title"]
    yield Signatures(
        (
            Signature(N_("For the partner")),
            Signature(N_("Seen, {title}", title=executive), stamp=True),
        )
    )


def _pairs(pairs: tuple[tuple[Said, Any], ...]) -> TableBlock:
    columns = (TableColumn(N_("Heading"), 34), TableColumn(N_("Answer"), 100))
    return TableBlock(columns, tuple(Row(pair) for pair in pairs))


def _facts(row: Overview, own: list[PartyRow]) -> TableBlock:
    last = row.ends_on or NOT_SAID
    years = len(row.years)
    rate: Any = row.currency
    if row.terms.foreign:
        rate = N_(
            "{rate} F for one {currency}",
            rate=row.rate.replace(".", ","),
            currency=row.currency,
        )
    first = str(row.first_signed) if row.first_signed else NOT_SAID
    abroad = [each.name for each in own if each.role is PartyRole.ABROAD]
    return _pairs(
        (
            (N_("Year of the first signature"), first),
            (N_("Signed on"), row.signed_on or NOT_SAID),
            (N_("First year of the partnership"), str(row.begins_on.year)),
            (N_("Last day of the partnership"), last),
            (N_("Length"), P_("{count} year", "{count} years", count=years)),
            (N_("State"), NAMES[row.state]),
            (N_("Form of the partnership"), row.form or NOT_SAID),
            (N_("Currency"), rate),
            (N_("Partner authorities"), ", ".join(abroad) or NOT_SAID),
        )
    )


def _themes(telling: Telling, row: Overview) -> Iterator[Block]:
    found = [each for each in themes(telling.session) if each.agreement_id == row.id]
    if not found:
        return
    columns = (
        TableColumn(N_("Priority"), 12),
        TableColumn(N_("Theme of the agreement"), 46, ruled=True),
        TableColumn(N_("Sub-theme"), 56, ruled=True),
        TableColumn(N_("Detail"), 30, ruled=True),
    )
    rows = [
        Row((each.priority or N_("main one"), each.theme, each.sub_theme, each.detail))
        for each in found
    ]
    yield TableBlock(columns, tuple(rows), title=N_("Themes by priority"))


def _prose(title: Text, text: str) -> Iterator[Block]:
    yield Heading(title, 2)
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        yield say_prose(NOT_SAID)
        return
    yield Prose(
        tuple(
            Paragraph((Run(line.lstrip("-– ").strip()),), "–")
            if line.lstrip().startswith(("- ", "– "))
            else Paragraph((Run(line),))
            for line in lines
        )
    )


def _practice(row: Overview, own: list[PartyRow]) -> TableBlock:
    def named(role: PartyRole) -> Said:
        return ", ".join(p.name for p in own if p.role is role) or NOT_SAID

    people: list[Any] = [row.beneficiaries] if row.beneficiaries else []
    if row.women is not None or row.men is not None:
        count = N_("{women} women, {men} men", women=row.women or 0, men=row.men or 0)
        people.append(count)
    pairs: list[tuple[Said, Any]] = [
        (N_("Masters of execution"), named(PartyRole.OPERATOR)),
        (N_("Masters of works"), named(PartyRole.OWNER)),
        (N_("Beneficiaries"), people[0] if people else NOT_SAID),
    ]
    if len(people) > 1:
        pairs.append((N_("Of whom"), people[1]))
    pairs.append((N_("Networks"), named(PartyRole.NETWORK)))
    return _pairs(tuple(pairs))


def _authorities(own: list[PartyRow]) -> TableBlock:
    """Name the communes of both countries, with room for who is written to."""
    columns = (
        TableColumn(N_("Commune or authority"), 52),
        TableColumn(N_("Country"), 18, ruled=True),
        TableColumn(N_("Part taken"), 26, ruled=True),
        TableColumn(N_("Contact (to be filled in by hand)"), 46, ruled=True),
    )
    wanted = (PartyRole.HOME, PartyRole.ABROAD)
    rows = [
        Row((p.name, p.country, NAMES[p.role], BLANK)) for p in own if p.role in wanted
    ]
    if not rows:
        rows = [Row((NOT_SAID, "", "", BLANK))]
    return TableBlock(columns, tuple(rows), title=N_("Communes of both countries"))


PARTNERSHIP_SHEET = Document(
    "partnership-sheet",
    N_("Partnership sheet"),
    story,
    group=GROUP,
    purpose=N_("What the French atlas asks of a partnership, agreement by agreement."),
    standing=standing,
    choices=choices,
)

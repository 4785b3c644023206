"""The slip that goes with the plan (bordereau d’envoi): one page for each recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.deliberation import BLANK, GROUP
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Room, Row, TableBlock, TableColumn
from commune_desk.services.settings import preferences
from commune_desk.services.transmissions import recipients, transmissions
from commune_desk.storage.models import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.transmissions import TransmissionRow


def story(telling: Telling) -> Iterator[Block]:
    """Tell a slip for each who is sent the plan; those of the list if none is yet."""
    rows = transmissions(telling.session, telling.scope)
    if not rows:
        for number, each in enumerate(recipients()):
            yield from _slip(telling, each.name, None, first=not number)
    for number, row in enumerate(rows):
        yield from _slip(telling, row.recipient, row, first=not number)


def _slip(
    telling: Telling, recipient: str, row: TransmissionRow | None, *, first: bool
) -> Iterator[Block]:
    session, words = telling.session, telling.words
    plan = session.get(Plan, telling.scope.plan_id) if telling.scope.plan_id else None
    settings = preferences(session)
    if not first:
        yield PageBreak()
    sent = words.long_date(row.sent_on) if row and row.sent_on else BLANK
    number = (row.reference if row else "") or BLANK
    yield Title(
        N_("Dispatch slip no. {number}", number=number),
        N_("of {date}", date=sent),
        centred=True,
    )
    yield say_prose(
        N_("{executive} to: {recipient}", executive=settings["executive.title"],
           recipient=recipient),
        N_("You will find enclosed, for your information and for what concerns you:"),
    )  # fmt: skip
    yield _papers(telling, plan, recipient, settings["plan.label"])
    yield Signatures(
        (
            Signature(
                N_("Acknowledgement, to be sent back"),
                (N_("Received on …… / …… / …………"), N_("Observations: ……………………………")),
                framed=True,
            ),
            Signature(settings["executive.title"], stamp=True),
        )
    )


def _papers(
    telling: Telling, plan: Plan | None, recipient: str, label: str
) -> TableBlock:
    copies = {each.name: each.copies for each in recipients()}.get(recipient, 1)
    on = plan.adopted_on if plan else None
    date = telling.words.long_date(on) if on else BLANK
    name = plan.title if plan else label
    version = plan.version if plan else 1
    number = (plan.deliberation if plan else "") or BLANK
    papers = (
        N_("{plan}, version {version}", plan=name, version=version),
        N_("Deliberation no. {number} of {date}", number=number, date=date),
        N_("Minutes of the session of the council of {date}", date=date),
    )
    columns = (
        TableColumn(N_("No."), 6, Align.CENTRE),
        TableColumn(N_("Papers"), 60),
        TableColumn(N_("Number"), 12, Align.RIGHT, adds=True),
        TableColumn(N_("Observations"), 30, ruled=True),
    )
    rows = [
        Row((str(place), paper, copies, "")) for place, paper in enumerate(papers, 1)
    ]
    total = copies * len(papers)
    rows.append(Row(("", N_("Total of papers"), total, ""), Role.GRAND))
    return TableBlock(columns, tuple(rows), room=Room.PEN)


SLIP = Document(
    "slip",
    N_("Dispatch slip of the plan"),
    story,
    group=GROUP,
    purpose=N_("Goes with the plan to each recipient; the foot comes back signed."),
)

"""The plan of procurement of a year: what will be bought, how, and when.

Columns and thresholds are working proposals, to be verified (`budget.md` 8).
"""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import ProcurementKind
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.domain.thresholds import in_force
from commune_desk.reports.blocks import (
    Findings,
    Heading,
    Note,
    Signature,
    Signatures,
    Title,
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
from commune_desk.reports.official_heads import heads, titled
from commune_desk.services.procurement_lists import procurements
from commune_desk.services.procurement_review import of_procurement
from commune_desk.services.procurement_thresholds import thresholds
from commune_desk.services.programming import actions
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.thresholds import Threshold
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.reports.official_heads import Heads
    from commune_desk.services.procurement_lists import ProcurementRow
    from commune_desk.services.scope import Scope

GROUP = N_("Contracts and inventory")
"""Group of the documents."""

PAPER = "procurement-plan"
DATES = {
    "publication": "publication",
    "opening": "opening",
    "award": "award",
    "order": "service-order",
    "handover": "provisional-handover",
}
"""Key of a column → key of the step whose planned day it shows."""

OF_THE_PLAN = frozenset({"PROC-01", "PROC-02"})
UNSURE = N_(
    "Thresholds and delays come from memory and are to be verified; they are data of"
    " the dossier and can be replaced."
)


def story(telling: Telling) -> Iterator[Block]:
    """Tell the contracts of the year, kind by kind, then the thresholds."""
    session, scope = telling.session, telling.scope
    rows = [row for row in procurements(session, scope) if row.year == scope.year]
    ours = N_("Procurement plan {year}", year=str(scope.year))
    yield Title(
        titled(telling, PAPER, ours),
        P_("{count} contract", "{count} contracts", count=len(rows)),
    )
    if rows:
        yield _table(telling, rows)
    else:
        yield say_prose(N_("No contract is entered for {year}.", year=str(scope.year)))
    found = of_procurement(session, scope, rows)
    issues = tuple(issue for issue in found if issue.code in OF_THE_PLAN)
    if issues:
        yield Findings(issues)
    yield Heading(N_("Thresholds applied"))
    yield from _ladder(telling)
    yield Note(UNSURE)
    yield signatures(telling)


def unversioned(_session: Session, _scope: Scope) -> tuple[Said, Said]:
    """Say that the paper is no version of a plan, and is no draft."""
    return "", ""


def signatures(telling: Telling) -> Signatures:
    """Leave room for who prepared the paper and who answers for it."""
    settings = preferences(telling.session)
    return Signatures(
        (
            Signature(N_("Prepared by the secretary general")),
            Signature(settings["executive.title"], stamp=True),
        )
    )


def _table(telling: Telling, rows: Sequence[ProcurementRow]) -> TableBlock:
    heading = heads(telling, PAPER)
    funders = _funders(telling)
    columns = _columns(heading)
    last = len(columns) - 1
    lines: list[Row] = []
    order = tuple(ProcurementKind)
    ordered = sorted(rows, key=lambda row: (order.index(row.kind), row.reference))
    for kind, group in groupby(ordered, lambda row: row.kind):
        members = list(group)
        title = NAMES[kind]
        lines.append(Row((title, *(None,) * last), Role.CHAPTER, (Span(0, last),)))
        lines += [_line(row, funders) for row in members]
        total = N_("Total {title}", title=title)
        lines.append(_total(total, members, Role.TOTAL, last))
    lines.append(_total(N_("Overall total"), rows, Role.GRAND, last))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _columns(heading: Heads) -> tuple[TableColumn, ...]:
    dates = heading("dates")
    return (
        TableColumn(heading("code"), 22),
        TableColumn(heading("object"), 58),
        TableColumn(heading("procedure"), 36),
        TableColumn(heading("estimate"), 22, Align.RIGHT, adds=True),
        TableColumn(heading("funding"), 30, ruled=True),
        *(TableColumn(heading(key), 19, group=dates, ruled=True) for key in DATES),
    )


def _line(row: ProcurementRow, funders: Mapping[int, str]) -> Row:
    planned = {step.key: step.planned_on for step in row.contract.steps}
    return Row(
        (
            row.reference,
            row.object,
            procedure(row),
            row.estimate,
            funders.get(row.action_id or 0, ""),
            *(planned.get(key) for key in DATES.values()),
        )
    )


def procedure(row: ProcurementRow) -> Text | str:
    """Say the procedure that is noted, or the one that the estimate asks for."""
    if row.procedure:
        return row.procedure
    if row.asked is not None:
        return N_("{procedure} (proposed)", procedure=row.asked.procedure)
    return ""


def _total(name: Text, rows: Sequence[ProcurementRow], role: Role, last: int) -> Row:
    whole = Money.total(row.estimate for row in rows)
    cells: tuple[Any, ...] = (name, None, None, whole, *(None,) * (last - 3))
    return Row(cells, role, (Span(0, 2, Align.RIGHT),))


def _funders(telling: Telling) -> dict[int, str]:
    """Name, for each action, who gives to it."""
    say = telling.words.say
    return {
        row.id: ", ".join(
            dict.fromkeys(gift.partner or say(gift.funder_class) for gift in row.given)
        )
        for row in actions(telling.session, telling.scope)
    }


def _ladder(telling: Telling) -> Iterator[Block]:
    """Put the kinds side by side, a procedure a line, then the texts they come from."""
    ladder = [row.threshold for row in thresholds(telling.session)]
    day = dt.date(telling.scope.year, 1, 1)
    known = {
        kind: {each.procedure: each for each in in_force(ladder, kind, day)}
        for kind in ProcurementKind
    }
    rungs = [each for found in known.values() for each in found.values()]
    names = dict.fromkeys(
        each.procedure for each in sorted(rungs, key=lambda each: each.lowest)
    )
    columns = (
        TableColumn(N_("Procedure"), 52),
        *(TableColumn(NAMES[kind], 50, ruled=True) for kind in ProcurementKind),
    )
    rows = (
        Row((name, *(_range(known[kind].get(name)) for kind in ProcurementKind)))
        for name in names
    )
    yield TableBlock(columns, tuple(rows), unit=IN_FRANCS)
    texts = dict.fromkeys(each.legal for each in rungs if each.legal)
    if texts:
        yield Note(N_("Texts: {texts}.", texts=tuple(texts)))


def _range(each: Threshold | None) -> Text | str:
    if each is None:
        return ""
    if each.highest is None:
        return N_("{lowest} and more", lowest=each.lowest)
    if not each.lowest:
        return N_("under {highest}", highest=each.highest)
    return N_("{lowest} to under {highest}", lowest=each.lowest, highest=each.highest)


PROCUREMENT_PLAN = Document(
    PAPER,
    N_("Procurement plan"),
    story,
    landscape=True,
    group=GROUP,
    over=lambda scope: str(scope.year),
    standing=unversioned,
    purpose=N_("What the commune will buy in the year, by which procedure, and when."),
)

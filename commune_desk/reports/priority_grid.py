"""The grid of priorities, annexed to the plan (`planning.md` T2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.priorities import TURNED_DOWN, Decision
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import Heading, Note, Title
from commune_desk.reports.closing import adoption
from commune_desk.reports.diagnosis import DIAGNOSIS
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Row, TableBlock, TableColumn
from commune_desk.reports.official_heads import heads, titled
from commune_desk.services.jobs import told
from commune_desk.services.priority_grid import priorities
from commune_desk.services.settings import preference
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.priority_grid import PriorityRow

PAPER = "priority-grid"
NARROW = 9.5
"""Share of the width for a column of marks."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell the ranking from the first to the last, then what was not marked."""
    rows = sorted(
        priorities(telling.session, telling.scope),
        key=lambda row: (row.rank is None, row.rank or 0),
    )
    kept = sum(row.decision is Decision.KEPT for row in rows)
    plan = preference(telling.session, "plan.label")
    yield Title(
        titled(telling, PAPER, N_("Grid of priorities")),
        P_(
            "{plan}: {count} action examined, {kept} kept",
            "{plan}: {count} actions examined, {kept} kept",
            count=len(rows),
            kept=kept,
            plan=plan,
        ),
    )
    yield Heading(N_("Criteria and weights"))
    yield _criteria(telling)
    yield Heading(N_("Ranking of the actions"))
    yield _grid(telling, rows)
    yield Note(
        N_(
            "Total: sum of weight × mark. Other weights: rank with the second column"
            " of weights; ▲ places gained, ▼ places lost."
        )
    )
    ties = [_tie(row) for row in rows if row.tie is not None]
    if ties:
        yield Heading(N_("How ties were broken"), 2)
        for tie in ties:
            yield Note(tie)
    if rows:
        yield adoption(telling.session)


def _tie(row: PriorityRow) -> Text:
    return N_(
        "Rank {rank}, action {code}. {tie}", rank=row.rank, code=row.code, tie=row.tie
    )


def _criteria(telling: Telling) -> TableBlock:
    head = heads(telling, PAPER)
    columns = (
        TableColumn(head("number"), 12),
        TableColumn(head("criterion"), 130),
        TableColumn(head("weight"), 20, Align.RIGHT, adds=True),
        TableColumn(head("other_weight"), 24, Align.RIGHT, adds=True),
        TableColumn(head("top"), 24, Align.RIGHT),
    )
    measures = telling.scope.criteria
    rows = [Row((m.name, m.title, m.weight, m.compared, m.top)) for m in measures]
    if rows:
        sums = (sum(m.weight for m in measures), sum(m.compared for m in measures))
        rows.append(Row((None, N_("Total"), *sums, None), Role.TOTAL))
    return TableBlock(columns, tuple(rows))


def _grid(telling: Telling, rows: Sequence[PriorityRow]) -> TableBlock:
    measures, head = telling.scope.criteria, heads(telling, PAPER)
    columns = (
        TableColumn(head("rank"), 11, Align.RIGHT),
        TableColumn(head("number"), 10),
        TableColumn(head("action"), 58),
        TableColumn(head("place"), 26),
        *(TableColumn(m.name, NARROW, Align.RIGHT) for m in measures),
        TableColumn(head("total"), 12, Align.RIGHT),
        TableColumn(head("other"), 17, Align.CENTRE, ruled=True),
        TableColumn(head("decision"), 40, ruled=True),
    )
    lines = [
        Row(
            (
                row.rank,
                row.code,
                row.title,
                places_text(row.places, telling.words),
                *(_mark(row, m.id) for m in measures),
                row.total,
                f"{row.other_rank} {row.shift}" if row.other_rank else "",
                _decision(row),
            )
        )
        for row in told(rows, N_("Printing the grid"), telling.progress)
    ]
    return TableBlock(columns, tuple(lines))


def _mark(row: PriorityRow, criterion: int) -> Any:
    """Print a mark; 0 is a mark, no dash."""
    mark = row.marks.get(criterion)
    return None if mark is None else str(mark)


def _decision(row: PriorityRow) -> Any:
    if row.decision in TURNED_DOWN and row.decision_reason:
        return N_(
            "{decision}: {reason}", decision=row.decision, reason=row.decision_reason
        )
    return row.decision


PRIORITY_GRID = Document(
    PAPER,
    N_("Grid of priorities"),
    story,
    landscape=True,
    group=DIAGNOSIS,
    purpose=N_("How proposals were marked, ranked and decided; annexed to the plan."),
)

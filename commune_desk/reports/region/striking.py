"""What strikes across the communes, as a table by rule."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Note, say_prose
from commune_desk.reports.grids import Row, TableBlock, TableColumn
from commune_desk.reports.region.looked_at import across
from commune_desk.services.region.queries.findings import findings
from commune_desk.services.region.scope import this_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.issues import Issue
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling

RULES: dict[str, Text] = {
    "REG-01": N_("Execution of the budget below the threshold"),
    "REG-02": N_("Investment below the threshold"),
    "REG-03": N_("TDRL below the threshold"),
    "REG-04": N_("Committees without a receipt of declaration"),
    "REG-05": N_("Documents that have not come"),
    "REG-06": N_("Packages from another database"),
    "REG-07": N_("Packages that never came"),
    "REG-08": N_("Codes that are not in the region’s list"),
    "REG-09": N_("Villages that stand twice in a package"),
    "REG-10": N_("Villages told by two communes"),
    "REG-11": N_("Journals whose history was written anew"),
}
THRESHOLDS = {"REG-01", "REG-02", "REG-03", "REG-04"}
"""Rules whose threshold is a working proposal of the region's list."""


def striking(telling: Telling, most: int = 0) -> Iterator[Block]:
    """List what strikes, rule by rule; `most` limits the lines of each rule."""
    issues = findings(telling.session, telling.scope.year, this_day())
    if not issues:
        yield say_prose(N_("Nothing strikes."))
        return
    yield say_prose(
        P_(
            "{count} finding on {day}.",
            "{count} findings on {day}.",
            count=len(issues),
            day=this_day(),
        )
    )
    yield findings_table(issues, most)
    if any(issue.code in THRESHOLDS for issue in issues):
        yield Note(PROPOSED)


PROPOSED = N_(
    "The thresholds are a working proposal: no text that was found fixes them. The "
    "region replaces them in its list."
)


def findings_table(issues: Sequence[Issue], most: int = 0) -> TableBlock:
    """Put findings under their rules."""
    rows: list[Row] = []
    ordered = sorted(issues, key=lambda issue: issue.code)
    for code, group in groupby(ordered, key=lambda issue: issue.code):
        found = list(group)
        title = N_(
            "{rule} ({count})", rule=RULES.get(code, code), count=str(len(found))
        )
        rows.append(across(title, 2))
        shown = found[:most] if most else found
        rows += [Row((issue.code, issue.text)) for issue in shown]
        left = len(found) - len(shown)
        if left:
            text = P_(
                "{count} other stands in the annual report.",
                "{count} others stand in the annual report.",
                count=left,
            )
            rows.append(Row(("", text)))
    columns = (TableColumn(N_("Rule"), 10), TableColumn(N_("Finding"), 110))
    return TableBlock(columns, tuple(rows))

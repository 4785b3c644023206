"""What every paper of revenue shares: its group, its signatures, its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Signature, Signatures
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Row, Span, TableColumn
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.document import Story, Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.scope import Scope

RECEIPTS = N_("Receipts")
TDRL = N_("TDRL")


def over(scope: Scope) -> str:
    """Give the year that ends a title."""
    return str(scope.year)


def no_mark(_session: object, _scope: Scope) -> tuple[Said, Said]:
    """Say nothing of versions: what was executed is no draft."""
    return "", ""


def paper(  # noqa: PLR0913  what it is, what it tells, and two ways to vary it
    name: str,
    title: Text,
    story: Story,
    purpose: Text,
    *,
    landscape: bool = False,
    group: Text = RECEIPTS,
) -> Document:
    """Make a document of the year’s revenue."""
    return Document(
        name,
        title,
        story,
        landscape=landscape,
        group=group,
        over=over,
        purpose=purpose,
        standing=no_mark,
    )


def executive(telling: Telling) -> str:
    """Give the title of who signs for the commune."""
    return preferences(telling.session)["executive.title"]


def signed(telling: Telling, *others: Text) -> Signatures:
    """Leave room for the others first, then for the executive."""
    places = [Signature(title) for title in others]
    return Signatures((*places, Signature(executive(telling), stamp=True)))


def text(title: Said, width: float, *, ruled: bool = False) -> TableColumn:
    """Describe a column of words."""
    return TableColumn(title, width, ruled=ruled)


def sum_of(title: Said, width: float = 15) -> TableColumn:
    """Describe a column of francs that adds up."""
    return TableColumn(title, width, Align.RIGHT, adds=True)


def figure(title: Said, width: float = 10) -> TableColumn:
    """Describe a column of figures that do not add up."""
    return TableColumn(title, width, Align.RIGHT)


def total(
    title: Said, before: int, cells: Sequence[Any], role: Role = Role.GRAND
) -> Row:
    """Close a table: its name over the first columns, then the sums."""
    head = (title, *(None,) * (before - 1))
    spans = (Span(0, before - 1, Align.RIGHT),) if before > 1 else ()
    return Row((*head, *cells), role, spans)

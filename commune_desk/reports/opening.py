"""How every paper begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.blocks import Cover, Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Paper


def opened(blocks: Iterable[Block], paper: Paper) -> Iterator[Block]:
    """Give a story a title if it has none."""
    started = False
    for block in blocks:
        if not started and not isinstance(block, (Cover, Title)):
            yield Title(paper.imprint.title)
        started = True
        yield block
